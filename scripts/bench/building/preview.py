"""The preview as an editor uses it: how long after a record is saved the page that is served shows it."""

from __future__ import annotations

import contextlib
import http.client
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from bench import measure, workspace

_ADDRESS = re.compile(r"http://(127\.0\.0\.1:\d+)/")
_PATIENCE = 600.0
_PAUSE = 0.02
# So long after the preview said that it serves, or that a page was served, it is given to come to rest.
_REST = 1.5


class Save(NamedTuple):
    """What one save took: until the page showed it, and in CPU seconds of all processes of the preview until then."""

    wall: float
    cpu: float


class Preview:
    """A running preview of an archive. ``host``: where it serves; ``start``: seconds until it did."""

    def __init__(self, process: subprocess.Popen[bytes], host: str, start: float, said: list[str]) -> None:
        self._process, self.host, self.start, self._said = process, host, start, said

    def save(self, path: Path, address: str, text: str, marker: str) -> Save:
        """Write a record's new text, and wait until the page at ``address`` holds the ``marker``, which it did not before."""
        if marker.encode() in self._page(address):
            raise click.ClickException(f"{address} shows “{marker}” before it was saved")
        spent = measure.spent(self._process.pid)
        path.write_text(text, encoding="utf-8")
        began = time.perf_counter()
        while marker.encode() not in self._page(address):
            if time.perf_counter() - began > _PATIENCE or self._process.poll() is not None:
                raise click.ClickException(f"the preview never showed an edit:\n{''.join(self._said)[-3000:]}")
            time.sleep(_PAUSE)
        taken = Save(time.perf_counter() - began, measure.spent(self._process.pid) - spent)
        time.sleep(_REST)
        return taken

    def _page(self, address: str) -> bytes:
        """The page as it is served now; empty while it is not, as between one site and the next."""
        with (
            contextlib.closing(http.client.HTTPConnection(self.host, timeout=60)) as connection,
            contextlib.suppress(OSError, http.client.HTTPException),
        ):
            connection.request("GET", f"/{address}", headers={"Accept-Encoding": "identity"})
            answer = connection.getresponse()
            body = answer.read()
            return body if answer.status == http.HTTPStatus.OK else b""
        return b""


@contextlib.contextmanager
def preview(arguments: Sequence[str]) -> Iterator[tuple[Preview, measure.Watch]]:
    """Start ``giaoban ARGUMENTS`` as a preview on a free port, and end it afterwards; the watch has its peak memory."""
    command = [sys.executable, "-u", "-m", "giaoban", *arguments, "--serve", "--port", "0"]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=workspace.environment()
    )
    said: list[str] = []
    serving = threading.Event()
    reader = threading.Thread(target=_listen, args=(process, said, serving), daemon=True)
    reader.start()
    try:
        serving.wait(_PATIENCE)
        found = _ADDRESS.search("".join(said))
        if not found:
            raise click.ClickException(f"the preview did not start:\n{''.join(said)[-3000:]}")
        start = time.perf_counter() - began
        time.sleep(_REST)
        with measure.watching(process.pid) as watch:
            yield Preview(process, found[1], start, said), watch
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.join()


def _listen(process: subprocess.Popen[bytes], said: list[str], serving: threading.Event) -> None:
    """Keep what the preview says; set ``serving`` when it names its address or ends."""
    assert process.stdout
    for line in process.stdout:
        said.append(line.decode(errors="replace"))
        if _ADDRESS.search(said[-1]):
            serving.set()
    process.stdout.close()
    serving.set()
