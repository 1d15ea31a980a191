"""Rules for provincial units and pages: mergers agree with each other and with the dates, and every page shows a unit.

The rules follow the data's own: a merger ends every unit that goes into it and starts a new one on the next day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from giaoban import dates
from giaoban.archive import Entities
from giaoban.check import problem
from giaoban.check.definitions import Definitions
from giaoban.check.lives import Lives
from giaoban.check.problem import Problem
from giaoban.findings import Severity, quote
from giaoban.records.marks import Path
from giaoban.records.models.unit import Unit


def check(entities: Entities, defined: Definitions, lives: Lives) -> Iterator[Problem]:
    """Every problem of units among each other, and of pages."""
    units = entities.units
    for unit in units.values():
        yield from _mergers(unit, units, defined, lives)
    yield from _overlaps(entities, defined, lives)
    shown = {unit.page for unit in units.values()}
    if not defined.unsound("unit"):
        for page in entities.pages.keys() - shown:
            message = f"trang {quote(page)} không có đơn vị nào"
            hint = "thêm đơn vị có page này, hoặc xóa trang"
            yield _problem(defined, "province", page, ("id",), "page-without-unit", message, hint)


def _problem(
    defined: Definitions,
    kind: str,
    entity: str,
    key: Path,
    rule: str,
    message: str,
    hint: str,
    severity: Severity = "error",
) -> Problem:
    place = defined.home(kind, entity)
    return Problem(place.path, problem.at((*place.at, *key)), severity, rule, message, hint)


def _mergers(unit: Unit, units: Mapping[str, Unit], defined: Definitions, lives: Lives) -> Iterator[Problem]:
    into = units.get(unit.merged_into or "")
    if into:
        if unit.id not in into.formed_from:
            message = f"{quote(unit.id)} nhập vào {quote(into.id)}, nhưng formed_from ở đó không kể đến"
            hint = f"thêm {quote(unit.id)} vào formed_from của {quote(into.id)}"
            yield _problem(defined, "unit", unit.id, ("merged_into",), "merger-mismatch", message, hint)
        elif not _next_day(lives.spans[unit.id][1], lives.spans[into.id][0]):
            ended = dates.day(lives.spans[unit.id][1]) if unit.valid_to else "chưa ghi"
            started = dates.day(lives.spans[into.id][0]) if into.valid_from else "chưa ghi"
            key = "valid_to" if unit.valid_to else "merged_into"
            message = f"{quote(unit.id)} kết thúc {ended}, còn {quote(into.id)} bắt đầu {started}: phải liền ngày"
            hint = "valid_to của đơn vị cũ là ngày ngay trước valid_from của đơn vị mới"
            yield _problem(defined, "unit", unit.id, (key,), "merger-dates", message, hint)
    for i, name in enumerate(unit.formed_from):
        part = units.get(name)
        if part and part.merged_into != unit.id:
            said = quote(part.merged_into) if part.merged_into else "chưa ghi"
            message = f"{quote(unit.id)} lập từ {quote(name)}, nhưng merged_into ở đó {said}"
            hint = f"ghi merged_into: {unit.id} ở {quote(name)}, hoặc bỏ khỏi formed_from"
            yield _problem(defined, "unit", unit.id, ("formed_from", i), "merger-mismatch", message, hint)


def _next_day(ended: date, started: date) -> bool:
    return ended != date.max and started != date.min and ended + timedelta(days=1) == started


def _overlaps(entities: Entities, defined: Definitions, lives: Lives) -> Iterator[Problem]:
    pages: dict[str, list[str]] = defaultdict(list)
    for unit in entities.units.values():
        pages[unit.page].append(unit.id)
    for page, ids in pages.items():
        for one, other in pairwise(sorted(ids, key=lambda u: (lives.spans[u], u))):
            if lives.spans[other][0] <= lives.spans[one][1]:
                message = f"{quote(one)} và {quote(other)} cùng trang {quote(page)} nhưng tồn tại cùng lúc"
                hint = "sửa valid_from, valid_to, hoặc chuyển một đơn vị sang trang khác"
                yield _problem(defined, "unit", other, ("page",), "eras-overlap", message, hint)
