"""What the model refuses, said to an editor: pydantic's errors become findings in Vietnamese, with place and hint."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from giaoban import dates, vietnamese
from giaoban.findings import Finding, Mending, did_you_mean, quote
from giaoban.records import layout, wording
from giaoban.records.marks import Marked, YamlPath
from giaoban.records.model import ITEM_PATTERN, ITEM_REFERENCE_PATTERN, LETTERS, SHA256_PATTERN

_ID_HINT = "chỉ dùng chữ thường a–z không dấu, chữ số và dấu gạch nối, như “pham-minh-chinh”"
# More than an editor reads of one record; finding near words for all of a hostile file would take minutes.
MOST = 300
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})[-/ ]?Q([1-4])", re.ASCII | re.IGNORECASE)
_TIME = re.compile(r"[T ]{1,4}\d{1,2}[:h]\d{0,2}.*$", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3}(?:[. ]\d{3})+", re.ASCII)
_ANY_NUMBER = re.compile(r"(?<!\S)-?\d+(?:[.,]\d+)*(?: \d{3})*(?=%|\s|$)", re.ASCII)
_COMMA = re.compile(r"(\d+),(\d+)", re.ASCII)
# What to write for a key that must be there.
_EXAMPLES = {
    "id": "mã trùng tên tệp",
    "title": "tên cuộc họp như nguồn ghi",
    "kind": "briefing, interim-review hoặc review",
    "level": "central, cluster, province hoặc district",
    "date": '2018-10-29; chỉ biết khoảng ngày thì "[2020-03-26..2020-06-30]"',
    "part": "chair, co-chair, directed, spoke, attended hoặc point-chair",
    "relation": "issued, drafted, studied, implemented, tasked, reported, reviewed hoặc mentioned",
    "cited": "lời dẫn đúng như nguồn viết",
}
_TEXT = ("cần một đoạn chữ", "viết chữ ngay sau dấu “:”; câu có dấu “:” thì để trong ngoặc kép")
_LIST = ("cần một danh sách", "mỗi mục một dòng bắt đầu bằng “- ”, hoặc [a, b]")
_WHOLE = ("cần một số nguyên", "chỉ viết chữ số, như 71")
_YES = ("cần true hoặc false", "chỉ đọc được một phần thì ghi true, đọc cả thì xóa dòng này")
_KEYS = ("cần các dòng “khóa: giá trị”", "như {id: s1, title: …}, hoặc mỗi khóa một dòng")
# What pydantic expected, to what an editor should have written.
# Fields of a meeting that do not come from its front matter.
READ_FROM_BODY = {"summary", "summary_line"}
_SHAPES = {
    "string_type": _TEXT,
    "tuple_type": _LIST,
    "bool_parsing": _YES,
    "bool_type": _YES,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "model_type": _KEYS,
    "dict_type": _KEYS,
    "model_attributes_type": _KEYS,
}
# Errors that the model itself words: rule and way out.
_WORDED = {
    "invalid_url": ("invalid-url", "chép nguyên địa chỉ trên thanh địa chỉ của trình duyệt, không có dấu cách"),
    "reserved_id": ("invalid-id", "thêm một chữ cho khác đi, như “con-2024”"),
    "invalid_number": (
        "wrong-type",
        "không chấm hàng nghìn: 57.813 viết 57813; 95,7 viết 95.7; đơn vị ghi ở unit, “hơn”, “gần” ở bound",
    ),
    "invalid_whole": ("wrong-type", _WHOLE[1]),
    "empty_source": ("empty-source", "thêm title, publisher hoặc url"),
    "two_meanings": ("two-meanings", "giữ resolution hoặc plenum; nếu nguồn nói cả hai thì viết thành hai mục"),
}


def findings_of(
    error: ValidationError, model: type[BaseModel], path: str, marked: Marked, at: YamlPath
) -> list[Finding]:
    """One finding for each error of a record that stands at ``at`` in the file's YAML."""
    problems = error.errors(include_url=False, include_context=True)[:MOST]
    said = (problem for problem in problems if not _follows(problem))
    return [_finding(problem, (*at, *problem["loc"]), model, path, marked, at) for problem in said]


def _follows(problem: Any) -> bool:
    """Whether a list is too short only because what stands in it is wrong, which is said of that already."""
    given = problem["input"]
    return problem["type"] == "too_short" and isinstance(given, list) and len(given) >= problem["ctx"]["min_length"]


def unknown_key(path: str, marked: Marked, at: YamlPath, known: Iterable[str]) -> Finding:
    """The error at a key that no such record has; its hint names the nearest of the ``known`` keys, or all."""
    names = sorted(known)
    hint = did_you_mean(str(at[-1]), names) or f"các khóa có thể dùng: {', '.join(names)}"
    return Finding(path, *marked.key_place(at), "error", "unknown-key", f"khóa lạ {quote(at[-1])}", hint)


def _finding(problem: Any, loc: YamlPath, model: type[BaseModel], path: str, marked: Marked, at: YamlPath) -> Finding:
    if problem["type"] == "extra_forbidden":
        return unknown_key(path, marked, loc, _keys_at(model, problem["loc"][:-1]))
    name = "".join(f".{part}" if isinstance(part, str) else f"[{part + 1}]" for part in loc[len(at) :]).lstrip(".")
    rule, message, hint = _wording(problem, str(loc[-1]) if loc else "", f"“{name}”")
    return Finding(path, *marked.place(loc), "error", rule, message, hint, _mending(problem, loc, marked))


def _mending(problem: Any, loc: YamlPath, marked: Marked) -> Mending | None:
    """What mends an error of pydantic's where there is one way only: a date in another order, an item without a number."""
    if problem["type"] == "invalid_edtf":
        right = _right_date(str(problem["input"]).strip())
        place, written = marked.written(loc)
        return Mending(*place, written, right) if right and written else None
    is_without = problem["type"] == "missing" or problem["input"] is None
    if is_without and loc[-1:] == ("id",) and len(loc) > 2 and (letter := LETTERS.get(str(loc[-3]))):
        return _missing_number(loc[:-1], letter, marked)
    return None


def _missing_number(item: YamlPath, letter: str, marked: Marked) -> Mending | None:
    """A number for an item that has none: behind all that others of the list have."""
    entries: Any = marked.value
    for part in item[:-1]:
        entries = entries[part]
    if len(entries) > MOST:
        return None
    given = [entry.get("id") for entry in entries if isinstance(entry, dict)]
    taken = [int(i[1:]) for i in given if isinstance(i, str) and re.fullmatch(f"{letter}[1-9][0-9]{{0,3}}", i)]
    before = sum(not entry.get("id") for entry in entries[: int(item[-1])] if isinstance(entry, dict))
    number = f"id: {letter}{max(taken, default=0) + 1 + before}"
    if "id" in entries[item[-1]]:
        return Mending(*marked.key_place((*item, "id")), "id:", number)
    line, column = marked.place(item)
    opening = marked.text.split("\n")[line - marked.first_line][column - 1 : column]
    if opening == "{":
        return Mending(line, column, "{", f"{{{number}, ")
    return Mending(line, column, opening, f"{number}\n{' ' * (column - 1)}{opening}") if opening.isalpha() else None


def _wording(problem: Any, key: str, name: str) -> tuple[str, str, str]:
    """Rule, message and hint for one error of pydantic's."""
    kind, value, context = problem["type"], problem.get("input"), problem.get("ctx") or {}
    example = _EXAMPLES.get(key, "…")
    if key == "sources" and kind in {"missing", "too_short"}:
        return "no-source", "bản ghi không có nguồn", "thêm “sources:” với ít nhất một nguồn s1"
    if kind == "missing":
        return "missing-key", f"thiếu khóa {name}", f"thêm dòng “{key}: {example}”"
    if kind in {"too_short", "string_too_short"} or value is None:
        hint = f"ghi {example}" if key in _EXAMPLES else "điền giá trị, hoặc xóa cả dòng nếu nguồn không nói"
        return "missing-key", f"{name} để trống", hint
    if kind in _WORDED:
        rule, hint = _WORDED[kind]
        number = _number(str(value)) if kind in {"invalid_number", "invalid_whole"} else ""
        if number and (kind == "invalid_number" or number.isdigit()):
            hint = f"viết {number}; {hint}"
        shown = "" if isinstance(value, dict) else f"{name}: {quote(value)} – "
        return rule, f"{shown}{problem['msg']}", hint
    if kind == "invalid_edtf":
        return "invalid-date", f"{name}: {quote(value)} – {context['reason']}", _date_hint(str(value))
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace("' or '", "', '").replace("'", "")
        return "wrong-value", f"{name} không nhận {quote(value)}", _choice(str(value), expected.split(", "))
    if kind == "string_pattern_mismatch":
        return _pattern(str(context.get("pattern", "")), str(value), name)
    if kind == "string_too_long":
        hint = "rút gọn; phần kể dài thuộc về tóm tắt sau dòng “---” thứ hai"
        return "too-large", f"{name} dài quá {context.get('max_length')} ký tự", hint
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = f"nhỏ nhất là {context['ge']}" if "ge" in context else f"lớn nhất là {context['le']}"
        return "wrong-value", f"{name}: {quote(value)} nằm ngoài giới hạn", f"xem lại con số: {bound}"
    return "wrong-type", *_shape(kind, value, name)


def _shape(kind: str, value: Any, name: str) -> tuple[str, str]:
    """Message and hint for a list in place of a text, and the like."""
    if kind == "tuple_type" and isinstance(value, dict):
        hint = f"thêm “- ” trước khóa đầu tiên của mục, thụt các khóa sau cho thẳng; {_LIST[1]}"
        return f"{name}: {_LIST[0]}, ở đây thiếu dấu “- ” trước mục", hint
    shape, hint = _SHAPES.get(kind, ("giá trị không đúng kiểu", "so với một bản ghi cùng loại"))
    shown = "một danh sách" if isinstance(value, list) else "một nhóm khóa" if isinstance(value, dict) else quote(value)
    return f"{name}: {shape}, ở đây là {shown}", hint


def _choice(value: str, values: list[str]) -> str:
    """Which of the values may be meant: named in Vietnamese, spelt nearly so, or any."""
    if named := wording.meant(value, values):
        return f"viết {named}"
    several = [part.strip() for part in value.strip("()[]“”\"' ").split(",") if part.strip()]
    if len(several) > 1 and all(part in values for part in several):
        return f"nhiều giá trị thì viết trong ngoặc vuông: [{', '.join(several)}]"
    return did_you_mean(value, values) or f"chọn một trong: {', '.join(map(wording.with_label, values))}"


def _number(value: str) -> str:
    # The unit and how sure a number is have keys of their own.
    numbers = _ANY_NUMBER.findall(value[:200])
    text = numbers[0] if len(numbers) == 1 else value.strip()
    if _THOUSANDS.fullmatch(text):
        return text.replace(".", "").replace(" ", "")
    comma = _COMMA.fullmatch(text)
    return f"{comma[1]}.{comma[2]}" if comma else text if text != value.strip() else ""


def _date_hint(value: str) -> str:
    text = _TIME.sub("", vietnamese.clean(value).strip("“”‘’\"' "))
    if text != value.strip() and dates.parse_or_none(text):
        return f"viết {text}"
    if quarter := _QUARTER.fullmatch(text):
        return f"viết {quarter[1]}-{32 + int(quarter[2])}"
    if short := _SHORT_YEAR.fullmatch(text):
        return f"năm viết đủ bốn chữ số, đứng trước: 20{short[3]}-{short[2]:0>2}-{short[1]:0>2}"
    if day_first := _DAY_FIRST.fullmatch(text):
        if right := _right_date(text):
            return f"viết năm trước: {right}"
        day, month, year = day_first.groups()
        if dates.parse_or_none(swapped := f"{year}-{day:0>2}-{month:0>2}"):
            return f"không có tháng {int(month)}; nếu tháng đứng trước ngày thì viết {swapped}"
        return f"không có ngày {int(day)}-{int(month)}-{year} trong lịch; xem lại ngày trong nguồn"
    likely = [_right_date(text), *(found.edtf for found in vietnamese.find_dates(text[:200]) if found.edtf)]
    if right := next((one for one in likely if one != text and dates.parse_or_none(one)), ""):
        return f"viết {right}"
    return "ngày 2018-10-29, tháng 2018-10, quý I 2018-33, nửa đầu năm 2018-40, năm 2018"


def _right_date(text: str) -> str:
    """A date in numbers as records write it, which is given in another order or without its zeros; empty for any other text."""
    if day_first := _DAY_FIRST.fullmatch(text):
        right = _year_first(day_first)
    elif month_first := _MONTH_FIRST.fullmatch(text):
        right = f"{month_first[2]}-{month_first[1]:0>2}"
    elif year_first := _YEAR_FIRST.fullmatch(text):
        right = "-".join([year_first[1], *(f"{part:0>2}" for part in year_first.groups()[1:] if part)])
    else:
        return ""
    return right if right != text and dates.parse_or_none(right) else ""


def _year_first(day_first: re.Match[str]) -> str:
    day, month, year = day_first.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def _pattern(pattern: str, value: str, name: str) -> tuple[str, str, str]:
    if pattern == ITEM_REFERENCE_PATTERN:
        hint = "viết <mã cuộc họp>#<số mục>, như “2018-10-29-giao-ban-thang-11-2018#t4”"
        return "invalid-reference", f"{name}: {quote(value)} không trỏ tới một mục", hint
    if pattern == SHA256_PATTERN:
        return (
            "wrong-value",
            f"{name}: {quote(value)} không phải mã băm",
            "giaoban keep-source ghi mã này; xóa dòng nếu không có",
        )
    if pattern == ITEM_PATTERN:
        tidy = "".join(value.lower().split())
        hint = f"viết {tidy}" if re.fullmatch(ITEM_PATTERN, tidy) else "chữ cái rồi tới số: t1, r2, h1, f3, s1"
        return "invalid-id", f"{name}: {quote(value)} không phải mã mục", hint
    slug = vietnamese.slug(layout.without_place(value[:120]))
    hint = f"{_ID_HINT}; ở đây có thể là “{slug}”" if slug else _ID_HINT
    return "invalid-id", f"{name}: {quote(value)} không phải mã hợp lệ", hint


def _keys_at(model: type[BaseModel], loc: YamlPath) -> list[str]:
    """The keys that may stand where ``loc`` points, found by walking the model's fields."""
    current: Any = model
    for part in loc:
        if isinstance(part, int):
            continue
        field = next((f for name, f in current.model_fields.items() if part in (name, f.alias)), None)
        nested = _model_in(field.annotation) if field else None
        if nested is None:
            return []
        current = nested
    keys = [f.alias or name for name, f in current.model_fields.items()]
    return [key for key in keys if key not in READ_FROM_BODY]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The record class inside ``tuple[X, ...]``, ``X | None`` or ``X``."""
    if (
        isinstance(annotation, type)
        and not isinstance(annotation, types.GenericAlias)
        and issubclass(annotation, BaseModel)
    ):
        return annotation
    if get_origin(annotation) is None:
        return None
    return next((found for a in get_args(annotation) if (found := _model_in(a))), None)
