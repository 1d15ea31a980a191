"""A static host like the one that publishes: under a sub-path, gzip, ten minutes of cache; it counts what it sends."""

from __future__ import annotations

import contextlib
import functools
import http.server
import mimetypes
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from giaoban import headers
from giaoban.inspection import site

BASE = "/giao-ban/"
# How Chromium is started: it asks for nothing of its own accord.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


class Sent(NamedTuple):
    """One answer: the path asked for (under the site's root, no query) and the bytes of its body as sent."""

    path: str
    size: int


class Host(NamedTuple):
    """A site being served. ``address`` ends in a slash; ``sent`` grows with every answer, and may be cleared."""

    address: str
    folder: Path
    sent: list[Sent]


@functools.cache
def as_sent(path: Path) -> bytes:
    """A file as it goes over the wire, at the level of compression that hosts use."""
    return site.as_sent(path.name, path.read_bytes())


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[Host]:
    """Serve a built site until the context ends. What is not there is answered by the site's own 404 page."""
    sent: list[Sent] = []
    is_over = threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if is_over.is_set():  # a browser keeps connections open beyond the end
                self.close_connection = True
                return
            asked = unquote(urlsplit(self.path).path)
            path = asked.removeprefix(BASE).removeprefix("/")
            file = folder / path / "index.html" if path.endswith("/") or not path else folder / path
            found = file.is_file() and folder in file.resolve().parents
            if not found:
                file = folder / "404.html"
            body = as_sent(file)
            sent.append(Sent(path, len(body)))
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            if headers.is_text(file.name):
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            with contextlib.suppress(ConnectionError):  # a reader may leave before the page has come
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so named by the base class
            """Say nothing."""

    folder = folder.resolve()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Host(f"http://127.0.0.1:{server.server_port}{BASE}", folder, sent)
    finally:
        is_over.set()
        server.shutdown()
        server.server_close()
