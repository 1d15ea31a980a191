"""The coverage of an archive for whoever works at it: as text for the terminal, and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from giaoban import dates
from giaoban.archive.coverage import BareSource, Coverage, Period, SeriesCoverage, period_number
from giaoban.archive.reader import Reader
from giaoban.records.model import SOURCE_WORDS
from giaoban.records.models.resolution import LACKING_WORDS
from giaoban.views import words
from giaoban.views.grids import summary
from giaoban.views.pages.coverage import ordered


def text(reader: Reader) -> str:
    """Everything, under headings; ids as they are written in records."""
    return "\n".join(line.rstrip() for line in _lines(reader)) + "\n"


def data(reader: Reader) -> dict[str, Any]:
    """Everything, as what JSON can hold: ids, EDTF dates, counts, and keys of what is lacking."""
    found = reader.coverage()
    every = [own for series in reader.ids("series") if (own := reader.series_coverage(series))]
    return {
        "meetings": found.meetings,
        "years": {year: dict(counts) for year, counts in found.years},
        "series": [
            {
                "id": own.series,
                "meetings": own.meetings,
                "periods": [_period(period) for period in own.periods],
                "unclear": list(own.unclear),
            }
            for own in every
        ],
        "provinces": {"unnamed": list(found.unnamed), "unheld": list(found.unheld)},
        "resolutions": {resolution: list(lacks) for resolution, lacks in found.resolutions},
        "undated": list(found.undated),
        "sources": {
            "total": found.sources,
            "bare": [{**source._asdict(), "lacks": list(source.lacks)} for source in reader.bare_sources()],
        },
    }


def _period(period: Period) -> dict[str, Any]:
    made: dict[str, Any] = {"period": period.text, "state": period.state, "meetings": list(period.meetings)}
    if period.exception:
        made["reason"] = period.exception.reason
        made["sources"] = [source.model_dump(exclude_defaults=True) for source in period.exception.sources]
    return made


def _lines(reader: Reader) -> Iterator[str]:
    found, bare = reader.coverage(), reader.bare_sources()
    yield f"Độ phủ của kho: {found.meetings} cuộc họp"
    yield from _headed("Theo năm và cấp", _table(found))
    yield from _headed("Chuỗi họp", _all_series(reader))
    for heading, ids in (
        ("Tỉnh, thành chưa được nêu ở cuộc họp nào", found.unnamed),
        ("Tỉnh, thành được nêu nhưng chưa có cuộc họp do nơi ấy tổ chức hay họp ở đó", found.unheld),
    ):
        names = [reference.label for page in ids if (reference := reader.reference("province", page))]
        yield from _headed(f"{heading}: {len(ids)}", [", ".join(names)] if names else [])
    yield from _headed(
        f"Văn bản còn thiếu dữ kiện: {len(found.resolutions)} trong {reader.count('resolution')}",
        (f"{r}: {'; '.join(LACKING_WORDS[key] for key in keys)}" for r, keys in found.resolutions),
    )
    undated = (reader.heading(meeting) for meeting in found.undated)
    yield from _headed(
        f"Cuộc họp chưa rõ ngày: {len(found.undated)}",
        (f"{heading.id}: {dates.vietnamese(heading.date)}" for heading in undated if heading),
    )
    yield from _headed(f"Nguồn chưa đủ thông tin: {len(bare)} trong {found.sources}", _sources(found, bare))


def _headed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield heading
    yield from (f"  {line}" for line in lines)


def _table(found: Coverage) -> Iterator[str]:
    if not found.years:
        return
    levels = list(words.LEVELS)
    yield _row("năm", [*(words.LEVELS[level] for level in levels), "tổng"])
    for year, numbers in found.years:
        counts = dict(numbers)
        yield _row(year, [*(str(counts.get(level, 0)) for level in levels), str(sum(counts.values()))])


def _row(first: str, cells: Sequence[str]) -> str:
    return first.ljust(4) + "".join(cell.rjust(12) for cell in cells)


def _all_series(reader: Reader) -> Iterator[str]:
    for level, rhythm, short in ordered(reader):
        reference, own = reader.reference("series", short.series), reader.series_coverage(short.series)
        if reference is None or own is None:
            continue
        yield f"{reference.label} ({short.series})"
        yield f"  {summary(level, rhythm, short)}"
        yield from (f"  {line}" for line in _gaps(rhythm, own))
        if own.unclear:
            yield f"  không rõ kỳ: {', '.join(own.unclear)}"


def _gaps(rhythm: str, own: SeriesCoverage) -> Iterator[str]:
    """What is not there, neighbours taken together: "chưa có: tháng 12-2018 – tháng 2-2019; tháng 5-2019"."""
    for state in ("missing", "covered"):
        runs: list[list[str]] = []
        for period in own.periods:
            if period.state != state:
                continue
            place = period_number(rhythm, period.text) or 0
            if runs and period_number(rhythm, runs[-1][-1]) == place - 1:
                runs[-1].append(period.text)
            else:
                runs.append([period.text])
        if runs:
            said = (" – ".join(dates.vietnamese(text) for text in dict.fromkeys((run[0], run[-1]))) for run in runs)
            yield f"{words.STATES[state]}: {'; '.join(said)}"
    for period in own.periods:
        if period.exception:
            yield f"{words.STATES['excepted']} {dates.vietnamese(period.text)}: {period.exception.reason}"


def _sources(found: Coverage, bare: Sequence[BareSource]) -> Iterator[str]:
    counts = dict(found.bare)
    for key, said in SOURCE_WORDS.items():
        yield f"chưa rõ {said}: {counts.get(key, 0)}"
    for source in bare:
        where = f"{source.kind} {source.id}".rstrip()
        yield f"{where}#{source.source}: {', '.join(SOURCE_WORDS[key] for key in source.lacks)}"
