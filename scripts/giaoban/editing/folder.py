"""A content folder while a command edits it: files read once, changed in memory, written all or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from giaoban import kinds, vietnamese, writing
from giaoban.build.versions import git
from giaoban.editing.record_text import EditError, RecordText
from giaoban.findings import did_you_mean
from giaoban.records import layout
from giaoban.records.files import MAX_BYTES, SourceFile, discover
from giaoban.writing import unreachable

PAGES = "pages"


class ContentFolder:
    """The files of records below ``content``. Raises `EditError` where there is no such folder."""

    def __init__(self, content: Path) -> None:
        self.content = content
        try:
            sources, self.findings = discover(content)
        except NotADirectoryError:
            raise EditError(f"không có thư mục {content}: kiểm tra lại đường dẫn ở --content") from None
        self.sources = {source.path: source for source in sources}
        self._texts: dict[str, RecordText] = {}
        self._plain: dict[str, bytes] = {}
        self._new: dict[str, str] = {}
        self._moved: dict[str, str] = {}
        self._gone: list[str] = []
        self._before: dict[str, bytes | None] = {}

    def text(self, path: str) -> RecordText:
        """The file of records at ``path``, to be edited in memory until `write`. Raises `EditError` where it cannot be read."""
        if path not in self._texts:
            self._texts[path] = RecordText(self.sources[path])
        return self._texts[path]

    def find(self, entity: str, kind: str = "") -> tuple[str, str, tuple[str | int, ...]]:
        """Kind, file and place in it of the record that has an id. Raises `EditError` where none or several have."""
        found = [place for place in self._defining(entity) if kind in {"", place[0]}]
        if not found:
            raise EditError(f"không có bản ghi nào mang mã “{entity}”{self._nearest_id(entity, kind)}")
        if len(found) > 1:
            shown = ", ".join(f"{kinds.get(one[0]).label.lower()} ({one[1]})" for one in found)
            raise EditError(f"mã “{entity}” có ở {shown}: thêm --kind để chọn ({', '.join(one[0] for one in found)})")
        return found[0]

    def ids(self, kind: str) -> set[str]:
        """The ids of all records of a kind that can be read."""
        return {entity for found, entity, _, _ in self._every_record() if found == kind}

    def every(self) -> Iterator[tuple[str, str]]:
        """Kind and id of every record that can be read."""
        yield from ((kind, entity) for kind, entity, _, _ in self._every_record())

    def records(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Id and plain value of every record of a kind that can be read."""
        for found, entity, path, at in self._every_record():
            if found == kind:
                value = self.text(path).value
                for step in at:
                    value = value[step]
                yield entity, value

    def mentioning(self, word: str) -> Iterator[str]:
        """The paths of all files of records in whose bytes a word stands, as they are on disk."""
        wanted = word.encode()
        yield from (path for path, source in self.sources.items() if wanted in source.data)

    def pages(self) -> Iterator[Path]:
        """The Markdown files of pages that are no records, in order of their paths."""
        yield from sorted((self.content / PAGES).rglob("*.md"))

    def put(self, path: str, data: bytes) -> None:
        """Let `write` write a file that holds no records, in place of what is there."""
        self._plain[path] = data

    def add(self, path: str, text: str) -> None:
        """Let `write` write a new file; it then refuses to where one is at the path by then."""
        self._new[path] = text

    def move(self, path: str, to: str) -> None:
        """Let `write` move a file of records to a path at which nothing may be."""
        self._moved[path] = to

    def remove(self, path: str) -> None:
        """Let `write` remove a file."""
        self._gone.append(path)

    def write(self) -> list[str]:
        """Write everything, all or none; gives the paths. Raises `EditError`, and nothing has changed then."""
        for path in (*self._new, *self._moved.values()):
            if (self.content / path).exists() or (self.content / path).is_symlink():
                raise EditError(f"{path} đã có, không ghi đè")
        files = {path: text.encode() for path, text in self._new.items()}
        for path, text in self._texts.items():
            if path not in self._gone and (text.is_changed() or path in self._moved):
                files[self._moved.get(path, path)] = text.data()
        if large := next((path for path, data in files.items() if len(data) > MAX_BYTES), None):
            raise EditError(f"{large} sẽ lớn hơn {MAX_BYTES // 1024} KB: rút ngắn rồi làm lại")
        files |= self._plain
        gone = [*self._moved, *self._gone]
        try:
            self._before = {path: self._bytes(path) for path in (*files, *gone)}
            self._write(files, gone)
        except OSError as error:
            raise EditError(unreachable(error)) from None
        return [*self._before]

    def take_back(self) -> None:
        """Bring every file that was written back to what it was. Raises `OSError`."""
        files = {path: data for path, data in self._before.items() if data is not None}
        self._write(files, [path for path, data in self._before.items() if data is None])

    def settle(self) -> None:
        """Let git know of files that are new, without staging them: so that one checkout takes them away again."""
        if created := [path for path, data in self._before.items() if data is None]:
            git(self.content, "add", "--intent-to-add", "--", *created)

    def _write(self, files: Mapping[str, bytes], gone: Iterable[str]) -> None:
        written = {self.content / path: data for path, data in files.items()}
        writing.write_all(written, gone=[self.content / path for path in gone])

    def _bytes(self, path: str) -> bytes | None:
        file = self.content / path
        return file.read_bytes() if file.is_file() else None

    def _defining(self, entity: str) -> list[tuple[str, str, tuple[str | int, ...]]]:
        return [(kind, path, at) for kind, found, path, at in self._every_record(entity) if found == entity]

    def _nearest_id(self, entity: str, kind: str) -> str:
        """The id that may be meant where there is none: that of a file or a name that was given, or one spelt nearly so."""
        known = {one for own, one in self.every() if kind in {"", own}}
        stem = PurePath(entity).stem
        if stem != entity and stem in known:
            return f"; mã là tên tệp không kèm đuôi: {stem}"
        slug = vietnamese.slug(entity[:120])
        if slug in known:
            return f"; có phải {slug} không"
        near = did_you_mean(entity, known)
        return f"; {near[0].lower()}{near[1:].rstrip('?')}" if near else "; mã của bản ghi là tên tệp, không kèm đuôi"

    def _every_record(self, word: str = "") -> Iterator[tuple[str, str, str, tuple[str | int, ...]]]:
        """Kind, id, file and place of every record, those of files that cannot be read left out."""
        for path in self.mentioning(word):
            source = self.sources[path]
            if layout.holds_one(source.kind):
                yield source.kind, source.stem, path, ()
                continue
            try:
                value = self.text(path).value
            except EditError:
                continue
            for key, kind in layout.lists()[source.kind].items():
                entries = value.get(key) if isinstance(value, dict) else None
                for i, entry in enumerate(entries if isinstance(entries, list) else ()):
                    if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                        yield kind, entry["id"], path, (key, i)


def source(path: str, text: str) -> SourceFile:
    """A text as if it had been read from ``path``, with the kind of records that a file there holds."""
    return SourceFile(path, layout.file_kind(path) or "", text.encode())
