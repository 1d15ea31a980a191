"""When units existed, and which unit stood in another's place on a given day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from giaoban import dates
from giaoban.dates import Edtf
from giaoban.findings import quote
from giaoban.records.models.unit import Unit


class Lives:
    """The spans of all units (DESIGN: a unit is one provincial unit over one stretch of time)."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        self._units = units
        self.spans = {unit.id: span(unit.valid_from, unit.valid_to) for unit in units.values()}
        self.always = (date.min, date.max)
        self._of_page: dict[str, list[str]] = defaultdict(list)
        for unit in units.values():
            self._of_page[unit.page].append(unit.id)

    def outside(self, unit: str, earliest: date, latest: date) -> bool:
        """Whether the unit existed on no day between the two; an unknown unit is not judged."""
        life = self.spans.get(unit)
        return life is not None and (life[0] > latest or life[1] < earliest)

    def on_page(self, page: str, earliest: date, latest: date) -> list[str]:
        """The units of a page that existed at some time between two days."""
        return [unit for unit in self._of_page.get(page, ()) if not self.outside(unit, earliest, latest)]

    def then(self, unit: str, earliest: date, latest: date) -> list[str]:
        """The units that stood in the place of ``unit`` between two days: of the same name, else by its mergers."""
        if same_name := self.on_page(self._units[unit].page, earliest, latest):
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
                    if self.outside(other, earliest, latest):
                        queue.append(other)
                    else:
                        found[other] = None
        return list(found)

    def said(self, unit: str, moment: Edtf, of_what: str) -> tuple[str, str]:
        """Message and hint for a unit that did not exist on the day ``of_what`` happened."""
        starts, ends = self.spans[unit]
        when = f"{of_what} ({dates.vietnamese(moment.text)})"
        name = f"“{self._units[unit].name}” [{unit}]"
        if starts > moment.latest:
            message = f"đơn vị {name} có từ ngày {dates.day(starts)}, sau {when}"
        else:
            message = f"đơn vị {name} chỉ có đến ngày {dates.day(ends)}, trước {when}"
        then = self.then(unit, moment.earliest, moment.latest)
        hint = f"đơn vị lúc đó: {one_of(then)}" if then else "xem lại ngày, hoặc các đơn vị trong provinces.yml"
        return message, hint


def span(valid_from: str | None, valid_to: str | None) -> tuple[date, date]:
    """First and last day; an open end reaches as far as dates go."""
    return (
        date.fromisoformat(valid_from[:10]) if valid_from else date.min,
        date.fromisoformat(valid_to[:10]) if valid_to else date.max,
    )


def one_of(ids: Collection[str]) -> str:
    """A choice of ids, for a hint."""
    return " hoặc ".join(quote(i) for i in ids)
