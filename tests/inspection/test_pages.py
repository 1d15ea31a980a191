"""Barriers that the markup alone tells of."""

from __future__ import annotations

import pytest

from giaoban.inspection.pages import read_page

PAGE = '<html lang="vi"><head><meta name="viewport" content="width=device-width"><title>x</title></head><body>{}</body></html>'
SOUND = "<main><h1>Một</h1>{}</main>"


def barriers(body: str, page: str = PAGE) -> tuple[str, ...]:
    return read_page(page.format(body)).barriers


@pytest.mark.parametrize(
    "part",
    [
        "<h2>Hai</h2><h3>Ba</h3><h2>Hai</h2>",
        '<img src="x" alt="">',
        '<a href="x"><img src="x" alt="Trang đầu"></a>',
        '<a href="x" aria-label="Tiếp">→</a>',
        '<label for="a">Tìm</label><input id="a">',
        "<label>Tìm <input></label>",
        '<input aria-label="Tìm"><input type="hidden"><button>Tìm</button>',
        "<table><tr><th>Năm</th></tr><tr><td>2024</td></tr></table>",
        '<nav aria-label="Chính"></nav><nav aria-labelledby="b"></nav><h2 id="b">x</h2>',
        '<p tabindex="0">x</p><p tabindex="-1">x</p>',
        '<svg role="img" aria-label="Biểu đồ"></svg>',
    ],
)
def test_what_everybody_can_read_passes(part: str) -> None:
    assert barriers(SOUND.format(part)) == ()


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("<h3>Ba</h3>", "nhảy từ h1 xuống h3"),
        ("<h1>Hai</h1>", "2 tiêu đề h1"),
        ('<img src="x">', "alt"),
        ('<a href="x"></a>', "<a> không có chữ"),
        ('<a href="x"><svg></svg></a>', "<a> không có chữ"),
        ("<button> </button>", "<button> không có chữ"),
        ('<input id="a">', "nhãn"),
        ('<label for="b">x</label>', "for=“b”"),
        ('<p aria-labelledby="khong-co">x</p>', "aria-labelledby=“khong-co”"),
        ("<table><tr><td>2024</td></tr></table>", "ô tiêu đề"),
        ('<nav aria-label="Chính"></nav><nav></nav>', "không tên"),
        ('<p tabindex="3">x</p>', "tabindex"),
        ('<svg role="img"></svg>', "<svg> không có tên"),
    ],
)
def test_what_keeps_somebody_out_is_found(part: str, said: str) -> None:
    assert any(said in barrier for barrier in barriers(SOUND.format(part)))


def test_the_page_itself() -> None:
    assert barriers(SOUND.format(""), PAGE.replace(' lang="vi"', "")) == (
        "thẻ html không nói trang viết bằng tiếng gì (lang)",
    )
    closed = PAGE.replace("width=device-width", "width=device-width, maximum-scale=1, user-scalable=no")
    assert barriers(SOUND.format(""), closed) == ("không cho người đọc phóng to trang",)
    assert barriers("<h1>x</h1>") == ("trang cần đúng một vùng nội dung chính (main)",)
