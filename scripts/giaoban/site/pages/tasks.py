"""Tasks and what came of them: every thread that joins a task to what continues or answers it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

import jinja2
from markupsafe import Markup

from giaoban.archive import Archive
from giaoban.site import faces, gathered, pieces, threads, urls, words
from giaoban.site.entries import CLASSES
from giaoban.site.format import counted, first_upper, number
from giaoban.site.page import Page
from giaoban.site.pages.parts import page as draw

TITLE = "Từ nhiệm vụ tới kết quả"
_LOOKS = {"": "set", "continues": "continued", "answers": "answered"}
_SAID = {"": "Giao việc", "continues": "Tiếp nối", "answers": "Kết quả trả lời"}


class Line(NamedTuple):
    """One step of a thread as readers see it. ``joins``: links to what it continues or answers, where that is not clear."""

    look: str
    said: str
    date: str
    kind: str
    kind_look: str
    address: str
    label: str
    text: Markup
    source: Markup
    title: str
    page: str
    joins: Markup


class Group(NamedTuple):
    """The threads that begin in one year."""

    year: str
    threads: list[list[Line]]


def page(archive: Archive, part: gathered.Part, shelved: Iterable[tuple[str, str]], env: jinja2.Environment) -> Page:
    """A page of threads, or of the years they begin in where there are too many for one; ``shelved``: meetings and pieces.

    ``part.around`` holds the counts of tasks by year, and the threads of the page.
    """
    told: dict[str, pieces.Told] = {}
    counts, found = part.around if not part.below else (part.around, [])  # type: ignore[misc]
    for briefing, piece in shelved:
        told |= {f"{briefing}#{item}": text for item, text in pieces.told(piece).items()}
    groups = [
        Group(year, [_lines(archive, thread, told) for thread in of])
        for year, of in groupby(found, key=lambda thread: archive.cards[thread[0].briefing].year)
    ]
    total = len(found) + sum(count for _, count in part.below)
    title = f"{TITLE}, năm {part.id}" if part.id else TITLE
    description = (
        f"{counted(total, 'mạch việc')} nối nhiệm vụ giao ở một cuộc họp với cuộc họp sau tiếp nối hay báo cáo kết quả."
    )
    return draw(
        env, "tasks.html", part.address, "list", title, description, groups=groups, total=total, part=part.id,
        counts=_table(counts), below=[(f"{gathered.TASKS}{year}/", year, number(count)) for year, count in part.below],
    )  # fmt: skip


def _lines(archive: Archive, thread: Sequence[threads.Step], told: dict[str, pieces.Told]) -> list[Line]:
    lines = []
    for place, step in enumerate(thread):
        card = archive.cards[step.briefing]
        verb = step.joins[0][0] if step.joins else ""
        # What goes on from the step just above needs no words for it.
        clear = place and [target for _, target in step.joins] == [thread[place - 1].reference]
        text = told.get(step.reference, pieces.Told("", ""))
        address = urls.of("briefing", step.briefing)
        lines.append(
            Line(
                _LOOKS[verb], _SAID[verb], card.date, faces.KINDS[card.kind], CLASSES[card.kind], f"{address}#{step.item}",
                first_upper(words.item(step.item)), Markup(text.text), Markup(text.source), card.title, address,
                Markup("") if clear else _joins(archive, step),
            )
        )  # fmt: skip
    return lines


def _joins(archive: Archive, step: threads.Step) -> Markup:
    links = []
    for verb, target in step.joins:
        briefing, _, item = target.partition("#")
        face = faces.of(archive, "briefing", briefing)
        detail = f" ({face.detail})" if face else ""
        link = Markup('{} <a href="{}">{}</a>{}')
        links.append(link.format(words.JOINS[verb], urls.ROOT + urls.item(target), words.item(item), detail))
    return Markup("; ").join(links)


def _table(counts: Sequence[threads.Count]) -> list[tuple[str, str, list[str]]]:
    """Rows of the table of tasks: label, address, numbers; the sum of all years last."""
    rows = [(c.year, urls.of("year", c.year), [number(n) for n in c[1:]]) for c in counts]
    if len(rows) > 1:
        sums = [number(sum(numbers)) for numbers in zip(*(c[1:] for c in counts), strict=True)]
        rows.append(("Tất cả", "", sums))
    return rows
