"""What the tests of renderers share."""

from __future__ import annotations

import pytest
from small_archive import Small, build


@pytest.fixture(scope="session")
def small() -> Small:
    """The tiny archive in memory."""
    return build()
