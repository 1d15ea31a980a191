"""Files of the site that are not drawn from records: assets, pages drawn by MkDocs, redirects, sitemap, robots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

from markupsafe import escape

from giaoban.publish.plan import Plan
from giaoban.site import urls
from giaoban.site.frame import Frames


def extras(whole: Plan, frames: Frames, theme: Path, site_url: str, redirects: Mapping[str, str]) -> dict[str, bytes]:
    """File to content."""
    files = {urls.file(address): html.encode() for address, html in frames.pages.items()}
    files |= assets(theme)
    # A service worker serves only what stands beside it or below.
    files["sw.js"] = (theme / "sw.js").read_bytes()
    listed = addresses([*whole.jobs, *files])
    for old, new in redirects.items():
        files[urls.file(old.removeprefix("/"))] = _redirect(new, site_url)
    files["sitemap.xml"] = _sitemap(sorted(listed), site_url)
    files["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n".encode()
    # GitHub Pages leaves out what begins with an underscore, unless told that the site is not Jekyll's.
    files[".nojekyll"] = b""
    return files


def assets(theme: Path) -> dict[str, bytes]:
    """The look's own files: path in the site to content."""
    folder = theme / "assets"
    return {
        f"assets/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def addresses(files: Iterable[str]) -> set[str]:
    """The addresses of pages among files, each with a leading slash: ``hop/x/index.html`` is ``/hop/x/``."""
    return {f"/{f.removesuffix('index.html')}" for f in files if f == "index.html" or f.endswith("/index.html")}


def _sitemap(listed: list[str], site_url: str) -> bytes:
    root = site_url.removesuffix("/")
    lines = (f"<url><loc>{escape(root + quote(address))}</loc></url>" for address in listed)
    body = "\n".join(lines)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</urlset>\n'
    ).encode()


def _redirect(new: str, site_url: str) -> bytes:
    target = escape(urlsplit(site_url).path.removesuffix("/") + new)
    canonical = escape(site_url.removesuffix("/") + new)
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">\n'
        f'<title>Đã chuyển – Giao ban</title>\n<link rel="canonical" href="{canonical}">\n'
        f'<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="0; url={target}">\n'
        f'</head><body><main><h1>Trang đã chuyển</h1><p>Nay ở <a href="{target}">{escape(new)}</a>.</p></main></body></html>\n'
    ).encode()
