"""Listings: entities in Vietnamese order, and the slices of a list that one page does not hold."""

from __future__ import annotations

import pytest
from small_archive import Small, build

from giaoban.archive import listings
from giaoban.archive.gathered import Slice
from giaoban.archive.listings import is_congress, roman
from giaoban.archive.model import Entities
from giaoban.records.models.leader import Leader


def people(*names: str) -> Small:
    return build([], known=Entities.of([Leader(id=f"p{n}", name=name) for n, name in enumerate(names)]))


def test_people_are_listed_by_given_name_and_other_things_by_name(small: Small) -> None:
    reader = small.reader()
    assert [topic.label for topic in reader.listed("topic")] == ["Bầu cử", "Cán bộ"]
    listed = people("Trần Bình", "Lê Thị Ân", "Nguyễn Văn Ánh", "Đinh Đức").reader().listed("leader")
    assert [leader.label for leader in listed] == ["Nguyễn Văn Ánh", "Lê Thị Ân", "Trần Bình", "Đinh Đức"]


def test_a_long_list_is_sliced_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "MOST_LISTED", 2)
    reader = people("Trần Bình", "Lê Thị Ân", "Nguyễn Văn Ánh", "Đinh Đức").reader()
    assert reader.slices("leader") == ("", "a", "b", "d")
    assert reader.slice("leader", "") == Slice(4, (("a", 2), ("b", 1), ("d", 1)))
    assert [leader.label for leader in reader.listed("leader", "a")] == ["Nguyễn Văn Ánh", "Lê Thị Ân"]


def test_many_documents_are_sliced_in_three_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    assert build().reader().slices("resolution") == ("",)
    monkeypatch.setattr(listings, "MOST_DOCUMENTS", 2)
    reader = build().reader()
    assert reader.slices("resolution") == (
        "", "theo-loai/nghi-quyet", "theo-loai/nghi-quyet/xii", "theo-loai/nghi-quyet/xiii",
        "theo-co-quan/chua-ro", "theo-co-quan/trung-uong", "theo-khoa/xii", "theo-khoa/xiii",
    )  # fmt: skip
    assert [document.symbol for document in reader.documents("theo-co-quan/chua-ro")] == ["27-NQ/TW", "09-NQ/TW"]
    assert reader.document_headings("theo-khoa") == (("XII", "theo-khoa/xii", 2), ("XIII", "theo-khoa/xiii", 1))
    assert reader.document_headings("theo-co-quan")[-1] == ("", "theo-co-quan/chua-ro", 2)


def test_terms_are_in_order_of_time() -> None:
    assert sorted(["2015-2020", "XIII", "IX", "X", "XII"], key=roman) == ["IX", "X", "XII", "XIII", "2015-2020"]
    assert is_congress("XIV")
    assert not is_congress("2015-2020")
    assert not is_congress("")
