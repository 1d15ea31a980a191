"""Who took what part, what is due when, and how points are counted: in the many ways in which papers say it."""

from __future__ import annotations

import datetime as dt

import pytest

from giaoban.drafting import Known, draft
from giaoban.drafting.items import due
from giaoban.drafting.words import match_key

HEADLINE = "Ban Tổ chức Tỉnh ủy Sơn La giao ban công tác tổ chức xây dựng Đảng quý I"
LEAD = "Ngày 4/4/2023, Ban Tổ chức Tỉnh ủy Sơn La giao ban công tác tổ chức xây dựng Đảng quý I."
END = "Trong quý, toàn tỉnh đã kết nạp 412 đảng viên, đạt kế hoạch đề ra từ đầu năm của cấp ủy."
MEETING = dt.date(2023, 7, 6)  # a Thursday


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("Điều hành hội nghị có đồng chí Tạ Quang Đạo, Phó Trưởng Ban.", {"Tạ Quang Đạo": "chair"}),
        ("Giao ban do Phó Trưởng Ban Thường trực Đinh Hồng Tam điều hành.", {"Đinh Hồng Tam": "chair"}),
        ("Chủ trì buổi giao ban, Trưởng Ban Tổ chức Cao Lan Phương điểm lại việc đã làm.", {"Cao Lan Phương": "chair"}),
        (
            "Ông Thạch Sa Rương, Trưởng Ban Tổ chức Tỉnh ủy, nêu tại cuộc họp do ông chủ trì.",
            {"Thạch Sa Rương": "chair"},
        ),
        (
            "Chủ trì hội nghị là Trưởng Ban Tổ chức Bùi Thị Lệ; Phó Trưởng Ban Đỗ Văn Hùng đồng chủ trì.",
            {"Bùi Thị Lệ": "chair", "Đỗ Văn Hùng": "co-chair"},
        ),
        (
            "Chủ trì: Giàng A Sếnh, Trưởng Ban; cùng dự có lãnh đạo năm ban và ông Hoàng Trọng Uyển, Phó Vụ trưởng.",
            {"Giàng A Sếnh": "chair", "Hoàng Trọng Uyển": "attended"},
        ),
        ("Cuộc họp có ông Lữ Quang Đặng, Phó Bí thư Tỉnh ủy.", {"Lữ Quang Đặng": "attended"}),
        ("Báo cáo của đồng chí Phan Văn Mười, Trưởng phòng, nêu rõ kết quả.", {"Phan Văn Mười": "spoke"}),
        ("Ý kiến từ điểm cầu Sóc Sơn (ông Ngô Duy Tước, Trưởng Ban) nói về tuổi tái cử.", {"Ngô Duy Tước": "spoke"}),
        ("Lào Phanh Ngân, Phó Trưởng Ban Tổ chức Tỉnh ủy Điện Biên, cho biết.", {"Lào Phanh Ngân": "spoke"}),
        ("Ông Y Wơn Byă, Bí thư Chi bộ buôn Pốk, nêu khó khăn.", {"Y Wơn Byă": "spoke"}),
        ("Đồng chí Bùi Vũ Thư, Bí thư Đảng ủy phường Trần Lãm dự.", {"Bùi Vũ Thư": "attended"}),
        ("Đồng chí Ngô Đông Hải, Bí thư Tỉnh ủy dự chỉ đạo.", {"Ngô Đông Hải": "directed"}),
        ("Đồng chí Sầm Văn Lương, TUV, PBT Đảng ủy Khối trình bày báo cáo.", {"Sầm Văn Lương": "spoke"}),
        (
            "Điểm cầu Quế Phong do bà Vi Thị Xuyến, Bí thư và điểm cầu Thái Hòa do ông Cung Đình Rạng, Bí thư chủ trì.",
            {"Vi Thị Xuyến": "point-chair", "Cung Đình Rạng": "point-chair"},
        ),
    ],
)
def test_the_part_of_a_person(known: Known, sentence: str, people: dict[str, str]) -> None:
    found = draft(f"{HEADLINE}\n\n{LEAD}\n{sentence}\n{END}\n", known)
    assert {person.name: person.part.value for person in found.people} == people


@pytest.mark.parametrize(
    ("title", "end"),
    [
        ("Trưởng Ban Tổ chức Đảng ủy các cơ quan Đảng Trung ương", " chủ trì."),
        ("Bí thư Đảng ủy xã Đam Rông 2", " phát biểu."),
        ("PBT Đảng ủy thị trấn", " dự."),
    ],
)
def test_a_title_is_read_to_its_end(known: Known, title: str, end: str) -> None:
    found = draft(f"{HEADLINE}\n\n{LEAD}\nĐồng chí Ngụy Thanh Tường, {title}{end}\n{END}\n", known)
    assert [[given.value for given in person.titles] for person in found.people] == [[title]]


@pytest.mark.parametrize(
    ("task", "moment"),
    [
        ("Báo cáo về Ban trước 17 giờ ngày 20/7.", "2023-07-20"),
        ("Xong trong quý III.", "2023-35"),
        ("Ngay trong tháng 7 này, tổ chức tập huấn.", "2023-07"),
        ("Trình Ban Thường vụ trong kỳ họp tháng 8.", "2023-08"),
        ("Thời hạn: 31/8/2023.", "2023-08-31"),
        ("Trong tháng 8 hoàn thành hướng dẫn.", "2023-08"),
        ("Sơ kết vào tháng 10.", "2023-10"),
        ("Hoàn thành chấm điểm trước kỳ sơ kết (tháng 6/2024).", "2024-06"),
        ("Các chi bộ nộp biên bản muộn nhất thứ Sáu tuần này.", "2023-07-07"),
        ("Rà soát quy hoạch, hoàn thành vào cuối năm.", "2023"),
        ("Gửi báo cáo trước ngày 10 hằng tháng.", None),
        ("Trong quý III tập trung rà soát, kiểm tra.", None),
    ],
)
def test_when_a_task_is_due(task: str, moment: str | None) -> None:
    assert due(task, match_key(task), 0, len(task), MEETING) == moment


def test_a_task_for_the_year_to_come_is_due_in_it(known: Known) -> None:
    said = (
        "Kết luận, đồng chí Lò Văn Mường nhấn mạnh ba nhiệm vụ năm 2024: (i) sắp xếp bộ máy; (ii) xóa bản trắng, "
        "xong trong quý IV; (iii) mở lớp tại xã."
    )
    found = draft(f"{HEADLINE}\n\n{LEAD}\n{END}\n{said}\n", known)
    assert [task.due for task in found.tasks] == [None, "2024-36", None]


@pytest.mark.parametrize(
    ("points", "count"),
    [
        ("Trưởng Ban giao ba việc: 1) Gửi báo cáo 6 tháng; 2) Xét tặng Huy hiệu Đảng; 3) Mở lớp nghiệp vụ.", 3),
        ("Cụm giao ước hai việc: 1- Chấm chéo trước 30.11; 2- Giúp Vân Canh một công trình.", 2),
        (
            "Đồng chí lưu ý 3 việc của nửa nhiệm kỳ còn lại: chuẩn bị nhân sự; luân chuyển cán bộ trẻ; phát triển đảng viên.",
            3,
        ),
        ("Nhiệm vụ quý II\n- Kiểm điểm, xếp loại.\n- Triển khai học tập.\n- Bồi dưỡng cấp ủy viên.", 3),
    ],
)
def test_points_are_counted_however_they_are_set(known: Known, points: str, count: int) -> None:
    found = draft(f"{HEADLINE}\n\n{LEAD}\n{END}\n{points}\n", known)
    assert len(found.tasks) == count


def test_points_of_a_list_in_html_are_points(known: Known) -> None:
    items = "".join(f"<li>Tham mưu việc thứ {n} của quý tới cho cấp ủy.</li>" for n in ("nhất", "nhì", "ba", "tư"))
    body = f"<p>{LEAD}</p><p>{END}</p><p>Quý II tập trung 4 nhiệm vụ:</p><ol>{items}</ol>"
    assert len(draft(f"<html><body><h1>{HEADLINE}</h1>{body}</body></html>", known).tasks) == 4


@pytest.mark.parametrize(
    ("lead", "host"),
    [
        ("Ban Tổ chức Đảng ủy Khối các cơ quan tỉnh Yên Bái", "ban-to-chuc-dang-uy-khoi-cac-co-quan-tinh-yen-bai"),
        ("Ban Xây dựng Đảng Đảng ủy xã Quảng Phú", "ban-xay-dung-dang-dang-uy-xa-quang-phu"),
        ("Lãnh đạo Ban Tổ chức Tỉnh ủy Cà Mau", "ban-to-chuc-tinh-uy-ca-mau"),
    ],
)
def test_whose_board_called_the_meeting(known: Known, lead: str, host: str) -> None:
    said = f"Ngày 4/4/2023, {lead} giao ban công tác tổ chức xây dựng Đảng tháng 3."
    assert (
        draft(f"Giao ban công tác tổ chức xây dựng Đảng tháng 3\n\n{said}\n{END}\n", known).scalars["host"].value
        == host
    )


def test_a_commune_has_no_level(known: Known) -> None:
    said = "Ngày 4/11/2025, Ban Xây dựng Đảng xã Quảng Phú giao ban công tác tổ chức xây dựng Đảng tháng 10."
    found = draft(f"Giao ban tháng 10\n\n{said}\n{END}\n", known)
    assert "level" not in found.scalars
    assert "level-open" in {finding.rule for finding in found.findings}


@pytest.mark.parametrize(
    ("lead", "period"),
    [
        (
            "Sáng 21/8/2023, Ban Tổ chức Tỉnh ủy Sơn La giao ban, đánh giá tuần qua (từ 14 - 20/8).",
            "2023-08-14/2023-08-20",
        ),
        (
            "Ngày 5/9/2010, Ban Tổ chức Tỉnh ủy Sơn La tổng kết công tác tổ chức xây dựng Đảng nhiệm kỳ 2005 - 2010.",
            "2005/2010",
        ),
    ],
)
def test_weeks_and_terms_are_periods(known: Known, lead: str, period: str) -> None:
    found = draft(f"Ban Tổ chức Tỉnh ủy Sơn La họp về công tác tổ chức xây dựng Đảng\n\n{lead}\n{END}\n", known)
    assert found.scalars["period"].value == period


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("Hôm thứ Hai, Ban Tổ chức Tỉnh ủy Sơn La giao ban tháng 2.", "2021-03-22"),
        ("Thứ Sáu tuần qua (19/3), Ban Tổ chức Tỉnh ủy Sơn La giao ban tháng 2.", "2021-03-19"),
        ("Chiều thứ Năm tuần trước, Ban Tổ chức Tỉnh ủy Sơn La giao ban tháng 2.", "2021-03-18"),
    ],
)
def test_a_day_by_its_weekday(known: Known, lead: str, day: str) -> None:
    text = f"Giao ban công tác tổ chức xây dựng Đảng\nThứ Ba, 23/3/2021 07:45\n\n{lead}\n{END}\n"
    assert draft(text, known).scalars["date"].value == day
