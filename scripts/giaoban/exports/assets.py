"""The files of the theme, as they are, but for the parts of the search engine."""

from __future__ import annotations

from giaoban.archive.reader import Reader
from giaoban.search import joining

# What a tab asks for that is older than the publication: where the styles and scripts stand now.
_VERSION = "assets/version.txt"
# What feed readers and browsers keep for long, so that its address must never change.
_ICON = "assets/favicon.svg"


def files(reader: Reader) -> tuple[str, ...]:
    """The file that says the version, the icon at its lasting address, and every asset below the version."""
    own = _own(reader)
    return (_VERSION, *(file for file in own if file == _ICON), *(_placed(reader, file) for file in own))


def content(reader: Reader, file: str) -> bytes:
    """The bytes of the asset at the path ``file``; of the file that says the version, the version of all assets."""
    if file == _VERSION:
        return f"{reader.setting('assets')}\n".encode()
    if file == _ICON:
        return reader.asset(_ICON)
    return reader.asset(next(own for own in _own(reader) if _placed(reader, own) == file))


def _own(reader: Reader) -> tuple[str, ...]:
    return tuple(file for file in reader.assets() if not file.startswith(joining.FOLDER))


def _placed(reader: Reader, file: str) -> str:
    """Where a file stands in the site: below its version, but for the service worker, which serves only what stands below it."""
    return joining.path_in_site(file, reader.setting("assets"))
