"""What a reader meets at an address that leads nowhere."""

from __future__ import annotations

import jinja2

from giaoban.site.page import Page
from giaoban.site.pages.parts import page as draw


def page(env: jinja2.Environment) -> Page:
    """The page served for any address that does not exist."""
    return draw(
        env, "notfound.html", "404.html", "list", "Không thấy trang này", "Địa chỉ này không dẫn tới trang nào của kho lưu trữ.",
        indexed=False,
    )  # fmt: skip
