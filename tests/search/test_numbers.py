"""Numbers of documents: each its own, in order of time, and hardly moved by what comes and goes."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from giaoban.search import numbers

FIRST = date(2012, 1, 1).toordinal()
_DAYS = st.lists(st.integers(date(1990, 1, 1).toordinal(), date(2060, 1, 1).toordinal()), max_size=60).map(sorted)
_IDS = st.sets(st.text("abc-", min_size=1, max_size=6), max_size=40)


@given(_DAYS, st.sampled_from([512, 1024, 7168]))
def test_meetings_have_numbers_of_their_own_in_order_of_time(days: list[int], rate: int) -> None:
    found = numbers.of_meetings(days, rate)
    assert len(found) == len(days)
    assert all(a < b for a, b in pairwise(found))
    assert all(0 <= number < numbers.ENTITIES for number in found)


def test_a_day_beyond_all_numbers_still_has_one() -> None:
    days = [FIRST, *[date.max.toordinal()] * 3]
    assert numbers.of_meetings(days, 1 << 20)[1:] == [numbers.ENTITIES - 3, numbers.ENTITIES - 2, numbers.ENTITIES - 1]


def test_a_meeting_of_a_free_day_moves_no_other() -> None:
    days = [FIRST + 30 * at for at in range(90)]
    before = numbers.of_meetings(days, numbers.rate(days))
    for place in (0, 17, 90):
        day = days[place] + 15 if place < 90 else days[-1] + 15
        after_days = sorted([*days, day])
        after = numbers.of_meetings(after_days, numbers.rate(after_days))
        del after[after_days.index(day)]
        assert after == before


def test_ten_thousand_meetings_are_hardly_moved_by_one_more() -> None:
    draw = random.Random(4)
    days = sorted(FIRST + draw.randrange(365 * 15) for _ in range(10_000))
    rate = numbers.rate(days)
    before = numbers.of_meetings(days, rate)
    moved = []
    for _ in range(50):
        day = draw.choice(days)
        place = days.index(day)
        after_days = [*days[:place], day, *days[place:]]
        assert numbers.rate(after_days) == rate
        after = numbers.of_meetings(after_days, rate)
        moved.append(sum(a != b for a, b in zip(before, [*after[:place], *after[place + 1 :]], strict=True)))
    assert sum(moved) / len(moved) < 8
    # The latest moves none.
    assert numbers.of_meetings([*days, days[-1]], rate)[:-1] == before
    assert before[-1] < 2.5 * len(days) + before[0]


@given(_IDS, st.integers(1, 9))
def test_entities_have_numbers_of_their_own_in_the_range_of_their_kind(ids: set[str], place: int) -> None:
    found = numbers.of_entities(place, ids)
    assert found.keys() == ids
    assert len(set(found.values())) == len(ids)
    assert all(numbers.place_of(number) == place for number in found.values())
    assert all(number < 1 << 24 for number in found.values())
    assert found == numbers.of_entities(place, sorted(ids, reverse=True))


def test_entities_are_hardly_moved_by_one_more() -> None:
    ids = [f"nguyen-van-{n}" for n in range(900)]
    before = numbers.of_entities(1, ids)
    moved = [
        sum(before[i] != number for i, number in numbers.of_entities(1, [*ids, f"le-thi-{n}"]).items() if i in before)
        for n in range(50)
    ]
    assert sum(moved) <= 50
    assert moved.count(0) > 25


def test_texts_of_one_type_number_and_issuer_stand_in_one_file() -> None:
    ids = [f"{code}-{n:02}-tw-k{term}" for code in ("qd", "nq") for n in range(1, 40) for term in range(9, 14)]
    found = numbers.of_entities(3, [*ids, *(f"nguyen-van-{n}" for n in range(200))])
    files = [{numbers.first_beside(found[one]) for one in ids[at : at + 5]} for at in range(0, len(ids), 5)]
    # Where others take their numbers, some stand in the next one.
    assert sum(map(len, files)) < 1.3 * len(files)
    assert len(set[int]().union(*files)) > len(files) / 3
    assert len({numbers.first_beside(found[f"nguyen-van-{n}"]) for n in range(200)}) > 60


def test_documents_are_hardly_moved_by_one_more() -> None:
    ids = [f"qd-{n:02}-tw-k{term}" for n in range(1, 200) for term in range(9, 14)]
    before = numbers.of_entities(3, ids)
    moved = [sum(before[i] != n for i, n in numbers.of_entities(3, [*ids, f"qd-{m:02}-tw-k14"]).items() if i in before)
             for m in range(1, 51)]  # fmt: skip
    assert sum(moved) <= 100
    assert moved.count(0) > 20


def test_a_denser_archive_has_more_numbers_a_day_in_large_steps() -> None:
    rates = [numbers.rate(sorted(FIRST + at * 3650 // count for at in range(count))) for count in range(100, 9000, 50)]
    assert rates == sorted(rates)
    assert 6 <= len(set(rates)) <= 16
    assert rates[0] == 512
