"""Why a build cannot go on for a reason that is not in the records: the disk among them, as SQLite tells of it."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from giaoban.writing import unreachable

# What SQLite says of the disk (https://sqlite.org/rescode.html), in the words of the system.
_OF_THE_DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}
_TAKEN = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class BuildError(Exception):
    """The site cannot be built; the message (Vietnamese) says why."""


def reason(error: BaseException) -> str:
    """What an error that ended a build is to an editor, in one sentence without a full stop."""
    if isinstance(error, BuildError):
        return str(error)
    if isinstance(error, NotADirectoryError | FileNotFoundError):
        return f"không có thư mục {error.filename or error}"
    if isinstance(error, OSError):
        return unreachable(error)
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def raise_for_disk(error: sqlite3.Error, path: Path) -> None:
    """Raise what an error of SQLite means, if it says nothing of the store but of the disk, or of who else has it open."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _TAKEN:
        raise BuildError(f"một lệnh khác đang dùng {path}; hãy đợi nó xong") from None
    if code == sqlite3.SQLITE_CANTOPEN and path.is_dir():
        return
    if (number := _OF_THE_DISK.get(code)) is not None:
        raise OSError(number, os.strerror(number), str(path)) from None
