"""How values are worded for readers, as plain text: what closed lists of the records are called in Vietnamese, numbers, counts.

Texts are cut, and symbols found within labels, here too.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from urllib.parse import urlsplit

from giaoban import vietnamese
from giaoban.archive.questions import KIND_LABELS

KINDS = KIND_LABELS
LEVELS = {"central": "Trung ương", "cluster": "Cụm", "province": "Cấp tỉnh", "district": "Cấp huyện"}
RHYTHMS = {
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "half-yearly": "sáu tháng một lần",
    "yearly": "hằng năm",
}
FORMATS = {"in-person": "trực tiếp", "online": "trực tuyến", "hybrid": "trực tiếp và trực tuyến"}
TIMES = {"morning": "buổi sáng", "afternoon": "buổi chiều", "evening": "buổi tối", "day": "cả ngày"}
BOUNDS = {"over": "trên", "under": "dưới", "nearly": "gần", "about": "khoảng"}

# In order of weight: a person with several parts is listed under the first that applies.
PARTS = {
    "chair": "chủ trì",
    "co-chair": "đồng chủ trì",
    "directed": "phát biểu chỉ đạo",
    "spoke": "phát biểu",
    "point-chair": "chủ trì tại điểm cầu",
    "attended": "dự",
}
RELATIONS = {
    "issued": "ban hành trong kỳ",
    "drafted": "xây dựng, góp ý dự thảo",
    "studied": "quán triệt",
    "implemented": "triển khai",
    "tasked": "giao thành nhiệm vụ",
    "reported": "báo cáo kết quả",
    "reviewed": "sơ kết, tổng kết",
    "mentioned": "nhắc đến",
}
# What a meeting is to a province; and what is said of somebody named only for what was asked or reported.
NEARNESS = {
    "own": "cuộc họp của địa phương",
    "held": "họp tại đây",
    "point": "chủ trì tại điểm cầu ở đây",
    "named": "được nêu tên",
}
SAID = "nêu ý kiến"
PARTS_OF_LEADERS = {**PARTS, "said": SAID}
PARTS_OF_ENTRIES = {**PARTS_OF_LEADERS, **RELATIONS, **NEARNESS}
# What is counted of a meeting where no more of it is shown.
COUNTED = {"results": "kết quả", "tasks": "nhiệm vụ", "figures": "số liệu", "resolutions": "văn bản"}
# By what a timeline is divided.
UNITS = {"year": "năm", "month": "tháng"}
# The class by which a kind of meeting is styled.
LOOKS = {"briefing": "briefing", "interim-review": "interim", "review": "review"}
# The other end of a join, seen from the earlier item; and the join seen from the later one.
ANSWERED = {"continues": "được tiếp nối ở", "answers": "được trả lời ở"}
JOINS = {"continues": "tiếp nối", "answers": "trả lời"}
# Whether there is a meeting about a period of a series; and the mark of each state, in shapes that need no colour.
STATES = {"present": "có", "covered": "có cuộc họp kỳ dài hơn", "excepted": "không họp", "missing": "chưa có"}
MARKS = {"present": "●", "covered": "○", "excepted": "×", "missing": "–"}

# What the parts of a meeting's record are called in its history.
RECORD = {
    "id": "mã bản ghi", "title": "tên cuộc họp", "kind": "loại cuộc họp", "level": "cấp", "series": "chuỗi họp",
    "date": "ngày họp", "date_note": "ghi chú về ngày", "time": "buổi họp", "period": "kỳ", "host": "cơ quan",
    "venue": "nơi họp", "people": "người dự", "attendance": "thành phần dự", "provinces": "địa phương", "resolutions": "văn bản",
    "results": "kết quả", "shortcomings": "hạn chế", "tasks": "nhiệm vụ", "figures": "số liệu", "topics": "chủ đề",
    "notes": "ghi chú", "corrections": "đính chính", "status": "tình trạng đăng", "apart_from": "cuộc họp khác cùng ngày",
    "sources": "nguồn", "summary": "tóm tắt",
    "record": "bản ghi",
}  # fmt: skip
CHANGED = {"added": "thêm", "changed": "sửa", "removed": "bỏ"}

# What numbered items are called, by the letter before the number.
ITEMS = {"t": "nhiệm vụ", "r": "kết quả", "h": "hạn chế", "f": "số liệu", "s": "nguồn"}
_ITEM = re.compile(r"([a-z]+)(\d+)")


@lru_cache(maxsize=4096)
def item(number: str) -> str:
    """What a numbered item is called in running text: ``t4`` is "nhiệm vụ 4"."""
    match = _ITEM.fullmatch(number)
    return f"{ITEMS.get(match[1], 'mục')} {match[2]}" if match else f"mục {number}"


@lru_cache(maxsize=4096)
def ordinal(number: str) -> str:
    """The digits of an item's number: ``t4`` is "4"."""
    match = _ITEM.fullmatch(number)
    return match[2] if match else number


# 26-NQ/TW, 08-QĐi/TW, 15/CT-TTg, 30/2020/NĐ-CP, 202/2025/QH15, 5-KL/T.Ư. Every repetition has an end, so that a hostile text
# costs no more than its length, and what is kept on one line stays short enough for the narrowest screen.
# The first digit stands alone in front so that the engine can skip to it.
_REST = (
    r"[0-9]{0,4}(?:/[0-9]{4})?[-–/](?=[A-ZĐƯ])(?:T\.Ư|[A-Za-zĐđƯư]{1,10}[0-9]{0,2})"
    r"(?:[-–/](?:T\.Ư|[A-ZĐƯ][A-Za-zĐđƯư]{0,10}[0-9]{0,2})){0,3}(?!\w)"
)
SYMBOL = re.compile(rf"[0-9](?<![\w/-][0-9]){_REST}")
# What must not break across lines: symbols, and days and months as they are written here (29-10-2018, 11-2018).
KEPT = re.compile(rf"[0-9](?<![\w/-][0-9])(?:(?P<symbol>{_REST})|[0-9]?-(?:[0-9]{{1,2}}-)?[0-9]{{4}}(?![\w-]))")
_OPENERS = "([{“‘"


def number(value: Decimal | int | str) -> str:
    """A number as Vietnamese writes it: 57.813 and 95,7; digits after the comma are kept as given."""
    if isinstance(value, int) and 0 <= value < 1000:
        return str(value)
    amount = Decimal(value)
    whole, _, rest = format(abs(amount), "f").partition(".")
    groups = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", whole)
    return ("−" if amount < 0 else "") + groups + ("," + rest if rest else "")


def clip(text: str, limit: int = 180) -> str:
    """A text cut at a word boundary, with an ellipsis when anything was left out."""
    if len(text) <= limit:
        return text
    cut = text[: limit + 1]
    short = cut[: cut.rfind(" ")] if " " in cut else text[:limit]
    return short.rstrip(" ,;:.–-" + _OPENERS) + "…"


def symbol_in(label: str) -> str | None:
    """The document symbol that a label holds, if any."""
    match = SYMBOL.search(label)
    return match[0] if match else None


def host(address: str) -> str:
    """The host a web address names, without ``www.``; for showing where a link leads."""
    name = (urlsplit(address).hostname or address).removeprefix("www.")
    return clip(name, 40)


def first_upper(text: str) -> str:
    """Text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def first_lower(text: str) -> str:
    """Text with its first letter in lower case, the rest as it is."""
    return text[:1].lower() + text[1:]


def counted(count: int, noun: str) -> str:
    """A count with its noun: "12 cuộc họp"; Vietnamese nouns do not change."""
    return f"{number(count)} {noun}"


@lru_cache(maxsize=256)
def filter_value(label: str) -> str:
    """How a label of a closed list is written in attributes and addresses, by which a timeline is filtered: ``chu-tri``."""
    return vietnamese.slug(label)
