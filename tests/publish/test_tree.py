"""The two trees that take turns: what readers see is only ever replaced whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from giaoban.publish import tree
from giaoban.publish.tree import Stage


def make(build: Path, wanted: dict[str, bytes]) -> list[str]:
    """Bring the site to ``wanted`` (the content of each file is also its digest); returns what had to be written."""
    stage = Stage(build)
    missing = stage.open(wanted)
    for file in missing:
        stage.wrote(file, wanted[file], *tree.write(stage.spare, file, wanted[file]))
    stage.finish()
    return missing


def seen(build: Path) -> dict[str, bytes]:
    site = build / "site"
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    first = {"index.html": b"1", "a/index.html": b"a", "b/index.html": b"b"}
    assert make(tmp_path, first) == list(first)
    second = first | {"a/index.html": b"A"}
    assert make(tmp_path, second) == ["a/index.html"]
    assert seen(tmp_path) == second
    # The spare is now one turn behind; what changed in between is taken from the live tree, not made again.
    third = second | {"b/index.html": b"B"}
    assert make(tmp_path, third) == ["b/index.html"]
    assert seen(tmp_path) == third


def test_what_is_no_longer_wanted_goes(tmp_path: Path) -> None:
    make(tmp_path, {"index.html": b"1", "a/index.html": b"a"})
    make(tmp_path, {"index.html": b"1"})
    make(tmp_path, {"index.html": b"1"})
    assert seen(tmp_path) == {"index.html": b"1"}
    assert not (tmp_path / "site" / "a").exists()


def test_an_unfinished_tree_never_shows(tmp_path: Path) -> None:
    first = {"index.html": b"1", "a/index.html": b"a"}
    make(tmp_path, first)
    stage = Stage(tmp_path)
    stage.open({"index.html": b"2", "c/index.html": b"c"})
    tree.write(stage.spare, "index.html", b"2")
    (stage.spare / "half.part").write_bytes(b"half")
    del stage  # killed here
    assert seen(tmp_path) == first
    final = {"index.html": b"3"}
    make(tmp_path, final)
    assert seen(tmp_path) == final


def test_a_file_changed_by_hand_is_made_again(tmp_path: Path) -> None:
    wanted = {"index.html": b"1", "a/index.html": b"a"}
    make(tmp_path, wanted)
    target = tmp_path / "site" / "index.html"
    target.unlink()
    target.write_bytes(b"tampered")
    assert not Stage(tmp_path).is_current(wanted)
    assert make(tmp_path, wanted) == ["index.html"]
    assert seen(tmp_path) == wanted


def test_a_stray_file_makes_the_site_not_current(tmp_path: Path) -> None:
    wanted = {"index.html": b"1"}
    make(tmp_path, wanted)
    assert Stage(tmp_path).is_current(wanted)
    (tmp_path / "site" / "stray.html").write_bytes(b"x")
    assert not Stage(tmp_path).is_current(wanted)


@pytest.mark.parametrize("folder", ["site", ".spare", "cache"])
def test_any_folder_may_be_deleted(tmp_path: Path, folder: str) -> None:
    import shutil

    wanted = {"index.html": b"1", "a/index.html": b"a"}
    make(tmp_path, wanted)
    make(tmp_path, wanted | {"b/index.html": b"b"})
    shutil.rmtree(tmp_path / folder)
    make(tmp_path, wanted)
    assert seen(tmp_path) == wanted


def test_without_exchange_the_site_comes_back_after_a_kill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "_renameat2", lambda *_: False)
    make(tmp_path, {"index.html": b"1"})
    make(tmp_path, {"index.html": b"2"})
    assert seen(tmp_path) == {"index.html": b"2"}
    (tmp_path / "site").rename(tmp_path / ".aside")  # killed between the two renames
    Stage(tmp_path)
    assert seen(tmp_path) == {"index.html": b"2"}
