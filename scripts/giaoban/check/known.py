"""Which ids exist, and what to say of one that does not."""

from __future__ import annotations

from giaoban import kinds
from giaoban.archive import Archive
from giaoban.check.definitions import Definitions
from giaoban.check.lives import Lives, one_of
from giaoban.check.nearest import Nearest
from giaoban.check.problem import Finder, Problem
from giaoban.dates import Edtf
from giaoban.findings import quote
from giaoban.records import layout

# Rules keep the names that they were given, and a page is more than its label.
_RULES = {"unit": "unknown-province", "province": "unknown-page"}
_WORDS = {"province": "trang tỉnh, thành"}


class Known:
    """The ids of every kind, those of records that could not be read included."""

    def __init__(self, archive: Archive, defined: Definitions) -> None:
        entities = archive.entities
        self.ids: dict[str, set[str]] = {kind: {*records} for kind, records in entities.by_kind().items()}
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
        label = kinds.get(kind).label
        message = f"không có {_WORDS.get(kind) or label[:1].lower() + label[1:]} {quote(entity)}"
        if kind == "unit" and entity in self._pages:
            earliest, latest = (moment.earliest, moment.latest) if moment else lives.always
            message = f"{quote(entity)} là mã trang, không phải mã đơn vị"
            units = lives.on_page(entity, earliest, latest)
            hint = f"ghi đơn vị lúc đó: {one_of(units)}" if units else "xem các đơn vị trong provinces.yml"
        else:
            if kind not in self._near:
                self._near[kind] = Nearest(self.ids[kind])
            hint = self._near[kind].hint(
                entity, f"nếu chưa có thì thêm vào {layout.home(kind, quote(entity).strip('“”'))}"
            )
        return Problem(path, find, "error", _RULES.get(kind, f"unknown-{kind}"), message, hint)
