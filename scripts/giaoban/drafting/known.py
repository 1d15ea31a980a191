"""What the archive already knows, as drafting asks for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from giaoban import vietnamese
from giaoban.citations import Index
from giaoban.drafting.people import name_key
from giaoban.drafting.units import Units
from giaoban.records.files import discover
from giaoban.records.load import load
from giaoban.records.models.leader import Leader
from giaoban.records.models.organization import Organization
from giaoban.records.models.plenum import Plenum
from giaoban.records.models.resolution import Resolution
from giaoban.records.models.series import Series
from giaoban.records.models.unit import Unit

_KINDS = {"leader", "resolution", "provinces", "plenums", "organization", "series"}


@dataclass(frozen=True, slots=True)
class Known:
    """The records an article is read against, and the indexes made of them once."""

    index: Index
    units: Units
    leaders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the key of a name, the ids of all who bear it."""
    organizations: Mapping[str, Organization] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    """Ids of leaders and resolutions that exist."""

    @classmethod
    def of(
        cls,
        *,
        resolutions: Mapping[str, Resolution],
        plenums: Mapping[str, Plenum],
        organizations: Mapping[str, Organization],
        units: Mapping[str, Unit],
        leaders: Mapping[str, Leader],
        series: Mapping[str, Series],
    ) -> Known:
        """Everything but the meetings, by id."""
        names: dict[str, list[str]] = {}
        for leader in leaders.values():
            for name in {leader.name, *leader.other_names}:
                names.setdefault(name_key(name), []).append(leader.id)
        return cls(
            Index.build(resolutions, plenums, organizations, units),
            Units(units),
            {key: tuple(ids) for key, ids in names.items()},
            organizations,
            series,
            frozenset([*leaders, *resolutions]),
        )

    @classmethod
    def read(cls, content: Path) -> Known:
        """Read the entities of a content folder; what is wrong in them is the check's to say."""
        files = [file for file in discover(content)[0] if file.kind in _KINDS] if content.is_dir() else []
        records = [record for file in files for _, record in load(file).records]
        return cls.of(
            resolutions={r.id: r for r in records if isinstance(r, Resolution)},
            plenums={r.id: r for r in records if isinstance(r, Plenum)},
            organizations={r.id: r for r in records if isinstance(r, Organization)},
            units={r.id: r for r in records if isinstance(r, Unit)},
            leaders={r.id: r for r in records if isinstance(r, Leader)},
            series={r.id: r for r in records if isinstance(r, Series)},
        )

    def organization(self, name: str) -> Organization | None:
        """The body of that name."""
        wanted = vietnamese.fold(name)
        for body in self.organizations.values():
            if wanted in {vietnamese.fold(n) for n in (body.name, *body.aliases)}:
                return body
        return None

    def place_name(self, unit: str | None, day: dt.date | None) -> str | None:
        """What a province is called on a day; None where there is none."""
        return self.units.name(unit, day) if unit else None
