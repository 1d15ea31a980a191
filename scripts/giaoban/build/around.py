"""What a build needs beside the records: frames, written pages, assets, the ledger, history from git, settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import msgspec

from giaoban.archive.answers import Question
from giaoban.build import history, ledger, settings
from giaoban.build.code import PACKAGE
from giaoban.build.errors import BuildError
from giaoban.build.store import Store
from giaoban.build.versions import git
from giaoban.check import markdown
from giaoban.findings import Finding
from giaoban.records import files
from giaoban.render import html

_CONSTANTS = 16
"""Bytes of the digest of the search engine's tables."""


class Surroundings(NamedTuple):
    """All of it. ``written``: address to the HTML of each page that MkDocs drew whole; ``assets``: file to its bytes."""

    layouts: Mapping[str, str]
    written: Mapping[str, str]
    assets: Mapping[str, bytes]
    ledger: ledger.Ledger
    histories: history.Histories
    settings: Mapping[str, str]

    def questions(self) -> dict[str, Question]:
        """The questions that all this answers."""
        meetings = self.histories.meetings
        head = self.histories.head.encode()
        return {
            "frame": Question(self.layouts.__getitem__),
            "setting": Question(self.settings.__getitem__),
            "history": Question(meetings.get, basis=lambda: head),
            "redirects": Question(lambda: tuple(sorted(self.ledger.redirects.items()))),
            "written-pages": Question(lambda: tuple(sorted(self.written))),
            "written-page": Question(self.written.__getitem__),
            "assets": Question(lambda: tuple(sorted(self.assets))),
            "asset": Question(self.assets.__getitem__),
        }


def read(root: Path, content: Path, site_url: str, store: Store, processes: int) -> Surroundings:
    """Read all of it; from the store what has not changed.

    Raises `BuildError` for a wrong setting, and when MkDocs cannot draw the frames.
    """
    try:
        configured = {
            "site_url": site_url,
            "repository": settings.repository(root),
            "authority": settings.authority(root, site_url),
        }
    except settings.SettingsError as error:
        raise BuildError(str(error)) from error
    drawn = _frames(root, content, site_url, store)
    where = history.place_in_repository(content)
    histories, kept = history.read(content, where, store.meta("history"), processes)
    store.put_meta("history", kept)
    look = assets(root / "theme")
    return Surroundings(
        drawn.layouts,
        drawn.pages,
        look,
        ledger.load(content),
        histories,
        {
            **configured,
            "assets": _version(look, store),
            "builder": version("giaoban"),
            "lock": (PACKAGE.parent / "requirements.lock").read_text(encoding="utf-8"),
            **_commit(content),
        },
    )


def without_frames(root: Path, content: Path) -> Surroundings:
    """All of it that says which addresses the site has: what MkDocs would draw is left empty, and nothing is known from git."""
    pages = {
        f"{path.relative_to(content / 'pages').with_suffix('').as_posix()}/": "" for path in _written_pages(content)
    }
    nothing = {"site_url": "", "assets": ""}
    return Surroundings({}, pages, assets(root / "theme"), ledger.load(content), history.Histories(), nothing)


def _written_pages(content: Path) -> list[Path]:
    return sorted((content / "pages").rglob("*.md"))


def page_findings(content: Path) -> list[Finding]:
    """What stops written pages from being published: files that are none, and what is wrong with their text."""
    found: list[Finding] = []
    for path in sorted((content / "pages").rglob("*")):
        name = path.relative_to(content).as_posix()
        if path.is_symlink():
            hint = "chép tệp thật vào đây"
            found.append(Finding(name, 1, 1, "error", "symlink", "không dùng liên kết tượng trưng trong kho", hint))
        elif path.is_dir() or path.name.startswith(".") or files.is_passing(path.name):
            continue
        elif path.suffix != ".md" or not path.is_file():
            hint = "trang viết tay là tệp .md; xóa hoặc chuyển tệp này đi"
            found.append(Finding(name, 1, 1, "error", "unknown-file", "tệp này không phải trang viết tay", hint))
        elif message := markdown.misnamed(path.relative_to(content / "pages").with_suffix("").as_posix()):
            hint = "đổi tên tệp, như phuong-phap.md"
            found.append(Finding(name, 1, 1, "error", "unknown-file", message, hint))
        elif path.stat().st_size > files.MAX_BYTES:
            found.append(Finding(name, 1, 1, "error", "too-large", "trang quá dài", "tách thành nhiều trang"))
        else:
            try:
                found += markdown.check_page(name, path.read_bytes())
            except OSError as error:
                message = f"không đọc được tệp: {error.strerror}"
                found.append(Finding(name, 1, 1, "error", "unreadable", message, "xem lại quyền đọc"))
    return found


def _frames(root: Path, content: Path, site_url: str, store: Store) -> html.Frames:
    key = html.frames_key(root, content, site_url)
    held = store.meta("frames") or b""
    if held[: len(key)] == key:
        try:
            return msgspec.msgpack.decode(held[len(key) :], type=html.Frames)
        except (msgspec.DecodeError, ValueError):
            pass
    try:
        drawn = html.draw_frames(root, content, site_url)
    except html.FrameError as error:
        message = f"MkDocs không dựng được khung trang: {error}"
        raise BuildError(message) from error
    store.put_meta("frames", key + msgspec.msgpack.encode(drawn))
    return drawn


def assets(theme: Path) -> dict[str, bytes]:
    """The theme's own files: path in the site to content. A service worker serves only what stands beside it or below."""
    folder = theme / "assets"
    found = {
        f"assets/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return found | {"sw.js": (theme / "sw.js").read_bytes()}


def _commit(content: Path) -> dict[str, str]:
    """The commit that is checked out, and its day in Vietnam."""
    said = git(content, "show", "--no-patch", "--format=%H %ct", "HEAD") or b""
    commit, _, seconds = said.decode().strip().partition(" ")
    return {"commit": commit, "commit_day": history.day_of(int(seconds)) if seconds else ""}


def _version(look: Mapping[str, bytes], store: Store) -> str:
    """The version of the theme's files, eight hexadecimal digits: pages name it in each link to one."""
    constants = store.meta("constants")
    if constants is None or len(constants) != _CONSTANTS:
        # With them come all tables of the search engine; a store is of one version of the code, and keeps what they are.
        from giaoban.search.constants import javascript

        constants = blake2b(javascript().encode(), digest_size=_CONSTANTS).digest()
        store.put_meta("constants", constants)
    digest = blake2b(constants, digest_size=4)
    for path, data in sorted(look.items()):
        digest.update(path.encode() + b"\0" + blake2b(data).digest())
    return digest.hexdigest()


def stamp(root: Path, content: Path) -> bytes:
    """A digest of all of it that no record holds, as far as it can be known without reading much."""
    digest = blake2b(digest_size=16)
    paths = [root / "mkdocs.yml", *(content / name for name in ledger.FILES), *sorted((content / "pages").rglob("*"))]
    for path in [*paths, *sorted((root / "theme").rglob("*"))]:
        if path.is_file():
            digest.update(os.fsencode(path) + b"\0" + path.read_bytes() + b"\0")
    digest.update(repr(history.place_in_repository(content)).encode())
    return digest.digest()
