"""Rules for joins: a task continues, and a result answers, a task of an earlier meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from giaoban import dates
from giaoban.archive import Archive, Card, Join
from giaoban.check import problem
from giaoban.check.cycles import on_cycles
from giaoban.check.definitions import Definitions
from giaoban.check.nearest import Nearest
from giaoban.check.problem import Problem
from giaoban.dates import Edtf
from giaoban.findings import Severity, quote

_SHOWN = 12


class _Wrong(NamedTuple):
    severity: Severity
    rule: str
    message: str
    hint: str


def check(archive: Archive, defined: Definitions, moments: Mapping[str, Edtf]) -> Iterator[Problem]:
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
                    yield _problem(card, join, _no_meeting(briefing, near))
                continue
            if moments[briefing].latest >= earliest:
                uncertain[f"{card.id}#{join.item}", join.target] = (card, join)
            elif item in target.items and item[0] == "t" and not target.withdrawn:
                continue
            if wrong := _wrong(card, join, target, item, moments, unsound):
                yield _problem(card, join, wrong)
    yield from _circles(uncertain)


def _no_meeting(briefing: str, near: Nearest) -> _Wrong:
    hint = near.hint(briefing, "viết <mã cuộc họp>#<số mục>, mã là tên tệp trong briefings/")
    return _Wrong("error", "unknown-item", f"không có cuộc họp {quote(briefing)}", hint)


def _wrong(
    card: Card, join: Join, target: Card, item: str, moments: Mapping[str, Edtf], unsound: Collection[str]
) -> _Wrong | None:
    if target is card:
        message = "mục tiếp nối chính cuộc họp này; chỉ tiếp nối một cuộc họp trước đó"
        return _Wrong("error", "join-not-earlier", message, "xóa dòng này, hoặc ghi mã của cuộc họp trước")
    if item not in target.items:
        if target.id in unsound:
            return None
        tasks = [i for i in target.items if i[0] == "t"]
        shown = f"{', '.join(tasks[:_SHOWN])}{' …' if len(tasks) > _SHOWN else ''}"
        otherwise = f"nhiệm vụ ở đó: {shown}" if tasks else "cuộc họp ấy chưa ghi nhiệm vụ nào"
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
            yield _problem(card, join, _Wrong("error", "join-cycle", message, hint))


def _problem(card: Card, join: Join, wrong: _Wrong) -> Problem:
    return Problem(card.path, problem.join(join.item, join.verb, join.target), *wrong)
