"""Every mention with its exact span, and nothing that only looks like one."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known import lookup

from giaoban.citations import Mention, find

_FILE = Path(__file__).with_name("phrases.txt")
_ESCAPES = {"\\n": "\n", "\\u00a0": "\u00a0", "\\u2011": "\u2011", "\\u200b": "\u200b", "\\u00d0": "\u00d0"}


def _phrases() -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            found[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            for escape, character in _ESCAPES.items():
                line = line.replace(escape, character)  # noqa: PLW2901 — the line as it is meant
            found.append((line, []))
    return found


PHRASES = _phrases()


def brief(mention: Mention) -> str:
    """What a mention says, in one line."""
    number = "không số" if mention.number is None else f"số {mention.number}"
    is_session = mention.kind == "plenum"
    name = mention.symbol or (f"TW{mention.plenum}" if is_session else number)
    parts = [mention.kind, mention.type or "-", name]
    if mention.issuer and not is_session:
        parts.append(mention.issuer)
    if mention.place:
        parts.append(f"ở {mention.place}")
    if mention.plenum and not is_session:
        parts.append(f"TW{mention.plenum}")
    if mention.term:
        parts.append(f"khóa {mention.term}")
    if mention.date:
        parts.append(mention.date)
    elif mention.year and str(mention.year) not in (mention.symbol or ""):
        parts.append(str(mention.year))
    return " | ".join(parts)


def marked(text: str, mentions: tuple[Mention, ...]) -> str:
    """The text with its mentions between « and »."""
    for mention in reversed(mentions):
        text = f"{text[: mention.start]}«{text[mention.start : mention.end]}»{text[mention.end :]}"
    return text


@pytest.mark.parametrize(("phrase", "expected"), PHRASES, ids=[p for p, _ in PHRASES])
def test_phrases(phrase: str, expected: list[str]) -> None:
    text = phrase.replace("«", "").replace("»", "")
    found = find(text)
    assert marked(text, found) == phrase
    assert [brief(mention) for mention in found] == expected


def test_the_table_is_large() -> None:
    assert len(PHRASES) >= 150


@pytest.mark.parametrize("phrase", [p for p, expected in PHRASES if expected and "\u200b" not in p])
def test_decomposed_text_is_read_alike(phrase: str) -> None:
    text = phrase.replace("«", "").replace("»", "")
    decomposed = unicodedata.normalize("NFD", text)
    found = find(decomposed)
    assert [brief(m) for m in found] == [brief(m) for m in find(text)]
    assert [unicodedata.normalize("NFC", decomposed[m.start : m.end]) for m in found] == [m.text for m in find(text)]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Nghị quyết Trung ương 6 khóa XII về đổi mới, sắp xếp tổ chức. Nhiều", "đổi mới, sắp xếp tổ chức"),
        ('Nghị quyết Trung ương 4, khoá XI "Một số vấn đề cấp bách" gắn', "Một số vấn đề cấp bách"),
        ("Quy định số 126-QĐ/TW ngày 28-02-2018 “Một số vấn đề” của Bộ Chính trị", "Một số vấn đề"),
        ("Chỉ thị 05 về việc học tập, làm theo; Kết luận 01", "học tập, làm theo"),
        ("Nghị quyết 27-NQ/TW về tiền lương, Nghị quyết 28-NQ/TW", "tiền lương"),
        ("Nghị quyết 27-NQ/TW của Trung ương", None),
        ('Nghị quyết 27-NQ/TW về việc "cải cách tiền lương" và', "cải cách tiền lương"),
        ("Nghị quyết 27-NQ/TW “Một số\n\nvấn đề” của Bộ Chính trị", None),
    ],
)
def test_what_a_mention_is_about(text: str, about: str | None) -> None:
    assert find(text)[0].about == about


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("Nghị quyết số 18-NQ/TW ngày 25-10-2017 của Ban Chấp hành Trung ương", "Nghị quyết số 18-NQ/TW"),
        ("Quy định 50 của Bộ Chính trị", "Quy định 50"),
        ("Nghị quyết Trung ương 4 (khóa XII)", "Nghị quyết Trung ương 4 (khóa XII)"),
        ("Nghị quyết Đại hội XIII của Đảng", "Nghị quyết Đại hội XIII của Đảng"),
    ],
)
def test_the_core_is_what_names_the_document(text: str, core: str) -> None:
    (mention,) = find(text)
    assert text[mention.start : mention.core_end] == core


def test_an_enumeration_is_one_phrase() -> None:
    text = "các Nghị quyết số 18-NQ/TW, 19-NQ/TW của BCH Trung ương khóa XII, gắn với"
    assert {text[slice(*m.phrase)] for m in find(text)} == {
        "Nghị quyết số 18-NQ/TW, 19-NQ/TW của BCH Trung ương khóa XII"
    }
    text = "Nghị quyết Trung ương 4 (khóa XI, XII) được"
    assert {text[slice(*m.phrase)] for m in find(text)} == {"Nghị quyết Trung ương 4 (khóa XI, XII)"}


@pytest.mark.parametrize(
    ("text", "drafted"),
    [
        ("góp ý dự thảo Quy định số 205-QĐ/TW", True),
        ("dự thảo Quy định số 205-QĐ/TW", True),
        ("tham mưu xây dựng Kế hoạch số 10-KH/TW", True),
        ("công tác xây dựng Đảng theo Quy định số 205-QĐ/TW", False),
    ],
)
def test_drafts_are_marked(text: str, *, drafted: bool) -> None:
    assert find(text)[0].drafted is drafted


PIECES = [
    *("Nghị quyết", "Quy định", "quyết định", "NQ", "QĐ", "số", "18", "19", "2018", "30", "-NQ/TW", "-QĐi/TW", "/NĐ-CP"),
    *("Trung ương", "Hội nghị", "lần thứ", "tư", "nêu gương", "Đại hội", "XIII", "khóa", "XII", "XI", "của", "Bộ Chính trị"),
    *("Đảng", "Tỉnh ủy", "Đồng Tháp", "ngày", "25-10-2017", "năm", "về", "“", "”", "(", ")", ",", ";", "và", "."),
    *(" ", " ", "\n", "\u00a0", "T.Ư", "\u0301", "\u200b", "–", "/", "-", "%", "xã"),
]  # fmt: skip
LISTS = st.lists(st.sampled_from(PIECES), max_size=40)
TEXTS = st.text(max_size=200) | LISTS.map("".join) | LISTS.map(" ".join)


@given(TEXTS)
@settings(deadline=None)
def test_spans_slice_and_never_overlap(text: str) -> None:
    last = 0
    for mention in find(text, lookup):
        assert last <= mention.start < mention.core_end <= mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert 0 <= mention.phrase[0] <= mention.start < mention.end <= mention.phrase[1] <= len(text)
        last = mention.end


@given(st.lists(st.sampled_from([p for p in PIECES if p not in "\u0301\u200b"]), max_size=40).map(" ".join))
@settings(deadline=None)
def test_normal_form_does_not_matter(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert [brief(m) for m in find(composed)] == [brief(m) for m in find(decomposed)]


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "18-NQ/TW, ",
            "Quy định 1, ",
            "Trung ương 4, ",
            "Nghị quyết Trung ương 4 khóa XI, XII, ",
            "nghị quyết ",
            "hội nghị lần thứ ",
        ),
        *(
            "Nghị quyết 18 “",
            "Nghị quyết 18 của ",
            "Nghị quyết đại hội đảng đại biểu ",
            " ",
            "\n",
            "0",
            "e\u0301",
            "(",
            "Bộ Chính trị ban hành ",
        ),
    ],
)
def test_hostile_text_takes_time_in_proportion(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.thread_time()
    find(text)
    # Some 0.1 to 1 second on the machine it was written on; quadratic time would be minutes.
    assert time.thread_time() - start < 20


def test_finding_is_deterministic() -> None:
    text = "\n".join(re.sub("[«»]", "", phrase) for phrase, _ in PHRASES)
    assert find(text) == find(text)
