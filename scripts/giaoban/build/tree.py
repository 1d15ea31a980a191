"""The site on disk, double-buffered: the tree that readers see is only ever replaced whole.

``build/site`` is live. Beside it ``build/cache/site`` holds the same files (hard links where the system has them). A build
brings the second tree up to date, which touches only what has changed, exchanges the two in one step, and then lets the other
follow. A kill at any moment leaves the live tree as it was: nothing in it is ever written to. Where only ``build/cache`` was
kept, the second tree is what the site is made from; its files are then compared byte for byte with what is known of them.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_DIGEST = 16
_BLOCK = 1 << 20
_AT_FDCWD = -100
_EXCHANGE = 2


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """One file of a finished tree: the digest of its bytes, and how it looks on disk."""

    digest: bytes
    size: int
    mtime: int


class Manifest(msgspec.Struct, array_like=True):
    """What a finished tree holds. ``stamp``: a digest of all it was made from; ``remark``: what its build had to say.

    ``is_whole``: whether every file of the site is there as the archive wants it; a preview may have left the index behind.
    """

    files: dict[str, Kept] = {}
    stamp: bytes = b""
    remark: bytes = b""
    is_whole: bool = False


class Tree:
    """The two trees of one build folder, and the manifest of the live one."""

    def __init__(self, build: Path, before: Tree | None = None) -> None:
        """``before``: what this process built last; if nobody else has built since, both trees are as that left them."""
        self.live = build / "site"
        self.next = build / "cache" / "site"
        self._aside = build / ".aside"
        self._file = build / "cache" / "manifest.msgpack"
        self._closed = build / "cache" / "closed"
        """Says that both trees are as a build left them: not while one changes them, nor after one that was killed."""
        self._recover()
        self._mark: bytes = before._mark if before else b""  # noqa: SLF001
        self._is_last = before is not None and self._is_closed()
        self.manifest: Manifest = before.manifest if before and self._is_last else self._read()
        self._present: dict[str, os.stat_result] = {}
        self._files: dict[str, Kept] = {}
        self._changed: set[str] = set()
        self._is_sure = self.live.exists()
        self._is_known = False

    def _recover(self) -> None:
        """Where directories cannot be exchanged, a kill between two renames leaves the live tree set aside."""
        if self._aside.exists():
            if self.live.exists():
                shutil.rmtree(self._aside)
            else:
                self._aside.rename(self.live)

    def _read(self) -> Manifest:
        try:
            data = self._file.read_bytes()
            self._mark, data = data[:16], data[16:]
            if digest_of(data) == self._mark:
                found = msgspec.msgpack.decode(data, type=Manifest)
                if not any(file[:1] == "/" or ".." in file or "\0" in file for file in found.files):
                    return found
        except (OSError, msgspec.DecodeError, ValueError):
            pass
        self._mark = b""
        return Manifest()

    def _write(self, manifest: Manifest) -> None:
        data = msgspec.msgpack.encode(manifest)
        self._mark = digest_of(data)
        write(self._file.parent, f"{self._file.name}.part", self._mark + data)
        if self._file.is_dir():  # in a cache that somebody restored; nothing is put in place of a folder
            _remove(os.fspath(self._file))
        os.replace(f"{self._file}.part", self._file)
        self.manifest = manifest

    def remark_of(self, stamp: bytes) -> bytes | None:
        """The remark of the live tree, if it was made from just what ``stamp`` stands for and is untouched since."""
        found = self.manifest
        return found.remark if stamp and stamp == found.stamp and self._is_whole() else None

    def _is_whole(self) -> bool:
        """Whether the live tree holds all files of the manifest, untouched. Others are not looked for: no build leaves any."""
        live = os.fspath(self.live)
        try:
            return all(_is_untouched(os.lstat(f"{live}/{file}"), kept) for file, kept in self.manifest.files.items())
        except OSError:
            return False

    def forget_altered(self) -> list[str]:
        """Look at the bytes of every file; what is not as it was built is forgotten, so that the next build makes it again.

        Returns the files that were altered, and those that were put there and are now removed. Size and time, which a build
        otherwise goes by, may be kept by whoever alters a file.
        """
        known = self.manifest.files
        if not known or not self.live.is_dir():
            return []
        found = {file for tree in (self.live, self.next) for file in _remove_others(tree, known)}
        altered = {file for file, kept in known.items() if not _holds(self.live, file, kept)}
        for file, kept in known.items():
            # Most are the same file under two names; where a system has no such links, each is looked at.
            if file not in altered and not _holds(self.next, file, kept) and (self.next / file).exists():
                _unlink(self.next, file)
                found.add(file)
        if altered:
            self._write(Manifest({file: kept for file, kept in known.items() if file not in altered}))
        return sorted(found | altered)

    def open(self) -> None:
        """Begin the next tree: see what is in it already."""
        if self.next.is_symlink() or self.next.is_file():
            self.next.unlink()
        self.next.mkdir(parents=True, exist_ok=True)
        self._is_known = self._is_last or (self._mark != b"" and self._is_closed())
        if self._is_last:
            pass  # as the manifest says
        elif self._is_known:
            # As the last build left it: only the files that it knew are there, if nobody took them away.
            for file in self.manifest.files:
                with contextlib.suppress(OSError):
                    self._present[file] = os.lstat(f"{self.next}/{file}")
        else:
            self._present = _files(self.next)
            # Nothing is known of these, so they serve for nothing, and may stand where a folder belongs.
            for file in self._present.keys() - self.manifest.files.keys():
                _unlink(self.next, file)
                del self._present[file]
        if self._closed.is_dir() and not self._closed.is_symlink():
            shutil.rmtree(self._closed)
        self._closed.unlink(missing_ok=True)

    def _is_closed(self) -> bool:
        try:
            return self._closed.read_bytes() == self._identity()
        except OSError:
            return False

    def _identity(self) -> bytes:
        """What tells trees and manifest from others in their place: nobody chooses the time at which a system makes a folder."""
        found = [tree.stat() for tree in (self.next, self.live)]
        return self._mark + repr([(status.st_dev, status.st_ino, status.st_ctime_ns) for status in found]).encode()

    def at_hand(self, files: Iterable[str]) -> tuple[Kept | None, ...]:
        """What to note of each of some files that the next tree holds, with the bytes that are known of it; None of others."""
        return tuple(map(self._at_hand, files))

    def keep(self, files: Iterable[str], at_hand: Iterable[Kept | None]) -> None:
        """Let some files stay as they are at hand."""
        self._files.update((file, kept) for file, kept in zip(files, at_hand, strict=True) if kept)

    def missing(self, wanted: Mapping[str, bytes]) -> dict[str, Kept | None]:
        """What has to be made of some files; the others stay. ``wanted``: file to the digest of its bytes.

        Returns each such file with what is at hand under its name.
        """
        found: dict[str, Kept | None] = {}
        for file, digest in wanted.items():
            at_hand = self._at_hand(file)
            if at_hand and at_hand.digest == digest:
                self._files[file] = at_hand
            else:
                found[file] = at_hand
        return found

    def _at_hand(self, file: str) -> Kept | None:
        """What to note of a file that the next tree holds or can share with the live one, with the bytes that are known of it."""
        kept, status = self.manifest.files.get(file), self._present.get(file)
        if kept is None or self._is_last:
            return kept
        if status and self._is_sure and _is_untouched(status, kept):
            return kept
        if status and not self._is_sure:
            # Restored from elsewhere: times say nothing, and bytes may be anybody's.
            with contextlib.suppress(OSError):
                if digest_of((self.next / file).read_bytes()) == kept.digest:
                    return Kept(kept.digest, status.st_size, status.st_mtime_ns)
            return None
        return kept if self._is_sure and self._take(file, kept) else None

    def _take(self, file: str, kept: Kept) -> bool:
        """Share a file with the live tree, if it is untouched there. Files are never changed in place."""
        try:
            if not _is_untouched(os.lstat(f"{self.live}/{file}"), kept):
                return False
            _link(f"{self.live}/{file}", f"{self.next}/{file}")
        except OSError:
            return False
        self._changed.add(file)
        return True

    def wrote(self, file: str, kept: Kept) -> None:
        """A file of the next tree is on disk."""
        self._files[file] = kept
        self._changed.add(file)

    @property
    def files(self) -> Collection[str]:
        """The files of the next tree so far; others may still be in its folder."""
        return self._files.keys()

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self._files)

    def finish(self, stamp: bytes, remark: bytes, *, is_whole: bool = True) -> None:
        """Exchange the trees, unless both are the same. From here on readers see the new one; then the other follows."""
        if self._is_known and self.manifest.files == self._files and (self._is_last or self._is_whole()):
            self._write(Manifest(self._files, stamp, remark, is_whole))
            self._closed.write_bytes(self._identity())
            return
        before = self.manifest.files
        for file in (before if self._is_last else self._present).keys() - self._files.keys():
            _unlink(self.next, file)
        manifest = Manifest(self._files, stamp, remark, is_whole)
        _exchange(self.next, self.live, self._aside)
        self._write(manifest)
        # Whatever fails from here on, the next build finds what is missing.
        with contextlib.suppress(OSError):
            if not self.next.exists():
                self._changed = set(self._files)
            for file in (before if self._is_known else _files(self.next)).keys() - self._files.keys():
                _unlink(self.next, file)
            for file in self._changed & self._files.keys():
                _link(f"{self.live}/{file}", f"{self.next}/{file}")
            self._closed.write_bytes(self._identity())


def digest_of(data: bytes) -> bytes:
    """The digest of a file's bytes."""
    return blake2b(data, digest_size=_DIGEST).digest()


def write(tree: Path, file: str, data: bytes) -> tuple[int, int]:
    """Write one file of a tree that nobody reads yet, never into a file that is there; returns its size and time.

    What a kill leaves half written has another size or time than the manifest of any tree knows of it.
    """
    descriptor = _anew(f"{tree}/{file}", lambda target: os.open(target, _NEW, 0o644))
    try:
        _write_all(descriptor, data)
        status = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    return status.st_size, status.st_mtime_ns


def take(tree: Path, file: str, made: Path) -> Kept:
    """Move a finished file, which may be large, into a tree that nobody reads yet, in place of what stands there."""
    _anew(f"{tree}/{file}", lambda target: os.rename(made, _free(target)))
    with open(f"{tree}/{file}", "rb") as stream:
        digest = blake2b(digest_size=_DIGEST)
        while block := stream.read(_BLOCK):
            digest.update(block)
        status = os.fstat(stream.fileno())
    return Kept(digest.digest(), status.st_size, status.st_mtime_ns)


def _free(target: str) -> str:
    """A name under which nothing stands. Raises `FileExistsError`: what a rename does then differs between systems."""
    if os.path.lexists(target):
        raise FileExistsError(target)
    return target


def _anew(target: str, make: Callable[[str], T]) -> T:
    """Make a file where nothing stands: what does is removed, and the folders it needs are made. Most often neither is needed."""
    try:
        return make(target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
    except FileExistsError:
        _remove(target)
    return make(target)


def _remove(target: str) -> None:
    """Remove whatever stands there."""
    if os.path.isdir(target) and not os.path.islink(target):
        shutil.rmtree(target)
    else:
        os.unlink(target)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _link(source: str, target: str) -> None:
    """The same file under another name, in place of what stands there; a copy where the system has no hard links."""
    _anew(target, lambda target: _share(source, target))


def _share(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:
        shutil.copy2(source, target)


def _walk(top: str, folder: str = "") -> Iterable[tuple[str, list[os.DirEntry[str]]]]:
    """Every folder below ``top`` with what is in it that is no folder; a folder's name ends in a slash, the top's is empty."""
    folders: list[os.DirEntry[str]] = []
    files: list[os.DirEntry[str]] = []
    try:
        with os.scandir(f"{top}/{folder}") as entries:
            for entry in entries:
                (folders if entry.is_dir(follow_symlinks=False) else files).append(entry)
    except FileNotFoundError:
        return
    yield folder, files
    for entry in folders:
        yield from _walk(top, f"{folder}{entry.name}/")


def _files(tree: Path) -> dict[str, os.stat_result]:
    """Every file of a tree. What is neither file nor folder is removed: it was put there by nobody here."""
    found = {}
    for folder, entries in _walk(os.fspath(tree)):
        for entry in entries:
            if entry.is_file(follow_symlinks=False):
                found[folder + entry.name] = entry.stat(follow_symlinks=False)
            else:
                os.unlink(entry.path)
    return found


def _remove_others(tree: Path, known: Container[str]) -> list[str]:
    """Remove from a tree what no build put there; returns the files that went."""
    others = []
    for folder, entries in list(_walk(os.fspath(tree))):
        for entry in entries:
            file = folder + entry.name
            if file not in known or not entry.is_file(follow_symlinks=False):
                _unlink(tree, file)
                others.append(file)
    return others


def _holds(tree: Path, file: str, kept: Kept) -> bool:
    """Whether a tree holds a file with the bytes that are known of it."""
    try:
        return digest_of((tree / file).read_bytes()) == kept.digest
    except OSError:
        return False


def _is_untouched(status: os.stat_result, kept: Kept) -> bool:
    return status.st_size == kept.size and status.st_mtime_ns == kept.mtime


def _unlink(tree: Path, file: str) -> None:
    """Remove a file of a tree, and the folders that are empty without it."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(f"{tree}/{file}")
    with contextlib.suppress(OSError):
        while "/" in file:
            file = file.rpartition("/")[0]
            os.rmdir(f"{tree}/{file}")


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
