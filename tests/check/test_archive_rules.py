"""Rules between records: one broken tiny archive each, with the exact place, severity and way out."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from broken import FIRST, SECOND, WITHDRAWN, Case, case, faults, warned

from giaoban.check.definitions import Nearest
from giaoban.check.references import on_cycles

PROVINCES = "provinces.yml"
BODY = "organizations/tinh-uy-song-may.yml"
BOARD = "organizations/ban-to-chuc-trung-uong.yml"
COMMITTEE = "organizations/ban-chap-hanh-trung-uong.yml"
PLAN = "resolutions/kh-902-tw-k90.yml"
DECREE = "resolutions/nq-901-tw-k90.yml"
LOCAL = "resolutions/qd-903-tu-song-may.yml"
COPY = "briefings/2024/2024-10-15-ban-sao.md"
TWIN = """---
id: 2024-10-15-ban-sao
title: Giao ban thử nghiệm tháng 10
kind: briefing
level: central
date: ⟦2024-10-15
host: ban-to-chuc-trung-uong
sources: [{id: s1, title: Bài khác}]
---
Tóm tắt.
"""

UNKNOWN = [
    case("unknown-leader", (FIRST, "{leader: le-thi-gia-dinh,", "{leader: ⟦le-thi-gia-din,"), hint="“le-thi-gia-dinh”"),
    case(
        "unknown-leader",
        (FIRST, "{leader: nguyen-van-hu-cau,", "{leader: ⟦khong-ai,"),
        (FIRST, "by: nguyen-van-hu-cau", "by: ⟦khong-ai"),
        hint="giaoban new leader --id khong-ai",
    ),
    case(
        "unknown-resolution",
        (FIRST, "{resolution: qd-903-tu-song-may,", "{resolution: ⟦qd-930-tu-song-may,"),
        (FIRST, "resolutions: [qd-903-tu-song-may]", "resolutions: [⟦qd-930-tu-song-may]"),
        hint="“qd-903-tu-song-may”",
    ),
    case("unknown-plenum", (FIRST, "{plenum: k90-tw2,", "{plenum: ⟦k90-tw3,"), hint="“k90-tw2”"),
    case(
        "unknown-province",
        (FIRST, "note: thí điểm hợp", "note: x}\n  - {province: ⟦nui-trag, note: thí điểm hợp"),
        hint="“nui-trang”",
    ),
    case(
        "unknown-province",
        (PROVINCES, "{id: song-may, page", "{id: song-may-cu, page"),
        (PROVINCES, "formed_from: [nui-trang, song-may]", "formed_from: [nui-trang, song-may-cu]"),
        (BODY, "province: song-may", "province: song-may-cu"),
        (LOCAL, "province: song-may", "province: ⟦song-may"),
        (WITHDRAWN, "province: song-may,", "province: song-may-cu,"),
        (WITHDRAWN, "{province: song-may}", "{province: ⟦song-may}"),
        (FIRST, "{province: song-may,", "{province: ⟦song-may,"),
        (FIRST, "provinces: [song-may]", "provinces: [⟦song-may]"),
        hint="song-may-",
        message="“song-may” là mã trang",
    ),
    case(
        "unknown-organization",
        (FIRST, "host: ban-to-chuc-trung-uong", "host: ⟦ban-to-chuc-tw"),
        hint="“ban-to-chuc-trung-uong”",
    ),
    case(
        "unknown-organization",
        ("series.yml", "host: tinh-uy-song-may", "host: ⟦tinh-uy-song-mai"),
        hint="“tinh-uy-song-may”",
    ),
    case(
        "unknown-organization",
        (PLAN, "issuer: ban-to-chuc-trung-uong", "issuer: ⟦ban-to-chuc"),
        hint="ban-to-chuc-trung-uong",
    ),
    case(
        "unknown-organization",
        (BOARD, "parent: ban-chap-hanh-trung-uong", "parent: ⟦ban-chap-hanh"),
        hint="“ban-chap-hanh-trung-uong”",
    ),
    case("unknown-province", (BODY, "province: song-may", "province: ⟦song-mai"), hint="“song-may”"),
    case(
        "unknown-series",
        (FIRST, "series: trung-uong-hang-thang", "series: ⟦trung-uong-thang"),
        hint="“trung-uong-hang-thang”",
    ),
    case("unknown-topic", (FIRST, "topics: [sap-xep-to-chuc,", "topics: [⟦sap-xep,"), hint="“sap-xep-to-chuc”"),
    case("unknown-resolution", (PLAN, "[nq-901-tw-k90]", "[⟦nq-910-tw-k90]"), hint="“nq-901-tw-k90”"),
    case("unknown-plenum", (DECREE, "plenum: k90-tw2", "plenum: ⟦k09-tw2"), hint="“k90-tw2”"),
    case("unknown-province", (PROVINCES, "code_of: nui-trang", "code_of: ⟦nui-trng"), hint="“nui-trang”"),
    case(
        "unknown-briefing",
        (SECOND, "host:", "apart_from: [⟦2024-10-15-giao-ban-thang-10]\nhost:"),
        hint="thang-10-2024",
    ),
    *(
        case(f"unknown-{kind}", edit, hint=hint, message=message)
        for kind, edit, hint, message in (
            (
                "leader",
                (FIRST, "{leader: le-thi-gia-dinh", "{leader: ⟦nq-901-tw-k90"),
                "mã của lãnh đạo",
                "của văn bản",
            ),
            ("organization", (FIRST, "host: ban-to-chuc-trung-uong", "host: ⟦dao-gio"), "mã của cơ quan", "đơn vị"),
            (
                "briefing",
                (SECOND, "host:", "apart_from: [⟦trung-uong-hang-thang]\nhost:"),
                "mã của cuộc họp",
                "của chuỗi",
            ),
        )
    ),
    case("unknown-page", (PROVINCES, "page: dao-gio,", "page: ⟦dao-go,"), hint="“dao-gio”", also=["page-without-unit"]),
]

TIME = [
    case(
        "province-not-then",
        (FIRST, "{province: song-may,", "{province: ⟦song-may-2025,"),
        (FIRST, "provinces: [song-may]", "provinces: [⟦song-may-2025]"),
        hint="đơn vị lúc đó: “song-may”",
        message="có từ ngày 1-7-2025",
    ),
    case(
        "province-not-then",
        (SECOND, "{province: song-may-2025,", "{province: ⟦nui-trang,"),
        hint="đơn vị lúc đó: “song-may-2025”",
        message="chỉ có đến ngày 30-6-2025",
    ),
    case(
        "province-not-then",
        (LOCAL, "province: song-may", "date: 2025-09\nprovince: ⟦song-may"),
        (FIRST, "relation: reported, cited: [Quy định", "relation: drafted, cited: [Quy định"),
        hint="“song-may-2025”",
        also=["source-before-document"],
    ),
    warned(
        "host-not-then",
        (WITHDRAWN, "date: 2025-01-10", "date: 2025-07-10"),
        (WITHDRAWN, "host: tinh", "host: ⟦tinh"),
        (WITHDRAWN, "province: song-may,", "province: song-may-2025,"),
        (WITHDRAWN, "{province: song-may}", "{province: song-may-2025}"),
        (WITHDRAWN, "published: 2025-01-11", "published: 2025-07-11"),
        hint="“song-may-2025”",
    ),
    case(
        "resolution-after-meeting",
        (PLAN, "date: 2024-09", "date: 2025-10"),
        (SECOND, "{resolution: kh-902-tw-k90,", "{resolution: ⟦kh-902-tw-k90,"),
        hint="drafted",
        message="tháng 10-2025",
        also=["source-before-document"],
    ),
    case(
        "resolution-after-meeting",
        (DECREE, "date: 2024-03-20", "date: 2024-10-16"),
        (FIRST, "{resolution: nq-901-tw-k90,", "{resolution: ⟦nq-901-tw-k90,"),
        (
            "resolutions/nq-901-tw-k89.yml",
            "",
            "id: nq-901-tw-k89\nsymbol: 901-NQ/TW\ntype: Nghị quyết\nterm: LXXXIX\ndate: 2019\nsources: [{id: s1, title: X}]\n",
        ),
        hint="“nq-901-tw-k89”",
        also=["resolution-order", "source-before-document"],
    ),
    case(
        "plenum-after-meeting",
        ("plenums.yml", "date: 2024-03-04/2024-03-08", "date: 2025-03"),
        (FIRST, "{plenum: k90", "{plenum: ⟦k90"),
        hint="tasked",
        also=["resolution-before-plenum"],
    ),
    warned("resolution-before-plenum", (DECREE, "date: 2024-03-20", "date: ⟦2024-02-20"), hint="plenum"),
    warned("term-mismatch", (DECREE, "term: XC", "term: ⟦XCI"), hint="plenum"),
    *(
        warned(
            "term-mismatch",
            (PLAN, "term: XC\ndate: 2024-09", f"term: ⟦{term}\ndate: {day}"),
            (PLAN, "implements: [nq-901-tw-k90]\n", ""),
            hint="date",
            message=message,
        )
        for term, day, message in (
            ("XII", "2016-01-20", "trước Đại hội XII"),
            ("XII", "2021-02-03", "khi đã là khóa XIII"),
        )
    ),
    warned(
        "plenum-order",
        (
            "plenums.yml",
            "",
            "  - {id: k90-tw3, name: Hội nghị Trung ương 3 khóa XC, term: XC, number: 3, date: 2023-10}\n",
        ),
        ("plenums.yml", "date: 2024-03-04/2024-03-08", "date: ⟦2024-03-04/2024-03-08"),
        hint="number",
        message="tháng 10-2023",
    ),
    case(
        "resolution-order",
        (PLAN, "date: 2024-09", "date: 2024-02"),
        (PLAN, "[nq-901-tw-k90]", "[⟦nq-901-tw-k90]"),
        hint="văn bản kia",
    ),
    case(
        "resolution-cycle",
        (LOCAL, "title_as_cited", "replaces: [⟦kh-902-tw-k90]\ntitle_as_cited"),
        (PLAN, "implements:", "replaces: [⟦qd-903-tu-song-may]\nimplements:"),
        hint="ban hành sau",
    ),
    case(
        "organization-cycle",
        (COMMITTEE, "aliases", "parent: ⟦ban-to-chuc-trung-uong\naliases"),
        (BOARD, "parent: ban-chap-hanh-trung-uong", "parent: ⟦ban-chap-hanh-trung-uong"),
        hint="parent",
    ),
    case(
        "future-date",
        (SECOND, 'date: "[2025-08-01..2025-09-15]"', "date: ⟦2027-08-01"),
        (SECOND, "period: 2025-40", "period: 2027"),
        (SECOND, "published: 2025-09-15", "published: ⟦2027-09-15"),
        hint="xem lại",
        message="22-11-2026",
        also=["due-before-meeting"],
    ),
    case("future-date", (LOCAL, "date: 2026-02-01", "date: ⟦2062-02-01"), hint="năm"),
    case("future-date", ("plenums.yml", "accessed: 2026-01-05", "accessed: ⟦2026-11-24"), hint="ngày"),
    case("future-date", (PROVINCES, "accessed: 2026-01-05", "accessed: ⟦2027-01-05"), hint="ngày"),
]

JOINS = [
    case(
        "unknown-item",
        (SECOND, '"2024-10-15-giao-ban-thang-10-2024#t2"', '⟦"2024-10-15-giao-ban-thang-10-2024#t22"'),
        hint="“t2”",
    ),
    case(
        "unknown-item",
        (SECOND, '"2024-10-15-giao-ban-thang-10-2024#t1"', '⟦"2024-10-15-giao-ban-thang-10-2042#t1"'),
        hint="“2024-10-15-giao-ban-thang-10-2024”",
    ),
    case(
        "unknown-item",
        (SECOND, '"2024-10-15-giao-ban-thang-10-2024#t2"', '⟦"2024-10-15-giao-ban-thang-10-2024#r9"'),
        (
            FIRST,
            "figures:\n",
            "".join(f"  - {{id: t{n}, text: Việc thứ {n} khác hẳn.}}\n" for n in range(3, 40)) + "figures:\n",
        ),
        hint="t11, t12 …",
    ),
    case(
        "join-not-earlier",
        (SECOND, '"2024-10-15-giao-ban-thang-10-2024#t2"', '⟦"2025-giao-ban-sau-sap-nhap#t1"'),
        hint="cuộc họp trước",
    ),
    case(
        "join-not-earlier",
        (FIRST, "cán bộ hư cấu., source: s1}", 'cán bộ hư cấu., continues: ⟦"2025-giao-ban-sau-sap-nhap#t1"}'),
        hint="đổi chiều",
    ),
    warned(
        "join-not-task",
        (SECOND, '"2024-10-15-giao-ban-thang-10-2024#t2"', '⟦"2024-10-15-giao-ban-thang-10-2024#h1"'),
        hint="nhiệm vụ",
    ),
    warned(
        "withdrawn-item",
        (SECOND, '["2024-10-15-giao-ban-thang-10-2024#t1"]', "[⟦2025-01-10-song-may-tong-ket-2024#r1]"),
        hint="thay thế",
    ),
    case(
        "join-cycle",
        (FIRST, "date: 2024-10-15\n", 'date: "[2024-10-15..2025-10-01]"\n'),
        (FIRST, "cán bộ hư cấu., source: s1}", 'cán bộ hư cấu., continues: ⟦"2025-giao-ban-sau-sap-nhap#t1"}'),
        (SECOND, '"2024-10-15-giao-ban-thang-10-2024#t2"', '⟦"2024-10-15-giao-ban-thang-10-2024#t2"'),
        hint="họp sau",
    ),
    warned("possible-duplicate", (COPY, "", TWIN), (FIRST, "date: 2024-10-15\n", "date: ⟦2024-10-15\n"), hint="gộp"),
    warned(
        "possible-duplicate",
        (PLAN, "symbol: 902-KH/TW", "symbol: ⟦902-KH/TW"),
        (
            "resolutions/kh-902.yml",
            "",
            "id: kh-902\nsymbol: ⟦902 - kh/tw\ntype: Kế hoạch\nsources: [{id: s1, title: X}]\n",
        ),
        hint="issuer",
        also=["symbol-form"],
    ),
    *(
        warned(
            "possible-duplicate",
            (PLAN, "symbol: 902-KH/TW", "symbol: ⟦902-KH/TW"),
            (
                "resolutions/kh-902.yml",
                "",
                f"id: kh-902\nsymbol: ⟦{written}\ntype: Kế hoạch\nsources: [{{id: s1, title: X}}]\n",
            ),
            hint="issuer",
            also=["symbol-form"],
        )
        for written in ("902\u2010KH/TW", "902\u2011KH/TW", "902–KH/TW", "902−KH/TƯ", "0902-KH/T.Ư", "902-KH/ TW")
    ),
    warned(
        "possible-duplicate",
        ("leaders/le-thi-gia-dinh.yml", "name: Lê Thị Giả Định\n", "name: ⟦Lê Thị Giả Định\n"),
        ("leaders/le-gia-dinh.yml", "", "id: le-gia-dinh\nname: ⟦Lê thị giả định\nnote: Khác.\n"),
        hint="distinct",
        also=["name-form"],
    ),
    warned(
        "possible-duplicate",
        ("leaders/le-thi-gia-dinh.yml", "name: Lê Thị Giả Định\n", "name: ⟦Lê Thị Giả Định\ndistinct: Đảo Gió\n"),
        ("leaders/le-gia-dinh.yml", "", "id: le-gia-dinh\nname: ⟦Lê Thị Giả Định\ndistinct: Đảo Gió\n"),
        hint="distinct",
    ),
    case(
        "duplicate-id",
        (FIRST, "id: 2024-10-15-giao-ban-thang-10-2024\n", "id: ⟦2024-10-15-giao-ban-thang-10-2024\n"),
        (
            "briefings/2023/2024-10-15-giao-ban-thang-10-2024.md",
            "",
            TWIN.replace("id: 2024-10-15-ban-sao", "id: ⟦2024-10-15-giao-ban-thang-10-2024").replace(
                "⟦2024-10-15\n", "2024-10-15\n"
            ),
        ),
        hint="gộp",
        message="briefings/202",
    ),
    warned("series-level", (FIRST, "level: central", "level: ⟦cluster"), hint="series", message="“central”"),
]

LINKS = [
    case(
        "dead-link",
        (FIRST, "(/van-ban/nq-901-tw-k90/)", "(⟦/van-ban/nq-910-tw-k90/)"),
        hint="“/van-ban/nq-901-tw-k90/”",
    ),
    case("dead-link", (FIRST, "(/tinh/nui-trang/)", "(⟦/tinh/nui-trang)"), hint="viết /tinh/nui-trang/"),
    case("dead-link", (FIRST, "(/tinh/nui-trang/)", "(⟦/tnh/nui-trang/)"), hint="/tinh/"),
    case("dead-link", (FIRST, "(/tinh/nui-trang/)", "(⟦/tinh/song-may-2025/)"), hint="“/tinh/song-may/”"),
    case("dead-link", (FIRST, "(/tinh/nui-trang/)", "(⟦/tinh/nui-trang/#t1)"), hint="bỏ phần"),
    case("dead-link", (FIRST, "(/tinh/nui-trang/)", "(⟦/tinhthanh/)"), hint="/tinh/"),
    case("dead-link", (FIRST, "(/tinh/nui-trang/)", "(⟦/nam/2023/)"), hint="/nam/202"),
    case(
        "dead-link",
        (SECOND, "2024/#t1)", "2024/#t1)"),
        (SECOND, "(/hop/2024-10-15-giao-ban-thang-10-2024/#t1)", "(⟦/hop/2024-10-15-giao-ban-thang-10-2024/#t11)"),
        hint="“t1”",
    ),
    case(
        "dead-link",
        (SECOND, "(/tinh/song-may/)", "(⟦/hop/2025-01-10-song-may-tong-ket-2024/#r1)"),
        hint="viết /hop/2025-01-10-song-may-tong-ket-2024/",
        message="đã rút",
    ),
    case("dead-link", (SECOND, "(/tinh/song-may/)", "(⟦/hop/x/y/)"), hint="/hop/"),
]

UNITS = [
    case(
        "merger-mismatch",
        (PROVINCES, "formed_from: [nui-trang, song-may]", "formed_from: [song-may]"),
        (
            PROVINCES,
            "region: Vùng cao Mẫu,\n     valid_to: 2025-06-30, merged_into: song",
            "region: Vùng cao Mẫu,\n     valid_to: 2025-06-30, merged_into: ⟦song",
        ),
        hint="thêm “nui-trang” vào formed_from",
    ),
    case(
        "merger-mismatch",
        (PROVINCES, "formed_from: [nui-trang, song-may]", "formed_from: [nui-trang, song-may, ⟦dao-gio]"),
        hint="merged_into: song-may-2025",
    ),
    case(
        "merger-dates",
        (
            PROVINCES,
            "region: Vùng cao Mẫu,\n     valid_to: 2025-06-30",
            "region: Vùng cao Mẫu,\n     valid_to: ⟦2025-06-29",
        ),
        hint="ngay trước",
    ),
    case(
        "merger-dates",
        (
            PROVINCES,
            "region: Vùng cao Mẫu,\n     valid_to: 2025-06-30, merged_into: song",
            "region: Vùng cao Mẫu, merged_into: ⟦song",
        ),
        hint="ngay trước",
    ),
    case(
        "eras-overlap",
        (PROVINCES, "page: nui-trang,", "page: song-may,"),
        (PROVINCES, "{id: song-may, page: song-may,", "{id: song-may, page: ⟦song-may,"),
        hint="valid_from",
        also=["page-without-unit"],
    ),
    case(
        "page-without-unit",
        (
            PROVINCES,
            "  - {id: song-may, name: Sông Mây}\n",
            "  - {id: song-may, name: Sông Mây}\n  - {id: ⟦bien-xa, name: Biển Xa}\n",
        ),
        hint="xóa trang",
    ),
]

MONTHLY = "    scope: Cuộc họp hư cấu mỗi tháng của Ban Tổ chức Trung ương với các tỉnh.\n"
SOURCES = "sources: [{id: s1, title: X}]"


def listed(*lines: str) -> tuple[str, str, str]:
    """The monthly series with more lines."""
    return ("series.yml", MONTHLY, MONTHLY + "".join(f"    {line}\n" for line in lines))


def excepted(period: str, sources: str = SOURCES) -> str:
    """One entry of a series' exceptions."""
    return f"  - {{period: {period}, reason: Không họp., {sources}}}"


SERIES = [
    case("series-period", listed("first: ⟦2024", SOURCES), hint="2018-11"),
    case("series-period", listed("last: ⟦2024-10?", SOURCES), hint="chắc chắn"),
    case("series-period", listed("exceptions:", excepted("⟦2024-33")), hint="2018-11"),
    case(
        "series-period", ("series.yml", "rhythm: yearly", "rhythm: weekly\n    last: ⟦2024\n    " + SOURCES), hint="xóa"
    ),
    case("no-source", listed("first: ⟦2024-10"), hint="sources"),
    case("no-source", listed("exceptions:", excepted("2024-09", "sources: ⟦[]")), hint="sources"),
    case("missing-key", listed("exceptions:", "  - ⟦{period: 2024-09, " + SOURCES + "}"), hint="reason"),
    case("series-bounds", listed("first: ⟦2024-11", SOURCES), hint="first", message="2024-10-15-giao-ban"),
    case("series-bounds", listed("last: ⟦2024-09", SOURCES), hint="last", message="2024-10-15-giao-ban"),
    case("series-bounds", listed("first: 2024-09", SOURCES, "exceptions:", excepted("⟦2024-08")), hint="first, last"),
    case(
        "series-bounds",
        ("series.yml", "rhythm: yearly", "rhythm: yearly\n    first: 2024\n    last: ⟦2023\n    " + SOURCES),
        hint="đổi chỗ",
    ),
    case("exception-held", listed("exceptions:", excepted("⟦2024-10")), hint="xóa", message="2024-10-15-giao-ban"),
    case("duplicate-exception", listed("exceptions:", excepted("2024-11"), excepted("⟦2024-11")), hint="gộp"),
    case("future-date", listed("last: ⟦2027-01", SOURCES), hint="năm"),
    case("future-date", listed("sources: [{id: s1, title: X, accessed: ⟦2027-01-05}]"), hint="năm"),
    case("future-date", listed("exceptions:", excepted("⟦2026-12")), hint="năm"),
    case(
        "future-date",
        listed("exceptions:", excepted("2024-11", "sources: [{id: s1, title: X, accessed: ⟦2027-01-05}]")),
        hint="năm",
    ),
    case("duplicate-id", listed("sources: [{id: s1, title: X}, {id: ⟦s1, title: Y}]"), hint="s2"),
    case(
        "duplicate-id",
        listed("exceptions:", excepted("2024-11", "sources: [{id: s1, title: X}, {id: ⟦s1, title: Y}]")),
        hint="s2",
    ),
]


@pytest.mark.parametrize("broken", [*UNKNOWN, *TIME, *JOINS, *LINKS, *UNITS, *SERIES], ids=lambda c: c.name)
def test_each_rule_names_its_place(broken: Case, holds: Callable[[Case], None]) -> None:
    holds(broken)


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/hop/",
        "/nam/",
        "/nam/2024/",
        "/tinh/song-may/",
        "/chuoi/song-may-hang-nam/",
        "/chu-de/cong-tac-can-bo/",
        "/hoi-nghi/k90-tw2/",
        "/lanh-dao/le-thi-gia-dinh/",
        "/hop/2025-01-10-song-may-tong-ket-2024/",
        "/hop/2024-10-15-giao-ban-thang-10-2024/#f2",
        "/gioi-thieu/",
        "/huong-dan/",
        "/dinh-chinh/",
        "/do-phu/",
    ],
)
def test_addresses_of_the_site_are_alive(target: str, content: Path) -> None:
    file = content / SECOND
    file.write_text(file.read_text("utf-8") + f"\n[x]({target})\n", "utf-8")
    assert faults(content) == []


def test_two_meetings_of_one_day_may_say_so(content: Path) -> None:
    (content / COPY).write_text(TWIN.replace("⟦", "").replace("host:", "time: morning\nhost:"), "utf-8")
    first = content / FIRST
    first.write_text(first.read_text("utf-8").replace("\nhost:", "\ntime: afternoon\nhost:"), "utf-8")
    assert faults(content) == []


def test_two_meetings_of_one_day_may_be_told_apart_by_one_of_them(content: Path) -> None:
    first = re.search(r"^id: (.*)$", (content / FIRST).read_text("utf-8"), re.MULTILINE)
    assert first
    (content / COPY).write_text(TWIN.replace("⟦", "").replace("host:", f"apart_from: [{first[1]}]\nhost:"), "utf-8")
    assert faults(content) == []


def test_a_meeting_between_two_days_may_name_units_of_either_side(content: Path) -> None:
    second = content / SECOND
    text = second.read_text("utf-8").replace("[2025-08-01..2025-09-15]", "[2025-06-30..2025-09-15]")
    text = text.replace("{province: dao-gio}", "{province: nui-trang}").replace(
        "as_of: 2025-08-01", "as_of: 2025-06-30"
    )
    second.write_text(text, "utf-8")
    assert faults(content) == []


def test_what_is_drafted_or_mentioned_may_come_later(content: Path) -> None:
    first = content / FIRST
    text = first.read_text("utf-8").replace("relation: [implemented, tasked]", "relation: [drafted, tasked]")
    first.write_text(text.replace("relation: studied", "relation: tasked"), "utf-8")
    for path, old, new in (
        ("plenums.yml", "2024-03-04/2024-03-08", "2024-12"),
        (DECREE, "date: 2024-03-20", "date: 2024-12-20"),
        (DECREE, "published: 2024-03-21", "published: 2024-12-21"),
        (PLAN, "date: 2024-09", "date: 2025-02"),
        (PLAN, "published: 2024-10-16", "published: 2025-02-16"),
    ):
        (content / path).write_text((content / path).read_text("utf-8").replace(old, new), "utf-8")
    assert faults(content) == []


def test_cycles_are_only_what_goes_round() -> None:
    graph = {"a": ["b"], "b": ["c"], "c": ["b", "d"], "d": [], "e": ["e"], "f": ["a"]}
    assert set(on_cycles(graph)) == {("b", "c"), ("c", "b")}


def test_the_nearest_id_is_found_among_many() -> None:
    chance = random.Random(1)
    words = [f"{a}{b}" for a in "bcdghklmnt" for b in ("an", "ang", "inh", "oa", "uyen", "ep")]
    known = {"-".join(chance.choices(words, k=3)) for _ in range(30_000)} | {"nguyen-van-hu-cau"}
    nearest = Nearest(known)
    assert nearest.hint("nguyen-van-hu-cao") == "Có phải “nguyen-van-hu-cau” không?"
    assert nearest.hint("xguyen-van-hu-cau") == "Có phải “nguyen-van-hu-cau” không?"
    assert nearest.hint("0", "thêm vào") == "thêm vào"
