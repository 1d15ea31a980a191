"""What a reader meets at an address that leads nowhere."""

from __future__ import annotations

from giaoban.archive.reader import Reader
from giaoban.views.values import View, head


def keys(reader: Reader) -> tuple[str, ...]:  # noqa: ARG001 - there is always one
    """One page."""
    return ("",)


def address(key: str) -> str:  # noqa: ARG001
    """The file that hosts serve for any address that does not exist."""
    return "404.html"


def view(reader: Reader, key: str) -> View:  # noqa: ARG001
    """Nothing but ways on."""
    what = "Địa chỉ này không dẫn tới trang nào của kho lưu trữ."
    return View(head=head("404.html", "list", "Không thấy trang này", what, indexed=False))
