"""Rules for meetings among everything else: ids, joins, links, order in time.

They read only cards, and ten thousand of them in a moment. A task continues, and a result answers, a task of an earlier meeting.
Links in summaries may lead to the addresses that the site will have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from giaoban import dates, kinds
from giaoban.archive import Archive, Card, Join
from giaoban.archive.model import carries
from giaoban.check import problem, references
from giaoban.check.definitions import Definitions, Nearest
from giaoban.check.problem import Locate, Problem
from giaoban.check.references import KnownIds, on_cycles
from giaoban.check.units import Lives
from giaoban.dates import Edtf
from giaoban.findings import Severity, quote

_SECTIONS = {kind.key: kind.section for kind in kinds.with_pages()}
_ALONE = {
    "/", "/gioi-thieu/", "/phuong-phap/", "/huong-dan/", "/huong-dan/quy-tac/", "/dinh-chinh/", "/phien-ban/",
    "/do-phu/", "/du-lieu/", "/so-lieu/theo-don-vi/", "/nhiem-vu/", "/tim/",
}  # fmt: skip
_KINDS = {section: kind for kind, section in _SECTIONS.items()}
_SHOWN = 12
"""How many items a hint names."""


def check(archive: Archive, defined: Definitions, known: KnownIds, lives: Lives, locate: Locate) -> Iterator[Problem]:
    """Every problem of the meetings' references, dates, joins and links, and records that may be one meeting."""
    moments = {card.id: dates.parse(card.date) for card in archive.cards.values()}
    yield from references.of_meetings(archive, known, lives, moments)
    yield from _levels(archive)
    yield from _times(archive, lives, moments)
    yield from _check_joins(archive, defined, moments)
    yield from _links(archive, defined)
    yield from _same_meeting(archive, moments, locate)


def _levels(archive: Archive) -> Iterator[Problem]:
    series = archive.entities.series
    for card in archive.cards.values():
        if (own := series.get(card.series or "")) and own.level != card.level:
            yield Problem(
                card.path,
                problem.at(("level",)),
                "warning",
                "series-level",
                f"cuộc họp ở cấp {quote(card.level)} nhưng chuỗi {quote(own.id)} ở cấp {quote(own.level)}",
                "sửa level, hoặc chọn chuỗi khác ở series",
            )


def _times(archive: Archive, lives: Lives, moments: Mapping[str, Edtf]) -> Iterator[Problem]:
    """What a meeting names existed on its day: units, carried resolutions, plenums that met, its host's unit."""
    entities = archive.entities
    adopted = {r.id: dates.parse(r.date) for r in entities.resolutions.values() if r.date}
    met = {p.id: dates.parse(p.date) for p in entities.plenums.values() if p.date}
    seats = {o.id: o.province for o in entities.organizations.values() if o.province}
    for card in archive.cards.values():
        moment = moments[card.id]
        for unit in card.provinces:
            if lives.did_not_exist(unit, moment.earliest, moment.latest):
                message, hint = lives.explain_absence(unit, moment, "cuộc họp")
                yield Problem(card.path, problem.reference("unit", unit), "error", "province-not-then", message, hint)
        if (seat := seats.get(card.host or "")) and lives.did_not_exist(seat, moment.earliest, moment.latest):
            message, hint = lives.explain_absence(seat, moment, "cuộc họp")
            message = f"cơ quan {quote(card.host)} thuộc đơn vị không có lúc đó: {message}"
            hint = f"chọn cơ quan của {hint.removeprefix('đơn vị lúc đó: ')}, hoặc tạo cơ quan ấy ở organizations/"
            yield Problem(card.path, problem.at(("host",)), "warning", "host-not-then", message, hint)
        for kind, carried, known in (("resolution", card.carried, adopted), ("plenum", card.carried_plenums, met)):
            for entity in carried:
                if (born := known.get(entity)) and born.earliest > moment.latest:
                    yield _too_early(archive, card, kind, entity, born, moment)


def _too_early(archive: Archive, card: Card, kind: str, entity: str, born: Edtf, moment: Edtf) -> Problem:
    find = problem.citation(kind, entity, lambda relations: carries(kind, relations))
    when = f"({dates.vietnamese(born.text)}) sau cuộc họp ({dates.vietnamese(moment.text)})"
    if kind == "plenum":
        message = f"hội nghị {quote(entity)} họp {when} nên cuộc họp chưa thể thực hiện hay báo cáo"
        hint = "xem lại ngày; hội nghị sắp tới thì ghi relation: tasked, drafted hoặc mentioned"
        return Problem(card.path, find, "error", "plenum-after-meeting", message, hint)
    resolutions = archive.entities.resolutions
    symbol = resolutions[entity].symbol
    earlier = [
        other.id
        for other in resolutions.values()
        if symbol and other.symbol == symbol and other.date and dates.parse(other.date).earliest <= moment.latest
    ]
    message = f"văn bản {quote(entity)} ban hành {when} nên cuộc họp chưa thể thực hiện hay báo cáo"
    hint = (
        f"cùng số {symbol}, lúc đó có {quote(earlier[-1])}"
        if earlier
        else "xem lại ngày và mã văn bản; nếu chỉ soạn thảo hay nhắc tới thì ghi relation: drafted hoặc mentioned"
    )
    return Problem(card.path, find, "error", "resolution-after-meeting", message, hint)


class _Wrong(NamedTuple):
    severity: Severity
    rule: str
    message: str
    hint: str


def _check_joins(archive: Archive, defined: Definitions, moments: Mapping[str, Edtf]) -> Iterator[Problem]:
    """Every join to nothing, to something not earlier, or to something that is no task; and circles of joins."""
    cards = archive.cards
    near = Nearest(cards)
    unsound = defined.unsound("briefing")
    # Joins between meetings whose order is not certain: only they can lead in a circle.
    uncertain: dict[tuple[str, str], tuple[Card, Join]] = {}
    for card in cards.values():
        if not card.joins:
            continue
        earliest = moments[card.id].earliest
        for join in card.joins:
            briefing, _, item = join.target.partition("#")
            target = cards.get(briefing)
            if target is None:
                if briefing not in unsound:
                    yield _join_problem(card, join, _no_meeting(briefing, near))
                continue
            if moments[briefing].latest >= earliest:
                uncertain[f"{card.id}#{join.item}", join.target] = (card, join)
            elif item in target.items and item[0] == "t" and not target.withdrawn:
                continue
            if wrong := _fault_of_join(card, join, target, item, moments, unsound):
                yield _join_problem(card, join, wrong)
    yield from _circles(uncertain)


def _no_meeting(briefing: str, near: Nearest) -> _Wrong:
    hint = near.hint(briefing, "viết <mã cuộc họp>#<số mục>, mã là tên tệp trong briefings/")
    return _Wrong("error", "unknown-item", f"không có cuộc họp {quote(briefing)}", hint)


def _fault_of_join(
    card: Card, join: Join, target: Card, item: str, moments: Mapping[str, Edtf], unsound: Collection[str]
) -> _Wrong | None:
    if target is card:
        message = "mục tiếp nối chính cuộc họp này; chỉ tiếp nối một cuộc họp trước đó"
        return _Wrong("error", "join-not-earlier", message, "xóa dòng này, hoặc ghi mã của cuộc họp trước")
    if item not in target.items:
        if target.id in unsound:
            return None
        tasks = [i for i in target.items if i[0] == "t"]
        otherwise = f"nhiệm vụ ở đó: {_some(tasks)}" if tasks else "cuộc họp ấy chưa ghi nhiệm vụ nào"
        message = f"cuộc họp {quote(target.id, 120)} không có mục “{item}”"
        return _Wrong("error", "unknown-item", message, Nearest(target.items).hint(item, otherwise))
    if moments[target.id].earliest > moments[card.id].latest:
        message = f"{quote(join.target, 130)} thuộc cuộc họp sau ({dates.vietnamese(target.date)}), không phải trước"
        hint = "đổi chiều: ghi ở cuộc họp sau, trỏ về cuộc họp này" if join.verb == "continues" else "xem lại ngày"
        return _Wrong("error", "join-not-earlier", message, hint)
    if target.withdrawn:
        message = f"{quote(join.target, 130)} thuộc bản ghi đã rút, trang của nó không còn mục nào"
        return _Wrong("warning", "withdrawn-item", message, "xóa dòng này, hoặc trỏ tới bản ghi thay thế")
    if item[0] != "t":
        message = f"{quote(join.target, 130)} không phải một nhiệm vụ (t…)"
        return _Wrong("warning", "join-not-task", message, "continues và answers trỏ tới nhiệm vụ")
    return None


def _circles(uncertain: Mapping[tuple[str, str], tuple[Card, Join]]) -> Iterator[Problem]:
    graph: dict[str, list[str]] = defaultdict(list)
    for item, target in uncertain:
        graph[item].append(target)
    for edge in on_cycles(graph):
        card, join = uncertain[edge]
        if not join.target.startswith(f"{card.id}#"):
            message = f"{quote(edge[0], 130)} và {quote(edge[1], 130)} tiếp nối nhau thành vòng"
            hint = "chỉ mục của cuộc họp sau trỏ về cuộc họp trước"
            yield _join_problem(card, join, _Wrong("error", "join-cycle", message, hint))


def _join_problem(card: Card, join: Join, wrong: _Wrong) -> Problem:
    return Problem(card.path, problem.join(join.item, join.verb, join.target), *wrong)


def _links(archive: Archive, defined: Definitions) -> Iterator[Problem]:
    addresses = _Addresses(archive, defined)
    judged: dict[str, tuple[str, str] | None] = {}
    for card in archive.cards.values():
        for target in card.links:
            if target not in judged:
                judged[target] = addresses.wrong(target)
            if wrong := judged[target]:
                message, hint = wrong
                find = problem.link_to(target)
                yield Problem(card.path, find, "error", "dead-link", f"liên kết {quote(target)}: {message}", hint)


class _Addresses:
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
        if address not in _ALONE and not (kind and (not entity or self._exists(kind, entity))):
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
                f"Có phải {quote(f'/{_SECTIONS[kind]}/{near}/', 160)} không?"
                if near
                else f"xem các địa chỉ ở /{parts[0]}/"
            )
        lists = [f"/{section}/" for section in _KINDS]
        return Nearest([*lists, *_ALONE]).hint(tidy, f"địa chỉ bắt đầu bằng {', '.join(lists)}")


def _some(items: Sequence[str]) -> str:
    return ", ".join(items[:_SHOWN]) + (" …" if len(items) > _SHOWN else "") if items else "không có mục nào"


def _same_meeting(archive: Archive, moments: Mapping[str, Edtf], locate: Locate) -> Iterator[Problem]:
    """Two records of one day, host and level, unless they met at different times of the day or an editor tells them apart."""
    groups: dict[tuple[object, ...], list[Card]] = defaultdict(list)
    for card in archive.cards.values():
        if not card.withdrawn and moments[card.id].exact:
            where = card.host or ("", card.venue_province)
            groups[moments[card.id].earliest, card.level, where].append(card)
    for cards in groups.values():
        if len(cards) > 1 and not _different_times(cards, locate):
            apart = {card.id: _told_apart(card, locate) for card in cards}
            for card in cards:
                same = [c for c in cards if c is not card and c.id not in apart[card.id] and card.id not in apart[c.id]]
                if not same:
                    continue
                others = ", ".join(quote(c.id, 120) for c in same)
                yield Problem(
                    card.path,
                    problem.at(("date",)),
                    "warning",
                    "possible-duplicate",
                    f"cùng ngày, cơ quan và cấp với {others}: có thể là một cuộc họp",
                    "nếu là một, gộp vào một bản ghi; nếu là hai, ghi time (morning, afternoon) ở cả hai, hoặc apart_from",
                )


def _told_apart(card: Card, locate: Locate) -> frozenset[str]:
    found = _value(card, locate, "apart_from")
    return frozenset(i for i in found if isinstance(i, str)) if isinstance(found, list) else frozenset()


def _different_times(cards: Iterable[Card], locate: Locate) -> bool:
    times = [_value(card, locate, "time") for card in cards]
    return None not in times and "day" not in times and len(set(times)) == len(times)


def _value(card: Card, locate: Locate, key: str) -> object:
    """What stands under a key of a record that its card does not hold: looked up only where two meetings may be one."""
    document = locate(card.path)
    value = document.marked.value if document else None
    return value.get(key) if isinstance(value, dict) else None
