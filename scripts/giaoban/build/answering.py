"""All questions that may be asked in a build, and who answers them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from giaoban.archive import Archive
from giaoban.archive import questions as archived
from giaoban.archive.answers import Answers, Question, digest_of
from giaoban.archive.arrivals import Arrivals, pages_changed
from giaoban.build import gathering
from giaoban.build.around import Surroundings
from giaoban.build.loading import Records
from giaoban.build.products import Products


def structural(archive: Archive, records: Records, products: Products) -> dict[str, Question]:
    """The questions that can be answered as long as records hang together in the same way, whatever else they tell."""
    return {
        **archived.structural(
            archive, lambda: records.structure_digest, lambda: records.cards_digest, products.has_same_lines
        ),
        **gathering.questions(products, archived.of_meetings(archive)),
    }


def answers(
    structure: Mapping[str, Question],
    archive: Archive,
    records: Records,
    around: Surroundings,
    products: Products,
    addresses: Callable[[], tuple[str, ...]],
    before: Answers | None = None,
) -> Answers:
    """The answers of one archive. ``structure``: the questions of `structural`; ``before``: the answers of an earlier state.

    ``addresses`` gives those of all pages, once they are known.
    """
    histories = around.histories

    @cache
    def arrivals() -> Arrivals:
        return Arrivals(archive, histories.added, histories.days)

    @cache
    def changed() -> tuple[tuple[str, str], ...]:
        return pages_changed(archive, histories.days)

    @cache
    def changed_by_page() -> dict[str, str]:
        return dict(changed())

    def days() -> bytes:
        return digest_of((records.structure_digest, histories.head))

    found: dict[str, Question] = {
        **structure,
        **archived.named(archive, lambda: records.named_digest),
        **records.questions(archive),
        **around.questions(),
        "addresses": Question(addresses, late=True),
        "pages-changed": Question(changed, basis=days),
        "page-changed": Question(lambda address: changed_by_page().get(address, ""), basis=days),
        "recent": Question(lambda kind, entity: arrivals().recent(kind, entity), basis=days),
        "arrivals": Question(lambda: arrivals().every(), basis=days),
        "arrived-together": Question(lambda place: arrivals().together(int(place)), basis=days),
        "arrivals-of": Question(lambda kind, entity: arrivals().of(kind, entity), basis=days),
        "recent-entries": gathering.recent_entries(
            products, archive, lambda kind, entity: arrivals().recent(kind, entity)
        ),
    }
    return Answers(found, before)
