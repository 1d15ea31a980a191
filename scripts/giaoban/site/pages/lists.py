"""The lists: every page of one kind, in Vietnamese order, with the number of meetings behind each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup, escape

from giaoban import dates
from giaoban.archive import Archive, Card
from giaoban.records.model import Resolution
from giaoban.site import faces, urls, words
from giaoban.site.entries import CLASSES
from giaoban.site.faces import Face
from giaoban.site.format import counted, number, symbols, time
from giaoban.site.page import Page
from giaoban.site.pages.parts import lengths, linked, listed
from giaoban.site.pages.parts import page as draw
from giaoban.vietnamese import name_key, sort_key

_LATEST = 50
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
    """Anything else as one line of a list: its link, a quiet remark, and how many meetings stand behind it."""

    name: Markup
    detail: Markup
    count: int


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
        total=counted(len(published), "cuộc họp"), years=weigh(sorted(lengths(archive, "year").items())),
        all=len(published) <= _LATEST,
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
        env, "leader", "Lãnh đạo", f"{len(ordered)} người, xếp theo chữ đầu của tên.", groups, jump=len(groups) > 6,
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
    by_region: dict[str, list[str]] = defaultdict(list)
    for page in archive.entities.pages:
        eras = archive.eras.get(page, ())
        by_region[units[eras[0]].region if eras else "Khác"].append(page)
    groups = [
        (
            region,
            [
                Row(linked(archive, "province", p), _merger(archive, p), counts.get(p, 0))
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
    return _list(env, "province", "Tỉnh, thành", scope, groups, columns=True, sources=archive.entities.province_sources)


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
        groups, jump=len(groups) > 3, note=plenums,
    )  # fmt: skip


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
        return (99, term)
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
            escape(f"{words.LEVELS[s.level]}, {words.RHYTHMS[s.rhythm]}"),
            counts.get(s.id, 0),
        )
        for s in ordered
    ]
    return _list(env, "series", "Chuỗi họp", "Những cuộc họp lặp lại theo nhịp: tháng, quý, năm.", [("", rows)])


def topics(archive: Archive, env: jinja2.Environment) -> Page:
    """The controlled list of topics."""
    counts = lengths(archive, "topic")
    ordered = sorted(archive.entities.topics.values(), key=lambda t: sort_key(t.name))
    rows = [Row(linked(archive, "topic", t.id), symbols(t.scope), counts.get(t.id, 0)) for t in ordered]
    return _list(env, "topic", "Chủ đề", f"{len(rows)} chủ đề trong danh mục của kho lưu trữ.", [("", rows)])


def years(archive: Archive, env: jinja2.Environment) -> Page:
    """Years that have meetings, newest first."""
    bars = weigh(sorted(lengths(archive, "year").items(), reverse=True))
    return draw(
        env, "years.html", urls.section("year"), "list", "Năm", "Các cuộc họp trong kho lưu trữ theo năm họp.",
        urls.SECTIONS["year"], years=bars,
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
    jump: bool = False,
    columns: bool = False,
    note: Markup | str = "",
    sources: Sequence[Any] = (),
    current: str = "",
) -> Page:
    numbered = [(f"nhom-{i}", heading, rows) for i, (heading, rows) in enumerate(groups, 1)]
    return draw(
        env, "list.html", urls.section(kind), "list", title, scope, current or urls.SECTIONS[kind], scope=scope, groups=numbered,
        jump=jump, columns=columns, note=note, sources=sources,
    )  # fmt: skip
