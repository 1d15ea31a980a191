"""Files of the site that are not drawn from records: assets, pages drawn by MkDocs, redirects, sitemap, robots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from markupsafe import escape

from giaoban.archive import Archive
from giaoban.publish.plan import Plan
from giaoban.site import urls
from giaoban.site.frame import Frames


def extras(
    whole: Plan,
    frames: Frames,
    theme: Path,
    site_url: str,
    redirects: Mapping[str, str],
    modified: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, bytes]:
    """File to content. ``modified``: address to the day on which what it shows was last changed, where that is known."""
    files = {urls.file(address): html.encode() for address, html in frames.pages.items()}
    files |= assets(theme)
    # A service worker serves only what stands beside it or below.
    files["sw.js"] = (theme / "sw.js").read_bytes()
    listed = addresses([*whole.jobs, *files])
    for old, new in redirects.items():
        files[urls.file(old.removeprefix("/"))] = _redirect(new, site_url)
    files["sitemap.xml"] = _sitemap(sorted(listed), site_url, modified)
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


def modified(archive: Archive, days: Mapping[str, str]) -> dict[str, str]:
    """Address to the day of the last commit to what the page shows: its own record, and the meetings on its timeline.

    ``days``: path of a record within the content folder to the day of its last commit.
    """
    if not days:
        return {}
    own = {f"/{urls.of('briefing', card.id)}": days.get(card.path, "") for card in archive.cards.values()}
    found = dict(own)
    for kind, folder in (("leader", "leaders"), ("resolution", "resolutions")):
        for entity in getattr(archive.entities, folder):
            found[f"/{urls.of(kind, entity)}"] = days.get(f"{folder}/{entity}.yml", "")
    for (kind, entity), meetings in archive.timelines.items():
        address = f"/{urls.of(kind, entity)}"
        found[address] = max(found.get(address, ""), *(own[f"/{urls.of('briefing', b)}"] for b in meetings))
    return {address: day for address, day in found.items() if day}


def _sitemap(listed: list[str], site_url: str, modified: Mapping[str, str]) -> bytes:
    root = site_url.removesuffix("/")
    body = "\n".join(
        f"<url><loc>{escape(root + quote(address))}</loc>"
        + (f"<lastmod>{modified[address]}</lastmod></url>" if address in modified else "</url>")
        for address in listed
    )
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
