"""How pages are called that hold one slice of something, by the path of the slice: ``2026``, ``2026/12``, ``2026/12/01``."""

from __future__ import annotations

from giaoban import dates


def period(path: str) -> str:
    """A year, month or day in words: "năm 2026", "tháng 12-2026", "ngày 1-12-2026"."""
    words = dates.vietnamese(path.replace("/", "-"))
    return f"ngày {words}" if path.count("/") == 2 else words
