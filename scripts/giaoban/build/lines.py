"""Which timelines have other lines than in the last whole build: those of which alone anything has to be asked anew.

A meeting more is on some fifteen of many thousand timelines. What the others hold, how they are divided and where their meetings
stand cannot have changed; their lines tell, before anything is asked.
"""

from __future__ import annotations

from functools import cached_property

from msgspec import DecodeError, msgpack

from giaoban.archive import Archive
from giaoban.archive.parts import Parts
from giaoban.build.products import name
from giaoban.build.store import Store

_KEPT, _KEY = "lines", "lines of"
_digests = msgpack.Decoder(dict[str, bytes]).decode


class TimelineLines:
    """The lines of all timelines of one archive; ``key``: a digest of all that they can depend on."""

    def __init__(self, archive: Archive, key: bytes) -> None:
        self._archive, self._key = archive, key

    @cached_property
    def _digest_of_each(self) -> dict[str, bytes]:
        return {name(*viewpoint): digest for viewpoint, digest in sorted(Parts(self._archive).digests().items())}

    def moved(self, store: Store) -> set[str] | None:
        """The timelines that have other lines than those kept with the last whole build; None where none were kept."""
        if store.meta(_KEY) == self._key:
            return set()
        try:
            before = _digests(store.meta(_KEPT) or b"")
        except (DecodeError, ValueError):
            return None
        now = self._digest_of_each
        return {timeline for timeline in before.keys() | now.keys() if before.get(timeline) != now.get(timeline)}

    def keep(self, store: Store) -> None:
        """Keep them with a build that is whole."""
        if store.meta(_KEY) != self._key:
            store.put_meta(_KEPT, msgpack.encode(self._digest_of_each))
            store.put_meta(_KEY, self._key)
