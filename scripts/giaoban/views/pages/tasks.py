"""Tasks and what came of them: every thread that joins a task to what continues or answers it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from giaoban import addresses
from giaoban.archive.gathered import Slice
from giaoban.archive.reader import Reader
from giaoban.archive.threads import TaskCount
from giaoban.archive.values import Heading, ItemEntry, SourceLink, Step
from giaoban.views import lists, words
from giaoban.views.lists import CsvTable, SubpageLink, period_of_slice
from giaoban.views.values import Rich, Span, View, date_in_text, head
from giaoban.views.words import counted, first_upper, number

TOP = "nhiem-vu/"
_TITLE = "Từ nhiệm vụ tới kết quả"
_LOOKS = {"": "set", "continues": "continued", "answers": "answered"}
_SAID = {"": "Giao việc", "continues": "Tiếp nối", "answers": "Kết quả trả lời"}


class ThreadStep(Struct, frozen=True):
    """One step of a thread. ``joins``: links to what it continues or answers, where that is not clear."""

    look: str
    said: str
    meeting: Heading
    item: str
    text: str
    sources: tuple[SourceLink, ...]
    joins: Rich


class ThreadGroup(Struct, frozen=True):
    """The threads that begin in one year."""

    year: str
    threads: tuple[tuple[ThreadStep, ...], ...]


class CountRow(Struct, frozen=True):
    """A row of the table of tasks; the address is empty for the sum of all years."""

    label: str
    address: str
    numbers: tuple[str, ...]


class TasksView(View, frozen=True, kw_only=True):
    """The threads of one page, or the ``ways`` to pages below; ``up``: to the pages above. ``total``: threads in all."""

    up: tuple[Span, ...]
    total: int
    ways: tuple[SubpageLink, ...]
    groups: tuple[ThreadGroup, ...]
    counts: tuple[CountRow, ...]


def keys(reader: Reader) -> tuple[str, ...]:
    """The first page; ``2018``, ``2018/03``, ``2018/03/05`` below it."""
    return reader.slices("threads")


def address(key: str) -> str:
    """``nhiem-vu/2018/``."""
    return f"{TOP}{key}/" if key else TOP


def total(reader: Reader) -> int:
    """How many threads all pages show together."""
    here = reader.slice("threads", "")
    return here.count if here else 0


def view(reader: Reader, key: str) -> TasksView:
    """The threads that began in the slice ``key`` (year, month, day), or the ways to smaller slices."""
    here = reader.slice("threads", key) or Slice(0)
    title = f"{_TITLE}, {period_of_slice(key)}" if key else _TITLE
    what = "nối nhiệm vụ giao ở một cuộc họp với cuộc họp sau tiếp nối hay báo cáo kết quả"
    description = f"{counted(here.count, 'mạch việc')} {what}."
    threads = () if here.below else reader.threads(key)
    groups = groupby(threads, key=lambda thread: _meeting(reader, thread[0]).year)
    return TasksView(
        head=head(address(key), "list", title, description),
        up=_up(key),
        total=here.count,
        ways=tuple(
            SubpageLink(address(path), f"Bắt đầu {period_of_slice(path)}", counted(count, "mạch việc"), _anchors(path))
            for path, count in here.below
        ),
        groups=tuple(ThreadGroup(year, tuple(_lines(reader, thread) for thread in of)) for year, of in groups),
        counts=() if key else _table(reader.task_counts()),
    )


def rows(shown: TasksView, root: str) -> CsvTable:
    """The steps of the threads of one page, or the pages below it. ``root``: the site's address."""
    if shown.ways:
        return lists.table_of_ways((("", way) for way in shown.ways), root)
    threads = [thread for group in shown.groups for thread in group.threads]
    steps = [
        (
            number, line.said, line.meeting.date, line.meeting.title, line.item,
            root + addresses.item(f"{line.meeting.id}#{line.item}"), line.text,
            " ".join(source.url or root + addresses.item(f"{line.meeting.id}#{source.id}") for source in line.sources),
        )
        for number, thread in enumerate(threads, 1)
        for line in thread
    ]  # fmt: skip
    return CsvTable(("thread", "step", "date", "title", "item", "url", "text", "sources"), tuple(steps))


def _up(key: str) -> tuple[Span, ...]:
    steps = key.split("/")[:-1]
    above = ["/".join(steps[:length]) for length in range(1, len(steps) + 1)]
    return (
        (Span(_TITLE, TOP), *(Span(first_upper(period_of_slice(path)), address(path)) for path in above)) if key else ()
    )


def _anchors(path: str) -> tuple[str, ...]:
    """The id of a year's heading where all years stand on one page."""
    return () if "/" in path else (f"n{path}",)


def _meeting(reader: Reader, step: Step) -> Heading:
    heading = reader.heading(step.meeting)
    assert heading is not None
    return heading


def _lines(reader: Reader, thread: Sequence[Step]) -> tuple[ThreadStep, ...]:
    lines = []
    for place, step in enumerate(thread):
        verb = step.joins[0][0] if step.joins else ""
        # What goes on from the step just above needs no words for it.
        clear = place and [target for _, target in step.joins] == [thread[place - 1].reference]
        item = reader.items(step.meeting).get(step.item) or ItemEntry(step.item, "")
        lines.append(
            ThreadStep(
                _LOOKS[verb], _SAID[verb], _meeting(reader, step), step.item, item.text, item.sources,
                () if clear else _joins(reader, step),
            )
        )  # fmt: skip
    return tuple(lines)


def _joins(reader: Reader, step: Step) -> Rich:
    runs: list[Span] = []
    for verb, target in step.joins:
        meeting, _, item = target.partition("#")
        runs += [Span(f"{'; ' if runs else ''}{words.JOINS[verb]} "), Span(words.item(item), addresses.item(target))]
        if heading := reader.heading(meeting):
            runs += [Span(f" ({words.KINDS[heading.kind]}, "), *date_in_text(heading.date), Span(")")]
    return tuple(runs)


def _table(counts: Sequence[TaskCount]) -> tuple[CountRow, ...]:
    numbers = [(count.tasks, count.continued, count.answered, count.open) for count in counts]
    rows = [
        CountRow(count.year, addresses.of("year", count.year), tuple(number(n) for n in row))
        for count, row in zip(counts, numbers, strict=True)
    ]
    if len(rows) > 1:
        rows.append(CountRow("Tất cả", "", tuple(number(sum(column)) for column in zip(*numbers, strict=True))))
    return tuple(rows)
