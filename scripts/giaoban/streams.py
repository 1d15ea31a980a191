"""The streams of a command: UTF-8, whatever the console's code page (Windows writes cp1258, which lacks half the letters)."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

INTERRUPTED = "Đã dừng theo Ctrl+C. Tệp nào cũng trọn vẹn: như cũ, hoặc đã ghi xong."
INTERRUPT_CODE = 130
"""What shells give for a command that Ctrl+C ended."""


def speak_utf8() -> None:
    """Make standard output and error write UTF-8; what is no character (part of a file's name, say) is written as an escape.

    A stream that was closed before the command began (``<&-``, ``>&-``, a task without a console) is one that is empty, or that
    nobody reads: Python has None for it, which every command would stumble over.
    """
    # In the order of their numbers, so that no file of records is opened later under the number of a stream.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
