"""The chain says only what follows in its texts; shares fall with rank."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from bench.synthetic.chain import Chain, Shares, lowered

TEXT = """Ban họp [giao ban](/chuoi/x/) quý I với *71 điểm cầu*. Ban họp tổng kết năm 2021.

## Tiêu đề không vào

- Tỉnh báo cáo kết quả đã đạt được.
- 93 tổ chức đảng được lập."""


def test_every_three_words_in_a_row_come_from_the_texts() -> None:
    chain, rng = Chain([TEXT]), random.Random(1)
    said = {" ".join(chain.sentence(rng)) for _ in range(200)}
    assert said == {
        "Ban họp giao ban quý I với 71 điểm cầu.",
        "Ban họp tổng kết năm 2021.",
        "Tỉnh báo cáo kết quả đã đạt được.",
    }


def test_a_sentence_is_cut_where_it_would_grow_too_long() -> None:
    chain, rng = Chain(["Một hai ba bốn năm sáu bảy."]), random.Random(1)
    assert chain.sentence(rng, 3) == ["Một", "hai", "ba."]
    assert chain.phrase(rng, 3) == "một hai ba"


def test_no_text_is_told_at_once() -> None:
    with pytest.raises(ValueError, match="no text"):
        Chain(["", "1. 2. 3."])


def test_the_first_choices_are_drawn_most_often() -> None:
    rng = random.Random(1)
    shares = Shares(list(range(100)), 2)
    counts = Counter(shares.draw(rng) for _ in range(20_000))
    assert counts[0] > 2 * counts[5] > 2 * counts[50] > 0
    some = shares.some(rng, 30)
    assert 0 < len(some) == len(set(some)) <= 30


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ngành tham mưu.", "ngành tham mưu."),
        ("HĐND họp.", "HĐND họp."),
        ("26-NQ/TW nêu.", "26-NQ/TW nêu."),
        ("Ý kiến", "ý kiến"),
        ("Hà Nội nêu.", "Hà Nội nêu."),
    ],
)
def test_a_sentence_goes_on_in_small_letters(sentence: str, expected: str) -> None:
    assert lowered(sentence) == expected
