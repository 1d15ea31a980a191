"""The id and the title that are proposed for the record of a meeting, in our own words, and ids that no record has yet."""

from __future__ import annotations

import re
from collections.abc import Collection

from giaoban import dates, vietnamese

_KINDS = {
    "briefing": ("giao-ban", "Giao ban"),
    "interim-review": ("so-ket", "Sơ kết"),
    "review": ("tong-ket", "Tổng kết"),
}
_CLUSTER = re.compile(r"cụm (?:thi đua )?(?:số )?(?P<number>\d+|[ivx]+)\b")


def id_of_meeting(
    date: str | None, kind: str | None, level: str | None, unit: str | None, period: str | None, key: str
) -> str:
    """An id as the archive's records have them: day or year, place, kind, period."""
    parts = []
    if date:
        moment = dates.parse(date)
        parts.append(moment.earliest.isoformat() if moment.precision == "day" else f"{moment.latest.year:04d}")
    if unit and level in {"province", "district"}:
        parts.append(re.sub(r"-2025$", "", unit))
    if level == "cluster" and (found := _CLUSTER.search(key)):
        parts.append(f"cum-{found['number']}")
    parts.append(_KINDS[kind or "briefing"][0])
    if period:
        parts.append(_period_slug(period))
    return "-".join(part for part in parts if part)


def _period_slug(period: str) -> str:
    moment = dates.parse(period)
    year, month = moment.earliest.year, moment.earliest.month
    match moment.precision:
        case "month":
            return f"thang-{month}-{year}"
        case "quarter":
            return f"quy-{(month - 1) // 3 + 1}-{year}"
        case "half":
            return f"6-thang-{'dau' if month == 1 else 'cuoi'}-nam-{year}"
        case "interval":
            return f"{moment.latest.month}-thang-{year}"
    return str(year)


def title_of_meeting(kind: str | None, level: str | None, place: str | None, period: str | None) -> str:
    """A title from codes of kind and level, the name of a place and a period (EDTF): "Giao ban … tháng 11-2018 của Sơn La"."""
    words = [_KINDS[kind or "briefing"][1], "công tác tổ chức xây dựng Đảng"]
    if period:
        said = dates.vietnamese(period)
        words.append(said)
    if place and level in {"province", "district"}:
        words.append(f"của {place}")
    elif level == "central":
        words.append("toàn ngành")
    return " ".join(words)


def unused_id(wanted: str, taken: Collection[str]) -> str:
    """An id that is still free: the wanted one, or that with a number."""
    wanted = vietnamese.slug(wanted)[:110].strip("-") or "moi"
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{n}" for n in range(2, len(taken) + 3) if f"{wanted}-{n}" not in taken)
