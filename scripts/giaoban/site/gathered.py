"""Pages gathered from pieces of many meetings: figures and task threads. One page while they are few, several when not.

Which pages there are follows from the cards alone, so that the plan knows it before anything is drawn. Addresses once
given stay as an archive grows: the first page keeps its own, and pages are only ever added below it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from giaoban.archive import Archive
from giaoban.site import threads

# One page holds this many figures or threads; of more, there is a page for each letter or year.
MOST = 500
FIGURES, TASKS = "so-lieu/", "nhiem-vu/"


class Part(NamedTuple):
    """One page.

    ``kind``: figure or task. ``id``: "" for the first page, else the letter, letter and year, or year. ``shelves``:
    where its pieces lie, and ``briefings`` whose pieces they are. ``below``: id and number of entries of each page under it;
    ``around``: plain values that it shows besides.
    """

    kind: str
    id: str
    shelves: tuple[str, ...]
    briefings: tuple[str, ...]
    below: tuple[tuple[str, int], ...]
    around: object = ()

    @property
    def address(self) -> str:
        """``so-lieu/d/2018/``."""
        return (FIGURES if self.kind == "figure" else TASKS) + (f"{self.id}/" if self.id else "")


def parts(archive: Archive) -> list[Part]:
    """All pages of figures and threads."""
    return [*_figures(archive), *_tasks(archive)]


def _figures(archive: Archive) -> Iterator[Part]:
    found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for card in archive.cards.values():
        if not card.withdrawn:
            for letter in card.figures:
                found[letter][card.year][card.id] += 1
    sizes = {letter: sum(_size(year) for year in found[letter].values()) for letter in sorted(found)}
    if sum(sizes.values()) <= MOST:
        shelves = [letter + year for letter in sizes for year in found[letter]]
        yield Part("figure", "", tuple(shelves), _in_order(archive, *_leaves(found)), ())
        return
    yield Part("figure", "", (), (), tuple(sizes.items()))
    for letter, size in sizes.items():
        years = {year: found[letter][year] for year in sorted(found[letter])}
        if size <= MOST:
            shelves = [letter + year for year in years]
            yield Part("figure", letter, tuple(shelves), _in_order(archive, *years.values()), ())
            continue
        yield Part("figure", letter, (), (), tuple((f"{letter}/{year}", _size(of)) for year, of in years.items()))
        for year, of in years.items():
            yield Part("figure", f"{letter}/{year}", (letter + year,), tuple(of), ())


def _leaves(found: dict[str, dict[str, Counter[str]]]) -> Iterator[Counter[str]]:
    for years in found.values():
        yield from years.values()


def _size(meetings: Counter[str]) -> int:
    return sum(meetings.values())


def _in_order(archive: Archive, *groups: Iterable[str]) -> tuple[str, ...]:
    wanted = {briefing for group in groups for briefing in group}
    return tuple(briefing for briefing in archive.cards if briefing in wanted)


def _tasks(archive: Archive) -> Iterator[Part]:
    counts = tuple(threads.counts(archive))
    found = threads.threads(archive)
    by_year: dict[str, list[tuple[threads.Step, ...]]] = defaultdict(list)
    for thread in found:
        by_year[archive.cards[thread[0].briefing].year].append(thread)
    if len(found) <= MOST:
        yield _thread_page(archive, "", found, counts)
        return
    yield Part("task", "", (), (), tuple((year, len(of)) for year, of in by_year.items()), counts)
    for year, of in by_year.items():
        yield _thread_page(archive, year, of, ())


def _thread_page(archive: Archive, name: str, found: list[tuple[threads.Step, ...]], counts: object) -> Part:
    # The steps are values of the page too: a join that comes or goes changes the record of its later end only.
    briefings = _in_order(archive, *((step.briefing for step in thread) for thread in found))
    shelves = sorted({archive.cards[briefing].year for briefing in briefings})
    return Part("task", name, tuple(shelves), briefings, (), (counts, found))
