"""A preview as an editor starts it: in a process of its own, asked over HTTP."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path

MEETING = "2024-10-15-giao-ban-thang-10-2024"
PATIENCE = 60


class Preview:
    """A running preview of the tiny archive: its address, and all that it has said."""

    def __init__(self, process: subprocess.Popen[str], content: Path) -> None:
        self.process, self.record = process, content / "briefings" / "2024" / f"{MEETING}.md"
        self.said: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self.until(lambda: re.search(r"http://127\.0\.0\.1:\d+/\S*", "".join(self.said)))
        found = re.search(r"http://127\.0\.0\.1:\d+/\S*", "".join(self.said))
        assert found
        self.address = found[0]

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, "".join(self.said)
            assert self.process.poll() is None, "".join(self.said)
            time.sleep(0.02)

    def page(self, path: str = f"hop/{MEETING}/", **headers: str) -> str:
        """A page as it is served, also that for what is not there."""
        return self.answer(path, **headers)[1]

    def answer(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and text of an answer."""
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return HTTPStatus.OK, str(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def stop(self) -> None:
        """End it as the system does; Ctrl+C would be ignored where the tests run in the background of a script."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)


@contextlib.contextmanager
def running(content: Path, build: Path, *command: str) -> Iterator[Preview]:
    """Start a preview; it has ended when the context does. ``command``: ``serve``, or ``build --serve``."""
    arguments = [command[0], "--port", "0", *command[1:], "--content", os.fspath(content), "--build", os.fspath(build)]
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "giaoban", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        preview = Preview(process, content)
        yield preview
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)
        assert process.stdout
        process.stdout.close()
