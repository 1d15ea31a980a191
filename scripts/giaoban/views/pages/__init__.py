"""Every kind of page the site has: one module each, found by being here and listed nowhere else.

A module offers ``keys(reader)`` (which pages there are: ids, or ``("",)`` where there is one), ``address(key)``, and
``view(reader, key)``, the value of one page. Its template is ``theme/pages/<module>.html`` unless the view names another.
The module of a kind may offer its list as well (`kind_lists`). A module of lists also
offers ``rows(view, root)``: what a page lists, for the CSV file beside it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from typing import Protocol

from giaoban.archive.reader import Reader
from giaoban.views.lists import CsvTable
from giaoban.views.values import View


class PageModule(Protocol):
    """What a module of this package offers."""

    def keys(self, reader: Reader) -> tuple[str, ...]:
        """Which pages there are."""

    def address(self, key: str) -> str:
        """Where the page of a key stands."""

    def view(self, reader: Reader, key: str) -> View:
        """All that the page of a key shows."""


@cache
def every() -> Mapping[str, PageModule]:
    """Every module by its name, in order."""
    return {m.name: importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)}


def rows(module: str) -> Callable[[View, str], CsvTable] | None:
    """What finds the rows that a page of a module lists; None where its pages are no lists."""
    return getattr(every()[module], "rows", None)
