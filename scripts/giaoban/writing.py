"""Writing files of an editor's folder whole: beside their place, forced to the disk, then renamed; several all or none.

A kill leaves each file as it was or as it should be, never empty and never half. Only a kill between two renames can leave some
files of several new and the others old; whatever fails by itself (a full disk, a folder that may not be written) undoes them all.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

_REASONS = {
    errno.EACCES: "không được phép",
    errno.EBUSY: "đang được dùng",
    errno.EDQUOT: "hết hạn mức trên đĩa",
    errno.EEXIST: "đã có ở đó, có thể là một tệp",
    errno.EIO: "lỗi đĩa",
    errno.EISDIR: "là một thư mục, cần một tệp",
    errno.ELOOP: "liên kết tượng trưng thành vòng",
    errno.EMFILE: "mở quá nhiều tệp",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENOENT: "không có",
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.ENOTDIR: "có một tệp ở chỗ cần một thư mục",
    errno.ENOTEMPTY: "thư mục không trống",
    errno.EPERM: "không được phép",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
}


def unreachable(error: OSError) -> str:
    """Which file could not be read or written, and why, in Vietnamese."""
    reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
    return f"không đọc hay ghi được {error.filename or 'tệp'} ({reason})"


def write(path: Path, data: bytes) -> None:
    """Write a file, in place of what stands there. Raises `OSError`; the old file then stays as it was."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes], *, new: bool = False, gone: Collection[Path] = ()) -> None:
    """Write all of some files or none, and the folders that they need, in the order given; then remove those that are ``gone``.

    ``new``: no file may be there already; `FileExistsError` names the first that is. Raises `OSError` when something cannot be
    written or removed; every file then is as it was before.
    """
    made: list[Path] = []
    parts: list[tuple[Path, Path]] = []
    done: list[tuple[Path, Path | None]] = []
    try:
        for path, data in files.items():
            _make_folder(path.parent, made)
            part = _temporary_name(path, "part")
            parts.append((path, part))
            _write_down(path, part, data)
        for path, part in parts:
            if new:
                _put_new(path, part)
                done.append((path, None))
            elif len(parts) + len(gone) > 1:
                # Before anything is done: an interruption may come at any moment.
                done.append((path, _keep_copy(path)))
                part.replace(path)
            else:
                part.replace(path)
        for path in gone:
            done.append((path, _keep_copy(path)))
            path.unlink()
    except BaseException:
        _undo(done)
        for path, part in parts:
            if new and _is_one_file(path, part):
                _remove(path)
            _remove(part)
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    for _, part in parts:
        _remove(part)
    for _, old in done:
        _remove(old)
    for folder in {path.parent for path in (*files, *gone)}:
        force_names(folder)


def _temporary_name(path: Path, ending: str) -> Path:
    """A name for this process alone, which a reader of the folder passes over since it begins with a dot."""
    return path.with_name(f".{path.name}.{os.getpid()}.{ending}")


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [folder, *folder.parents]
    for one in reversed(
        missing[: next(i for i, known in enumerate(missing) if known.is_dir() or known == known.parent)]
    ):
        one.mkdir(exist_ok=True)
        made.append(one)


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """What fails within is about this file: an error of a stream that was opened before names none."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or os.fspath(path)
        raise


def _write_down(path: Path, part: Path, data: bytes) -> None:
    with naming(path), part.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if path.exists():
        part.chmod(path.stat().st_mode & 0o777)


def _keep_copy(path: Path) -> Path | None:
    """A second name, or where there are no links a copy, of what stands at a path; None where nothing does."""
    if not path.exists():
        return None
    old = _temporary_name(path, "old")
    _remove(old)
    try:
        os.link(path, old)
    except OSError:
        shutil.copy2(path, old)
    return old


def _put_new(path: Path, part: Path) -> None:
    """Bring a written file to its place, where none may be; it keeps its first name until all are there."""
    try:
        # A link, unlike a rename, never takes the place of a file that came meanwhile.
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        part.replace(path)


def _is_one_file(one: Path, other: Path) -> bool:
    with contextlib.suppress(OSError):
        return one.samefile(other)
    return False


def _undo(done: list[tuple[Path, Path | None]]) -> None:
    for path, old in reversed(done):
        with contextlib.suppress(OSError):
            if old:
                old.replace(path)
                old.unlink(missing_ok=True)
            else:
                path.unlink()


def _remove(file: Path | None) -> None:
    with contextlib.suppress(OSError):
        if file:
            file.unlink()


def force_names(folder: Path) -> None:
    """Have the names in a folder on the disk, after renames in it, where the system can do that. Raises nothing."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
