"""Asking the web for a page, or an archive for a snapshot of it. A lack of network is an answer, never an error."""

from __future__ import annotations

import hashlib
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException

from giaoban import vietnamese
from giaoban.drafting import intake, web_page

_AGENT = "Mozilla/5.0 (giaoban)"
_GONE = {404, 410, 451}
_SNAPSHOT = re.compile(r"/web/\d{14}[a-z_]*/")


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking for a page gave. ``state``: ``here``, ``gone`` (the server says so) or ``unreachable``; ``why``: in words."""

    state: str
    data: bytes = b""
    address: str = ""
    why: str = ""


def digest(data: bytes) -> str | None:
    """SHA-256 (hexadecimal) of the words of an article, a page's furniture left out; None for what is no text.

    Blanks, line ends, invisible characters and the form of letters do not count: the same article saved twice is the same.
    """
    text, _ = intake.decode("", data)
    if text is None:
        return None
    words = web_page.read(text).text if web_page.is_html(text) else text
    return hashlib.sha256(" ".join(vietnamese.clean(words).split()).encode()).hexdigest()


def fetch(address: str, timeout: float = 20) -> Answer:
    """A page of the web. Raises nothing."""
    if not address.startswith(("http://", "https://")):
        return Answer("unreachable", why="không phải địa chỉ mạng")
    try:
        safe = urllib.parse.quote(address, safe="%/:=&?~#+!$,;'@()*[]")
        request = urllib.request.Request(safe, headers={"User-Agent": _AGENT})  # noqa: S310 - the scheme was looked at
        with urllib.request.urlopen(request, timeout=timeout) as response:  # noqa: S310
            return Answer("here", response.read(intake.MAX_BYTES), _final(response, address))
    except urllib.error.HTTPError as error:
        with error:
            return Answer("gone" if error.code in _GONE else "unreachable", why=f"máy chủ trả lời {error.code}")
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return Answer("unreachable", why=str(reason) or type(error).__name__)


def snapshot(address: str, archive: str) -> str | None:
    """The address of a snapshot that an archive with the interface of the Wayback Machine makes now; None where it makes none."""
    answer = fetch(f"{archive.rstrip('/')}/save/{address}", timeout=60)
    return answer.address if answer.state == "here" and _SNAPSHOT.search(answer.address) else None


def _final(response: object, address: str) -> str:
    """Where a page was found in the end: an archive says it in a header, or leads there."""
    place = getattr(response, "headers", {}).get("Content-Location", "")
    found = getattr(response, "url", address)
    return urllib.parse.urljoin(found, place) if _SNAPSHOT.search(place) else found
