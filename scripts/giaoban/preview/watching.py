"""Watching what a site is made from: which paths have changed, reported once they have been quiet for a moment."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from watchfiles import watch

from giaoban.records import layout
from giaoban.records.files import is_passing

# Milliseconds. Changes are reported when nothing more has changed for one step, and at the latest after `_MOST`.
_STEP = 40
_MOST = 1000
_QUIET = 200
_PATIENCE = 0.5
"""Seconds between two looks for folders that are not there."""

_Identity = tuple[int, ...]


def changes(folders: Sequence[Path], files: Sequence[Path], stop: threading.Event) -> Iterator[set[str] | None]:
    """Sets of paths below ``folders``, and of ``files``, that have changed; None where any may have.

    Ends when ``stop`` is set. The first is None, since nothing that happened before was seen; an empty set tells that all
    is quiet. What editors and systems keep for themselves is left out. Where a folder is gone, or another one stands under
    its name, the watch begins anew as soon as it is there.
    """
    while not stop.is_set():
        watched = _identities(folders)
        if len(watched) == len(folders):
            with contextlib.suppress(OSError, RuntimeError):
                yield from _until_others(folders, files, watched, stop)
        stop.wait(_PATIENCE)


def _until_others(
    folders: Sequence[Path], files: Sequence[Path], watched: Mapping[Path, _Identity], stop: threading.Event
) -> Iterator[set[str] | None]:
    """The changes for as long as the folders are the same."""
    tops, single = [folder.resolve() for folder in folders], _identities(files)
    begun = watch(
        *tops,
        watch_filter=lambda _, path: is_reported(tops, path),
        step=_STEP,
        debounce=_MOST,
        rust_timeout=_QUIET,
        yield_on_timeout=True,
        stop_event=stop,
    )
    # The watch begins when it is first asked; whatever it then tells, more may have happened before.
    if next(begun, None) is not None:
        yield None
    for events in begun:
        if _identities(folders) != watched:
            return
        before, single = single, _identities(files)
        found = {path for _, path in events} | {
            os.fspath(file) for file in files if single.get(file) != before.get(file)
        }
        yield found


def is_reported(folders: Sequence[Path], path: str) -> bool:
    """Whether a change of a path below one of the folders can be a change of the site."""
    inner = next((path[len(top) + 1 :] for top in map(os.fspath, folders) if path.startswith(f"{top}{os.sep}")), path)
    parts = Path(inner).parts
    if any(part.startswith(".") or part == "__pycache__" for part in parts if inner != path):
        return False
    return not is_passing(parts[-1]) or layout.is_folder("/".join(parts)) or Path(path).is_dir()


def _identities(paths: Sequence[Path]) -> dict[Path, _Identity]:
    """What tells a file or folder from another one under its name, and from itself when a file has changed."""
    found = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        is_file = not path.is_dir()
        found[path] = (status.st_dev, status.st_ino, *((status.st_size, status.st_mtime_ns) if is_file else ()))
    return found
