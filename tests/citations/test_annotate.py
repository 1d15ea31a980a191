"""Summaries with links: the first mention in each section, and nothing of the editor's touched."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known import lookup

from giaoban.citations import Context, annotate

CONTEXT = Context("2022-06-01")


def linked(markdown: str, context: Context = CONTEXT) -> str:
    return annotate(markdown, lookup, context).markdown


ANNOTATED = [
    ("Nghị quyết số 18-NQ/TW của Trung ương", "[Nghị quyết số 18-NQ/TW](/van-ban/nq-18-tw-k12/) của Trung ương"),
    (
        "Nghị quyết số 18-NQ/TW, 19-NQ/TW",
        "[Nghị quyết số 18-NQ/TW](/van-ban/nq-18-tw-k12/), [19-NQ/TW](/van-ban/nq-19-tw-k12/)",
    ),
    ("18-NQ/TW rồi 18-NQ/TW", "[18-NQ/TW](/van-ban/nq-18-tw-k12/) rồi 18-NQ/TW"),
    (
        "18-NQ/TW\n\n## Phần hai\n\n18-NQ/TW",
        "[18-NQ/TW](/van-ban/nq-18-tw-k12/)\n\n## Phần hai\n\n[18-NQ/TW](/van-ban/nq-18-tw-k12/)",
    ),
    (
        "18-NQ/TW\n\nPhần hai\n--------\n\n18-NQ/TW",
        "[18-NQ/TW](/van-ban/nq-18-tw-k12/)\n\nPhần hai\n--------\n\n[18-NQ/TW](/van-ban/nq-18-tw-k12/)",
    ),
    ("## Nghị quyết 18-NQ/TW\n\nNhư trên.", "## Nghị quyết 18-NQ/TW\n\nNhư trên."),
    ("Nghị quyết 18-NQ/TW\n===\n\nNhư trên.", "Nghị quyết 18-NQ/TW\n===\n\nNhư trên."),
    ("[18-NQ/TW](/van-ban/nq-18-tw-k12/) và 18-NQ/TW", "[18-NQ/TW](/van-ban/nq-18-tw-k12/) và 18-NQ/TW"),
    (
        "[nghị quyết ấy](/van-ban/nq-18-tw-k12/#ghi-chu), 18-NQ/TW",
        "[nghị quyết ấy](/van-ban/nq-18-tw-k12/#ghi-chu), 18-NQ/TW",
    ),
    ("[Nghị quyết 18-NQ/TW](https://example.org/18-NQ/TW)", "[Nghị quyết 18-NQ/TW](https://example.org/18-NQ/TW)"),
    ("![18-NQ/TW](anh.png)", "![18-NQ/TW](anh.png)"),
    ("[18-NQ/TW][a]\n\n[a]: https://example.org/18-NQ/TW", "[18-NQ/TW][a]\n\n[a]: https://example.org/18-NQ/TW"),
    ("`18-NQ/TW` và ``19-NQ/TW ` ``", "`18-NQ/TW` và ``19-NQ/TW ` ``"),
    ("```\n18-NQ/TW\n```", "```\n18-NQ/TW\n```"),
    ("Mã:\n\n    18-NQ/TW\n", "Mã:\n\n    18-NQ/TW\n"),
    ("https://example.org/18-NQ/TW <a href='18-NQ/TW'>", "https://example.org/18-NQ/TW <a href='18-NQ/TW'>"),
    ("Xem www.example.org/18-NQ/TW",) * 2,
    ("Xem https://example.org/18-NQ/TW",) * 2,
    ("Dấu `` rồi `18-NQ/TW`",) * 2,
    ("Mã:\n\n\t18-NQ/TW\n",) * 2,
    ("`18-NQ/TW` và `` 19-NQ/TW", "`18-NQ/TW` và `` [19-NQ/TW](/van-ban/nq-19-tw-k12/)"),
    ("Một `x` rồi `18-NQ/TW` và `y`",) * 2,
    ("Đoạn đầu.\n\nNghị quyết 18-NQ/TW\n---\n\nNhư trên.",) * 2,
    ("**Nghị quyết 18-NQ/TW**", "**[Nghị quyết 18-NQ/TW](/van-ban/nq-18-tw-k12/)**"),
    ("(xem 18-NQ/TW)", "(xem [18-NQ/TW](/van-ban/nq-18-tw-k12/))"),
    ("- 18-NQ/TW;\n- 19-NQ/TW.", "- [18-NQ/TW](/van-ban/nq-18-tw-k12/);\n- [19-NQ/TW](/van-ban/nq-19-tw-k12/)."),
    (
        "Hay quá!18-NQ/TW rồi 18-NQ/TW",
        "Hay quá!18-NQ/TW rồi 18-NQ/TW".replace("rồi 18-NQ/TW", "rồi [18-NQ/TW](/van-ban/nq-18-tw-k12/)"),
    ),
    ("Nghị quyết Trung ương 8 khóa XII", "[Nghị quyết Trung ương 8 khóa XII](/hoi-nghi/k12-tw8/)"),
    (
        "Nghị quyết Trung ương 4 (khóa XI, XII)",
        "[Nghị quyết Trung ương 4 (khóa XI](/hoi-nghi/k11-tw4/), [XII)](/hoi-nghi/k12-tw4/)",
    ),
    ("Phạm Minh Chính chủ trì.", "[Phạm Minh Chính](/lanh-dao/pham-minh-chinh/) chủ trì."),
    ("Tỉnh ủy Đồng Tháp họp tại Hà Nội.", "Tỉnh ủy [Đồng Tháp](/tinh/dong-thap/) họp tại [Hà Nội](/tinh/ha-noi/)."),
    (
        "Nghị quyết 03-NQ/TU của Tỉnh ủy Quảng Trị",
        "[Nghị quyết 03-NQ/TU](/van-ban/nq-03-tu-quang-tri-2020-2025/) của Tỉnh ủy [Quảng Trị](/tinh/quang-tri/)",
    ),
    ("học tập tư tưởng Hồ Chí Minh", "học tập tư tưởng Hồ Chí Minh"),
    ("Nguyễn Hòa Bình dự.", "[Nguyễn Hòa Bình](/lanh-dao/nguyen-hoa-binh/) dự."),
    ("Đại hội XII, 93/70 tổ chức, ngày 7-8-2018", "Đại hội XII, 93/70 tổ chức, ngày 7-8-2018"),
    ("", ""),
]


@pytest.mark.parametrize(("markdown", "expected"), ANNOTATED)
def test_links(markdown: str, expected: str) -> None:
    result = annotate(markdown, lookup, CONTEXT)
    assert result.markdown == expected
    before, after = (len(re.findall(r"\]\(/", text)) for text in (markdown, expected))
    assert len(result.links) == after - before


@pytest.mark.parametrize("markdown", [expected for _, expected in ANNOTATED if "Hay quá" not in expected])
def test_annotating_twice_changes_nothing(markdown: str) -> None:
    assert linked(markdown) == markdown


def test_what_stays_open_is_a_finding_with_its_place() -> None:
    markdown = "Mở đầu.\n\n18-NQ/TW và Nghị quyết số 27-NQ/TW;\nQuy định 99-QĐ/TW và lại 27-NQ/TW, ông Nguyễn Văn An.\n"
    result = annotate(markdown, lookup, Context("2024-03-26"))
    places = [(f.line, f.column, f.severity, f.rule) for f in result.findings]
    assert places == [
        (3, 13, "warning", "citation-ambiguous"),
        (4, 1, "warning", "citation-unknown"),
        (4, 40, "warning", "leader-ambiguous"),
    ]
    ambiguous, unknown, leader = result.findings
    assert "nq-27-tw-k13 hay nq-27-tw-k12" in ambiguous.message
    assert "/van-ban/nq-27-tw-k13/" in ambiguous.hint
    assert "resolutions/qd-99-tw.yml" in unknown.hint
    assert "nguyen-van-an hay nguyen-van-an-2" in leader.message
    assert result.links == ("/van-ban/nq-18-tw-k12/",)


def test_an_editors_link_settles_the_other_mentions() -> None:
    result = annotate("[27-NQ/TW](/van-ban/nq-27-tw-k12/)\n\n## Hai\n\n27-NQ/TW", lookup, Context("2024-03-26"))
    assert result.links == ("/van-ban/nq-27-tw-k12/",)
    assert result.findings == ()


def test_what_the_record_lists_settles_its_summary() -> None:
    context = Context("2024-03-26", resolutions=("nq-27-tw-k12",), leaders=("nguyen-van-an",))
    result = annotate("27-NQ/TW; Nguyễn Văn An", lookup, context)
    assert result.links == ("/van-ban/nq-27-tw-k12/", "/lanh-dao/nguyen-van-an/")


def test_a_later_title_is_no_finding() -> None:
    result = annotate("quy định về kiểm soát quyền lực trong công tác cán bộ", lookup, Context("2018-10-29"))
    assert (result.links, result.findings) == ((), ())


MARKS = [
    "18-NQ/TW",
    "Hà Nội",
    "Phạm Minh Chính",
    "[",
    "]",
    "(",
    ")",
    "](/van-ban/x/)",
    "`",
    "``",
    "\n",
    "\n\n",
    "# ",
    "    ",
    "**",
    "<",
    ">",
    "!",
    "\\",
    "[a]: b",
    "---",
    "```\n",
]


@given(st.text(max_size=120) | st.lists(st.sampled_from(MARKS), max_size=30).map("".join))
@settings(deadline=None)
def test_only_links_are_added(markdown: str) -> None:
    result = annotate(markdown, lookup, CONTEXT)
    rest = result.markdown
    for target in result.links:
        rest = re.sub(rf"\[([^\[\]]*)\]\({re.escape(target)}\)", r"\1", rest)
    plain = markdown
    for target in set(result.links):
        plain = re.sub(rf"\[([^\[\]]*)\]\({re.escape(target)}\)", r"\1", plain)
    assert rest == plain


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "[](",
        "`",
        "` ",
        "<a",
        "[a](/van-ban/x/) ",
        "[a]: b\n",
        "# a\n",
        "x\n-\n",
        "    x\n\n",
        "~~~\n",
        "18-NQ/TW\n\n# a\n",
        "Nguyễn Văn An, ",
    ],
)
def test_hostile_markdown_takes_time_in_proportion(piece: str) -> None:
    markdown = piece * (200_000 // len(piece))
    start = time.thread_time()
    annotate(markdown, lookup, CONTEXT)
    assert time.thread_time() - start < 20
