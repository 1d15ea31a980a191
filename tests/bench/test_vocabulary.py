"""Words put together for the benchmark are Vietnamese by the rules of spelling, many, and the same everywhere."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from bench.synthetic import vocabulary
from bench.synthetic.vocabulary import WideChain
from giaoban import vietnamese

SYLLABLES = set(vocabulary.syllables())


def test_they_are_what_vietnamese_writes() -> None:
    written = "nghị quyết yêu khuyên quý quyền hòa thủy toàn khoảng nghiêng giường kiểm oan ương trượt huỳnh ách"
    assert set(written.split()) <= SYLLABLES
    assert SYLLABLES.isdisjoint(["ngị", "cểm", "qa", "boa", "hoà", "thuỷ", "cáth", "bàp", "iên"])


def test_most_syllables_of_real_texts_are_among_them() -> None:
    listed = Path(__file__).resolve().parents[1] / "vietnamese" / "syllables.txt"
    real = set(map(vietnamese.tone_old, listed.read_text(encoding="utf-8").split()))
    assert len(real & SYLLABLES) > 0.95 * len(real)
    assert all(vietnamese.tone_old(s) == s for s in SYLLABLES)


def test_words_are_the_same_everywhere_and_of_one_or_two_syllables() -> None:
    words = vocabulary.lexicon()
    assert words == vocabulary.lexicon()
    assert len(set(words)) == len(words) > 10_000
    assert {len(word) for word in words} == {1, 2}
    assert all(syllable in SYLLABLES for word in words for syllable in word)


def test_common_words_stay_common_and_names_stay_whole() -> None:
    text = "Ban Tổ chức Trung ương họp giao ban công tác cán bộ và tổ chức đảng của các cấp năm 2018."
    chain, rng = WideChain([text]), random.Random(1)
    said = [word for _ in range(2000) for word in chain.sentence(rng)]
    counts = Counter(said)
    assert counts["Trung"] == counts["2018."] == 2000
    assert 1500 < counts["bộ"] < 2000
    assert len(counts) > 500
