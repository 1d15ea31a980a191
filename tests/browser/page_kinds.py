"""Every kind of page, and which pages stand for it: found from the addresses of the site, never from a list of names.

A *kind* is the shape of an address: ``hop/`` is one page, ``hop/*/`` are all meetings. The kinds are known before anything is
built, from the tiny archive's golden site, which has a page of every kind, and from the written pages. A kind's *samples* are
chosen from the built archive by what stands on them, so that every part of a page that readers can meet is on one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from giaoban.inspection.site import page_kind

ROOT = Path(__file__).resolve().parent.parent.parent
GOLDEN = ROOT / "tests" / "fixtures" / "mini" / "site"
WRITTEN = ROOT / "content" / "pages"
NOT_FOUND = "404.html"
# Of one kind, as many pages as it takes to meet every part, but never more than these.
MOST = 5

_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_TAG = re.compile(r"<([a-z][a-z0-9]*)\b([^>]*)>")
_CLASS = re.compile(r'\bclass="([^"]*)"')
# Weights and counts in a class (``w7``) make no other part.
_NUMBER = re.compile(r"\d+")
_MOVED = re.compile(r'<meta http-equiv="refresh"')


class Sample(NamedTuple):
    """A page that stands for its kind. ``folder``: the built site it is in; ``address``: without a leading slash."""

    kind: str
    folder: Path
    address: str

    @property
    def file(self) -> Path:
        """The page's file."""
        return self.folder / (self.address if self.address.endswith(".html") else f"{self.address}index.html")

    @property
    def asked(self) -> str:
        """What a browser asks for; the page for what is missing is asked for deep down, where nothing is."""
        return "khong-co/trang-nay/" if self.address == NOT_FOUND else self.address


def known() -> list[str]:
    """Every kind, before anything is built."""
    kinds = {page_kind(address) for address in addresses(GOLDEN)}
    return sorted(kinds | {f"{path.stem}/" for path in WRITTEN.glob("*.md")})


def addresses(site: Path) -> Iterator[str]:
    """The addresses of the pages of a built site; those that only send on to another are none."""
    for path in sorted(site.rglob("*.html")):
        if not _MOVED.search(path.read_text(encoding="utf-8")):
            yield path.relative_to(site).as_posix().removesuffix("index.html")


def parts(html: str) -> frozenset[str]:
    """What kinds of part stand in the main of a page: every element together with its classes."""
    main = _MAIN.search(html)
    found = set()
    for tag, attributes in _TAG.findall(main[0] if main else html):
        given = _CLASS.search(attributes)
        found.add(f"{tag}.{_NUMBER.sub('', given[1])}" if given else tag)
    return frozenset(found)


def samples(*sites: Path) -> dict[str, list[Sample]]:
    """Kind to the pages that stand for it, the richest first.

    A page of an earlier site is preferred; one of a later site is taken for what no page of an earlier one has.
    """
    pages: dict[str, list[Sample]] = {}
    for site in sites:
        for address in addresses(site):
            pages.setdefault(page_kind(address), []).append(Sample(page_kind(address), site, address))
    return {kind: _choose(found, sites) for kind, found in sorted(pages.items())}


def _choose(pages: list[Sample], sites: tuple[Path, ...]) -> list[Sample]:
    """The richest page, the thinnest, then those that add most of what has not been met yet."""
    html = {page: page.file.read_text(encoding="utf-8") for page in pages}
    first = [page for page in pages if page.folder == pages[0].folder]
    by_size = sorted(first, key=lambda page: len(html[page]))
    if pages[0].kind == pages[0].address:
        return [by_size[-1]]
    chosen = list(dict.fromkeys([by_size[-1], by_size[0]]))
    has: Mapping[Sample, frozenset[str]] = {page: parts(html[page]) for page in pages}
    missing = frozenset[str]().union(*has.values()) - has[chosen[0]] - has[chosen[-1]]
    while missing and len(chosen) < MOST:
        best = max(pages, key=lambda page: (len(has[page] & missing), -sites.index(page.folder), page.address))
        chosen.append(best)
        missing -= has[best]
    return chosen
