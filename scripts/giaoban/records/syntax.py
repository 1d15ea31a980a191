"""What the YAML parser objects to, said to an editor who has never heard of a flow sequence."""

from __future__ import annotations

import yaml

_QUOTES = 'để cả câu trong ngoặc kép: "…"'
_INDENT = "các khóa cùng cấp phải thẳng cột; thụt dòng bằng dấu cách, không dùng phím Tab"

# libyaml's words (PyYAML's own, where they differ, too) to what is wrong and the way out.
_SAID = {
    "mapping values are not allowed": ("dấu “:” ở chỗ không thể là khóa", f"nếu là câu có dấu “:”, {_QUOTES}"),
    "could not find expected ':'": (
        "dòng này không phải “khóa: giá trị”",
        f"thêm “:” và dấu cách sau khóa, hoặc {_QUOTES}",
    ),
    "did not find expected key": ("dòng này lệch cột với các khóa phía trên, hoặc thừa chữ sau ngoặc kép", _INDENT),
    "did not find expected '-' indicator": ("dòng này lệch cột với các mục “-” phía trên", _INDENT),
    "did not find expected ',' or ']'": ("danh sách trong ngoặc vuông thiếu dấu phẩy hoặc dấu đóng “]”", _QUOTES),
    "did not find expected ',' or '}'": (
        "nhóm trong ngoặc nhọn thiếu dấu phẩy hoặc dấu đóng “}”",
        f"giá trị có dấu phẩy thì {_QUOTES}",
    ),
    "cannot start any token": (
        "ký tự này không được đứng đầu",
        f"thụt dòng bằng dấu cách, không bằng Tab; câu bắt đầu bằng @, `, % thì {_QUOTES}",
    ),
    "found a tab character": ("thụt dòng bằng phím Tab", "thay Tab bằng dấu cách"),
    "unexpected end of stream": ("ngoặc mở ở đây mà không đóng", "thêm dấu ngoặc đóng ở cuối câu"),
    "unexpected document indicator": (
        "ngoặc mở ở đây mà không đóng trước dòng “---”",
        "thêm dấu ngoặc đóng ở cuối câu",
    ),
    "unknown escape character": (
        "dấu \\ trong ngoặc kép có nghĩa riêng",
        "viết \\\\ cho một dấu \\, hoặc dùng ngoặc đơn '…'",
    ),
    "block sequence entries are not allowed": (
        "dấu “-” của danh sách không được đứng cùng dòng với khóa",
        "xuống dòng trước dấu “-”",
    ),
    "block mapping": ("“khóa: giá trị” không được đứng ở đây", _INDENT),
    "did not find expected node content": ("thiếu giá trị", f"thêm giá trị, hoặc nếu là câu thì {_QUOTES}"),
    "did not find expected alphabetic": ("câu bắt đầu bằng & hoặc *", _QUOTES),
    "did not find expected <document start>": ("phần này đứng ngoài các dòng “khóa: giá trị”", _INDENT),
    "did not find expected comment or line break": (
        "sau | hoặc > phải xuống dòng",
        f"viết chữ ở dòng dưới, hoặc {_QUOTES}",
    ),
    "exceeded maximum depth": ("lồng nhau quá nhiều tầng", "bớt ngoặc"),
}
_OTHERWISE = f"thường do thiếu dấu cách sau “:”, thụt dòng lệch, hoặc câu chứa “: ”; khi ấy {_QUOTES}"


def explain(error: yaml.MarkedYAMLError) -> tuple[str, str, yaml.Mark | None]:
    """Message, hint and place of a syntax error."""
    problem = error.problem or error.context or ""
    # What was never finished is shown where it began; the parser notices only at the end.
    begun = ("quoted scalar" in (error.context or "") and "unexpected" in problem) or "could not find" in problem
    mark = error.context_mark if begun and error.context_mark else error.problem_mark or error.context_mark
    for words, (message, hint) in _SAID.items():
        if words in problem:
            return message, hint, mark
    return f"YAML không đọc được: {problem}", _OTHERWISE, mark
