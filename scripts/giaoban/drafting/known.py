"""What the archive already knows, as drafting asks for it; provincial units by the names reports use, on the day of a meeting."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from giaoban import dates, vietnamese
from giaoban.citations import Index
from giaoban.drafting.names import likelihood, places
from giaoban.drafting.people import ParsedArticle, person_key
from giaoban.drafting.words import Phrases, Word, match_key, words
from giaoban.records.files import discover
from giaoban.records.load import load
from giaoban.records.models.leader import Leader
from giaoban.records.models.organization import Organization
from giaoban.records.models.plenum import Plenum
from giaoban.records.models.resolution import Resolution
from giaoban.records.models.series import Series
from giaoban.records.models.unit import Unit

_NOW = "9998-12-31"
_SPELLINGS = {
    "TP.HCM": "Hồ Chí Minh",
    "TP. HCM": "Hồ Chí Minh",
    "TPHCM": "Hồ Chí Minh",
    "Đắc Lắc": "Đắk Lắk",
    "Đắc Nông": "Đắk Nông",
    "TT-Huế": "Thừa Thiên Huế",
}
_MOST_BEFORE = 2
_SURELY = 5.0
"""`names.likelihood` of a usual family name with what often stands between it and the given name."""
_CITY_BEFORE = {"thành phố", "tp.", "tp", "t.p", "thị xã", "tx.", "thị trấn", "huyện", "quận", "phường", "xã"}


class Units:
    """Names of provincial units, resolved by date."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        """``units`` by id, as the archive has them."""
        self._units = units
        names: dict[str, list[str]] = {}
        for unit in units.values():
            for name in {unit.name, *(form.name for form in unit.forms), *unit.aliases}:
                for spelled in {name, name.replace(" - ", "-"), name.replace(" - ", " – ")}:
                    names.setdefault(vietnamese.tone_old(spelled), []).append(unit.id)
        for spelled, usual in _SPELLINGS.items():
            if usual in names:
                names[spelled] = names[usual]
        self._names = Phrases(names)
        self._by_name = {vietnamese.fold(name): ids for name, ids in names.items()}

    def unit_named(self, name: str, day: dt.date | None) -> str | None:
        """The unit of that name on that day, None when there was none; without a day, the one that still stands."""
        return self._one_on_day(self._by_name.get(vietnamese.fold(name), []), day)

    def name(self, unit: str, day: dt.date | None) -> str | None:
        """The name that a unit bears or bore on a day, today without one; None for an unknown unit."""
        record = self._units.get(unit)
        return record.form_on(_iso_day(day))[0] if record else None

    def _one_on_day(self, ids: list[str], day: dt.date | None) -> str | None:
        when = _iso_day(day)
        fitting = [
            i
            for i in dict.fromkeys(ids)
            if (self._units[i].valid_from or "") <= when <= (self._units[i].valid_to or "9999")
        ]
        return fitting[0] if len(fitting) == 1 else None

    def successor(self, unit: str, day: dt.date | None) -> str | None:
        """The unit itself, or what it was merged into by that day."""
        when = day.isoformat() if day else ""
        while (found := self._units.get(unit)) and found.valid_to and when > found.valid_to and found.merged_into:
            unit = found.merged_into
        return unit if unit in self._units else None

    def mentions(self, text: ParsedArticle, day: dt.date | None) -> Iterator[tuple[str, int, int]]:
        """Every provincial unit that a text names: id and place."""
        every = text.words
        place = 0
        while place < len(every):
            found = self._names.at(every, place)
            if not found or not every[place].capital:
                place += 1
                continue
            stop = place + found[0]
            before = every[place - 1].key if place else ""
            before = f"{every[place - 2].key} {before}" if before in {"phố", "xã", "trấn"} and place > 1 else before
            unit = self._one_on_day(found[1], day)
            larger = places().at(every, place)
            if (
                unit
                and not self._is_city_inside(unit, before, day)
                and not (larger and larger[0] > found[0])
                and not _in_person(every, place, stop)
                and not _in_name(every, place, stop)
            ):
                yield unit, every[place].start, every[stop - 1].end
            place = stop

    def within(self, text: str, day: dt.date | None) -> str | None:
        """The first unit that a short text names, such as that of a banner or a portal; None where it names none."""
        sequence = words(text, match_key(text))
        for place in range(len(sequence)):
            found = self._names.at(sequence, place)
            if found and (unit := self._one_on_day(found[1], day)):
                return unit
        return None

    def _is_city_inside(self, unit: str, before: str, day: dt.date | None) -> bool:
        """Whether a city of the province is meant ("thành phố Bắc Ninh"), the unit itself being none on that day."""
        if before not in _CITY_BEFORE:
            return False
        if before not in {"thành phố", "tp.", "tp", "t.p"}:
            return True
        _, rank = self._units[unit].form_on(_iso_day(day))
        return rank != "thành phố"

    def of_place(self, place: str, day: dt.date | None, near: str | None = None) -> str | None:
        """The unit a district or a town lies in; where several have one of that name, ``near`` decides."""
        bare = re.sub(
            r"^(?:thành phố|tp\.?|t\.p|thị xã|tx\.?|thị trấn|huyện đảo|huyện|quận|tỉnh|đặc khu)\s*",
            "",
            match_key(place),
        )
        if direct := self.unit_named(bare, day):
            return direct
        sequence = words(bare, bare)
        found = places().at(sequence, 0)
        if not found or found[0] != len(sequence):
            return None
        units = {self.successor(unit, day) for unit in found[1]} - {None}
        if len(units) == 1:
            return units.pop()
        return near if near in units else None


def _in_person(sequence: Sequence[Word], start: int, stop: int) -> bool:
    """Whether the words end the name of a person: "Đậu Thị Khánh Hòa"."""
    first = start
    while (
        first
        and start - first < _MOST_BEFORE
        and sequence[first - 1].capital
        and sequence[first - 1].end + 1 == sequence[first].start
    ):
        first -= 1
        if likelihood(sequence[first:stop]) >= _SURELY:
            return True
    return False


def _in_name(sequence: Sequence[Word], start: int, stop: int) -> bool:
    """Whether the words stand inside a longer name, such as that of an academy or of a person."""
    if " ".join(w.key for w in sequence[start:stop]) == "hồ chí minh":
        before = [w.key for w in sequence[max(0, start - 4) : start]]
        return not before or before[-1] not in {"phố", "tp.", "tp", "t.p"}
    return False


def _iso_day(day: dt.date | None) -> str:
    """A day as records write it; without one, what still holds is meant."""
    return day.isoformat() if day else _NOW


def last_day(edtf: str | None) -> dt.date | None:
    """A day inside an EDTF date: its latest for bounds."""
    moment = dates.parse_or_none(edtf)
    return moment.latest if moment else None


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
        """What drafting knows, from the records of each kind by their ids."""
        names: dict[str, list[str]] = {}
        for leader in leaders.values():
            for name in {leader.name, *leader.other_names}:
                names.setdefault(person_key(name), []).append(leader.id)
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
        """The organization of which a text is the name or an alias, whatever its case and marks; None where there is none."""
        wanted = vietnamese.fold(name)
        for body in self.organizations.values():
            if wanted in {vietnamese.fold(n) for n in (body.name, *body.aliases)}:
                return body
        return None

    def place_name(self, unit: str | None, day: dt.date | None) -> str | None:
        """What a province is called on a day; None where there is none."""
        return self.units.name(unit, day) if unit else None
