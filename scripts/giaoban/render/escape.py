"""Escaping: all text of a view at once, before a template sees any of it."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

import msgspec

from giaoban.views.values import View

ROOT = "\ue000"
"""Begins every link to a page of the site until the page's own depth is known. No text of a view keeps it."""

ASSETS = "\ue001"
"""Stands for the version of the look's files in links to them, until a page is filled. No text of a view keeps it either."""

V = TypeVar("V", bound=View)

_encode = msgspec.json.Encoder(enc_hook=str).encode
# In JSON these characters stand in strings alone, but for the quotation mark: that of a string's text follows a backslash.
# A backslash before it could be the second half of an escaped one, so those are spelled otherwise first.
_STEPS = (
    (b"\\\\", b"\\u005c"),
    (b"&", b"&amp;"),
    (b"<", b"&lt;"),
    (b">", b"&gt;"),
    (b"'", b"&#39;"),
    (b'\\"', b"&#34;"),
    (ROOT.encode(), "\ufffd".encode()),
    (ASSETS.encode(), "\ufffd".encode()),
)


@cache
def _decoder(kind: type[V]) -> msgspec.json.Decoder[V]:
    return msgspec.json.Decoder(kind)


def escaped(view: V) -> V:
    """The same view with its text escaped for HTML, in attributes too; its fields of HTML stay as they are."""
    bare = msgspec.structs.replace(view, **dict.fromkeys(view.HTML, "")) if view.HTML else view
    data = _encode(bare)
    steps = [(mark, stand_in) for mark, stand_in in _STEPS if mark in data]
    if not steps:  # most views hold nothing that HTML could take for more than text
        return view
    for mark, stand_in in steps:
        data = data.replace(mark, stand_in)
    found: V = _decoder(type(view)).decode(data)
    if view.HTML:
        found = msgspec.structs.replace(found, **{name: getattr(view, name) for name in view.HTML})
    return found
