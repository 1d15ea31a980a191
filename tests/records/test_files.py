"""Finding the files of a content folder: no link is followed, nothing hangs, everything strange is named."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from giaoban.findings import Finding
from giaoban.records.files import MAX_BYTES, SourceFile, discover, read, scan

_NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    for below in ("briefings/2024", "leaders", "resolutions", "pages"):
        (content / below).mkdir(parents=True)
    (content / "leaders" / "mau.yml").write_text("id: mau\n", "utf-8")
    return content


def found(folder: Path) -> tuple[list[str], list[tuple[str, str]]]:
    sources, findings = discover(folder)
    assert all((f.line, f.column, f.severity) == (1, 1, "error") and f.hint for f in findings)
    return [s.path for s in sources], [(f.path, f.rule) for f in findings]


def test_records_are_found_in_order_with_their_kind(folder: Path) -> None:
    for path in ("briefings/2024/b.md", "briefings/2024/a.md", "resolutions/x.yml", "topics.yml", "provinces.yml"):
        (folder / path).write_text("x", "utf-8")
    (folder / "pages" / "gioi-thieu.md").write_text("x", "utf-8")
    (folder / "urls.txt").write_text("/\n", "utf-8")
    (folder / ".hidden").write_text("x", "utf-8")
    sources, findings = discover(folder)
    assert findings == []
    assert [(s.path, s.kind, s.stem) for s in sources] == [
        ("briefings/2024/a.md", "briefing", "a"),
        ("briefings/2024/b.md", "briefing", "b"),
        ("leaders/mau.yml", "leader", "mau"),
        ("provinces.yml", "provinces", "provinces"),
        ("resolutions/x.yml", "resolution", "x"),
        ("topics.yml", "topics", "topics"),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "leaders/x.yaml",
        "leaders/X.md",
        "briefings/x.md",
        "briefings/năm/x.md",
        "briefings/2024/x.txt",
        "notes.txt",
        "briefings/2024/sâu/x.md",
        "leaders/nhóm/x.yml",
        "other/x.yml",
        "leaders/đặng.yml",
        "leaders/a\nb.yml.txt",
    ],
)
def test_what_has_no_place_is_named(path: str, folder: Path) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text("x", "utf-8")
    paths, findings = found(folder)
    assert paths == ["leaders/mau.yml"]
    [(named, rule)] = findings
    assert rule == "unknown-file"
    assert path.startswith(named)


@pytest.mark.parametrize("target", ["leaders/mau.yml", "../secret.yml", "/etc/passwd", "missing", ".", "leaders"])
@pytest.mark.parametrize("link", ["leaders/link.yml", "briefings/2025", "pages/link", "topics.yml"])
def test_links_are_never_followed(target: str, link: str, folder: Path) -> None:
    (folder.parent / "secret.yml").write_text("id: secret\n", "utf-8")
    path = folder / link
    path.symlink_to(target if target.startswith("/") else folder / target)
    paths, findings = found(folder)
    assert paths == ["leaders/mau.yml"]
    # Pages are not records: whoever reads them looks at their links.
    assert findings == ([] if link.startswith("pages/") else [(link, "symlink")])


def test_a_linked_folder_at_the_top_is_named(folder: Path) -> None:
    (folder / "pages").rmdir()
    (folder / "pages").symlink_to("/etc")
    assert found(folder) == (["leaders/mau.yml"], [("pages", "symlink")])


def test_a_pipe_does_not_hang(folder: Path) -> None:
    os.mkfifo(folder / "leaders" / "pipe.yml")
    assert found(folder) == (["leaders/mau.yml"], [("leaders/pipe.yml", "unknown-file")])


def test_a_folder_named_like_a_file(folder: Path) -> None:
    (folder / "leaders" / "x.yml").mkdir()
    (folder / "topics.yml").mkdir()
    assert found(folder)[1] == [("leaders/x.yml", "unknown-file"), ("topics.yml", "unknown-file")]


@pytest.mark.parametrize(
    ("size", "rules"), [(MAX_BYTES, []), (MAX_BYTES + 1, ["too-large"]), (50_000_000, ["too-large"])]
)
def test_large_files_are_not_read(size: int, rules: list[str], folder: Path) -> None:
    with (folder / "leaders" / "big.yml").open("wb") as stream:
        stream.truncate(size)
    paths, findings = found(folder)
    assert [rule for _, rule in findings] == rules
    assert ("leaders/big.yml" in paths) == (not rules)


def test_a_tree_too_deep_to_walk_is_not_walked(folder: Path) -> None:
    here = Path("leaders/a")
    top = os.open(folder / "leaders", os.O_RDONLY)
    try:
        for _ in range(1200):
            os.mkdir("a", dir_fd=top)
            below = os.open("a", os.O_RDONLY, dir_fd=top)
            os.close(top)
            top = below
    finally:
        os.close(top)
    assert found(folder)[1] == [(here.as_posix(), "unknown-file")]
    # Nothing that deletes by recursion can delete such a tree, pytest's own clearing of old folders included.
    tree, rest = folder / here, folder / "leaders" / "rest"
    while (tree / "a").is_dir():
        (tree / "a").rename(rest)
        tree.rmdir()
        rest.rename(tree)


@pytest.mark.skipif(sys.platform == "darwin", reason="file names are Unicode there")
def test_a_name_that_is_not_unicode(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/leaders/\xff.yml")).write_text("x", "utf-8")
    sources, [finding] = discover(folder)
    assert [s.path for s in sources] == ["leaders/mau.yml"]
    assert finding.rule == "unknown-file"
    finding.format().encode("utf-8")


@pytest.fixture
def nobody(folder: Path) -> Iterator[Path]:
    """The folder as somebody has it who may not read everything: root becomes nobody, who owns it."""
    if os.geteuid():
        yield folder
        return
    with tempfile.TemporaryDirectory() as place:
        owned = Path(shutil.copytree(folder, Path(place) / "content"))
        for path in (Path(place), owned, *owned.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)
        os.seteuid(_NOBODY)
        try:
            yield owned
        finally:
            os.seteuid(0)


def test_what_may_not_be_read(nobody: Path) -> None:
    (nobody / "leaders" / "mau.yml").chmod(0)
    (nobody / "resolutions").chmod(0)
    sources, findings = found(nobody)
    assert (sources, sorted(findings)) == ([], [("leaders/mau.yml", "unreadable"), ("resolutions", "unreadable")])
    (nobody / "resolutions").chmod(0o700)


def test_no_folder_at_all(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        discover(tmp_path / "missing")


def test_a_scan_opens_nothing_and_tells_what_has_changed(folder: Path) -> None:
    path = folder / "leaders" / "mau.yml"
    # Long ago, so that nothing that is written from now on can have the same time.
    later = scan(folder).began + 10_000_000_000
    [file] = scan(folder).files
    mark = file.mark(later)
    assert (file.path, file.kind, file.size) == ("leaders/mau.yml", "leader", len("id: mau\n"))
    assert file.is_unchanged(mark)
    assert read(folder, file) == SourceFile("leaders/mau.yml", "leader", b"id: mau\n")

    times = path.stat()
    path.write_text("id: moi\n", "utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not scan(folder).files[0].is_unchanged(mark)


def test_another_file_under_the_name_is_a_change(folder: Path) -> None:
    path = folder / "leaders" / "mau.yml"
    mark = scan(folder).files[0].mark(scan(folder).began + 10_000_000_000)
    other = path.with_suffix(".other")
    other.write_bytes(path.read_bytes())
    times = path.stat()
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(path)
    assert not scan(folder).files[0].is_unchanged(mark)


def test_what_was_written_in_the_tick_of_the_scan_is_read_again(folder: Path) -> None:
    [file] = scan(folder).files
    assert not file.is_unchanged(file.mark(file.changed))
    assert not file.is_unchanged(file.mark(file.changed - 1))
    assert not file.is_unchanged(file.mark(file.changed + 5_000_000))
    assert file.is_unchanged(file.mark(file.changed + 3_000_000_000))
    # A clock that counts whole seconds ticks more slowly.
    whole = file._replace(modified=5_000_000_000, changed=5_000_000_000)
    assert not whole.is_unchanged(whole.mark(6_000_000_000))
    assert whole.is_unchanged(whole.mark(8_000_000_000))


def test_a_file_that_is_gone_or_has_grown_since_the_scan(folder: Path) -> None:
    path = folder / "leaders" / "mau.yml"
    [file] = scan(folder).files
    path.write_bytes(b"x" * 1000)
    assert read(folder, file) == SourceFile("leaders/mau.yml", "leader", b"x" * 1000)
    path.write_bytes(b"x" * (MAX_BYTES + 1))
    large = read(folder, file)
    path.unlink()
    gone = read(folder, file)
    path.symlink_to("/etc/hostname")
    linked = read(folder, file)
    assert [f.rule for f in (large, gone, linked) if isinstance(f, Finding)] == [
        "too-large",
        "unreadable",
        "unreadable",
    ]
