"""Paging: little on one page, much on pages below, and nothing twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from giaoban.archive.paging import Share, Slice, divide

STEPS = st.sampled_from("ab")
SHARES = st.dictionaries(st.tuples(STEPS, STEPS, STEPS), st.integers(0, 9), max_size=8)


def test_little_stands_on_one_page() -> None:
    assert divide([], 1) == {"": Slice(0)}
    assert divide([Share(("d", "2018"), 3, 3), Share(("d", "2019"), 2, 2)], 5) == {"": Slice(5)}


def test_much_stands_below_and_only_what_is_too_much_is_divided_again() -> None:
    assert divide([Share(("d", "2018"), 3, 3), Share(("d", "2019"), 2, 2), Share(("t", "2018"), 1, 1)], 4) == {
        "": Slice(6, (("d", 5), ("t", 1))),
        "d": Slice(5, (("d/2018", 3), ("d/2019", 2))),
        "d/2018": Slice(3),
        "d/2019": Slice(2),
        "t": Slice(1),
    }


@given(SHARES, st.integers(1, 20))
def test_every_entry_stands_on_one_page(sizes: dict[tuple[str, ...], int], most: int) -> None:
    slices = divide([Share(path, size, size) for path, size in sizes.items()], most)
    leaves = {path: found.count for path, found in slices.items() if not found.below}
    assert sum(leaves.values()) == sum(sizes.values())
    assert all(count <= most or path.count("/") == 2 for path, count in leaves.items())
    for path, found in slices.items():
        assert all(slices[below].count == count for below, count in found.below), path


@given(SHARES, st.integers(1, 20), st.tuples(STEPS, STEPS, STEPS))
def test_an_address_stays_as_entries_come(sizes: dict[tuple[str, ...], int], most: int, path: tuple[str, ...]) -> None:
    more = {**sizes, path: sizes.get(path, 0) + 1}
    before, after = (divide([Share(p, size, size) for p, size in of.items()], most) for of in (sizes, more))
    assert before.keys() <= after.keys()
