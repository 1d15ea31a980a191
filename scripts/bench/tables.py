"""Tables as text: a name, then figures in columns."""

from __future__ import annotations

from collections.abc import Sequence

KB = 1e3
MB = 1e6


def line(cells: Sequence[str], name: int = 26, figure: int = 9) -> str:
    """One line; ``name`` and ``figure`` are the widths of the first column and of the others."""
    return f"{cells[0]:<{name}}" + "".join(f"{cell:>{figure}}" for cell in cells[1:])
