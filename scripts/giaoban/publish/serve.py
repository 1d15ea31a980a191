"""A preview on this machine: the finished site over HTTP, built anew whenever something it is made from changes."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from giaoban.publish.build import Options

_QUIET = 0.3


def serve(options: Options, port: int, build: Callable[[], bool]) -> None:
    """Build, then serve on 127.0.0.1 until interrupted."""
    build()
    handler = functools.partial(_Handler, directory=str(options.build / "site"))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise SystemExit(f"Không mở được cổng {port}: {error.strerror}. Thử --port với số khác.") from None
    changed = threading.Event()
    observer = Observer()
    for folder in (options.content, options.root / "theme"):
        observer.schedule(_Watch(changed), str(folder), recursive=True)
    observer.start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Xem thử ở http://127.0.0.1:{server.server_port}/ – nhấn Ctrl+C để dừng", flush=True)
    try:
        while True:
            changed.wait()
            # Editors save in several steps; wait until the folder has been quiet for a moment.
            while changed.is_set():
                changed.clear()
                changed.wait(_QUIET)
            build()
    except KeyboardInterrupt:
        observer.stop()
        server.shutdown()


class _Watch(FileSystemEventHandler):
    def __init__(self, changed: threading.Event) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in {"created", "modified", "moved", "deleted"}:
            self._changed.set()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Static files as a plain host serves them, with the site's own page for what is not there."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        try:
            body = page.read_bytes()
        except OSError:
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - so named by the base class
        """Say nothing: the builder's own lines matter more."""
