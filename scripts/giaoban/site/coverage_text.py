"""The coverage of an archive for whoever works at it: as text for the terminal, and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from giaoban import dates
from giaoban.archive import Archive
from giaoban.archive.coverage import Coverage, Period, SeriesCoverage
from giaoban.archive.periods import number
from giaoban.records import lacking
from giaoban.records.model import Series
from giaoban.site import words
from giaoban.site.pages.coverage import ordered
from giaoban.site.pages.grids import summary


def text(archive: Archive, found: Coverage) -> str:
    """Everything, under headings; ids as they are written in records."""
    return "\n".join(line.rstrip() for line in _lines(archive, found)) + "\n"


def data(found: Coverage) -> dict[str, Any]:
    """Everything, as what JSON can hold: ids, EDTF dates, counts, and keys of what is lacking."""
    return {
        "meetings": found.meetings,
        "years": {year: dict(counts) for year, counts in found.years.items()},
        "series": [
            {
                "id": own.series,
                "meetings": own.meetings,
                "periods": [_period(period) for period in own.periods],
                "unclear": list(own.unclear),
            }
            for own in found.series
        ],
        "provinces": {"unnamed": list(found.unnamed), "unheld": list(found.unheld)},
        "resolutions": {resolution: list(lacks) for resolution, lacks in found.resolutions.items()},
        "undated": list(found.undated),
        "sources": {
            "total": found.sources,
            "bare": [{**source._asdict(), "lacks": list(source.lacks)} for source in found.bare],
        },
    }


def _period(period: Period) -> dict[str, Any]:
    made: dict[str, Any] = {"period": period.text, "state": period.state, "meetings": list(period.meetings)}
    if period.exception:
        made["reason"] = period.exception.reason
        made["sources"] = [source.model_dump(exclude_none=True) for source in period.exception.sources]
    return made


def _lines(archive: Archive, found: Coverage) -> Iterator[str]:
    yield f"Độ phủ của kho: {found.meetings} cuộc họp"
    yield from _headed("Theo năm và cấp", _table(found))
    yield from _headed("Chuỗi họp", _all_series(archive, found))
    pages = archive.entities.pages
    for heading, ids in (
        ("Tỉnh, thành chưa được nêu ở cuộc họp nào", found.unnamed),
        ("Tỉnh, thành được nêu nhưng chưa có cuộc họp do nơi ấy tổ chức hay họp ở đó", found.unheld),
    ):
        yield from _headed(f"{heading}: {len(ids)}", [", ".join(pages[page].name for page in ids)] if ids else [])
    total = len(archive.entities.resolutions)
    yield from _headed(
        f"Văn bản còn thiếu dữ kiện: {len(found.resolutions)} trong {total}",
        (f"{r}: {'; '.join(lacking.WORDS[key] for key in keys)}" for r, keys in found.resolutions.items()),
    )
    yield from _headed(
        f"Cuộc họp chưa rõ ngày: {len(found.undated)}",
        (f"{meeting}: {dates.vietnamese(archive.cards[meeting].date)}" for meeting in found.undated),
    )
    yield from _headed(f"Nguồn chưa đủ thông tin: {len(found.bare)} trong {found.sources}", _sources(found))


def _headed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield heading
    yield from (f"  {line}" for line in lines)


def _table(found: Coverage) -> Iterator[str]:
    if not found.years:
        return
    levels = list(words.LEVELS)
    yield _row("năm", [*(words.LEVELS[level] for level in levels), "tổng"])
    for year, counts in found.years.items():
        yield _row(year, [*(str(counts.get(level, 0)) for level in levels), str(sum(counts.values()))])


def _row(first: str, cells: Sequence[str]) -> str:
    return first.ljust(4) + "".join(cell.rjust(12) for cell in cells)


def _all_series(archive: Archive, found: Coverage) -> Iterator[str]:
    for series, own in ordered(archive, found):
        yield f"{series.name} ({series.id})"
        yield f"  {summary(series, own)}"
        yield from (f"  {line}" for line in _gaps(series, own))
        if own.unclear:
            yield f"  không rõ kỳ: {', '.join(own.unclear)}"


def _gaps(series: Series, own: SeriesCoverage) -> Iterator[str]:
    """What is not there, neighbours taken together: "chưa có: tháng 12-2018 – tháng 2-2019; tháng 5-2019"."""
    for state in ("missing", "covered"):
        runs: list[list[str]] = []
        for period in own.periods:
            if period.state != state:
                continue
            place = number(series.rhythm, period.text) or 0
            if runs and number(series.rhythm, runs[-1][-1]) == place - 1:
                runs[-1].append(period.text)
            else:
                runs.append([period.text])
        if runs:
            said = (" – ".join(dates.vietnamese(text) for text in dict.fromkeys((run[0], run[-1]))) for run in runs)
            yield f"{words.STATES[state]}: {'; '.join(said)}"
    for period in own.periods:
        if period.exception:
            yield f"{words.STATES['excepted']} {dates.vietnamese(period.text)}: {period.exception.reason}"


def _sources(found: Coverage) -> Iterator[str]:
    for key, said in lacking.SOURCE_WORDS.items():
        yield f"chưa rõ {said}: {sum(key in source.lacks for source in found.bare)}"
    for source in found.bare:
        where = f"{source.kind} {source.id}".rstrip()
        yield f"{where}#{source.source}: {', '.join(lacking.SOURCE_WORDS[key] for key in source.lacks)}"
