"""Scoring drafts against articles annotated by hand: precision, recall and F1 a field, and what was lost.

An annotation is a YAML file beside its article (``NAME.yml`` and ``NAME.txt`` or ``NAME.html``). Where the article may not
be kept in the project, its text is read from a folder of sources by the same name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from giaoban import vietnamese

from .draft import draft
from .known import Known
from .model import Draft, DraftCitation
from .people import name_key, title_key

FIELDS = (
    "not_a_meeting", "citations", "people: name", "people: name + part", "people: name + titles", "people", "date", "period",
    "kind", "level", "provinces", "tasks", "sources",
)  # fmt: skip
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(slots=True)
class Score:
    """How often a field was found rightly, wrongly, and not at all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, other: Score) -> None:
        """Count another score in."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Outcome:
    """The scores of all articles and every loss, as one line each."""

    scores: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in FIELDS})
    losses: list[str] = field(default_factory=list)
    articles: int = 0
    left_out: list[str] = field(default_factory=list)


def annotations(folder: Path) -> Iterator[tuple[str, Mapping[str, Any], Path]]:
    """Every annotation in the folders of a folder, in order of name: its name, itself and its path."""
    for path in sorted(folder.glob("*/**/*.yml")):
        with path.open(encoding="utf-8") as stream:
            yield path.stem, yaml.load(stream, _LOADER) or {}, path  # noqa: S506 - the base loaders make nothing but strings


def text_of(path: Path, sources: Path | None) -> str | None:
    """The article of an annotation: beside it, or in the folder of sources."""
    for folder in (path.parent, sources):
        for ending in (".txt", ".html"):
            if folder is not None and (found := folder / f"{path.stem}{ending}").is_file():
                return found.read_text(encoding="utf-8")
    return None


def score(folder: Path, known: Known, sources: Path | None = None) -> Outcome:
    """Draft every article and compare."""
    outcome = Outcome()
    for name, gold, path in annotations(folder):
        text = text_of(path, sources)
        if text is None:
            outcome.left_out.append(name)
            continue
        outcome.articles += 1
        for what, found, losses in compare(draft(text, known, path=name), gold):
            outcome.scores[what].add(found)
            outcome.losses += [f"{name}: {what}: {loss}" for loss in losses]
    return outcome


def compare(found: Draft, gold: Mapping[str, Any]) -> Iterator[tuple[str, Score, list[str]]]:
    """One draft against its annotation, field by field."""
    refused = gold.get("not_a_meeting") == "true"
    yield "not_a_meeting", *_one(refused, found.not_a_meeting is not None)
    if refused:
        return
    yield "citations", *_citations(found, gold.get("citations", []))
    yield from _people(found, gold.get("people", []))
    for name in ("date", "period", "kind", "level"):
        if name in gold:
            yield name, *_one(gold[name], found.get(name))
    wanted = set(gold.get("provinces", []))
    got = {p.unit for p in found.provinces}
    yield "provinces", *_sets(wanted, got)
    if "tasks" in gold:
        yield "tasks", *_one(int(gold["tasks"]), len(found.tasks))
    for name in ("author", "published"):
        if name in gold:
            value = found.source.get(name)
            yield "sources", *_one(gold[name], value.value if value else None)


def _one(wanted: Any, got: Any) -> tuple[Score, list[str]]:
    if wanted == got:
        return Score(right=1), []
    return Score(wrong=int(got is not None), missed=1), [f"cần {wanted}, có {got}"]


def _sets(wanted: set[Any], got: set[Any]) -> tuple[Score, list[str]]:
    losses = [f"mất {x}" for x in sorted(map(str, wanted - got))] + [
        f"thừa {x}" for x in sorted(map(str, got - wanted))
    ]
    return Score(len(wanted & got), len(got - wanted), len(wanted - got)), losses


def _people(found: Draft, gold: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Score, list[str]]]:
    def key(name: str, part: str, titles: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
        return name_key(vietnamese.nfc(name)), part, tuple(sorted(map(title_key, titles)))

    wanted = {key(p["name"], p["part"], p.get("as") or []) for p in gold}
    got = {key(p.name, p.part.value, [t.value for t in p.titles]) for p in found.people}
    for label, pick in (
        ("people: name", lambda k: k[0]),
        ("people: name + part", lambda k: (k[0], k[1])),
        ("people: name + titles", lambda k: (k[0], k[2])),
        ("people", lambda k: k),
    ):
        yield label, *_sets({pick(k) for k in wanted}, {pick(k) for k in got})


def _citations(found: Draft, gold: Sequence[Mapping[str, Any]]) -> tuple[Score, list[str]]:
    """Each annotated mention is looked for after the one before it; a find is right when it overlaps and means the same."""
    text = found.text
    low = _loose(text)
    place, rest, result, losses = 0, list(found.citations), Score(), []
    for want in gold:
        words = _loose(want["cited"])
        if words not in low:
            words = unicodedata.normalize("NFD", words)
        at = low.find(words, place)
        if at < 0:
            losses.append(f"không có “{want['cited']}” trong bài")
            result.missed += 1
            continue
        place = at + 1
        match = next((c for c in rest if _overlap(found, c, at, at + len(words)) and _same(c, want)), None)
        if match is None:
            result.missed += 1
            losses.append(f"mất “{want['cited']}”")
        else:
            rest.remove(match)
            result.right += 1
    result.wrong = len(rest)
    losses += [f"thừa “{c.cited}”" for c in rest]
    return result, losses


def _loose(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _overlap(found: Draft, citation: DraftCitation, start: int, end: int) -> bool:
    del found
    return citation.span[0] < end and start < citation.span[1]


def _same(citation: DraftCitation, want: Mapping[str, Any]) -> bool:
    mention = citation.resolved.mention
    pairs = (
        ("symbol", mention.symbol), ("number", mention.number), ("type", mention.type), ("plenum", mention.plenum),
        ("term", mention.term),
        ("resolution", citation.resolved.resolution),
    )  # fmt: skip
    return all(name not in want or str(value) == want[name] for name, value in pairs)
