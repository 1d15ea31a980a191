"""What closed lists of the records are called in Vietnamese. Data, not code."""

from __future__ import annotations

import re
from functools import lru_cache

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
