"""A host for the preview on this machine: files as a plain host serves them, but no browser ever keeps any."""

from __future__ import annotations

import contextlib
import os
import socketserver
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote, unquote

from giaoban import addresses, headers
from giaoban.build.errors import reason
from giaoban.preview.builds import SiteFolder
from giaoban.preview.pages import NEWS, Pages

_HTML = headers.type_of("index.html")
_SERVICE_WORKER = "sw.js"


class Host(ThreadingHTTPServer):
    """Serves a site on 127.0.0.1, a thread for each connection. Binds the port; `server_activate` begins to listen."""

    request_queue_size = 1024
    # Elsewhere it would let two servers share one port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, site: SiteFolder, pages: Pages, port: int, root: str = "/") -> None:
        """``root``: the path under which the site is published, and found here too. Raises `OSError` and `OverflowError`."""
        super().__init__(("127.0.0.1", port), partial(_Handler, site, pages, root), bind_and_activate=False)
        self._root = root
        try:
            self.server_bind()
        except (OSError, OverflowError):
            self.server_close()
            raise

    def server_bind(self) -> None:
        """Bind, and ask no name server how this machine is called."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    @property
    def address(self) -> str:
        """Where the site is found."""
        return f"http://127.0.0.1:{self.server_port}{self._root}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that goes away in the middle is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "giaoban", ""
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60

    def __init__(self, site: SiteFolder, pages: Pages, root: str, *given: Any) -> None:
        self._site, self._pages, self._root = site, pages, root
        super().__init__(*given)

    def do_GET(self) -> None:
        """Answer with a page or a file, with the way to what was meant, or with the page for what is not there."""
        asked, mark, query = self.path.partition("?")
        if not asked.startswith(self._root):
            # Below this path the site is published; its links to itself lead there.
            self._send(HTTPStatus.FOUND, b"", _HTML, self._root + asked.lstrip("/") + mark + query)
            return
        path = unquote(asked.removeprefix(self._root))
        if path == NEWS:
            self._tell_news(addresses.of_file(unquote(unquote(query).removeprefix(self._root))))
            return
        try:
            self._send(*self._answer(path, mark + query))
        except OSError:
            raise
        except Exception as error:  # a template of the preview's own may be at work
            said = f"Không làm được trang xem thử: {reason(error)}"
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, said.encode(), "text/plain; charset=utf-8")

    def _answer(self, path: str, query: str) -> tuple[HTTPStatus, bytes, str, str]:
        """Status, body, type, and where to go instead."""
        address = addresses.of_file(path)
        if address == path and path and not path.endswith("/"):
            if (file := self._file(path)) is not None:
                return HTTPStatus.OK, file, headers.type_of(path), ""
            if self._pages.has(f"{path}/"):
                return HTTPStatus.FOUND, b"", _HTML, f"{self._root}{quote(path)}/{query}"
        return *self._pages.page(address), _HTML, ""

    def do_HEAD(self) -> None:
        """Answer as to GET, without what is in the file."""
        self.do_GET()

    def _file(self, path: str) -> bytes | None:
        # A service worker would go on showing pages as they were.
        return None if path == _SERVICE_WORKER else self._pages.file(path) or self._site.read(path)

    def _tell_news(self, address: str) -> None:
        """Send how a page looks, again whenever it looks otherwise, until the browser goes away (server-sent events)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        with contextlib.suppress(ConnectionError):
            for look in self._pages.looks(address):
                self.wfile.write(f"retry: 500\ndata: {look}\n\n".encode() if look else b":\n\n")
                self.wfile.flush()

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
