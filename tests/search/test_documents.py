"""What can be found: the documents of every kind, and what they were made from."""

from __future__ import annotations

import dataclasses

import pytest
from small_archive import Small, briefing, build, entities

from giaoban import kinds
from giaoban.archive.answers import Answers, Question
from giaoban.archive.reader import Reader
from giaoban.search import documents
from giaoban.search.documents import Document, TextPart


@pytest.fixture(scope="module")
def small() -> Small:
    """The tiny archive, with a summary."""
    return _with_summaries(build())


def _with_summaries(made: Small) -> Small:
    blocks = Question(lambda _: ("Đầu mục", "Một đoạn tóm tắt."))
    return made._replace(answers=Answers({**made.answers.questions, "summary-blocks": blocks}))


def _meeting(small: Small, meeting: str) -> Document:
    return documents.of_meeting(small.reader(), meeting)


def test_a_meeting_is_found_by_all_that_its_page_shows(small: Small) -> None:
    found = _meeting(small, "mot")
    assert found.address == "hop/mot/"
    assert found.detail == "Giao ban · 29-10-2018 · Mỹ Tho"
    assert found.names == ("Giao ban mot", "29-10-2018", "tháng 11-2018")
    assert found.parts[:5] == (
        TextPart("tom-tat", "Đầu mục"),
        TextPart("tom-tat", "Một đoạn tóm tắt."),
        TextPart("r1", "Đã làm theo 26-NQ/TW."),
        TextPart("t1", "Làm việc & báo cáo."),
        TextPart("t7", "Việc thứ bảy."),
    )
    assert found.parts[5:] == (
        TextPart("f1", "kết nạp: 57.813 đảng viên"),
        TextPart("van-ban", "Nghị quyết 26-NQ/TW; một văn bản không số"),
        TextPart("nguoi-du", "Nguyễn Văn Ánh, Trưởng Ban <Tổ chức>"),
        TextPart("dia-phuong", "Đồng Tháp: Báo cáo theo 26-NQ/TW"),
        TextPart("", "Mỹ Tho; Tiền Giang; trực tuyến; 71 điểm cầu"),
    )


def test_a_meeting_is_found_by_other_ways_of_saying_what_it_names(small: Small) -> None:
    also = _meeting(small, "mot").also
    assert {"NQ 26", "26 NQ", "Nghị quyết 26", "26-NQ/TW"} <= set(also)
    assert {
        "Nguyễn Văn Ánh",
        "Hội nghị Trung ương 7 khóa XII",
        "Cán bộ",
        "Hằng tháng",
        "Ban Tổ chức Trung ương",
    } <= set(also)
    assert {"tháng 10 năm 2018", "Trung ương", "Tiền Giang", "Đồng Tháp"} <= set(also)
    assert len(set(also)) == len(also)


def test_filters_know_an_entity_by_its_id_and_all_its_names(small: Small) -> None:
    tags = set(_meeting(small, "mot").tags)
    assert {"l an", "l nguyen-van-anh", "r nq-26", "r 26-nq-tw", "r nghi-quyet-26"} <= tags
    # A province goes on: the meeting is on the page of the unit that it was merged into.
    assert {"p tien-giang", "p dong-thap", "t can-bo"} <= tags
    assert "p hue" not in tags


@pytest.mark.parametrize(
    ("kind", "entity", "title", "names"),
    [
        ("leader", "an", "Nguyễn Văn Ánh", {"Nguyễn Văn Ánh"}),
        ("province", "hue", "Huế", {"Huế", "Thừa Thiên Huế", "thành phố Huế"}),
        ("resolution", "nq-26", "Nghị quyết 26-NQ/TW", {"Nghị quyết 26-NQ/TW", "Về cán bộ", "26-NQ/TW", "NQ 26"}),
        ("plenum", "k12-tw7", "Hội nghị Trung ương 7 khóa XII", {"Hội nghị Trung ương 7 khóa XII"}),
        ("series", "thang", "Hằng tháng", {"Hằng tháng"}),
        ("topic", "can-bo", "Cán bộ", {"Cán bộ"}),
    ],
)
def test_every_other_kind_is_found_by_its_names(
    small: Small, kind: str, entity: str, title: str, names: set[str]
) -> None:
    found = documents.of_entity(small.reader(), kind, entity)
    assert (found.kind, found.id, found.title) == (kind, entity, title)
    assert names <= set(found.names)
    assert found.detail.startswith(kinds.get(kind).label)
    letter = kinds.get(kind).filter_letter
    assert all(tag.startswith((f"{letter} ", f"{documents.GIVEN} ")) for tag in found.tags)
    assert bool(found.tags) == bool(letter)


def test_a_document_tells_who_issued_it_and_what_it_is_about(small: Small) -> None:
    found = documents.of_entity(small.reader(), "resolution", "nq-26")
    assert found.detail == "Văn bản · Trung ương · 19-5-2018"
    assert found.parts == (TextPart("", "Về cán bộ"),)
    assert found.also == ("Trung ương", "Hội nghị Trung ương 7 khóa XII", "19-5-2018", "tháng 5 năm 2018")
    assert documents.of_entity(small.reader(), "topic", "can-bo").parts == (TextPart("", "Về cán bộ."),)


def test_a_leader_is_found_by_offices_places_and_the_given_name(small: Small) -> None:
    found = documents.of_entity(small.reader(), "leader", "an")
    assert found.parts[0] == TextPart("", "Trưởng Ban <Tổ chức>")
    assert {"Tiền Giang"} <= set(found.also)
    assert "g ánh" in found.tags


def test_a_province_is_found_by_what_became_of_it(small: Small) -> None:
    said = " ".join(part.text for part in documents.of_entity(small.reader(), "province", "dong-thap").parts)
    assert "Tiền Giang, Đồng Tháp sáp nhập" in said or "Đồng Tháp, Tiền Giang sáp nhập" in said
    said = " ".join(part.text for part in documents.of_entity(small.reader(), "province", "hue").parts)
    assert "Tỉnh Thừa Thiên Huế trở thành thành phố Huế" in said
    assert "trực thuộc Trung ương" in said


def test_another_name_of_a_leader_reaches_every_meeting_that_names_them(small: Small) -> None:
    known = entities()
    an = known.leaders["an"].model_copy(update={"other_names": ("Sáu Ánh",)})
    renamed = dataclasses.replace(known, kinds={**known.kinds, "leader": {**known.leaders, "an": an}})
    after = _with_summaries(build(known=renamed))
    assert "l sau-anh" in _meeting(after, "mot").tags
    asked = small.reader()
    documents.of_meeting(asked, "mot")
    digests = [[made.answers.digest(key) for key in asked.asked] for made in (small, after)]
    assert digests[0] != digests[1]


def test_what_a_document_does_not_show_does_not_matter_to_it() -> None:
    meetings = [briefing("a", "2024-01-01", people=[{"leader": "an", "part": "chair"}]), briefing("b", "2024-02-01")]
    made = _with_summaries(build(meetings))
    asked = Reader(made.answers)
    documents.of_meeting(asked, "a")
    other = _with_summaries(build([meetings[0], briefing("b", "2024-02-01", title="Tên khác")]))
    assert [made.answers.digest(key) for key in asked.asked] == [other.answers.digest(key) for key in asked.asked]
