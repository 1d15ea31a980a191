"""The archive's own records: every form in which a document was cited leads back to what the editor says it means."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from giaoban.citations import Context, Index, annotate, find, resolve
from giaoban.records.files import discover
from giaoban.records.load import load
from giaoban.records.model import Briefing, Leader, Organization, Plenum, Resolution, Unit

CONTENT = Path(__file__).resolve().parents[2] / "content"


@cache
def records() -> list[object]:
    return [record for source in discover(CONTENT)[0] for _, record in load(source).records]


def by_id(kind: type) -> dict[str, object]:
    return {record.id: record for record in records() if isinstance(record, kind)}


@cache
def index() -> Index:
    return Index.build(*(by_id(kind) for kind in (Resolution, Plenum, Organization, Unit, Leader)))


def context(briefing: Briefing) -> Context:
    host = by_id(Organization).get(briefing.host)
    return Context(briefing.date, host.province if host and briefing.level != "central" else None)


BRIEFINGS = sorted(by_id(Briefing))


@pytest.mark.parametrize("name", BRIEFINGS)
def test_cited_forms(name: str) -> None:
    briefing = by_id(Briefing)[name]
    for citation in briefing.resolutions:
        if not (citation.resolution or citation.plenum):
            continue
        for words in citation.cited:
            # What is named by its session and nothing more leads to the session's page.
            plenum = citation.plenum or by_id(Resolution)[citation.resolution].plenum
            found = resolve(find(words, index()), index(), context(briefing))
            assert any(r.resolution == citation.resolution or r.plenum == (plenum or "") for r in found), (words, found)


@pytest.mark.parametrize("name", BRIEFINGS)
def test_summaries_leave_nothing_open(name: str) -> None:
    briefing = by_id(Briefing)[name]
    assert annotate(briefing.summary, index(), context(briefing)).findings == ()
