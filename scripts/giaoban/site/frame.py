"""Frames: what MkDocs and Material draw once, and the builder fills thousands of times.

MkDocs is run over one small page a layout, and over the few pages that do not grow (``content/pages``). A frame holds
tokens where a page's own values go; all its relative addresses begin with ``../``, since frames stand one level deep.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from giaoban.site import urls

LAYOUTS = ("home", "briefing", "province", "leader", "resolution", "list")
_PREFIX = "khung-"
_KEPT = 3


class FrameError(Exception):
    """MkDocs could not draw the frames; the message says why, in MkDocs' own words."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames by layout, the pages MkDocs drew whole (address to HTML), and a digest of the frames."""

    layouts: Mapping[str, str]
    pages: Mapping[str, str]
    digest: bytes


def draw(root: Path, content: Path, site_url: str, cache: Path) -> Frames:
    """The frames for the project at ``root``; from ``cache`` when nothing they are made of has changed.

    Raises `FrameError`.
    """
    key = _key(root, content, site_url)
    kept = cache / f"{key}.json"
    try:
        found = json.loads(kept.read_text(encoding="utf-8"))
        os.utime(kept)
    except (OSError, ValueError):
        found = _run(root, content, site_url)
        cache.mkdir(parents=True, exist_ok=True)
        _write(kept, json.dumps(found, ensure_ascii=False, sort_keys=True))
        _forget(cache)
    look = json.dumps(found["layouts"], ensure_ascii=False, sort_keys=True)
    return Frames(found["layouts"], found["pages"], hashlib.blake2b(look.encode(), digest_size=16).digest())


def _key(root: Path, content: Path, site_url: str) -> str:
    digest = hashlib.blake2b(digest_size=16)
    digest.update(repr((site_url, [version(p) for p in ("mkdocs", "mkdocs-material", "jinja2", "markdown")])).encode())
    # Page bodies are the builder's own; only what MkDocs reads counts here.
    theme = [p for p in _files(root / "theme") if "pages" not in p.relative_to(root / "theme").parts[:1]]
    for path in [root / "mkdocs.yml", Path(__file__), *theme, *_files(content / "pages")]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix in {".html", ".md", ".yml", ".svg"} and p.is_file())


def _run(root: Path, content: Path, site_url: str) -> dict[str, dict[str, str]]:
    # Importing MkDocs takes longer than a whole build that finds its frames in the cache.
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
            config = load_config(
                str(root / "mkdocs.yml"),
                docs_dir=str(docs),
                site_dir=str(site),
                site_url=site_url,
            )
            build(config)
        except MkDocsException as error:
            raise FrameError(str(error)) from error
        finally:
            logging.getLogger("mkdocs").removeHandler(log)
        if log.warnings:
            raise FrameError("; ".join(log.warnings))
        layouts = {}
        for layout in LAYOUTS:
            html = (site / f"{_PREFIX}{layout}" / "index.html").read_text(encoding="utf-8")
            layouts[layout] = re.sub(r'(\s(?:href|src|action)=")\.\./', rf"\g<1>{urls.ROOT}", html)
        pages = {
            f"{path.parent.relative_to(site).as_posix()}/": path.read_text(encoding="utf-8")
            for path in sorted(site.rglob("index.html"))
            if not path.parent.name.startswith(_PREFIX) and path.parent != site
        }
    return {"layouts": layouts, "pages": pages}


class _Log(logging.Handler):
    """Keeps what MkDocs warns of: a warning about a frame is a mistake of ours, never noise."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.warnings.append(record.getMessage())


def _write(path: Path, text: str) -> None:
    partial = path.with_suffix(f".{os.getpid()}.part")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def _forget(cache: Path) -> None:
    for old in sorted(cache.glob("*.json"), key=lambda p: p.stat().st_mtime)[:-_KEPT]:
        old.unlink(missing_ok=True)
