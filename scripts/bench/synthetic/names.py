"""Names of people and places, put together by chance from common Vietnamese syllables."""

from __future__ import annotations

import random

from bench.synthetic.chain import one


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Rough shares: the first ones make up most of the country.
FAMILIES = _words(
    "Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Lê Lê Lê Phạm Phạm Hoàng Huỳnh Phan "
    "Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Lâm Mai Tạ Cao Đoàn Trịnh Tô Hà Lương Châu Quách Thái Vương Lò "
    "Giàng Nông Triệu Ma Rơ"
)
MIDDLES = _words(
    "Văn Thị Hữu Đức Minh Quang Thanh Ngọc Xuân Đình Quốc Công Bá Thành Hồng Trọng Duy Anh Gia Khắc Mạnh Viết "
    "Tiến Hoài Kim Phương Thúy Thế Tuấn Vĩnh Bích Huy Chí Tấn Trung Nhật Hải Việt"
)
GIVENS = _words(
    "An Ân Bách Bảo Bắc Bằng Biên Bình Cảnh Chánh Châu Chiến Chính Chung Chương Cường Danh Dũng Duyên Đại Đạt "
    "Điền Định Đoàn Đông Đức Giang Hà Hải Hạnh Hào Hậu Hiền Hiếu Hòa Hoan Học Hồng Huệ Hùng Huy Hương Hữu Khải "
    "Khang Khánh Khôi Kiên Kiệt Lạc Lan Lâm Lập Liên Liêm Linh Long Lộc Lợi Luân Lực Lượng Mai Mẫn Minh Mỹ Nam "
    "Nga Ngân Nghĩa Nguyên Nhân Nhiên Nhơn Oanh Phát Phong Phú Phúc Phước Quân Quế Quý Quyên Quyết Sang Sơn Tài "
    "Tâm Tân Thảo Thắng Thiện Thịnh Thơ Thuận Thúy Thủy Thư Tín Toàn Trà Trí Trinh Trực Tuệ Tùng Tuyết Uyên Vân "
    "Viên Vinh Vượng Xuyến Yên"
)
PLACES = _words(
    "Tân Phú Hòa Bình Long Thạnh An Hưng Lộc Mỹ Thuận Thành Vĩnh Phước Đông Tây Nam Sơn Hải Khánh Xuân Thịnh Hiệp "
    "Lợi Trung Đức Ninh Yên Quang Minh Thanh Liên Châu Giang Thủy Lâm Kim Ngọc Bảo Cẩm Gia Hà Lương Mai Nghĩa "
    "Nhơn Phong Quế Tam Tiên Trường Vân"
)
KINDS_OF_PLACE = ("xã", "xã", "xã", "phường", "thị trấn", "ấp", "khu phố")


def personal_name(rng: random.Random) -> str:
    """A person's name; some 200,000 are possible."""
    return f"{one(rng, FAMILIES)} {one(rng, MIDDLES)} {one(rng, GIVENS)}"


def place_name(rng: random.Random) -> str:
    """A small place, such as ``xã Tân Phú Đông``; most come up once or never again."""
    syllables = [one(rng, PLACES) for _ in range(2 + int(rng.random() * 2))]
    return f"{one(rng, KINDS_OF_PLACE)} {' '.join(syllables)}"
