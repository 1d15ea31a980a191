"""The addresses that the site will have, as far as links in summaries may use them (DESIGN: "URLs are promises")."""

from __future__ import annotations

from collections.abc import Collection

from giaoban import kinds
from giaoban.archive import Archive
from giaoban.check.definitions import Definitions
from giaoban.check.nearest import Nearest
from giaoban.findings import quote

SECTIONS = {kind.key: kind.section for kind in kinds.with_pages()}
ALONE = {
    "/", "/gioi-thieu/", "/phuong-phap/", "/huong-dan/", "/huong-dan/quy-tac/", "/dinh-chinh/", "/phien-ban/",
    "/do-phu/", "/du-lieu/", "/so-lieu/theo-don-vi/", "/nhiem-vu/", "/tim/",
}  # fmt: skip
_KINDS = {section: kind for kind, section in SECTIONS.items()}


class Addresses:
    """Which addresses exist in an archive, and what is near one that does not."""

    def __init__(self, archive: Archive, defined: Definitions) -> None:
        entities = archive.entities
        self._cards = archive.cards
        self._ids: dict[str, Collection[str]] = {
            **entities.by_kind(),
            "briefing": archive.cards.keys(),
            "year": {viewpoint.id for viewpoint in archive.timelines if viewpoint.kind == "year"},
        }
        self._defined = defined
        self._near: dict[str, Nearest] = {}

    def wrong(self, target: str) -> tuple[str, str] | None:
        """What is wrong with a link within the site, and a hint; None when it leads somewhere."""
        address, mark, item = target.partition("#")
        kind, entity = self._parse(address)
        if address not in ALONE and not (kind and (not entity or self._exists(kind, entity))):
            return "không có trang nào ở địa chỉ này", self._hint(address, mark + item)
        if not mark:
            return None
        if kind != "briefing" or not entity:
            return "trang này không có mục đánh số", f"bỏ phần “#{item}”"
        card = self._cards.get(entity)
        if card and card.withdrawn:
            return "bản ghi đã rút nên trang của nó không còn mục nào", f"viết {address}"
        if card and item not in card.items and entity not in self._defined.unsound("briefing"):
            return f"cuộc họp này không có mục “{item}”", Nearest(card.items).hint(
                item, f"các mục có: {_some(card.items)}"
            )
        return None

    def _parse(self, address: str) -> tuple[str, str]:
        """Kind and id of ``/hop/<id>/``; an empty id for a list such as ``/hop/``; an empty kind for anything else."""
        parts = address.split("/")
        if len(parts) not in (3, 4) or parts[0] or parts[-1]:
            return "", ""
        entity = parts[2] if len(parts) == 4 else ""
        return (_KINDS.get(parts[1], ""), entity) if entity or len(parts) == 3 else ("", "")

    def _exists(self, kind: str, entity: str) -> bool:
        unsound = self._defined.unsound(kind)
        return entity in self._ids[kind] or entity in unsound or "" in unsound

    def _hint(self, address: str, rest: str) -> str:
        parts = [part for part in address.split("/") if part]
        tidy = f"/{'/'.join(parts)}/" if parts else "/"
        kind = _KINDS.get(parts[0], "") if parts else ""
        if tidy != address and self.wrong(tidy + rest) is None:
            return f"viết {tidy}{rest}"
        if kind and len(parts) == 2:
            if kind not in self._near:
                self._near[kind] = Nearest(self._ids[kind])
            near = self._near[kind].near(parts[1])
            return (
                f"Có phải {quote(f'/{SECTIONS[kind]}/{near}/', 160)} không?"
                if near
                else f"xem các địa chỉ ở /{parts[0]}/"
            )
        lists = [f"/{section}/" for section in _KINDS]
        return Nearest([*lists, *ALONE]).hint(tidy, f"địa chỉ bắt đầu bằng {', '.join(lists)}")


def _some(items: tuple[str, ...]) -> str:
    return ", ".join(items[:12]) + (" …" if len(items) > 12 else "") if items else "không có mục nào"
