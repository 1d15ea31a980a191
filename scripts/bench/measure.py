"""What a command takes: time, processor time, and the most memory it and all it started held at one moment."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_PAUSE = 0.02
_PAUSE_PS = 0.1
# Proportional sizes walk every page table, so they are asked for only so often that this costs at most a fifteenth.
_PAUSE_PSS = 0.06
_COST = 15


class Taken(NamedTuple):
    """What one run took. ``memory`` is in bytes: shared pages count once where the system tells them apart (Linux)."""

    wall: float
    cpu: float
    memory: int
    status: int
    output: str


def run(command: Sequence[str], environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Taken:
    """Run a command to its end in a fresh process, in ``folder``; what it says on either channel is kept, not shown."""
    began = time.perf_counter()
    with subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, cwd=folder,
    ) as process:  # fmt: skip
        watch = Watch(process.pid)
        watch.start()
        assert process.stdout
        output = process.stdout.read().decode(errors="replace")
        # Ending by wait4 gives the times of this child and of all it waited for, and of nothing else.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
    # The largest size of any one process: less than the truth, and in a child that did little it is the parent's own,
    # from before the command took its place. So only where nothing could be watched.
    memory = watch.peak or usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Taken(wall, usage.ru_utime + usage.ru_stime, memory, process.returncode, output)


@contextlib.contextmanager
def watching(pid: int) -> Iterator[Watch]:
    """Watch the memory of a process and its descendants while the block runs; this process may watch itself."""
    watch = Watch(pid)
    watch.start()
    try:
        yield watch
    finally:
        watch.stop()


def held(pid: int) -> int:
    """The bytes that a process and its descendants hold now, counted as `Watch.peak` does; 0 where nobody tells."""
    family = _family(pid)
    return sum(map(_proportional, family)) or sum(map(_resident, family))


def spent(pid: int) -> float:
    """The CPU seconds of a process, of its descendants that are alive and of all that these have waited for; 0 where unknown."""
    return sum(map(_ticks, _family(pid))) / os.sysconf("SC_CLK_TCK")


class Watch(threading.Thread):
    """Adds up the memory of a process and its descendants again and again, and remembers the most."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._done = threading.Event()
        self._resident = self._proportional = 0

    @property
    def peak(self) -> int:
        """Bytes. Resident sizes count what forked processes share once for each, so proportional ones are preferred."""
        return self._proportional or self._resident

    def stop(self) -> None:
        """End watching."""
        self._done.set()
        self.join()

    def run(self) -> None:
        linux = Path("/proc/self/statm").exists()
        next_pss = 0.0
        while not self._done.wait(_PAUSE if linux else _PAUSE_PS):
            if not linux:
                self._resident = max(self._resident, _by_ps(self._pid))
                continue
            family = _family(self._pid)
            self._resident = max(self._resident, sum(map(_resident, family)))
            began = time.perf_counter()
            if began >= next_pss:
                self._proportional = max(self._proportional, sum(map(_proportional, family)))
                ended = time.perf_counter()
                next_pss = ended + max(_PAUSE_PSS, _COST * (ended - began))


def _family(pid: int) -> list[int]:
    """A process and its descendants that are alive."""
    found = [pid]
    for parent in found:
        with contextlib.suppress(OSError):  # a process may end while it is looked at
            for task in Path(f"/proc/{parent}/task").iterdir():
                children = (task / "children").read_bytes()
                found += map(int, children.split())
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def _proportional(pid: int) -> int:
    """What a process holds, each shared page counted by its share; 0 where the system does not tell."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_bytes().splitlines():
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _ticks(pid: int) -> int:
    with contextlib.suppress(OSError):
        # The name of the program, which may hold anything, ends with the last parenthesis.
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return sum(map(int, fields[11:15]))
    return 0


def _by_ps(pid: int) -> int:
    """The same by ``ps``, for systems without ``/proc``."""
    try:
        listed = subprocess.run(
            ["/bin/ps", "-axo", "pid=,ppid=,rss="], capture_output=True, check=True, text=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
    family = {pid}
    for _ in range(8):
        family |= {child for child, parent, _ in rows if parent in family}
    return sum(size * 1024 for one, _, size in rows if one in family)
