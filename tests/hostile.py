"""Records in which every free text is hostile, or harmless in the same way, so that pages of both can be compared."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any, TypeVar

from pydantic import ValidationError

from giaoban.records.model import Model
from giaoban.render.text import ROOT

M = TypeVar("M", bound=Model)


class Texts:
    """Texts of one sort, each used once. ``used``: those that a record took."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.used: list[str] = []

    def next(self) -> str:
        """A text that has not been used."""
        return self._pattern.format(len(self.used) + 1000)

    def put_in(self, record: M) -> M:
        """The record with a text of this sort wherever it takes one: ids, dates and closed lists take none."""
        data = record.model_dump(mode="json", by_alias=True)
        # The summary is Markdown, and becomes HTML on a way of its own.
        for holder, key in [(holder, key) for holder, key in _leaves(data) if key != "summary"]:
            kept = holder[key]
            for text in (self.next(), f"https://example.org/{self.next()}"):
                holder[key] = text
                try:
                    type(record).model_validate(data)
                except ValidationError:
                    continue
                self.used.append(text)
                break
            else:
                holder[key] = kept
        return type(record).model_validate(data)


def hostile() -> Texts:
    """Texts that would leave their place in a page if they were not escaped."""
    return Texts("</p><i>&\"'`" + ROOT + "{}")


def harmless() -> Texts:
    """Texts that mean nothing to HTML."""
    return Texts("lành{}")


def as_shown(text: str) -> str:
    """How a page must write a text."""
    return html.escape(text).replace("&quot;", "&#34;").replace("&#x27;", "&#39;").replace(ROOT, "\ufffd")


def _leaves(data: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, str):
            yield data, key
        elif isinstance(value, dict | list):
            yield from _leaves(value)


class Structure(HTMLParser):
    """The elements of a page with the names of their attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.found.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self.found.append((f"/{tag}",))


def plain(value: Any, change: Callable[[str], str]) -> Any:
    """A value of builtins with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: plain(one, change) for key, one in value.items()}
    return [plain(one, change) for one in value] if isinstance(value, list | tuple) else value
