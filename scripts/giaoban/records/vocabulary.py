"""What values of closed lists are called in Vietnamese: how editors say them, and write them by mistake. Data, not code."""

from __future__ import annotations

from collections.abc import Iterable

from giaoban import vietnamese

# Value to its name, then to other words that mean it.
VALUES: dict[str, tuple[str, ...]] = {
    "briefing": ("giao ban", "họp giao ban", "giao ban trực tuyến", "meeting"),
    "interim-review": ("sơ kết", "hội nghị sơ kết", "so-ket", "interim review", "interim"),
    "review": ("tổng kết", "hội nghị tổng kết", "tong-ket"),
    "central": ("Trung ương", "cấp Trung ương", "tw", "national"),
    "cluster": ("cụm", "khu vực", "cụm thi đua", "region", "vùng"),
    "province": ("cấp tỉnh", "tỉnh", "thành phố", "provincial"),
    "district": ("cấp huyện", "huyện", "quận", "thị xã"),
    "chair": ("chủ trì", "chủ tọa"),
    "co-chair": ("đồng chủ trì", "co chair", "cochair"),
    "directed": ("phát biểu chỉ đạo", "chỉ đạo"),
    "spoke": ("phát biểu", "phát biểu kết luận", "báo cáo"),
    "attended": ("dự", "tham dự", "dự họp", "có mặt"),
    "point-chair": ("chủ trì tại điểm cầu", "điểm cầu"),
    "issued": ("ban hành trong kỳ", "ban hành"),
    "drafted": ("xây dựng, góp ý dự thảo", "xây dựng", "soạn thảo", "dự thảo", "góp ý", "tham mưu"),
    "studied": ("quán triệt", "học tập", "nghiên cứu"),
    "implemented": ("triển khai", "thực hiện", "triển khai thực hiện"),
    "tasked": ("giao thành nhiệm vụ", "giao nhiệm vụ", "nhiệm vụ"),
    "reported": ("báo cáo kết quả", "kết quả"),
    "reviewed": ("sơ kết, tổng kết", "sơ kết", "tổng kết"),
    "mentioned": ("nhắc đến", "nhắc tới", "nêu", "đề cập"),
    "in-person": ("trực tiếp", "tập trung", "offline"),
    "online": ("trực tuyến", "truyền hình"),
    "hybrid": ("trực tiếp và trực tuyến", "trực tiếp kết hợp trực tuyến", "kết hợp"),
    "over": ("trên", "hơn"),
    "under": ("dưới", "chưa đến"),
    "nearly": ("gần", "xấp xỉ"),
    "about": ("khoảng", "chừng"),
    "morning": ("buổi sáng", "sáng"),
    "afternoon": ("buổi chiều", "chiều"),
    "evening": ("buổi tối", "tối"),
    "day": ("cả ngày", "ngày"),
    "published": ("đang dùng", "đã đăng"),
    "withdrawn": ("đã rút", "rút"),
    "weekly": ("hằng tuần", "hàng tuần", "tuần"),
    "monthly": ("hằng tháng", "hàng tháng", "tháng"),
    "quarterly": ("hằng quý", "hàng quý", "quý"),
    "half-yearly": ("sáu tháng một lần", "nửa năm", "6 tháng"),
    "yearly": ("hằng năm", "hàng năm", "năm"),
}


def meant(word: str, among: Iterable[str]) -> str:
    """The one value ``among`` some that a Vietnamese word names, marks and case aside; empty where none or several do."""
    wanted = _plain(word)
    found = [value for value in among if any(_plain(name) == wanted for name in (value, *VALUES.get(value, ())))]
    return found[0] if len(found) == 1 else ""


def said(value: str) -> str:
    """A value with its name, as messages show it: ``briefing (giao ban)``."""
    return f"{value} ({VALUES[value][0]})" if value in VALUES else value


def _plain(text: str) -> str:
    return " ".join(vietnamese.fold(text).replace("-", " ").replace("_", " ").split())
