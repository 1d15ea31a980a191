"""Queries of the benchmark: a list of the promised make, and phrases drawn from an archive where the list does not fit it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from bench import synthetic
from bench.search import queries
from giaoban import vietnamese

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queries") / "content"
    synthetic.write(ROOT, folder, 40, 5, wide=True)
    return folder


def test_the_list_is_long_and_a_third_of_it_has_no_marks() -> None:
    listed = queries.read(ROOT)
    assert len(listed) == len(set(listed)) >= 60
    assert sum(query == vietnamese.fold(query) for query in listed) * 3 == len(listed)
    assert all(2 <= len(query.split()) <= 6 for query in listed)


def test_a_phrase_occurs_as_it_is_written_or_without_marks(tmp_path: Path) -> None:
    (tmp_path / "briefings" / "2018").mkdir(parents=True)
    (tmp_path / "leaders").mkdir()
    (tmp_path / "briefings" / "2018" / "a.md").write_text("Kiểm tra Đảng bộ", encoding="utf-8")
    (tmp_path / "leaders" / "b.yml").write_text('name: "Lê An"', encoding="utf-8")
    asked = ["kiểm tra", "kiem tra dang", "Kiem tra", "lê an", "le an", "không có", "kiếm tra"]
    assert queries.occurring(tmp_path, asked) == {"kiểm tra", "kiem tra dang", "lê an", "le an"}


def test_what_is_drawn_is_the_same_again_and_occurs(content: Path) -> None:
    drawn = list(islice(queries.draw(content, 7), 60))
    assert drawn == list(islice(queries.draw(content, 7), 60))
    assert drawn != list(islice(queries.draw(content, 8), 60))
    assert queries.occurring(content, drawn) == set(drawn)


def test_phrases_of_the_list_that_do_not_occur_give_way(content: Path) -> None:
    asked, listed = queries.for_archive(ROOT, content, 5)
    assert len(asked) == len(set(asked)) == len(queries.read(ROOT))
    assert 0 < listed < len(asked)
    assert queries.occurring(content, asked) == set(asked)
