"""Frames: what MkDocs and Material draw once, and pages are filled into.

MkDocs is run over one small page a layout, and over the few pages that do not grow (``content/pages``). A frame holds
tokens where a page's own values go; all its relative addresses begin with ``../``, since frames stand one level deep.
"""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct

from giaoban.render.text import ROOT

LAYOUTS = ("home", "briefing", "province", "leader", "resolution", "list", "embed")
# No written page has such a name: it is no id.
_PREFIX = "khung_"
_PACKAGES = ("mkdocs", "mkdocs-material", "jinja2", "markdown")
_KINDS = {".html", ".md", ".yml", ".svg"}


class FrameError(Exception):
    """MkDocs could not draw the frames; the message says why, in MkDocs' own words."""


class Frames(Struct, frozen=True):
    """The frames by layout, and the pages that MkDocs drew whole (address to HTML)."""

    layouts: Mapping[str, str]
    pages: Mapping[str, str]


def key(root: Path, content: Path, site_url: str) -> bytes:
    """A digest of all that frames and written pages are made from."""
    digest = blake2b(digest_size=16)
    digest.update(repr((site_url, [version(package) for package in _PACKAGES])).encode())
    for path in [root / "mkdocs.yml", Path(__file__), *_theme(root / "theme")]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    # The place of a written page is its address.
    for path in _files(content / "pages"):
        digest.update(path.relative_to(content).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()


def draw(root: Path, content: Path, site_url: str) -> Frames:
    """The frames for the project at ``root``, and the pages in ``content/pages``. Raises `FrameError`."""
    # Importing MkDocs takes longer than a whole build that has its frames.
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    log = _Log()
    logging.getLogger("mkdocs").addHandler(log)
    with tempfile.TemporaryDirectory(prefix="giaoban-") as folder:
        docs, site = Path(folder, "docs"), Path(folder, "site")
        if (content / "pages").is_dir():
            shutil.copytree(content / "pages", docs)
        docs.mkdir(exist_ok=True)
        for layout in LAYOUTS:
            text = f"---\ntemplate: frame.html\nlayout: {layout}\ntitle: khung\n---\n"
            (docs / f"{_PREFIX}{layout}.md").write_text(text, encoding="utf-8")
        try:
            build(load_config(str(root / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(site), site_url=site_url))
        except MkDocsException as error:
            raise FrameError(str(error)) from error
        finally:
            logging.getLogger("mkdocs").removeHandler(log)
        if log.warnings:
            raise FrameError("; ".join(log.warnings))
        return Frames({layout: _frame(site, layout) for layout in LAYOUTS}, dict(_pages(site)))


def _theme(theme: Path) -> Iterator[Path]:
    """What MkDocs reads of the theme: templates of pages are not its own."""
    return (path for path in _files(theme) if path.relative_to(theme).parts[0] != "pages")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in _KINDS and path.is_file())


def _frame(site: Path, layout: str) -> str:
    html = (site / f"{_PREFIX}{layout}" / "index.html").read_text(encoding="utf-8")
    # Lines that templates leave empty would stand on every page.
    html = re.sub(r"\n\s*\n", "\n", html).lstrip()
    return re.sub(r'(\s(?:href|src|action)=")\.\./', rf"\g<1>{ROOT}", html)


def _pages(site: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(site.rglob("index.html")):
        if not path.parent.name.startswith(_PREFIX) and path.parent != site:
            yield f"{path.parent.relative_to(site).as_posix()}/", path.read_text(encoding="utf-8")


class _Log(logging.Handler):
    """Keeps what MkDocs warns of: a warning about a frame is a mistake of ours, never noise."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.warnings.append(record.getMessage())
