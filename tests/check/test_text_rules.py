"""Text that does not mean what it seems to say: each kind is found where it stands, and what is right is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from broken import Case, case, examined, warned
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giaoban.check import language

FIRST = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
LEADER = "leaders/le-thi-gia-dinh.yml"
RESOLUTION = "resolutions/kh-902-tw-k90.yml"
TITLE = "title: Giao ban thử nghiệm toàn ngành tháng 10-2024\n"


def body(text: str) -> tuple[str, str, str]:
    return (FIRST, "", f"\n{text}\n")


CASES = [
    warned("cut-value", (FIRST, TITLE, "title: Giao ban ⟦#4 của ngành\n"), hint="ngoặc kép"),
    warned(
        "draft-left", (LEADER, "name: Lê Thị Giả Định\n", "name: Lê Thị Giả Định  # ⟦cần xem lại: tên\n"), hint="nguồn"
    ),
    warned("draft-left", body("Họp buổi sáng (⟦cần xem lại)."), hint="nguồn"),
    warned("curly-quotes", (FIRST, TITLE, "title: ⟦“Giao ban thử nghiệm”\n"), hint="ngoặc thẳng"),
    case("foreign-letter", (LEADER, "name: Lê Thị Giả Định\n", "name: ⟦Lê Thị Giả Đ\u0456nh\n"), hint="bàn phím"),
    case("foreign-letter", (LEADER, "name: Lê Thị Giả Định\n", "name: ⟦L\u03b5 Thị Giả Định\n"), hint="bàn phím"),
    warned("tone-style", (FIRST, "Một số nơi ghi chép", "⟦Một số nơi hoà giải"), hint="“hòa”", message="“hoà”"),
    warned("tone-style", body("⟦Cần hoà giải, thuỷ lợi."), hint="“hòa”", message="“hoà”"),
    warned("symbol-form", body("⟦Theo 901–NQ/TW."), hint="901-NQ/TW", message="901–NQ/TW"),
    warned("heading-skip", body("## Kết quả\n\n⟦#### Số liệu\n\nChữ."), hint="###"),
    warned("list-form", body("Hai việc:\n⟦- việc thứ nhất\n- việc thứ hai"), hint="dòng trống"),
    warned("list-form", body("- một\n  ⟦- một a\n- hai"), hint="bốn dấu cách"),
    warned("list-form", body("Hai việc.\n\n⟦1) việc thứ nhất"), hint="1."),
    warned("list-form", body("Rồi đến nay.\n\n⟦1986. Năm ấy bắt đầu đổi mới."), hint="1986\\."),
    warned("list-form", body("Các việc sau.\n\n⟦3. việc thứ ba"), hint="bắt đầu từ 1"),
    warned("markdown-form", body("⟦##Kết quả\n\nChữ."), hint="“## Tiêu đề”"),
    warned("markdown-form", body("⟦##\n\nChữ."), hint="xóa dòng này"),
    warned("markdown-form", body("Kết quả\n⟦========"), hint="“## Tiêu đề”"),
    warned("markdown-form", body("Một đoạn dài.\n⟦---\n\nChữ."), hint="dòng trống"),
    warned("markdown-form", body("⟦• việc thứ nhất"), hint="“- ”"),
    warned("markdown-form", body("⟦-việc thứ nhất"), hint="“- …”"),
    warned("markdown-form", body("⟦1.việc thứ nhất"), hint="“1. …”"),
    warned("markdown-form", body("⟦- [ ] việc thứ nhất"), hint="ngoặc vuông"),
    warned("markdown-form", body("Nay ⟦~~thôi~~."), hint="~~"),
    warned("markdown-form", body("Nay thôi⟦[^1]."), hint="notes"),
    warned("markdown-form", body("Ở ⟦[[Núi Trăng]]."), hint="[chữ]"),
    warned("markdown-form", body("Ở [Núi Trăng⟦] (/tinh/nui-trang/)."), hint="dấu cách"),
    warned("markdown-form", body("Ở (Núi Trăng⟦)[/tinh/nui-trang/]."), hint="đứng trước"),
    warned("markdown-form", body("Ở ⟦[](/tinh/nui-trang/) ấy."), hint="ngoặc vuông"),
    warned("markdown-form", body("Ở [Núi Trăng⟦](/tinh/nui-trang/"), hint="“)”"),
    warned("markdown-form", body("Nay ⟦**thôi hẳn."), hint="sát chữ"),
    warned("markdown-form", body("Nay **một** và ⟦**hai."), hint="sát chữ"),
    warned("markdown-form", (FIRST, "Một số nơi ghi chép còn chậm.", '⟦"Ghi chép **còn chậm**."'), hint="tóm tắt"),
    warned("markdown-form", (FIRST, "Một số nơi ghi chép còn chậm.", '⟦"Ở [Núi](/tinh/nui-trang/)."'), hint="tóm tắt"),
    warned(
        "markdown-form",
        (FIRST, "Một số nơi ghi chép còn chậm.", "⟦Ghi chép<br>còn chậm."),
        hint="gõ lại",
        message="“<br>”",
    ),
    warned("markdown-form", (FIRST, TITLE, "title: ⟦Giao ban &amp; sơ kết\n"), hint="gõ lại", message="“&amp;”"),
    *(
        warned("name-form", (LEADER, "name: Lê Thị Giả Định\n", f"name: ⟦{wrong}\n"), hint=hint)
        for wrong, hint in (
            ("Đồng chí Lê Thị Giả Định", "chỉ ghi họ tên"),
            ("bà Lê Thị Giả Định", "chỉ ghi họ tên"),
            ("PGS.TS Lê Thị Giả Định", "chỉ ghi họ tên"),
            ("Phó Bí thư Lê Thị Giả Định", "ở as"),
            ("Lê Thị Giả Định (Sông Mây)", "distinct"),
            ("Lê Thị Giả Định, Bí thư", "note"),
            ("Lê Thị Giả Định - Bí thư", "note"),
            ("LÊ THỊ GIẢ ĐỊNH", "Lê Thị Giả Định"),
            ("Lê thị Giả Định", "viết Thị"),
        )
    ),
    *(
        warned("symbol-form", (RESOLUTION, "symbol: 902-KH/TW\n", f"symbol: ⟦{wrong}\n"), hint="viết 902-KH/TW")
        for wrong in ("Số 902-KH/TW", "Kế hoạch số 902-KH/TW", "902-KH-TW", "902 -KH/TW", "902-kh/tw", "902-KH/TW.")
    ),
    warned(
        "symbol-type", (RESOLUTION, "type: Kế hoạch\n", "type: ⟦Nghị quyết\n"), hint="theo nguồn", message="Kế hoạch"
    ),
    warned("wording", body("Dự họp có ⟦UBND các tỉnh."), hint="Ủy ban nhân dân"),
    warned("wording", (FIRST, TITLE, TITLE + "date_note: ⟦Theo lịch của HĐND tỉnh.\n"), hint="Hội đồng nhân dân"),
    warned("wording", body("⟦Trưởng ban kết luận, rồi bế mạc."), hint="Trưởng Ban"),
    warned("wording", body("Chủ trì là ⟦bà Ánh Tuyết, rồi tới Ủy viên."), hint="bỏ chữ ấy"),
    warned("wording", body("Kết luận do ⟦đồng chí Đỗ Ánh Dương nêu."), hint="bỏ chữ ấy"),
    warned("wording", body("⟦Báo cáo kể từ việc nhỏ đến việc lớn."), hint="nêu"),
    warned("wording", (FIRST, TITLE, TITLE + "date_note:\n  ⟦Theo báo cáo\n  kể về buổi sáng.\n"), hint="nêu"),
    warned("wording", body("Cả năm ấy ngành ⟦làm nhân sự cho đại hội."), hint="chuẩn bị nhân sự"),
    warned("praise", (FIRST, "Sông Mây báo cáo về quy định ghi chép.", "⟦Làm tốt việc ghi chép."), hint="ai đánh giá"),
    warned(
        "praise", (FIRST, "Sông Mây báo cáo về quy định ghi chép.", "⟦Ghi chép đủ; hoàn thành xuất sắc."), hint="ai"
    ),
    warned("reading-in-summary", body("Hai việc được nêu; phần kết luận ⟦không đọc được."), hint="notes"),
    warned("reading-in-summary", body("⟦Phần bài đọc được dừng ở đó."), hint="notes"),
]


@pytest.mark.parametrize("broken", CASES, ids=lambda c: f"{c.rule} {c.edits[0][2][:30]}")
def test_each_rule_names_its_place(broken: Case, holds: Callable[[Case], None]) -> None:
    holds(broken)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (FIRST, TITLE, 'title: "Giao ban #4 “của” ngành"\n'),
        (FIRST, TITLE, "title: Giao ban thử nghiệm toàn ngành tháng 10-2024  # theo bài báo\n"),
        body("Các việc:\n\n- một\n    - một a\n- hai, dòng này dài\nnên xuống dòng\n- ba\n\n1. đầu\n2. sau"),
        body("## Kết quả\n\n### Con\n\n## Rồi\n\nNăm 1975, ba việc – một và hai."),
        body("Bà con ở Bà Rịa Vũng Tàu, kể từ năm ấy, gọi là “UBND tỉnh” và “ông Trần Văn Mẫu”; ông nói thêm."),
        body(
            "Nhiệm vụ: làm tốt việc hư cấu. Báo cáo đánh giá ngành hoàn thành xuất sắc việc hư cấu; chưa mở được lớp nào."
        ),
        (FIRST, "Cuộc họp này là hư cấu.", "Phần bài đọc được dừng ở đó."),
    ],
)
def test_what_is_right_is_left_alone(content: Path, path: str, old: str, new: str) -> None:
    file = content / path
    text = file.read_text("utf-8")
    file.write_text(text.replace(old, new) if old else text + new, "utf-8")
    assert {f.rule for f in examined(content)[0]} <= {"incomplete"}


@pytest.mark.parametrize("given", ["term: [a]", "number: [1]", "number: {a: 1}", "name: [x]", "id: [x]", "sources: 3"])
def test_a_list_where_a_word_belongs_is_a_finding(content: Path, given: str) -> None:
    text = (content / "plenums.yml").read_text("utf-8")
    (content / "plenums.yml").write_text(f"{text}  - {{id: tw-9-k90, name: Hội nghị, {given}}}\n", "utf-8")
    assert any(f.path == "plenums.yml" and f.severity == "error" for f in examined(content)[0])


@pytest.mark.parametrize(
    "address",
    [
        "https://a:b@example.org/x",
        "https://user@example.org/",
        "https://example.org:99999/",
        "https://example.org:0/",
        "http:\\\\\\\\x.vn/",
    ],
)
def test_an_address_of_a_source_that_no_reader_should_open(content: Path, address: str) -> None:
    file = content / LEADER
    file.write_text(file.read_text("utf-8") + f"sources: [{{id: s1, url: '{address}'}}]\n", "utf-8")
    assert "invalid-url" in {f.rule for f in examined(content)[0]}


@pytest.mark.parametrize("name", ["con", "nul", "aux", "com1", "lpt9", "prn"])
def test_a_name_that_windows_keeps_for_itself(content: Path, name: str) -> None:
    (content / "leaders" / f"{name}.yml").write_text(f"id: {name}\nname: Lê Văn Còn\n", "utf-8")
    assert "invalid-id" in {f.rule for f in examined(content)[0]}


SEARCHED = [w for w in (*language._EVERYWHERE, *language._RESULTS, *language._SUMMARY) if w.words]


@pytest.mark.parametrize("wording", SEARCHED, ids=lambda wording: wording.words[0])
@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
def test_a_text_is_searched_for_every_wording_that_it_holds(wording: language._Wording, data: st.DataObject) -> None:
    assert wording.may_occur(data.draw(st.from_regex(wording.pattern)))


@pytest.mark.parametrize(
    "text",
    [
        "**Một** và **hai ba**, ***bốn***.\n\n* * *\n\n***\n\n- **năm**: sáu",
        "Mã `**` và `## x`.",
        "- a\n- b\n\n---\n\nChữ.",
        "## Kết quả\n---\n\nTừ -5 độ, 1.204 người, 3.5%.",
        "Xem [hai (2)](/tinh/nui-trang/) và [bài](https://bao.example/a_(b)).\nDòng (mới) [nữa](#t1)",
        "[dài\nhai dòng](/tinh/nui-trang/)",
        "1975\\. Năm ấy.\n\n\\#1 và \\*\\*sao\\*\\*.",
    ],
)
def test_markdown_that_shows_as_it_is_written_is_left_alone(content: Path, text: str) -> None:
    record = content / FIRST
    record.write_text(f"{record.read_text('utf-8')}\n{text}\n", "utf-8")
    assert [f for f in examined(content)[0] if f.rule == "markdown-form"] == []


@pytest.mark.parametrize(
    "name", ["A Pớt", "H'Yim Kđoh", "Điểu K'Ré", "Y Thanh Hà Niê Kđăm", "Tô Lâm", "Ông Thị Hoa", "Cao Bá"]
)
def test_a_name_that_is_one_is_left_alone(content: Path, name: str) -> None:
    record = content / LEADER
    record.write_text(record.read_text("utf-8").replace("Lê Thị Giả Định", name), "utf-8")
    assert [f for f in examined(content)[0] if f.rule == "name-form"] == []
