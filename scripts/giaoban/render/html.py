"""A view becomes a page: its template fills the body, and its head the slots of the frame; and frames, drawn once a layout.

MkDocs and Material draw the frames: MkDocs is run over one small page a layout, and over the few pages that do not grow
(``content/pages``). A frame holds tokens where a page's own values go; all its relative addresses begin with ``../``, since
frames stand one level deep.
"""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from msgspec import Struct

from giaoban import addresses
from giaoban.render import twin
from giaoban.render.linked import markup
from giaoban.render.text import ASSETS, FILTERS, ROOT, escaped
from giaoban.render.timeline import entry_html, row_html, sources, through_html
from giaoban.views import drawing_files, words
from giaoban.views.pages import embed
from giaoban.views.values import Head, View

LAYOUTS = ("home", "briefing", "province", "leader", "resolution", "list", "embed")
# No written page has such a name: it is no id.
_PREFIX = "khung_"
_PACKAGES = ("mkdocs", "mkdocs-material", "jinja2", "markdown")
_ENDINGS = {".html", ".md", ".yml", ".svg"}


class FrameError(Exception):
    """MkDocs could not draw the frames; the message says why, in MkDocs' own words."""


class Frames(Struct, frozen=True):
    """The frames by layout, and the pages that MkDocs drew whole (address to HTML)."""

    layouts: Mapping[str, str]
    pages: Mapping[str, str]


def frames_key(root: Path, content: Path, site_url: str) -> bytes:
    """A digest of all that frames and written pages are made from."""
    digest = blake2b(digest_size=16)
    digest.update(repr((site_url, [version(package) for package in _PACKAGES])).encode())
    for path in [root / "mkdocs.yml", Path(__file__), *_theme(root / "theme")]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    # The place of a written page is its address.
    for path in _files(content / "pages"):
        digest.update(path.relative_to(content).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()


def draw_frames(root: Path, content: Path, site_url: str) -> Frames:
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
    return sorted(path for path in folder.rglob("*") if path.suffix in _ENDINGS and path.is_file())


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


SITE_NAME = "Giao ban"
_TOKEN = re.compile(r"GIAOBAN:(TITLE|NAME|DESCRIPTION|CANONICAL|ROBOTS|PICTURE|SEEN|LINKS|ASSETS|BODY|NAV:[a-z-]+)")


class _PlainAttributes(CodeGenerator):
    """Compiles ``a.b`` to just that. Jinja would look for an item of the name, too; views are structs and have none.

    A page asks for some hundred attributes, so that looking further took a tenth of its time.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - named by Jinja
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


def environment(theme: Path) -> Environment:
    """The environment of the templates in ``theme/pages``.

    Nothing is escaped here: what templates see is escaped already, all of it. Compiled templates are kept for no other build:
    they are code, and a cache may come from elsewhere.
    """
    env = Environment(
        loader=FileSystemLoader(theme / "pages"),
        autoescape=False,  # noqa: S701 - `escaped` has done it for the whole view
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.code_generator_class = _PlainAttributes
    env.filters |= {
        **FILTERS,
        "entry": entry_html,
        "sources": sources,
        "drawn_row": row_html,
        "drawn_through": through_html,
    }
    env.globals |= {"section": addresses.section, "address": addresses.of, "words": words}
    env.globals["drawing_files"] = drawing_files
    return env


def page(
    view: View, template: str, frame: str, site_url: str, assets: str, env: Environment, beside: str = ""
) -> bytes:
    """The finished page. ``template``: that of the page's module; ``frame``: the frame of its layout, with tokens.

    ``assets``: the version of the theme's files; ``beside``: further links for its head.
    """
    safe = escaped(view)
    body = env.get_template(safe.template or template).render(view=safe)
    return fill(frame, safe.head, body, site_url, assets, beside + _embed(view, site_url) + markup(view, site_url))


def fill(frame: str, head: Head, body: str, site_url: str, assets: str, data: str) -> bytes:
    """A body in its frame. The text of ``head`` is escaped already; ``data``: see `linked.markup`."""
    picture = head.picture
    values = {
        "TITLE": f"{head.title} – {SITE_NAME}" if head.title else SITE_NAME,
        "NAME": head.title or SITE_NAME,
        "DESCRIPTION": head.description,
        "CANONICAL": site_url + head.address,
        "ROBOTS": "index, follow" if head.indexed else "noindex",
        "PICTURE": site_url + picture.file,
        "SEEN": f"{picture.title}. {picture.kicker}, kho lưu trữ Giao ban."
        if picture.kicker
        else f"Giao ban. {picture.title}.",
        "LINKS": "".join(
            f'<link rel="alternate" type="{feed.type}" title="{feed.title}" href="{ROOT}{feed.address}">\n'
            for feed in head.feeds
        )
        + _twin(head.address)
        + data,
        "ASSETS": assets,
        "BODY": body,
        f"NAV:{head.section}": ' aria-current="true"',
    }
    parts = list(_cut(frame))
    parts[1::2] = [values.get(token, "") for token in parts[1::2]]
    # A page that is served for any address, however deep, can only link from the host's root.
    root = (urlsplit(site_url).path or "/") if head.address == "404.html" else addresses.up(head.address) or "./"
    return "".join(parts).replace(ROOT, root).replace(ASSETS, assets).encode()


def _embed(view: View, site_url: str) -> str:
    """The link by which another site finds how to show the timeline. Such sites do not always resolve one that is relative."""
    if not embed.is_embedded(view):
        return ""
    return f'<link rel="alternate" type="{embed.TYPE}" href="{site_url}{view.head.address}{embed.FILE}">\n'


def _twin(address: str) -> str:
    beside = twin.file(address)
    return f'<link rel="alternate" type="application/json" href="{ROOT}{beside}">\n' if beside else ""


@lru_cache(maxsize=32)
def _cut(frame: str) -> tuple[str, ...]:
    """A frame, cut at its slots: text and tokens in turn."""
    return tuple(_TOKEN.split(frame))
