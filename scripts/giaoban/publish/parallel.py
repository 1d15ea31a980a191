"""Spreading work over the machine's cores, where there is enough of it to be worth starting processes."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

Job = TypeVar("Job")
Done = TypeVar("Done")

_CHUNK = 64
_WORTH_IT = 160


def cores() -> int:
    """How many processes may run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(work: Callable[[Sequence[Job]], Done], jobs: Sequence[Job], processes: int) -> Iterator[Done]:
    """``work`` over chunks of ``jobs``; results come as they are ready, in no order that may matter.

    Children are forked, so they see what the parent holds without copying it. Where forking is not to be had, or the work
    is small, everything is done here.
    """
    remaining = iter(jobs)
    chunks = list(iter(lambda: list(islice(remaining, _CHUNK)), []))
    if processes < 2 or len(jobs) < _WORTH_IT or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, chunks)
        return
    with multiprocessing.get_context("fork").Pool(min(processes, len(chunks))) as pool:
        yield from pool.imap_unordered(work, chunks)
