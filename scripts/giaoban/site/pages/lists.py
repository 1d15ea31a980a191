"""The lists: every page of one kind, in Vietnamese order, with the number of meetings behind each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup, escape

from giaoban import dates
from giaoban.archive import Archive, Card
from giaoban.records.model import Resolution
from giaoban.site import faces, months, tiles, urls, words
from giaoban.site.anchors import anchors
from giaoban.site.entries import CLASSES
from giaoban.site.faces import Face
from giaoban.site.format import clip, counted, first_upper, number, symbols, time
from giaoban.site.page import Page
from giaoban.site.pages.parts import lengths, link, linked, listed
from giaoban.site.pages.parts import page as draw
from giaoban.vietnamese import name_key, sort_key

_LATEST = 50
_NOT_ROMAN = 99
_OPEN_ISSUER = "Chưa rõ cơ quan ban hành"
_REGIONS = (
    "Trung du và miền núi phía Bắc", "Đồng bằng sông Hồng", "Bắc Trung Bộ", "Bắc Trung Bộ và duyên hải miền Trung",
    "Duyên hải Nam Trung Bộ và Tây Nguyên", "Tây Nguyên", "Đông Nam Bộ", "Đồng bằng sông Cửu Long",
)  # fmt: skip


class Line(NamedTuple):
    """A meeting as one line of a list."""

    card: Card
    address: str
    kind: str
    look: str
    where: str


class Row(NamedTuple):
    """Anything else as one line of a list: its link, a quiet remark, how many meetings name it, how many it held."""

    name: Markup
    detail: Markup
    count: int
    held: int = 0


class Facet(NamedTuple):
    """Another order of the same list, links only: its heading, and groups of id, heading and links."""

    id: str
    title: str
    groups: list[tuple[str, str, list[Markup]]]


class Bar(NamedTuple):
    """A year with its number of meetings; ``weight`` 1–5 for its bar."""

    year: str
    address: str
    count: str
    weight: int


def line(card: Card) -> Line:
    """One meeting in a list."""
    where = " · ".join(part for part in (words.LEVELS[card.level], card.place) if part)
    return Line(card, urls.of("briefing", card.id), faces.KINDS[card.kind], CLASSES[card.kind], where)


def weigh(years: Sequence[tuple[str, int]]) -> list[Bar]:
    """Years with bars; the fullest year has the tallest."""
    most = max((count for _, count in years), default=1)
    return [Bar(y, urls.of("year", y), number(c), max(1, round(5 * c / most))) for y, c in years]


def briefings(archive: Archive, env: jinja2.Environment) -> Page:
    """The latest meetings and the years: light however many meetings there are."""
    published = archive.published
    return draw(
        env, "briefings.html", urls.section("briefing"), "list", "Cuộc họp",
        f"{counted(len(published), 'cuộc họp')} giao ban, sơ kết, tổng kết trong kho lưu trữ: mới nhất trước, và theo năm.",
        urls.SECTIONS["briefing"], latest=[line(card) for card in reversed(published[-_LATEST:])],
        total=counted(len(published), "cuộc họp"), years=months.calendar(archive, marks=True),
        marks=len(published) <= months.MOST_MARKS, all=len(published) <= _LATEST,
    )  # fmt: skip


def leaders(archive: Archive, env: jinja2.Environment) -> Page:
    """Leaders under the first letter of their given name."""
    counts = lengths(archive, "leader")
    ordered = sorted(archive.entities.leaders.values(), key=lambda leader: name_key(leader.name))
    groups = [
        (
            letter,
            [Row(linked(archive, "leader", leader.id), Markup(""), counts.get(leader.id, 0)) for leader in members],
        )
        for letter, members in groupby(ordered, key=lambda leader: _initial(leader.name))
    ]
    return _list(
        env, "leader", "Lãnh đạo", f"{len(ordered)} người, xếp theo chữ đầu của tên.", groups,
        note="Chức danh ở mỗi trang là chức danh nguồn ghi tại cuộc họp, vào ngày họp.",
    )  # fmt: skip


def _initial(name: str) -> str:
    """The first letter of the given name, its tone taken off: "Ánh" stands under A, "Đinh" under Đ."""
    letter = name.rsplit(maxsplit=1)[-1][:1].upper() if name.split() else ""
    plain = {"ÁÀẢÃẠ": "A", "ẮẰẲẴẶ": "Ă", "ẤẦẨẪẬ": "Â", "ÉÈẺẼẸ": "E", "ẾỀỂỄỆ": "Ê", "ÍÌỈĨỊ": "I", "ÓÒỎÕỌ": "O",
             "ỐỒỔỖỘ": "Ô", "ỚỜỞỠỢ": "Ơ", "ÚÙỦŨỤ": "U", "ỨỪỬỮỰ": "Ư", "ÝỲỶỸỴ": "Y"}  # fmt: skip
    return next((base for marked, base in plain.items() if letter and letter in marked), letter)


def provinces(archive: Archive, env: jinja2.Environment) -> Page:
    """All pages by region; those that went into a merger say into what."""
    counts, units = lengths(archive, "province"), archive.entities.units
    found = tiles.tallies(archive)
    by_region: dict[str, list[str]] = defaultdict(list)
    for page in archive.entities.pages:
        eras = archive.eras.get(page, ())
        by_region[units[eras[0]].region if eras else "Khác"].append(page)
    groups = [
        (
            region,
            [
                Row(linked(archive, "province", p), _merger(archive, p), counts.get(p, 0), _held(archive, found, p))
                for p in sorted(by_region[region], key=lambda p: sort_key(archive.entities.pages[p].name))
            ],
        )
        for region in sorted(by_region, key=lambda r: (_REGIONS.index(r) if r in _REGIONS else 99, sort_key(r)))
    ]
    standing = sum(unit.valid_to is None for unit in units.values())
    scope = (
        f"{len(archive.entities.pages)} tên tỉnh, thành phố từng có từ năm 2016, xếp theo vùng; {standing} đơn vị hiện nay. "
        "Tên đã sáp nhập vẫn giữ trang riêng, dòng thời gian đi tiếp qua sáp nhập."
    )
    return draw(
        env, "provinces.html", urls.section("province"), "list", "Tỉnh, thành", scope, urls.SECTIONS["province"], scope=scope,
        groups=_with_ids(groups), sources=archive.entities.province_sources, then=tiles.before(archive),
        now=tiles.after(archive),
    )  # fmt: skip


def _held(archive: Archive, found: Mapping[str, tiles.Tally], page: str) -> int:
    """How many meetings of the page's own timeline were held there."""
    return len(tiles.together(found, (*archive.eras.get(page, ()), *archive.later_life.get(page, ()))).held)


def _merger(archive: Archive, page: str) -> Markup:
    eras = archive.eras.get(page, ())
    unit = archive.entities.units[eras[-1]] if eras else None
    target = archive.entities.units.get(unit.merged_into or "") if unit else None
    return Markup("nay thuộc {}").format(target.name) if target else Markup("")


def resolutions(archive: Archive, env: jinja2.Environment) -> Page:
    """Documents by type, then issuer, term and number."""
    counts = lengths(archive, "resolution")
    ordered = sorted(archive.entities.resolutions.values(), key=lambda r: _place(archive, r))
    groups = [
        (kind, [Row(_name(archive, r), _issued(archive, r), counts.get(r.id, 0)) for r in members])
        for kind, members in groupby(ordered, key=lambda r: r.type)
    ]
    plenums = Markup('Xem thêm <a href="{}">các hội nghị Trung ương</a>.').format(urls.ROOT + urls.section("plenum"))
    return _list(
        env, "resolution", "Văn bản",
        f"{counted(len(ordered), 'văn bản')} được dẫn ở các cuộc họp, xếp theo loại, cơ quan và số.",
        groups, note=plenums, facets=[_by_issuer(archive, ordered), _by_term(archive, ordered)], first="Theo loại",
    )  # fmt: skip


def _by_issuer(archive: Archive, ordered: Iterable[Resolution]) -> Facet:
    found: dict[str, list[Markup]] = defaultdict(list)
    for resolution in ordered:
        issuer = faces.of(archive, "organization", resolution.issuer) if resolution.issuer else None
        found[issuer.label if issuer else _OPEN_ISSUER].append(_brief(archive, resolution))
    names = sorted(found, key=lambda name: (name == _OPEN_ISSUER, sort_key(name)))
    groups = zip(anchors("co-quan", names), names, (found[name] for name in names), strict=True)
    return Facet("theo-co-quan", "Theo cơ quan ban hành", list(groups))


def _by_term(archive: Archive, ordered: Iterable[Resolution]) -> Facet:
    found: dict[str, list[Markup]] = defaultdict(list)
    for resolution in ordered:
        found[resolution.term or ""].append(_brief(archive, resolution))
    terms = sorted(found, key=lambda term: (not term, _roman(term)))
    groups = zip(anchors("khoa", terms), map(_term, terms), (found[term] for term in terms), strict=True)
    return Facet("theo-khoa", "Theo khóa", list(groups))


def _term(term: str) -> str:
    if not term:
        return "Chưa rõ khóa"
    return f"Khóa {term}" if _roman(term)[0] < _NOT_ROMAN else f"Nhiệm kỳ {term}"


def _brief(archive: Archive, resolution: Resolution) -> Markup:
    """A document by its type and symbol; by its title where it has none."""
    face = faces.of(archive, "resolution", resolution.id)
    return link(face, clip(face.label, 60)) if face else Markup("")


def _place(archive: Archive, resolution: Resolution) -> tuple[Any, ...]:
    issuer = faces.of(archive, "organization", resolution.issuer) if resolution.issuer else None
    return (
        sort_key(resolution.type),
        sort_key(issuer.label if issuer else "\uffff"),
        _roman(resolution.term or ""),
        sort_key(resolution.symbol or "\uffff"),
        resolution.id,
    )


def _roman(term: str) -> tuple[int, str]:
    """Congress terms in order of time: XII before XIII; other terms by their text."""
    values = {"I": 1, "V": 5, "X": 10}
    digits = [values.get(c, 0) for c in term]
    if not digits or 0 in digits:
        return (_NOT_ROMAN, term)
    total = sum(-d if d < max(digits[i + 1 :], default=0) else d for i, d in enumerate(digits))
    return (total, term)


def _name(archive: Archive, resolution: Resolution) -> Markup:
    face = faces.of(archive, "resolution", resolution.id)
    if face is None or face.address is None:
        return Markup("")
    name = Markup('<a href="{}">{}</a>').format(urls.ROOT + face.address, symbols(resolution.symbol or face.label))
    return name + Markup(" {}").format(symbols(face.detail)) if face.detail else name


def _issued(archive: Archive, resolution: Resolution) -> Markup:
    issuer = linked(archive, "organization", resolution.issuer)
    when = time(resolution.date) if resolution.date else Markup("chưa rõ ngày ban hành")
    return listed([issuer, when])


def series(archive: Archive, env: jinja2.Environment) -> Page:
    """Series of meetings, central ones first."""
    counts, order = lengths(archive, "series"), list(words.LEVELS)
    ordered = sorted(archive.entities.series.values(), key=lambda s: (order.index(s.level), sort_key(s.name)))
    rows = [
        Row(
            linked(archive, "series", s.id),
            escape(" · ".join(filter(None, (first_upper(words.RHYTHMS[s.rhythm]), _span(archive, s.id))))),
            counts.get(s.id, 0),
        )
        for s in ordered
    ]
    by_level = zip(ordered, rows, strict=True)
    groups = [
        (words.LEVELS[level], [row for _, row in members])
        for level, members in groupby(by_level, key=lambda pair: pair[0].level)
    ]
    return _list(env, "series", "Chuỗi họp", "Những cuộc họp lặp lại theo nhịp: tuần, tháng, quý, năm.", groups)


def _span(archive: Archive, series: str) -> str:
    """The years of a series' first and last meeting."""
    cards = archive.timeline("series", series)
    return " – ".join(dict.fromkeys((cards[0].year, cards[-1].year))) if cards else ""


def topics(archive: Archive, env: jinja2.Environment) -> Page:
    """The controlled list of topics."""
    counts = lengths(archive, "topic")
    ordered = sorted(archive.entities.topics.values(), key=lambda t: sort_key(t.name))
    rows = [Row(linked(archive, "topic", t.id), symbols(t.scope), counts.get(t.id, 0)) for t in ordered]
    return _list(env, "topic", "Chủ đề", f"{len(rows)} chủ đề trong danh mục của kho lưu trữ.", [("", rows)])


def years(archive: Archive, env: jinja2.Environment) -> Page:
    """Years that have meetings, newest first."""
    bars = weigh(sorted(lengths(archive, "year").items(), reverse=True))
    kinds = {bar.year: months.kinds(archive.timeline("year", bar.year)) for bar in bars}
    return draw(
        env, "years.html", urls.section("year"), "list", "Năm", "Các cuộc họp trong kho lưu trữ theo năm họp.",
        urls.SECTIONS["year"], years=[(bar, kinds[bar.year]) for bar in bars],
    )  # fmt: skip


def plenums(archive: Archive, env: jinja2.Environment) -> Page:
    """Sessions of the Central Committee, latest term and session first."""
    counts = lengths(archive, "plenum")
    ordered = sorted(archive.entities.plenums.values(), key=lambda p: (_roman(p.term), p.number), reverse=True)
    groups = [
        (
            f"Khóa {term}",
            [
                Row(linked(archive, "plenum", p.id), _adopted(archive, p.id, p.date), counts.get(p.id, 0))
                for p in members
            ],
        )
        for term, members in groupby(ordered, key=lambda p: p.term)
    ]
    return _list(
        env, "plenum", "Hội nghị Trung ương",
        "Cách gọi như “Nghị quyết Trung ương 6 khóa XII” chỉ cả hội nghị, và vì thế mọi văn bản hội nghị thông qua.", groups,
        current=urls.SECTIONS["resolution"],
    )  # fmt: skip


def _adopted(archive: Archive, plenum: str, date: str | None) -> Markup:
    found: list[Face] = [f for r in archive.adopted_at.get(plenum, ()) if (f := faces.of(archive, "resolution", r))]
    when = escape(dates.vietnamese(date)) if date else Markup("")
    return listed([when, *(symbols(face.label) for face in found)])


def _list(
    env: jinja2.Environment,
    kind: str,
    title: str,
    scope: str,
    groups: Iterable[tuple[str, list[Row]]],
    *,
    note: Markup | str = "",
    sources: Sequence[Any] = (),
    current: str = "",
    facets: Sequence[Facet] = (),
    first: str = "",
) -> Page:
    """A list in groups; ``first`` names their order in the index, before the orders of the ``facets``."""
    placed = _with_ids(groups)
    jump = [(first, [(place, heading, len(rows)) for place, heading, rows in placed])] if len(placed) > 1 else []
    jump += [
        (facet.title, [(place, heading, len(links)) for place, heading, links in facet.groups]) for facet in facets
    ]
    return draw(
        env, "list.html", urls.section(kind), "list", title, scope, current or urls.SECTIONS[kind], scope=scope, groups=placed,
        jump=jump, note=note, sources=sources, facets=facets,
    )  # fmt: skip


def _with_ids(groups: Iterable[tuple[str, list[Row]]]) -> list[tuple[str, str, list[Row]]]:
    """The groups with an id for each heading."""
    groups = list(groups)
    ids = anchors("nhom", (heading for heading, _ in groups))
    return [(place, *group) for place, group in zip(ids, groups, strict=True)]
