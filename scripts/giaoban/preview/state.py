"""What the preview knows of the site: its folder while builds go on, whether it is what the files say, and if not, why.

Threads wait for the state to change.
"""

from __future__ import annotations

import errno
import threading
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import jinja2

from giaoban.build.errors import reason
from giaoban.findings import Finding

# Where folders cannot be exchanged in one step, there is no site for a moment.
_LOOKS = 50
_PAUSE = 0.02


class SiteFolder:
    """The files of one folder, by path from there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._was_there = folder.is_dir()

    def read(self, file: str) -> bytes | None:
        """The bytes of a file; None where there is none, or its path is none that a site has."""
        if any(part in {"", ".", ".."} or any(sign in part for sign in "\0\\:") for part in file.split("/")):
            return None
        for _ in range(_LOOKS):
            try:
                data = (self.folder / file).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                if self.folder.is_dir():
                    self._was_there = True
                    return None
                if not self._was_there:
                    return None
                time.sleep(_PAUSE)
            except (OSError, ValueError) as error:
                # Many ask at once: a place will be free again.
                if getattr(error, "errno", None) not in (errno.EMFILE, errno.ENFILE):
                    return None
                time.sleep(_PAUSE)
            else:
                return data
        self._was_there = False
        return None

    def names(self, folder: str) -> list[str]:
        """The names of what lies right in a folder, in order; none where there is no such folder."""
        try:
            return sorted(path.name for path in (self.folder / folder).iterdir())
        except OSError:
            return []


@dataclass(frozen=True)
class Failure:
    """Why a build came to no end: a sentence, and where in the project's own files that happened, if it did there."""

    said: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True)
class State:
    """What the last build found out. ``is_older``: whether the files say what the site does not show."""

    is_older: bool = True
    findings: tuple[Finding, ...] = ()
    failure: Failure | None = None

    @cached_property
    def by_path(self) -> dict[str, list[Finding]]:
        """The findings of each file."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.path, []).append(finding)
        return found

    @cached_property
    def errors(self) -> list[Finding]:
        """The findings for which the site was not built."""
        return [finding for finding in self.findings if finding.severity == "error"]


class News:
    """The state as it is now, for many threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self.state = State()

    def tell(self, state: State) -> None:
        """A build has ended: wake all who wait for it."""
        with self._changed:
            self.state = state
            self._number += 1
            self._changed.notify_all()

    def wait(self, number: int, seconds: float) -> int:
        """Wait until there is more news than ``number``, or for some seconds; returns how much news there has been."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != number, seconds)
            return self._number


def failure(error: BaseException, root: Path) -> Failure:
    """What to say of an error that ended a build. The place is the last in templates or code of the project at ``root``."""
    places = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
    path, line = _last_own(places, root)
    return Failure(reason(error), path, line)


def _last_own(places: Iterable[tuple[str, int]], root: Path) -> tuple[str, int]:
    theme = (root / "theme").resolve()
    own = [(Path(path), line) for path, line in places if Path(path).is_relative_to(theme)]
    return (own[-1][0].relative_to(root.resolve()).as_posix(), own[-1][1]) if own else ("", 0)
