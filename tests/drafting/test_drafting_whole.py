"""Whole drafts: their JSON, their YAML, writing them, and everything that is not an article."""

import json
import re
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from giaoban.drafting import Known, draft
from giaoban.drafting.files import TO_SETTLE, to_record, write
from giaoban.editing.draft_command import draft_command
from giaoban.records.files import SourceFile
from giaoban.records.load import load

KEYS = {
    "not_a_meeting", "date", "period", "kind", "level", "host", "venue", "people", "provinces", "resolutions", "results", "tasks",
    "figures",
    "sources", "findings", "evidence", "text",
}  # fmt: skip
LEAD = (
    "Chiều nay 26/3, Ban Tổ chức Tỉnh ủy Sơn La tổ chức hội nghị giao ban công tác tổ chức xây dựng Đảng quý I/2024. "
)


def _texts(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.txt"), *folder.glob("*.html")])


def test_json_has_the_records_keys_and_spans_that_hold(known: Known, articles: Path) -> None:
    for path in _texts(articles):
        found = draft(path.read_text(encoding="utf-8"), known, path=path.name).to_json()
        assert set(found) >= KEYS
        text = found["text"]
        for person in found["people"]:
            start, end = person["span"]
            assert unicodedata.normalize("NFC", text[start:end]).replace("\u00a0", " ") == person["name"], path.name
        for citation in found["resolutions"]:
            start, end = citation["span"]
            assert unicodedata.normalize("NFC", text[start:end]).replace("\u00a0", " ") == citation["cited"]
        for evidence in found["evidence"].values():
            assert evidence["how"]
            assert evidence["span"] is None or 0 <= evidence["span"][0] <= evidence["span"][1] <= len(text)
        json.dumps(found)


def test_plain_text_is_returned_as_it_was(known: Known, articles: Path) -> None:
    text = (articles / "dak-lak-nfd-2019.txt").read_text(encoding="utf-8")
    assert draft(text, known).text == text


def test_nfd_gives_what_nfc_gives(known: Known, articles: Path) -> None:
    text = (articles / "son-la-quy-1-2023.txt").read_text(encoding="utf-8")
    plain = draft(text, known).to_json()
    loose = draft(unicodedata.normalize("NFD", text), known).to_json()
    for key in ("date", "period", "kind", "level", "host", "venue"):
        assert plain[key] == loose[key]
    assert [(p["name"], p["as"], p["part"]) for p in plain["people"]] == [
        (p["name"], p["as"], p["part"]) for p in loose["people"]
    ]
    assert [c["symbol"] for c in plain["resolutions"]] == [c["symbol"] for c in loose["resolutions"]]


def test_a_record_loads_once_what_is_marked_is_filled(known: Known, articles: Path) -> None:
    for path in _texts(articles):
        found = draft(path.read_text(encoding="utf-8"), known, path=path.name)
        if found.not_a_meeting:
            assert to_record(found).startswith("#")
            continue
        filled = re.sub(rf"(?m)^(\s+(?:- )?(?:text|what|leader):)(  # .*{TO_SETTLE}.*)$", r"\1 x\2", to_record(found))
        loaded = load(SourceFile("briefings/2020/x.md", "briefing", filled.encode()))
        assert loaded.records, (path.name, [f.format() for f in loaded.findings])
        assert not [f for f in loaded.findings if f.severity == "error" and f.rule != "text-nfd"], path.name


def test_the_record_holds_no_sentence_of_the_article(known: Known, articles: Path) -> None:
    for path in _texts(articles):
        text = path.read_text(encoding="utf-8")
        found = draft(text, known, path=path.name)
        if found.not_a_meeting or path.suffix == ".html":
            continue
        record = unicodedata.normalize("NFC", to_record(found))
        summary = record.split("---\n")[-1]
        for sentence in re.split(r"(?<=[.;:])\s", unicodedata.normalize("NFC", text)):
            if len(sentence.split()) > 9:
                assert sentence not in summary


def test_the_year_of_a_day_comes_from_the_period(known: Known) -> None:
    found = draft(LEAD, known)
    assert (found.get("date"), found.get("time"), found.get("period")) == ("2024-03-26", "afternoon", "2024-33")


def test_what_is_open_is_marked_and_named(known: Known) -> None:
    text = (
        "Ban Tổ chức Tỉnh ủy Sơn La giao ban công tác tổ chức xây dựng Đảng. "
        "Đồng chí Lò Văn Xanh, Trưởng Ban Tổ chức Tỉnh ủy chủ trì."
    )
    found = draft(text, known)
    assert {"date-open", "period-open", "new-leader", "new-organization"} <= {f.rule for f in found.findings}
    assert to_record(found).count(TO_SETTLE) >= 4


def test_two_leaders_of_one_name_are_not_merged(known: Known) -> None:
    from dataclasses import replace

    shared = replace(known, leaders={**known.leaders, "lò văn xanh": ("lo-van-xanh", "lo-van-xanh-2")})
    found = draft(LEAD + "Đồng chí Lò Văn Xanh, Trưởng Ban Tổ chức Tỉnh ủy chủ trì.", shared)
    assert found.people[0].leader is None
    assert found.people[0].candidates == ("lo-van-xanh", "lo-van-xanh-2")
    assert "ambiguous-leader" in {f.rule for f in found.findings}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def test_into_writes_the_record_and_what_it_proposes(known: Known, articles: Path, content: Path) -> None:
    found = draft((articles / "son-la-quy-1-2023.txt").read_text(encoding="utf-8"), known)
    written, problems = write(found, content)
    assert not problems
    assert f"briefings/2023/{found.id}.md" in written
    assert any(name.startswith("leaders/") for name in written)
    for name in written:
        if name.startswith(("leaders/", "resolutions/")):
            kind = "leader" if name.startswith("leaders/") else "resolution"
            loaded = load(SourceFile(name, kind, (content / name).read_bytes()))
            assert loaded.records, [f.format() for f in loaded.findings]


def test_into_refuses_to_overwrite_and_then_writes_nothing(known: Known, articles: Path, content: Path) -> None:
    found = draft((articles / "son-la-quy-1-2023.txt").read_text(encoding="utf-8"), known)
    (content / "leaders").mkdir()
    there = content / "leaders" / "lo-van-muong.yml"
    there.write_text("id: lo-van-muong\n")
    written, problems = write(found, content)
    assert (written, [p.rule for p in problems]) == ([], ["file-exists"])
    assert [p for p in content.rglob("*") if p.is_file()] == [there]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02" * 200, "not-text"),
        ("Hội nghị giao ban".encode("utf-16"), "not-utf8"),
        (b"\x89PNG\r\n" + bytes(range(256)) * 20, "not-text"),
        (b"a" * (3 * 1024 * 1024), "too-large"),
        ("Hội nghị".encode("cp1258", "ignore") + b"\xe9\xea" * 40, "not-utf8"),
    ],
)
def test_bad_input_is_a_finding_and_no_traceback(tmp_path: Path, data: bytes, rule: str) -> None:
    path = tmp_path / "bai.txt"
    path.write_bytes(data)
    result = CliRunner().invoke(draft_command, [str(path)])
    assert result.exit_code == 1
    assert f"error[{rule}]" in result.output
    assert "Traceback" not in result.output


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    result = CliRunner().invoke(draft_command, [str(tmp_path / "khong-co.txt"), "--json"])
    assert result.exit_code == 1
    assert "error[missing-file]" in result.output


def test_standard_input_and_json(content: Path) -> None:
    result = CliRunner().invoke(draft_command, ["-", "--json", "--content", str(content)], input=LEAD)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["date"] == "2024-03-26"


def test_what_is_no_such_meeting_is_said(content: Path) -> None:
    text = (
        "Ban Tổ chức Giải bóng đá tổng kết mùa giải. Chiều 12/8/2023, Ban Tổ chức giải họp tổng kết công tác tổ chức."
    )
    result = CliRunner().invoke(draft_command, ["-", "--content", str(content)], input=text)
    assert result.exit_code == 1
    assert "error[not-a-meeting]" in result.output


@pytest.mark.parametrize(
    "part",
    [
        "đồng chí Nguyễn Văn A, ",
        "Nguyễn ",
        "Phó Bí thư Tỉnh ủy, ",
        "lãnh đạo ",
        "Nghị quyết số 18-NQ/TW, ",
        "a\n",
        "điểm cầu ",
        "(",
        "<div>",
    ],
)
def test_hostile_length_costs_little(known: Known, part: str) -> None:
    found = draft(LEAD + part * (20000 // len(part)), known)
    to_record(found)
    found.to_json()


@given(
    st.text(
        alphabet=st.sampled_from("ABĐ abcđ ,.;:-–()\n\t'’“”0123456789ộịủ\u0300\u00a0\u200b<>/#&{}[]|"), max_size=300
    )
)
def test_no_text_breaks_a_draft(tail: str) -> None:
    known = _EMPTY
    found = draft(LEAD + tail, known)
    assert found.text == LEAD + tail or "<" in tail
    json.dumps(found.to_json())
    record = to_record(found)
    if not found.not_a_meeting:
        filled = re.sub(rf"(?m)^(\s+(?:- )?(?:text|what|leader):)(  # .*{TO_SETTLE}.*)$", r"\1 x\2", record)
        assert load(SourceFile("briefings/2024/x.md", "briefing", filled.encode("utf-8", "replace"))).records


_EMPTY = Known.read(Path(__file__).parent / "no-such-folder")
