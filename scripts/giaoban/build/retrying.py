"""Working with a store that may be damaged: what is damaged costs what it held, and is made again.

A store that cannot be written or read because of the disk it is on is not damaged: then nothing is thrown away.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from giaoban.build.errors import BuildError, raise_for_disk
from giaoban.build.store import DamagedError, Store, throw_away

T = TypeVar("T")

_MOST_DAMAGES = 50


def until_whole(
    work: Callable[[], T], path: Path, key: Callable[[], bytes], let_go: Callable[[], object] = lambda: None
) -> T:
    """Do some work on the store at ``path`` with this key, again after every damage that it finds, until it finds none.

    ``let_go`` is called before the store is mended. Raises `OSError` where the disk is full or may not be written, and
    `BuildError` where another program holds the store, or where it is damaged for ever.
    """
    for left in reversed(range(_MOST_DAMAGES)):
        try:
            return work()
        except DamagedError as damage:
            let_go()
            # At last so much is damaged that mending it row by row would take longer than making everything.
            if left <= 1 or not _forgotten(path, key(), damage):
                throw_away(path)
        except sqlite3.DatabaseError as error:
            let_go()
            raise_for_disk(error, path)
            throw_away(path)
    message = f"bộ nhớ đệm {path.parent} hỏng mãi không dựng lại được; hãy xóa thư mục ấy"
    raise BuildError(message)


def _forgotten(path: Path, key: bytes, damage: DamagedError) -> bool:
    """Drop a damaged row, so that what it held is made again; returns whether that could be done."""
    try:
        with contextlib.closing(Store(path, key)) as store:
            store.forget(damage.table, damage.name)
    except sqlite3.DatabaseError as error:
        raise_for_disk(error, path)
        return False
    return True
