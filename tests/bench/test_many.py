"""An archive large enough to be worth several processes becomes the same site as in one process."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import synthetic
from giaoban.build.pipeline import Options, build

ROOT = Path(__file__).resolve().parents[2]
ENOUGH = 170
"""Meetings; from 160 files or pages on, work is spread over processes."""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "content"
    synthetic.write(ROOT, folder, ENOUGH, 1)
    return folder


def site(content: Path, target: Path, processes: int) -> dict[str, bytes]:
    outcome = build(Options(ROOT, content, target, "https://example.org/", processes))
    assert outcome.published
    tree = target / "site"
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def test_several_processes_make_the_same_site_as_one(content: Path, tmp_path: Path) -> None:
    assert site(content, tmp_path / "three", 3) == site(content, tmp_path / "one", 1)
