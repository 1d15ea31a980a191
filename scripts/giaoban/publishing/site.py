"""The finished site, read for publication: every file with the bytes that its build knows of, and as it is sent, compressed once.

Files of earlier publications that open tabs may still ask for stay for a week after they left the site.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path

import brotli
import msgspec

from giaoban import headers
from giaoban.build.tree import Tree, digest_of
from giaoban.check import clock

_ANEW = "hãy xóa thư mục build rồi chạy lại giaoban build"


class PublishError(Exception):
    """Nothing was published; its text says in Vietnamese why, and what to do."""


class BuiltSite:
    """What a build has left in ``build/site``."""

    def __init__(self, build: Path) -> None:
        """Raises `PublishError` where there is no finished site."""
        trees = Tree(build)
        self._live, self._known = trees.live, trees.manifest.files
        if not self._live.is_dir() or not self._known:
            raise PublishError(f"chưa có trang đã dựng trong {self._live}; hãy chạy giaoban build trước")
        # A check of its bytes, or a preview, has left it unfinished: files may be missing.
        if not trees.manifest.is_whole:
            raise PublishError(f"trang trong {self._live} chưa dựng xong; hãy chạy giaoban build")

    @property
    def files(self) -> list[str]:
        """The paths of all files within the site, in order."""
        return sorted(self._known)

    def digest(self, file: str) -> str:
        """The digest of the bytes that were built, in hexadecimal."""
        return self._known[file].digest.hex()

    def read(self, file: str) -> bytes:
        """The bytes of a file. Raises `PublishError` if they are not those that were built."""
        path = self._live / file
        try:
            data = path.read_bytes()
        except OSError as error:
            raise PublishError(f"không đọc được {path} ({error.strerror}); {_ANEW}") from None
        if digest_of(data) != self._known[file].digest:
            raise PublishError(f"{path} không còn như lúc dựng; {_ANEW}")
        return data

    def checksums(self, folder: str) -> bytes:
        """A line for each file, as ``sha256sum -c`` reads it where the site lies in ``folder``. Raises `PublishError`."""
        lines = [f"{sha256(self.read(file)).hexdigest()}  {folder}/{file}\n" for file in self.files]
        return "".join(lines).encode()


_LEAST = 256
"""Bytes below which compressing saves nothing worth a file of its own."""


def gzipped(file: str, data: bytes) -> bytes | None:
    """A text file compressed with gzip, the same bytes each time; None where it is no text, or too short."""
    return gzip.compress(data, 9, mtime=0) if headers.is_text(file) and len(data) >= _LEAST else None


def variants(file: str, data: bytes) -> dict[str, bytes]:
    """What stands beside a file for servers that send it compressed: ending of the name to bytes."""
    small = gzipped(file, data)
    return {} if small is None else {".gz": small, ".br": brotli.compress(data, mode=brotli.MODE_TEXT)}


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
