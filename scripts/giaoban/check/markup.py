"""Marks of Markdown, HTML and other ways of writing that the page would show as they stand, or take for something else.

In a summary: a heading without a blank after its signs, a list with the bullets of print, bold text that does not end, a link
whose halves stand apart. In the keys of a record: any Markdown or HTML, since their values are plain text.
"""

from __future__ import annotations

import re

from giaoban.check.problem import Report, texts
from giaoban.findings import quote
from giaoban.records import body
from giaoban.records.load import ParsedFile

RULE = "markdown-form"

# What a link leads to where it surely is meant as one.
_TARGET = r"(?:/|[#]|https?:)"
# Each way of writing once, by the name of its group: message and hint follow below.
_IN_SUMMARY = re.compile(
    rf"""
    ^[ ]{{0,3}}(?:
        (?P<heading>\#{{2,6}}(?=[^\s\#])[^\n]*)
      | (?P<empty>\#{{1,6}}[ \t]*$)
      | (?P<top>=+[ \t]*$)
      | (?P<under>(?<=\S\n)(?:--+)[ \t]*$)
    )
  | ^[ ]*(?:
        (?P<bullet>[•●▪◦‣∙·][ \t]*\S)
      | (?P<dash>-(?=[^\W\d_]))
      | (?P<number>[0-9]{{1,2}}\.(?=[^\W\d_]))
      | (?P<box>[-*+][ ]+\[[ xX]\][ ])
    )
  | (?P<struck>~~(?=[^\s~])[^~\n]{{0,500}}(?:~~)?)
  | (?P<note>\[\^[^\]\s]{{1,40}}\])
  | (?P<wiki>\[\[[^\[\]\n]{{1,200}}\]\])
  | (?P<apart>\][ \t]+\((?={_TARGET}))
  | (?P<turned>\)\[(?={_TARGET}))
  | (?P<label>(?<!!)\[[ ]*\]\((?={_TARGET}))
  | (?P<open>\]\({_TARGET}[^()\s]{{0,500}}(?:\([^()\s]{{0,200}}\)[^()\s]{{0,200}})?$)
    """,
    re.MULTILINE | re.VERBOSE,
)
_WRONG = {
    "heading": ("{} không thành tiêu đề: thiếu dấu cách sau dấu #", "viết “## Tiêu đề”"),
    "empty": ("tiêu đề không có chữ nào", "ghi tiêu đề, hoặc xóa dòng này"),
    "top": ("dòng dấu “=” không có nghĩa ở đây, hoặc làm dòng trên thành tiêu đề cấp một", "tiêu đề viết “## Tiêu đề”"),
    "under": ("dòng “---” ngay dưới một đoạn làm cả đoạn ấy thành tiêu đề", "xóa dòng này, hoặc thêm một dòng trống phía trên"),
    "bullet": ("{} không mở một mục của danh sách", "thay dấu đầu dòng bằng “- ”, có dấu cách"),
    "dash": ("“-” không mở một mục của danh sách: thiếu dấu cách", "viết “- …”"),
    "number": ("{} không mở một mục của danh sách: thiếu dấu cách", "viết “1. …”"),
    "box": ("ô đánh dấu “[ ]” hiện nguyên trên trang", "bỏ dấu ngoặc vuông"),
    "struck": ("chữ gạch ngang “~~” hiện nguyên trên trang", "bỏ dấu “~~”"),
    "note": ("chú thích cuối trang {} hiện nguyên trên trang", "đặt lời chú vào câu, hoặc ghi ở notes"),
    "wiki": ("liên kết {} hiện nguyên trên trang", "liên kết viết [chữ](/hop/<mã>/)"),
    "apart": ("có dấu cách giữa “]” và “(” nên không thành liên kết", "xóa dấu cách: [chữ](địa chỉ)"),
    "turned": ("liên kết viết ngược: (…)[…]", "chữ trong ngoặc vuông đứng trước: [chữ](địa chỉ)"),
    "label": ("liên kết không có chữ nào để bấm", "ghi chữ trong ngoặc vuông: [chữ](địa chỉ)"),
    "open": ("liên kết thiếu dấu “)” đóng", "thêm “)” sau địa chỉ"),
}  # fmt: skip
# A line that opens a heading, an item or a quotation is no part of a paragraph that a line of dashes could end.
_PARAGRAPH = re.compile(r"[ ]{0,3}(?![#>\-*+=]|[0-9]{1,9}[.)])\S")
_BOLD = re.compile(r"(?<![*\\])\*\*(?=[^\s*])[^*]{1,2000}?(?<=[^\s*])\*\*(?!\*)|\*\*\*[^\s*][^*]{0,2000}\*\*\*")
_LEFT = re.compile(r"(?<!\\)\*\*+")
_RULE_LINE = re.compile(r"^[ ]{0,3}(?:\*[ \t]*){3,}$", re.MULTILINE)

_IN_KEYS = re.compile(
    rf"\*\*(?=[^\s*])|\]\((?={_TARGET})|</?(?:b|i|u|p|a|br|em|strong|span|div|font|sub|sup|h[1-6]|li|ul)\b[^<>\n]{{0,200}}>"
    r"|&(?:amp|nbsp|quot|apos|lt|gt|#[0-9]{1,6}|#x[0-9a-fA-F]{1,5});",
    re.IGNORECASE,
)
_ADDRESSES = {"url", "archived"}


def check(document: ParsedFile, report: Report) -> None:
    """Add every mark of one file that readers would see."""
    if _IN_KEYS.search(document.marked.text):
        for path, value in texts(document.marked.value):
            if path[-1:] and path[-1] not in _ADDRESSES and (found := _IN_KEYS.search(value)):
                message = f"{quote(found[0])} hiện nguyên trên trang: giá trị của khóa là chữ thường, không có Markdown hay HTML"
                hint = "bỏ dấu ấy, hoặc gõ lại chữ mà nó thay; liên kết và chữ đậm chỉ dùng trong tóm tắt"
                report.warning(path, RULE, message, hint)
    if document.body:
        _summary(document, report)


def _summary(document: ParsedFile, report: Report) -> None:
    text = body.without_code(document.body)
    lines = body.LineOffsets(text)

    def say(at: int, message: str, hint: str) -> None:
        line, column = lines.place(at)
        report.at_place((document.body_line - 1 + line, column), "warning", RULE, message, hint)

    for found in _IN_SUMMARY.finditer(text):
        if found.lastgroup == "under" and not _PARAGRAPH.match(text, text.rfind("\n", 0, found.start() - 1) + 1):
            continue
        message, hint = _WRONG[found.lastgroup or ""]
        say(found.start(found.lastgroup or 0), message.format(quote(found[found.lastgroup or 0].strip(), 40)), hint)
    if "**" in text:
        rest = _BOLD.sub(lambda bold: "x" * len(bold[0]), _RULE_LINE.sub(lambda line: "x" * len(line[0]), text))
        for left in _LEFT.finditer(rest):
            say(
                left.start(),
                "chữ đậm “**” không đủ cặp, hoặc có dấu cách sát bên trong",
                "viết **chữ đậm**, dấu sao sát chữ",
            )
