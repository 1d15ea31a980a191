"""The index of the real archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from giaoban.search.engine import Engine
from giaoban.search.shelf import Shelf


@pytest.fixture(scope="session")
def shelf(site: Path) -> Shelf:
    """The files of the index."""
    return Shelf(site)


@pytest.fixture(scope="session")
def engine(shelf: Shelf) -> Engine:
    """What answers from them."""
    return Engine(shelf)
