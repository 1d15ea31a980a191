"""The search page. Its state is in its address; without JavaScript it leads to the lists."""

from __future__ import annotations

import jinja2

from giaoban.archive import Archive
from giaoban.site.page import Page
from giaoban.site.pages.parts import page as draw

ADDRESS = "tim/"


def page(archive: Archive, env: jinja2.Environment) -> Page:
    """``/tim/``: a form that JavaScript brings to life, and the ways in for those who have none."""
    years = sorted({card.year for card in archive.published}, reverse=True)
    return draw(
        env, "search.html", ADDRESS, "list", "Tìm kiếm",
        "Tìm trong mọi cuộc họp, nhiệm vụ, kết quả, số liệu, văn bản, lãnh đạo và tỉnh, thành của kho.", "tim",
        years=years,
    )  # fmt: skip
