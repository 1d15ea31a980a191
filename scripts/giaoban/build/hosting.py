"""A host for one folder of static files on this machine, as a plain one serves them; but nothing is ever kept by a browser."""

from __future__ import annotations

import os
import socketserver
import time
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
_SERVICE_WORKER = "/sw.js"
# Where folders cannot be exchanged in one step, there is no site for a moment.
_LOOKS = 50
_PAUSE = 0.02


class Host(ThreadingHTTPServer):
    """Serves a folder on 127.0.0.1, a thread for each connection. Binds the port; `server_activate` begins to listen."""

    request_queue_size = 1024
    # Elsewhere it would let two servers share one port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, site: Path, port: int, prefix: str = "/") -> None:
        """``prefix``: the path of the site where it is published, under which it is found here too. Raises `OSError`."""
        super().__init__(("127.0.0.1", port), partial(_Handler, site, prefix), bind_and_activate=False)
        try:
            self.server_bind()
        except OSError:
            self.server_close()
            raise

    def server_bind(self) -> None:
        """Bind, and ask no name server how this machine is called."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    @property
    def address(self) -> str:
        """Where the site is found."""
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that goes away in the middle is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "giaoban", ""
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60

    def __init__(self, site: Path, prefix: str, *given: Any) -> None:
        self._site, self._prefix = site, prefix
        super().__init__(*given)

    def do_GET(self) -> None:
        """Answer with a file, with the way to the folder that was meant, or with the page for what is not there."""
        address = urlsplit(self.path)
        path = unquote(address.path)
        found = self._find(path)
        if found is not None:
            self._send(HTTPStatus.OK, found, _TYPES.get(Path(_file(path)).suffix, "application/octet-stream"))
        elif not path.endswith("/") and self._find(f"{path}/") is not None:
            query = f"?{address.query}" if address.query else ""
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", _TYPES[".html"], f"{address.path}/{query}")
        else:
            page = self._read("404.html") or "Chưa có trang nào ở đây.".encode()
            self._send(HTTPStatus.NOT_FOUND, page, _TYPES[".html"])

    def do_HEAD(self) -> None:
        """Answer as to GET, without what is in the file."""
        self.do_GET()

    def _find(self, path: str) -> bytes | None:
        # A service worker would go on showing pages as they were.
        if path == _SERVICE_WORKER:
            return None
        inner = path.removeprefix(self._prefix) if path.startswith(self._prefix) else path[1:]
        if not path.startswith("/") or any(
            part in {"", ".", ".."} or "\0" in part or "\\" in part for part in _file(inner).split("/")
        ):
            return None
        return self._read(_file(inner))

    def _read(self, file: str) -> bytes | None:
        for _ in range(_LOOKS):
            try:
                return (self._site / file).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                if self._site.is_dir():
                    return None
                time.sleep(_PAUSE)
            except (OSError, ValueError):
                return None
        return None

    def _send(self, status: HTTPStatus, body: bytes, kind: str, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - so named by the base class
        """Say nothing: the builder's own lines matter more."""


def _file(path: str) -> str:
    """The file that a path names: a folder's is its page."""
    return f"{path}index.html" if path.endswith("/") or not path else path
