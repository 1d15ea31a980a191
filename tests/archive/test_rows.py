"""Rows of files: what is decoded is what was read, and bytes of any kind are refused in one way."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import msgpack

from giaoban.archive import rows
from giaoban.archive.rows import RowError
from giaoban.check import check_record
from giaoban.records.files import SourceFile, discover
from giaoban.records.load import Loaded, load
from giaoban.records.models.briefing import Briefing

CONTENT = Path(__file__).resolve().parents[2] / "content"
LOADED = [load(source) for source in discover(CONTENT)[0]]
MEETING = next(one for one in LOADED if one.kind == "briefing")
LEADER = next(one for one in LOADED if one.kind == "leader")


def encoded(loaded: Loaded) -> tuple[bytes, bytes | None]:
    return rows.encode(loaded, (*loaded.findings, *check_record(loaded)))


@pytest.mark.parametrize("loaded", LOADED, ids=lambda one: one.path)
def test_what_is_decoded_is_what_was_read(loaded: Loaded) -> None:
    data, body = encoded(loaded)
    head = rows.decode_head(loaded.path, data)
    records = [record for _, record in loaded.records]
    assert head.findings == (*loaded.findings, *check_record(loaded))
    assert head.records == tuple(record for record in records if not isinstance(record, Briefing))
    assert head.digests == tuple(map(rows.value_digest, head.records))
    if body is None:
        assert head.card is None
        assert head.meeting == b""
    else:
        assert [rows.decode_body(body)] == records
        assert head.card
        assert head.card.id == records[0].id  # type: ignore[attr-defined]
        assert head.meeting == rows.value_digest(records[0])


def read_again(change: tuple[str, str]) -> Briefing:
    path = CONTENT / MEETING.path
    text = path.read_text("utf-8").replace(*change, 1)
    [(_, record)] = load(SourceFile(MEETING.path, "briefing", text.encode())).records
    assert isinstance(record, Briefing)
    return record


@pytest.mark.parametrize(
    ("change", "says_the_same"),
    [
        (("\nkind:", "\n# chú thích\n\nkind:"), True),
        (("\nlevel: ", "\nlevel:    "), True),
        (("\ntitle: ", "\ntitle: Khác "), False),
    ],
)
def test_the_digest_is_of_what_a_record_says(change: tuple[str, str], says_the_same: bool) -> None:
    before, after = read_again(("", "")), read_again(change)
    assert (rows.value_digest(before) == rows.value_digest(after)) == says_the_same


HEAD, BODY = encoded(MEETING)
ENTITY = encoded(LEADER)[0]


@settings(max_examples=int(os.environ.get("GIAOBAN_EXAMPLES", "300")), deadline=None)
@given(
    st.binary(max_size=60)
    | st.tuples(
        st.sampled_from([HEAD, BODY, ENTITY]), st.integers(0, 9000), st.integers(0, 9), st.binary(max_size=6)
    ).map(lambda cut: bytes(cut[0] or b"")[: cut[1]] + cut[3] + bytes(cut[0] or b"")[cut[1] + cut[2] :])
)
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    with contextlib.suppress(RowError):
        rows.decode_head(MEETING.path, data)
    with contextlib.suppress(RowError):
        rows.decode_body(data)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xdd\xff\xff\xff\xff", b"\x80" * 5000, b"[" * 100_000, b'{"id": ' * 50_000, b"\x81" * 100_000,
        b"\x80\x04\x95\x1a\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x8c\x06system\x93\x8c\x02id\x85R.", b"\xff" * 90,
    ],
    ids=repr,
)  # fmt: skip
def test_hostile_bytes(data: bytes) -> None:
    for decode in (rows.decode_body, lambda data: rows.decode_head("x", data)):
        with pytest.raises(RowError):
            decode(data)


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (0, "../../x"),
        (0, "a/b"),
        (0, ""),
        (1, "leaders/x.yml"),
        (3, "khac"),
        (6, "hôm qua"),
        (7, "?"),
        (12, {}),
        (13, [""]),
    ],
)
def test_a_card_that_no_record_has_is_refused(at: int, value: object) -> None:
    row = msgpack.decode(HEAD)
    row[0][at] = value
    with pytest.raises(RowError):
        rows.decode_head(MEETING.path, msgpack.encode(row))
    with pytest.raises(RowError):
        rows.decode_head("briefings/2020/khac.md", HEAD)


def test_an_entity_that_no_editor_may_write_is_refused() -> None:
    row = msgpack.decode(ENTITY)
    for kind, written in (
        ("leader", b'{"id":"../x","name":"X"}'),
        ("khac", b"{}"),
        ("leader", b'{"id":"x","name":"X","y":1}'),
    ):
        row[2] = [[kind, written]]
        with pytest.raises(RowError):
            rows.decode_head(LEADER.path, msgpack.encode(row))
