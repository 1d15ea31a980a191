"""Lists: every entity of one kind, in Vietnamese order, with the number of meetings behind each; and a list as rows, for CSV.

A kind has a list as soon as it is registered. One whose list says more has `list_view` in the module of its page.
Headings that come from words have ids that are kept when other headings come or go, so that a link to one goes on leading there.
Rows are what the page of a list shows, for whoever counts with it; a file of CSV stands beside the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from giaoban import addresses, dates, kinds
from giaoban.archive.gathered import Slice
from giaoban.archive.reader import Reader
from giaoban.archive.values import Heading, Reference
from giaoban.vietnamese import slug
from giaoban.views.evidence import SourceLine
from giaoban.views.values import Rich, Span, View, head, link
from giaoban.views.words import counted, first_lower

_LONGEST = 48
# How many letters have one without its mark in common.
_MARKED = {"a": 3, "d": 2, "e": 2, "o": 3, "u": 2}
_TONES = {"ÁÀẢÃẠ": "A", "ẮẰẲẴẶ": "Ă", "ẤẦẨẪẬ": "Â", "ÉÈẺẼẸ": "E", "ẾỀỂỄỆ": "Ê", "ÍÌỈĨỊ": "I", "ÓÒỎÕỌ": "O",
          "ỐỒỔỖỘ": "Ô", "ỚỜỞỠỢ": "Ơ", "ÚÙỦŨỤ": "U", "ỨỪỬỮỰ": "Ư", "ÝỲỶỸỴ": "Y"}  # fmt: skip


def anchors(prefix: str, headings: Iterable[str]) -> list[str]:
    """An id for each heading, in their order: ``nhom-nghi-quyet``; the second of one name (A and Ă) gets ``-2``."""
    seen: dict[str, int] = {}
    found = []
    for heading in headings:
        name = f"{prefix}-{slug(heading)[:_LONGEST].strip('-') or '0'}"
        seen[name] = seen.get(name, 0) + 1
        found.append(f"{name}-{seen[name]}" if seen[name] > 1 else name)
    return found


def period_of_slice(path: str) -> str:
    """A year, month or day in words: "năm 2026", "tháng 12-2026", "ngày 1-12-2026"."""
    words = dates.vietnamese(path.replace("/", "-"))
    return f"ngày {words}" if path.count("/") == 2 else words


LAYOUT = "list"


class ListRow(Struct, frozen=True, omit_defaults=True):
    """One entity in a list: its name, a quiet remark, and how many meetings name it (None: not counted).

    ``held``: how many meetings were held there, of a province.
    """

    name: Rich
    detail: Rich = ()
    count: int | None = None
    held: int = 0


class ListGroup(Struct, frozen=True):
    """Rows under a heading; "" has none."""

    id: str
    heading: str
    rows: tuple[ListRow, ...]


class LinkGroup(Struct, frozen=True):
    """Links under a heading."""

    id: str
    heading: str
    links: tuple[Rich, ...]


class Facet(Struct, frozen=True):
    """Another order of the same list, links only."""

    id: str
    title: str
    groups: tuple[LinkGroup, ...]


class SubpageLink(Struct, frozen=True, omit_defaults=True):
    """The way to a page below, and how much stands there, in words; ``anchors``: ids that were on this page before."""

    address: str
    name: str
    count: str
    anchors: tuple[str, ...] = ()


class SubpageGroup(Struct, frozen=True):
    """Ways under a heading; "" has none."""

    id: str
    title: str
    ways: tuple[SubpageLink, ...]


class Jump(Struct, frozen=True):
    """A row of links to headings of the page: what they are by ("": not said), then id, heading and number of each."""

    label: str
    places: tuple[tuple[str, str, int], ...]


class ListView(View, frozen=True, kw_only=True):
    """A list, or one slice of it with the way ``up``; where it takes more pages than one, its first page has ``ways``."""

    scope: str
    note: Rich = ()
    up: tuple[Span, ...] = ()
    jump: tuple[Jump, ...] = ()
    groups: tuple[ListGroup, ...] = ()
    facets: tuple[Facet, ...] = ()
    ways: tuple[SubpageGroup, ...] = ()
    sources: tuple[SourceLine, ...] = ()


def paths(reader: Reader, kind: str) -> tuple[str, ...]:
    """The paths of the pages of a kind's list, as it is drawn by `plain` and `by_letter`."""
    return reader.slices(kind)


def plain(reader: Reader, kind: str, path: str) -> ListView:
    """The list of a kind that has no module of its own."""
    what = first_lower(kinds.get(kind).label)
    return by_letter(
        reader, kind, path, scope=f"{counted(reader.count(kind), what)} trong kho lưu trữ.", headings=False
    )


def by_letter(
    reader: Reader, kind: str, path: str, *, scope: str, note: str = "", noun: str = "trang", headings: bool = True
) -> ListView:
    """A list in the order of names; ``headings``: under the letters with which they begin. ``noun``: what is counted."""
    title, top = kinds.get(kind).title, addresses.section(kind)
    here = reader.slice(kind, path) or Slice(0)
    if here.below:
        ways = tuple(
            SubpageLink(f"{top}{letter}/", _letter_name(letter), counted(count, noun), _places(letter))
            for letter, count in here.below
        )
        return view(kind, title, scope, note=_text(note), ways=(SubpageGroup("", "", ways),))
    references = reader.listed(kind, path)
    found: dict[str, list[Reference]] = {}
    for reference in references:
        found.setdefault(letter_of(kind, reference.label) if headings else "", []).append(reference)
    groups = groups_with_ids(
        (letter, [row(reader, reference, _text(reference.detail)) for reference in of]) for letter, of in found.items()
    )
    if not path:
        return view(kind, title, scope, note=_text(note), groups=groups, jump=jump("", groups))
    scope = f"{counted(len(references), noun)}."
    return view(
        kind,
        f"{title}: {_letter_name(path)}",
        scope,
        path=path,
        up=(Span(title, top),),
        groups=groups,
        jump=jump("", groups),
    )


def _letter_name(letter: str) -> str:
    return "khác" if letter == "0" else f"chữ {letter.upper()}"


def _places(letter: str) -> tuple[str, ...]:
    """The ids of the headings of a letter and of those that differ from it by a mark: A, Ă and Â."""
    return (f"nhom-{letter}", *(f"nhom-{letter}-{n}" for n in range(2, _MARKED.get(letter, 1) + 1)))


def letter_of(kind: str, label: str) -> str:
    """The letter under which a name stands, its tone taken off: "Ánh" under A, "Đinh" under Đ; people by their given name."""
    parts = label.split()
    letter = (parts[-1] if kinds.get(kind).given_names else label)[:1].upper() if parts else ""
    return next((base for marked, base in _TONES.items() if letter and letter in marked), letter)


def row(reader: Reader, reference: Reference | None, detail: Rich = (), name: Rich = ()) -> ListRow:
    """An entity with the number of its meetings, where its kind has timelines; ``name``: otherwise than its link."""
    if reference is None:
        return ListRow(name, detail)
    count = reader.size(reference.kind, reference.id) if kinds.get(reference.kind).timeline else None
    return ListRow(name or link(reference), detail, count)


def latest(reader: Reader, number: int) -> tuple[Heading, ...]:
    """The last meetings, the latest first."""
    headings = (reader.heading(meeting) for meeting in reversed(reader.latest(number)))
    return tuple(heading for heading in headings if heading)


def groups_with_ids(groups: Iterable[tuple[str, Sequence[ListRow]]]) -> tuple[ListGroup, ...]:
    """Rows by heading as groups, each with an id for its heading that no other group has."""
    found = list(groups)
    ids = anchors("nhom", (heading for heading, _ in found))
    return tuple(ListGroup(place, heading, tuple(rows)) for place, (heading, rows) in zip(ids, found, strict=True))


def jump(label: str, groups: Sequence[ListGroup]) -> tuple[Jump, ...]:
    """The links to groups, where there is more than one."""
    if len(groups) < 2:
        return ()
    return (Jump(label, tuple((group.id, group.heading, len(group.rows)) for group in groups)),)


def view(
    kind: str,
    title: str,
    scope: str,
    *,
    path: str = "",
    section: str = "",
    note: Rich = (),
    up: tuple[Span, ...] = (),
    jump: tuple[Jump, ...] = (),
    groups: tuple[ListGroup, ...] = (),
    facets: tuple[Facet, ...] = (),
    ways: tuple[SubpageGroup, ...] = (),
) -> ListView:
    """The list of a kind, or the slice at a ``path``; ``section``: another entry of the navigation than the kind's own."""
    address = addresses.section(kind) + (f"{path}/" if path else "")
    return ListView(
        head=head(address, LAYOUT, title, scope, section or kinds.get(kind).section), template="list.html", scope=scope,
        note=note, up=up, jump=jump, groups=groups, facets=facets, ways=ways,
    )  # fmt: skip


def _text(words: str) -> Rich:
    return (Span(words),) if words else ()


COLUMNS: Mapping[str, str] = {
    "group": "đề mục trên trang mà hàng đứng dưới",
    "name": "tên, như trang ghi",
    "title": "tên cuộc họp",
    "url": "địa chỉ của trang, hay của đúng mục; trống khi không có trang riêng",
    "detail": "điều ghi thêm bên cạnh tên",
    "meetings": "số cuộc họp trong kho; trống khi không đếm",
    "held": "số cuộc họp tổ chức tại đó",
    "count": "bao nhiêu mục đứng ở trang ấy, bằng chữ",
    "date": "ngày EDTF",
    "kind": "mã loại họp",
    "level": "mã cấp",
    "place": "nơi họp",
    "kinds": "bao nhiêu cuộc họp mỗi loại, bằng chữ",
    "thread": "số thứ tự của mạch việc trên trang",
    "step": "việc gì xảy ra với nhiệm vụ ở cuộc họp này",
    "item": "số của mục trong bản ghi",
    "text": "lời của mục, hay điều mà con số đếm, như trên trang",
    "sources": "địa chỉ các nguồn, cách nhau bằng dấu cách; nguồn không có địa chỉ thì là chỗ ghi nó ở trang cuộc họp",
    "value": "con số, viết liền, dấu thập phân là dấu chấm",
    "said": "con số như trang ghi, cả chữ trên, dưới, gần, khoảng",
    "bound": "over, under, nearly, about: nguồn nói trên, dưới, gần, khoảng",
    "unit": "đơn vị tính",
    "where": "chỗ đã sửa",
    "what": "đã sửa điều gì",
}
"""The columns that lists have, and what they hold; the page of data shows them."""

CsvCell = str | int | None


class CsvTable(NamedTuple):
    """Rows under the names of their `COLUMNS`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[CsvCell, ...], ...]


def plain_text(rich: Rich) -> str:
    """The words of a text without its links; a date stays as EDTF."""
    return "".join(span.text for span in rich)


def url_of(rich: Rich, root: str) -> str:
    """The absolute address to which the first link of a text leads; "" where it has none. ``root``: the site's address."""
    address = next((span.address for span in rich if span.address), "")
    return root + address if address else ""


def table_of_ways(ways: Iterable[tuple[str, SubpageLink]], root: str) -> CsvTable:
    """Pages below, each with the heading that it stands under."""
    rows = [(group, way.name, root + way.address, way.count) for group, way in ways]
    return CsvTable(("group", "name", "url", "count"), tuple(rows))


def table_of_groups(groups: Sequence[ListGroup], root: str) -> CsvTable:
    """A table of entities, each with the heading of its group and its absolute address. ``root``: the site's address."""
    with_held = any(row.held for group in groups for row in group.rows)
    rows = [
        (group.heading, plain_text(row.name), url_of(row.name, root), plain_text(row.detail), row.count,
         *([row.held] if with_held else []))
        for group in groups
        for row in group.rows
    ]  # fmt: skip
    return CsvTable(("group", "name", "url", "detail", "meetings", *(["held"] if with_held else [])), tuple(rows))


def table_of_meetings(meetings: Iterable[Heading], root: str) -> CsvTable:
    """A table of meetings in the order given: title, absolute address, date, kind, level, place. ``root``: the site's address."""
    rows = [(m.title, root + addresses.of("briefing", m.id), m.date, m.kind, m.level, m.place) for m in meetings]
    return CsvTable(("title", "url", "date", "kind", "level", "place"), tuple(rows))
