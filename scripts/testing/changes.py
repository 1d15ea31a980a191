"""Which tests a change needs: one that touches records alone needs those that read the archive, and no browser."""

from __future__ import annotations

from pathlib import Path

from giaoban.build import versions
from giaoban.inspection import gate, measures

PUBLISHED = "published"
"""Stands for the commit of the last publication, as the cache that it left says; where there is none, everything is tested."""

ARCHIVE = (
    "tests/whole/test_links.py",
    "tests/citations/test_content.py",
    "tests/search/test_relevance.py",
    "tests/test_repository.py",
)
"""The tests that a change of records alone can break, and that take no browser."""

_RECORDS = "content/"
# Written pages are documentation, too, which is tested with the program.
_WRITTEN = "content/pages/"


def only_records(root: Path, revision: str) -> bool:
    """Whether nothing but records has changed since a revision; False where that is not known."""
    if revision == PUBLISHED:
        known = measures.earlier(root / "build" / gate.KEPT, "")
        revision = known[-1].commit if known else ""
    if not revision:
        return False
    try:
        changed = versions.changed_since(root, revision)
    except versions.NoVersionError:
        return False
    return all(path.startswith(_RECORDS) and not path.startswith(_WRITTEN) for path in changed)
