"""What is wrong in the archive or in one record, and where.

The rules between records look only at what is in memory: a problem knows its file, and how to find its places once the file
is open. Only a file with a problem is read again, once, to name line and column. Rules for one record report what they find.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple

from giaoban.findings import Finding, Mending, Severity
from giaoban.records import body
from giaoban.records.load import MAX_FINDINGS, ParsedFile
from giaoban.records.marks import Marked, Place, YamlPath
from giaoban.records.model import EACH, reference_fields
from giaoban.records.models.briefing import Briefing

Locate = Callable[[str], ParsedFile | None]
"""Reads a file of the content folder again, by its path; None when it cannot be read."""

Finder = Callable[[ParsedFile], Iterable[Place]]

# The list of items that have a verb.
_LISTS = {"continues": "tasks", "answers": "results"}


class Problem(NamedTuple):
    """A finding that does not know its line and column yet."""

    path: str
    finder: Finder
    severity: Severity
    rule: str
    message: str
    hint: str = ""


def findings_at_places(problems: Iterable[Problem], locate: Locate) -> list[Finding]:
    """The findings of all problems, one for every place, in the order of files, lines and columns."""
    by_path: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_path[problem.path].append(problem)
    findings: set[Finding] = set()
    for path, here in by_path.items():
        document = locate(path)
        for problem in here:
            places = list(problem.finder(document)) if document else []
            for place in places or [(1, 1)]:
                findings.add(Finding(path, *place, problem.severity, problem.rule, problem.message, problem.hint))
    return sorted(findings)


def at(path: YamlPath) -> Finder:
    """The value at one YAML path, or the nearest thing around it that is written down."""
    return lambda document: [document.marked.place(path)]


def value_at(paths: Iterable[YamlPath], wanted: str, under: YamlPath = ()) -> Finder:
    """Every place at these YAML paths below ``under`` where the value is ``wanted``."""
    patterns = [(*under, *path) for path in paths]

    def find(document: ParsedFile) -> Iterator[Place]:
        for pattern in patterns:
            for path, value in walk(document.marked.value, pattern):
                if value == wanted:
                    yield document.marked.place(path)

    return find


def reference(kind: str, entity: str) -> Finder:
    """Every place where a meeting names an entity of a kind."""
    return value_at([place.path for place in reference_fields(Briefing) if place.kind == kind], entity)


def citation(kind: str, entity: str, when: Callable[[Collection[str]], bool]) -> Finder:
    """The citations of a resolution or plenum whose relations are such as ``when`` tells."""

    def find(document: ParsedFile) -> Iterator[Place]:
        for path, value in walk(document.marked.value, ("resolutions", EACH, kind)):
            if value == entity and when([r for _, r in walk(document.marked.value, (*path[:-1], "relation", EACH))]):
                yield document.marked.place(path)

    return find


def figure(number: str, key: str) -> Finder:
    """A finder of the value of ``key`` in the figure whose id is ``number`` (``f3``)."""

    def find(document: ParsedFile) -> Iterator[Place]:
        for path, value in walk(document.marked.value, ("figures", EACH, "id")):
            if value == number:
                yield document.marked.place((*path[:-1], key))

    return find


def join(item: str, verb: str, target: str) -> Finder:
    """A finder of where one item names another: ``verb`` is ``continues`` or ``answers``, ``target`` the item named."""

    def find(document: ParsedFile) -> Iterator[Place]:
        for path, value in walk(document.marked.value, (_LISTS[verb], EACH, "id")):
            if value == item:
                yield from value_at([(*path[:-1], verb, EACH)], target)(document)

    return find


def link_to(target: str) -> Finder:
    """A finder of every link to ``target`` in the Markdown of a meeting."""

    def find(document: ParsedFile) -> Iterator[Place]:
        for line, column, found in body.links(document.body):
            if unicodedata.normalize("NFC", found) == target:
                yield document.body_line + line - 1, column

    return find


def mappings(value: Any, path: YamlPath = ()) -> Iterator[tuple[YamlPath, dict[str, Any]]]:
    """Every mapping in a YAML value, with its path."""
    waiting = [(path, value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            yield path, value
            waiting += [((*path, k), entry) for k, entry in value.items() if isinstance(entry, (dict, list))]
        elif isinstance(value, list):
            waiting += [((*path, i), entry) for i, entry in enumerate(value) if isinstance(entry, (dict, list))]


def texts(value: object, path: YamlPath = ()) -> Iterator[tuple[YamlPath, str]]:
    """Every text in a YAML value, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from texts(entry, (*path, key))
    elif isinstance(value, list | tuple):
        for at, entry in enumerate(value):
            yield from texts(entry, (*path, at))


def walk(value: Any, pattern: YamlPath, path: YamlPath = ()) -> Iterator[tuple[YamlPath, Any]]:
    """Every value at a YAML path in which `EACH` stands for all entries; a single text counts as a list of one."""
    if len(path) == len(pattern):
        yield path, value
        return
    step = pattern[len(path)]
    if step != EACH:
        if step in value if isinstance(value, dict) else isinstance(value, list) and step in range(len(value)):
            yield from walk(value[step], pattern, (*path, step))
    elif isinstance(value, list):
        for i, entry in enumerate(value):
            yield from walk(entry, pattern, (*path, i))
    elif isinstance(value, str) and len(path) + 1 == len(pattern):
        yield path, value


class Report:
    """The findings of one file, placed by YAML path or by line and column."""

    def __init__(self, path: str, marked: Marked) -> None:
        self.path = path
        self.marked = marked
        self.findings: list[Finding] = []

    @property
    def full(self) -> bool:
        """Whether more has been found than an editor reads at once; rules whose hints are slow to make stop then."""
        return len(self.findings) >= MAX_FINDINGS

    def error(self, at: YamlPath, rule: str, message: str, hint: str) -> None:
        """Add an error, placed at the value at the path ``at``."""
        self.findings.append(Finding(self.path, *self.marked.place(at), "error", rule, message, hint))

    def warning(self, at: YamlPath, rule: str, message: str, hint: str, mending: Mending | None = None) -> None:
        """Add a warning, placed at the value at the path ``at``."""
        self.findings.append(Finding(self.path, *self.marked.place(at), "warning", rule, message, hint, mending))

    def at_place(
        self, place: Place, severity: Severity, rule: str, message: str, hint: str, mending: Mending | None = None
    ) -> None:
        """Add a finding of any severity at a line and column of the file."""
        self.findings.append(Finding(self.path, *place, severity, rule, message, hint, mending))
