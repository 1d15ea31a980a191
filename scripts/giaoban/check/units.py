"""Provincial units: when they existed, which stood in another's place on a day, and rules for them and their pages.

Mergers agree with each other and with the dates, and every page shows a unit. The rules follow the data's own: a merger ends
every unit that goes into it and starts a new one on the next day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from giaoban import dates
from giaoban.archive import Entities
from giaoban.check import problem
from giaoban.check.definitions import Definitions
from giaoban.check.problem import Problem
from giaoban.dates import Edtf
from giaoban.findings import quote
from giaoban.records.marks import YamlPath
from giaoban.records.models.unit import Unit


class Lives:
    """On which days each provincial unit existed; one that was merged and formed anew under its name is another unit."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        self._units = units
        self.spans = {unit.id: days_of_unit(unit.valid_from, unit.valid_to) for unit in units.values()}
        self.always = (date.min, date.max)
        self._of_page: dict[str, list[str]] = defaultdict(list)
        for unit in units.values():
            self._of_page[unit.page].append(unit.id)

    def did_not_exist(self, unit: str, earliest: date, latest: date) -> bool:
        """Whether the unit existed on no day between the two; an unknown unit is not judged."""
        life = self.spans.get(unit)
        return life is not None and (life[0] > latest or life[1] < earliest)

    def units_of_page(self, page: str, earliest: date, latest: date) -> list[str]:
        """The units of a page that existed at some time between two days."""
        return [unit for unit in self._of_page.get(page, ()) if not self.did_not_exist(unit, earliest, latest)]

    def successors(self, unit: str, earliest: date, latest: date) -> list[str]:
        """The units that stood in the place of ``unit`` between two days: of the same name, else by its mergers."""
        if same_name := self.units_of_page(self._units[unit].page, earliest, latest):
            return same_name
        found: dict[str, None] = {}
        seen: set[str] = {unit}
        queue = [unit]
        while queue:
            known = self._units[queue.pop(0)]
            before = known.formed_from if self.spans[known.id][0] > latest else []
            after = [known.merged_into] if known.merged_into and self.spans[known.id][1] < earliest else []
            for other in [*before, *after]:
                if other in self._units and other not in seen:
                    seen.add(other)
                    if self.did_not_exist(other, earliest, latest):
                        queue.append(other)
                    else:
                        found[other] = None
        return list(found)

    def explain_absence(self, unit: str, moment: Edtf, of_what: str) -> tuple[str, str]:
        """Message and hint for a unit that did not exist on the day ``of_what`` happened."""
        starts, ends = self.spans[unit]
        when = f"{of_what} ({dates.vietnamese(moment.text)})"
        name = f"“{self._units[unit].name}” [{unit}]"
        if starts > moment.latest:
            message = f"đơn vị {name} có từ ngày {dates.day(starts)}, sau {when}"
        else:
            message = f"đơn vị {name} chỉ có đến ngày {dates.day(ends)}, trước {when}"
        then = self.successors(unit, moment.earliest, moment.latest)
        hint = f"đơn vị lúc đó: {ids_in_words(then)}" if then else "xem lại ngày, hoặc các đơn vị trong provinces.yml"
        return message, hint


def days_of_unit(valid_from: str | None, valid_to: str | None) -> tuple[date, date]:
    """First and last day; an open end reaches as far as dates go."""
    return (
        date.fromisoformat(valid_from[:10]) if valid_from else date.min,
        date.fromisoformat(valid_to[:10]) if valid_to else date.max,
    )


def ids_in_words(ids: Collection[str]) -> str:
    """Ids in quotation marks with "hoặc" between them, as the hint of a finding offers them for a choice."""
    return " hoặc ".join(quote(i) for i in ids)


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
    key: YamlPath,
    rule: str,
    message: str,
    hint: str,
) -> Problem:
    place = defined.definition_of(kind, entity)
    return Problem(place.path, problem.at((*place.at, *key)), "error", rule, message, hint)


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
