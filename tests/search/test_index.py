"""A patched index is, byte for byte, the index made anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from index_of import Memory, answers_of, files_of

from giaoban.search import head, index, numbers, patch, reading, shards, wire
from giaoban.search.counts import TAG, WHOLE, terms_of
from giaoban.search.documents import Document
from giaoban.search.engine import Engine
from giaoban.search.invert import invert
from giaoban.search.patch import ListedShard
from giaoban.search.reading import IndexReader

WORDS = [a + b + c for a in ("b", "đ", "d", "2") for b in ("a", "á", "ơ") for c in ("", "n")]
_SAID = st.lists(st.sampled_from([*WORDS, "."]), max_size=12).map(" ".join)
_TAGS = st.sets(st.sampled_from([f"{TAG}p ba", f"{TAG}l đi", f"{WHOLE}ba", f"{WHOLE}ba đi"]), max_size=3)


@st.composite
def _documents(draw: st.DrawFn) -> bytes:
    text = draw(_SAID) if draw(st.booleans()) else " ".join([draw(st.sampled_from(WORDS))] * draw(st.integers(60, 130)))
    return "\n".join([draw(_SAID), text, *sorted(draw(_TAGS))]).encode()


def _anew(documents: Mapping[int, bytes]) -> tuple[list[ListedShard], dict[bytes, bytes], dict[str, int]]:
    """Shards as they are listed, their bytes by digest, and in how many documents each term stands."""
    made = [(one, patch.made(one.cut, one.words, one.counts)) for one in invert(sorted(documents.items()))]
    sizes = {term: size for one, _ in made for term, size in zip(one.terms, one.sizes, strict=True)}
    return [m.listed for _, m in made], {m.listed.digest: m.data for _, m in made}, sizes


@given(
    st.dictionaries(st.integers(0, 2000) | st.integers(shards.MARK, 1 << 23), _documents(), min_size=1, max_size=8),
    st.dictionaries(st.integers(0, 2000), st.none() | _documents(), max_size=5),
    st.integers(0, 8),
    st.integers(1, 6),
    st.integers(10, 80),
)
# A term that comes to stand before one at which a file begins.
@example({0: b"\nba ba ba"}, {1: b"2an\n"}, 0, 2, 13)
def test_a_patch_is_the_index_made_anew(
    before: dict[int, bytes], changed: dict[int, bytes | None], removed: int, every: int, large: int
) -> None:
    gone = sorted(before)[:removed]
    after = {n: data for n, data in {**before, **changed}.items() if data is not None and n not in gone}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shards, "EVERY", every)
        patched.setattr(shards, "LARGE", large)
        listed, data, sizes = _anew(before)
        if not listed:
            return
        touched = [n for n in {*before, *after} if before.get(n) != after.get(n)]
        edits = patch.edits(
            ((n, terms_of(before[n])) for n in touched if n in before),
            ((n, terms_of(after[n])) for n in touched if n in after),
        )
        made = patch.patch(listed, data.__getitem__, edits)
        wanted = _anew(after)
    data |= {one.listed.digest: one.data for one in made.made}
    assert made.listed == wanted[0]
    assert {one.digest: data[one.digest] for one in made.listed} == wanted[1]
    assert {term: size for term, size in (sizes | made.sizes).items() if size} == wanted[2]


@given(st.lists(_documents(), max_size=6))
def test_shards_hold_what_documents_say(documents: list[bytes]) -> None:
    found: dict[str, dict[int, int]] = {}
    _, data, sizes = _anew(dict(enumerate(documents)))
    for one in data.values():
        for posting in shards.read(one).postings():
            postings = shards.postings_of(posting)
            found[posting.term] = dict(zip(postings.numbers, postings.frequencies, strict=True))
    wanted: dict[str, dict[int, int]] = {}
    for number, document in enumerate(documents):
        for term, value in terms_of(document).items():
            wanted.setdefault(term, {})[number] = value
    assert found == wanted
    assert sizes == {term: len(held) for term, held in wanted.items()}


@given(st.sets(st.integers(0, 40) | st.integers(numbers.ENTITIES, numbers.ENTITIES + 40), min_size=1))
def test_every_text_is_found_in_its_file(held: set[int]) -> None:
    pages = {n: index.page(Document("topic", str(n), f"chu-de/{n}/", f"Tên {n}", "", (), ())) for n in sorted(held)}
    files: dict[str, list[int]] = {}
    for number in pages:
        files.setdefault(head.page_file(number), []).append(number)
    assert all(len(some) == 1 for some in files.values() if some[0] < numbers.ENTITIES)
    of_entities = [some for some in files.values() if some[0] >= numbers.ENTITIES]
    assert len(of_entities) <= 4
    made = {
        file: index.shared((n, pages[n]) for n in some) if some in of_entities else pages[some[0]]
        for file, some in files.items()
    }
    for number in pages:
        shown = reading.shown(number, made[head.page_file(number)])
        assert (shown.address, shown.title) == (f"chu-de/{number}/", f"Tên {number}")


MEETING = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
DOCUMENT = "resolutions/nq-901-tw-k90.yml"


def _begins() -> str:
    """A word, of a letter and digits apart, at which a file of the index begins whatever stands before it."""
    return next(word for n in range(100_000) if shards.begins(word := str(n)))


def _another(content: Path) -> None:
    """One more meeting, in the middle of the others."""
    old = content / MEETING
    new = old.with_stem("2024-11-15-giao-ban-thang-11-2024")
    text = (
        old.read_text(encoding="utf-8")
        .replace("2024-10-15", "2024-11-15")
        .replace(f"id: {old.stem}", f"id: {new.stem}")
    )
    new.write_text(text, encoding="utf-8")


def _edit(path: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def edit(content: Path) -> None:
        text = (content / path).read_text(encoding="utf-8")
        assert change(text) != text
        (content / path).write_text(change(text), encoding="utf-8")

    return edit


EDITS = {
    "words added": _edit(MEETING, lambda text: text.rstrip("\n") + "\n\nThêm một câu lạ lùng.\n"),
    "a word removed": _edit(MEETING, lambda text: text.rpartition(" ")[0] + ".\n"),
    "a word that begins a file": _edit(MEETING, lambda text: text.rstrip("\n") + f"\n\nMột số mới: {_begins()}.\n"),
    "summary emptied": _edit(MEETING, lambda text: text.partition("\n---\n")[0] + "\n---\n"),
    "title changed": _edit(MEETING, lambda text: text.replace("tháng 10", "tháng 9")),
    "an alias of a document": _edit(
        DOCUMENT, lambda text: text.replace("aliases: [", "aliases: [Nghị quyết Bí Danh, ")
    ),
    "one more meeting": _another,
    "a meeting removed": lambda content: (content / MEETING).unlink(),
    "everything but one meeting removed": lambda content: [p.unlink() for p in content.glob("briefings/2025/*.md")],
}


@pytest.fixture
def kept(content: Path, tmp_path: Path) -> Memory:
    """What is left of the index of the tiny archive."""
    made = Memory()
    (tmp_path / "before").mkdir()
    files_of(answers_of(content, tmp_path / "before"), made)
    return made


def _after(content: Path, folder: Path, kept: Memory) -> dict[str, bytes]:
    folder.mkdir()
    found = files_of(answers_of(content, folder), kept)
    made = {path: found.read(path) for path in found.digests}
    assert found.digests == {path: wire.digest(data) for path, data in made.items()}
    return made


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_index_after_an_edit_is_the_index_made_anew(
    content: Path, kept: Memory, tmp_path: Path, edit: Callable[[Path], object]
) -> None:
    before = _after(content, tmp_path / "same", kept)
    edit(content)
    after = _after(content, tmp_path / "after", kept)
    assert after == _after(content, tmp_path / "anew", Memory())
    assert after != before
    # What the index no longer needs is not kept.
    assert {path for path in after if "/m/" in path} == {path for path in after if after[path] in kept.shards.values()}


def test_an_alias_of_a_document_is_found_with_every_meeting_that_names_it(
    content: Path, kept: Memory, tmp_path: Path
) -> None:
    EDITS["an alias of a document"](content)
    engine = Engine(IndexReader(files_of(answers_of(content, tmp_path), kept).read))

    def found(name: str) -> list[int]:
        return [number for number, _ in engine.answer(f'văn bản:"{name}"').ranked]

    assert found("nghị quyết bí danh") == found("901-NQ/TW")
    assert len(found("901-NQ/TW")) > 1


@pytest.mark.parametrize("damage", ["summary", "summary gone", "shard", "shards gone", "words"])
def test_what_was_kept_may_be_damaged(content: Path, kept: Memory, tmp_path: Path, damage: str) -> None:
    EDITS["words added"](content)
    if damage == "summary":
        kept.whole = b"\xc1"
    elif damage == "summary gone":
        kept.whole = None
    elif damage == "shard":
        del kept.shards[next(iter(kept.shards))]
    elif damage == "shards gone":
        kept.shards.clear()
    else:
        kept.packed.clear()
    assert _after(content, tmp_path / "after", kept) == _after(content, tmp_path / "anew", Memory())
