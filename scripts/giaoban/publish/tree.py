"""The site on disk: two trees that take turns, so that the one readers see is only ever replaced whole.

``build/site`` is live. The tree it replaced is kept beside it as the spare; the next build brings the spare up to date,
which touches only what has changed since, and exchanges the two in one step. A kill at any moment leaves the live tree
as it was: nothing in it is ever written to.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import pickle
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

_AT_FDCWD = -100
_EXCHANGE = 2


class Kept(NamedTuple):
    """One file of a finished tree: the digest of what it was made from, and how it looks on disk."""

    key: bytes
    size: int
    mtime: int


class Stage:
    """The tree being made. Files are kept, taken over from the live tree, or written; then `finish` swaps it in."""

    def __init__(self, build: Path) -> None:
        self.live = build / "site"
        self.spare = build / ".spare"
        self._notes = build / "cache" / "trees"
        self._aside = build / ".aside"
        self._recover()
        self._live_files, self._live_stamp, self._live_remark = _read(self._notes, self.live)
        self._spare_files: dict[str, Kept] = {}
        self._files: dict[str, Kept] = {}

    def _recover(self) -> None:
        """Where directories cannot be exchanged, a kill between two renames leaves the live tree set aside."""
        if self._aside.exists():
            if self.live.exists():
                shutil.rmtree(self._aside)
            else:
                self._aside.rename(self.live)

    def is_current(self, wanted: Mapping[str, bytes]) -> bool:
        """Whether the live tree is already exactly what is wanted, untouched since it was made."""
        files = self._live_files
        return (
            len(files) == len(wanted)
            and all((kept := files.get(file)) and kept.key == key for file, key in wanted.items())
            and self._is_whole()
        )

    def remark_of(self, stamp: bytes) -> bytes | None:
        """The remark kept with the live tree, if it was made from just what ``stamp`` stands for and is untouched since."""
        return self._live_remark if stamp == self._live_stamp and self._is_whole() else None

    def _is_whole(self) -> bool:
        files = self._live_files
        return _count(self.live) == len(files) and all(_untouched(self.live, f, kept) for f, kept in files.items())

    def open(self, wanted: Mapping[str, bytes]) -> list[str]:
        """Begin a tree of the wanted files (path to digest). Returns those that have to be written, in order."""
        self._spare_files, _, _ = _read(self._notes, self.spare)
        _note(self._notes, self.spare).unlink(missing_ok=True)
        if not self._spare_files and self.spare.exists():
            shutil.rmtree(self.spare)
        self.spare.mkdir(parents=True, exist_ok=True)
        for file in self._spare_files.keys() - wanted.keys():
            with contextlib.suppress(FileNotFoundError):
                (self.spare / file).unlink()
            with contextlib.suppress(OSError):
                (self.spare / file).parent.rmdir()
        missing = []
        for file, key in wanted.items():
            if _serves(self._spare_files.get(file), key, self.spare, file):
                self._files[file] = self._spare_files[file]
            elif _serves(self._live_files.get(file), key, self.live, file) and self._take(file):
                self._files[file] = self._live_files[file]
            else:
                missing.append(file)
        return missing

    def _take(self, file: str) -> bool:
        """Share a file with the live tree. Files are never changed in place, so both trees may hold the same one."""
        target = self.spare / file
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            os.link(self.live / file, target)
        except OSError:
            return False
        return True

    def wrote(self, file: str, key: bytes, size: int, mtime: int) -> None:
        """A file of the new tree is on disk."""
        self._files[file] = Kept(key, size, mtime)

    def keep(self, stamp: bytes, remark: bytes) -> None:
        """Note of the live tree what it was made from, and a remark to go with it."""
        _write_note(self._notes, self.live, self._live_files, stamp, remark)

    def finish(self, stamp: bytes = b"", remark: bytes = b"") -> None:
        """Exchange the trees. From here on readers see the new one."""
        extra = _count(self.spare) - len(self._files)
        if extra:
            _sweep(self.spare, self._files)
        _write_note(self._notes, self.spare, self._files, stamp, remark)
        _exchange(self.spare, self.live, self._aside)
        known = {_note(self._notes, tree) for tree in (self.live, self.spare)}
        for old in self._notes.iterdir():
            if old not in known:
                old.unlink()


def write(tree: Path, file: str, data: bytes) -> tuple[int, int]:
    """Write one file of a tree whole, never in place; returns its size and time as `Stage.wrote` wants them."""
    target = tree / file
    partial = f"{target}.part"
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    with open(descriptor, "wb") as stream:
        stream.write(data)
    os.replace(partial, target)
    status = os.stat(target)
    return status.st_size, status.st_mtime_ns


def _note(notes: Path, tree: Path) -> Path:
    """Where a tree's list of files is kept: under the tree's own inode, which goes with it when trees change places."""
    try:
        return notes / f"{tree.stat().st_ino}.pickle"
    except FileNotFoundError:
        return notes / "none.pickle"


def _write_note(notes: Path, tree: Path, files: Mapping[str, Kept], stamp: bytes, remark: bytes) -> None:
    notes.mkdir(parents=True, exist_ok=True)
    note = _note(notes, tree)
    partial = note.with_suffix(".part")
    partial.write_bytes(pickle.dumps(({f: tuple(k) for f, k in files.items()}, stamp, remark), protocol=5))
    partial.replace(note)


def _read(notes: Path, tree: Path) -> tuple[dict[str, Kept], bytes, bytes]:
    try:
        files, stamp, remark = pickle.loads(_note(notes, tree).read_bytes())
        return {file: Kept(*kept) for file, kept in files.items()}, bytes(stamp), bytes(remark)
    except (OSError, pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError):
        return {}, b"", b""


def _serves(kept: Kept | None, key: bytes, tree: Path, file: str) -> bool:
    return kept is not None and kept.key == key and _untouched(tree, file, kept)


def _untouched(tree: Path, file: str, kept: Kept) -> bool:
    try:
        status = os.lstat(f"{tree}/{file}")
    except OSError:
        return False
    return status.st_size == kept.size and status.st_mtime_ns == kept.mtime


def _count(tree: Path) -> int:
    return sum(len(files) for _, _, files in os.walk(tree))


def _sweep(tree: Path, files: Iterable[str]) -> None:
    """Remove what is in a tree and should not be, such as a half-written file of a build that was killed."""
    wanted = set(files)
    for folder, _, names in os.walk(tree, topdown=False):
        for name in names:
            path = Path(folder, name)
            if path.relative_to(tree).as_posix() not in wanted:
                path.unlink()
        with contextlib.suppress(OSError):
            os.rmdir(folder)


def _exchange(new: Path, live: Path, aside: Path) -> None:
    if not live.exists():
        new.rename(live)
    elif not _renameat2(new, live):
        live.rename(aside)
        new.rename(live)
        aside.rename(new)


def _renameat2(one: Path, other: Path) -> bool:
    """Exchange two directories in one call (Linux, renameat2(2)); False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
