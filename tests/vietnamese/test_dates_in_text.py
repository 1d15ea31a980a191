"""Dates and periods in running text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoban import dates
from giaoban.vietnamese import FoundDate, complete, find_dates

PIECES = [
    *("ngày", "tháng", "năm", "quý", "I", "IV", "đầu", "cuối", "sáng", "Chiều", "nay", "qua", "hôm", "mùng", "sáu"),
    *("giai đoạn", "nhiệm kỳ", "khóa", "từ", "đến", "và", "2016", "2021", "1", "5", "29", "02", "31", "9", "12"),
    *("/", "-", ".", "–", ",", ";", "(", ")", " ", " ", " ", "\n", "%", "NQ", "ſ", "İ"),
]
TEXTS = st.text() | st.lists(st.sampled_from(PIECES), max_size=30).map("".join)

# The phrase as a newspaper has it, in its surroundings, between the marks «».
DATED = [
    ("18:34' «23/12/2016»", "day", "2016-12-23"),
    ("Chiều tối. «Ngày 23-12-2016», Ban", "day", "2016-12-23"),
    ("tại Hội nghị.«Ngày 23-12-2016», Ban", "day", "2016-12-23"),
    ("«Chiều 29-10-2018», tại Hà Nội", "day", "2018-10-29"),
    ("số 34-KL/TW «ngày 7-8-2018» về", "day", "2018-08-07"),
    ("số 126-QĐ/TW «ngày 28-02-2018» “Một", "day", "2018-02-28"),
    ("số 21-KL/TW, «ngày 25/10/2021» tại", "day", "2021-10-25"),
    ("thời điểm «ngày 1.1.2016». Tỷ lệ", "day", "2016-01-01"),
    ("thời điểm «30/6/2021», cả hệ thống", "day", "2021-06-30"),
    ("«30/6/2021»tại", "day", "2021-06-30"),
    ("«29 - 10 - 2018»", "day", "2018-10-29"),
    ("«ngày 29–10–2018»", "day", "2018-10-29"),
    ("«ngày 5 tháng 3 năm 2021»", "day", "2021-03-05"),
    ("«ngày mùng 5 tháng 3 năm 2021»", "day", "2021-03-05"),
    ("«ngày 5 tháng 3/2021»", "day", "2021-03-05"),
    ("«5 tháng 3 năm 2021»", "day", "2021-03-05"),
    ("«ngày 5/3 năm 2021»", "day", "2021-03-05"),
    ("«ngày\n5-3-2021»", "day", "2021-03-05"),
    ("«ngày 29-2-2020»", "day", "2020-02-29"),
    ("«Chiều nay (thứ Ba), 12/10/2021», Ban", "day", "2021-10-12"),
    ("«Sáng thứ Sáu, ngày 12-10-2018»", "day", "2018-10-12"),
    ("«Sáng nay - thứ Sáu – 12/10/2018»", "day", "2018-10-12"),
    ("«ngày thứ Sáu, 12/10/2018»", "day", "2018-10-12"),
    ("«Thứ Năm, ngày 7/4/2022», tại", "day", "2022-04-07"),
    ("«ngày 5/3/21», Ban", "day", "2021-03-05"),
    ("«Sáng 05.03.21» tại", "day", "2021-03-05"),
    ("«ngày 7 tháng Tư năm 2022»", "day", "2022-04-07"),
    ("«ngày mồng 3 tháng Giêng năm 2020»", "day", "2020-01-03"),
    ("«tháng Chạp năm 2020»", "month", "2020-12"),
    ("«tháng mười hai năm 2020»", "month", "2020-12"),
    ("«quý Hai năm 2020»", "quarter", "2020-34"),
    ("«quý ba/2020»", "quarter", "2020-35"),
    ("Đảng «tháng 11-2018» đến 71 điểm cầu", "month", "2018-11"),
    ("«tháng 11/2018»", "month", "2018-11"),
    ("«Tháng 11.2018»", "month", "2018-11"),
    ("«tháng 11 năm 2018»", "month", "2018-11"),
    ("«tháng 11, năm 2018»", "month", "2018-11"),
    ("Đảng «quý I.2020» nhằm", "quarter", "2020-33"),
    ("Trong «quý I/2024», Ban", "quarter", "2024-33"),
    ("trọng tâm «quý II/2024».", "quarter", "2024-34"),
    ("«quý II năm 2024»", "quarter", "2024-34"),
    ("«Quý III-2019»", "quarter", "2019-35"),
    ("«QUÝ IV NĂM 2019»", "quarter", "2019-36"),
    ("«quí 4/2019»", "quarter", "2019-36"),
    ("«3 tháng đầu năm 2019»", "quarter", "2019-33"),
    ("«3 tháng cuối năm 2019»", "quarter", "2019-36"),
    ("«6 tháng đầu năm 2020»", "half", "2020-40"),
    ("«06 tháng cuối năm 2020»", "half", "2020-41"),
    ("«sáu tháng đầu năm 2020»", "half", "2020-40"),
    ("«9 tháng đầu năm 2018»", "nine-months", "2018-01/2018-09"),
    ("«Chín tháng đầu năm 2018»", "nine-months", "2018-01/2018-09"),
    ("«9 tháng cuối năm 2018»", "interval", "2018-04/2018-12"),
    ("«10 tháng đầu năm 2018»", "interval", "2018-01/2018-10"),
    ("«Năm 2022», bám sát", "year", "2022"),
    ("lần thứ III - «năm 2018» trong", "year", "2018"),
    ("bằng 2/3 «năm 2018»", "year", "2018"),
    ("các cấp «nhiệm kỳ 2016 - 2021»; sắp xếp", "interval", "2016/2021"),
    ("«nhiệm kỳ 2024 – 2029».", "interval", "2024/2029"),
    ("«giai đoạn 2022- 2026». Kiên quyết", "interval", "2022/2026"),
    ("«giai đoạn 2016-2021»", "interval", "2016/2021"),
    ("«giai đoạn từ năm 2016 đến năm 2020»", "interval", "2016/2020"),
    ("từ «năm 2016 đến năm 2020»", "interval", "2016/2020"),
    ("kế hoạch 5 «năm 2016-2020»", "interval", "2016/2020"),
    ("«nhiệm kỳ (2015-2020»)", "interval", "2015/2020"),
    ("qua 5 «năm (2015-2020»)", "interval", "2015/2020"),
]

UNDATED = [
    ("«Thứ Ba (12/10»), Ban", "day", (10, 12), None, None),
    ("«Thứ 3, 12/10», Ban", "day", (10, 12), None, None),
    ("«Chiều nay (thứ Ba), 12/10», Ban", "day", (10, 12), "nay", "chiều"),
    ("«ngày 7 tháng Tư», Ban", "day", (4, 7), None, None),
    ("đến hết «ngày 25.3» vừa qua", "day", (3, 25), None, None),
    ("«Chiều nay 26/3», tại", "day", (3, 26), "nay", "chiều"),
    ("«Sáng qua 10.1», tại", "day", (1, 10), "qua", "sáng"),
    ("«Sáng 13-01», tại", "day", (1, 13), None, "sáng"),
    ("«sáng hôm qua, ngày 5/3»", "day", (3, 5), "qua", "sáng"),
    ("«Hôm nay (26/3»)", "day", (3, 26), "nay", None),
    ("«tối ngày 5 tháng 3»", "day", (3, 5), None, "tối"),
    ("«\u017fáng nay 5/3»", "day", (3, 5), "nay", "sáng"),
    ("«hôm 26/3»", "day", (3, 26), None, None),
    ("«ngày 29/2»", "day", (2, 29), None, None),
    ("«Sáng nay», tại Hà Nội", "day", (None, None), "nay", "sáng"),
    ("«đêm qua»", "day", (None, None), "qua", "đêm"),
    ("«Hôm qua», tại", "day", (None, None), "qua", None),
    ("«Tháng 10» vừa qua", "month", (10, None), None, None),
    ("triển khai «tháng 5»", "month", (5, None), None, None),
    ("Đảng «quý I», triển khai", "quarter", (1, None), None, None),
    ("«6 tháng cuối năm»", "half", (7, None), None, None),
    ("«9 tháng đầu năm»", "nine-months", (1, None), None, None),
]

NO_DATES = [
    "thành lập 93/70 tổ chức Đảng",
    "19/19 xã",
    "Thứ hai, 5/7 xã đạt; thứ ba, 4/5, huyện đạt",
    "tháng ba lần họp",
    "30/4/75 là",
    "5/7 chỉ tiêu",
    "đã có 57.813, chiếm 95,7%",
    "1.500 đảng viên",
    "10.027 đảng viên mới, đạt 102,9% kế hoạch",
    "Nghị quyết số 18-NQ/TW, 19-NQ/TW",
    "Nghị định số 30/2020/NĐ-CP, Luật số 12/2017/QH14",
    "Quy định số 08-QĐi/TW",
    "điện thoại 024.3.823.1234, 0912-12-2018, 080.43162",
    "Covid-19",
    "Số 5 - 2018",
    "lần thứ III",
    "ngày 31-4-2018",
    "29-2-2019",
    "ngày 31 tháng 4 năm 2021",
    "ngày 32/3",
    "ngày 5/13",
    "tháng 13-2018",
    "tháng 0",
    "quý V/2020",
    "30/4/75",
    "ngày 5-6/3/2018",
    "ngày 25.3%",
    "ngày 1.500",
    "mỗi tháng 5 triệu đồng",
    "3 tháng 5 ngày",
    "12 tháng cuối năm 2020",
    "giai đoạn 2021-2016",
    "năm 1500",
    "năm 2150",
    "hiện nay, năm nay, vừa qua",
    "trong ngày\n\n5/3 xã",
    "số 5/12/2018/QĐ",
    "1.1.2018.5",
    "2016-2021 người",
    "ngay 5-3, thang 5",
    "tháng5, quýI/2020, 6 tháng đầu năm2018",
    "năm 20165, tháng 11-20185, 1-1-20185",
    "năm 2018-19",
    "tháng 12/2018-3/2019",
    "tháng 11/2018/QĐ, quý I/2018/QĐ",
    "tháng 10-11",
    "tháng 5,5",
    "ngày 5-NQ/TW, ngày 5/3-NQ",
    "quý I-II, quý I–II/2020",
    "ngày 25.3 %",
    "ngày 5/3x",
    "buổi chiều quan trọng, hôm nayx",
    "5–6/3/2018, lúc 18:5/3/2018",
]


def marked(text: str) -> tuple[str, str]:
    before, phrase, after = (part for half in text.split("«") for part in half.split("»"))
    return before + phrase + after, phrase


@pytest.mark.parametrize(("text", "kind", "edtf"), DATED)
def test_dates_with_a_year(text: str, kind: str, edtf: str) -> None:
    clean, phrase = marked(text)
    (found,) = find_dates(clean)
    assert (clean[found.start : found.end], found.kind, found.edtf) == (phrase, kind, edtf)
    assert found.year == int(edtf[:4])


@pytest.mark.parametrize(("text", "kind", "month_and_day", "relative", "part"), UNDATED)
def test_dates_without_a_year(
    text: str, kind: str, month_and_day: tuple[int | None, int | None], relative: str | None, part: str | None
) -> None:
    clean, phrase = marked(text)
    (found,) = find_dates(clean)
    assert (clean[found.start : found.end], found.kind, (found.month, found.day)) == (phrase, kind, month_and_day)
    assert (found.relative, found.part_of_day, found.year, found.edtf) == (relative, part, None, None)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    assert [*find_dates(text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nhiệm kỳ 2016-2021 và 2021-2026 đảm bảo", ["2016/2021", "2021/2026"]),
        ("nhiệm kỳ 2025-2030; 2026-2031, 2031-2036 theo", ["2025/2030", "2026/2031", "2031/2036"]),
        ("nhiệm kỳ 2016-2021, 2021-2016", ["2016/2021"]),
        ("1/1/2018-31/1/2018", ["2018-01-01", "2018-01-31"]),
        ("từ ngày 1/1/2018 đến ngày 31/1/2018", ["2018-01-01", "2018-01-31"]),
        ("năm 2016, nhiệm vụ năm 2017", ["2016", "2017"]),
        ("quý I, nhiệm vụ quý II/2024", [None, "2024-34"]),
        ("tháng 10 và tháng 11-2018", [None, "2018-11"]),
        ("ngày 30-2-2018, ngày 1-3-2018", ["2018-03-01"]),
    ],
)
def test_several_dates_in_reading_order(text: str, expected: list[str | None]) -> None:
    assert [found.edtf for found in find_dates(text)] == expected


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("Chiều nay 26/3", date(2024, 3, 26), "2024-03-26"),
        ("ngày 25.3 vừa qua", date(2020, 3, 27), "2020-03-25"),
        ("Sáng qua 10.1", date(2018, 1, 11), "2018-01-10"),
        ("Sáng qua 31.12", date(2018, 1, 1), "2017-12-31"),
        ("Sáng 13-01", date(2018, 1, 12), "2017-01-13"),
        ("ngày 29/2", date(2023, 5, 1), "2020-02-29"),
        ("ngày 29/2", date(1904, 2, 28), "1896-02-29"),
        ("Sáng nay", date(2024, 3, 26), "2024-03-26"),
        ("Chiều qua", date(2024, 3, 1), "2024-02-29"),
        ("Tháng 10 vừa qua", date(2018, 10, 29), "2018-10"),
        ("Tháng 12", date(2018, 10, 29), "2017-12"),
        ("quý I", date(2024, 3, 26), "2024-33"),
        ("quý IV", date(2024, 3, 26), "2023-36"),
        ("6 tháng cuối năm", date(2024, 7, 1), "2024-41"),
        ("10 tháng đầu năm", date(2024, 11, 1), "2024-01/2024-10"),
        ("năm 2030", date(2024, 11, 1), "2030"),
    ],
)
def test_the_day_of_publication_supplies_the_year(text: str, published: date, edtf: str) -> None:
    (found,) = find_dates(text)
    completed = complete(found, published)
    assert completed.edtf == edtf
    assert (completed.start, completed.end, completed.kind) == (found.start, found.end, found.kind)


@settings(deadline=None)  # the first example also compiles the patterns
@given(TEXTS, st.dates(min_value=date(1800, 1, 1), max_value=date(2099, 12, 31)))
def test_any_text_is_read_and_every_find_is_sound(text: str, published: date) -> None:
    place = 0
    for found in find_dates(text):
        assert place <= found.start < found.end <= len(text)
        place = found.end
        phrase = text[found.start : found.end]
        assert phrase == phrase.strip()
        assert (found.edtf is None) == (found.year is None)
        check_meaning(complete(found, published), found, published)


def check_meaning(completed: FoundDate, found: FoundDate, published: date) -> None:
    assert completed.edtf is not None
    meant = dates.parse(completed.edtf)
    assert meant.precision == {"nine-months": "interval"}.get(found.kind, found.kind)
    if found.year is None:
        assert meant.earliest <= published
        assert published - meant.earliest < timedelta(days=366 if (found.month, found.day) != (2, 29) else 8 * 366)


@settings(deadline=None)  # the first example also compiles the patterns
@given(
    st.dates(min_value=date(1800, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["{0.day}-{0.month}-{0.year}", "ngày {0:%d/%m/%Y}", "Sáng {0.day}.{0.month}.{0.year}"])
    | st.just("ngày {0.day} tháng {0.month} năm {0.year}"),
    st.sampled_from(["", ".", ", tại", " của", ")", "\n"]),
)
def test_every_day_of_the_calendar_is_found(day: date, form: str, after: str) -> None:
    (found,) = find_dates(f"họp ({form.format(day)}{after}")
    assert found.edtf == day.isoformat()


@pytest.mark.parametrize(
    "piece",
    [
        *("sáng ", "ngày ", "ngày\n", "tháng ", "hai mươi ", " ", "1", "1-", "1-1-", "1 / ", "năm 2016 ", "2016-2017,"),
        *(
            "1/1/2018-",
            "chiều nay, ngày mùng 3 tháng ",
            "sáng hôm nay (ngày ",
            "quý I ",
            "ngày 1-1 ",
            "giai đoạn từ năm ",
        ),
    ],
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = "nhiệm kỳ " + piece * (100_000 // len(piece))
    for _ in find_dates(text):
        pass
