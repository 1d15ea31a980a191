"""The sitemaps (https://www.sitemaps.org/protocol.html): every page, with the day on which what it shows was last changed.

``sitemap.xml`` is an index: one file lists the pages of a kind, one (``sitemap-trang.xml``) those of no kind. A file may
list 50,000 pages; of more, a kind has several.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from urllib.parse import quote

from giaoban import headers, kinds
from giaoban.archive.reader import Reader

_INDEX = "sitemap.xml"
_OTHERS = "trang"
_MOST = 50_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def files(reader: Reader) -> tuple[str, ...]:
    """The index, and the files that it names."""
    return (_INDEX, *_addresses_by_file(reader))


def content(reader: Reader, file: str) -> bytes:
    """The index of the sitemaps, or the sitemap at the path ``file``; days are those of the last change."""
    root = reader.setting("site_url")
    listed = _addresses_by_file(reader)
    days = dict(reader.pages_changed())
    if file == _INDEX:
        lines = [
            f"<sitemap>{_line(root, part, max(days.get(page, '') for page in pages))}</sitemap>"
            for part, pages in listed.items()
        ]
        return _document("sitemapindex", lines)
    return _document("urlset", [f"<url>{_line(root, page, days.get(page, ''))}</url>" for page in listed[file]])


def _addresses_by_file(reader: Reader) -> dict[str, list[str]]:
    """The addresses of all pages in order, by the file that lists them; none is served in place of others, or in frames."""
    sections = {kind.section for kind in kinds.with_pages()}
    groups: dict[str, list[str]] = defaultdict(list)
    for address in sorted({*reader.addresses(), *reader.written_pages()}):
        if not address.endswith(".html") and address != headers.FRAMED:
            section = address.partition("/")[0]
            groups[section if section in sections else _OTHERS].append(address)
    return {
        f"sitemap-{name}{f'-{number}' if number else ''}.xml": pages[start : start + _MOST]
        for name, pages in sorted(groups.items())
        for number, start in enumerate(range(0, len(pages), _MOST))
    }


def _document(element: str, lines: list[str]) -> bytes:
    body = "\n".join(lines)
    return f'{_HEAD}<{element} xmlns="{_NAMESPACE}">\n{body}\n</{element}>\n'.encode()


def _line(root: str, address: str, day: str) -> str:
    modified = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<loc>{escape(root + quote(address))}</loc>{modified}"
