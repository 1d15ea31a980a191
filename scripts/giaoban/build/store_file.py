"""The file of the store: what an error of SQLite says of the disk it is on, and how it is removed."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from pathlib import Path

from giaoban.build.errors import BuildError

# What SQLite says of the disk (https://sqlite.org/rescode.html), in the words of the system.
_OF_THE_DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}
_TAKEN = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def raise_for_disk(error: sqlite3.Error, path: Path) -> None:
    """Raise what an error of SQLite means, if it says nothing of the store but of the disk, or of who else has it open."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _TAKEN:
        raise BuildError(f"một lệnh khác đang dùng {path}; hãy đợi nó xong") from None
    if code == sqlite3.SQLITE_CANTOPEN and path.is_dir():
        return
    if (number := _OF_THE_DISK.get(code)) is not None:
        raise OSError(number, os.strerror(number), str(path)) from None


def throw_away(path: Path) -> None:
    """Remove a store, whatever it is now. Raises `OSError`."""
    for part in (path, *path.parent.glob(f"{path.name}-*")):
        if part.is_dir() and not part.is_symlink():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)
