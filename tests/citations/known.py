"""A small archive to resolve against: real documents, the collisions between them, and provinces across the merger."""

from __future__ import annotations

from functools import cache
from typing import Any

from giaoban.citations import Index
from giaoban.records.models.leader import Leader
from giaoban.records.models.organization import Organization
from giaoban.records.models.plenum import Plenum
from giaoban.records.models.resolution import Resolution
from giaoban.records.models.unit import Unit

_SOURCES = [{"id": "s1", "title": "Một bài báo"}]


def _resolution(name: str, symbol: str | None, type_: str, **more: object) -> Resolution:
    return Resolution(id=name, symbol=symbol, type=type_, sources=_SOURCES, **more)


RESOLUTIONS = [
    _resolution(
        "nq-18-tw-k12",
        "18-NQ/TW",
        "Nghị quyết",
        issuer="ban-chap-hanh-trung-uong",
        term="XII",
        date="2017-10-25",
        title="Một số vấn đề về tiếp tục đổi mới, sắp xếp tổ chức bộ máy của hệ thống chính trị tinh gọn, hiệu lực, hiệu quả",
        plenum="k12-tw6",
        aliases=["Nghị quyết Trung ương 6 khóa XII (về tổ chức bộ máy)", "Nghị quyết 18"],
    ),
    _resolution(
        "nq-19-tw-k12",
        "19-NQ/TW",
        "Nghị quyết",
        issuer="ban-chap-hanh-trung-uong",
        term="XII",
        date="2017-10-25",
        title="Tiếp tục đổi mới hệ thống tổ chức và quản lý, nâng cao chất lượng của các đơn vị sự nghiệp công lập",
        plenum="k12-tw6",
    ),
    _resolution(
        "kl-34-tw-k12",
        "34-KL/TW",
        "Kết luận",
        term="XII",
        date="2018-08-07",
        title="Về thực hiện một số mô hình thí điểm",
    ),
    _resolution(
        "nq-27-tw-k12",
        "27-NQ/TW",
        "Nghị quyết",
        issuer="ban-chap-hanh-trung-uong",
        term="XII",
        date="2018-05-21",
        title="Về cải cách chính sách tiền lương đối với cán bộ, công chức, viên chức",
        plenum="k12-tw7",
    ),
    _resolution(
        "nq-27-tw-k13",
        "27-NQ/TW",
        "Nghị quyết",
        issuer="ban-chap-hanh-trung-uong",
        term="XIII",
        date="2022-11-09",
        title="Về tiếp tục xây dựng và hoàn thiện Nhà nước pháp quyền xã hội chủ nghĩa Việt Nam trong giai đoạn mới",
    ),
    _resolution("qd-105-tw-k12", "105-QĐ/TW", "Quy định", issuer="bo-chinh-tri", term="XII", date="2017-12-19"),
    _resolution(
        "qdi-08-tw-k12",
        "08-QĐi/TW",
        "Quy định",
        issuer="ban-chap-hanh-trung-uong",
        term="XII",
        date="2018-10-25",
        title="Trách nhiệm nêu gương của cán bộ, đảng viên, trước hết là Ủy viên Bộ Chính trị",
        plenum="k12-tw8",
        aliases=["Quy định 08", "Quy định nêu gương"],
    ),
    _resolution("qd-08-tw-k12", "08-QĐ/TW", "Quyết định", issuer="bo-chinh-tri", term="XII", date="2016-05-03"),
    _resolution("qd-50-tw-k13", "50-QĐ/TW", "Quy định", issuer="bo-chinh-tri", term="XIII", date="2021-12-27"),
    _resolution(
        "qd-205-tw-k12",
        "205-QĐ/TW",
        "Quy định",
        issuer="bo-chinh-tri",
        term="XII",
        date="2019-09-23",
        title="Về việc kiểm soát quyền lực trong công tác cán bộ và chống chạy chức, chạy quyền",
    ),
    _resolution("ct-28-tw-k12", "28-CT/TW", "Chỉ thị", issuer="ban-bi-thu", term="XII", date="2019-01-21"),
    _resolution(
        "kl-21-tw-k13",
        "21-KL/TW",
        "Kết luận",
        issuer="ban-chap-hanh-trung-uong",
        term="XIII",
        date="2021-10-25",
        plenum="k13-tw4",
        aliases=["Kết luận 21", "Kết luận Trung ương 4 khóa XIII"],
    ),
    _resolution("ct-39-tw", "39-CT/TW", "Chỉ thị", issuer="bo-chinh-tri"),
    _resolution("kh-10-tw-k12", "10-KH/TW", "Kế hoạch", issuer="bo-chinh-tri", term="XII"),
    _resolution("cv-6471-btctw-k12", "6471-CV/BTCTW", "Công văn", issuer="ban-to-chuc-trung-uong", term="XII"),
    _resolution(
        "hd-36-btctw-k12", "36-HD/BTCTW", "Hướng dẫn", issuer="ban-to-chuc-trung-uong", term="XII", date="2021-01-20"
    ),
    _resolution(
        "nq-18-tu-dong-thap-2015-2020",
        "18-NQ/TU",
        "Nghị quyết",
        issuer="tinh-uy-dong-thap",
        province="dong-thap",
        term="2015-2020",
        date="2017-03-01",
    ),
    _resolution(
        "nq-03-tu-dong-thap-2015-2020",
        "03-NQ/TU",
        "Nghị quyết",
        issuer="tinh-uy-dong-thap",
        province="dong-thap",
        term="2015-2020",
        date="2016-08-01",
    ),
    _resolution(
        "nq-03-tu-quang-tri-2020-2025",
        "03-NQ/TU",
        "Nghị quyết",
        province="quang-tri",
        term="2020-2025",
        date="2021-04-01",
    ),
    _resolution(
        "nq-dai-hoi-xii",
        None,
        "Nghị quyết",
        issuer="dai-hoi-dai-bieu-toan-quoc",
        term="XII",
        aliases=["Nghị quyết Đại hội XII"],
    ),
    _resolution("nd-30-2020-cp", "30/2020/NĐ-CP", "Nghị định", date="2020-03-05"),
    _resolution("ct-15-2020-ttg", "15/CT-TTg", "Chỉ thị", issuer="thu-tuong-chinh-phu", date="2020-03-27"),
]
PLENUMS = [
    Plenum(id="k11-tw4", name="Hội nghị Trung ương 4 khóa XI", term="XI", number=4),
    Plenum(
        id="k12-tw4",
        name="Hội nghị Trung ương 4 khóa XII",
        term="XII",
        number=4,
        aliases=["Nghị quyết Trung ương 4 khóa XII"],
    ),
    Plenum(id="k12-tw6", name="Hội nghị Trung ương 6 khóa XII", term="XII", number=6),
    Plenum(id="k12-tw7", name="Hội nghị Trung ương 7 khóa XII", term="XII", number=7),
    Plenum(id="k12-tw8", name="Hội nghị Trung ương 8 khóa XII", term="XII", number=8),
    Plenum(id="k12-tw12", name="Hội nghị Trung ương 12 khóa XII", term="XII", number=12, date="2020-05"),
    Plenum(id="k13-tw4", name="Hội nghị Trung ương 4 khóa XIII", term="XIII", number=4),
]
ORGANIZATIONS = [
    Organization(id="dai-hoi-dai-bieu-toan-quoc", name="Đại hội đại biểu toàn quốc của Đảng"),
    Organization(id="ban-chap-hanh-trung-uong", name="Ban Chấp hành Trung ương"),
    Organization(id="bo-chinh-tri", name="Bộ Chính trị"),
    Organization(id="ban-bi-thu", name="Ban Bí thư"),
    Organization(id="ban-to-chuc-trung-uong", name="Ban Tổ chức Trung ương", short="BTCTW"),
    Organization(id="thu-tuong-chinh-phu", name="Thủ tướng Chính phủ", short="TTg"),
    Organization(id="tinh-uy-dong-thap", name="Tỉnh ủy Đồng Tháp", province="dong-thap"),
]


def _unit(name: str, vietnamese: str, kind: str = "tỉnh", **more: object) -> Unit:
    page = name.removesuffix("-2025")
    more = {"valid_to": "2025-06-30", **more} if not name.endswith("-2025") and "valid_to" not in more else more
    more = {"valid_from": "2025-07-01", **more} if name.endswith("-2025") else more
    return Unit(id=name, page=page, name=vietnamese, kind=kind, code="00", region="Vùng", **more)


UNITS = [
    _unit("dong-thap", "Đồng Tháp"),
    _unit("dong-thap-2025", "Đồng Tháp"),
    _unit("tien-giang", "Tiền Giang"),
    _unit("quang-tri", "Quảng Trị"),
    _unit("quang-tri-2025", "Quảng Trị"),
    _unit("hoa-binh", "Hòa Bình"),
    _unit("thai-binh", "Thái Bình"),
    _unit("dien-bien", "Điện Biên", valid_to=None),
    _unit("lai-chau", "Lai Châu", valid_to=None),
    _unit("ha-nam", "Hà Nam"),
    _unit("dak-lak", "Đắk Lắk", aliases=["Đắc Lắc", "Dak Lak"]),
    _unit("kon-tum", "Kon Tum", aliases=["Kontum"]),
    _unit("ba-ria-vung-tau", "Bà Rịa - Vũng Tàu", aliases=["Bà Rịa-Vũng Tàu", "BR-VT"]),
    _unit("ha-noi", "Hà Nội", "thành phố", valid_to=None, aliases=["Thủ đô Hà Nội", "TP. Hà Nội"]),
    _unit(
        "ho-chi-minh",
        "Hồ Chí Minh",
        "thành phố",
        aliases=["TP. Hồ Chí Minh", "TP.HCM", "TPHCM", "Thành phố Hồ Chí Minh"],
    ),
    _unit(
        "ho-chi-minh-2025",
        "Hồ Chí Minh",
        "thành phố",
        aliases=["TP. Hồ Chí Minh", "TP.HCM", "TPHCM", "Thành phố Hồ Chí Minh"],
    ),
    _unit(
        "hue",
        "Huế",
        "thành phố",
        valid_to=None,
        aliases=["Thừa Thiên Huế", "Thừa Thiên - Huế", "TP. Huế"],
        forms=[
            {"name": "Thừa Thiên Huế", "kind": "tỉnh", "valid_to": "2024-12-31"},
            {"name": "Huế", "kind": "thành phố", "valid_from": "2025-01-01"},
        ],
    ),
    _unit("bac-ninh", "Bắc Ninh"),
    _unit(
        "bac-ninh-2025",
        "Bắc Ninh",
        "thành phố",
        forms=[
            {"name": "Bắc Ninh", "kind": "tỉnh", "valid_to": "2026-09-19"},
            {"name": "Bắc Ninh", "kind": "thành phố", "valid_from": "2026-09-20"},
        ],
    ),
]
LEADERS = [
    Leader(id="pham-minh-chinh", name="Phạm Minh Chính"),
    Leader(id="luong-cuong", name="Lương Cường"),
    Leader(id="nguyen-van-an", name="Nguyễn Văn An"),
    Leader(id="nguyen-van-an-2", name="Nguyễn Văn An"),
    Leader(id="nguyen-hoa-binh", name="Nguyễn Hòa Bình"),
    Leader(id="tran-van", name="Trần Văn"),
    Leader(id="tran-van-ha", name="Trần Văn Hà"),
    Leader(id="ho-chi-minh", name="Hồ Chí Minh", other_names=["Nguyễn Ái Quốc"]),
    Leader(id="giang-pao-my", name="Giàng Páo Mỷ"),
    Leader(id="eban-y-phu", name="Êban Y Phu"),
    Leader(id="y-dham-enuol", name="Y Dhăm Ênuôl"),
]


@cache
def index() -> Index:
    """The index of all of them."""
    return Index.build(
        {r.id: r for r in RESOLUTIONS},
        {p.id: p for p in PLENUMS},
        {o.id: o for o in ORGANIZATIONS},
        {u.id: u for u in UNITS},
        {one.id: one for one in LEADERS},
    )


def lookup(table: str, key: str) -> Any:
    """What the index of all of them says of a name."""
    return index().lookup(table, key)
