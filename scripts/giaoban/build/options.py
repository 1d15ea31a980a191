"""Where a build finds and leaves things."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from giaoban.build import workers


@dataclass(frozen=True, slots=True)
class Options:
    """Where things are. ``root`` holds ``mkdocs.yml`` and ``theme``; ``site_url`` ends in a slash.

    ``data``: whether the site has the whole data set, too, which takes a while to make.
    """

    root: Path
    content: Path
    build: Path
    site_url: str
    processes: int = field(default_factory=workers.cores)
    data: bool = False
