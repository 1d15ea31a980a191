"""Rules for everything but the meetings: what leaders, resolutions, organizations and series say of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from giaoban import dates, vietnamese
from giaoban.archive import Entities
from giaoban.check import problem
from giaoban.check.cycles import on_cycles
from giaoban.check.definitions import Definitions
from giaoban.check.lives import Lives
from giaoban.check.problem import Finder, Problem
from giaoban.citations import symbols
from giaoban.findings import quote
from giaoban.records.marks import Path
from giaoban.records.model import EACH
from giaoban.records.models.resolution import Resolution

_RELATIONS = {"implements": "thực hiện", "amends": "sửa đổi", "replaces": "thay thế"}


class _Place:
    """File and YAML path of an entity."""

    def __init__(self, defined: Definitions, kind: str, entity: str) -> None:
        home = defined.home(kind, entity)
        self.path, self.at = home.path, home.at

    def find(self, *keys: str | int) -> Finder:
        return problem.at((*self.at, *keys))

    def value(self, paths: tuple[Path, ...], wanted: str) -> Finder:
        return problem.value_at(paths, wanted, self.at)


def check(entities: Entities, defined: Definitions, lives: Lives) -> Iterator[Problem]:
    """Every problem of order and circles among entities, and records that may describe one thing."""
    for resolution in entities.resolutions.values():
        place = _Place(defined, "resolution", resolution.id)
        yield from _order(resolution, place, entities, lives)
    yield from _circles(entities, defined)
    yield from _same_document(entities, defined)
    yield from _same_name(entities, defined)


def _order(resolution: Resolution, place: _Place, entities: Entities, lives: Lives) -> Iterator[Problem]:
    """A document agrees with its session in term and date, with its province in date, and comes after what it names."""
    plenum = entities.plenums.get(resolution.plenum or "")
    if plenum and resolution.term and plenum.term != resolution.term:
        message = f"văn bản khóa {resolution.term} nhưng {plenum.name} là khóa {plenum.term}"
        yield Problem(place.path, place.find("term"), "warning", "term-mismatch", message, "sửa term hoặc plenum")
    if not resolution.date:
        return
    moment = dates.parse(resolution.date)
    if resolution.province and lives.outside(resolution.province, moment.earliest, moment.latest):
        message, hint = lives.said(resolution.province, moment, "văn bản")
        yield Problem(place.path, place.find("province"), "error", "province-not-then", message, hint)
    if plenum and plenum.date and (met := dates.parse(plenum.date)).earliest > moment.latest:
        message = f"văn bản ({dates.vietnamese(moment.text)}) có trước {plenum.name} ({dates.vietnamese(met.text)})"
        yield Problem(
            place.path, place.find("date"), "warning", "resolution-before-plenum", message, "xem lại date và plenum"
        )
    for key, word in _RELATIONS.items():
        for i, named in enumerate(getattr(resolution, key)):
            other = entities.resolutions.get(named)
            if other and other.date and (then := dates.parse(other.date)).earliest > moment.latest:
                message = (
                    f"văn bản ({dates.vietnamese(moment.text)}) không thể {word} {quote(named)} ban hành sau nó "
                    f"({dates.vietnamese(then.text)})"
                )
                hint = "xem lại ngày của hai văn bản, hoặc ghi quan hệ ở văn bản kia"
                yield Problem(place.path, place.find(key, i), "error", "resolution-order", message, hint)


def _circles(entities: Entities, defined: Definitions) -> Iterator[Problem]:
    resolutions = entities.resolutions
    for key, word in _RELATIONS.items():
        for one, other in on_cycles({r.id: getattr(r, key) for r in resolutions.values()}):
            place = _Place(defined, "resolution", one)
            message = f"{quote(one)} và {quote(other)} {word} lẫn nhau, thành vòng"
            hint = "giữ quan hệ ở văn bản ban hành sau, xóa ở văn bản kia"
            yield Problem(place.path, place.value(((key, EACH),), other), "error", "resolution-cycle", message, hint)
    organizations = entities.organizations
    for organization in organizations.values():
        if organization.parent == organization.id:
            place = _Place(defined, "organization", organization.id)
            message = "cơ quan không thể trực thuộc chính nó"
            yield Problem(
                place.path,
                place.find("parent"),
                "error",
                "self-reference",
                message,
                "ghi mã của cơ quan cấp trên ở parent",
            )
    for one, other in on_cycles({o.id: [o.parent] if o.parent else [] for o in organizations.values()}):
        place = _Place(defined, "organization", one)
        message = f"{quote(one)} và {quote(other)} trực thuộc lẫn nhau, thành vòng"
        yield Problem(
            place.path, place.find("parent"), "error", "organization-cycle", message, "xóa parent ở cơ quan cấp trên"
        )


def _same_document(entities: Entities, defined: Definitions) -> Iterator[Problem]:
    """Two records of one symbol that nothing tells apart (a symbol is unique only with issuer and date or term)."""
    groups: dict[str, list[Resolution]] = defaultdict(list)
    for resolution in entities.resolutions.values():
        if resolution.symbol:
            groups[_symbol(resolution.symbol)].append(resolution)
    for group in groups.values():
        for one, other in combinations(group[:50], 2):
            if _may_be_one(one, other):
                for here, there in ((one, other), (other, one)):
                    place = _Place(defined, "resolution", here.id)
                    message = f"cùng số {quote(here.symbol)} với {quote(there.id, 120)} và không có gì phân biệt"
                    hint = (
                        f"là một thì gộp: giaoban merge {there.id} {here.id}; là hai thì ghi issuer, province, term "
                        "hoặc date để phân biệt"
                    )
                    yield Problem(place.path, place.find("symbol"), "warning", "possible-duplicate", message, hint)


def _symbol(text: str) -> str:
    """What makes two symbols the same, however they are written."""
    symbol = symbols.parse(text)
    return symbol.text if symbol else vietnamese.symbol_key(text)


def _may_be_one(one: Resolution, other: Resolution) -> bool:
    for key in ("type", "issuer", "province", "term"):
        mine, theirs = getattr(one, key), getattr(other, key)
        if mine and theirs and mine != theirs:
            return False
    if one.date and other.date:
        mine, theirs = dates.parse(one.date), dates.parse(other.date)
        return mine.earliest <= theirs.latest and theirs.earliest <= mine.latest
    return True


def _same_name(entities: Entities, defined: Definitions) -> Iterator[Problem]:
    """Leaders of one name, unless a word at each tells them apart."""
    groups: dict[str, list[str]] = defaultdict(list)
    for leader in entities.leaders.values():
        groups[vietnamese.tone_new(vietnamese.clean(leader.name)).casefold()].append(leader.id)
    for ids in groups.values():
        words = {entities.leaders[i].distinct for i in ids} - {None}
        if len(words) == len(ids) or len(ids) < 2:
            continue
        for one in ids:
            place = _Place(defined, "leader", one)
            others = [i for i in ids if i != one]
            message = f"cùng tên với {', '.join(quote(i, 120) for i in others)}: có thể là một người"
            hint = (
                f"là một thì gộp: giaoban merge {others[0]} {one}; là hai người thì ghi distinct ở cả hai, như tên tỉnh"
            )
            yield Problem(place.path, place.find("name"), "warning", "possible-duplicate", message, hint)
