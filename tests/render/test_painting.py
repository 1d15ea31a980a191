"""Sharing pictures: painted the same every time, with every Vietnamese letter."""

from __future__ import annotations

import io
import unicodedata
from itertools import product

import pytest
from PIL import Image, ImageFont

from giaoban.render import painting
from giaoban.views import values
from giaoban.views.values import Picture

LONG = Picture("x.png", "Chuỗi họp", "Hội nghị tổng kết của ngành " * 30)
LETTERS = sorted({
    letter
    for vowel, tone in product("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY", ["", *"\u0300\u0301\u0303\u0309\u0323"])
    for letter in unicodedata.normalize("NFC", vowel + tone)
} | set("đĐ–“”…"))  # fmt: skip


@pytest.mark.parametrize("picture", [values.PICTURE_OF_HOME, LONG, Picture("y.png", "Chuỗi họp", "W" * 400)])
def test_a_picture_has_the_size_that_sites_ask_for_and_is_the_same_each_time(picture: Picture) -> None:
    data = painting.paint(picture)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(data) < 40_000
    assert painting.paint(picture) == data


def test_no_line_is_wider_than_its_measure() -> None:
    for title in (LONG.title, "W" * 400, "Giao ban trực tuyến toàn ngành hằng tháng", ""):
        size, lines = painting._fit(title)
        assert len(lines) <= 3
        assert all(painting._width(line, size) <= painting._MEASURE for line in lines)


@pytest.mark.parametrize("kind", ["serif", "sans"])
def test_the_type_has_every_vietnamese_letter(kind: str) -> None:
    assert len(LETTERS) > 140
    font: ImageFont.FreeTypeFont = painting._font(kind, 40, 600)
    missing = bytes(font.getmask("\uffff"))
    assert [letter for letter in LETTERS if bytes(font.getmask(letter)) == missing] == []
