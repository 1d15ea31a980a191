"""The summary of a meeting, linked and drawn: each name looked up in its prose is a question, those that mean nothing too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import msgpack

from giaoban.archive.reader import Reader
from giaoban.build.products import Summary
from giaoban.citations import Context, annotate
from giaoban.findings import Finding
from giaoban.records.models.briefing import Briefing
from giaoban.render import markdown


def make_summary(reader: Reader, meeting: str) -> bytes:
    """The encoded `Summary` of a meeting. Lines of its findings count from the first of the summary, in no file yet."""
    record = reader.meeting(meeting)
    linked = annotate(record.summary, reader.name, context_of(record))
    try:
        drawn = markdown.render(linked.markdown)
    except markdown.TextError as error:
        problem = Finding("", 1, 1, "error", "summary-nesting", str(error))
        return msgpack.encode(Summary("", (), (*linked.findings, problem)))
    return msgpack.encode(Summary(drawn.html, drawn.blocks, linked.findings))


def context_of(record: Briefing) -> Context:
    """What the record lists is the editor's word for what its prose means."""
    named = record.named_ids()
    province = record.venue.province if record.level != "central" else None
    return Context(record.date, province, named["resolution"], named["plenum"], named["leader"])


def in_file(found: Iterable[Finding], path: str, first_line: int) -> Iterator[Finding]:
    """Findings of a summary at their place in the file, where it begins on ``first_line``."""
    for f in found:
        yield Finding(path, first_line + f.line - 1, f.column, f.severity, f.rule, f.message, f.hint)
