"""Patterns that are searched for take time linear in the text: none begins with a run without end that something must follow.

At each place of a long run (of blanks, of digits) such a pattern looks through the rest of it, and then begins again at the next.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import giaoban

PACKAGE = Path(giaoban.__file__ or "").parent
parse = importlib.import_module("re._parser").parse
SEARCHES = {"search", "finditer", "findall", "sub", "subn", "split"}


def is_slow(pattern: str, flags: int = 0) -> bool:
    """Whether a search for a pattern may begin a run of one class of characters anew at each of the run's places."""
    return _begins(list(parse(pattern, flags)))


def _begins(items: list[tuple[object, object]]) -> bool:
    for at, (operation, given) in enumerate(items):
        name, what = str(operation), given
        if name in {"MAX_REPEAT", "MIN_REPEAT"} and isinstance(what, tuple):
            low, high, inner = what
            if str(high) == "MAXREPEAT" and len(inner) == 1 and not _may_be_empty(items[at + 1 :]):
                return True
            if _begins([*inner, *items[at + 1 :]]):
                return True
            if low:
                return False
        elif name == "SUBPATTERN" and isinstance(what, tuple):
            return _begins([*what[3], *items[at + 1 :]])
        elif name == "BRANCH" and isinstance(what, tuple):
            return any(_begins([*branch, *items[at + 1 :]]) for branch in what[1])
        elif name in {"ASSERT", "ASSERT_NOT"} and isinstance(what, tuple) and what[0] > 0:
            continue  # it looks ahead, and what begins begins behind it
        else:  # a character, or a look at what stands before: the run begins at one place only
            return False
    return False


def _may_be_empty(items: list[tuple[object, object]]) -> bool:
    return all(
        str(name) in {"MAX_REPEAT", "MIN_REPEAT"} and isinstance(what, tuple) and what[0] == 0 for name, what in items
    )


def searched() -> Iterator[tuple[str, str, int]]:
    """Name, pattern and flags of every regular expression of the package that is searched for."""
    for found in pkgutil.walk_packages([str(PACKAGE)], "giaoban."):
        if found.name.endswith("__main__"):
            continue
        path = PACKAGE.parent.joinpath(*found.name.split("."))
        source = (path / "__init__.py" if found.ispkg else path.with_suffix(".py")).read_text("utf-8")
        used = {match[1] for match in re.finditer(r"\b(\w+)\.(\w+)\(", source) if match[2] in SEARCHES}
        for name, value in vars(importlib.import_module(found.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and name in used:
                yield f"{found.name}:{name}", value.pattern, value.flags & ~re.UNICODE
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and (node.func.value.id, node.func.attr in SEARCHES) == ("re", True)
                and isinstance(node.args[0], ast.Constant)
            ):
                yield f"{found.name}:{node.lineno}", str(node.args[0].value), 0


def test_no_pattern_that_is_searched_for_looks_through_a_run_again_and_again() -> None:
    assert [name for name, pattern, flags in searched() if is_slow(pattern, flags)] == []


@pytest.mark.parametrize(
    ("pattern", "slow"),
    [
        (r"[^\n]*\S[^\n]*", True),
        (r"\d+ điểm", True),
        (r"(?:một |\d+ )?việc", True),
        (r"x|\s+$", True),
        (r"(?<!\d)\d+ điểm", False),
        (r"^[^\n]*\S", False),
        (r"\d+", False),
        (r"\s*x?", False),
        (r"\d{1,9} điểm", False),
        (r"(\w+)", False),
    ],
)
def test_such_patterns_are_found(pattern: str, *, slow: bool) -> None:
    assert is_slow(pattern) == slow
