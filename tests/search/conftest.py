"""The index of the real archive."""

from __future__ import annotations

import pytest
from conftest import ROOT
from index_of import answers_of, files_of

from giaoban.archive.answers import Answers
from giaoban.search.engine import Engine
from giaoban.search.index import Files
from giaoban.search.reading import IndexReader


@pytest.fixture(scope="session")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What can be asked about it."""
    return answers_of(ROOT / "content", tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="session")
def index_files(answers: Answers) -> Files:
    """The files of the index."""
    return files_of(answers)


@pytest.fixture(scope="session")
def index(index_files: Files) -> IndexReader:
    """The index, opened."""
    return IndexReader(index_files.read)


@pytest.fixture(scope="session")
def engine(index: IndexReader) -> Engine:
    """What answers from them."""
    return Engine(index)
