"""A patched index is, byte for byte, the index built anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from conftest import files
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoban.publish.build import Outcome
from giaoban.search import index, shards
from giaoban.search.counts import Counts
from giaoban.search.index import Change, Shard

TERMS = [a + b + c for a in ("b", "đ", "d") for b in ("a", "á", "ơ") for c in ("", "n", " ba", " đi")]
_TEXT = st.dictionaries(st.sampled_from(TERMS), st.tuples(st.integers(0, 2), st.integers(1, 70)), max_size=8)
_COUNTS = st.builds(
    lambda terms, tags: Counts(
        terms, (sum(a for a, _ in terms.values()), sum(b for _, b in terms.values())), tuple(tags)
    ),
    _TEXT,
    st.sets(st.sampled_from(["@p ba", "@l đi", "=ba", "=ba đi"]), min_size=1),
)


def _patched(made: Sequence[Shard], changes: Sequence[Change]) -> tuple[list[Shard], dict[str, int]]:
    held = {shard.name: shard for shard in made}

    def fetch(names: Sequence[str]) -> Mapping[str, bytes]:
        return {name: held[name].data for name in names}

    new, old, syllables = index.patch([(s.first, s.name) for s in made], fetch, changes)
    kept = [shard for shard in made if shard.name not in old]
    return sorted([*kept, *new], key=lambda shard: shards.order(shard.first)), syllables


@settings(deadline=None)
@given(
    st.lists(st.tuples(_COUNTS, st.none() | _COUNTS), min_size=1, max_size=5),
    st.lists(st.tuples(_COUNTS, st.none() | _COUNTS), max_size=4),
    st.integers(1, 6),
    st.integers(10, 80),
)
def test_a_patch_is_the_index_built_anew(
    meetings: list[tuple[Counts, Counts | None]], others: list[tuple[Counts, Counts | None]], every: int, large: int
) -> None:
    changes = [
        Change(side == 0, number, before, after)
        for side, documents in enumerate((meetings, others))
        for number, (before, after) in enumerate(documents)
        if after is not None
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "_EVERY", every)
        patch.setattr(shards, "_LARGE", large)
        old, counts = index.build([before for before, _ in meetings], [before for before, _ in others])
        anew, wanted = index.build(*([after or before for before, after in side] for side in (meetings, others)))
        patched, changed = _patched(old, changes)
        assert patched == anew
        names = [index.shard_names([(s.first, s.name) for s in made]) for made in (patched, anew)]
        assert names[0] == names[1]
        assert len(set(names[1])) == len(anew)
    assert {term: count for term, count in (counts | changed).items() if count} == wanted


RECORD = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"


def _begins() -> str:
    """A word, of a letter and digits apart, at which a file of the index begins whatever stands before it."""
    return next(word for n in range(100_000) if shards.begins(word := str(n)))


def _items_gone(text: str) -> str:
    front, _, _ = text.partition("\nresults:")
    return front + "\n---\n"


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.rstrip("\n") + "\n\nThêm một câu lạ lùng.\n",
        lambda text: text.rpartition(" ")[0] + ".\n",
        lambda text: text.rstrip("\n") + f"\n\nMột số mới: {_begins()}.\n",
        lambda text: text.partition("\n---\n")[0] + "\n---\n",
        lambda text: text.replace("tháng 10", "tháng 9"),
    ],
    ids=["words added", "a word removed", "a word that begins a file", "summary emptied", "title changed"],
)
def test_a_site_after_an_edit_is_the_site_built_anew(
    content: Path, build_in: Callable[..., Outcome], tmp_path: Path, edit: Callable[[str], str]
) -> None:
    record = content / RECORD
    before = record.read_text(encoding="utf-8")
    after = edit(before)
    assert after != before

    def built(name: str, text: str) -> dict[str, bytes]:
        record.write_text(text, encoding="utf-8")
        outcome = build_in(name)
        assert outcome.published, [f.format() for f in outcome.findings]
        return files(tmp_path / name / "site" / "tim")

    first = built("patched", before)
    assert built("patched", after) == built("anew", after) != first
    assert built("patched", before) == first
