from pathlib import Path

import pytest

from giaoban.drafting import Known

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def known() -> Known:
    return Known.read(ROOT / "content")


@pytest.fixture
def articles() -> Path:
    return ROOT / "tests" / "gold" / "articles"
