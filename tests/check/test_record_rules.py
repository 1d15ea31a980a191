"""Rules for one record: one broken file each, with the exact place, severity and way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from broken import FIRST, SECOND, WITHDRAWN, Case, case, examined, faults, warned

from giaoban.findings import INCOMPLETE, Finding

LEADER = "leaders/le-thi-gia-dinh.yml"
RESOLUTION = "resolutions/kh-902-tw-k90.yml"
END = "- Rà soát quy hoạch, theo tinh thần"

CASES = [
    case(
        "id-not-file-name",
        (LEADER, "id: le-thi-gia-dinh", "id: ⟦le-thi-gia-din"),
        hint="id: le-thi-gia-dinh",
        message="“le-thi-gia-din”",
    ),
    case("duplicate-id", (FIRST, "{id: t2,", "{id: ⟦t1,"), hint="t2", message="nhiệm vụ", also=["unknown-item"]),
    case("duplicate-id", (FIRST, "{id: s2,", "{id: ⟦s1,"), hint="s2", message="nguồn"),
    case(
        "duplicate-id",
        ("topics.yml", "{id: sap-xep-to-chuc,", "{id: ⟦cong-tac-can-bo,"),
        hint="gộp lại",
        message="dòng 2",
        also=["unknown-topic"],
    ),
    case(
        "duplicate-id",
        ("plenums.yml", "      - {id: s1,", "      - {id: s1, title: Một}\n      - {id: ⟦s1,"),
        hint="s2",
    ),
    case("wrong-value", (FIRST, "{id: h1,", "{id: ⟦t9,"), hint="h9", message="hạn chế"),
    case("wrong-value", (FIRST, "{id: f2,", "{id: ⟦fa2,"), hint="f2", also=["unknown-item"]),
    case("wrong-value", ("provinces.yml", "{id: s1,", "{id: ⟦r1,"), hint="s1"),
    case(
        "unknown-source",
        (FIRST, "Rà soát quy hoạch cán bộ hư cấu., source: s1", "Rà soát., source: ⟦s7"),
        hint="s1, s2",
    ),
    case(
        "unknown-source",
        (FIRST, "Rà soát quy hoạch cán bộ hư cấu., source: s1", "Rà soát., source: [s1, ⟦s22]"),
        hint="“s2”",
    ),
    case("unknown-source", (RESOLUTION, "source: s1}", "source: ⟦s3}"), hint="s1"),
    case("unknown-item", (FIRST, "item: f2}", "item: ⟦f3}"), hint="r1, r2, h1", message="“f3”"),
    case(
        "unknown-item",
        (LEADER, "", "corrections: [{date: 2026-01-01, what: Sửa tên., item: ⟦t1}]\n"),
        hint="bỏ dòng item",
    ),
    *(
        warned("duplicate-entry", (FIRST, old, new), hint="xóa một lần")
        for old, new in (
            ("part: [chair, spoke]", "part: [chair, ⟦chair]"),
            ("as: [Trưởng Ban Tổ chức Trung ương], source", "as: [Trưởng Ban, ⟦Trưởng Ban], source"),
            ("relation: [implemented, tasked]", "relation: [tasked, ⟦tasked]"),
            ("cited: [Quy định 903-QĐ/TU]", "cited: [Quy định 903, ⟦Quy định 903]"),
            ("attendance: [Đại diện ba tỉnh hư cấu]", "attendance: [Đại diện, ⟦Đại diện]"),
        )
    ),
    case(
        "self-reference",
        (SECOND, "kind: interim-review\n", "kind: interim-review\napart_from: [⟦2025-giao-ban-sau-sap-nhap]\n"),
        hint="cuộc họp kia",
    ),
    warned(
        "duplicate-entry",
        (
            FIRST,
            "  - {leader: le-thi-gia-dinh,",
            "  - {leader: ⟦nguyen-van-hu-cau, part: spoke}\n  - {leader: le-thi-gia-dinh,",
        ),
        hint="gộp hai mục",
        message="nguyen-van-hu-cau",
    ),
    warned(
        "duplicate-entry",
        (SECOND, "resolutions:\n", "resolutions:\n  - {resolution: kh-902-tw-k90, relation: mentioned, cited: [KH]}\n"),
        (SECOND, "{resolution: kh-902-tw-k90, relation: reported", "{resolution: ⟦kh-902-tw-k90, relation: reported"),
        hint="relation",
    ),
    warned("duplicate-entry", (SECOND, "  - {province: dao-gio}", "  - {province: ⟦song-may-2025}"), hint="gộp"),
    warned(
        "duplicate-entry",
        (FIRST, "[sap-xep-to-chuc, cong-tac-can-bo]", "[cong-tac-can-bo, ⟦cong-tac-can-bo]"),
        hint="xóa",
    ),
    warned(
        "duplicate-entry",
        (FIRST, "resolutions: [nq-901-tw-k90], by:", "resolutions: [nq-901-tw-k90, ⟦nq-901-tw-k90], by:"),
        hint="xóa một lần",
    ),
    warned("duplicate-entry", ("topics.yml", "name: Sắp xếp tổ chức bộ máy", "name: ⟦Công tác cán bộ"), hint="đổi tên"),
    warned(
        "duplicate-entry",
        ("plenums.yml", "", "  - {id: k90-tw3, name: Hội nghị Trung ương 3, term: XC, number: ⟦2}\n"),
        hint="gộp",
        message="lần thứ 2 khóa XC",
    ),
    warned(
        "accessed-before-published",
        (FIRST, "Phóng Viên Mẫu, accessed: 2026-01-05", "Phóng Viên Mẫu, accessed: ⟦2024-10-01"),
        hint="published",
    ),
    case(
        "withdrawn-unexplained",
        (WITHDRAWN, "status: withdrawn", "status: ⟦withdrawn"),
        (WITHDRAWN, "corrections:\n  - {date: 2026-04-01, what: Rút bản ghi vì bài báo kể một hội nghị khác.}\n", ""),
        hint="corrections",
    ),
    warned(
        "no-summary",
        (
            SECOND,
            """
Cuộc họp hư cấu xem lại việc giao [lần trước](/hop/2024-10-15-giao-ban-thang-10-2024/#t1) và tình hình
[Sông Mây](/tinh/song-may/) sau sắp xếp.
""",
            "⟦\n",
        ),
        hint="---",
    ),
    warned("due-before-meeting", (FIRST, "due: 2024-12", "due: ⟦2023-12"), hint="due", message="tháng 12-2023"),
    warned(
        "as-of-after-meeting", (FIRST, "as_of: 2024-09-30", "as_of: ⟦2024-10-30"), hint="period", message="30-10-2024"
    ),
    warned("period-far", (FIRST, "period: 2024-10\n", "period: ⟦2042-10\n"), hint="năm"),
    warned("source-before-meeting", (SECOND, "published: 2025-09-15", "published: ⟦2025-07-15"), hint="nguồn kể lại"),
    warned(
        "source-before-meeting",
        (SECOND, "published: 2025-09-15", "accessed: ⟦2025-07-15"),
        hint="xem lại accessed",
    ),
    warned(
        "source-before-document",
        ("resolutions/nq-901-tw-k90.yml", "published: 2024-03-21", "published: ⟦2023-03-21"),
        hint="published",
        message="20-3-2024",
    ),
    warned(
        "source-before-plenum",
        ("plenums.yml", "accessed: 2026-01-05", "accessed: ⟦2024-01-05"),
        hint="accessed",
    ),
    *(
        warned("correction-too-early", (path, old, new), hint="ngày sửa", message=message)
        for path, old, new, message in (
            (FIRST, "{date: 2026-03-01, what", "{date: ⟦2024-03-01, what", "trước cuộc họp (15-10-2024)"),
            (
                SECOND,
                "topics:",
                "corrections: [{date: ⟦2025-09-01, what: Sửa.}]\ntopics:",
                "nguồn đầu tiên đăng (15-9-2025)",
            ),
            (
                "resolutions/qd-903-tu-song-may.yml",
                "date: 2026-02-01, what",
                "date: ⟦2024-02-01, what",
                "nguồn đầu tiên đăng (16-10-2024)",
            ),
            (RESOLUTION, "", "corrections: [{date: ⟦2024-08-01, what: Sửa.}]\n", "trước ngày ban hành (tháng 9-2024)"),
        )
    ),
    *(
        warned("duplicate-entry", (FIRST, old, new), hint=hint, message=message)
        for old, new, hint, message in (
            (
                "text: Rà soát quy hoạch cán bộ hư cấu.,",
                "text: ⟦HOÀN THÀNH  kho lưu trữ thử nghiệm,",
                "viết rõ",
                "giống hệt mục t1",
            ),
            (
                "text: Một số nơi ghi chép còn chậm.",
                "text: ⟦Sông Mây báo cáo về quy định ghi chép.",
                "viết rõ",
                "mục r2",
            ),
            (
                "{text: Cuộc họp này là hư cấu., source: s1}",
                "{text: Cuộc họp này là hư cấu., source: s1}\n  - {text: ⟦Cuộc họp này là hư cấu.}",
                "viết rõ",
                "ghi chú thứ 1",
            ),
            (
                "province: nui-trang}\ntopics",
                """province: nui-trang}
  - {id: f3, value: 107, unit: hồ sơ, what: ⟦hồ sơ của Núi Trăng, bound: over, province: nui-trang}
topics""",
                "viết rõ",
                "giống hệt f2",
            ),
        )
    ),
    warned(
        "unlisted-person",
        (
            FIRST,
            "  - {leader: nguyen-van-hu-cau, part: [chair, spoke], as: [Trưởng Ban Tổ chức Trung ương], source: s1}\n",
            "",
        ),
        (FIRST, "by: nguyen-van-hu-cau", "by: ⟦nguyen-van-hu-cau"),
        hint="people",
    ),
    warned(
        "uncited-resolution",
        (FIRST, "  - {resolution: qd-903-tu-song-may, relation: reported, cited: [Quy định 903-QĐ/TU]}\n", ""),
        (FIRST, "resolutions: [qd-903-tu-song-may]", "resolutions: [⟦qd-903-tu-song-may]"),
        hint="cited",
    ),
    case(
        "no-name",
        (RESOLUTION, "id: kh-902-tw-k90\nsymbol: 902-KH/TW\n", "id: ⟦kh-902-tw-k90\n"),
        (RESOLUTION, "title_as_cited: Thực hiện nghị quyết về kho lưu trữ thử nghiệm\n", ""),
        hint="symbol",
    ),
    case("self-reference", (RESOLUTION, "[nq-901-tw-k90]", "[nq-901-tw-k90, ⟦kh-902-tw-k90]"), hint="xóa"),
    case(
        "self-reference",
        ("provinces.yml", "formed_from: [nui-trang, song-may]", "formed_from: [nui-trang, song-may, ⟦song-may-2025]"),
        hint="đơn vị kia",
        also=["merger-mismatch"],
    ),
    case(
        "dates-out-of-order",
        ("provinces.yml", "region: Biển Mẫu,", "region: Biển Mẫu, valid_from: 2026-01-02, valid_to: ⟦2026-01-01,"),
        (
            "provinces.yml",
            """,
     forms: [{name: Đảo Gió, kind: tỉnh, valid_to: 2024-12-31},
             {name: Đảo Gió, kind: thành phố, valid_from: 2025-01-01, basis: Nghị quyết 900/2024/QH99}]""",
            "",
        ),
        hint="hai ngày",
        also=["province-not-then"],
    ),
    case(
        "dates-out-of-order",
        (
            "provinces.yml",
            "valid_from: 2025-01-01, basis: Nghị quyết 900",
            "valid_from: ⟦2024-12-31, basis: Nghị quyết 900",
        ),
        hint="valid_to",
    ),
    case(
        "dates-out-of-order",
        ("provinces.yml", "region: Biển Mẫu,", "region: Biển Mẫu, valid_from: 2025-01-02,"),
        ("provinces.yml", "{name: Đảo Gió, kind: thành phố,", "⟦{name: Đảo Gió, kind: thành phố,"),
        hint="valid_from",
        also=["province-not-then"],
    ),
]

BODY = [
    case("html-in-body", (FIRST, END, "- x ⟦<script>alert(1)⟦</script>\n" + END), hint="Markdown", message="<"),
    case("html-in-body", (FIRST, END, "⟦<!-- ghi chú -->\n\n" + END), hint="dấu cách"),
    case("html-in-body", (FIRST, END, "- ⟦<img src=x onerror=alert(1)>\n" + END), hint="Markdown"),
    case("unsafe-link", (FIRST, END, "- [x](⟦javascript:alert(1))\n" + END), hint="https://", message="javascript"),
    case("unsafe-link", (FIRST, END, "- [x](⟦&#106;avaScript:alert(1))\n" + END), hint="https://"),
    case("unsafe-link", (FIRST, END, "- [x](⟦java\nscript:alert(1))\n" + END), hint="https://"),
    case("unsafe-link", (FIRST, END, "- [x](< ⟦vbscript:x>)\n" + END), hint="https://"),
    case("unsafe-link", (FIRST, END, "- [x][1]\n\n[1]: ⟦data:text/html;base64,x\n\n" + END), hint="https://"),
    case("unsafe-link", (FIRST, END, "- <⟦javascript:alert(1)>\n" + END), hint="https://"),
    case("unsafe-link", (FIRST, END, "- [x](⟦//evil.example/)\n" + END), hint="https://evil.example"),
    case("unsafe-link", (FIRST, END, "- [x](⟦/\\evil.example/)\n" + END), hint="https:"),
    case("malformed-link", (FIRST, END, "- [x](⟦hop/abc)\n" + END), hint="/hop/"),
    case("malformed-link", (FIRST, END, "- [x](⟦https://a.example/b c)\n" + END), hint="https://"),
    case("malformed-link", (FIRST, END, "- [x](⟦mailto:a@b.example)\n" + END), hint="https://"),
    case("malformed-link", (FIRST, END, "- [x](⟦)\n" + END), hint="/hop/"),
    case("dead-link", (FIRST, "(#r1)", "(⟦#r11)"), hint="“r1”", message="#r11"),
    case("dead-link", (FIRST, "(#r1)", "(⟦#muc-khong-co)"), hint="#t1"),
    case("image-in-body", (FIRST, END, "- xem ⟦![ảnh](/hop/)\n" + END), hint="bỏ ảnh"),
    warned("heading-level", (FIRST, "## Kết quả", "⟦# Kết quả"), hint="##"),
]

GOOD = [
    '- [x](https://vi.wikipedia.org/wiki/H%C3%A0_N%E1%BB%99i_(th%E1%BB%A7_%C4%91%C3%B4) "tên (phụ")',
    "- [mục](#muc-nhiem-vu), [nguồn](#s2), [số liệu](#f2), [nhiệm vụ](#t2 'việc')",
    "- <https://bao.example/a?b=c&d=e> và `<b>` và ``[x](javascript:1) ` ``",
    "- nhỏ hơn: a < b, a<5, 3 <= 4; ngoặc [1] và [2](/hop/), (a), \\[x\\](y)",
    '[nguồn ấy]: https://bao.example/x "tên"',
    "Câu [ghi chú]: không phải định nghĩa.",
]


@pytest.mark.parametrize("broken", [*CASES, *BODY], ids=lambda c: c.name)
def test_each_rule_names_its_place(broken: Case, holds: Callable[[Case], None]) -> None:
    holds(broken)


@pytest.mark.parametrize("line", GOOD)
def test_ordinary_markdown_is_no_finding(line: str, content: Path) -> None:
    file = content / FIRST
    file.write_text(file.read_text("utf-8") + "\n" + line + "\n", "utf-8")
    assert faults(content) == []


def test_a_symbol_in_place_of_an_id_leads_to_the_id(content: Path) -> None:
    file = content / FIRST
    text, cited = file.read_text("utf-8"), "[nq-901-tw-k90], by:"
    assert cited in text
    file.write_text(text.replace(cited, "[901-NQ/T.Ư], by:"), "utf-8")
    assert "mã của văn bản ấy là “nq-901-tw-k90”" in {f.hint for f in examined(content)[0] if f.rule == "invalid-id"}


def test_days_in_order_are_no_finding(content: Path) -> None:
    file = content / "provinces.yml"
    text, region = file.read_text("utf-8"), "region: Vùng cao Mẫu,"
    assert region in text
    file.write_text(text.replace(region, f"{region} valid_from: 1997-01-01,"), "utf-8")
    assert faults(content) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        # What could not be read of a list is not missed elsewhere, and what is no id of an item gets no other letter.
        ("{resolution: nq-901-tw-k90, relation", "{resolution: [nq-901-tw-k90], relation", "wrong-type"),
        ("{id: h1,", "{id: Một,", "invalid-id"),
    ],
)
def test_one_mistake_is_one_finding(content: Path, old: str, new: str, rule: str) -> None:
    file = content / FIRST
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    assert [f.rule for f in examined(content)[0] if f.rule != INCOMPLETE] == [rule]


def test_rules_speak_even_where_the_model_refuses_the_record(content: Path) -> None:
    file = content / FIRST
    text = file.read_text("utf-8").replace("kind: briefing", "kind: họp").replace("source: s1}", "source: s9}")
    file.write_text(text.replace("(#r1)", "(javascript:1)"), "utf-8")
    findings, _ = examined(content)
    assert {"wrong-value", "unknown-source", "unsafe-link"} <= {f.rule for f in findings}


def test_a_refused_record_brings_no_findings_upon_others(content: Path) -> None:
    for path in (FIRST, "leaders/nguyen-van-hu-cau.yml", "resolutions/nq-901-tw-k90.yml"):
        file = content / path
        file.write_text(file.read_text("utf-8").replace("sources:", "nguon:"), "utf-8")
    (content / "topics.yml").write_text("topics: [", "utf-8")
    (content / "series.yml").write_text("series:\n  - {id: [a]}\n", "utf-8")
    findings, _ = examined(content)
    assert {f.path for f in findings if f.rule != INCOMPLETE} == {
        FIRST,
        "leaders/nguyen-van-hu-cau.yml",
        "resolutions/nq-901-tw-k90.yml",
        "topics.yml",
        "series.yml",
    }


def test_the_good_archive_has_no_findings(content: Path) -> None:
    assert faults(content) == []


def test_what_a_document_lacks_is_a_warning_at_its_id(content: Path) -> None:
    found = [f for f in examined(content)[0] if f.rule == INCOMPLETE]
    hint = "tìm trang nêu {} rồi ghi vào bản ghi và thêm trang ấy vào sources"
    more = "khóa hoặc nhiệm kỳ; ngày ban hành; tên đầy đủ"
    assert found == [
        Finding(path, 1, 5, "warning", INCOMPLETE, f"văn bản còn thiếu: {words}", hint.format(words))
        for path, words in ((RESOLUTION, "tên đầy đủ"), ("resolutions/qd-903-tu-song-may.yml", more))
    ]
