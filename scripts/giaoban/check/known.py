"""Which ids exist, and what to say of one that does not."""

from __future__ import annotations

from giaoban.archive import Archive
from giaoban.check.definitions import Definitions
from giaoban.check.lives import Lives, one_of
from giaoban.check.nearest import Nearest
from giaoban.check.problem import Finder, Problem
from giaoban.dates import Edtf
from giaoban.findings import quote

# Rule, the word for the thing, and where a new one is written.
_NAMES = {
    "leader": ("unknown-leader", "lãnh đạo", "leaders/{id}.yml"),
    "resolution": ("unknown-resolution", "văn bản", "resolutions/{id}.yml"),
    "plenum": ("unknown-plenum", "hội nghị Trung ương", "plenums.yml"),
    "unit": ("unknown-province", "đơn vị hành chính", "provinces.yml"),
    "page": ("unknown-page", "trang tỉnh, thành", "provinces.yml"),
    "organization": ("unknown-organization", "cơ quan", "organizations.yml"),
    "series": ("unknown-series", "chuỗi cuộc họp", "series.yml"),
    "topic": ("unknown-topic", "chủ đề", "topics.yml"),
}


class Known:
    """The ids of every kind, those of records that could not be read included."""

    def __init__(self, archive: Archive, defined: Definitions) -> None:
        entities = archive.entities
        self.ids: dict[str, set[str]] = {
            "leader": {*entities.leaders},
            "resolution": {*entities.resolutions},
            "plenum": {*entities.plenums},
            "unit": {*entities.units},
            "page": {*entities.pages},
            "organization": {*entities.organizations},
            "series": {*entities.series},
            "topic": {*entities.topics},
        }
        for kind, ids in self.ids.items():
            ids.update(defined.unsound(kind))
        self._pages = entities.pages
        self._near: dict[str, Nearest] = {}

    def has(self, kind: str, entity: str) -> bool:
        """Whether the id exists, or may exist in a file that could not be read."""
        return entity in self.ids[kind] or "" in self.ids[kind]

    def unknown(
        self, kind: str, entity: str, path: str, find: Finder, lives: Lives, moment: Edtf | None = None
    ) -> Problem:
        """The problem of an id that does not exist, with the nearest one that does."""
        rule, word, place = _NAMES[kind]
        message = f"không có {word} {quote(entity)}"
        if kind == "unit" and entity in self._pages:
            earliest, latest = (moment.earliest, moment.latest) if moment else lives.always
            message = f"{quote(entity)} là mã trang, không phải mã đơn vị"
            units = lives.on_page(entity, earliest, latest)
            hint = f"ghi đơn vị lúc đó: {one_of(units)}" if units else "xem các đơn vị trong provinces.yml"
        else:
            if kind not in self._near:
                self._near[kind] = Nearest(self.ids[kind])
            hint = self._near[kind].hint(
                entity, f"nếu chưa có thì thêm vào {place.format(id=quote(entity).strip('“”'))}"
            )
        return Problem(path, find, "error", rule, message, hint)
