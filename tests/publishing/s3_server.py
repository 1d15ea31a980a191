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

from testing.apart import install

ROOT = Path(__file__).resolve().parents[2]
_SCRIPT = """
import sys, threading
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print("port", server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""


@contextlib.contextmanager
def serve() -> Iterator[dict[str, str]]:
    """The environment of a publisher that has a bucket ``archive`` on such a server, which runs until the context ends."""
    environment = {**os.environ, "PYTHONPATH": os.fspath(install(ROOT, "s3"))}
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
