"""Reading on after an error, so that one run of the check finds everything that is wrong with a file.

Text that YAML cannot read is left out, as little of it as lets the rest be read; of a record that its class refuses, the refused
parts are left out or, where they must be there, stand for "nothing is known". What comes of it is looked at by the check and
never published: each thing left out is a finding that stops the build.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from giaoban.findings import Mending, quote
from giaoban.records import marks
from giaoban.records.marks import Marked, YamlError
from giaoban.records.model import Model, Source

_MOST_ERRORS = 20
# How many characters are read in search of what can be left out: a second's work at the most.
_MOST_READ = 1_000_000
_SHORTEST = 200
_MOST_ROUNDS = 8

_TOP = re.compile(r"[^\s#-]")
_ENTRY = re.compile(r" *- ")
# A quotation mark that opens a value: behind a key or dash, or in brackets.
_OPENS = re.compile(r"(?:^\s*(?:- +)*(?:[a-z_]+: +)?|[\[{,:] *)\"")
_BETWEEN = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_BLANK = re.compile("[\u00a0\u2000-\u200b\u202f\u3000]")
_TAB = re.compile(r" *\t")
_BULLET = re.compile(r"(?: *)([–—−•·●▪+*])\s+(?=\S)")
_TIGHT_DASH = re.compile(r" *-(?=[^\s-])")
_INDENTED_KEY = re.compile(r"( *)[a-z_]+:(?: |$)")
_KEY_OF_ENTRY = re.compile(r" *(?:- +)*(?=[a-z_]+:(?: |$))")
_FAR_APART = 4
# A value on the line of its key, of which no mark of YAML has opened anything; without a comment.
_BARE = re.compile(r"^ *(?:- +)*[a-z_]+: +(?![\"'\[{|>&*!#])(?=\S)((?:[^#\n]|(?<! )#)*)$")
_IDS = re.compile(r"^ *(?:- +)?(?:\{ *)?id: *\"?([a-z0-9-]+)", re.MULTILINE)
# "nothing is known": no day is before or after it, and it is no day of its own.
SOME_TIME = "0001/9999"


class Recovered(NamedTuple):
    """What could be read of a text; ``errors``: what is wrong with the rest; ``lost``: the ids that stand in it."""

    marked: Marked
    errors: tuple[YamlError, ...] = ()
    lost: frozenset[str] = frozenset()


class _Trials:
    """Reads versions of a text to see what is wrong with them, until so much has been read that it would take too long."""

    def __init__(self, first_line: int) -> None:
        self._first_line, self._left = first_line, _MOST_READ

    @property
    def is_over(self) -> bool:
        return self._left <= 0

    def line_of_error(self, text: str) -> int | None:
        """The line of the first error, counted from 0; None where there is none."""
        self._left -= len(text) + _SHORTEST
        try:
            marks.read_yaml(text, self._first_line)
        except YamlError as error:
            return error.line - self._first_line
        return None


def read(text: str, first_line: int = 1) -> Recovered:
    """All of a YAML text that can be read, with the places of the whole, and what is wrong with the rest."""
    errors: list[YamlError] = []
    trials = _Trials(first_line)
    rest: str | None = text
    while rest is not None:
        try:
            marked = marks.read_yaml(rest, first_line)
            lost = Counter(_IDS.findall(text)) - Counter(_IDS.findall(rest)) if errors else Counter()
            lines = rest.split("\n") if marked.faults else []
            lost.update(i for fault in marked.faults for i in _IDS.findall(lines[fault.line - first_line]))
            return Recovered(marked, tuple(errors), frozenset(lost))
        except YamlError as error:
            unclosed = _missing_quote(rest, first_line, error, trials)
            typo = None if unclosed else _find_typo(rest, first_line, error, trials)
            fault = typo.fault if typo else unclosed or error
            if not typo:
                fault.mending = fault.mending or _quote_value(rest, first_line, fault, trials)
            errors.append(fault)
            if len(errors) >= _MOST_ERRORS or trials.is_over:
                rest = None
            else:
                rest = typo.mended if typo else _blank_out_error(rest, first_line, fault, trials)
    return Recovered(marks.read_yaml("", first_line), tuple(errors), frozenset(_IDS.findall(text)))


def _blank_out_error(text: str, first_line: int, error: YamlError, trials: _Trials) -> str | None:
    """The text with as few lines blanked out as lets what comes after them be read; None where nothing helps."""
    lines = text.split("\n")
    wrong = min(max(error.line - first_line, 0), len(lines) - 1)
    second: str | None = None
    for start, end in _regions(lines, wrong):
        if trials.is_over:
            return second
        rest = "\n".join([*lines[:start], *[""] * (end - start), *lines[end:]])
        then = trials.line_of_error(rest)
        if rest == text or (then is not None and then < end):
            continue
        if error.rule == "yaml-documents" and then is None and marks.read_yaml(rest, first_line).faults:
            continue  # another record, not more of this one
        # An error on the very next line is likely the same one, of which too little was left out.
        if then is None or any(line.strip() for line in lines[end:then]):
            return rest
        second = second or rest
    return second


def _regions(lines: list[str], wrong: int) -> Iterator[tuple[int, int]]:
    """The line, the entry of a list around it, the key at the margin around it: first and last line of each."""
    yield wrong, wrong + 1
    indents = [len(line) - len(line.lstrip(" ")) for line in lines]
    for start in range(wrong, -1, -1):
        if _ENTRY.match(lines[start]) and (start == wrong or indents[start] < indents[wrong]):
            end = start + 1
            while end < len(lines) and (not lines[end].strip() or indents[end] > indents[start]):
                end += 1
            if end > wrong:
                yield start, end
        if _TOP.match(lines[start]):
            end = next((i for i in range(max(start, wrong) + 1, len(lines)) if _TOP.match(lines[i])), len(lines))
            yield start, end
            break
    yield wrong, len(lines)


def _missing_quote(text: str, first_line: int, error: YamlError, trials: _Trials) -> YamlError | None:
    """A quotation mark that is opened and not closed on its line, where closing it there mends what is wrong.

    The parser notices only at the next quotation mark, often many lines below.
    """
    lines = text.split("\n")
    wrong = min(error.line - first_line, len(lines) - 1)
    # What is not closed at all, the parser places where it was opened.
    for at in range(max(0, wrong - 60), wrong + 1):
        line = lines[at]
        bare = _BETWEEN.sub(lambda match: "x" * len(match[0]), line)
        opening = _OPENS.search(bare)
        if not opening or bare.count('"') != 1:
            continue
        end = len(line.rstrip())
        ends = [i for i in range(opening.end(), end) if line[i] in "]}"][:1]
        for place in [*ends, end]:
            if trials.is_over:
                return None
            mended = "\n".join([*lines[:at], f'{line[:place]}"{line[place:]}', *lines[at + 1 :]])
            then = trials.line_of_error(mended)
            if then is None or then > wrong:
                message = f"thiếu dấu ngoặc kép đóng sau {quote(line[opening.end() : place].strip(), 40)}"
                hint = 'thêm dấu " ở cuối giá trị'
                fault = YamlError("missing-quote", message, at + first_line, place + 1, hint)
                if line[place - 1] == "”" and "“" not in line[opening.end() : place]:
                    fault.mending = Mending(at + first_line, place, "”", '"')
                return fault
    return None


class _Repair(NamedTuple):
    """A line written otherwise; what was wrong with it, from which column on, and what to do."""

    line: str
    column: int
    message: str
    hint: str


class _Typo(NamedTuple):
    """What is nearly right in a text, and the text without it."""

    fault: YamlError
    mended: str


def _find_typo(text: str, first_line: int, error: YamlError, trials: _Trials) -> _Typo | None:
    """A blank, dash, indentation or bracket on the line of an error or above it, where writing it right mends the error."""
    lines = text.split("\n")
    wrong = min(error.line - first_line, len(lines) - 1)
    above = next((i for i in range(wrong - 1, -1, -1) if lines[i].strip()), wrong)
    for at in dict.fromkeys((above, wrong)):
        for repair in _repairs(lines, at, error.column if at == wrong else 0):
            if error.rule != "yaml-syntax" or trials.is_over:
                return None
            mended = "\n".join([*lines[:at], repair.line, *lines[at + 1 :]])
            then = trials.line_of_error(mended)
            if then is None or then > wrong:
                fault = YamlError("yaml-syntax", repair.message, at + first_line, repair.column, repair.hint)
                return _Typo(fault, mended)
    return None


def _repairs(lines: list[str], at: int, column: int) -> Iterator[_Repair]:
    line = lines[at]
    if strange := _BLANK.search(line):
        message = f"ký tự này trông như dấu cách mà không phải (U+{ord(strange[0]):04X})"
        yield _Repair(_BLANK.sub(" ", line), strange.start() + 1, message, "thay bằng dấu cách thường")
    if tab := _TAB.match(line):
        yield _Repair(line.expandtabs(2), tab.end(), "thụt dòng bằng phím Tab", "thay mỗi Tab bằng hai dấu cách")
    if bullet := _BULLET.match(line):
        message = f"{quote(bullet[1])} không mở một mục của danh sách"
        yield _Repair(
            f"{line[: bullet.start(1)]}- {line[bullet.end() :]}", bullet.start(1) + 1, message, "thay bằng “- ”"
        )
    if dash := _TIGHT_DASH.match(line):
        yield _Repair(f"{line[: dash.end()]} {line[dash.end() :]}", dash.end(), "thiếu dấu cách sau “-”", "viết “- ”")
    above = next((one for one in reversed(lines[:at]) if one.strip()), "")
    key, beside = _INDENTED_KEY.match(line), _KEY_OF_ENTRY.match(above)
    if key and beside and 0 < abs(len(key[1]) - beside.end()) < _FAR_APART:
        message = f"dòng này thụt {len(key[1])} dấu cách, khóa ở dòng trên thụt {beside.end()}"
        right = f"thụt {beside.end()} dấu cách, không dùng phím Tab" if beside.end() else "bỏ dấu cách ở đầu dòng"
        hint = f"hai khóa cùng cấp phải thẳng cột: {right}"
        yield _Repair(" " * beside.end() + line[len(key[1]) :], len(key[1]) + 1, message, hint)
    if line[column - 1 : column] in {"]", "}"}:
        message = f"thừa dấu “{line[column - 1]}”"
        yield _Repair(line[: column - 1] + line[column:], column, message, "xóa dấu ấy")


def _quote_value(text: str, first_line: int, error: YamlError, trials: _Trials) -> Mending | None:
    """A bare value that YAML does not read as a text ("tháng 10: kết quả"), in quotation marks, where that mends the error."""
    lines = text.split("\n")
    at = error.line - first_line
    found = _BARE.match(lines[at]) if error.rule == "yaml-syntax" and at < len(lines) else None
    if found is None or trials.is_over:
        return None
    value = found[1].rstrip()
    inner = value[1:-1] if value[0] == "“" and value.find("”") == len(value) - 1 else value
    quoted = '"' + inner.replace("\\", "\\\\").replace('"', '\\"') + '"'
    mended = "\n".join([*lines[:at], lines[at][: found.start(1)] + quoted, *lines[at + 1 :]])
    then = trials.line_of_error(mended)
    return Mending(error.line, found.start(1) + 1, value, quoted) if then is None or then > at else None


def partial(model: type[Model], value: Any, name: str = "") -> tuple[Model, frozenset[str]] | None:
    """What can be known of a record that its class refuses, and the keys of which something was left out.

    ``name``: the id of a record that gives none. None where nothing can be known.
    """
    if not isinstance(value, dict):
        return None
    value = deepcopy(value)
    touched: set[str] = set()
    for _ in range(_MOST_ROUNDS):
        try:
            return model.model_validate(value), frozenset(touched)
        except ValidationError as error:
            dropped: list[tuple[Any, Any]] = []
            for problem in error.errors(include_url=False, include_context=False, include_input=False):
                loc = problem["loc"]
                if not loc:
                    return None
                touched.add(str(loc[0]))
                if problem["type"] == "missing" and len(loc) == 1:
                    filled = name if loc[0] == "id" else _nothing(_field(model, str(loc[0])))
                    if filled is None or filled == "":
                        return None
                    value[loc[0]] = filled
                elif found := _place(value, loc[:-1] if problem["type"] == "missing" else loc):
                    dropped.append(found)
            _drop(dropped)
    return None


def _field(model: type[Model], key: str) -> FieldInfo:
    return next(field for name, field in model.model_fields.items() if key in (name, field.alias))


def _nothing(field: FieldInfo) -> Any:
    """What stands for a value that must be there and is not known; None where nothing can."""
    annotation = field.annotation
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    if annotation is int:
        return "1"
    if get_origin(annotation) is tuple and get_args(annotation)[0] is Source:
        return [{"id": "s1", "title": "?"}]
    if annotation is not str:
        return None
    names = {getattr(mark, "func", None) and mark.func.__name__ for mark in field.metadata}
    if "_edtf" in names:
        return SOME_TIME
    return None if any(hasattr(mark, "kind") for mark in field.metadata) else "?"


def _place(value: Any, loc: tuple[int | str, ...]) -> tuple[Any, Any] | None:
    """The mapping or list that holds what stands at ``loc``, and its key there; a text in place of a list is held whole."""
    holder: tuple[Any, Any] | None = None
    for part in loc:
        is_there = part in value if isinstance(value, dict) else isinstance(value, list) and part in range(len(value))
        if not is_there:
            break
        holder, value = (value, part), value[part]
    return holder


def _drop(places: list[tuple[Any, Any]]) -> None:
    for holder, key in places:
        if isinstance(holder, dict):
            holder.pop(key, None)
    lists = {id(holder): holder for holder, _ in places if isinstance(holder, list)}
    for identity, holder in lists.items():
        gone = {key for other, key in places if id(other) == identity}
        holder[:] = [entry for i, entry in enumerate(holder) if i not in gone]
