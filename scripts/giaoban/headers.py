"""What a host sends with each file: its type, how long it may be kept, and what a browser must not do with it.

One table for every host: ``_headers`` in the site (Cloudflare Pages, Netlify), settings for nginx, Caddy and CloudFront, and the
objects of an S3 store are all made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The policy that pages carry themselves (theme/base.html), for every host that can send none."""

_SENT_POLICY = f"{POLICY}; worker-src 'self'; frame-ancestors"

EVERYWHERE = {
    # That no other site may show ours in a frame can only be said by a host.
    "Content-Security-Policy": f"{_SENT_POLICY} 'none'",
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Headers of every answer, but for that with the one page that is made for frames."""

FRAMED = "nhung/"
"""The address of the page that other sites may show in a frame."""
OF_FRAMED: Mapping[str, str] = {
    name: f"{_SENT_POLICY} *" if name == "Content-Security-Policy" else value
    for name, value in EVERYWHERE.items()
    if name != "X-Frame-Options"
}
"""Headers of that page."""
UNLIKE = [name for name, value in EVERYWHERE.items() if OF_FRAMED.get(name) != value]
"""The headers that are others there, or none."""

ASK = "public, max-age=0, must-revalidate"
"""A browser asks each time whether a file is still the same: a page never meets the script of another publication."""
DAY = "public, max-age=86400"
ALWAYS = "public, max-age=31536000, immutable"
KEPT = {"assets/v/*": ALWAYS, "tim/m/*": DAY, "tim/b/*": DAY, "assets/og/*": DAY}
"""Files that a browser need not ask for again for a while: styles and scripts, whose addresses hold their version; parts of the
index, whose version is behind the question mark; pictures for sharing. By pattern; all others are `ASK`."""

_TYPES = {
    ".atom": "application/atom+xml",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".png": "image/png",
    ".sqlite": "application/vnd.sqlite3",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
# Already as small as they get: compressing them again only costs.
_COMPRESSED = {".png", ".woff2", ".zip", ".bin"}


def type_of(file: str) -> str:
    """The media type of a file, by the ending of its name."""
    return _TYPES.get(PurePosixPath(file).suffix, "application/octet-stream")


def cache_control(file: str) -> str:
    """The ``Cache-Control`` of a file by its path in the site."""
    return next((value for pattern, value in KEPT.items() if fnmatchcase(file, pattern)), ASK)


def is_text(file: str) -> bool:
    """Whether a file becomes smaller when it is compressed."""
    suffix = PurePosixPath(file).suffix
    return suffix in _TYPES and suffix not in _COMPRESSED
