"""Which record a mention means: by issuer, place, type, number, date and term, and never by a silent guess."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known import lookup
from test_find import TEXTS

from giaoban.citations import Context, Index, Mention, find, resolve
from giaoban.records.models.resolution import Resolution

CENTRAL_2018 = Context("2018-10-29")
CENTRAL_2022 = Context("2022-01-13")
CENTRAL_2024 = Context("2024-03-26")
DONG_THAP_2018 = Context("2018-12-20", "dong-thap")
DONG_THAP_2026 = Context("2026-03-20", "dong-thap-2025")
QUANG_TRI_2024 = Context("2024-03-26", "quang-tri")

RESOLVED = [
    ("Nghị quyết số 18-NQ/TW", CENTRAL_2018, "nq-18-tw-k12"),
    ("18-NQ/TW", CENTRAL_2024, "nq-18-tw-k12"),
    ("Nghị quyết 18-NQ/T.Ư của Trung ương", CENTRAL_2018, "nq-18-tw-k12"),
    ("Nghị quyết 18", CENTRAL_2018, "nq-18-tw-k12"),
    ("Nghị quyết số 18 của Ban Chấp hành Trung ương khóa XII", DONG_THAP_2018, "nq-18-tw-k12"),
    ("Nghị quyết 18-NQ/TW", DONG_THAP_2018, "nq-18-tw-k12"),
    ("Nghị quyết 18-NQ/TU", DONG_THAP_2018, "nq-18-tu-dong-thap-2015-2020"),
    ("Nghị quyết 18 của Tỉnh ủy", DONG_THAP_2018, "nq-18-tu-dong-thap-2015-2020"),
    ("Nghị quyết 18 của Tỉnh ủy Đồng Tháp", CENTRAL_2018, "nq-18-tu-dong-thap-2015-2020"),
    ("Nghị quyết số 03-NQ/TU", DONG_THAP_2018, "nq-03-tu-dong-thap-2015-2020"),
    ("Nghị quyết số 03-NQ/TU", QUANG_TRI_2024, "nq-03-tu-quang-tri-2020-2025"),
    ("Nghị quyết số 03-NQ/TU ngày 1-8-2016 của Tỉnh ủy Đồng Tháp", QUANG_TRI_2024, "nq-03-tu-dong-thap-2015-2020"),
    ("Nghị quyết số 03-NQ/TU ngày 1-8-2016 của Tỉnh ủy Đồng Tháp", DONG_THAP_2026, "nq-03-tu-dong-thap-2015-2020"),
    ("Kết luận số 34-KL/TW ngày 7-8-2018", CENTRAL_2024, "kl-34-tw-k12"),
    ("Kết luận số 34-KL/TW", CENTRAL_2018, "kl-34-tw-k12"),
    ("Kết luận số 34-KL/TW khóa XII", CENTRAL_2024, "kl-34-tw-k12"),
    ("Kết luận số 34-KL/TW về thực hiện một số mô hình thí điểm", CENTRAL_2024, "kl-34-tw-k12"),
    ("Nghị quyết số 27-NQ/TW ngày 21/5/2018 của Ban Chấp hành Trung ương Đảng", CENTRAL_2024, "nq-27-tw-k12"),
    ("Nghị quyết số 27-NQ/TW ngày 9-11-2022", CENTRAL_2024, "nq-27-tw-k13"),
    ("Nghị quyết số 27-NQ/TW", CENTRAL_2018, "nq-27-tw-k12"),
    ("Nghị quyết 27-NQ/TW khóa XIII", CENTRAL_2024, "nq-27-tw-k13"),
    ("Nghị quyết 27-NQ/TW về cải cách chính sách tiền lương", CENTRAL_2024, "nq-27-tw-k12"),
    ("Nghị quyết 27-NQ/TW năm 2022", CENTRAL_2024, "nq-27-tw-k13"),
    ("Quy định 105-QĐ/TW", CENTRAL_2018, "qd-105-tw-k12"),
    ("105-QĐ/TW", CENTRAL_2018, "qd-105-tw-k12"),
    ("Quy định số 08-QĐi/TW", CENTRAL_2018, "qdi-08-tw-k12"),
    ("Quy định 08", CENTRAL_2018, "qdi-08-tw-k12"),
    ("Quyết định 08", CENTRAL_2018, "qd-08-tw-k12"),
    ("Quyết định 08-QĐ/TW", CENTRAL_2018, "qd-08-tw-k12"),
    ("quy định nêu gương", CENTRAL_2018, "qdi-08-tw-k12"),
    ("Quy định về “Trách nhiệm nêu gương của cán bộ, đảng viên, nhất là", CENTRAL_2018, "qdi-08-tw-k12"),
    ("Quy định 50 của Bộ Chính trị", CENTRAL_2022, "qd-50-tw-k13"),
    ("Chỉ thị số 28 của Ban Bí thư", CENTRAL_2022, "ct-28-tw-k12"),
    ("Chỉ thị 39-CT/TW của Bộ Chính trị", DONG_THAP_2018, "ct-39-tw"),
    ("kế hoạch số 10-KH/TW của Bộ Chính trị", CENTRAL_2018, "kh-10-tw-k12"),
    ("Công văn số 6471-CV/BTCT của Ban Tổ chức Trung ương", CENTRAL_2018, "cv-6471-btctw-k12"),
    ("Hướng dẫn số 36 của Ban Tổ chức Trung ương", CENTRAL_2022, "hd-36-btctw-k12"),
    ("Kết luận số 21-KL/TƯ của Ban Chấp hành Trung ương Đảng", CENTRAL_2022, "kl-21-tw-k13"),
    ("Kết luận Trung ương 4 khóa XIII", CENTRAL_2022, "kl-21-tw-k13"),
    ("Nghị quyết Đại hội XII của Đảng", CENTRAL_2018, "nq-dai-hoi-xii"),
    ("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XII", CENTRAL_2018, "nq-dai-hoi-xii"),
    ("Kết luận số 34-KL/TW năm 2018", CENTRAL_2024, "kl-34-tw-k12"),
    ("Nghị quyết Đại hội XII của Đảng", Context(), "nq-dai-hoi-xii"),
    ("Chỉ thị số 39-CT/TW ngày 28-2-2021", CENTRAL_2022, "ct-39-tw"),
    ("Chỉ thị số 39-CT/TW ngày 1-1-1990", CENTRAL_2022, "ct-39-tw"),
    ("Chỉ thị số 15 của Thủ tướng Chính phủ", Context("2020-05-01"), "ct-15-2020-ttg"),
    ("Nghị định 30/2020/NĐ-CP", CENTRAL_2024, "nd-30-2020-cp"),
    ("Chỉ thị 15/CT-TTg", Context("2020-05-01"), "ct-15-2020-ttg"),
    ("Chỉ thị 15/CT-TTg ngày 27-3-2020", CENTRAL_2024, "ct-15-2020-ttg"),
    ("Quy định số 205-QĐ/TW của Bộ Chính trị", Context("[2020-03-26..2020-06-30]"), "qd-205-tw-k12"),
    (
        "Nghị quyết Trung ương 6 khóa XII về đổi mới, sắp xếp tổ chức, bộ máy của hệ thống chính trị",
        CENTRAL_2018,
        "nq-18-tw-k12",
    ),
]


@pytest.mark.parametrize(("text", "context", "expected"), RESOLVED, ids=[f"{t} ({c.date})" for t, c, _ in RESOLVED])
def test_one_record(text: str, context: Context, expected: str) -> None:
    (result,) = resolve(find(text, lookup), lookup, context)
    assert (result.resolution, result.candidates, result.proposal) == (expected, (), None)
    assert result.why


PLENUMS = [
    ("Nghị quyết Trung ương 4, khoá XI", ["k11-tw4"]),
    ("Nghị quyết Trung ương 4 (khóa XI, XII)", ["k11-tw4", "k12-tw4"]),
    ("Nghị quyết Trung ương 4, Trung ương 6 và Trung ương 7 (khóa XII trên các", ["k12-tw4", "k12-tw6", "k12-tw7"]),
    ("Hội nghị Trung ương lần thứ 12, Khóa XII", ["k12-tw12"]),
    ("Hội nghị lần thứ tư, Ban Chấp hành Trung ương khóa XIII", ["k13-tw4"]),
    ("Nghị quyết Trung ương 8 khóa XII", ["k12-tw8"]),
    ("Nghị quyết Trung ương 4 khóa XI và tinh thần Nghị quyết Trung ương 4", ["k11-tw4", "k11-tw4"]),
]


@pytest.mark.parametrize(("text", "expected"), PLENUMS)
def test_sessions_are_their_plenums(text: str, expected: list[str]) -> None:
    results = resolve(find(text, lookup), lookup, CENTRAL_2018)
    assert [r.plenum for r in results] == expected
    assert {r.resolution for r in results} == {None}


AMBIGUOUS = [
    ("Nghị quyết số 27-NQ/TW", CENTRAL_2024, ["nq-27-tw-k13", "nq-27-tw-k12"]),
    ("Nghị quyết 27", CENTRAL_2024, ["nq-27-tw-k13", "nq-27-tw-k12"]),
    ("Kết luận 34-KL/TW của Bộ Chính trị", CENTRAL_2024, ["kl-34-tw-k12"]),
    ("Nghị quyết 18", DONG_THAP_2018, ["nq-18-tw-k12", "nq-18-tu-dong-thap-2015-2020"]),
    ("Nghị quyết 03-NQ/TU", CENTRAL_2024, ["nq-03-tu-quang-tri-2020-2025", "nq-03-tu-dong-thap-2015-2020"]),
    ("Nghị quyết 03-NQ/TU", DONG_THAP_2026, ["nq-03-tu-dong-thap-2015-2020"]),
    ("Quyết định 105-QĐ/TW", CENTRAL_2018, ["qd-105-tw-k12"]),
    ("Quy định số 50-QĐ/TW của Ban Bí thư", CENTRAL_2022, ["qd-50-tw-k13"]),
    ("Công văn số 6471-CV/BTCT", CENTRAL_2018, ["cv-6471-btctw-k12"]),
    ("Nghị quyết Trung ương 4", CENTRAL_2018, ["k12-tw4", "k11-tw4"]),
    ("Kế hoạch số 10", DONG_THAP_2018, ["kh-10-tw-k12"]),
    ("góp ý dự thảo Quy định số 205-QĐ/TW", CENTRAL_2018, ["qd-205-tw-k12"]),
    ("Quy định của Bộ Chính trị về kiểm soát quyền lực trong công tác cán bộ", CENTRAL_2018, ["qd-205-tw-k12"]),
    ("Chỉ thị 15/CT-TTg", CENTRAL_2024, ["ct-15-2020-ttg"]),
    ("Chỉ thị 15/CT-TTg", Context(), ["ct-15-2020-ttg"]),
    ("Quy định số 205-QĐ/TW ngày 23-9-2019", CENTRAL_2018, ["qd-205-tw-k12"]),
    ("Quy định số 205-QĐ/TW khóa XII", CENTRAL_2018, ["qd-205-tw-k12"]),
    ("Kế hoạch số 10-KH/TW ngày 1-1-1990", CENTRAL_2018, ["kh-10-tw-k12"]),
    ("Chỉ thị số 39-CT/TW ngày 28-2-2021 của Ban Bí thư", CENTRAL_2022, ["ct-39-tw"]),
    ("Kết luận số 34-KL/TW ngày 8-8-2018", CENTRAL_2018, ["kl-34-tw-k12"]),
]


@pytest.mark.parametrize(("text", "context", "expected"), AMBIGUOUS, ids=[f"{t} ({c.date})" for t, c, _ in AMBIGUOUS])
def test_candidates(text: str, context: Context, expected: list[str]) -> None:
    (result,) = resolve(find(text, lookup), lookup, context)
    assert list(result.candidates) == expected
    assert (result.resolution, result.plenum, result.proposal) == (None, None, None)


UNKNOWN = [
    (
        "Kết luận số 34-KL/TW ngày 18-4-2022",
        CENTRAL_2024,
        {"id": "kl-34-tw-k13", "symbol": "34-KL/TW", "type": "Kết luận", "term": "XIII", "date": "2022-04-18"},
    ),
    (
        "Kết luận số 34-KL/TW về Chiến lược công tác kiểm tra, giám sát",
        CENTRAL_2024,
        {"id": "kl-34-tw", "symbol": "34-KL/TW", "type": "Kết luận"},
    ),
    ("Quy định số 205-QĐ/TW", CENTRAL_2018, {"id": "qd-205-tw", "symbol": "205-QĐ/TW", "type": "Quy định"}),
    (
        "Quy định số 08-QĐi/TW khóa XIII của Bộ Chính trị",
        CENTRAL_2024,
        {"id": "qdi-08-tw-k13", "symbol": "08-QĐi/TW", "type": "Quy định", "issuer": "bo-chinh-tri", "term": "XIII"},
    ),
    (
        "Nghị quyết 05-NQ/TU ngày 4-5-2017 của Tỉnh ủy Đồng Tháp",
        CENTRAL_2018,
        {
            "id": "nq-05-tu-dong-thap-2015-2020",
            "symbol": "05-NQ/TU",
            "type": "Nghị quyết",
            "issuer": "tinh-uy-dong-thap",
            "province": "dong-thap",
            "term": "2015-2020",
            "date": "2017-05-04",
        },
    ),
    (
        "Nghị quyết 05-NQ/TU",
        DONG_THAP_2026,
        {"id": "nq-05-tu-dong-thap-2025", "symbol": "05-NQ/TU", "type": "Nghị quyết", "province": "dong-thap-2025"},
    ),
    (
        "Nghị quyết 18 của Tỉnh ủy",
        QUANG_TRI_2024,
        {"id": "nq-18-tu-quang-tri", "type": "Nghị quyết", "province": "quang-tri"},
    ),
    ("Quy định 50 của Ban Bí thư", CENTRAL_2022, {"id": "qd-50-tw", "type": "Quy định", "issuer": "ban-bi-thu"}),
    ("Chỉ thị số 15 của Chính phủ", Context("2020-05-01"), {"id": "ct-15-cp", "type": "Chỉ thị"}),
    ("Nghị định 31/2020/NĐ-CP", CENTRAL_2024, {"id": "nd-31-2020-cp", "symbol": "31/2020/NĐ-CP", "type": "Nghị định"}),
    (
        "Nghị quyết 202/2025/QH15",
        CENTRAL_2024,
        {"id": "nq-202-2025-qh15", "symbol": "202/2025/QH15", "type": "Nghị quyết"},
    ),
    (
        "Nghị quyết Đại hội XIV của Đảng",
        DONG_THAP_2026,
        {
            "id": "nq-dai-hoi-xiv",
            "type": "Nghị quyết",
            "issuer": "dai-hoi-dai-bieu-toan-quoc",
            "term": "XIV",
            "title_as_cited": "Nghị quyết Đại hội XIV của Đảng",
        },
    ),
    (
        "Nghị quyết Trung ương 10 khóa XIII",
        CENTRAL_2024,
        {"id": "k13-tw10", "name": "Hội nghị Trung ương 10 khóa XIII", "term": "XIII", "number": 10},
    ),
]


@pytest.mark.parametrize(("text", "context", "expected"), UNKNOWN, ids=[f"{t} ({c.date})" for t, c, _ in UNKNOWN])
def test_proposals(text: str, context: Context, expected: dict[str, object]) -> None:
    (result,) = resolve(find(text, lookup), lookup, context)
    assert result.proposal == expected
    assert (result.resolution, result.plenum, result.candidates) == (None, None, ())


def test_proposals_are_records_but_for_their_sources() -> None:
    for text, context, _ in UNKNOWN:
        (result,) = resolve(find(text, lookup), lookup, context)
        if result.mention.kind != "plenum":
            Resolution(**result.proposal, sources=[{"id": "s1", "title": "Một bài báo"}])


def test_a_proposed_id_is_free() -> None:
    (result,) = resolve(find("Chỉ thị số 39-CT/TW của Ban Bí thư ngày 1-1-1991"), lookup, CENTRAL_2022)
    assert result.candidates == ("ct-39-tw",)
    (result,) = resolve(find("Chỉ thị 39 của Ban Bí thư"), lookup, CENTRAL_2022)
    assert result.proposal["id"] == "ct-39-tw-2"


def test_a_full_mention_settles_the_bare_ones_of_its_text() -> None:
    text = "Kết luận số 34-KL/TW ngày 7-8-2018 về mô hình thí điểm. Nội dung Kết luận số 34 và 34-KL/TW."
    assert {r.resolution for r in resolve(find(text), lookup, CENTRAL_2024)} == {"kl-34-tw-k12"}
    text = "Nghị quyết 27 và Nghị quyết 27 năm 2022"
    assert {r.resolution for r in resolve(find(text), lookup, CENTRAL_2024)} == {"nq-27-tw-k13"}
    text = "Nghị quyết 27-NQ/TW khóa XII và khóa XIII: Nghị quyết số 27-NQ/TW ngày 9-11-2022; Nghị quyết 27."
    assert resolve(find(text), lookup, CENTRAL_2024)[-1].candidates == ("nq-27-tw-k13", "nq-27-tw-k12")


def test_the_editors_list_settles_what_would_be_ambiguous() -> None:
    context = Context("2024-03-26", resolutions=("nq-27-tw-k12",))
    (result,) = resolve(find("Nghị quyết số 27-NQ/TW"), lookup, context)
    assert result.resolution == "nq-27-tw-k12"
    (result,) = resolve(find("Hội nghị Trung ương 4"), lookup, Context("2018-10-29", plenums=("k11-tw4",)))
    assert result.plenum == "k11-tw4"


def test_without_a_date_numbers_known_to_recur_stay_open() -> None:
    (result,) = resolve(find("Kết luận 34-KL/TW"), lookup)
    assert result.candidates == ("kl-34-tw-k12",)


def test_an_empty_index_knows_nothing() -> None:
    results = resolve(
        find("Nghị quyết 18-NQ/TW, Nghị quyết Trung ương 4 khóa XI, Nghị quyết Trung ương 6"), Index().lookup
    )
    assert all(r.proposal is not None for r in results)


@given(
    TEXTS,
    st.sampled_from([None, "2018-10-29", "2024", "sai", "[2020-03-26..2020-06-30]"]),
    st.sampled_from([None, "dong-thap", "khac"]),
)
@settings(deadline=None)
def test_exactly_one_answer(text: str, day: str | None, province: str | None) -> None:
    mentions = find(text, lookup)
    results = resolve(mentions, lookup, Context(day, province))
    assert [r.mention for r in results] == list(mentions)
    for r in results:
        assert isinstance(r.mention, Mention)
        assert sum((bool(r.resolution or r.plenum), bool(r.candidates), r.proposal is not None)) == 1
