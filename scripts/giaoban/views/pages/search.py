"""The search page. Its state is in its address; without JavaScript it leads to the lists."""

from __future__ import annotations

from giaoban.archive.reader import Reader
from giaoban.views.values import View, head

_ADDRESS = "tim/"


class SearchView(View, frozen=True, kw_only=True):
    """A form that JavaScript brings to life, and the ways in for those who have none; ``years``: newest first."""

    years: tuple[str, ...]


def keys(reader: Reader) -> tuple[str, ...]:  # noqa: ARG001 - there is always one
    """One page."""
    return ("",)


def address(key: str) -> str:  # noqa: ARG001
    """``tim/``."""
    return _ADDRESS


def view(reader: Reader, key: str) -> SearchView:  # noqa: ARG001
    """All of it."""
    what = "Tìm trong mọi cuộc họp, nhiệm vụ, kết quả, số liệu, văn bản, lãnh đạo và tỉnh, thành của kho."
    return SearchView(
        head=head(_ADDRESS, "list", "Tìm kiếm", what, "tim"),
        years=tuple(f"{year:04d}" for year, _ in reversed(reader.years_by_kind())),
    )
