"""A folder of files that another program is run on."""

from __future__ import annotations

from pathlib import Path


class FolderWriter:
    """Writes files below one folder, and leaves those alone that hold the same already."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._written: set[Path] = set()

    def put(self, name: str, text: str) -> None:
        """Have a file hold a text."""
        path = self._root / name
        self._written.add(path)
        data = text.encode()
        try:
            if path.stat().st_size == len(data) and path.read_bytes() == data:
                return
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def remove_others(self, below: str) -> None:
        """Remove what is below a folder and was not put there now."""
        for path in (self._root / below).rglob("*"):
            if path.is_file() and path not in self._written:
                path.unlink()
