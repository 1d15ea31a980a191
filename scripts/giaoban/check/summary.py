"""Rules for the Markdown under a meeting's front matter: plain Markdown, safe links, no HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache, partial

from giaoban import vietnamese
from giaoban.check.problem import walk
from giaoban.check.report import Report
from giaoban.findings import did_you_mean, quote
from giaoban.records import body
from giaoban.records.load import ParsedFile
from giaoban.records.model import EACH

# All that a link may be. Everything else is refused, so nothing depends on knowing every dangerous scheme.
_ALLOWED = re.compile(r"(?:https?://[^/\s]|#.)[^\s<>\\\x00-\x1f]*")
_PLAIN_ADDRESS = re.compile(r"/(?:[a-z0-9][a-z0-9/-]*)?(?:#[a-z0-9-]+)?")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_DANGEROUS = {"javascript", "data", "vbscript", "file", "blob", "about"}
_LONE_SIGN = re.compile(r"#(?<!##)(?!#)")
_TOP_HEADING = re.compile(r" {0,3}#(?!#)")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\](?=[(\[])")
_TARGET = re.compile(r"\]\([^()\n]{0,500}\)")
_SUBHEADING = re.compile(r" {0,3}#{2,6}[ \t]*(.*)")
_LINK_HINT = (
    "liên kết viết [chữ](/hop/<mã>/) cho trang trong kho, [chữ](https://…) cho trang khác, [chữ](#t1) cho mục của bài"
)


def check(document: ParsedFile, report: Report) -> None:
    """Add what is wrong with a meeting's summary."""
    text, before = body.without_draft_comments(document.body), document.body_line - 1
    if not text.strip() and document.marked.value.get("status") != "withdrawn":
        hint = "viết tóm tắt sau dòng “---” thứ hai"
        report.at_place((document.body_line, 1), "warning", "no-summary", "cuộc họp chưa có tóm tắt", hint)
    for line, column, tag in body.html_places(text):
        hint = "viết bằng Markdown; nếu là dấu bé hơn thì chừa một dấu cách sau “<”"
        report.at_place(
            (before + line, column), "error", "html-in-body", f"tóm tắt không dùng HTML: {quote(tag)}", hint
        )
    anchors = cache(partial(_anchors, document))
    for line, column, target in body.links(text):
        if report.full:
            return
        if wrong := _wrong(target, anchors):
            report.at_place((before + line, column), "error", *wrong)
    if "![" not in text and not _LONE_SIGN.search(text):
        return
    for number, line_text in enumerate(text.split("\n"), start=1):
        if _TOP_HEADING.match(line_text):
            message = "tiêu đề cấp một (#) đã là tên cuộc họp"
            report.at_place((before + number, 1), "warning", "heading-level", message, "dùng ## trong tóm tắt")
        for image in _IMAGE.finditer(line_text):
            place = (before + number, image.start() + 1)
            hint = "bỏ ảnh; nếu cần thì đặt liên kết tới trang có ảnh"
            report.at_place(place, "error", "image-in-body", "tóm tắt không có ảnh", hint)


def _wrong(target: str, anchors: Callable[[], tuple[list[str], set[str]]]) -> tuple[str, str, str] | None:
    """Rule, message and hint for a link that may not stand in a summary."""
    if _PLAIN_ADDRESS.fullmatch(target):
        return None
    # A browser undoes entities and drops blanks, and takes backslashes for slashes, before it looks at the scheme.
    bare = re.sub(r"[\s\x00-\x1f\x7f]", "", html.unescape(target)).replace("\\", "/").lower()
    scheme = _SCHEME.match(bare)
    if scheme and scheme[1] in _DANGEROUS:
        return "unsafe-link", f"liên kết nguy hiểm {quote(target)}", "xóa liên kết, hoặc thay bằng địa chỉ https://"
    if bare.startswith("//"):
        hint = f"viết đủ https:{bare[:80]}"
        return "unsafe-link", f"liên kết {quote(target)} dẫn ra ngoài mà không ghi giao thức", hint
    if not body.is_address(target) and not _ALLOWED.fullmatch(target):
        return "malformed-link", f"liên kết không đúng dạng {quote(target)}", _LINK_HINT
    if not target.startswith("#"):
        return None
    items, headings = anchors()
    if target[1:] not in items and target[1:] not in headings:
        hint = did_you_mean(target[1:], items[:500]) or "viết #t1, #r2 … như id của mục"
        return "dead-link", f"liên kết {quote(target)}: bản ghi này không có mục ấy", hint
    return None


def _anchors(document: ParsedFile) -> tuple[list[str], set[str]]:
    """What a link may point to on the meeting's own page: its numbered items and sources, and the summary's headings."""
    lists = ("results", "shortcomings", "tasks", "figures", "sources")
    items = [str(i) for key in lists for _, i in walk(document.marked.value, (key, EACH, "id"))]
    titles = (found[1] for line in document.body.split("\n") if (found := _SUBHEADING.match(line)))
    return items, {f"muc-{vietnamese.slug(_TARGET.sub('', title))[:60].strip('-')}" for title in titles}
