"""Scoring drafts against articles annotated by hand: precision, recall and F1 a field, and what was lost.

An annotation is a YAML file beside its article (``NAME.yml`` and ``NAME.txt`` or ``NAME.html``); the README beside the articles
says what its keys mean. Where the article may not be kept in the project, its text comes from a folder of sources.
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
from giaoban.drafting import Draft, Known, draft
from giaoban.drafting.intake import decode
from giaoban.drafting.items import by_document
from giaoban.drafting.model import DraftCitation
from giaoban.drafting.people import person_key, title_key

FIELDS = (
    "not_a_meeting", "citations", "citations: dated", "relations", "people: name", "people: name + part",
    "people: name + titles", "people", "date", "period", "kind", "level", "host", "venue", "provinces", "tasks", "results",
    "shortcomings", "due", "figures", "title", "publisher", "url", "author", "published", "findings",
)  # fmt: skip
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_ENDINGS = (".txt", ".html")
Comparison = tuple["Score", list[str]]


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
class DraftScores:
    """The scores of all articles and every loss, as one line each."""

    scores: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in FIELDS})
    losses: list[str] = field(default_factory=list)
    articles: int = 0
    left_out: list[str] = field(default_factory=list)


def annotated(folder: Path) -> Iterator[tuple[str, Mapping[str, Any], Path]]:
    """Every annotation in a folder and the folders in it, in order of name: its name, itself and its path."""
    for path in sorted(folder.glob("**/*.yml")):
        with path.open(encoding="utf-8") as stream:
            yield path.stem, yaml.load(stream, _LOADER) or {}, path  # noqa: S506 - the base loaders make nothing but strings


def article_of(path: Path, sources: Path | None) -> Path | None:
    """The article of an annotation: beside it, or in the folder of sources."""
    folders = [path.parent] if sources is None else [path.parent, sources]
    files = (folder / f"{path.stem}{ending}" for folder in folders for ending in _ENDINGS)
    return next((file for file in files if file.is_file()), None)


def score(folder: Path, known: Known, sources: Path | None = None) -> DraftScores:
    """Draft every article of a folder and compare."""
    outcome = DraftScores()
    for name, gold, path in annotated(folder):
        article = article_of(path, sources)
        if article is None:
            outcome.left_out.append(name)
            continue
        outcome.articles += 1
        text, findings = decode(article.name, article.read_bytes())
        found = draft(text or "", known, path=article.name)
        rules = {finding.rule for finding in (*findings, *found.findings)}
        for what, counted, losses in compare(found, gold, known, rules):
            outcome.scores[what].add(counted)
            outcome.losses += [f"{name}: {what}: {loss}" for loss in losses]
    return outcome


def compare(
    found: Draft, gold: Mapping[str, Any], known: Known, rules: set[str]
) -> Iterator[tuple[str, Score, list[str]]]:
    """One draft against its annotation, field by field; ``rules`` are those of all findings that came."""
    refused = gold.get("not_a_meeting") == "true"
    yield "not_a_meeting", *_one(refused, found.not_a_meeting is not None)
    if refused:
        return
    yield "citations", *_citations(found, gold.get("citations", []))
    if "title" in gold:  # annotations without it are older, and say nothing of days either
        yield "citations: dated", *_dated(found, gold.get("citations", []))
    yield from _people(found, gold.get("people", []))
    for name in ("date", "period", "kind", "level"):
        if name in gold:
            yield name, *_one(gold[name], found.get(name))
    yield "provinces", *_sets(set(gold.get("provinces", [])), {p.unit for p in found.provinces})
    yield from _frame(found, gold, known)
    yield from _items(found, gold)
    yield from _source(found, gold)
    if "findings" in gold:
        yield "findings", *_sets(set(gold["findings"]), set(gold["findings"]) & rules)


def _one(wanted: Any, got: Any) -> Comparison:
    if wanted == got:
        return Score(right=1), []
    return Score(wrong=int(got is not None), missed=1), [f"cần {wanted}, có {got}"]


def _none_or(wanted: Any, got: Any) -> Comparison:
    """As `_one`, where nothing may be the right answer."""
    if wanted in (None, "", "null"):
        return (Score(wrong=1), [f"không có, mà ghi {got}"]) if got else (Score(right=1), [])
    return _one(wanted, got)


def _sets(wanted: set[Any], got: set[Any]) -> Comparison:
    losses = [f"mất {x}" for x in sorted(map(str, wanted - got))] + [
        f"thừa {x}" for x in sorted(map(str, got - wanted))
    ]
    return Score(len(wanted & got), len(got - wanted), len(wanted - got)), losses


def _people(found: Draft, gold: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Score, list[str]]]:
    def key(name: str, part: str, titles: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
        return person_key(vietnamese.nfc(name)), part, tuple(sorted(map(title_key, titles)))

    wanted = {key(p["name"], p["part"], p.get("as") or []) for p in gold}
    got = {key(p.name, p.part.value, [t.value for t in p.titles]) for p in found.people}
    for label, pick in (
        ("people: name", lambda k: k[0]),
        ("people: name + part", lambda k: (k[0], k[1])),
        ("people: name + titles", lambda k: (k[0], k[2])),
        ("people", lambda k: k),
    ):
        yield label, *_sets({pick(k) for k in wanted}, {pick(k) for k in got})


def _citations(found: Draft, gold: Sequence[Mapping[str, Any]]) -> Comparison:
    """Each annotated mention is looked for after the one before it; a find is right when it overlaps and means the same."""
    rest, result, losses = list(found.citations), Score(), []
    for want, at, until in _places(found, gold):
        match = next((c for c in rest if c.span[0] < until and at < c.span[1] and _same(c, want)), None)
        if match is None:
            result.missed += 1
            losses.append(f"mất “{want['cited']}”" + ("" if until else " (không có trong bài)"))
        else:
            rest.remove(match)
            result.right += 1
    result.wrong = len(rest)
    losses += [f"thừa “{c.cited}”" for c in rest]
    return result, losses


def _dated(found: Draft, gold: Sequence[Mapping[str, Any]]) -> Comparison:
    """The days that the text gives to its documents."""
    wanted, got = set(), set()
    for want, at, until in _places(found, gold):
        match = next((c for c in found.citations if c.span[0] < until and at < c.span[1] and _same(c, want)), None)
        if "dated" in want:
            wanted.add((want["cited"], want["dated"]))
        if match and match.resolved.mention.date:
            got.add((want["cited"], str(match.resolved.mention.date)))
    return _sets(wanted, got)


def _places(found: Draft, gold: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], int, int]]:
    """Each annotated mention with its place in the text; (-1, 0) where it is not in it."""
    low, place = re.sub(r"\s", " ", found.text), 0
    for want in gold:
        words = re.sub(r"\s", " ", want["cited"])
        if words not in low:
            words = unicodedata.normalize("NFD", words)
        at = low.find(words, place)
        if at < 0:
            yield want, -1, 0
        else:
            place = at + 1
            yield want, at, at + len(words)


def _same(citation: DraftCitation, want: Mapping[str, Any]) -> bool:
    mention = citation.resolved.mention
    pairs = (
        ("symbol", mention.symbol), ("number", mention.number), ("type", mention.type), ("plenum", mention.plenum),
        ("term", mention.term),
        ("resolution", citation.resolved.resolution),
    )  # fmt: skip
    return all(name not in want or str(value) == want[name] for name, value in pairs)


def _frame(found: Draft, gold: Mapping[str, Any], known: Known) -> Iterator[tuple[str, Score, list[str]]]:
    if "host" in gold:
        right = {vietnamese.slug(name) for name in gold["host"]}
        right |= {body.id for name in gold["host"] if (body := known.organization(name))}
        got = found.get("host")
        yield "host", *_one(got if got in right else min(right), got)
    for name, value in (gold.get("venue") or {}).items():
        yield "venue", *_one(value, found.get(f"venue.{name}"))
    if "relations" in gold:
        drafted = {
            (c.resolved.mention.symbol, relation)
            for group in by_document(found.citations)
            for c in group
            for relation in {one.relation for one in group}
        }
        symbols = {r["symbol"] for r in gold["relations"]}
        wanted = {(r["symbol"], one) for r in gold["relations"] for one in _listed(r["relation"])}
        yield "relations", *_sets(wanted, {pair for pair in drafted if pair[0] in symbols})


def _items(found: Draft, gold: Mapping[str, Any]) -> Iterator[tuple[str, Score, list[str]]]:
    for name, items in (("tasks", found.tasks), ("results", found.results), ("shortcomings", found.shortcomings)):
        if name in gold:
            yield name, *_one(int(gold[name]), len(items))
    if "due" in gold:
        yield "due", *_dues(found, gold["due"] or [])
    if "figures" in gold:
        yield "figures", *_figures(found, gold["figures"])


def _dues(found: Draft, gold: Sequence[Mapping[str, Any]]) -> Comparison:
    drafted = [(i, item.due) for i, item in enumerate(found.tasks, 1) if item.due]
    result, losses = Score(), []
    for want in gold:
        spelled = {want["due"], *_listed(want.get("or", []))}
        match = next((d for d in drafted if d[1] in spelled and str(d[0]) == want.get("task", str(d[0]))), None)
        if match:
            drafted.remove(match)
            result.right += 1
        else:
            result.missed += 1
            losses.append(f"mất {want['due']}")
    result.wrong = len(drafted)
    return result, losses + [f"thừa {due} ở nhiệm vụ {i}" for i, due in drafted]


def _figures(found: Draft, gold: Sequence[Mapping[str, Any]]) -> Comparison:
    """Those that must be found; others may stand in the text."""
    got = {(f.value, f.of or "", f.bound or "") for f in found.figures}
    wanted = {(f["value"], f.get("of", ""), f.get("bound", "")): f["text"] for f in gold}
    losses = [f"mất “{text}”" for key, text in wanted.items() if key not in got]
    return Score(right=len(wanted) - len(losses), missed=len(losses)), losses


def _source(found: Draft, gold: Mapping[str, Any]) -> Iterator[tuple[str, Score, list[str]]]:
    for name in ("title", "publisher"):
        if name in gold:
            value = found.source.get(name)
            yield name, *_none_or(_loose(gold[name]), _loose(value.value) if value else None)
    for name in ("url", "author", "published"):
        if name in gold:
            value = found.source.get(name)
            yield name, *_none_or(gold[name], value.value if value else None)


def _loose(text: str) -> str:
    return " ".join(vietnamese.nfc(text).lower().split())


def _listed(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
