"""Files of the site that are no pages: one module for each kind of file, found by being here and listed nowhere else.

A module offers ``files(reader)`` (the paths in the site of the files it makes) and ``content(reader, file)``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Protocol

from giaoban.archive.reader import Reader


class ExportModule(Protocol):
    """What a module of this package offers."""

    def files(self, reader: Reader) -> tuple[str, ...]:
        """The paths in the site of the files that this module makes from the archive as it is; empty where there are none."""

    def content(self, reader: Reader, file: str) -> bytes:
        """The bytes of ``file``, one of the paths that `files` gives."""


@cache
def every() -> Mapping[str, ExportModule]:
    """Every module by its name, in order."""
    return {m.name: importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)}
