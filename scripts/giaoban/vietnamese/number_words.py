"""The words and signs Vietnamese counts with: data only, lower case, NFC.

Where a number has several forms all are read and the first is written.
"""

from __future__ import annotations

UNITS: dict[int, tuple[str, ...]] = {
    1: ("một",),
    2: ("hai",),
    3: ("ba",),
    4: ("bốn",),
    5: ("năm",),
    6: ("sáu",),
    7: ("bảy", "bẩy"),
    8: ("tám",),
    9: ("chín",),
}
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

DAY = "ngày"
"""After such an ordinal it shows that a weekday was meant: "Thứ hai, ngày 5-3"."""

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
