"""The sitemap (https://www.sitemaps.org/protocol.html): every page, with the day on which what it shows was last changed.

One file may list 50,000 pages. Of more, ``sitemap.xml`` is an index of files that list so many each.
"""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from giaoban.archive.reader import Reader

_FILE = "sitemap.xml"
_MOST = 50_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def files(reader: Reader) -> tuple[str, ...]:
    """The sitemap, and the files that it is an index of."""
    count = len(_listed(reader))
    return (_FILE, *(_part(number) for number in range(1, -(-count // _MOST) + 1))) if count > _MOST else (_FILE,)


def content(reader: Reader, file: str) -> bytes:
    """One of these files."""
    parts = files(reader)[1:]
    root = reader.setting("site_url")
    if file == _FILE and parts:
        body = "\n".join(f"<sitemap><loc>{escape(root + part)}</loc></sitemap>" for part in parts)
        return f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n{body}\n</sitemapindex>\n'.encode()
    first = parts.index(file) * _MOST if parts else 0
    days = dict(reader.pages_changed())
    body = "\n".join(_line(root, address, days.get(address, "")) for address in _listed(reader)[first : first + _MOST])
    return f'{_HEAD}<urlset xmlns="{_NAMESPACE}">\n{body}\n</urlset>\n'.encode()


def _part(number: int) -> str:
    return f"sitemap-{number}.xml"


def _listed(reader: Reader) -> list[str]:
    """The addresses of all pages; a file that is served in place of others is none."""
    return sorted(
        {address for address in (*reader.addresses(), *reader.written_pages()) if not address.endswith(".html")}
    )


def _line(root: str, address: str, day: str) -> str:
    modified = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(root + quote(address))}</loc>{modified}</url>"
