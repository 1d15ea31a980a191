"""What is asked for: phrases that stand in the records, as readers would type them, a third of them without marks."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.synthetic.chain import one
from giaoban import vietnamese
from giaoban.records.files import discover
from giaoban.records.load import load
from giaoban.records.models.briefing import Briefing

FILE = Path("tests/gold/bench-queries.txt")
_PLAIN = re.compile(r"[^\W\d_]+|\d+(?:[-/]\w+)+|\d+")
_ENDS = ",.;:"
# Of eleven phrases so many are taken from items, from summaries, and from names of people, places and documents.
_SOURCES = ("item", "summary", "item", "document", "summary", "item", "person", "summary", "item", "place", "document")


def read(root: Path) -> list[str]:
    """The project's own list, in which a line that begins with # is a comment."""
    lines = (root / FILE).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def for_archive(root: Path, content: Path, seed: int) -> tuple[list[str], int]:
    """As many queries as the project's list has, each of which occurs; and how many of them are from the list.

    Where a phrase of the list does not occur, as in an archive of another seed, one drawn from its records takes its place.
    """
    listed = read(root)
    found = occurring(content, listed)
    drawn = draw(content, seed)
    kept = [query for query in listed if query in found]
    more = dict.fromkeys(kept)
    while len(more) < len(listed):
        more[next(drawn)] = None
    return list(more), len(kept)


def occurring(content: Path, queries: Sequence[str]) -> set[str]:
    """Those of some phrases that stand word for word in the record of a meeting or a leader; no marks stand for any marks."""
    missing = set(queries)
    for path in sorted([*(content / "briefings").glob("*/*.md"), *(content / "leaders").glob("*.yml")]):
        text = path.read_text(encoding="utf-8").lower()
        bare = vietnamese.fold(text)
        missing = {q for q in missing if q.lower() not in text and (q != vietnamese.fold(q) or q not in bare)}
        if not missing:
            break
    return set(queries) - missing


def draw(content: Path, seed: int) -> Iterator[str]:
    """Phrases of meetings, the same for the same records and seed; every third without marks."""
    rng = random.Random(seed)  # noqa: S311 -- nothing here is secret
    sources = [source for source in discover(content)[0] if source.kind == "briefing"]
    at = 0
    while True:
        for _, record in load(one(rng, sources)).records:
            assert isinstance(record, Briefing)
            if phrase := _phrase(content, record, _SOURCES[at % len(_SOURCES)], rng):
                yield vietnamese.fold(phrase) if at % 3 == 2 else phrase
                at += 1


def _phrase(content: Path, record: Briefing, source: str, rng: random.Random) -> str | None:
    """A phrase of one record from one source; None where there is none."""
    if source == "document":
        cited = [said for c in record.resolutions for said in c.cited if re.search(r"\d", said)]
        return " ".join(one(rng, cited).split()[:4]) if cited else None
    if source == "person":
        if not record.people:
            return None
        leader = (content / "leaders" / f"{one(rng, record.people).leader}.yml").read_text(encoding="utf-8")
        said = re.findall(r'^name: "(.*)"', leader, re.MULTILINE)
        return one(rng, said) if said else None
    if source == "place":
        said = re.findall(r"Tại (?:xã|phường|thị trấn|ấp|khu phố) ([\w ]+),", record.summary)
        return one(rng, said) if said else None
    text = one(rng, record.items).text if source == "item" else one(rng, record.summary.split("\n\n"))
    words = text.split()
    length = 2 + int(rng.random() * 5)
    start = int(rng.random() * (len(words) - length + 1))
    phrase = words[start : start + length]
    if start < 0 or len(phrase) < 2:
        return None
    phrase[-1] = phrase[-1].rstrip(_ENDS)
    return " ".join(phrase) if all(_PLAIN.fullmatch(word) for word in phrase) else None
