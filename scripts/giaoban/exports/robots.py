"""What is for machines that visit the whole site."""

from __future__ import annotations

from giaoban.archive.reader import Reader

_ROBOTS = "robots.txt"
# GitHub Pages leaves out what begins with an underscore, unless a file says that the site is not Jekyll's.
_NO_JEKYLL = ".nojekyll"


def files(reader: Reader) -> tuple[str, ...]:  # noqa: ARG001 - they are always there
    """Both files."""
    return (_ROBOTS, _NO_JEKYLL)


def content(reader: Reader, file: str) -> bytes:
    """What crawlers may read and where the sitemap is; the file that turns Jekyll off is empty."""
    if file == _NO_JEKYLL:
        return b""
    return f"User-agent: *\nAllow: /\nSitemap: {reader.setting('site_url')}sitemap.xml\n".encode()
