"""A page at each address that was given up: it leads to the one that took its place."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from giaoban import addresses
from giaoban.archive.reader import Reader

# Such a page shows a line and leads on: it needs nothing at all.
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"


def files(reader: Reader) -> tuple[str, ...]:
    """The file at each old address."""
    return tuple(_file(old) for old, _ in reader.redirects())


def content(reader: Reader, file: str) -> bytes:
    """The page at one old address."""
    new = next(new for old, new in reader.redirects() if _file(old) == file)
    site_url = reader.setting("site_url")
    target = escape(urlsplit(site_url).path.removesuffix("/") + new)
    canonical = escape(site_url.removesuffix("/") + new)
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<title>Đã chuyển – Giao ban</title>\n<link rel="canonical" href="{canonical}">\n'
        f'<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="0; url={target}">\n'
        f'</head><body><main><h1>Trang đã chuyển</h1><p>Nay ở <a href="{target}">{escape(new)}</a>.</p></main></body></html>\n'
    ).encode()


def _file(old: str) -> str:
    return addresses.file(old.removeprefix("/"))
