"""Lists of words and phrases that are kept in YAML files. All their scalars are strings."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).resolve().parent / "data"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def read(path: Path) -> Any:
    """The lists of one file, read once."""
    with path.open(encoding="utf-8") as stream:
        return yaml.load(stream, _LOADER)  # noqa: S506 - the base loaders make nothing but strings


def title_words() -> Any:
    """Offices, honorifics and what is said of them."""
    return read(_DATA / "titles.yml")
