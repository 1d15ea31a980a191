"""Ids of headings that come from words: kept when other headings come or go, so that a link to one goes on leading there."""

from __future__ import annotations

from collections.abc import Iterable

from giaoban.vietnamese import slug

_LONGEST = 48


def anchors(prefix: str, headings: Iterable[str]) -> list[str]:
    """An id for each heading, in their order: ``nhom-nghi-quyet``; the second of one name (A and Ă) gets ``-2``."""
    seen: dict[str, int] = {}
    found = []
    for heading in headings:
        name = f"{prefix}-{slug(heading)[:_LONGEST].strip('-') or '0'}"
        seen[name] = seen.get(name, 0) + 1
        found.append(f"{name}-{seen[name]}" if seen[name] > 1 else name)
    return found
