"""Atom feeds (RFC 4287): of the whole archive, of every entity that can be followed, and of corrections."""

from __future__ import annotations

from html import escape

from giaoban import addresses
from giaoban.archive.reader import Reader
from giaoban.views import feeds
from giaoban.views.feeds import Feed, FeedEntry

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES = 'xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0" xml:lang="vi"'


def files(reader: Reader) -> tuple[str, ...]:
    """The file of each feed."""
    return feeds.files(reader)


def content(reader: Reader, file: str) -> bytes:
    """The feed at the path ``file`` as Atom, UTF-8, with absolute addresses."""
    return _xml(feeds.feed(reader, file), reader.setting("site_url")).encode()


def _xml(feed: Feed, root: str) -> str:
    links = [("self", feed.file), ("alternate", feed.page)]
    links += [("current", feed.current)] if feed.current else []
    links += [("prev-archive", feed.before)] if feed.before else []
    links += [("next-archive", feed.after)] if feed.after else []
    # What is older than a bounded feed stands on the timeline of its page.
    links += [("archives", feed.page)] if not (feed.is_complete or feed.before or feed.current) else []
    mark = "<fh:archive/>\n" if feed.current else "<fh:complete/>\n" if feed.is_complete else ""
    return (
        f"{_HEAD}<feed {_NAMESPACES}>\n<id>{escape(feed.id)}</id>\n<title>{escape(feed.title)}</title>\n"
        f"<subtitle>{escape(feed.subtitle)}</subtitle>\n<updated>{_time(feed.updated)}</updated>\n"
        "<author><name>Giao ban</name></author>\n"
        f"<icon>{escape(root)}assets/favicon.svg</icon>\n<rights>CC BY 4.0</rights>\n"
        f'<link rel="license" href="{addresses.LICENCE}"/>\n'
        + "".join(f'<link rel="{rel}"{_type(rel)} href="{escape(root + place)}"/>\n' for rel, place in links)
        + mark
        + "".join(_entry(entry, root) for entry in feed.entries)
        + "</feed>\n"
    )


def _type(rel: str) -> str:
    return ' type="text/html"' if rel in {"alternate", "archives"} else ' type="application/atom+xml"'


def _entry(entry: FeedEntry, root: str) -> str:
    category = f'<category term="{escape(entry.category)}"/>' if entry.category else ""
    # Escaped once as HTML, and once more as the text of an element that holds HTML.
    body = escape("".join(f"<p>{escape(line, quote=False)}</p>" for line in entry.lines), quote=False)
    return (
        f"<entry>\n<id>{escape(entry.id)}</id>\n<title>{escape(entry.title, quote=False)}</title>\n"
        # A link without a relation is the entry's own page (RFC 4287, section 4.2.7.2).
        f'<link href="{escape(root + entry.address)}"/>\n'
        f"<published>{_time(entry.published)}</published>\n<updated>{_time(entry.updated)}</updated>\n"
        f'{category}<content type="html">{body}</content>\n</entry>\n'
    )


def _time(day: str) -> str:
    """The beginning of a day in Vietnam."""
    return f"{day}T00:00:00+07:00"
