"""Real records with the mistakes of editors and of programs in them: what hypothesis draws, and what a record still means."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from giaoban import vietnamese
from giaoban.records import layout
from giaoban.records.files import SourceFile
from giaoban.records.load import load
from giaoban.records.model import Model

CONTENT = Path(__file__).resolve().parent.parent.parent / "content"
_A_KIND = 12
_PIECES = [
    "\u200b", "\u00a0", "\u0110", "\u00d0", "\u00f0", "\u0301", "\u00ad", "\u2028", "\x85",
    "\x00", "\ufeff", "\r", "\t", "  ", "\n", "\n\n",
    " #", ": ", "- ", "---\n", "“", "”", '"', "'", "\\", "\\u200b", "[", "]", "{", "}", "&a ", "*a",
    "!x ", "|", ">-\n", "%", "@", "`",
    "khoá", "thuỷ", "Uỷ ban", "18–NQ/TW", "29/10/2018", "2018-3-9", "id:", "id: t1\n", "0", "9" * 40,
    "<<<<<<< HEAD\n", "=======\n",
    "<b>", "](javascript:x)", "![](x)", "# ", "1975. ", "\ue000", "\U000e0001", "ａ", "🙂", "ه",
]  # fmt: skip


@cache
def records() -> tuple[SourceFile, ...]:
    """Some files of every kind, the shortest and the longest of it among them."""
    by_kind: dict[str, list[Path]] = {}
    for path in sorted(CONTENT.rglob("*")):
        if path.is_file() and (kind := layout.file_kind(path.relative_to(CONTENT).as_posix())):
            by_kind.setdefault(kind, []).append(path)
    return tuple(
        SourceFile(path.relative_to(CONTENT).as_posix(), kind, path.read_bytes())
        for kind, paths in by_kind.items()
        for path in sorted(paths, key=lambda path: path.stat().st_size)[:: max(1, len(paths) // _A_KIND)]
    )


def _lines(change: Callable[[list[str], int, int], list[str]]) -> Callable[[str, int, int, str], str]:
    def do(text: str, a: int, b: int, _: str) -> str:
        lines = text.split("\n")
        return "\n".join(change(lines, a % len(lines), b % len(lines)))

    return do


def _swapped(lines: list[str], a: int, b: int) -> list[str]:
    lines[a], lines[b] = lines[b], lines[a]
    return lines


def _without_id(text: str, a: int, _b: int, _piece: str) -> str:
    places = [*re.finditer(r"(?<=- )id: [a-z]+\d+\n +", text)]
    return text[: places[a % len(places)].start()] + text[places[a % len(places)].end() :] if places else text


def _curly(text: str, a: int, _b: int, _piece: str) -> str:
    places = [*re.finditer(r'"([^"\n]*)"', text)]
    found = places[a % len(places)] if places else None
    return f"{text[: found.start()]}“{found[1]}”{text[found.end() :]}" if found else text


CHANGES: dict[str, Callable[[str, int, int, str], str]] = {
    "insert": lambda text, a, _, piece: text[: a % (len(text) + 1)] + piece + text[a % (len(text) + 1) :],
    "replace": lambda text, a, b, piece: text[: a % (len(text) + 1)] + piece + text[a % (len(text) + 1) + b % 12 :],
    "cut": lambda text, a, b, _: text[: a % (len(text) + 1)] + text[a % (len(text) + 1) + b % 200 :],
    "end": lambda text, a, _, piece: text[: a % (len(text) + 1)] + piece,
    "repeat": lambda text, a, b, piece: text[:a % (len(text) + 1)] + piece * (b % 300) + text[a % (len(text) + 1):],
    "apart": lambda text, *_: unicodedata.normalize("NFD", text),
    "dos": lambda text, *_: text.replace("\n", "\r\n"),
    "swap": _lines(_swapped),
    "twice": _lines(lambda lines, a, _: [*lines[: a + 1], *lines[a:]]),
    "lose": _lines(lambda lines, a, _: [*lines[:a], *lines[a + 1 :]]),
    "indent": _lines(lambda lines, a, b: [*lines[:a], " " * (b % 5) + lines[a].lstrip(), *lines[a + 1 :]]),
    "blanks": _lines(lambda lines, a, b: [*lines[:a], lines[a] + " " * (b % 4), *lines[a + 1 :]]),
    "number": _without_id,
    "curly": _curly,
}  # fmt: skip

_CHANGE = st.tuples(
    st.sampled_from(sorted(CHANGES)), st.integers(0, 1 << 20), st.integers(0, 1 << 20), st.sampled_from(_PIECES)
)


@st.composite
def mutated(draw: st.DrawFn) -> SourceFile:
    """A real record after one to eight changes."""
    source = draw(st.sampled_from(records()))
    text = source.data.decode()
    for how, a, b, piece in draw(st.lists(_CHANGE, min_size=1, max_size=8)):
        text = CHANGES[how](text, a, b, piece)
    return SourceFile(source.path, source.kind, text.encode())


def meaning(source: SourceFile) -> str | None:
    """All that a file says, but for how letters, quotation marks and symbols are written; None where it is not a right record."""
    loaded = load(source)
    if loaded.partial or any(finding.severity == "error" for finding in loaded.findings):
        return None
    return _bare(json.dumps([_said(record) for _, record in loaded.records], ensure_ascii=False, sort_keys=True))


def _said(record: Model) -> Any:
    data = record.model_dump(mode="json", by_alias=True)
    data.pop("summary_line", None)
    return data


def _bare(text: str) -> str:
    return re.sub(r"[\s“”\"\\,]", "", vietnamese.fold(vietnamese.clean(text.replace("\\n", " "))))
