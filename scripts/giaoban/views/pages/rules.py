"""The rules of the check, for editors: what each asks for, an example that breaks it and one that does not."""

from __future__ import annotations

from msgspec import Struct

from giaoban import rules
from giaoban.archive.reader import Reader
from giaoban.rules import RuleExample
from giaoban.views.values import Span, View, head
from giaoban.views.words import counted

_ADDRESS = "huong-dan/quy-tac/"
_TITLE = "Quy tắc kiểm tra"


class ExampleFile(Struct, frozen=True):
    """The part of an example that stands in one file; ``path`` is empty for a meeting's record."""

    path: str
    text: str


class RuleEntry(Struct, frozen=True):
    """One rule: what it asks for, and the files of an example that breaks it and of one that does not."""

    id: str
    title: str
    says: str
    bad: tuple[ExampleFile, ...]
    good: tuple[ExampleFile, ...]


class SubjectEntry(Struct, frozen=True):
    """The rules of one subject."""

    id: str
    title: str
    rules: tuple[RuleEntry, ...]


class RulesView(View, frozen=True, kw_only=True):
    """All rules by subject."""

    up: tuple[Span, ...]
    count: str
    subjects: tuple[SubjectEntry, ...]


def keys(reader: Reader) -> tuple[str, ...]:  # noqa: ARG001 - there is always one
    """One page."""
    return ("",)


def address(key: str) -> str:  # noqa: ARG001
    """``huong-dan/quy-tac/``."""
    return _ADDRESS


def view(reader: Reader, key: str) -> RulesView:  # noqa: ARG001
    """The page of all rules; it depends on no record."""
    what = "Mọi quy tắc mà giaoban check xem xét ở bản ghi, mỗi quy tắc một ví dụ sai và một ví dụ đúng."
    found = tuple(SubjectEntry(s.id, s.title, tuple(map(_entry, s.rules))) for s in rules.subjects())
    return RulesView(
        head=head(_ADDRESS, "list", _TITLE, what),
        up=(Span("Hướng dẫn biên tập", "huong-dan/"),),
        count=counted(len(rules.every()), "quy tắc"),
        subjects=found,
    )


def _entry(rule: rules.Rule) -> RuleEntry:
    return RuleEntry(rule.id, rule.title, rule.says, _shown(rule.bad), _shown(rule.good))


def _shown(example: RuleExample) -> tuple[ExampleFile, ...]:
    return tuple(ExampleFile(path, text.rstrip("\n")) for path, text in example.visible.items())
