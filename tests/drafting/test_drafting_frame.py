"""What frames a meeting: whether it is one, its day, its kind, period and level, sentence by sentence."""

import pytest

from giaoban.drafting import Known, draft

REST = "\nĐồng chí Lò Văn Mường chủ trì hội nghị.\nTrong kỳ, toàn tỉnh đã kết nạp 412 đảng viên.\n"


@pytest.mark.parametrize(
    ("lead", "printed", "day"),
    [
        (
            "Chiều nay, thứ Ba, 12/10, Ban Tổ chức Tỉnh ủy Sơn La giao ban quý III/2021.",
            "Thứ Tư, 13/10/2021 07:00",
            "2021-10-12",
        ),
        ("Vào lúc 8h00 sáng 5/4/2023, Ban Tổ chức Tỉnh ủy Sơn La giao ban công tác quý I.", "", "2023-04-05"),
        ("14 giờ ngày 5/4/2023, Ban Tổ chức Tỉnh ủy Sơn La giao ban công tác quý I.", "", "2023-04-05"),
        ("Sáng qua (29/3), Ban Tổ chức Tỉnh ủy Sơn La giao ban công tác quý I/2022.", "30/03/2022 07:00", "2022-03-29"),
        ("(SLO) - Ngày 05-07-19, Ban Tổ chức Tỉnh ủy Sơn La sơ kết 6 tháng đầu năm.", "08/07/2019 07:00", "2019-07-05"),
        ("Ngày mồng 7 tháng Tư, Ban Tổ chức Tỉnh ủy Sơn La giao ban công tác quý I.", "8/4/2022 09:10", "2022-04-07"),
        (
            "Chiều thứ Sáu (ngày 12/01), Ban Tổ chức Tỉnh ủy Sơn La tổng kết năm 2017.",
            "Thứ Bảy, 13/01/2018",
            "2018-01-12",
        ),
        (
            "Trong 2 ngày (09-10/7), Ban Tổ chức Tỉnh ủy Sơn La sơ kết 6 tháng đầu năm 2019.",
            "11/07/2019 09:00",
            "2019-07-09/2019-07-10",
        ),
        (
            "Từ ngày 30/6 đến 1/7/2018, Ban Tổ chức Tỉnh ủy Sơn La sơ kết 6 tháng đầu năm 2018.",
            "",
            "2018-06-30/2018-07-01",
        ),
        (
            "Trong các ngày 30, 31/12/2019 và 1/1/2020, Ban Tổ chức Tỉnh ủy Sơn La tổng kết năm 2019.",
            "",
            "2019-12-30/2020-01-01",
        ),
        (
            (
                "Thực hiện Kế hoạch số 12-KH/BTCTU ngày 20/6/2024 của Ban Tổ chức Tỉnh ủy, sáng 28/6, Ban Tổ "
                "chức Tỉnh ủy Sơn La sơ kết 6 tháng đầu năm 2024."
            ),
            "",
            "2024-06-28",
        ),
    ],
)
def test_the_day_of_the_meeting(known: Known, lead: str, printed: str, day: str) -> None:
    found = draft(f"Hội nghị của Ban Tổ chức Tỉnh ủy Sơn La\n{printed}\n{lead}{REST}", known)
    assert found.get("date") == day


@pytest.mark.parametrize(
    ("article", "frame"),
    [
        (
            (
                "Sơ kết Cụm thi đua số 3 các Ban Tổ chức Tỉnh ủy\nNgày 5/7/2019, tại thành phố Rạch Giá, Cụm "
                "thi đua số 3 (gồm Ban Tổ chức Tỉnh ủy các tỉnh An Giang, Kiên Giang, Cà Mau) tổ chức hội nghị "
                "sơ kết phong trào thi đua 6 tháng đầu năm 2019."
            ),
            ("interim-review", "cluster", "2019-40"),
        ),
        (
            (
                "Khối thi đua Ban Tổ chức các tỉnh, thành tổng kết công tác thi đua năm 2018\nSáng 18/12/2018, "
                "Ban Tổ chức Tỉnh ủy Bà Rịa - Vũng Tàu đăng cai tổ chức Hội nghị tổng kết công tác thi đua năm "
                "2018."
            ),
            ("review", "cluster", "2018"),
        ),
        (
            (
                "Giao ban các Ban Tổ chức Tỉnh ủy khu vực Tây Bắc\nNgày 25/6/2015, tại Điện Biên Phủ, Ban Tổ "
                "chức Trung ương phối hợp với Tỉnh ủy Điện Biên giao ban công tác tổ chức xây dựng Đảng 6 tháng "
                "đầu năm 2015 các tỉnh khu vực Tây Bắc."
            ),
            ("briefing", "cluster", "2015-40"),
        ),
        (
            (
                "Ban Tổ chức Tỉnh ủy Lâm Đồng: Giao ban công tác tháng 8\nSáng 4/8/2025, Ban Tổ chức Tỉnh ủy "
                "Lâm Đồng giao ban công tác tổ chức xây dựng Đảng tháng 7, triển khai nhiệm vụ tháng 8 năm 2025 "
                "với 124 xã, phường, đặc khu."
            ),
            ("briefing", "province", "2025-07"),
        ),
        (
            (
                "Giao ban trực tuyến với các xã, phường\nNgày 12/9/2025, Ban Tổ chức Thành ủy Huế giao ban công "
                "tác tổ chức xây dựng Đảng tháng 8/2025 với 40 xã, phường."
            ),
            ("briefing", "province", "2025-08"),
        ),
        (
            (
                "Thành ủy Thủ Đức sơ kết công tác xây dựng Đảng\nSáng 6/7/2022, Ban Tổ chức Thành ủy Thủ Đức sơ "
                "kết công tác tổ chức xây dựng Đảng 6 tháng đầu năm 2022."
            ),
            ("interim-review", "district", "2022-40"),
        ),
    ],
)
def test_kind_level_and_period(known: Known, article: str, frame: tuple[str, str, str]) -> None:
    found = draft(article + "\nTrong kỳ, toàn ngành đã kết nạp 412 đảng viên.\n", known)
    assert not found.not_a_meeting
    assert (found.get("kind"), found.get("level"), found.get("period")) == frame
