"""The store: what was put comes back, and what is not as it was put is not used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from giaoban.build.errors import BuildError
from giaoban.build.store import DamagedError, EntryRow, FileRow, MadeRow, Store, seal

FILE = FileRow("leaders/an.yml", b"stat", b"digest", b"head")
MADE = MadeRow("summary\x1fmot", b"\0\0\0\0", b"key", b"digest")
OTHER = MadeRow("file\x1findex.html", b"", b"other key", b"digest")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that holds one row of each kind."""
    made = Store(tmp_path / "cache" / "store.sqlite", b"key")
    made.keep_files({FILE.path: FILE}, [FILE.path])
    made.put_bodies([(FILE.path, b"body")])
    made.put_made([MADE])
    made.put_products([(MADE.name, b"data")])
    made.put_entries([EntryRow("leader\x1fan", "mot", b"entry")])
    made.put_questions(0, ["published", "reference\x1fleader\x1fan"])
    made.put_questions(2, ["ids\x1fleader"])
    made.put_meta("history", b"value")
    made.commit()
    yield made
    made.close()


def again(store: Store, key: bytes = b"key") -> Store:
    store.close()
    return Store(store.path, key)


def test_what_was_put_comes_back(store: Store) -> None:
    store.keep_made({**store.made(), OTHER.name: OTHER}, [MADE.name, OTHER.name])
    store.commit()
    found = again(store)
    assert found.files() == {FILE.path: FILE}
    assert found.body(FILE.path) == b"body"
    assert found.made() == {MADE.name: MADE, OTHER.name: OTHER}
    assert list(found.products("summary\x1f")) == [(MADE.name, b"data")]
    assert found.entries("leader\x1fan", ["mot", "hai"]) == {"mot": b"entry"}
    assert found.questions() == ["published", "reference\x1fleader\x1fan", "ids\x1fleader"]
    assert found.meta("history") == b"value"


def test_with_another_key_the_store_is_empty(store: Store) -> None:
    found = again(store, b"other")
    assert (found.files(), found.made(), found.questions(), found.meta("history")) == ({}, {}, [], None)
    # And stays so when the first key comes back.
    assert again(found).made() == {}


def test_readers_see_what_was_committed(store: Store) -> None:
    store.put_meta("history", b"newer")
    reading = Store(store.path, reading=True)
    assert reading.meta("history") == b"value"
    store.commit()
    assert reading.meta("history") == b"newer"
    with pytest.raises(sqlite3.OperationalError):
        reading.put_meta("history", b"third")
    reading.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE file SET data = x'80'",
        "UPDATE file SET data = 'text'",
        "UPDATE file SET data = 7",
        "UPDATE file SET part = part + 1",
        "UPDATE file SET seal = 'x'",
    ],
)
def test_a_file_row_that_was_changed_is_not_there(store: Store, damage: str) -> None:
    store.connection.execute(damage)
    assert store.files() == {}


@pytest.mark.parametrize(
    "damage", ["UPDATE body SET data = x'00'", "UPDATE body SET data = 'text'", "DELETE FROM body"]
)
def test_a_body_that_was_changed_is_made_again(store: Store, damage: str) -> None:
    store.connection.execute(damage)
    with pytest.raises(DamagedError) as found:
        store.body(FILE.path)
    store.forget(found.value.table, found.value.name)
    assert store.files() == {}  # the file is read again


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize(
    "damage", ["data = x'80'", "data = 'text'", "data = 1", "seal = x'00'", "{number} = {number} + 1", "data = x''"]
)
def test_traces_that_were_changed_are_not_there(store: Store, damage: str, kept: bool) -> None:
    if kept:
        store.keep_made(store.made(), [MADE.name])
    table, number = ("made", "part") if kept else ("fresh", "batch")
    store.connection.execute(f"UPDATE {table} SET {damage.format(number=number)}")
    assert store.made() == {}


def test_what_was_made_since_counts_before_what_was_kept(store: Store) -> None:
    store.keep_made(store.made(), [MADE.name])
    newer = MADE._replace(digest=b"newer")
    store.put_made([MADE._replace(digest=b"new"), OTHER])
    store.put_made([newer])
    assert store.made() == {MADE.name: newer, OTHER.name: OTHER}
    # What is gone is gone from both.
    store.keep_made({OTHER.name: OTHER}, [MADE.name, OTHER.name])
    assert store.made() == {OTHER.name: OTHER}


@pytest.mark.parametrize(
    "damage", ["UPDATE product SET data = x'00'", "UPDATE product SET data = 5", "DELETE FROM product"]
)
def test_a_product_that_was_changed_is_made_again(store: Store, damage: str) -> None:
    from giaoban.build.tree import digest_of

    assert store.product(MADE.name, digest_of(b"data")) == b"data"
    store.connection.execute(damage)
    with pytest.raises(DamagedError) as found:
        store.product(MADE.name, digest_of(b"data"))
    store.forget(found.value.table, found.value.name)
    assert store.made() == {}  # and made again


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE question SET keys = replace(keys, 'published', 'unpublished')",
        "UPDATE question SET first = 1 WHERE first = 0",
        "DELETE FROM question WHERE first = 0",
        "UPDATE question SET keys = x'00'",
        "UPDATE question SET seal = 1",
    ],
)
def test_questions_that_were_changed_mean_nothing(store: Store, damage: str) -> None:
    store.connection.execute(damage)
    assert store.questions() == []


def test_a_single_value_that_was_changed_is_not_there(store: Store) -> None:
    store.connection.execute("UPDATE meta SET value = 'text' WHERE name = 'history'")
    assert store.meta("history") is None
    store.put_meta("history", b"value")
    # Nor one under another's name.
    store.connection.execute("UPDATE meta SET name = 'other' WHERE name = 'history'")
    assert store.meta("other") is None


def test_seals_tell_columns_apart() -> None:
    assert seal(b"ab", b"c") != seal(b"a", b"bc")


@pytest.mark.parametrize("damage", [b"", b"not a database, but long enough to be taken for one" * 100])
def test_a_file_that_is_no_store_is_thrown_away(store: Store, damage: bytes) -> None:
    store.close()
    for part in store.path.parent.iterdir():
        part.unlink()
    store.path.write_bytes(damage)
    found = Store(store.path, b"key")
    assert found.made() == {}
    found.put_made([MADE])
    assert found.made() == {MADE.name: MADE}
    found.close()


@pytest.mark.parametrize(
    "damage",
    [
        "ALTER TABLE made RENAME COLUMN data TO other",
        "DROP TABLE product",
        "CREATE TRIGGER t AFTER INSERT ON made BEGIN DELETE FROM file; END",
        "ALTER TABLE made RENAME TO hidden; CREATE VIEW made AS SELECT * FROM hidden",
        "DROP INDEX entry_at; CREATE INDEX entry_at ON entry (data)",
    ],
)
def test_a_store_of_another_shape_is_thrown_away(store: Store, damage: str) -> None:
    store.connection.executescript(damage)
    found = again(store)
    assert found.files() == {}
    found.put_made([MADE])
    assert found.made() == {MADE.name: MADE}
    found.close()


def test_a_store_that_lost_its_indexes_gets_them_again(store: Store) -> None:
    store.connection.executescript("DROP INDEX entry_at; DROP INDEX entry_of")
    found = again(store)
    assert found.made() == {MADE.name: MADE}
    with found.without_entry_index():
        found.put_entries([EntryRow("leader\x1fan", "hai", b"entry")])
    assert found.entries("leader\x1fan", ["mot", "hai"]).keys() == {"mot", "hai"}
    found.close()


def test_a_store_is_never_elsewhere(store: Store, tmp_path: Path) -> None:
    store.close()
    for part in store.path.parent.iterdir():
        part.unlink()
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (a)")
    connection.close()
    before = other.read_bytes()
    store.path.symlink_to(other)
    Store(store.path, b"key").close()
    assert other.read_bytes() == before
    assert not store.path.is_symlink()


def test_a_reader_in_the_midst_of_its_rows_does_not_hold_up_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, timeout=0))
    store = Store(tmp_path / "store.sqlite")
    store.put_products([("summary\x1fhai", b"2"), (MADE.name, b"1")])
    store.commit()
    reading = Store(store.path, reading=True)
    rows = reading.products("summary\x1f")
    assert next(rows) == ("summary\x1fhai", b"2")
    store.put_products([(MADE.name, b"newer")])
    store.commit()
    assert list(rows) == [(MADE.name, b"1")]
    reading.close()
    store.close()


def test_a_store_that_another_command_writes_is_not_thrown_away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, timeout=0))
    store.connection.execute("DROP INDEX entry_of")
    store.put_meta("history", b"newer")
    with pytest.raises(BuildError, match="một lệnh khác đang dùng"):
        Store(store.path, b"key")
    store.commit()
    assert again(store).meta("history") == b"newer"


def test_without_its_questions_nothing_made_can_be_named(store: Store) -> None:
    store.keep_made(store.made(), [MADE.name])
    store.put_made([OTHER])
    store.drop_questions()
    assert (store.questions(), store.made()) == ([], {})
    assert list(store.products("")) == []
    # Put again, each meeting has one entry only.
    store.put_entries([EntryRow("leader\x1fan", "mot", b"entry")])
    assert store.connection.execute("SELECT COUNT(*) FROM entry").fetchone() == (1,)
    assert store.files() == {FILE.path: FILE}


def test_what_a_damaged_row_belongs_to_is_forgotten_for_good(store: Store) -> None:
    entries = MADE._replace(name="entries\x1fmot")
    store.put_made([entries])
    store.put_entries([EntryRow("leader\x1fan", "hai", b"other")])
    store.commit()

    def kept() -> tuple[set[str], set[str], set[str], set[str]]:
        """What a build finds that begins after this one was killed."""
        reading = Store(store.path, reading=True)
        products = {name for name, _ in reading.products("")}
        entries = reading.entries("leader\x1fan", ["mot", "hai"])
        found = (set(reading.files()), set(reading.made()), products, set(entries))
        reading.close()
        return found

    assert kept() == ({FILE.path}, {MADE.name, entries.name}, {MADE.name}, {"mot", "hai"})
    store.forget("entry", "mot")
    assert kept() == ({FILE.path}, {MADE.name}, {MADE.name}, {"hai"})
    store.forget("product", MADE.name)
    assert kept() == ({FILE.path}, set(), set(), {"hai"})
    store.forget("body", FILE.path)
    assert kept() == (set(), set(), set(), {"hai"})
    with pytest.raises(DamagedError):
        store.body(FILE.path)


def test_entries_of_more_meetings_than_a_statement_takes(store: Store) -> None:
    # The limit of SQLite before 3.32, and of systems that keep to it.
    store.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)
    meetings = [f"hop-{number}" for number in range(1201)]
    store.put_entries(EntryRow("leader\x1fbinh", meeting, meeting.encode()) for meeting in meetings)
    assert store.entries("leader\x1fbinh", meetings) == {meeting: meeting.encode() for meeting in meetings}


def test_a_store_knows_when_somebody_else_has_written(store: Store) -> None:
    assert store.is_mine()
    store.put_meta("history", b"newer")
    store.commit()
    assert store.is_mine()
    other = Store(store.path, b"key")
    other.put_meta("history", b"another's")
    other.commit()
    assert not store.is_mine()
    assert store.is_mine()  # since that was last asked
    other.close()
    for part in store.path.parent.iterdir():
        part.unlink()
    assert not store.is_mine()


def test_many_entries_put_at_once_are_found_by_index(store: Store) -> None:
    with store.without_entry_index():
        store.put_entries([EntryRow("leader\x1fan", "hai", b"entry")])
    plan = "EXPLAIN QUERY PLAN SELECT data FROM entry WHERE timeline = '' AND meeting IN ('')"
    assert "USING INDEX entry_at" in str(store.connection.execute(plan).fetchall())


def test_a_closed_store_is_one_file(store: Store) -> None:
    store.close()
    assert [part.name for part in store.path.parent.iterdir()] == [store.path.name]


def test_a_store_in_folders_that_are_not_there_yet(tmp_path: Path) -> None:
    path = tmp_path / "build" / "cache" / "store.sqlite"
    Store(path).close()
    assert path.is_file()
