"""The lists that say more than names and numbers: one module each, named after the kind, found by being here.

A module offers ``view(reader, path)``, and ``paths(reader)`` where the list may take more pages than one.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

from giaoban.archive.reader import Reader
from giaoban.views import lists
from giaoban.views.values import View


class Listing(NamedTuple):
    """How the list of a kind is made: which pages it takes ("" is the first), and the view of one."""

    paths: Callable[[Reader], tuple[str, ...]]
    view: Callable[[Reader, str], View]


@cache
def of(kind: str) -> Listing:
    """The list of a kind: that of its module, or the plain one."""
    if kind not in {module.name for module in pkgutil.iter_modules(__path__)}:
        return Listing(partial(lists.paths, kind=kind), partial(_plain, kind))
    module = importlib.import_module(f"{__name__}.{kind}")
    return Listing(getattr(module, "paths", lambda _: ("",)), module.view)


def _plain(kind: str, reader: Reader, path: str) -> View:
    return lists.plain(reader, kind, path)
