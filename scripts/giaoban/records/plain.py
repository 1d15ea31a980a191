"""Plain YAML read quickly: values alone, from the forms in which records are nearly always written.

Block mappings and lists, texts on one line (bare or in quotation marks), and lists and mappings in brackets on one line. For
whatever is written otherwise, or is not right, `read` gives nothing, and libyaml has to say (`giaoban.records.marks`).
"""

from __future__ import annotations

import re
from typing import Any

_LONGEST = 100_000
_DEEPEST = 8
# What libyaml reads as text, line feeds aside; marks of order and line separators are left to it.
_ODD = re.compile("[^\n -~\xa0-\u2027\u202f-\ud7ff\uf900-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_LINE = re.compile(r"^( *)((?:- +)?)(?:([a-z][a-z0-9_]{0,60}):(?: +|$))?(.*)$", re.MULTILINE)

# A bare text, after the first character: no colon before a blank or at the end, no number sign after a blank.
_BARE_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`")
_BARE = re.compile(r"(?:[^:#]|:(?! |$)|(?<! )#)*")
_QUOTED = re.compile(r'"([^"\\]*)" *|\'([^\']*)\' *')
_WORDS = re.compile(r"\[[a-z0-9][a-z0-9-]*(?:, [a-z0-9][a-z0-9-]*)*\]")
_TEXTS = re.compile(r'\["[^"\\]*"(?:, "[^"\\]*")*\]')
_FLOW_ITEM = re.compile(
    r' *(?:"([^"\\]*)"|\'([^\']*)\'|([\[{])'
    r"|([^ \[\]{},:#\"'&*!|>%@`?\-][^\[\]{},:#?]*(?::[^ \[\]{},:#?][^\[\]{},:#?]*)*)) *"
)
_FLOW_KEY = re.compile(r" *([a-z][a-z0-9_]{0,60}): +")
_FLOW_EMPTY = re.compile(r" *[\]}] *")
# A text folded from several lines, all of them indented alike.
_FOLDED = re.compile(
    r"^( *)((?:- +)?)((?:[a-z][a-z0-9_]{0,60}: +)?)>-\n"
    r"((?:( +)[^ \n][^\n]*(?:\n|\Z)(?:\5(?! )[^\n]+(?:\n|\Z))*+))(?!\n* +(?:#|\n|\Z))",
    re.MULTILINE,
)
# Stands before a text that was folded and is to be taken as it is; no text that is read here has it.
_AS_IT_IS = "\ue000"

_Line = tuple[str, str, str, str]


class NotPlainError(Exception):
    """The text is written in another way."""


def read(text: str) -> dict[str, Any] | None:
    """The mapping that a text is, every scalar a string and an empty value None; None when the text is not plain."""
    if len(text) > _LONGEST or _ODD.search(text):
        return None
    if ">-\n" in text:
        text = _FOLDED.sub(_folded, text)
    lines = [line for line in _LINE.findall(text) if line[2] or (line[3] and line[3][0] != "#") or line[1]]
    if not lines or lines[0][0] or lines[0][1]:
        return None
    try:
        value, end = _mapping(lines, 0, 0, 0)
    except NotPlainError:
        return None
    return value if end == len(lines) else None


def _folded(match: re.Match[str]) -> str:
    blanks, dash, key, lines, indent = match.groups()
    if len(indent) <= len(blanks) + (len(dash) if key else 0):
        return match[0]
    words = " ".join([line[len(indent) :] for line in lines.removesuffix("\n").split("\n")])
    return f"{blanks}{dash}{key}{_AS_IT_IS}{words}\n"


def _mapping(lines: list[_Line], at: int, indent: int, depth: int) -> tuple[dict[str, Any], int]:
    """The mapping whose keys stand at ``indent``, and the line after it."""
    if depth > _DEEPEST:
        raise NotPlainError
    found: dict[str, Any] = {}
    count = len(lines)
    while at < count:
        blanks, dash, key, rest = lines[at]
        if len(blanks) != indent or dash:
            if len(blanks) > indent:
                raise NotPlainError
            break
        if not key or key in found:
            raise NotPlainError
        at += 1
        if rest:
            # Most values are words or identifiers.
            is_bare = rest[0].isalnum() and ":" not in rest and "#" not in rest
            found[key] = rest.rstrip(" ") if is_bare else _value(rest)
            continue
        inner, is_list = (len(lines[at][0]), lines[at][1]) if at < count else (-1, "")
        if is_list and inner >= indent:
            found[key], at = _list(lines, at, inner, depth + 1)
        elif inner > indent:
            found[key], at = _mapping(lines, at, inner, depth + 1)
        else:
            found[key] = None
    return found, at


def _list(lines: list[_Line], at: int, indent: int, depth: int) -> tuple[list[Any], int]:
    """The list whose dashes stand at ``indent``, and the line after it."""
    if depth > _DEEPEST:
        raise NotPlainError
    found: list[Any] = []
    count = len(lines)
    while at < count:
        blanks, dash, key, rest = lines[at]
        if len(blanks) != indent or not dash:
            if len(blanks) > indent:
                raise NotPlainError
            break
        if key:
            # A mapping goes on below its first key.
            column = indent + len(dash)
            lines[at] = (" " * column, "", key, rest)
            value, at = _mapping(lines, at, column, depth + 1)
            found.append(value)
            continue
        at += 1
        found.append(_value(rest))
    return found, at


def _value(text: str) -> Any:
    """What stands behind a key or dash, on one line."""
    first = text[:1]
    if first == '"':
        if text.find('"', 1) == len(text) - 1 and "\\" not in text:
            return text[1:-1]
        if match := _QUOTED.fullmatch(text):
            return match[1]
    elif first == "[":
        if _WORDS.fullmatch(text):
            return text[1:-1].split(", ")
        if _TEXTS.fullmatch(text):
            return text[2:-2].split('", "')
        return _flow(text)
    elif first == "{":
        return _flow(text)
    elif first == _AS_IT_IS:
        return text[1:]
    elif first == "'":
        if match := _QUOTED.fullmatch(text):
            return match[2]
    elif first and first not in _BARE_FIRST and ((":" not in text and "#" not in text) or _BARE.fullmatch(text)):
        return text.rstrip(" ")
    raise NotPlainError


def _flow(text: str) -> Any:
    value, end = _brackets(text, 1, text[0], 0)
    if end != len(text):
        raise NotPlainError
    return value


def _brackets(text: str, at: int, opening: str, depth: int) -> tuple[Any, int]:
    """The list or mapping behind an opening bracket, and where it ends, blanks included."""
    if depth > _DEEPEST:
        raise NotPlainError
    is_mapping = opening == "{"
    closing = "}" if is_mapping else "]"
    entries: dict[str, Any] = {}
    items: list[Any] = []
    if empty := _FLOW_EMPTY.match(text, at):
        if empty[0].strip() != closing:
            raise NotPlainError
        return (entries if is_mapping else items), empty.end()
    while True:
        key = ""
        if is_mapping:
            named = _FLOW_KEY.match(text, at)
            if not named or named[1] in entries:
                raise NotPlainError
            key, at = named[1], named.end()
        match = _FLOW_ITEM.match(text, at)
        if not match:
            raise NotPlainError
        at = match.end()
        kind = match.lastindex
        value: Any = match[kind or 0]
        if kind == 3:
            value, at = _brackets(text, match.end(3), value, depth + 1)
        elif kind == 4:
            value = value.rstrip(" ")
        if is_mapping:
            entries[key] = value
        else:
            items.append(value)
        mark = text[at : at + 1]
        if mark == closing:
            end = at + 1
            while text[end : end + 1] == " ":
                end += 1
            return (entries if is_mapping else items), end
        if mark != ",":
            raise NotPlainError
        at += 1
