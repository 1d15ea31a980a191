"""Pouring: a page's values go into its frame's slots, and links get the way up to the root."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from markupsafe import escape

from giaoban.site import pictures, urls
from giaoban.site.page import Page

_TOKEN = re.compile(r"GIAOBAN:(TITLE|NAME|DESCRIPTION|CANONICAL|ROBOTS|PICTURE|SEEN|BODY|NAV:[a-z-]+)")
SITE_NAME = "Giao ban"


class Mold:
    """Every frame, cut at its slots, for one canonical address."""

    def __init__(self, layouts: Mapping[str, str], site_url: str) -> None:
        self._parts = {name: _TOKEN.split(html) for name, html in layouts.items()}
        self._site_url = site_url
        self._base = urlsplit(site_url).path or "/"

    def pour(self, page: Page) -> bytes:
        """The finished page. Raises `KeyError` when its layout has no frame."""
        title = f"{page.title} – {SITE_NAME}" if page.title else SITE_NAME
        picture = page.picture or pictures.of_address(page.address)
        values = {
            "TITLE": str(escape(title)),
            "NAME": str(escape(page.title or SITE_NAME)),
            "DESCRIPTION": str(escape(page.description)),
            "CANONICAL": str(escape(self._site_url + page.address)),
            "ROBOTS": "index, follow" if page.indexed else "noindex",
            "PICTURE": str(escape(self._site_url + picture.file)),
            "SEEN": str(escape(picture.words)),
            "BODY": page.body,
            f"NAV:{page.section}": ' aria-current="true"',
        }
        parts = list(self._parts[page.layout])
        parts[1::2] = [values.get(token, "") for token in parts[1::2]]
        # A page that is served for any address, however deep, can only link from the host's root.
        root = self._base if page.address == "404.html" else urls.up(page.address) or "./"
        return "".join(parts).replace(urls.ROOT, root).encode()
