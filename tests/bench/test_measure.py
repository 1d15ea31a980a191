"""Measuring sees the whole of what it starts: output, status, and the memory of children too. No time is asserted."""

from __future__ import annotations

import sys

from bench import measure

HOLD = "import time; held = bytearray(%d); held[::4096] = b'x' * len(held[::4096]); time.sleep(0.6)"


def test_what_a_command_says_and_how_it_ends_is_kept() -> None:
    code = "import sys; print('ra'); print('lỗi', file=sys.stderr); sys.exit(3)"
    taken = measure.run([sys.executable, "-X", "utf8", "-c", code])
    assert taken.status == 3
    assert sorted(taken.output.split()) == ["lỗi", "ra"]
    assert taken.memory > 0


def test_memory_of_a_child_counts() -> None:
    child = HOLD % 120_000_000
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    assert measure.run([sys.executable, "-c", code]).memory > 120_000_000


def test_memory_of_this_process_does_not() -> None:
    held = bytearray(300_000_000)
    held[::4096] = b"x" * len(held[::4096])
    assert measure.run([sys.executable, "-c", "import time; time.sleep(0.3)"]).memory < 150_000_000
