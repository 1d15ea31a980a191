"""The streams of a command: UTF-8, whatever the console's code page (Windows writes cp1258, which lacks half the letters)."""

from __future__ import annotations

import io
import sys


def speak_utf8() -> None:
    """Make standard output and error write UTF-8; what is no character (part of a file's name, say) is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
