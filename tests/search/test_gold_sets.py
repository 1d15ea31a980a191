"""The second gold set of queries: its halves are split by a digest of the query, and all that it wants is on the site."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import yaml
from search_gold import GOLD

HALVES = {"search-tuning.yml": 0, "search-unseen.yml": 1}


@pytest.mark.parametrize(("file", "odd"), HALVES.items())
def test_a_query_is_in_its_half(file: str, odd: int) -> None:
    rows = [row for some in yaml.safe_load((GOLD / file).read_text(encoding="utf-8")).values() for row in some]
    assert len(rows) > 300
    assert all(hashlib.blake2b(row["ask"].encode(), digest_size=8).digest()[0] % 2 == odd for row in rows)


@pytest.mark.parametrize("file", HALVES)
def test_every_page_and_item_that_is_wanted_is_on_the_site(file: str, site: Path) -> None:
    kinds = yaml.safe_load((GOLD / file).read_text(encoding="utf-8"))
    missing = set()
    for wanted in {w for rows in kinds.values() for row in rows for w in (*row.get("first", []), *row.get("five", []))}:
        address, _, anchor = wanted.partition("#")
        page = site / address / "index.html"
        if not page.is_file() or (anchor and not re.search(f'id="?{anchor}[" >]', page.read_text(encoding="utf-8"))):
            missing.add(wanted)
    assert sorted(missing) == []
