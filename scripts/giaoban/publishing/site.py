"""The finished site, read for publication: every file with the bytes that its build knows of."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from giaoban.build.tree import Tree, digest_of


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


_ANEW = "hãy xóa thư mục build rồi chạy lại giaoban build"
