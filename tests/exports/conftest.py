"""What the tests of exports share: the tiny archive with what a build has around it."""

from __future__ import annotations

import pytest
from small_archive import Small, build

from giaoban.archive.answers import Answers, Question
from giaoban.archive.arrivals import pages_changed
from giaoban.views import pages


@pytest.fixture(scope="session")
def around() -> Small:
    """The tiny archive, one written page, one asset, one redirect, and a day on which one meeting was changed."""
    small = build()
    reader = small.reader()
    listed = tuple(module.address(key) for module in pages.every().values() for key in module.keys(reader))
    assets = {"assets/a.css": b"a", "sw.js": b"s"}
    answers = Answers({
        **small.answers.questions,
        "addresses": Question(lambda: listed),
        "pages-changed": Question(lambda: pages_changed(small.archive, {"briefings/mot.md": "2026-01-02"})),
        "page-changed": Question(lambda _address: "2026-01-02"),
        "redirects": Question(lambda: (("/hop/cu/", "/hop/mot/"),)),
        "written-pages": Question(lambda: ("gioi-thieu/",)),
        "written-page": Question({"gioi-thieu/": "<p>Giới thiệu</p>"}.__getitem__),
        "assets": Question(lambda: tuple(assets)),
        "asset": Question(assets.__getitem__),
    })  # fmt: skip
    return small._replace(answers=answers)
