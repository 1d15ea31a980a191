"""The JSON twin of a page, its view in an envelope that all twins share; and the JSON Schemas (2020-12) of both.

A twin leaves out what is drawn or worded for the page alone, and the words that other twins have: timelines and threads of tasks
name meetings by id, items and sources by number. Their words and addresses stand in the twin of the meeting. Repeated on each of
some twenty timelines that a meeting is on, they would be half of all that twins weigh.

Within one `VERSION` fields are only added, and such that may be absent (in a view: with a default), so that what was published
before stays valid: none is dropped and none changes what it means, which a test holds to the schemas that were published last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from giaoban import addresses, headers
from giaoban.archive.values import Entry
from giaoban.render.text import ROOT
from giaoban.views import pages
from giaoban.views.pages import figures, tasks
from giaoban.views.pages.embed import EmbedView
from giaoban.views.pages.figures import FiguresView
from giaoban.views.pages.tasks import TasksView
from giaoban.views.subject import PartView, SubjectView
from giaoban.views.timeline import Event, Granularity, Moved, Timeline, TimelineGroup
from giaoban.views.values import Rich, View


class MeetingTwin(Struct, frozen=True, omit_defaults=True):
    """What one meeting (its id and EDTF date) has to do with the entity, as `Entry` says.

    ``items``: the first of ``items_in_all``; they and ``sources`` are numbers in the meeting's own twin.
    """

    id: str
    date: str
    parts: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    items_in_all: int = 0
    sources: tuple[str, ...] = ()


class LineTwin(Struct, frozen=True, omit_defaults=True):
    """A line of a timeline: one of these."""

    meeting: MeetingTwin | None = None
    event: Event | None = None
    moved: Moved | None = None


class GroupTwin(Struct, frozen=True, omit_defaults=True):
    """A year or month, by its anchor on the page; up to ``until`` nothing is recorded. ``meetings``: on other pages too."""

    id: str
    year: int | None = None
    month: int | None = None
    until: int | None = None
    meetings: int = 0
    lines: tuple[LineTwin, ...] = ()


class StepTwin(Struct, frozen=True, omit_defaults=True):
    """One step of a thread: the item of a meeting (its id and EDTF date). ``look`` and ``joins``: as on the page."""

    meeting: str
    date: str
    item: str
    look: str
    joins: Rich = ()
    sources: tuple[str, ...] = ()


class ThreadsTwin(Struct, frozen=True):
    """The threads that begin in one year."""

    year: str
    threads: tuple[tuple[StepTwin, ...], ...]


class TimelineTwin(Struct, frozen=True):
    """A timeline. ``kind``: of the entity from which its meetings are seen; ``unit``: what its groups are."""

    kind: str
    unit: Granularity
    meetings: int
    groups: tuple[GroupTwin, ...]


def _timeline_by_number(shown: Timeline) -> TimelineTwin:
    """A timeline in the order of its page."""
    return TimelineTwin(shown.kind, shown.unit, shown.meetings, tuple(map(_group, shown.groups)))


def _group(group: TimelineGroup) -> GroupTwin:
    lines = [
        LineTwin(_meeting(line.entry)) if line.entry else LineTwin(event=line.event, moved=line.moved)
        for line in group.lines
    ]
    return GroupTwin(group.id, group.year, group.month, group.until, group.meetings, tuple(lines))


def _meeting(entry: Entry) -> MeetingTwin:
    return MeetingTwin(
        entry.meeting.id, entry.meeting.date, entry.parts, entry.titles, entry.under, entry.notes, entry.forms,
        tuple([item.id for item in entry.item_texts]), entry.items_in_all, tuple([source.id for source in entry.sources]),
    )  # fmt: skip


def _threads_by_number(groups: Sequence[tasks.ThreadGroup]) -> tuple[ThreadsTwin, ...]:
    """Threads in the order of their page."""
    return tuple(ThreadsTwin(group.year, tuple(map(_steps, group.threads))) for group in groups)


def _steps(thread: Sequence[tasks.ThreadStep]) -> tuple[StepTwin, ...]:
    return tuple(
        StepTwin(
            line.meeting.id, line.meeting.date, line.item, line.look, line.joins,
            tuple([source.id for source in line.sources]),
        )
        for line in thread
    )  # fmt: skip


VERSION = 1
FILE = "index.json"
_PAGE = ("head", "template", "drawing", "cite", "example", "issue", "up", "before", "after")
"""What of a view is for its page alone: ways to pages around it; drawings and citations are made from what the twin holds."""
_WITHOUT = (figures.TOP, headers.FRAMED)
"""Pages without a twin: figures by unit stand in the twins of meetings and indicators, and in the CSV file beside each page; the
page for frames shows what other twins hold."""
_FIGURES = addresses.section("indicator")
_BY_NUMBER = {Timeline: TimelineTwin, tuple[tasks.ThreadGroup, ...]: tuple[ThreadsTwin, ...]}
"""Types of fields, and what stands for them."""
_TIMED = (SubjectView, PartView)
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ROOT = ROOT.encode()
_encode = msgspec.json.Encoder().encode


def file(address: str) -> str:
    """The twin's file; empty for a page that has none, such as one that is served in place of others."""
    # Parts of an indicator that has too many figures for one page have their CSV files alone.
    is_part = address.startswith(_FIGURES) and address.count("/") > _FIGURES.count("/") + 1
    return "" if is_part or address.endswith(".html") or address.startswith(_WITHOUT) else address + FILE


def content(view: View, root: str, updated: str) -> bytes:
    """The twin of a page. ``root``: the site's address; ``updated``: when what it shows last changed (ISO date, or empty)."""
    head = view.head
    record = {name: getattr(view, name) for name in _fields(type(view))}
    if isinstance(view, _TIMED):
        record["timeline"] = _timeline_by_number(view.timeline)
    elif isinstance(view, TasksView):
        record["groups"] = _threads_by_number(view.groups)
    return _encode(
        {
            "schema": root + schema_file(name_of(type(view))),
            "version": VERSION,
            "url": root + head.address,
            "licence": addresses.LICENCE,
            **({"updated": updated} if updated else {}),
            "title": head.title,
            "record": record,
        }
    ).replace(_ROOT, root.encode())


@cache
def _fields(view: type[View]) -> tuple[str, ...]:
    return tuple(name for name in view.__struct_fields__ if name not in _PAGE)


def _record(view: type[View]) -> type[Struct]:
    """The type of what a twin holds of a view."""
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = []
    for field in msgspec.structs.fields(view):
        if field.name in _fields(view):
            kind = _BY_NUMBER.get(field.type, field.type)
            fields.append((field.name, kind) if field.required else (field.name, kind, field.default))
    return msgspec.defstruct(view.__name__, fields, kw_only=True, namespace={"__doc__": view.__doc__})


def name_of(view: type[View]) -> str:
    """``BriefingView`` is ``briefing``, ``KindListView`` is ``kind-list``."""
    return _WORD.sub("-", view.__name__.removesuffix("View")).lower()


def schema_file(name: str) -> str:
    """Where the schema of a kind of view is published."""
    return f"{addresses.DATA}luoc-do/{VERSION}/{name}.json"


@cache
def kinds_of_views() -> Mapping[str, type[View]]:
    """Every class of views whose pages have twins, by its name."""
    pages.every()
    without = (FiguresView, EmbedView)
    own = [view for view in _subclasses(View) if view.__module__.startswith("giaoban.") and view not in without]
    return {name_of(view): view for view in sorted(own, key=name_of)}


def _subclasses(view: type[View]) -> Iterator[type[View]]:
    for one in view.__subclasses__():
        yield one
        yield from _subclasses(one)


def schema(name: str, root: str) -> bytes:
    """The JSON Schema of the twins of one kind of view. ``name``: as `name_of` gives it; ``root``: the site's address."""
    whole = msgspec.json.schema(_record(kinds_of_views()[name]))
    parts: dict[str, Any] = whole["$defs"]
    record = parts.pop(whole["$ref"].rpartition("/")[2])
    text = {"type": "string"}
    fields = {
        "schema": {"const": root + schema_file(name)},
        "version": {"const": VERSION},
        "url": {**text, "format": "uri"},
        "licence": {"const": addresses.LICENCE},
        "updated": {
            **text,
            "format": "date",
            "description": "When what the page shows last changed; absent where not known.",
        },
        "title": text,
        "record": record,
    }
    return _encode(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": root + schema_file(name),
            "title": name,
            "type": "object",
            "properties": fields,
            "required": [field for field in fields if field != "updated"],
            "$defs": dict(sorted(parts.items())),
        }
    )
