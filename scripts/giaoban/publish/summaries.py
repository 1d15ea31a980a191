"""Summaries: every meeting's prose with its mentions linked, drawn as HTML.

What a mention means depends on all that the archive knows, so a summary is drawn anew when its record changes or when a
leader, document, session, province or organization does. Its page is drawn anew only if the HTML came out different.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from giaoban import vietnamese
from giaoban.archive import Archive, Card
from giaoban.findings import Finding
from giaoban.publish import digest
from giaoban.publish.cache import Cache, SummaryRow
from giaoban.publish.parallel import spread
from giaoban.records.model import Briefing
from giaoban.site import text

if TYPE_CHECKING:
    from giaoban.citations import Index

# Files that may change what any mention means. Leaders may too, but only where their names stand.
_NAMED = ("resolutions/", "plenums.yml", "provinces.yml", "organizations.yml")
_NOTHING = pickle.dumps((), protocol=5)


class Drawn(NamedTuple):
    """Meeting to the digest of its summary's HTML, and what linking found open."""

    digests: Mapping[str, bytes]
    findings: Sequence[Finding]


def draw(
    archive: Archive,
    keys: Mapping[str, bytes],
    cache: Cache | None,
    fetch: Callable[[str], Briefing],
    processes: int,
) -> Drawn:
    """Every summary of the archive; those in the cache that nothing has changed for are not drawn again."""
    known = digest.of(sorted(item for item in keys.items() if item[0].startswith(_NAMED)))
    wanted = {card.path: digest.of_bytes(known, keys[card.path]) for card in archive.cards.values()}
    people = {(n.id, _plain(name)) for n in archive.entities.leaders.values() for name in (n.name, *n.other_names)}
    kept = _kept(cache, people) if cache else {}
    stale = [c for c in archive.cards.values() if c.path not in kept or kept[c.path][0] != wanted[c.path]]
    made: dict[str, tuple[bytes, bytes, bytes]] = {}
    if stale:
        # Its tables take a moment to read; a build in which no summary changes needs none of them.
        from giaoban.citations import Index

        entities = archive.entities
        index = Index.build(
            entities.resolutions, entities.plenums, entities.organizations, entities.units, entities.leaders
        )

        def work(cards: Sequence[Card]) -> list[SummaryRow]:
            return [_row(card, fetch(card.id), index, wanted[card.path]) for card in cards]

        for rows in spread(work, stale, processes):
            made |= {row.path: (row.key, row.digest, row.findings) for row in rows}
            if cache:
                cache.put_summaries(rows)
    if cache:
        # With the summaries in one step: a build that is killed between them would take old links for new ones.
        cache.put_people(people)
        cache.commit()
    found = {card.id: made.get(card.path) or kept[card.path] for card in archive.cards.values()}
    findings = [f for _, _, pickled in found.values() if pickled != _NOTHING for f in pickle.loads(pickled)]
    return Drawn({briefing: shown for briefing, (_, shown, _) in found.items()}, findings)


def _row(card: Card, briefing: Briefing, index: Index, key: bytes) -> SummaryRow:
    from giaoban.citations import Context, annotate

    # What the record lists is the editor's word for what its prose means.
    context = Context(
        briefing.date,
        briefing.venue.province if briefing.level != "central" else None,
        card.resolutions,
        card.plenums,
        card.leaders,
    )
    linked = annotate(briefing.summary, index, context, path=card.path, first_line=briefing.summary_line)
    findings = linked.findings
    try:
        html = text.render(linked.markdown)
    except text.TextError as error:
        findings = (Finding(card.path, briefing.summary_line, 1, "error", "summary-nesting", str(error)),)
        html = ""
    shown = pickle.dumps(findings, protocol=5)
    return SummaryRow(card.path, key, digest.of(html), shown, html, _plain(briefing.summary))


def _kept(cache: Cache, people: set[tuple[str, str]]) -> dict[str, tuple[bytes, bytes, bytes]]:
    """The summaries in the cache, but for those that name somebody who was added, renamed or removed."""
    kept = cache.summaries()
    if changed := {name for _, name in people ^ cache.people()}:
        for path in cache.naming(changed):
            del kept[path]
    return kept


def _plain(words: str) -> str:
    """Words in a form in which a name is found however it is broken, capitalised and marked."""
    return " ".join(vietnamese.fold(words).split())
