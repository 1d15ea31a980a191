"""Files of earlier publications that open tabs may still ask for: they stay for a week after they left the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from fnmatch import fnmatchcase

import msgspec

from giaoban.check import clock

# Styles and scripts below their version, and files of the search index. Pages and data leave at once.
_ASKED_FOR_LATER = ("assets/v/*", "tim/*.bin")
_STAY = timedelta(days=7)


class Contents(msgspec.Struct):
    """What a publication holds: the files of its site with the digests of their bytes (hexadecimal), and those that stay.

    ``left``: a file that is no longer in the site to the moment since which it is not. ``site``: a digest of all files;
    ``sent``: of the headers that they are sent with.
    """

    files: dict[str, str]
    left: dict[str, datetime] = {}
    site: str = ""
    sent: str = ""


def staying(before: Contents | None, files: Iterable[str], now: datetime | None = None) -> dict[str, datetime]:
    """The files of the publication before that stay though the site has them no more, and since when it has not."""
    if before is None:
        return {}
    moment = now or clock.moment()
    known = set(files)
    left: Mapping[str, datetime] = {file: before.left.get(file, moment) for file in [*before.files, *before.left]}
    return {
        file: since
        for file, since in left.items()
        if file not in known and any(fnmatchcase(file, one) for one in _ASKED_FOR_LATER) and moment - since < _STAY
    }
