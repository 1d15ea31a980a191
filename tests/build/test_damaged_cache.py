"""A cache that is damaged, or that somebody made: the site is right all the same, and nothing outside the build is touched."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from conftest import ROOT
from damage import fold, tables
from plain_content import Content
from trials import EVERY, Trial, difference, made_once, quick_folder

from giaoban.build import code
from giaoban.build.store import Store, seal
from giaoban.build.tree import Manifest, digest_of


class Damaged:
    """An archive that was built, edited since, and is built again with a cache to which something has happened."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.columns: list[tuple[str, str, str]] = []
        """Table, column, and the first column of the table."""
        assert trial.build().published
        fold(trial.cache)
        self.kept = trial.folder / "kept"
        shutil.copytree(trial.build_folder, self.kept)
        with contextlib.closing(sqlite3.connect(trial.cache / "store.sqlite")) as connection:
            for table, names in tables(connection).items():
                if connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
                    self.columns += [(table, column, names[0]) for column in names]
        trial.change_to(edited(Content.read(EVERY)).files())
        self.expected = trial.cold()

    def after(self, damage: Callable[[Path], object], *, verify: bool = False) -> None:
        """Build with the cache as it is after the damage; with ``verify`` as ``giaoban build --verify`` does."""
        shutil.rmtree(self.trial.build_folder)
        shutil.copytree(self.kept, self.trial.build_folder, symlinks=True)
        damage(self.trial.cache)
        assert self.trial.build(verify=verify).published
        assert difference(self.trial.site(), self.expected) == []

    def after_sql(self, script: str) -> None:
        """Build after some SQL was run on the store; what SQLite itself refuses is no damage."""

        def damage(cache: Path) -> None:
            with contextlib.closing(sqlite3.connect(cache / "store.sqlite")) as connection:
                with contextlib.suppress(sqlite3.IntegrityError):
                    connection.executescript(script)
                connection.commit()

        self.after(damage)


def edited(content: Content) -> Content:
    """An edit for which a build has to read from everything that is kept."""
    for name in content.bodies:
        content.values[name]["title"] += " mới"
    # One leaves timelines, which only what is kept can tell.
    left = content.values["briefings/2023/2023-10-20-giao-ban-thang-10-2023.md"]
    del left["topics"], left["people"][1], left["provinces"]
    for value in (*content.values["topics.yml"]["topics"], *content.values["plenums.yml"]["plenums"]):
        value["name"] += " mới"
    return content


@pytest.fixture(scope="module")
def damaged() -> Iterator[Damaged]:
    with quick_folder() as folder, made_once():
        yield Damaged(Trial(folder, Content.read(EVERY)))


def some(columns: list[tuple[str, str, str]], first: int, *, long: bool) -> list[tuple[str, str, str]]:
    """Every second column, from the ``first``; all of them with ``--long``."""
    return columns if long else columns[first::2]


@pytest.mark.parametrize(("first", "value"), [(0, "x'00'"), (1, "7")])
def test_any_column_of_the_store_may_be_anything(damaged: Damaged, first: int, value: str, long: bool) -> None:
    assert len(damaged.columns) > 20
    for table, column, key in some(damaged.columns, first, long=long):
        one = f"(SELECT {key} FROM {table} LIMIT 1 OFFSET (SELECT count(*) / 2 FROM {table}))"
        damaged.after_sql(f"UPDATE OR REPLACE {table} SET {column} = {value} WHERE {key} = {one}")


@pytest.mark.parametrize(("first", "value"), [(0, "'chữ'"), (1, "7")])
def test_every_row_of_a_table_may_be_damaged(damaged: Damaged, first: int, value: str, long: bool) -> None:
    for table, column, _ in some(damaged.columns, first, long=long):
        damaged.after_sql(f"UPDATE OR REPLACE {table} SET {column} = {value}")


def test_every_row_of_a_table_may_be_gone(damaged: Damaged) -> None:
    for table in dict.fromkeys(table for table, _, _ in damaged.columns):
        damaged.after_sql(f"DELETE FROM {table}")
        damaged.after_sql(f"DROP TABLE {table}")


def test_rows_may_take_the_place_of_others(damaged: Damaged) -> None:
    """Each is as it was put, and yet not what is asked for."""
    for table, column, first in damaged.columns:
        if column != first:
            other = f"(SELECT {column} FROM {table} AS other WHERE other.{first} > {table}.{first} LIMIT 1)"
            damaged.after_sql(f"UPDATE OR IGNORE {table} SET {column} = coalesce({other}, {column})")


@pytest.mark.parametrize("table", ["product", "body", "file", "head", "meta"])
def test_rows_with_valid_seals_may_hold_anything(damaged: Damaged, table: str) -> None:
    """Whoever can write the cache can seal it."""
    for data in (b"", b"\xc0", b"\x91" * 40_000, msgspec.msgpack.encode([1, "2", {"3": None}]), b'{"id": 7}'):

        def damage(cache: Path, data: bytes = data) -> None:
            path = cache / "store.sqlite"
            if table == "head":
                with contextlib.closing(Store(path, code.key(ROOT / "theme"))) as store:
                    rows = {name: row._replace(head=data) for name, row in store.files().items()}
                    store.keep_files(rows, rows)
                    store.commit()
                return
            if table == "product":
                with contextlib.closing(Store(path, code.key(ROOT / "theme"))) as store:
                    made = {name: row._replace(digest=digest_of(data)) for name, row in store.made().items()}
                    store.keep_made(made, made)
                    store.put_products([(name, data) for name in made if not name.startswith("file")])
                    store.commit()
                return
            with contextlib.closing(sqlite3.connect(path)) as connection:
                if table == "body":
                    for (path,) in connection.execute("SELECT path FROM body").fetchall():
                        row = (data, seal(path.encode(), data), path)
                        connection.execute("UPDATE body SET data = ?, seal = ? WHERE path = ?", row)
                elif table == "file":
                    for (part,) in connection.execute("SELECT part FROM file").fetchall():
                        row = (data, seal(str(part).encode(), data), part)
                        connection.execute("UPDATE file SET data = ?, seal = ? WHERE part = ?", row)
                else:
                    for (name,) in connection.execute("SELECT name FROM meta WHERE name != 'key'").fetchall():
                        row = (data, seal(name.encode(), data), name)
                        connection.execute("UPDATE meta SET value = ?, seal = ? WHERE name = ?", row)
                connection.commit()

        damaged.after(damage)


@pytest.mark.parametrize("file", ["store.sqlite", "manifest.msgpack"])
def test_any_byte_of_a_file_may_be_another(damaged: Damaged, file: str, long: bool) -> None:
    """A byte is flipped at places all over the file, and the 64 after it."""
    size = (damaged.kept / "cache" / file).stat().st_size
    places = 500 if long else 24 if file == "store.sqlite" else 6
    chance = random.Random(file)
    for at in [0, *(chance.randrange(size * n // places, size * (n + 1) // places) for n in range(places))]:

        def damage(cache: Path, at: int = at) -> None:
            data = bytearray((cache / file).read_bytes())
            for place in {at, *range(at, min(at + 64 * (at % 2), size))}:
                data[place] ^= 1 << chance.randrange(8)
            (cache / file).write_bytes(data)

        damaged.after(damage)


def test_no_word_of_the_cache_can_be_changed_unnoticed(damaged: Damaged) -> None:
    """Each row stays as readable as it was: an entry of a timeline, a summary, a title that says something else."""
    changed = 0
    for table, column, _ in damaged.columns:

        def damage(cache: Path, table: str = table, column: str = column) -> None:
            nonlocal changed
            with contextlib.closing(sqlite3.connect(cache / "store.sqlite")) as connection:
                connection.create_function("other", 1, _another_letter, deterministic=True)
                edit = f"UPDATE OR IGNORE {table} SET {column} = other({column}) WHERE other({column}) != {column}"
                changed += connection.execute(edit).rowcount
                connection.commit()

        damaged.after(damage)
    assert changed > 100


def _another_letter(value: object) -> object:
    """The same with the first letter in the middle of a word another one."""
    data = value.encode() if isinstance(value, str) else value
    if not isinstance(data, bytes):
        return value
    data = re.sub(rb"(?<=[a-z])[a-y](?=[a-z])", lambda found: bytes([found[0][0] + 1]), data, count=1)
    return data.decode() if isinstance(value, str) else data


@pytest.mark.parametrize("only_cache", [True, False], ids=["what a CI keeps", "beside the site"])
def test_nothing_of_an_altered_file_in_the_cache_is_published(damaged: Damaged, only_cache: bool) -> None:
    """A sharing picture is emptied; of a page and a picture the bytes are others, size and time as they were."""

    def damage(cache: Path) -> None:
        emptied, page, picture = _of_the_cache(cache)
        _alter(emptied, b"")
        for path in (page, picture):
            _alter(path, bytes(byte ^ 1 for byte in path.read_bytes()))
        if only_cache:
            shutil.rmtree(cache.parent / "site")

    damaged.after(damage, verify=not only_cache)


def _of_the_cache(cache: Path) -> tuple[Path, Path, Path]:
    emptied, picture, *_ = sorted((cache / "site").rglob("*.png"))
    return emptied, cache / "site" / "hop" / "index.html", picture


def _alter(path: Path, data: bytes) -> None:
    """Put a file of its own in the place of one that may have two names; it looks as old."""
    status = path.stat()
    path.unlink()
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_files_may_be_folders_and_folders_files(damaged: Damaged) -> None:
    def damage(cache: Path) -> None:
        shutil.rmtree(cache.parent / "site")
        for name in ("store.sqlite", "manifest.msgpack", "closed", "site/index.html", "site/sitemap.xml"):
            (cache / name).unlink()
            (cache / name / "inner").mkdir(parents=True)
        (cache / "site/index.html/inner/file").write_bytes(b"1")
        shutil.rmtree(cache / "site/hop")
        (cache / "site/hop").write_bytes(b"1")

    damaged.after(damage)


@pytest.mark.parametrize("file", ["store.sqlite", "manifest.msgpack"])
@pytest.mark.parametrize("data", [b"", b"\0" * 4096, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_of_the_cache_may_be_anything(damaged: Damaged, file: str, data: bytes) -> None:
    damaged.after(lambda cache: (cache / file).write_bytes(data))


def test_a_manifest_may_say_anything(damaged: Damaged) -> None:
    def manifest(edit: Callable[[Manifest], object]) -> Callable[[Path], object]:
        def damage(cache: Path) -> None:
            path = cache / "manifest.msgpack"
            found = msgspec.msgpack.decode(path.read_bytes()[16:], type=Manifest)
            edit(found)
            data = msgspec.msgpack.encode(found)
            path.write_bytes(digest_of(data) + data)

        return damage

    damaged.after(lambda _: None)
    # A manifest that says of the old site what is true of the new one alone would be believed: but not a word it cannot read.
    stamp = msgspec.msgpack.decode((damaged.trial.cache / "manifest.msgpack").read_bytes()[16:], type=Manifest).stamp
    damaged.after(manifest(lambda found: (setattr(found, "stamp", stamp), setattr(found, "remark", b"\xc1"))))
    damaged.after(manifest(lambda found: found.files.clear()))
    damaged.after(manifest(lambda found: setattr(found, "remark", b"\xc1")))
    damaged.after(
        manifest(lambda found: setattr(found, "files", dict.fromkeys(found.files, found.files["index.html"])))
    )


def test_files_of_the_cache_may_be_links_that_lead_away(damaged: Damaged, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for place in (tmp_path, tmp_path / "folder"):
        (place / "precious").write_bytes(b"1")

    def damage(cache: Path) -> None:
        for name in ("store.sqlite", "manifest.msgpack"):
            (cache / name).unlink()
            (cache / name).symlink_to(tmp_path / "precious")
        shutil.rmtree(cache / "site")
        (cache / "site").symlink_to(tmp_path / "folder")

    damaged.after(damage)
    assert (tmp_path / "precious").read_bytes() == b"1"
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["precious"]


def test_the_next_tree_may_hold_links_that_lead_away(damaged: Damaged, tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"1")

    def damage(cache: Path) -> None:
        (cache / "site" / "index.html").unlink()
        (cache / "site" / "index.html").symlink_to(tmp_path / "precious")
        shutil.rmtree(cache / "site" / "hop")
        (cache / "site" / "hop").symlink_to(tmp_path)
        (cache / "site" / "sw.js.part").symlink_to(tmp_path / "precious")
        (cache / "manifest.msgpack.part").symlink_to(tmp_path / "precious")

    damaged.after(damage)
    assert (tmp_path / "precious").read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]


def test_the_cache_holds_nothing_that_is_code(damaged: Damaged) -> None:
    """What a CI restores comes from elsewhere: no pickles, no compiled Python, no compiled templates."""
    files = [path for path in (damaged.kept / "cache").rglob("*") if path.is_file() and "site" not in path.parts]
    assert {path.name for path in files} == {"store.sqlite", "manifest.msgpack", "closed"}
    assert not any(b"\x80\x04\x95" in path.read_bytes() for path in files)
