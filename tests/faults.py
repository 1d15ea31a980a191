"""A file layer in which the n-th change fails, or at which the process dies: nothing that it does later reaches the disk."""

from __future__ import annotations

import contextlib
import errno
import io
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from giaoban.build import tree

CHANGES = ("fsync", "link", "mkdir", "rename", "replace", "rmdir", "symlink", "unlink", "write")


class Killed(BaseException):
    """Stands for the end of the process."""


class Faults:
    """Counts the changes made to files, in ``count``; number ``at`` fails for a full disk, or is where the process dies.

    ``interrupt``: that is where somebody presses Ctrl+C.
    """

    def __init__(self, at: int | None = None, *, kill: bool = False, interrupt: bool = False) -> None:
        self.count, self._at, self._kill, self._interrupt = 0, at, kill, interrupt

    def _change(self) -> None:
        self.count += 1
        if self._at is None or self.count < self._at:
            return
        if self._kill:
            raise Killed
        if self.count == self._at and self._interrupt:
            raise KeyboardInterrupt
        if self.count == self._at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            self._change()
            return call(*given, **named)

        return counted

    def _opened(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def opened(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
            if set(mode) & set("wxa"):
                self._change()
            return call(file, mode, *given, **named)

        return opened

    def _flagged(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def opened(file: Any, flags: int, *given: Any, **named: Any) -> Any:
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self._change()
            return call(file, flags, *given, **named)

        return opened

    @contextlib.contextmanager
    def injected(self) -> Iterator[None]:
        """The layer is in place until the block ends."""
        with pytest.MonkeyPatch.context() as patch:
            for name in CHANGES:
                patch.setattr(os, name, self._counted(getattr(os, name)))
            patch.setattr(io, "open", self._opened(io.open))
            patch.setattr(os, "open", self._flagged(os.open))
            patch.setattr(tree, "_renameat2", self._counted(tree._renameat2))
            yield
