"""The name of a person as the archive keeps it: the name alone, in capitals and small letters, so that every text finds it.

Names themselves are not judged, since only their bearers know how they write them; what is found here is hardly ever one.
"""

from __future__ import annotations

import re

from giaoban.check.problem import Report
from giaoban.findings import quote
from giaoban.records.load import ParsedFile

RULE = "name-form"

_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Vương|Trịnh|Trương"
    "|Đinh|Lâm|Mai|Tô|Hà|Cao|Lương|Tạ|Chu"
)
# Words that stand before names. Ông and Bà are surnames, too, but not before another one.
_TITLE = re.compile(
    rf"(?:(?:ông|bà|anh|chị)\s+(?={_SURNAMES})|(?:đồng chí|đ/c|đ\.c|gs|pgs|ts|ths|ks|bs|cn)\b[.,]?\s*"
    r"|(?:tổng |phó )?(?:bí thư|chủ tịch|thủ tướng|trưởng ban|giám đốc|chánh văn phòng|vụ trưởng|cục trưởng)\s"
    r"|(?:thứ trưởng|bộ trưởng|ủy viên|(?:đại|thượng|trung|thiếu) (?:tướng|tá))\s)",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[0-9()\[\]{}<>/\\|;:,!?@#%&*+=_\"“”]|\.$| [-–—] ")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def check(document: ParsedFile, report: Report) -> None:
    """Add what is no part of a name, or is not written as names are, in the record of one person."""
    name = document.marked.value.get("name")
    if not isinstance(name, str) or not name.strip():
        return
    words = _WORD.findall(name)
    if title := _TITLE.match(name):
        message = f"{quote(title[0].strip())} không thuộc họ tên"
        hint = "chỉ ghi họ tên; chức danh ghi ở as của từng cuộc họp"
    elif sign := _SIGN.search(name):
        message = f"họ tên {quote(name)} có {quote(sign[0].strip())}"
        hint = "chỉ ghi họ tên; chữ để phân biệt ghi ở distinct, điều khác ở note"
    elif any(len(word) > 1 for word in words) and name == name.upper():
        message, hint = f"họ tên {quote(name)} viết toàn chữ hoa", f"viết {name.title()}"
    elif small := next((word for word in words if word[0].islower()), ""):
        message, hint = f"{quote(small)} trong họ tên không viết hoa", f"viết {small[0].upper()}{small[1:]}"
    else:
        return
    report.warning(("name",), RULE, message, hint)
