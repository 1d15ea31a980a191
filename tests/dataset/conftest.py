"""What the tests of the data set share: the data of the archive that has every field, exported once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection, connect

import pytest
from conftest import ROOT, SITE_URL

from giaoban.build.exporting import export
from giaoban.dataset.writing import DATABASE, FORMATS

EVERY = ROOT / "tests" / "fixtures" / "every" / "content"


def exported(content: Path, to: Path) -> Path:
    """All formats of a content folder that is not the project's own."""
    found = export(content, ROOT, SITE_URL, to, FORMATS, keep=False)
    assert found.files, [finding.format("content/") for finding in found.findings]
    return to


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the data."""
    return exported(EVERY, tmp_path_factory.mktemp("data"))


@pytest.fixture
def database(data: Path) -> Iterator[Connection]:
    """The database, to be read."""
    with closing(connect(f"file:{data / DATABASE}?mode=ro", uri=True)) as connection:
        yield connection
