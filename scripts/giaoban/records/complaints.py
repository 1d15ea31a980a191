"""What the model refuses, said to an editor: pydantic's errors become findings in Vietnamese, with place and hint."""

from __future__ import annotations

import types
from collections.abc import Iterable
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from giaoban.findings import Finding, did_you_mean, quote
from giaoban.records.marks import Marked, Path

_ID_HINT = "chỉ dùng chữ thường a–z không dấu, chữ số và dấu gạch nối, như “pham-minh-chinh”"
_SHAPES = {
    "string_type": "cần một đoạn chữ",
    "list_type": "cần một danh sách",
    "int_type": "cần một số nguyên",
    "int_parsing": "cần một số nguyên",
    "model_type": "cần các dòng “khóa: giá trị”",
    "dict_type": "cần các dòng “khóa: giá trị”",
    "model_attributes_type": "cần các dòng “khóa: giá trị”",
}


def of(error: ValidationError, model: type[BaseModel], path: str, marked: Marked, at: Path) -> list[Finding]:
    """One finding for each error of a record that stands at ``at`` in the file's YAML."""
    findings = []
    for problem in error.errors(include_url=False, include_context=True):
        loc: Path = (*at, *problem["loc"])
        findings.append(_finding(problem, loc, model, path, marked, at))
    return findings


def unknown_key(path: str, marked: Marked, at: Path, known: Iterable[str]) -> Finding:
    """A key that no record of this kind has."""
    names = sorted(known)
    hint = did_you_mean(str(at[-1]), names) or f"các khóa có thể dùng: {', '.join(names)}"
    return Finding(path, *marked.key_place(at), "error", "unknown-key", f"khóa lạ {quote(at[-1])}", hint)


def _finding(
    problem: Any, loc: Path, model: type[BaseModel], path: str, marked: Marked, at: Path
) -> Finding:
    kind, value = problem["type"], problem.get("input")
    context = problem.get("ctx") or {}
    if kind == "extra_forbidden":
        return unknown_key(path, marked, loc, _keys_at(model, problem["loc"][:-1]))
    place = marked.place(loc)
    name = ".".join(str(part) if isinstance(part, str) else f"[{part + 1}]" for part in loc[len(at) :]).replace(".[", "[")

    def say(rule: str, message: str, hint: str = "") -> Finding:
        return Finding(path, *place, "error", rule, message, hint)

    if loc and loc[-1] == "sources" and kind in {"missing", "too_short"}:
        return say("no-source", "bản ghi không có nguồn", "thêm “sources:” với ít nhất một nguồn s1")
    match kind:
        case "missing":
            return say("missing-key", f"thiếu khóa “{name}”")
        case "literal_error":
            expected = str(context.get("expected", "")).replace("' or '", "', '").replace("'", "")
            hint = did_you_mean(str(value), [e.strip() for e in expected.split(",")])
            return say("wrong-value", f"“{name}” không nhận {quote(value)}", hint or f"chọn một trong: {expected}")
        case "string_pattern_mismatch":
            if "#" in str(context.get("pattern", "")):
                hint = "viết <mã cuộc họp>#<số mục>, như “2018-10-29-giao-ban-thang-11-2018#t4”"
                return say("invalid-reference", f"“{name}”: {quote(value)} không trỏ tới một mục", hint)
            if "0-9]{0,3}$" in str(context.get("pattern", "")):
                hint = "chữ cái rồi tới số: t1, r2, f3, s1"
                return say("invalid-id", f"“{name}”: {quote(value)} không phải mã mục", hint)
            return say("invalid-id", f"“{name}”: {quote(value)} không phải mã hợp lệ", _ID_HINT)
        case "invalid_edtf":
            return say("invalid-date", f"“{name}”: {quote(value)} – {context['reason']}")
        case "invalid_url":
            return say("invalid-url", f"“{name}”: {quote(value)} – {problem['msg']}")
        case "invalid_number":
            return say("wrong-type", f"“{name}”: {quote(value)} – {problem['msg']}")
        case "empty_source" | "two_meanings":
            return say(kind.replace("_", "-"), problem["msg"])
        case "too_short" | "string_too_short":
            return say("missing-key", f"“{name}” để trống")
        case "string_too_long":
            return say("too-large", f"“{name}” dài quá {context.get('max_length')} ký tự")
        case "greater_than_equal" | "less_than_equal":
            bound = context.get("ge", context.get("le"))
            return say("wrong-value", f"“{name}”: {quote(value)} nằm ngoài giới hạn (mốc {bound})")
    if value is None:
        return say("missing-key", f"“{name}” để trống", "điền giá trị, hoặc xóa cả dòng nếu nguồn không nói")
    shape = _SHAPES.get(kind, "giá trị không đúng kiểu")
    shown = quote(value) if isinstance(value, str) else {list: "một danh sách", dict: "một nhóm khóa"}.get(type(value), "")
    return say("wrong-type", f"“{name}”: {shape}, ở đây là {shown}")


def _keys_at(model: type[BaseModel], loc: Path) -> list[str]:
    """The keys that may stand where ``loc`` points, found by walking the model's fields."""
    current: Any = model
    for part in loc:
        if isinstance(part, int):
            continue
        field = next(
            (f for name, f in current.model_fields.items() if part in (name, f.alias)), None
        )
        nested = _model_in(field.annotation) if field else None
        if nested is None:
            return []
        current = nested
    keys = [f.alias or name for name, f in current.model_fields.items()]
    return [key for key in keys if key != "summary"]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The record class inside ``list[X]``, ``X | None`` or ``X``."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) is None:
        return None
    return next((found for a in get_args(annotation) if (found := _model_in(a))), None)
