"""A static host on this machine that writes down what it sends: every answer whole, its head included, in bytes."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import threading
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple, Self
from urllib.parse import unquote, urlsplit

# What hosts compress on their way out: text. All else goes as it is; index files are compressed already.
_TEXT = frozenset([".html", ".js", ".mjs", ".json", ".css", ".svg", ".xml", ".txt"])
# A page with nothing on it, not even a policy, on which a search can be driven that has no page of its own.
_EMPTY = '<!doctype html><html lang="vi"><meta charset="utf-8"><link rel="icon" href="data:,"><title>–</title>'.encode()

EMPTY = "trong.html"
"""The address of an empty page, at the root of every host."""


class Response(NamedTuple):
    """One answer: what was asked for, without the leading slash, and how many bytes went out, head and body."""

    path: str
    size: int


class Host:
    """Folders under one address. ``log``: all that was sent since it was last cleared."""

    def __init__(self, folders: Mapping[str, Path]) -> None:
        """Serve each folder below the path that names it (``site`` at ``/site/``)."""
        self.folders = folders
        self.log: list[Response] = []
        self._bodies: dict[Path, tuple[bytes, bool]] = {}
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """The root of all folders, with a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def body(self, path: str) -> tuple[bytes, bool, str] | None:
        """The bytes of a file as they are sent, whether they are compressed for it, and their type."""
        if path == EMPTY:
            return _EMPTY, False, "text/html; charset=utf-8"
        top, _, rest = path.partition("/")
        folder = self.folders.get(top)
        if folder is None:
            return None
        file = folder / rest
        if file.is_dir():
            file /= "index.html"
        if not file.is_file() or folder not in file.parents:
            return None
        data, packed = self._packed(file)
        return data, packed, mimetypes.guess_type(file.name)[0] or "application/octet-stream"

    def _packed(self, file: Path) -> tuple[bytes, bool]:
        if file not in self._bodies:
            data, packed = file.read_bytes(), file.suffix in _TEXT
            # Compressed once, so that no answer waits for it.
            self._bodies[file] = (gzip.compress(data, 6, mtime=0) if packed else data, packed)
        return self._bodies[file]

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(host: Host) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body in one go: two small writes on one connection would wait for each other.
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).removeprefix("/")
            found = host.body(path)
            data, packed, kind = found or (b"", False, "text/plain")
            head = [("Content-Type", kind), ("Content-Length", str(len(data))), ("Cache-Control", "max-age=600")]
            if packed:
                head.append(("Content-Encoding", "gzip"))
            status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
            lines = "".join(f"{name}: {value}\r\n" for name, value in head)
            answer = f"HTTP/1.1 {status.value} {status.phrase}\r\n{lines}\r\n".encode() + data
            host.log.append(Response(path, len(answer)))
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so named by the base class
            """Say nothing."""

    return Handler
