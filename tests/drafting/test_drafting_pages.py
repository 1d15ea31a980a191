"""Web pages, encodings and pasted text: the article comes in whole, and what the page says of it is read."""

import pytest

from giaoban.drafting import Known, draft, intake, page_head, page_lines, web_page
from giaoban.drafting.article import join_wrapped_lines
from giaoban.drafting.intake import decode

HEADLINE = "Ban Tổ chức Tỉnh ủy Sơn La giao ban công tác quý I"
LEAD = (
    "Sáng 5/4/2023, Ban Tổ chức Tỉnh ủy Sơn La giao ban công tác tổ chức xây dựng Đảng quý I. "
    "Đồng chí Lò Văn Mường, Trưởng Ban Tổ chức Tỉnh ủy chủ trì."
)
BODY = "Trong quý, toàn tỉnh kết nạp 412 đảng viên; các cấp ủy tiếp tục thực hiện Nghị quyết số 21-NQ/TW."
END = "Trưởng Ban Tổ chức Tỉnh ủy yêu cầu các huyện gửi báo cáo trước ngày 20/4 và rà soát quy hoạch cán bộ."
OTHER = "Tối qua, đội bóng của tỉnh thắng trận chung kết với tỷ số sát nút trước mười nghìn khán giả trên sân nhà."
PARAGRAPHS = f"<p>{LEAD}</p><p>{BODY}</p><p>{END}</p>"


@pytest.mark.parametrize(
    "page",
    [
        f"<div><h1>{HEADLINE}</h1><h2 class='sapo'>{LEAD}</h2><div class='detail'><p>{BODY}</p><p>{END}</p></div></div>",
        f"<div><h1>{HEADLINE}</h1></div><div class='lead'>{LEAD}</div><section><div><p>{BODY}</p><p>{END}</p></div></section>",
        f"<form id='aspnetForm'><div>Tìm kiếm</div><h1>{HEADLINE}</h1>{PARAGRAPHS}</form>",
        f"<div class='sidebar widget'><h1>{HEADLINE}</h1>{PARAGRAPHS}</div>",
        f"<body class='print'><div class='print comment-area'><h1>{HEADLINE}</h1>{PARAGRAPHS}</div>",
        f"<aside><h1>{HEADLINE}</h1>{PARAGRAPHS}</aside>",
        f"<table><tr><td>Menu</td><td><b>{HEADLINE}</b><br>{LEAD}<br>{BODY}<br>{END}</td></tr></table>",
        f"<h1>{HEADLINE}</h1><article>{PARAGRAPHS}</article><div class='related'><p>{OTHER}</p></div>",
        f"<div class='widget'><p>{OTHER}</p></div><main><h1>{HEADLINE}</h1>{PARAGRAPHS}</main><footer>{OTHER}</footer>",
    ],
)
def test_the_article_is_found_whatever_the_elements_are_called(known: Known, page: str) -> None:
    source = f"<!doctype html><html><head><title>x</title></head><body><nav>Trang chủ</nav>{page}</body></html>"
    read = web_page.read(source)
    for said in (HEADLINE, LEAD, BODY, END):
        assert said in read.text
    assert OTHER not in read.text
    found = draft(source, known)
    assert (found.get("date"), [p.name for p in found.people]) == ("2023-04-05", ["Lò Văn Mường"])
    assert "little-text" not in {finding.rule for finding in found.findings}


def test_a_page_of_which_little_is_taken_says_so(known: Known) -> None:
    page = f"<html><body><div><h1>{HEADLINE}</h1><p>{LEAD}</p></div></body></html>"
    assert "little-text" in {finding.rule for finding in draft(page, known).findings}


JSON_LD = (
    '{"@graph": [{"@type": "Organization", "@id": "https://b.example/#org", "name": "Báo Sông Mã"}, '
    '{"@type": ["NewsArticle"], "headline": "%s", "datePublished": "2023-04-05T18:30:00Z", '
    '"author": [{"name": "Hà An"}, {"name": "Lê Bình"}], "publisher": {"@id": "https://b.example/#org"}, '
    '"mainEntityOfPage": {"@id": "https://b.example/giao-ban-12.html"}}]}'
)


def _head(head: str, body: str = "") -> page_head.PageHead:
    return web_page.read(f"<html><head>{head}</head><body>{body}</body></html>").head


def test_json_ld_is_read_with_its_graph_and_its_zone() -> None:
    found = _head(f'<script type="application/ld+json">{JSON_LD % HEADLINE}</script>')
    assert found == page_head.PageHead(
        (HEADLINE,), "", "https://b.example/giao-ban-12.html", "Báo Sông Mã", "Hà An, Lê Bình", "2023-04-06"
    )


@pytest.mark.parametrize("damaged", ["{", "[1, null]", '{"@type": "NewsArticle", "headline": 5}', '{"@graph": 3}'])
def test_damaged_json_ld_is_passed_over(damaged: str) -> None:
    found = _head(
        f'<script type="application/ld+json">{damaged}</script><meta property="og:title" content="{HEADLINE}">'
    )
    assert found.titles == (HEADLINE,)


@pytest.mark.parametrize(
    ("head", "body", "publisher"),
    [
        (f"<title>{HEADLINE} | Báo Sơn La</title>", f"<h1>{HEADLINE}</h1>", "Báo Sơn La"),
        (
            "<title>Đài Phát thanh và Truyền hình Mường Lay</title>",
            PARAGRAPHS,
            "Đài Phát thanh và Truyền hình Mường Lay",
        ),
        ("<title>Chi tiết</title>", f"<div class='site-name'>Cổng tin Mộc Châu</div>{PARAGRAPHS}", "Cổng tin Mộc Châu"),
        ("<title>Chi tiết</title>", PARAGRAPHS, None),
        (
            "<meta property='og:site_name' content='muonglay.example.vn'>",
            f"{PARAGRAPHS}<footer><p>Cơ quan chủ quản: Tỉnh ủy</p><p>© 2023 Bản quyền thuộc Báo Mường Lay</p></footer>",
            "Báo Mường Lay",
        ),
        ("<meta property='og:site_name' content='muonglay.example.vn'>", PARAGRAPHS, "muonglay.example.vn"),
    ],
)
def test_the_publisher_is_who_the_page_says_it_is(head: str, body: str, publisher: str | None) -> None:
    found = _head(head, body)
    assert found.publisher == publisher
    assert publisher not in found.titles


def test_a_broadcasters_name_is_no_headline(known: Known) -> None:
    page = f"<html><head><title>Đài Mường Lay</title></head><body><div>{HEADLINE}</div>{PARAGRAPHS}</body></html>"
    assert draft(page, known).source["title"].value == HEADLINE


@pytest.mark.parametrize(
    ("above", "below", "publisher", "author"),
    [
        ("BÁO MƯỜNG LAY ĐIỆN TỬ\n", "Hà An - Lê Bình", "BÁO MƯỜNG LAY ĐIỆN TỬ", "Hà An - Lê Bình"),
        ("", "Hà An (Báo Mường Lay)", None, "Hà An"),
        ("", "Theo Hà An/Báo Mường Lay", None, "Hà An"),
        ("", "Tác giả: Hà An\nNguồn tin: Báo Mường Lay", None, "Hà An"),
        ("", "Hà An\n© Cổng thông tin điện tử Mường Lay", "Cổng thông tin điện tử Mường Lay", "Hà An"),
    ],
)
def test_pasted_text_says_who_printed_and_who_wrote_it(
    known: Known, above: str, below: str, publisher: str | None, author: str
) -> None:
    found = draft(f"{above}{HEADLINE}\n{LEAD}\n{BODY}\n{END}\n{below}\n", known).source
    assert found["title"].value == HEADLINE
    assert found["publisher"].value == publisher if publisher else "publisher" not in found
    assert found["author"].value == author


TEXT = f"{HEADLINE}\n{LEAD}\n{BODY}\n{END}\n"
_TO_TCVN3 = {ord(letter): code for code, letter in intake._TCVN3.items()}


def _to_vni(text: str) -> str:
    _, groups = intake._vni()
    back = {letter: written for written, letter in reversed(groups.items())}
    return "".join(back.get(letter, letter) for letter in text)


def _to_cp1258(text: str) -> bytes:
    """Base letters with their hats, tones as combining marks."""
    import unicodedata

    pieces = []
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones))
        pieces += [base, *tones]
    return "".join(pieces).encode("cp1258")


def _windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.translate(_TO_TCVN3).encode(), "TCVN3 (ABC)"),
        (TEXT.translate(_TO_TCVN3).encode("latin-1"), "TCVN3 (ABC)"),
        (_to_vni(TEXT).encode(), "VNI"),
        (_to_vni(TEXT).encode("cp1252"), "VNI"),
        (_to_cp1258(TEXT), "windows-1258"),
        (TEXT.encode().decode("latin-1").encode(), "windows-1252"),
        ("".join(map(_windows, TEXT.encode())).encode(), "windows-1252"),
    ],
    ids=["tcvn3 pasted", "tcvn3 bytes", "vni pasted", "vni bytes", "cp1258", "mojibake", "mojibake of Windows"],
)
def test_legacy_encodings_are_named_and_converted(data: bytes, name: str) -> None:
    text, findings = decode("bai.txt", data)
    assert text == TEXT
    assert [(finding.rule, finding.severity, name in finding.message) for finding in findings] == [
        ("encoding", "warning", True)
    ]


@pytest.mark.parametrize("text", [TEXT, "The meeting of the café was à la carte: Ñandú, übermäßig, señor. " * 5])
def test_unicode_stays_as_it_is(text: str) -> None:
    assert decode("bai.txt", text.encode()) == (text, [])


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Thứ Sáu, 23/12/2021 06:10 [GMT+7]", "2021-12-23"),
        ("[ Cập nhật vào ngày (07/01/2021) ] - [ Số lần xem: 530 ]", "2021-01-07"),
        ("10/7/19, 7:20 AM", "2019-07-10"),
        ("Đăng lúc 06:30 thứ Sáu ngày 12.01.2018", "2018-01-12"),
        ("Thứ Hai, 03/01/2020 14:00 CH", "2020-01-03"),
        ("17:40, 05/10/2023", "2023-10-05"),
        ("Ngày đăng: 16/11/2022 | Chính trị", "2022-11-16"),
        ("2022-07-06 08:00", "2022-07-06"),
        ("Ngày 5/10, Ban Tổ chức Tỉnh ủy họp", None),
        ("Đồng Hới, ngày 29 tháng 12 năm 2020", None),
        ("Số 15/2020/QĐ-UBND", None),
    ],
)
def test_lines_of_date_and_time(line: str, day: str | None) -> None:
    assert (page_lines.stamp_date(line) if page_lines.is_stamp(line) else None) == day


def test_lines_broken_at_a_columns_width_are_joined_letter_for_letter() -> None:
    text = (
        "Ngày 20.12.2018, tại TP. Tây Ninh, Ban Tổ\nchức Tỉnh uỷ tổ chức hội nghị tổng kết công\ntác tổ chức xây dựng Đảng năm "
        "2018, phương\nhướng, nhiệm vụ năm 2019.\n\n"
        "Năm qua, toàn tỉnh kết nạp 1.386 đảng\nviên.\n1) Rà soát quy hoạch.\n2) Mở lớp.\n"
    )
    whole = join_wrapped_lines(text)
    assert len(whole) == len(text)
    first, _, second, *items, _ = whole.split("\n")
    assert (
        "Ban Tổ chức Tỉnh uỷ tổ chức hội nghị tổng kết công tác tổ chức xây dựng Đảng năm 2018, phương hướng" in first
    )
    assert (second, items) == ("Năm qua, toàn tỉnh kết nạp 1.386 đảng viên.", ["1) Rà soát quy hoạch.", "2) Mở lớp."])
    assert join_wrapped_lines(TEXT) == TEXT
