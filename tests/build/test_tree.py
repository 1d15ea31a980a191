"""Double-buffered output: what readers see is only ever replaced whole."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import msgspec
import pytest

from giaoban.build import tree
from giaoban.build.tree import Kept, Manifest, Tree, digest_of

FIRST = {"index.html": b"1", "a/index.html": b"a", "b/index.html": b"b"}


def make(build: Path, wanted: dict[str, bytes], stamp: bytes = b"") -> list[str]:
    """Bring the site to ``wanted``, as a build does that knows what every file will be; returns what had to be written."""
    trees = Tree(build)
    trees.open()
    written = []
    for file, at_hand in trees.missing({file: digest_of(data) for file, data in wanted.items()}).items():
        kept, digest = at_hand, digest_of(wanted[file])
        if kept is None or kept.digest != digest:
            kept = Kept(digest, *tree.write(trees.next, file, wanted[file]))
            written.append(file)
        trees.wrote(file, kept)
    trees.finish(stamp, b"remark")
    return written


def seen(build: Path) -> dict[str, bytes]:
    site = build / "site"
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    assert make(tmp_path, FIRST) == list(FIRST)
    second = FIRST | {"a/index.html": b"A"}
    assert make(tmp_path, second) == ["a/index.html"]
    assert seen(tmp_path) == second
    third = second | {"b/index.html": b"B"}
    assert make(tmp_path, third) == ["b/index.html"]
    assert seen(tmp_path) == third


def test_what_is_no_longer_wanted_goes(tmp_path: Path) -> None:
    make(tmp_path, FIRST)
    make(tmp_path, {"index.html": b"1"})
    assert seen(tmp_path) == {"index.html": b"1"}
    assert not (tmp_path / "site" / "a").exists()
    make(tmp_path, {"index.html": b"1"})
    assert seen(tmp_path) == {"index.html": b"1"}


def test_an_unfinished_tree_never_shows(tmp_path: Path) -> None:
    make(tmp_path, FIRST)
    killed = Tree(tmp_path)
    killed.open()
    tree.write(killed.next, "index.html", b"2")
    (killed.next / "half.part").write_bytes(b"half")
    (killed.next / "odd").symlink_to("/")
    assert seen(tmp_path) == FIRST
    final = {"index.html": b"3"}
    make(tmp_path, final)
    assert seen(tmp_path) == final


def test_a_file_that_is_open_is_never_written_to(tmp_path: Path) -> None:
    make(tmp_path, FIRST)
    held = {file: (tmp_path / "site" / file).open("rb") for file in FIRST}
    for turn in (b"2", b"3", b"4"):
        make(tmp_path, {file: data + turn for file, data in FIRST.items()})
    for file, stream in held.items():
        with stream:
            assert stream.read() == FIRST[file]


def test_both_trees_share_their_files(tmp_path: Path) -> None:
    make(tmp_path, FIRST)
    make(tmp_path, FIRST | {"c/index.html": b"c"})
    for file in FIRST:
        assert (tmp_path / "site" / file).samefile(tmp_path / "cache" / "site" / file)


def test_without_hard_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", link)
    make(tmp_path, FIRST)
    second = FIRST | {"a/index.html": b"A", "c/d/index.html": b"c"}
    assert make(tmp_path, second) == ["a/index.html", "c/d/index.html"]
    assert seen(tmp_path) == second
    assert make(tmp_path, second) == []
    assert not (tmp_path / "site" / "index.html").samefile(tmp_path / "cache" / "site" / "index.html")


def test_a_file_changed_by_hand_is_made_again(tmp_path: Path) -> None:
    make(tmp_path, FIRST, b"stamp")
    assert Tree(tmp_path).remark_of(b"stamp") == b"remark"
    target = tmp_path / "site" / "index.html"
    target.unlink()
    target.write_bytes(b"tampered")
    assert Tree(tmp_path).remark_of(b"stamp") is None
    make(tmp_path, FIRST)
    assert seen(tmp_path) == FIRST


def test_a_file_gone_from_the_site_is_made_again(tmp_path: Path) -> None:
    make(tmp_path, FIRST, b"stamp")
    (tmp_path / "site" / "a" / "index.html").unlink()
    assert Tree(tmp_path).remark_of(b"stamp") is None
    make(tmp_path, FIRST)
    assert seen(tmp_path) == FIRST


def test_the_remark_is_that_of_its_stamp(tmp_path: Path) -> None:
    make(tmp_path, FIRST, b"stamp")
    assert Tree(tmp_path).remark_of(b"other") is None
    make(tmp_path, FIRST, b"")
    assert Tree(tmp_path).remark_of(b"") is None


@pytest.mark.parametrize("folder", ["site", "cache/site", "cache"])
def test_any_folder_may_be_deleted(tmp_path: Path, folder: str) -> None:
    make(tmp_path, FIRST)
    wanted = FIRST | {"b/index.html": b"B"}
    make(tmp_path, wanted)
    shutil.rmtree(tmp_path / folder)
    make(tmp_path, wanted)
    assert seen(tmp_path) == wanted


def test_where_only_the_cache_was_kept_nothing_is_written_again(tmp_path: Path) -> None:
    make(tmp_path, FIRST)
    shutil.rmtree(tmp_path / "site")
    shutil.copytree(tmp_path / "cache", tmp_path / "elsewhere")
    shutil.rmtree(tmp_path / "cache")
    (tmp_path / "elsewhere").rename(tmp_path / "cache")
    for path in (tmp_path / "cache" / "site").rglob("*"):
        os.utime(path, (1, 1))
    assert make(tmp_path, FIRST) == []
    assert seen(tmp_path) == FIRST


def test_where_only_the_cache_was_kept_bytes_tell_and_not_times(tmp_path: Path) -> None:
    make(tmp_path, FIRST)
    shutil.rmtree(tmp_path / "site")
    target = tmp_path / "cache" / "site" / "a" / "index.html"
    before = target.stat()
    target.write_bytes(b"x")
    os.utime(target, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert make(tmp_path, FIRST) == ["a/index.html"]
    assert seen(tmp_path) == FIRST


@pytest.mark.parametrize("is_old", [False, True])
def test_a_cache_of_another_state_leaves_nothing_behind(tmp_path: Path, is_old: bool) -> None:
    """Of what a site holds that its manifest does not know, nothing comes back with the next exchange."""
    kept = tmp_path / "kept"
    make(tmp_path, FIRST)
    shutil.copytree(tmp_path / "cache", kept)
    make(tmp_path, FIRST | {"c/index.html": b"c"})
    shutil.rmtree(tmp_path / "cache")
    if is_old:
        kept.rename(tmp_path / "cache")
    for turn in (b"2", b"3", b"4"):
        wanted = {"index.html": turn, "a/index.html": b"a"}
        make(tmp_path, wanted)
        assert seen(tmp_path) == wanted


@pytest.mark.parametrize("stray", ["stray.html", "a/stray.html", "c/stray.html"])
def test_what_a_killed_build_left_is_not_published(tmp_path: Path, stray: str) -> None:
    make(tmp_path, FIRST)
    killed = Tree(tmp_path)
    killed.open()
    tree.write(killed.next, stray, b"x")
    for turn in (b"2", b"3"):
        wanted = FIRST | {"index.html": turn}
        make(tmp_path, wanted)
        assert seen(tmp_path) == wanted


def test_a_stray_file_beside_the_first_page_goes(tmp_path: Path) -> None:
    make(tmp_path, FIRST)
    (tmp_path / "site" / "stray.html").write_bytes(b"x")
    for turn in (b"2", b"3"):
        wanted = FIRST | {"index.html": turn}
        make(tmp_path, wanted)
        assert seen(tmp_path) == wanted


@pytest.mark.parametrize("damage", [b"", b"x" * 40, None])
def test_a_manifest_that_cannot_be_read_makes_everything_be_made_again(tmp_path: Path, damage: bytes | None) -> None:
    make(tmp_path, FIRST)
    manifest = tmp_path / "cache" / "manifest.msgpack"
    data = manifest.read_bytes()
    manifest.write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if damage is None else damage)
    assert make(tmp_path, FIRST) == list(FIRST)
    assert seen(tmp_path) == FIRST


def test_a_manifest_names_nothing_outside_the_trees(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"1")
    build = tmp_path / "build"
    make(build, FIRST)
    path = build / "cache" / "manifest.msgpack"
    manifest = msgspec.msgpack.decode(path.read_bytes()[16:], type=Manifest)
    names = ("../../../precious", "../precious", str(tmp_path / "precious"))
    manifest.files |= {name: Kept(digest_of(b"1"), 1, 1) for name in names}
    data = msgspec.msgpack.encode(manifest)
    path.write_bytes(digest_of(data) + data)
    make(build, {"index.html": b"2"})
    assert (tmp_path / "precious").read_bytes() == b"1"
    assert seen(build) == {"index.html": b"2"}


@pytest.mark.parametrize("is_live", [False, True])
def test_folders_of_the_next_tree_are_never_elsewhere(tmp_path: Path, is_live: bool) -> None:
    build, elsewhere = tmp_path / "build", tmp_path / "elsewhere"
    make(build, FIRST)
    elsewhere.mkdir()
    (elsewhere / "index.html").write_bytes(b"a")
    # A cache that was restored from elsewhere brings a tree of its own.
    shutil.copytree(build / "cache", tmp_path / "cache")
    shutil.rmtree(build / "cache")
    (tmp_path / "cache").rename(build / "cache")
    shutil.rmtree(build / "cache" / "site" / "a")
    (build / "cache" / "site" / "a").symlink_to(elsewhere)
    if not is_live:
        shutil.rmtree(build / "site")
    second = FIRST | {"a/index.html": b"A", "a/b/index.html": b"b"}
    make(build, second)
    assert seen(build) == second
    assert [(p.name, p.read_bytes()) for p in elsewhere.iterdir()] == [("index.html", b"a")]


def test_the_next_tree_is_never_elsewhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_bytes(b"1")
    build = tmp_path / "build"
    (build / "cache").mkdir(parents=True)
    (build / "cache" / "site").symlink_to(elsewhere)
    make(build, FIRST)
    assert seen(build) == FIRST
    assert [p.name for p in elsewhere.iterdir()] == ["precious"]


def test_without_exchange_the_site_comes_back_after_a_kill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "_renameat2", lambda *_: False)
    make(tmp_path, {"index.html": b"1"})
    make(tmp_path, {"index.html": b"2"})
    assert seen(tmp_path) == {"index.html": b"2"}
    (tmp_path / "site").rename(tmp_path / ".aside")  # killed between the two renames
    Tree(tmp_path)
    assert seen(tmp_path) == {"index.html": b"2"}
