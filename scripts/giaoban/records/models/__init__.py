"""The classes of records: a module of this package for each kind, named after it, with the class as ``RECORD``.

A module is found by being here, and listed nowhere else.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from giaoban.records.model import Model


@cache
def every() -> Mapping[str, type[Model]]:
    """The class of each kind of record, by the kind's key."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").RECORD for name in names}


def get(kind: str) -> type[Model]:
    """The class of the records of a kind, by the kind's key. Raises `KeyError`."""
    return every()[kind]


@cache
def _kinds() -> Mapping[type[Model], str]:
    return {model: kind for kind, model in every().items()}


def lists_beside(kind: str) -> Mapping[str, type[Model]]:
    """The lists that may stand in the file of a kind and are no records of any: the module's ``BESIDE``, by key."""
    found: Mapping[str, type[Model]] = getattr(importlib.import_module(f"{__name__}.{kind}"), "BESIDE", {})
    return found


def kind_of(record: Model) -> str | None:
    """The kind of a record; None for a part of one, such as a source."""
    return _kinds().get(type(record))
