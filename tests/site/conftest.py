"""What the tests of pages share."""

from __future__ import annotations

import pytest
from mini_archive import Mini, build


@pytest.fixture(scope="session")
def mini() -> Mini:
    """The tiny archive, linked and with all its entries."""
    return build()
