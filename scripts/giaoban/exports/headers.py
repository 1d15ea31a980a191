"""What Cloudflare Pages and Netlify read from the site: the headers of every answer.

Where several patterns match, their headers are joined, so what is not kept is left to the hosts' own rule, which is `ASK`.
What the page for frames must not have is taken away first (``! name``, which Cloudflare knows:
https://developers.cloudflare.com/pages/configuration/headers/#detach-a-header). Netlify passes over such a line, and the nearest
pattern says what a policy is there; where a policy says who may frame a page, browsers do not look at ``X-Frame-Options``.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from giaoban import headers
from giaoban.archive.reader import Reader

_FILE = "_headers"


def files(reader: Reader) -> tuple[str, ...]:  # noqa: ARG001 - it is always there
    """One file."""
    return (_FILE,)


def content(reader: Reader, file: str) -> bytes:  # noqa: ARG001
    """The file; patterns begin with the path at which the site stands."""
    base = urlsplit(reader.setting("site_url")).path
    lines = [f"{base}*", *(f"  {name}: {value}" for name, value in headers.EVERYWHERE.items())]
    lines += [f"{base}{headers.FRAMED}*", *(f"  ! {name}" for name in headers.UNLIKE)]
    lines += [f"  {name}: {headers.OF_FRAMED[name]}" for name in headers.UNLIKE if name in headers.OF_FRAMED]
    for pattern, value in headers.KEPT.items():
        lines += [f"{base}{pattern}", f"  Cache-Control: {value}"]
    return ("\n".join(lines) + "\n").encode()
