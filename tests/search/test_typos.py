"""Words as they were meant: Telex and VNI without their aid, joined words, short forms."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.search import typos
from giaoban.search.expand import Syllables
from giaoban.search.tokens import tokens

WORDS = """nghị quyết quảng nam trị lạng sơn lâm tô chính hoà bình phú thọ yên bái cao bằng kết luận hội trung ương khóa an giang
long ngan"""
KNOWN = Syllables(dict.fromkeys([*WORDS.split(), "lo", "nq", "tw"], 1))
STANDING = {"quang tri", "long an", "nghi quyet", "yen bai", "phu tho", "cao bang", "quyet yen"}


def _standing(cuts: list[list[str]]) -> list[str] | None:
    return next((cut for cut in cuts if set(typos.neighbours(cut)) <= STANDING), None)


def _mended(text: str) -> str:
    words, _ = typos.mended(list(tokens(typos.without_vni(text, KNOWN))), KNOWN, _standing, unfinished=False)
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nghij quyeets", "nghi quyet"),
        ("quangr nam", "quang nam"),
        ("tô laam", "tô lam"),
        ("chinhs", "chinh"),
        ("nghi5 quye61t 18", "nghi quyet 18"),
        ("La5ng So7n", "lang son"),
        ("nq18", "nq 18"),
        ("quý3 2018", "quý 3 2018"),
        ("quangtri", "quang tri"),
        ("Quảngtrị", "quảng trị"),
        ("longan", "long an"),
        ("nghiquyetyenbai", "nghi quyet yen bai"),
        ("xyzquang", "xyzquang"),
        ("18nqtw", "18 nq tw"),
        ("tw4 k12", "trung ương 4 khóa 12"),
        ("k13 tw6", "trung ương 6 khóa 13"),
        ("hn tw 6 k12", "hội nghị trung ương 6 khóa 12"),
        ("hntw8 khóa 12", "hội nghị trung ương 8 khóa 12"),
        ("18-NQ/TW 2017", "18 nq tw 2017"),
        ("18 nq tw 4", "18 nq tw 4"),
    ],
)
def test_words_are_read_as_they_were_meant(typed: str, meant: str) -> None:
    assert _mended(typed) == meant


@given(st.lists(st.sampled_from(WORDS.split()), max_size=6))
def test_words_of_the_archive_stay_as_they_are(words: list[str]) -> None:
    assert _mended(" ".join(words)).split() == [word.text for word in tokens(" ".join(words))]


@given(st.text("abcdquanglongsfrxjw0123456789 đă", max_size=30))
def test_whatever_is_typed_is_read(text: str) -> None:
    known = set(chain.from_iterable(_mended(text)))
    assert known <= set(
        chain.from_iterable(["trungươngkhóahộinghịđạibiểuquốctổngíthư ", text, "0123456789abcdefghijklmnopqrstuvwxyz"])
    )
