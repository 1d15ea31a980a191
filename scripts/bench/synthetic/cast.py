"""Who and what the synthetic meetings name: the real provinces, and people, documents and organizations made up."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from json import JSONEncoder
from typing import NamedTuple

from bench.synthetic.chain import Chain, Shares, maybe, one
from bench.synthetic.names import PLACES, personal_name
from giaoban import dates, vietnamese
from giaoban.citations import tables
from giaoban.records.models.organization import Organization
from giaoban.records.models.plenum import Plenum
from giaoban.records.models.unit import Unit

# A JSON string is a YAML string in double quotes, whatever it holds.
quoted = JSONEncoder(ensure_ascii=False).encode

_NUMBER_OF = {"X": 10, "XI": 11, "XII": 12, "XIII": 13, "XIV": 14}
_PARTY_BODIES = (
    ("ban-chap-hanh-trung-uong", "Ban Chấp hành Trung ương"),
    ("bo-chinh-tri", "Bộ Chính trị"),
    ("ban-bi-thu", "Ban Bí thư"),
)
_OF_PARTY = (("Nghị quyết", "NQ"), ("Chỉ thị", "CT"), ("Quy định", "QĐ"), ("Kết luận", "KL"), ("Kế hoạch", "KH"))
_OF_BOARD = (("Hướng dẫn", "HD"), ("Công văn", "CV"), ("Kế hoạch", "KH"), ("Thông báo", "TB"), ("Báo cáo", "BC"))
_OF_PROVINCE = (("Nghị quyết", "NQ"), ("Kế hoạch", "KH"), ("Quy định", "QĐ"), ("Chỉ thị", "CT"), ("Đề án", "ĐA"))
_FIRST_DAY = date(2007, 1, 1).toordinal()
LAST_DAY = date(2026, 11, 15).toordinal()


class SyntheticLeader(NamedTuple):
    """A leader; ``page`` is the province where they mostly appear, none for those of the centre."""

    id: str
    name: str
    page: str | None


class Paper(NamedTuple):
    """A resolution; ``day``: when it was adopted, also where the record leaves that open. ``said``: how it is cited."""

    id: str
    symbol: str
    type: str
    issuer: str
    unit: str | None
    page: str | None
    term: str
    day: int
    plenum: str | None
    said: tuple[str, ...]


class Places:
    """The provincial units of the real archive, asked by day."""

    def __init__(self, units: list[Unit], rng: random.Random) -> None:
        """Take the units, and let chance say which provinces are named often."""
        self.units = {unit.id: unit for unit in units}
        self._of_page: dict[str, list[tuple[int, int, Unit]]] = defaultdict(list)
        for unit in units:
            first = date.fromisoformat(unit.valid_from).toordinal() if unit.valid_from else 0
            last = date.fromisoformat(unit.valid_to).toordinal() if unit.valid_to else LAST_DAY + 366
            self._of_page[unit.page].append((first, last, unit))
        self.shares = Shares(sorted(self._of_page, key=lambda _: rng.random()), 12)

    def unit(self, page: str, first: int, last: int | None = None) -> Unit | None:
        """The unit of a page that existed on a day, or from one day to another."""
        found = (u for since, until, u in self._of_page[page] if since <= first and (last or first) <= until)
        return next(found, None)

    def draw(self, rng: random.Random, first: int, last: int | None = None) -> Unit:
        """A unit that existed then, some provinces far more often than others."""
        while True:
            if unit := self.unit(self.shares.draw(rng), first, last):
                return unit


def committee(unit: Unit) -> str:
    """The id of a province's Party committee."""
    return f"{'thanh' if unit.kind == 'thành phố' else 'tinh'}-uy-{unit.id}"


def committee_name(unit: Unit) -> str:
    """The name of a province's Party committee."""
    return f"{'Thành ủy' if unit.kind == 'thành phố' else 'Tỉnh ủy'} {unit.name}"


def organizations(real: list[Organization], places: Places) -> Iterator[tuple[str, str]]:
    """The real organizations, and for every province a committee and its organization board: id and YAML of each."""
    for organization in real:
        yield organization.id, f"{quoted(organization.model_dump(mode='json', exclude_defaults=True))}\n"
    known = {organization.id for organization in real}
    for unit in places.units.values():
        # Provinces of one name before and after a merger have committees of one name, and two bodies may not share one.
        since = f" (từ {unit.valid_from[:4]})" if unit.valid_from else ""
        above, name = committee(unit), f"{committee_name(unit)}{since}"
        for entity, called, parent in ((above, name, None), (f"ban-to-chuc-{above}", f"Ban Tổ chức {name}", above)):
            if entity not in known:
                more = f"parent: {parent}\n" if parent else ""
                yield entity, f"id: {entity}\nname: {quoted(called)}\nprovince: {unit.id}\n{more}"


def people_of(count: int, places: Places, rng: random.Random) -> list[SyntheticLeader]:
    """Leaders of different names; a fifth of them of the centre."""
    found: dict[str, SyntheticLeader] = {}
    while len(found) < count:
        name = personal_name(rng)
        entity = vietnamese.slug(name)
        page = None if len(found) * 5 < count else places.shares.draw(rng)
        found.setdefault(entity, SyntheticLeader(entity, name, page))
    return list(found.values())


def person_yaml(person: SyntheticLeader, chain: Chain, rng: random.Random) -> str:
    """The record of a leader."""
    lines = [f"id: {person.id}\nname: {quoted(person.name)}\n"]
    if maybe(rng, 0.1):
        lines.append(f"other_names: [{quoted(personal_name(rng))}]\n")
    if maybe(rng, 0.2):
        lines.append(f"note: {quoted(' '.join(chain.sentence(rng, 30)))}\n")
    return "".join(lines)


def papers_of(count: int, places: Places, plenums: list[Plenum], rng: random.Random) -> list[Paper]:
    """Documents in order of adoption, no two of one symbol, issuer and term; near half of them of the centre."""
    found: dict[str, Paper] = {}
    numbers: dict[tuple[str, str, str], int] = defaultdict(int)
    while len(found) < count:
        day = _FIRST_DAY + int(rng.random() * (LAST_DAY - _FIRST_DAY))
        share = rng.random()
        if share < 0.02 and plenums:
            paper = _adopted(plenums[int(rng.random() * len(plenums))], numbers)
        elif share < 0.3:
            paper = _of_centre(day, one(rng, _PARTY_BODIES), one(rng, _OF_PARTY), "TW", numbers)
        elif share < 0.45:
            board = ("ban-to-chuc-trung-uong", "Ban Tổ chức Trung ương")
            paper = _of_centre(day, board, one(rng, _OF_BOARD), "BTCTW", numbers)
        else:
            paper = _of_province(day, places.draw(rng, day), one(rng, _OF_PROVINCE), numbers)
        found.setdefault(paper.id, paper)
    return sorted(found.values(), key=lambda p: (p.day, p.id))


Numbers = dict[tuple[str, str, str], int]


def _adopted(plenum: Plenum, numbers: Numbers) -> Paper:
    day = dates.parse(plenum.date).latest.toordinal() if plenum.date else LAST_DAY
    paper = _of_centre(day, _PARTY_BODIES[0], _OF_PARTY[0], "TW", numbers)
    return paper._replace(plenum=plenum.id) if paper.term == plenum.term else paper


def _of_centre(day: int, issuer: tuple[str, str], kind: tuple[str, str], code: str, numbers: Numbers) -> Paper:
    term = next(one.term for one in reversed(tables.terms()) if one.opened <= date.fromordinal(day))
    # All bodies of the centre count in one row here, so that a symbol and a term are enough to tell documents apart.
    symbol = _symbol(kind[1], code, term, numbers)
    entity = f"{vietnamese.slug(kind[1])}-{symbol.partition('-')[0]}-{code.lower()}-k{_NUMBER_OF[term]}"
    said = _said(kind[0], symbol, issuer[1], day)
    return Paper(entity, symbol, kind[0], issuer[0], None, None, term, day, None, said)


def _of_province(day: int, unit: Unit, kind: tuple[str, str], numbers: Numbers) -> Paper:
    first = (date.fromordinal(day).year - 2006) // 5 * 5 + 2005
    term = f"{first}-{first + 5}"
    symbol = _symbol(kind[1], "TU", f"{unit.id} {term}", numbers)
    entity = f"{vietnamese.slug(kind[1])}-{symbol.partition('-')[0]}-tu-{unit.id}-{term}"
    said = _said(kind[0], symbol, committee_name(unit), day)
    return Paper(entity, symbol, kind[0], committee(unit), unit.id, unit.page, term, day, None, said)


def _symbol(kind: str, code: str, where: str, numbers: Numbers) -> str:
    numbers[kind, code, where] += 1
    return f"{numbers[kind, code, where]:02d}-{kind}/{code}"


def _said(kind: str, symbol: str, issuer: str, day: int) -> tuple[str, ...]:
    written = dates.day(date.fromordinal(day))
    return (
        f"{kind} {symbol}",
        f"{kind} số {symbol}",
        f"{kind} số {symbol} của {issuer}",
        f"{kind} số {symbol} ngày {written} của {issuer}",
        f"{kind} {int(symbol.partition('-')[0])}",
    )


def paper_yaml(papers: list[Paper], at: int, chain: Chain, rng: random.Random) -> str:
    """The record of the document at an index of ``papers``; its relations go to earlier ones."""
    paper = papers[at]
    lines = [f"id: {paper.id}\nsymbol: {quoted(paper.symbol)}\ntype: {paper.type}\nissuer: {paper.issuer}\n"]
    if paper.unit:
        lines.append(f"province: {paper.unit}\n")
    lines.append(f"term: {paper.term}\n")
    day = date.fromordinal(paper.day).isoformat()
    known = rng.random()
    if known < 0.96 or paper.plenum:  # a few dates are known to the month or the year only, or not at all
        lines.append(f"date: {day if known < 0.88 else day[:7] if known < 0.93 else day[:4]}\n")
    title = quoted(f"Về {chain.phrase(rng, 8 + int(rng.random() * 10))}")
    lines.append(f"{'title' if maybe(rng, 0.8) else 'title_as_cited'}: {title}\n")
    if paper.plenum:
        lines.append(f"plenum: {paper.plenum}\n")
    lines.append(f"aliases: [{quoted(paper.said[4])}]\n")
    for key, likely in (("implements", 0.4), ("amends", 0.06), ("replaces", 0.06)):
        if at and maybe(rng, likely):
            earlier = papers[int(rng.random() * at)]
            # A relation is taken only where every reading of the two dates keeps their order.
            if earlier.day // 366 + 2 < paper.day // 366:
                lines.append(f"{key}: [{earlier.id}]\n")
    if maybe(rng, 0.2):
        lines.append(f"notes:\n  - text: {quoted(' '.join(chain.sentence(rng, 35)))}\n    source: s1\n")
    lines.append("sources:\n")
    lines += [source(f"s{i + 1}", paper.day, chain, rng) for i in range(1 + int(rng.random() * 2))]
    return "".join(lines)


def source(entity: str, day: int, chain: Chain, rng: random.Random) -> str:
    """One source of a record, published within three days."""
    published = date.fromordinal(min(day + int(rng.random() * 4), LAST_DAY)).isoformat()
    title = chain.phrase(rng, 9 + int(rng.random() * 9))
    title = title[:1].upper() + title[1:]
    newspaper = vietnamese.slug(one(rng, PLACES))
    address = f"{newspaper}.example/{published.replace('-', '/')}/{vietnamese.slug(title)[:60].strip('-')}.html"
    publisher = quoted(f"Báo {newspaper.title()}")
    return (
        f"  - id: {entity}\n    publisher: {publisher}\n    title: {quoted(title)}\n    url: https://{address}\n"
        f"    published: {published}\n    author: {quoted(personal_name(rng))}\n    accessed: 2026-11-21\n"
    )
