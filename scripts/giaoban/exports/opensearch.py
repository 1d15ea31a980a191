"""A description by which a browser can add the search of the archive to its own (OpenSearch 1.1)."""

from __future__ import annotations

from html import escape

from giaoban.archive.reader import Reader

_FILE = "opensearch.xml"


def files(reader: Reader) -> tuple[str, ...]:  # noqa: ARG001 - it is always there
    """One file."""
    return (_FILE,)


def content(reader: Reader, file: str) -> bytes:  # noqa: ARG001
    """The description as XML, with absolute addresses of this site."""
    root = escape(reader.setting("site_url"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "<ShortName>Giao ban</ShortName>\n<Description>Tìm trong kho lưu trữ các cuộc họp Giao ban</Description>\n"
        f'<Image width="16" height="16" type="image/svg+xml">{root}assets/favicon.svg</Image>\n'
        f'<Url type="text/html" template="{root}tim/?q={{searchTerms}}"/>\n'
        f'<Url type="application/opensearchdescription+xml" rel="self" template="{root}{_FILE}"/>\n'
        "<Language>vi</Language>\n<InputEncoding>UTF-8</InputEncoding>\n</OpenSearchDescription>\n"
    ).encode()
