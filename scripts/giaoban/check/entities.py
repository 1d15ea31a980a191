"""Rules for everything but the meetings: what leaders, resolutions, organizations, indicators and series say of each other.

Of an indicator one that fits a figure is proposed, and one whose units are others is questioned. Of a series: its first and last
period, and the periods without a meeting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations, pairwise

from giaoban import dates, vietnamese
from giaoban.archive import Archive, Entities, coverage
from giaoban.archive.model import Unmeasured
from giaoban.check import problem
from giaoban.check.definitions import Definitions
from giaoban.check.problem import Finder, Problem
from giaoban.check.references import on_cycles
from giaoban.check.units import Lives, ids_in_words
from giaoban.citations import symbols, tables
from giaoban.dates import Edtf
from giaoban.findings import quote
from giaoban.records.marks import YamlPath
from giaoban.records.model import EACH
from giaoban.records.models.indicator import Indicator
from giaoban.records.models.resolution import Resolution, is_of_the_state
from giaoban.records.models.series import Series
from giaoban.vietnamese import fold

_RELATIONS = {"implements": "thực hiện", "amends": "sửa đổi", "replaces": "thay thế"}


class _Place:
    """File and YAML path of an entity."""

    def __init__(self, defined: Definitions, kind: str, entity: str) -> None:
        home = defined.definition_of(kind, entity)
        self.path, self.at = home.path, home.at

    def find(self, *keys: str | int) -> Finder:
        return problem.at((*self.at, *keys))

    def value(self, paths: tuple[YamlPath, ...], wanted: str) -> Finder:
        return problem.value_at(paths, wanted, self.at)


def check(entities: Entities, defined: Definitions, lives: Lives) -> Iterator[Problem]:
    """Every problem of order and circles among entities, and records that may describe one thing."""
    for resolution in entities.resolutions.values():
        place = _Place(defined, "resolution", resolution.id)
        yield from _order(resolution, place, entities, lives)
    yield from _plenums_in_order(entities, defined)
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
    if wrong := _outside_term(resolution, moment, entities):
        yield Problem(place.path, place.find("term"), "warning", "term-mismatch", wrong, "sửa term hoặc date")
    if resolution.province and lives.did_not_exist(resolution.province, moment.earliest, moment.latest):
        message, hint = lives.explain_absence(resolution.province, moment, "văn bản")
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


def _outside_term(resolution: Resolution, moment: Edtf, entities: Entities) -> str:
    """What is wrong with a central document's date and congress term; empty where they agree, or nothing is known of the term."""
    issuer = entities.organizations.get(resolution.issuer or "")
    if resolution.province or (issuer and issuer.province) or is_of_the_state(resolution):
        return ""
    known = tables.terms()
    place = next((i for i, term in enumerate(known) if term.term == resolution.term), None)
    if place is None:
        return ""
    said = f"khóa {resolution.term} nhưng văn bản ban hành {dates.vietnamese(moment.text)}"
    if moment.latest < known[place].opened:
        return f"{said}, trước Đại hội {resolution.term} (khai mạc {dates.day(known[place].opened)})"
    if place + 1 < len(known) and moment.earliest >= known[place + 1].began:
        return f"{said}, khi đã là khóa {known[place + 1].term} (từ {dates.day(known[place + 1].began)})"
    return ""


def _plenums_in_order(entities: Entities, defined: Definitions) -> Iterator[Problem]:
    """The sessions of a term meet in the order of their numbers."""
    dated = sorted(
        ((p.term, p.number, dates.parse(p.date), p) for p in entities.plenums.values() if p.date),
        key=lambda one: one[:2],
    )
    for (term, number, moment, one), (other, later, following, _) in pairwise(dated):
        if term == other and number < later and moment.earliest > following.latest:
            place = _Place(defined, "plenum", one.id)
            message = (
                f"hội nghị {number} khóa {term} ({dates.vietnamese(moment.text)}) họp sau hội nghị {later} "
                f"({dates.vietnamese(following.text)})"
            )
            hint = "xem lại date và number của hai hội nghị"
            yield Problem(place.path, place.find("date"), "warning", "plenum-order", message, hint)


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


def check_indicators(archive: Archive) -> Iterator[Problem]:
    """Figures that seem to count what an indicator does, by unit and words, and name none; and those in another unit."""
    known = archive.entities.indicators
    if not known:
        return
    wordings = _wordings(known.values())
    units = {indicator.id: {_plain(unit) for unit in indicator.units} for indicator in known.values()}
    for card in archive.published:
        for figure in card.unmeasured:
            if fitting := _fitting(figure, wordings):
                names = ", ".join(known[indicator].name for indicator in fitting)
                message = f"số liệu {figure.id} có vẻ đếm: {names}"
                hint = (
                    f"nếu đúng là thứ ấy thì thêm indicator: {ids_in_words(fitting)}; nếu không thì nói rõ hơn ở what"
                )
                yield Problem(card.path, problem.figure(figure.id, "what"), "warning", "indicator-fits", message, hint)
        for measured in card.measured:
            if measured.indicator in known and _plain(measured.unit) not in units[measured.indicator]:
                indicator = known[measured.indicator]
                message = f"chỉ số {quote(indicator.id)} không tính bằng {quote(measured.unit)}"
                said = ", ".join(quote(unit) for unit in indicator.units)
                hint = f"đơn vị của chỉ số: {said}; bỏ indicator, sửa unit, hoặc thêm đơn vị vào indicators.yml"
                yield Problem(
                    card.path, problem.figure(measured.id, "unit"), "warning", "indicator-unit", message, hint
                )


def _wordings(indicators: Iterable[Indicator]) -> Mapping[str, list[tuple[str, str]]]:
    """Unit to the wordings that speak of it, each with the id of its indicator."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for indicator in indicators:
        for unit in indicator.units:
            found[_plain(unit)] += [(f" {_plain(wording)} ", indicator.id) for wording in indicator.wordings]
    return found


def _fitting(figure: Unmeasured, wordings: Mapping[str, list[tuple[str, str]]]) -> list[str]:
    """The indicators of which unit and a wording fit a figure."""
    of_unit = wordings.get(_plain(figure.unit))
    if not of_unit:
        return []
    what = f" {_plain(figure.what)} "
    return list(dict.fromkeys(indicator for wording, indicator in of_unit if wording in what))


def _plain(text: str) -> str:
    """Small letters without marks, words alone."""
    return " ".join("".join(c if c.isalnum() or c == "%" else " " for c in fold(text)).split())


_EXAMPLES = {"monthly": "2018-11", "quarterly": "2018-33", "half-yearly": "2018-40", "yearly": "2018"}


def check_series(archive: Archive, defined: Definitions, limit: date) -> Iterator[Problem]:
    """Every problem of the periods that series name, held against each other and against the meetings.

    ``limit``: the last day that may have come; nothing is expected after it, and no meeting is known not to have been held.
    """
    for series in archive.entities.series.values():
        if series.first or series.last or series.exceptions:
            home = defined.definition_of("series", series.id)
            for at, rule, message, hint in _problems_of_series(archive, series, limit):
                yield Problem(home.path, problem.at((*home.at, *at)), "error", rule, message, hint)


def _problems_of_series(archive: Archive, series: Series, limit: date) -> Iterator[tuple[YamlPath, str, str, str]]:
    given: list[tuple[YamlPath, str]] = [((key,), text) for key in ("first", "last") if (text := getattr(series, key))]
    if given and not series.sources:
        hint = "thêm sources vào chuỗi, với ít nhất một nguồn s1"
        yield given[0][0], "no-source", f"{given[0][0][0]} cần nguồn cho biết chuỗi họp từ kỳ nào, tới kỳ nào", hint
    given += [(("exceptions", i, "period"), exception.period) for i, exception in enumerate(series.exceptions)]
    known: list[tuple[YamlPath, int]] = []
    for at, text in given:
        place = coverage.period_number(series.rhythm, text)
        if place is None or dates.parse(text).qualifier:
            yield at, "series-period", *_no_period(series, text)
        elif dates.parse(text).earliest > limit:
            yield at, "future-date", f"kỳ {dates.vietnamese(text)} chưa tới", "xem lại năm và kỳ"
        else:
            known.append((at, place))
    yield from _against_meetings(archive, series, known)


def _no_period(series: Series, text: str) -> tuple[str, str]:
    example = _EXAMPLES.get(series.rhythm)
    if example is None:
        return "chuỗi hằng tuần không tính kỳ", "xóa dòng này"
    return f"{quote(text)} không phải một kỳ của chuỗi này", f"viết chắc chắn và đúng nhịp, như {example}"


def _against_meetings(
    archive: Archive, series: Series, known: list[tuple[YamlPath, int]]
) -> Iterator[tuple[YamlPath, str, str, str]]:
    present, _ = coverage.meetings_by_period(series, archive.timeline("series", series.id))
    bounds = {str(at[0]): place for at, place in known if len(at) == 1}
    seen: set[int] = set()
    for at, place in known:
        said = dates.vietnamese(coverage.period_text(series.rhythm, place))
        if len(at) == 1:
            beyond = [p for p in present if (p < place if at[0] == "first" else p > place)]
            if beyond:
                message = f"{at[0]} là {said} nhưng kho có cuộc họp {quote(present[beyond[0]][0], 120)} ngoài khoảng ấy"
                yield at, "series-bounds", message, f"sửa {at[0]}, hoặc period của cuộc họp"
            continue
        if place in present:
            message = f"ghi là không họp nhưng kho có cuộc họp {quote(present[place][0], 120)} về {said}"
            yield at, "exception-held", message, "xóa mục này, hoặc sửa period của cuộc họp"
        if place in seen:
            yield at, "duplicate-exception", f"{said} được ghi hai lần", "gộp hai mục thành một"
        if place < bounds.get("first", place) or place > bounds.get("last", place):
            message = f"{said} nằm ngoài khoảng từ first tới last của chuỗi"
            yield at, "series-bounds", message, "xóa mục này, hoặc sửa first, last"
        seen.add(place)
    if bounds.get("first", 0) > bounds.get("last", bounds.get("first", 0)):
        yield ("last",), "series-bounds", "last đứng trước first", "đổi chỗ hoặc sửa hai kỳ"
