"""The rules of the check: what each asks for and why, its severity, and an example that breaks it and one that does not.

Data, not code: ``data/*.yml``, a file for each subject. `giaoban explain`, the page of rules in the guide, the descriptions in
SARIF and the English of findings all come from here, and a test runs every example through the check.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).parent / "data"
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class RuleExample:
    """What stands in some files, by path: of records only the keys that matter, unless the files are given ``whole``."""

    files: Mapping[str, str]
    whole: bool
    encoding: str = "utf-8"

    @property
    def visible(self) -> Mapping[str, str]:
        """The same with characters that nobody sees, and marks that stand apart, written as ``⟨U+200B⟩``."""
        return {path: "".join(map(_visible, text)) for path, text in self.files.items()}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``says``: what it asks for and what to do (Vietnamese); ``english``: the same in a sentence.

    ``firm``: its finding means that a record could not be read or the site not be made, so that it must stay an error.
    ``shown``: its examples tell of something that no few lines of text can hold.
    """

    id: str
    title: str
    says: str
    english: str
    firm: bool
    shown: bool
    bad: RuleExample
    good: RuleExample


@dataclass(frozen=True, slots=True)
class Subject:
    """Rules of one subject, in the order in which the guide shows them."""

    id: str
    title: str
    rules: tuple[Rule, ...]


@cache
def subjects() -> tuple[Subject, ...]:
    """Every subject with its rules, in the order of the files in ``data``; read once."""
    return tuple(map(_subject, sorted(_DATA.glob("*.yml"))))


@cache
def every() -> Mapping[str, Rule]:
    """Every rule that is described, by its id."""
    return {rule.id: rule for subject in subjects() for rule in subject.rules}


def find(name: str) -> Rule | None:
    """A rule by its id; None where there is none."""
    return every().get(name)


def _visible(character: str) -> str:
    is_seen = (
        character.isprintable() and not unicodedata.combining(character) and character != "Ð"
    ) or character == "\n"
    return character if is_seen else f"⟨U+{ord(character):04X}⟩"


def _subject(path: Path) -> Subject:
    with path.open(encoding="utf-8") as file:
        data = yaml.load(file, _LOADER)  # noqa: S506 - CBaseLoader makes nothing but strings, lists and mappings
    return Subject(data["id"], data["title"], tuple(map(_rule, data["rules"])))


def _rule(data: Mapping[str, Any]) -> Rule:
    is_firm, is_shown = data.get("firm") == "true", data.get("shown") == "true"
    bad, good = _example(data, "bad", data.get("encoding", "utf-8")), _example(data, "good", "utf-8")
    return Rule(data["id"], data["title"], data["says"], data["english"], is_firm, is_shown, bad, good)


def _example(data: Mapping[str, Any], key: str, encoding: str) -> RuleExample:
    given = data[key]
    files = given if isinstance(given, dict) else {data.get("in", ""): given}
    return RuleExample(files, data.get("whole") == "true", encoding)
