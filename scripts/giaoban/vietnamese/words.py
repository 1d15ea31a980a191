"""Lists of words: those Vietnamese counts and dates with, lower case and NFC, and those that are kept in YAML files.

Where a number has several forms all are read and the first is written. All scalars of the files are strings.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

UNITS: dict[int, tuple[str, ...]] = {
    1: ("một",), 2: ("hai",), 3: ("ba",), 4: ("bốn",), 5: ("năm",), 6: ("sáu",), 7: ("bảy", "bẩy"), 8: ("tám",), 9: ("chín",),
}  # fmt: skip
UNITS_AFTER_TEN: dict[int, tuple[str, ...]] = {**UNITS, 4: ("bốn", "tư"), 5: ("lăm",)}
UNITS_AFTER_TENS: dict[int, tuple[str, ...]] = {**UNITS, 1: ("mốt", "một"), 4: ("tư", "bốn"), 5: ("lăm", "nhăm")}
TEN = "mười"
TENS = "mươi"

ORDINAL = "thứ"
ORDINAL_UNITS: dict[int, tuple[str, ...]] = {1: ("nhất",), 2: ("hai", "nhì"), 4: ("tư", "bốn")}
"""Where an ordinal does not use the cardinal word."""

POINT = "là"
"""Follows a cardinal that opens a point of a speech, and may follow an ordinal that does."""

WEEKDAY_ORDINALS = range(2, 8)
"""Monday to Saturday are "thứ hai" to "thứ bảy"."""

ROMAN_SIGNS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)

PartOfDay = Literal["sáng", "trưa", "chiều", "tối", "đêm"]
RelativeWord = Literal["nay", "qua"]

PARTS_OF_DAY: tuple[PartOfDay, ...] = get_args(PartOfDay)
TODAY: RelativeWord = "nay"
YESTERDAY: RelativeWord = "qua"
THIS_DAY = "hôm"
"""Stands before `TODAY` and `YESTERDAY`, or before a day: "hôm nay", "hôm 26/3"."""

DAY = "ngày"
"""After an ordinal it shows that a weekday was meant: "Thứ hai, ngày 5-3"."""

FIRST_DAYS = ("mùng", "mồng")
"""Stand before the days 1 to 10: "ngày mùng 3"."""

WEEKDAYS = (
    *(f"thứ {day}" for day in ("hai", "ba", "tư", "năm", "sáu", "bảy", "bẩy", "2", "3", "4", "5", "6", "7")),
    "chủ nhật",
)
"""May stand between the word that announces a day and the day: "Chiều nay, thứ Ba, 12/10", "Thứ Năm, ngày 7/4"."""
CAPITAL_WEEKDAYS = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Bẩy", "2", "3", "4", "5", "6", "7")
"""After "thứ" they are days, not places in an order."""

MONTH = "tháng"
MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
"""Months written as words: "ngày 7 tháng Tư"."""
QUARTERS = ("quý", "quí")
YEAR = "năm"
START = "đầu"
END = "cuối"
UNTIL = "đến"
AND = "và"

PERIODS = ("giai đoạn", "nhiệm kỳ", "nhiệm kì", "thời kỳ", "thời kì", "năm học", "khóa", "khoá")
"""Announce an interval of years: "giai đoạn 2016-2021". `YEAR` does as well: "5 năm 2016-2020"."""

BEFORE_PERIOD = ("từ", "các", "những")
"""May stand between such a word and the years: "giai đoạn từ năm 2016 đến năm 2020"."""

COUNTING = (
    *("mỗi", "hằng", "hàng", "từng", "mấy", "vài", "nhiều"),
    *("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"),
)
"""Before "tháng 5 …" they make it a stretch of time, not the month of May: "mỗi tháng 5 triệu đồng"."""

FIRST_MONTHS_OF_QUARTERS = {"I": 1, "1": 1, "II": 4, "2": 4, "III": 7, "3": 7, "IV": 10, "4": 10}
QUARTERS_IN_WORDS = {"một": 1, "hai": 4, "ba": 7, "tư": 10, "bốn": 10}
"""Their first months, too: "quý Hai"."""


_DATA = Path(__file__).resolve().parent / "data"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def read_lists(path: Path) -> Any:
    """The lists of one file, read once."""
    with path.open(encoding="utf-8") as stream:
        return yaml.load(stream, _LOADER)  # noqa: S506 - the base loaders make nothing but strings


def title_words() -> Any:
    """Offices, honorifics and what is said of them."""
    return read_lists(_DATA / "titles.yml")
