"""What is gathered: how it is paged; figures, corrections and withdrawn records, in which order and on which pages."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_archive import Small, briefing, build

from giaoban.archive import gathered
from giaoban.archive.gathered import Counted, PathCount, Slice, divide
from giaoban.records.models.leader import Leader

STEPS = st.sampled_from("ab")
SHARES = st.dictionaries(st.tuples(STEPS, STEPS, STEPS), st.integers(0, 9), max_size=8)


def test_little_stands_on_one_page() -> None:
    assert divide([], 1) == {"": Slice(0)}
    assert divide([PathCount(("d", "2018"), 3, 3), PathCount(("d", "2019"), 2, 2)], 5) == {"": Slice(5)}


def test_much_stands_below_and_only_what_is_too_much_is_divided_again() -> None:
    assert divide(
        [PathCount(("d", "2018"), 3, 3), PathCount(("d", "2019"), 2, 2), PathCount(("t", "2018"), 1, 1)], 4
    ) == {
        "": Slice(6, (("d", 5), ("t", 1))),
        "d": Slice(5, (("d/2018", 3), ("d/2019", 2))),
        "d/2018": Slice(3),
        "d/2019": Slice(2),
        "t": Slice(1),
    }


@given(SHARES, st.integers(1, 20))
def test_every_entry_stands_on_one_page(sizes: dict[tuple[str, ...], int], most: int) -> None:
    slices = divide([PathCount(path, size, size) for path, size in sizes.items()], most)
    leaves = {path: found.count for path, found in slices.items() if not found.below}
    assert sum(leaves.values()) == sum(sizes.values())
    assert all(count <= most or path.count("/") == 2 for path, count in leaves.items())
    for path, found in slices.items():
        assert all(slices[below].count == count for below, count in found.below), path


@given(SHARES, st.integers(1, 20), st.tuples(STEPS, STEPS, STEPS))
def test_an_address_stays_as_entries_come(sizes: dict[tuple[str, ...], int], most: int, path: tuple[str, ...]) -> None:
    more = {**sizes, path: sizes.get(path, 0) + 1}
    before, after = (divide([PathCount(p, size, size) for p, size in of.items()], most) for of in (sizes, more))
    assert before.keys() <= after.keys()


def figure(number: int, unit: str = "đảng viên") -> dict[str, Any]:
    return {"id": f"f{number}", "value": "1", "unit": unit, "what": "kết nạp"}


def counted(**more: str) -> Small:
    return build([
        briefing("a", "2018-01-01", figures=[figure(1), figure(2), figure(3, "%")]),
        briefing("b", "2018-02-01", figures=[figure(1, "Đảng viên"), figure(2, "đề án")], **more),
    ])  # fmt: skip


def test_what_figures_count_is_called_as_it_was_first_written() -> None:
    reader = counted().reader()
    assert reader.counted("d") == (Counted("đảng viên", 3, "d/2018/02"), Counted("đề án", 1, "d/2018/02"))
    assert reader.counted("0") == (Counted("%", 1, "0/2018/01"),)
    assert reader.counted("x") == ()


def test_too_many_figures_stand_by_letter_year_and_month(monkeypatch: pytest.MonkeyPatch) -> None:
    assert counted().reader().slices("figures") == ("",)
    monkeypatch.setattr(gathered, "MOST_FIGURES", 2)
    reader = counted().reader()
    assert reader.slices("figures") == ("", "0", "d", "d/2018", "d/2018/01", "d/2018/02")
    assert reader.slice("figures", "d/2018") == Slice(4, (("d/2018/01", 2), ("d/2018/02", 2)))
    gone = counted(status="withdrawn").reader()
    assert gone.slices("figures") == reader.slices("figures")
    assert gone.slice("figures", "d/2018/02") == Slice(0)


def test_corrections_of_every_record_come_newest_first(small: Small) -> None:
    assert [(c.day, c.id, c.item) for c in small.reader().corrections()] == [
        ("2026-12-02", "rut", ""), ("2026-12-01", "mot", "t1"),
    ]  # fmt: skip
    corrected = Leader.model_validate(
        {"id": "chi", "name": "Lê Chi", "corrections": [{"date": "2027-01-05", "what": "Sửa tên."}]}
    )
    known = small.archive.entities.by_kind()
    others = [record for records in known.values() for record in records.values()]
    entities = type(small.archive.entities).of([*others, corrected])
    assert [c.kind for c in build([], known=entities).reader().corrections()] == ["leader"]


def test_too_many_corrections_stand_by_year_month_and_day(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "MOST_CORRECTIONS", 1)
    reader = build().reader()
    assert reader.slices("corrections") == ("", "2026", "2026/12", "2026/12/01", "2026/12/02")
    assert [c.id for c in reader.corrections("2026/12/01")] == ["mot"]


def test_many_withdrawn_records_are_listed_by_year(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = [briefing(f"b{n}", f"201{n}-01-01", status="withdrawn") for n in (7, 8)]
    assert build(gone).reader().withdrawn() == ("b7", "b8")
    monkeypatch.setattr(gathered, "MOST_WITHDRAWN", 1)
    reader = build(gone).reader()
    assert reader.slices("withdrawn") == ("", "2017", "2018")
    assert reader.withdrawn("2018") == ("b8",)
