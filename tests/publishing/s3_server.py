"""A server that speaks S3 (moto's), in a process of its own with packages of its own: it needs other versions than we do."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_LOCK = ROOT / "scripts" / "requirements-s3.lock"
_FOLDER = ROOT / ".venv" / "s3"
_SCRIPT = """
import sys, threading
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print("port", server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""


class MissingError(Exception):
    """The server cannot be had here; the message says why."""


def install() -> Path:
    """The folder of its packages, just as its lock file says. Raises `MissingError`."""
    stamp = _FOLDER / "installed"
    if not (stamp.is_file() and stamp.read_bytes() == _LOCK.read_bytes()):
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes"]
        more = [
            "--no-deps",
            "--only-binary",
            ":all:",
            "--upgrade",
            "--target",
            os.fspath(_FOLDER),
            "-r",
            os.fspath(_LOCK),
        ]
        done = subprocess.run([*pip, *more], capture_output=True, text=True, check=False)
        if done.returncode:
            raise MissingError(f"moto could not be installed: {(done.stderr or done.stdout).strip()[-300:]}")
        stamp.write_bytes(_LOCK.read_bytes())
    return _FOLDER


@contextlib.contextmanager
def serve() -> Iterator[dict[str, str]]:
    """The environment of a publisher that has a bucket ``archive`` on such a server, which runs until the context ends."""
    environment = {**os.environ, "PYTHONPATH": os.fspath(install())}
    process = subprocess.Popen(
        [sys.executable, "-c", _SCRIPT],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout
        port = None
        while port is None:
            line = process.stdout.readline()
            assert line, "moto ended"
            port = re.search(r"port (\d+)", line)
        endpoint = f"http://127.0.0.1:{port[1]}"
        with urllib.request.urlopen(urllib.request.Request(f"{endpoint}/archive", method="PUT"), timeout=60):
            pass
        yield {
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "a",
            "AWS_SECRET_ACCESS_KEY": "b",
            "AWS_REGION": "us-east-1",
        }
    finally:
        process.kill()
        process.communicate()
