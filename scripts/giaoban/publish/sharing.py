"""The sharing pictures of a build: which are wanted, and their bytes, kept under the digest of what they are made from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from giaoban.archive import Archive
from giaoban.publish import digest
from giaoban.site import pictures
from giaoban.site.pictures import Picture


@lru_cache(maxsize=1)
def look() -> bytes:
    """A digest of all that pictures are made from but their words."""
    modules = [Path(pictures.__file__), Path(pictures.__file__).with_name("painting.py")]
    return digest.of([version(name) for name in pictures.PACKAGES], [path.read_bytes() for path in modules])


def wanted(archive: Archive) -> dict[str, tuple[bytes, Picture]]:
    """File to the digest of a picture, and the picture."""
    return {picture.file: (digest.of(look(), picture), picture) for picture in pictures.every(archive)}


def painted(picture: Picture, key: bytes, cache: Path) -> bytes:
    """The picture as a PNG file, from the folder ``cache`` where it has been painted before."""
    kept = cache / f"{key.hex()}.png"
    try:
        return kept.read_bytes()
    except FileNotFoundError:
        # Pillow takes longer to import than a build takes that finds its pictures.
        from giaoban.site.painting import paint

        data = paint(picture)
    cache.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(".part")
    partial.write_bytes(data)
    partial.replace(kept)
    return data


def forget(cache: Path, kept: Mapping[str, tuple[bytes, Picture]]) -> None:
    """Remove pictures that no page has any more."""
    names = {f"{key.hex()}.png" for key, _ in kept.values()}
    for old in cache.glob("*.png") if cache.is_dir() else ():
        if old.name not in names:
            old.unlink(missing_ok=True)
