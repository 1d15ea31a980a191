"""Spreading work over the machine's cores, where there is enough of it to be worth starting processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

Job = TypeVar("Job")
Done = TypeVar("Done")

CHUNK = 64
WORTH_IT = 160


def cores() -> int:
    """How many processes may run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# What the children do. They find it here because they are forked: an archive is too large to be sent to them.
_work: Callable[[Sequence[Any]], Any] | None = None


def spread(work: Callable[[Sequence[Job]], Done], jobs: Sequence[Job], processes: int) -> Iterator[Done]:
    """``work`` over chunks of ``jobs``; results come as they are ready, in no order that may matter.

    Children are forked, so they see what the parent holds without copying it. Where forking is not to be had, or the
    work is small, everything is done here.
    """
    remaining = iter(jobs)
    chunks = list(iter(lambda: list(islice(remaining, CHUNK)), []))
    if processes < 2 or len(jobs) < WORTH_IT or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, chunks)
        return
    global _work  # noqa: PLW0603 - set for the children that are forked next
    _work = work
    with multiprocessing.get_context("fork").Pool(min(processes, len(chunks)), obey_parent) as pool:
        yield from pool.imap_unordered(_run, chunks)


def obey_parent() -> None:
    """Have a child pass over Ctrl+C, which reaches every process of a command, and end when its parent says so.

    A handler that the parent has for its own end would keep a forked child alive, and the parent waiting for it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _run(jobs: Sequence[Any]) -> Any:
    assert _work is not None
    return _work(jobs)
