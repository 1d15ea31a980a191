"""The whole site in one file for libraries: a WARC (ISO 28500:2017), each file as a host would have sent it."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from giaoban import addresses, headers
from giaoban.publishing.site import BuiltSite

FILE = "giao-ban.warc.gz"
_VERSION = "1.1"
# What hosts read themselves, and send to nobody.
_OF_HOSTS = {"_headers"}


def write(site: BuiltSite, root: str, to: Path) -> int:
    """Write `FILE` into a folder, in place of an earlier one; returns how many answers it holds.

    ``root``: the address of the published site, ending in a slash. It is written beside, then moved in. Raises `PublishError`
    where a file of the site is not as it was built, and `OSError`.
    """
    to.mkdir(parents=True, exist_ok=True)
    files = [file for file in site.files if file not in _OF_HOSTS]
    part = to / f".part-{FILE}"
    try:
        with part.open("wb") as stream:
            writer = WARCWriter(stream, gzip=True, warc_version=_VERSION)
            writer.write_record(writer.create_warcinfo_record(FILE, _about(root)))
            for file in files:
                data = site.read(file)
                answer = writer.create_warc_record(
                    root + addresses.of_file(file),
                    "response",
                    payload=BytesIO(data),
                    length=len(data),
                    http_headers=StatusAndHeaders("200 OK", _fields(file, data), protocol="HTTP/1.1"),
                )
                writer.write_record(answer)
        os.replace(part, to / FILE)  # noqa: PTH105 - on Windows, too, it replaces
    finally:
        part.unlink(missing_ok=True)
    return len(files)


def _about(root: str) -> dict[str, str]:
    """What the file says of itself. Libraries are to know that it was made of files, not by visits."""
    return {
        "format": f"WARC File Format {_VERSION}",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "isPartOf": "Giao ban",
        "description": f"All files of {root} as they were built; nothing was fetched from a network",
        "license": addresses.LICENCE,
    }


def _fields(file: str, data: bytes) -> list[tuple[str, str]]:
    """The headers of an answer that say what it is; what a host adds for browsers, no library keeps a site for."""
    return [("Content-Type", headers.type_of(file)), ("Content-Length", str(len(data)))]
