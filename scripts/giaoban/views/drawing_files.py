"""Drawings as files of their own, for whoever puts one into an article: which there are, and what is on each.

What is drawn is what the pages show: the map of the provinces, the calendar of the archive, the periods of a series, the
figures of an indicator. Their addresses stay. Timelines have none: there are thousands of them, and they can be shown in a
frame (`views.subject`).
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from giaoban import addresses, dates
from giaoban.archive.reader import Reader
from giaoban.views import grids, tiles, words
from giaoban.views.grids import Calendar, Grid
from giaoban.views.pages import coverage
from giaoban.views.pages.indicator import IndicatorRow, bars, list_row
from giaoban.views.tiles import TileMap

ENDING = ".svg"
TODAY = addresses.section("province") + "ban-do" + ENDING
BEFORE = addresses.section("province") + "ban-do-den-30-6-2025" + ENDING
CALENDAR = addresses.section("briefing") + "lich" + ENDING
_CHARTS = "bieu-do" + ENDING
_PERIODS = "ky-hop" + ENDING
# So many charts of an indicator fit on one drawing.
_MOST_CHARTS = 6
# Where nothing was reported twice and nothing of two places: so many of the latest figures stand there as they are.
_MOST_BARS = 6


class DrawingFile(Struct, frozen=True):
    """One drawing with all that must stand with it elsewhere; one of the last four is what is drawn.

    ``page``: the address of the page that shows it; ``text``: what it shows, for who cannot see it; ``day``: when what that
    page shows last changed, as readers see it, or "".
    """

    title: str
    page: str
    text: str
    day: str = ""
    map: TileMap | None = None
    calendar: Calendar | None = None
    grid: Grid | None = None
    charts: IndicatorRow | None = None


def of_indicator(entity: str) -> str:
    """The path of the drawing of an indicator's figures."""
    return addresses.of("indicator", entity) + _CHARTS


def of_series(entity: str) -> str:
    """Where the drawing of the periods of a series stands."""
    return addresses.of("series", entity) + _PERIODS


def of_grid(shown: Grid) -> str:
    """The path of the drawing of a series' periods, given what its page shows of them."""
    return shown.name[0].address + _PERIODS


def files(reader: Reader) -> tuple[str, ...]:
    """Every drawing: nothing is drawn of provinces that are on no map, or of what has no figures, meetings or periods."""
    maps = (TODAY, BEFORE) if tiles.has_any(reader.ids("unit")) else ()
    return (
        *maps,
        *((CALENDAR,) if reader.sizes("year") else ()),
        *(of_indicator(one.indicator) for one in reader.measure_counts()),
        *(of_series(short.series) for short in reader.series_sums() if short.states),
    )


def drawing(reader: Reader, file: str) -> DrawingFile:
    """What is drawn in ``file``, one of `files`."""
    if file in (TODAY, BEFORE):
        return _map(reader, is_today=file == TODAY)
    if file == CALENDAR:
        return _calendar(reader)
    entity = file.split("/")[1]
    return _periods(reader, entity) if file == of_series(entity) else _charts(reader, entity)


def _map(reader: Reader, *, is_today: bool) -> DrawingFile:
    page = addresses.section("province")
    found = tiles.map_of_today(reader) if is_today else tiles.map_before_mergers(reader)
    assert found is not None
    when = "từ 1-7-2025, kể cả cuộc họp trước sáp nhập" if is_today else "đến 30-6-2025"
    said = "; ".join(tile.label for tile in found.tiles)
    title = f"Số cuộc họp của ngành Tổ chức xây dựng Đảng nêu tên từng tỉnh, thành, theo địa giới {when}"
    return DrawingFile(title, page, f"Bản đồ ô. {said}.", _day(reader, page), map=found)


def _calendar(reader: Reader) -> DrawingFile:
    page = addresses.section("briefing")
    found = grids.calendar_of_counts(reader)
    said = "; ".join(f"{year.label}: {year.count} ({year.kinds})" for year in found.years if year.address)
    title = "Các cuộc họp của ngành Tổ chức xây dựng Đảng trong kho lưu trữ, theo năm và tháng"
    return DrawingFile(title, page, f"Số cuộc họp từng tháng. {said}.", _day(reader, page), calendar=found)


def _periods(reader: Reader, series: str) -> DrawingFile:
    short = reader.series_sum(series)
    assert short is not None
    found = grids.grid(reader, reader.record("series", series), short)
    page = f"{coverage.TOP}#{found.id}"
    title = f"{found.name[0].text}: kỳ nào có cuộc họp trong kho lưu trữ"
    states = ", ".join(f"{word}: {words.MARKS[state]}" for state, word in words.STATES.items())
    return DrawingFile(title, page, f"{found.summary} Ký hiệu: {states}.", _day(reader, coverage.TOP), grid=found)


def _charts(reader: Reader, indicator: str) -> DrawingFile:
    page = addresses.of("indicator", indicator)
    reference = reader.reference("indicator", indicator)
    assert reference is not None
    count = next(one.count for one in reader.measure_counts() if one.indicator == indicator)
    row = list_row(reader, reference, count, _MOST_CHARTS)
    if not (row.charts or row.bars):
        row = replace(row, bars=bars(reader.latest_measures(indicator)[-_MOST_BARS:]))
    said = [drawn.chart.label for drawn in row.charts] or [f"{bar.name}: {bar.value}" for bar in row.bars]
    return DrawingFile(
        reference.label, page, f"{row.scope} {row.count}. {'; '.join(said)}.", _day(reader, page), charts=row
    )


def _day(reader: Reader, page: str) -> str:
    day = reader.page_changed(page)
    return dates.vietnamese(day) if day else ""
