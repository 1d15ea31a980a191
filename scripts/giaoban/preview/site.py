"""The folder of the built site, as a host reads it while builds go on."""

from __future__ import annotations

import errno
import time
from pathlib import Path

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
