"""The key of the store: a digest of the code, templates and packages that make outputs, and of nothing else."""

from __future__ import annotations

import sys
import unicodedata
import zlib
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
# What makes no output: editing it must not throw away what was built.
APART = {
    "__main__.py", "bootstrap.py", "cli.py", "drafting", "editing", "inspection", "mending", "preview", "project.py",
    "publishing", "review", "sources", "streams.py",
}  # fmt: skip


def key(theme: Path, code: bytes | None = None) -> bytes:
    """The digest, for the templates of one theme. ``code``: that of the `program`, where it is known."""
    digest = blake2b(code or program(), digest_size=16)
    _add(digest, sorted((theme / "pages").glob("*.html")))
    return digest.digest()


def program() -> bytes:
    """The digest of code and packages as they are now; those of a process that has run for long may be others.

    The rules of the check count too: their findings are kept with the records.
    """
    digest = blake2b(digest_size=16)
    _add(digest, [*_code(), PACKAGE.parent / "requirements.lock"])
    digest.update(repr((sys.version_info[:3], unicodedata.unidata_version, zlib.ZLIB_RUNTIME_VERSION)).encode())
    return digest.digest()


def _add(digest: blake2b, paths: Iterable[Path]) -> None:
    for path in paths:
        digest.update("/".join(path.parts[-2:]).encode() + b"\0" + path.read_bytes() + b"\0")


def _code() -> list[Path]:
    found = [p for p in PACKAGE.rglob("*") if p.suffix in {".py", ".yml"}]
    return sorted(p for p in found if p.relative_to(PACKAGE).parts[0] not in APART)
