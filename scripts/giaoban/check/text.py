"""Rules about text that does not mean what it seems to say: cut values, quotation marks of print, leftovers, lists.

They read the YAML and the Markdown as written. Lists are held to what a code host shows: there a list needs no blank line
before it and nests by two blanks, here Markdown asks for both a blank line and four.
"""

from __future__ import annotations

import re
import unicodedata

from giaoban.check import markup
from giaoban.check.problem import Report, texts, walk
from giaoban.findings import Mending, quote
from giaoban.records.load import ParsedFile, entities, hidden
from giaoban.records.marks import YamlPath
from giaoban.records.model import EACH

# A bare value, one blank, a number sign that begins a word: what follows is a comment to YAML and a title to its writer.
_CUT = re.compile(
    r"^ *(?:- +)?+(?:[a-z][a-z0-9_]*: +)?+(?![\"'#\[{|>&*!%@`])[^\n#]*?[^ \n#]( #[^\s#][^\n]*)$", re.MULTILINE
)
# Each begins with plain letters, for which a search is quick; that a word begins there is asked after them.
_TO_SETTLE = re.compile(r"cần(?<=\bcần) xem lại\b|<!-- ký tự \d")
_CLOSED_ALONE = re.compile(r'^[^"\n]*[^\s"]"[\]}, ]*$', re.MULTILINE)
_OPENED = re.compile(r"(?:^ *-|: |\[|, ) *[“‘]", re.MULTILINE)
_PAIR = re.compile(r'“([^“”"\\\n]*)”')
_ESCAPE = re.compile(r"\\[xuU0abefvNL_P]")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}", re.ASCII)
_LARGE_UNIT = re.compile(r"(?:tỷ|tỉ|triệu|nghìn|ngàn|%|km|ha\b)")
_NAMES = (("id",), ("name",), ("aliases", EACH), ("other_names", EACH), ("symbol",), ("host",))
_LISTED: tuple[YamlPath, ...] = tuple(
    (key, EACH, *rest)
    for key in ("units", "provinces", "plenums", "series", "topics")
    for rest in (("id",), ("name",), ("aliases", EACH))
)

_ITEM = re.compile(r"( *)([-*+]|[0-9]{1,9}[.)])[ \t]+\S")
_HEADING = re.compile(r"(#{1,6})[ \t]+\S")
# "1975. Năm ấy …" opens a paragraph with a year, not the 1,975th item of a list.
_MOST_ITEMS = 99


def check(document: ParsedFile, report: Report) -> None:
    """Report what looks wrong in the text of one file: marks that a draft left, escapes, quotes, numbers, mixed alphabets."""
    text = document.marked.text
    _check_cut_values(text, document.marked.first_line, report)
    if _CLOSED_ALONE.search(text):
        _check_closing_quotes(document, report)
    if ("“" in text or "‘" in text) and _OPENED.search(text):
        _quotes(document, report)
    for found in _TO_SETTLE.finditer(text):
        line = document.marked.first_line + text.count("\n", 0, found.start())
        _leftover(report, line, found.start() - text.rfind("\n", 0, found.start()))
    if _ESCAPE.search(text):
        for path, value in texts(document.marked.value, ()):
            if wrong := hidden(value):
                report.error(path, *wrong)
    _thousands(document, report)
    _alphabets(document, report)
    markup.check(document, report)
    if document.body:
        _summary(document, report)


def _check_cut_values(text: str, first_line: int, report: Report) -> None:
    if " #" not in text:
        return
    for match in _CUT.finditer(text):
        line = first_line + text.count("\n", 0, match.start(1))
        column = match.start(1) - text.rfind("\n", 0, match.start(1)) + 1
        message = f"từ {quote(match[1].strip(), 40)} trở đi bị coi là ghi chú, không thuộc giá trị"
        hint = "để cả giá trị trong ngoặc kép; nếu là ghi chú thật thì chừa hai dấu cách trước “#” và một dấu cách sau"
        report.at_place((line, column), "warning", "cut-value", message, hint)


def _check_closing_quotes(document: ParsedFile, report: Report) -> None:
    """Find values that end with a quotation mark which nothing opened: YAML takes it for a letter, and readers would see it."""
    for path, value in texts(document.marked.value, ()):
        if value[-1:] == '"' and value.count('"') == 1:
            message = f"thiếu dấu ngoặc kép mở trước {quote(value[:-1])}"
            report.error(path, "missing-quote", message, 'thêm dấu " ở đầu giá trị, hoặc xóa dấu ở cuối')


def _quotes(document: ParsedFile, report: Report) -> None:
    lines = document.marked.text.split("\n")
    for path, value in texts(document.marked.value, ()):
        if "“" not in value and "”" not in value:
            continue
        line, column = document.marked.place(path)
        if lines[line - document.marked.first_line][column - 1 : column] in {'"', "'"}:
            continue  # print's quotation marks within YAML's own
        opened, closed = value.count("“"), value.count("”")
        if opened != closed and isinstance(path[-1], int):
            message = f"ngoặc “ ” không đủ cặp trong {quote(value)}: dấu phẩy đã cắt đôi giá trị"
        elif value[:1] == "“" and value[-1:] == "”" and opened == 1:
            message = f"ngoặc “ ” là chữ của giá trị {quote(value)}, không phải ngoặc của YAML"
        else:
            continue
        report.warning(
            path,
            "curly-quotes",
            message,
            'dùng ngoặc thẳng: "…"; ngoặc cong thuộc lời văn thì để bên trong nó',
            _straight(lines[line - document.marked.first_line], line, column),
        )


def _straight(written: str, line: int, column: int) -> Mending | None:
    """YAML's own quotation marks in place of the pair that begins at a column of a line."""
    found = _PAIR.match(written, column - 1)
    return Mending(line, column, found[0], f'"{found[1]}"') if found else None


def _thousands(document: ParsedFile, report: Report) -> None:
    for path, figure in walk(document.marked.value, ("figures", EACH)):
        for key in ("value", "min", "max", "of") if isinstance(figure, dict) else ():
            given = figure.get(key)
            if not isinstance(given, str) or not _THOUSANDS.fullmatch(given):
                continue
            said = given.replace(".", ",")
            if _LARGE_UNIT.match(str(figure.get("unit") or "")) or said in str(figure.get("note") or ""):
                continue
            message = f"{quote(given)} được đọc là số lẻ {said}"
            hint = f"nếu là hàng nghìn, viết {given.replace('.', '')}; nếu đúng là số lẻ, ghi note “Bài ghi {said}”"
            report.warning((*path, key), "thousands-point", message, hint)


def _alphabets(document: ParsedFile, report: Report) -> None:
    """Letters of another alphabet, drawn like Latin ones, in what has to be found again."""
    for keys in (*_NAMES, *_LISTED):
        for path, value in walk(document.marked.value, keys):
            if not isinstance(value, str) or value.isascii():
                continue
            foreign = next(
                (c for c in value if c.isalpha() and not unicodedata.name(c, "LATIN").startswith("LATIN")), None
            )
            if foreign:
                message = f"{quote(value)} có chữ {quote(foreign)} [U+{ord(foreign):04X}] của bảng chữ cái khác"
                hint = "gõ lại chữ ấy bằng bàn phím tiếng Việt; trông giống nhau nhưng máy tìm không khớp"
                report.error(path, "foreign-letter", message, hint)


def _leftover(report: Report, line: int, column: int) -> None:
    hint = "xem lại chỗ này theo nguồn; xong cả thì giaoban draft --done bỏ mọi dấu"
    report.at_place((line, column), "warning", "draft-left", "còn dấu của bản nháp", hint)


def _summary(document: ParsedFile, report: Report) -> None:
    if "&" in document.body:
        report.findings += entities(report.path, document.body, document.body_line)
    level, before, is_list = 1, "", False
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        if found := _TO_SETTLE.search(line):
            _leftover(report, number, found.start() + 1)
        if heading := _HEADING.match(line):
            if (depth := len(heading[1])) > max(level, 1) + 1:
                message = f"tiêu đề nhảy từ cấp {level} xuống cấp {depth}"
                report.at_place((number, 1), "warning", "heading-skip", message, f"dùng {'#' * (level + 1)}")
            level = depth
        item = _ITEM.match(line)
        if item and (wrong := _listed(item, before, is_list=is_list)):
            report.at_place((number, len(item[1]) + 1), "warning", "list-form", *wrong)
        # A line right under an item belongs to it, wherever it begins.
        is_list = bool(item) or (is_list and (not line.strip() or line[:1] == " " or bool(before.strip())))
        before = line


def _listed(item: re.Match[str], before: str, *, is_list: bool) -> tuple[str, str] | None:
    """Message and hint for an item that Markdown does not take as it is meant."""
    indent, mark = len(item[1]), item[2]
    if mark[0].isdigit() and int(mark[:-1]) > _MOST_ITEMS:
        return (
            f"đoạn mở đầu bằng “{mark}” sẽ thành mục số 1 của một danh sách",
            f"viết “{mark[:-1]}\\{mark[-1]} …”, hoặc đổi câu",
        )
    if mark[-1] == ")":
        return f"“{mark}” không mở một mục của danh sách", f"viết “{mark[:-1]}. …”"
    if is_list:
        return ("mục con thụt vào chưa đủ nên thành mục ngang hàng", "thụt vào bốn dấu cách") if indent % 4 else None
    if before.strip() and not _HEADING.match(before):
        return "danh sách không có dòng trống phía trên nên dính vào đoạn văn", "thêm một dòng trống phía trên"
    if mark[0].isdigit() and int(mark[:-1]) > 1:
        return (
            f"danh sách bắt đầu từ {mark[:-1]} sẽ hiện là 1",
            f"bắt đầu từ 1, hoặc viết “{mark[:-1]}\\. …” nếu là đoạn văn",
        )
    return None
