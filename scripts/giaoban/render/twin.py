"""The JSON twin of a page: its view in an envelope that all twins share, and the JSON Schemas (2020-12) of both.

It leaves out what is drawn or worded for the page alone, and the words that other twins have (`by_number`).

Within one `VERSION` fields are only added: none is dropped and none changes what it means, which a test holds to the schemas that
were published last.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from giaoban import addresses, headers
from giaoban.render import by_number
from giaoban.render.by_number import ThreadsTwin, TimelineTwin
from giaoban.render.escape import ROOT
from giaoban.views import listings, pages
from giaoban.views.pages import figures, tasks
from giaoban.views.pages.embed import EmbedView
from giaoban.views.pages.figures import FiguresView
from giaoban.views.pages.tasks import TasksView
from giaoban.views.subject import PartView, SubjectView
from giaoban.views.timeline import Timeline
from giaoban.views.values import View

VERSION = 1
FILE = "index.json"
_PAGE = ("head", "template", "drawing", "cite", "example", "issue", "up", "before", "after")
"""What of a view is for its page alone: ways to pages around it; drawings and citations are made from what the twin holds."""
_WITHOUT = (figures.TOP, headers.FRAMED)
"""Pages without a twin: figures by unit stand in the twins of meetings and indicators, and in the CSV file beside each page; the
page for frames shows what other twins hold."""
_FIGURES = addresses.section("indicator")
_BY_NUMBER = {Timeline: TimelineTwin, tuple[tasks.Group, ...]: tuple[ThreadsTwin, ...]}
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
        record["timeline"] = by_number.timeline(view.timeline)
    elif isinstance(view, TasksView):
        record["groups"] = by_number.threads(view.groups)
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
    for module in pkgutil.iter_modules(listings.__path__):
        importlib.import_module(f"{listings.__name__}.{module.name}")
    without = (FiguresView, EmbedView)
    own = [view for view in _below(View) if view.__module__.startswith("giaoban.") and view not in without]
    return {name_of(view): view for view in sorted(own, key=name_of)}


def _below(view: type[View]) -> Iterator[type[View]]:
    for one in view.__subclasses__():
        yield one
        yield from _below(one)


def schema(name: str, root: str) -> bytes:
    """The schema of the twins of one kind of view."""
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
