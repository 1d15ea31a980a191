"""Pages of entities with a timeline: what a reader gets."""

from __future__ import annotations

import pytest
from small_archive import Small


@pytest.mark.parametrize(
    ("kind", "entity", "said"),
    [
        ("resolution", "nq-26", ["Trung ương ban hành", "Hội nghị Trung ương 7 khóa XII",
                                 "Được thực hiện bằng", "27-NQ/TW"]),
        ("resolution", "nq-27", ["chưa rõ ngày ban hành", "Chưa rõ ngày", "Tên theo báo cáo của cuộc họp", "Thực hiện"]),
        ("resolution", "nq-9", ["tên văn bản", "cơ quan ban hành", "Còn để ngỏ"]),
        ("plenum", "k12-tw7", ["Văn bản được thông qua <small>2 trong kho lưu trữ</small>", "Về cán bộ", "chưa rõ ngày họp"]),
        ("leader", "an", ["Chức danh được ghi", "Trưởng Ban &lt;Tổ chức&gt;", "không nói lên thời gian giữ chức"]),
        ("leader", "binh", ["Chưa có cuộc họp nào"]),
        ("province", "tien-giang", ["Tỉnh, đã sáp nhập", "thuộc tỉnh", "Dưới đơn vị sau sáp nhập", "202/2025/QH15"]),
        ("province", "dong-thap", ["Hợp thành từ", "Đồng Tháp (cũ)", "2019–2024: không có cuộc họp nào"]),
        ("province", "hue", ["Tỉnh Thừa Thiên Huế trở thành thành phố Huế", "175/2024/QH15", "có từ trước 2016"]),
        ("series", "thang", ["Chuỗi họp", "Hằng tháng", "Mỗi tháng.", "từ", "29-10-2018", "2020"]),
        ("topic", "can-bo", ["Chủ đề", "Về cán bộ.", "1 cuộc họp trong kho lưu trữ, ngày"]),
        ("year", "2018", ["Tháng 10", "1 cuộc họp trong kho lưu trữ."]),
        ("year", "2020", ["Chưa rõ tháng"]),
        ("year", "2019", ["Chưa có cuộc họp nào"]),
    ],
)  # fmt: skip
def test_readers_get(small: Small, kind: str, entity: str, said: list[str]) -> None:
    body = small.body(kind, entity)
    for words in said:
        assert words.lower() in body.lower(), words


def test_a_merger_stands_on_both_pages(small: Small) -> None:
    for entity in ("dong-thap", "tien-giang"):
        assert "sáp nhập thành tỉnh" in small.body("province", entity)


def test_months_of_a_year_are_jumped_between_by_month(small: Small) -> None:
    months = small.body("year", "2018")
    assert '<li id="thang-10"><h3>Tháng 10</h3>' in months
    assert '<ol class="timeline months">' in months
    assert '<ol class="timeline">' in small.body("topic", "can-bo")
