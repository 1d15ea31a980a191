"""Rules for the indicators of figures: one that fits is proposed, and one whose units are others is questioned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from giaoban.archive import Archive
from giaoban.archive.model import Unmeasured
from giaoban.check import problem
from giaoban.check.lives import one_of
from giaoban.check.problem import Problem
from giaoban.findings import quote
from giaoban.records.models.indicator import Indicator
from giaoban.vietnamese import fold


def check(archive: Archive) -> Iterator[Problem]:
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
                hint = f"nếu đúng là thứ ấy thì thêm indicator: {one_of(fitting)}; nếu không thì nói rõ hơn ở what"
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
