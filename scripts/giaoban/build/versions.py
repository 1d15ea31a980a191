"""Asking git: which files of the content folder differ from a version, and what stood in them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path


class NoVersionError(Exception):
    """There is no git, no repository, or no such revision; the message (Vietnamese) says which."""


def changed_since(content: Path, revision: str) -> set[str]:
    """The paths within the content folder that differ from a revision, new files included. Raises `NoVersionError`."""
    base = commit(content, revision)
    names = _run(content, "diff", "-O/dev/null", "--name-only", "--no-renames", "--relative", "-z", base, "--", ".")
    new = _run(content, "ls-files", "--others", "--exclude-standard", "-z")
    return {name for part in (names, new) for name in part.decode("utf-8", "replace").split("\0") if name}


def commit(content: Path, revision: str) -> str:
    """The commit that a revision names. Raises `NoVersionError`."""
    if _try(content, "rev-parse", "--git-dir") is None:
        raise NoVersionError("thư mục này không nằm trong một kho git, nên không biết điều gì đã đổi")
    found = _try(content, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found is None:
        hint = "ghi một nhánh, thẻ hay mã commit, như main hoặc HEAD~1"
        if _try(content, "rev-parse", "--is-shallow-repository") == b"true\n":
            hint = "bản sao này chỉ có những commit mới nhất; lấy cả lịch sử bằng git fetch --unshallow"
        raise NoVersionError(f"git không biết “{revision}”; {hint}")
    return found.decode().strip()


def last_with(content: Path, path: str) -> str | None:
    """The newest commit, of those that led here, in which there is a file at this path; None where git knows of none."""
    if _try(content, "cat-file", "-e", f"HEAD:./{path}") is not None:
        return "HEAD"
    last = _try(content, "log", "-1", "--format=%h", "--diff-filter=D", "--no-renames", "--", path)
    return f"{last.decode().strip()}^" if last and last.strip() else None


def paths_like(content: Path, pattern: str) -> Iterator[str]:
    """The paths that match a pattern and were in the newest commit or in any before it, newest first."""
    newest = _try(content, "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", ".")
    names = [name for name in _listed(newest) if Path(name).match(pattern)]
    yield from names
    if not names:
        log = ("log", "--format=", "--name-only", "--no-renames", "-z", "--relative", "--", f":(glob){pattern}")
        yield from dict.fromkeys(name for name in _listed(_try(content, *log)) if name.strip())


def _listed(said: bytes | None) -> list[str]:
    """The names that git printed, with a null after each; none where it failed."""
    return (said or b"").decode("utf-8", "replace").split("\0")


def text_at(content: Path, revision: str, path: str) -> str | None:
    """What a file held in a revision; None where it was not there."""
    found = _try(content, "cat-file", "blob", f"{revision}:./{path}")
    return None if found is None else found.decode("utf-8", "replace")


def write_to(content: Path, revision: str, target: Path) -> None:
    """Write all files of the content folder as they were in a revision into an empty folder. Raises `NoVersionError`."""
    base = commit(content, revision)
    listing = _run(content, "ls-tree", "-r", "-z", base, "--", ".")
    for entry in listing.split(b"\0"):
        about, _, name = entry.partition(b"\t")
        mode, _, blob = about.decode().partition(" blob ")
        parts = name.decode("utf-8", "replace").split("/")
        if mode.startswith("100") and blob and ".." not in parts:
            file = target.joinpath(*parts)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(_run(content, "cat-file", "blob", blob))


def _run(content: Path, *arguments: str) -> bytes:
    found = _try(content, *arguments)
    if found is None:
        raise NoVersionError(f"git không làm được “git {arguments[0]}” ở đây")
    return found


def _try(content: Path, *arguments: str) -> bytes | None:
    """What git prints, whatever a person's own settings say; None where it fails or is not there."""
    return git(content, "-c", "core.quotePath=false", *arguments)


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes | None:
    """What git says, or None when it cannot. No network, no locks, and only the folder's own repository."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607 - the git that the person at this machine uses
            cwd=folder,
            env=environment,
            input=stdin,
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
