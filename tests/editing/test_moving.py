"""Renaming, merging, correcting, withdrawing: what the archive means then, what stays, and that it can be undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import files
from repositories import git

from giaoban.build.examine import examine
from giaoban.build.ledger import FILES
from giaoban.build.ledger import load as load_ledger

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Result]
MEETING = "2018-10-29-giao-ban-thang-11-2018"
RENAMED = [
    (MEETING, "2018-10-29-giao-ban", "hop"),
    ("pham-minh-chinh", "pham-minh-chinh-viet-tri", "lanh-dao"),
    ("nq-18-tw-k12", "nq-018-tw-k12", "van-ban"),
    ("ban-to-chuc-trung-uong", "ban-to-chuc-tw", ""),
    ("trung-uong-hang-thang", "toan-nganh-hang-thang", "chuoi"),
    ("cong-tac-can-bo", "can-bo", "chu-de"),
    ("k12-tw6", "k12-hoi-nghi-6", "hoi-nghi"),
]


def errors(content: Path) -> list[str]:
    return [f.format() for f in examine(content, ROOT, keep=False).findings if f.severity == "error"]


def records(tree: dict[str, bytes]) -> dict[str, bytes]:
    """The files of records: neither the ledger nor pages, where a text may show an id as an example."""
    return {path: data for path, data in tree.items() if path not in FILES and not path.startswith("pages/")}


def words(tree: dict[str, bytes]) -> str:
    """All that stands in the records but their order by files."""
    return "\n".join(sorted(line for data in tree.values() for line in data.decode().splitlines()))


@pytest.mark.parametrize(("old", "new", "section"), RENAMED, ids=lambda value: value)
def test_a_record_keeps_all_its_references_under_another_id(
    archive: Path, run: Run, old: str, new: str, section: str
) -> None:
    before = files(archive)
    promised = set(load_ledger(archive).promised)
    result = run("rename", old, new)
    assert result.exit_code == 0, result.output
    after, was = records(files(archive)), records(before)
    whole = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    assert not [path for path, data in after.items() if whole.search(data.decode())]
    assert words(after) == words({path: whole.sub(new, data.decode()).encode() for path, data in was.items()}), (
        "something else changed"
    )
    ledger = load_ledger(archive)
    assert promised <= set(ledger.promised)
    if section:
        assert ledger.redirects[f"/{section}/{old}/"] == f"/{section}/{new}/"
        assert f"/{section}/{new}/" in ledger.promised
    back = run("rename", new, old)
    assert back.exit_code == 0, back.output
    assert files(archive) == before, "an address that was never committed leaves no trace"


def test_one_checkout_undoes_a_command(archive: Path, run: Run) -> None:
    before = files(archive)
    for call in (
        ("rename", "pham-minh-chinh", "pham-chinh"),
        ("merge", "truong-thi-mai", "pham-minh-chinh"),
        ("withdraw", MEETING, "--why", "Trùng."),
        ("correct", MEETING, "--what", "Sửa."),
    ):
        result = run(*call)
        said = re.search(r"^Hoàn tác: (git checkout --no-overlay HEAD -- ).*$", result.output, re.MULTILINE)
        assert said, result.output
        assert files(archive) != before
        git(archive.parent, *said[1].split()[1:], "content")
        assert files(archive) == before, call


def test_one_person_instead_of_two(archive: Path, run: Run) -> None:
    (archive / "leaders/pham-m-chinh.yml").write_text("id: pham-m-chinh\nname: Phạm M. Chính\n", "utf-8")
    meeting = archive / "briefings/2018" / f"{MEETING}.md"
    text = meeting.read_text("utf-8")
    meeting.write_text(text.replace("leader: pham-minh-chinh", "leader: pham-m-chinh").replace(
        "by: pham-minh-chinh", "by: pham-m-chinh"), "utf-8")  # fmt: skip
    run("urls")
    result = run("merge", "pham-m-chinh", "pham-minh-chinh")
    assert result.exit_code == 0, result.output
    assert meeting.read_text("utf-8") == text
    assert "other_names: [Phạm M. Chính]" in (archive / "leaders/pham-minh-chinh.yml").read_text("utf-8")
    assert not (archive / "leaders/pham-m-chinh.yml").exists()
    assert errors(archive) == []


@pytest.mark.parametrize(
    ("kept", "wanted"),
    [
        ("", "other_names: [Giả Định, Lê Giả Định]\n"),
        ("other_names: [Lê Định]\n", "other_names: [Lê Định, Giả Định, Lê Giả Định]\n"),
        ("other_names:\n  - Lê Định # xưa\n", "other_names:\n  - Lê Định # xưa\n  - Giả Định\n  - Lê Giả Định\n"),
        ("other_names: [Giả Định]\nnote: Một.\n", "other_names: [Giả Định, Lê Giả Định]\nnote: Một.\n"),
    ],
)
def test_every_name_of_the_one_becomes_a_name_of_the_other(archive: Path, run: Run, kept: str, wanted: str) -> None:
    """Also where several come at once."""
    (archive / "leaders/mot.yml").write_text("id: mot\nname: Giả Định\nother_names: [Lê Giả Định]\n", "utf-8")
    (archive / "leaders/hai.yml").write_text(f"id: hai\nname: Lê Thị Định\n{kept}", "utf-8")
    result = run("merge", "mot", "hai")
    assert result.exit_code == 0, result.output
    assert (archive / "leaders/hai.yml").read_text("utf-8") == f"id: hai\nname: Lê Thị Định\n{wanted}"


def test_what_two_records_say_differently_is_told(archive: Path, run: Run) -> None:
    twin = (archive / "resolutions/nq-18-tw-k12.yml").read_text("utf-8")
    twin = twin.replace("id: nq-18-tw-k12", "id: nq-18").replace("date: 2017-10-25", "date: 2017-10-26")
    (archive / "resolutions/nq-18.yml").write_text(twin.replace("aliases: [", "aliases: [Nghị quyết Hư Cấu, "), "utf-8")
    result = run("merge", "nq-18", "nq-18-tw-k12")
    assert "date: “2017-10-26” ở nq-18, “2017-10-25” ở nq-18-tw-k12" in result.output
    kept = (archive / "resolutions/nq-18-tw-k12.yml").read_text("utf-8")
    assert "Nghị quyết 18, Nghị quyết Hư Cấu]" in kept
    assert errors(archive) == []


@pytest.mark.parametrize("entity", [MEETING, "2019-01-18-tong-ket-2018", "2020-08-24-co-quan-giao-ban-tuan"])
def test_a_correction_is_added_and_nothing_else_changes(archive: Path, run: Run, entity: str) -> None:
    [file] = archive.glob(f"briefings/*/{entity}.md")
    before = file.read_text("utf-8")
    what = 'Ngày đúng: 29-10 # chứ không "28-10".'
    result = run("correct", entity, "--what", what, "--date", "2026-11-25", "--item", "t1")
    assert result.exit_code == 0, result.output
    lines = file.read_text("utf-8").splitlines()
    for line in before.splitlines():
        lines.remove(line)
    assert [line.strip() for line in lines if line != "corrections:"] == [
        "- date: 2026-11-25", 'what: "Ngày đúng: 29-10 # chứ không \\"28-10\\"."', "item: t1"
    ]  # fmt: skip


def test_a_withdrawn_meeting_says_why(archive: Path, run: Run) -> None:
    result = run("withdraw", "2024-03-26-quang-tri-giao-ban-quy-1-2024", given="Nguồn đã gỡ bài.\n")
    assert result.exit_code == 0, result.output
    text = (archive / "briefings/2024/2024-03-26-quang-tri-giao-ban-quy-1-2024.md").read_text("utf-8")
    assert "what: Nguồn đã gỡ bài." in text
    assert "\nstatus: withdrawn\n" in text
    again = run("withdraw", "2024-03-26-quang-tri-giao-ban-quy-1-2024", "--why", "x")
    assert (again.exit_code, "đã rút rồi" in again.output) == (1, True)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("rename", "khong-co", "moi"), "không có bản ghi nào mang mã “khong-co”"),
        (("rename", "pham-minh-chin", "moi"), "có phải “pham-minh-chinh” không"),
        (("rename", "Phạm Minh Chính", "moi"), "có phải pham-minh-chinh không"),
        (("rename", "pham-minh-chinh", "pham-minh-chinh"), "đã mang mã “pham-minh-chinh”"),
        (("correct", f"content/briefings/2018/{MEETING}.md", "--what", "x"), f"không kèm đuôi: {MEETING}"),
        (("correct", MEETING, "--what", " "), "sai và nay đúng thế nào"),
        (("withdraw", MEETING, "--why", " "), "vì sao rút"),
        (("draft", "--done", "khong-co"), "không có bản ghi nào mang mã “khong-co”"),
        (("draft", "--done", "trung-uong-hang-thang"), "không có bản nháp riêng"),
        (("draft", MEETING), f"giaoban draft {MEETING} --from"),
        (("draft", "https://bao.example/a"), "lưu trang thành tệp"),
        (("rename", "pham-minh-chinh", "Phạm Minh Chính"), "không phải mã hợp lệ"),
        (("rename", "pham-minh-chinh", "truong-thi-mai"), "giaoban merge pham-minh-chinh truong-thi-mai"),
        (("rename", "dien-bien", "dien-bien-phu", "--kind", "unit"), "không bao giờ đổi"),
        (("merge", MEETING, MEETING), "không gộp bằng lệnh được"),
        (("merge", "truong-thi-mai", "truong-thi-mai"), "hai mã là một"),
        (("withdraw", "pham-minh-chinh", "--why", "x"), "chỉ rút được cuộc họp"),
        (("correct", MEETING, "--what", "x", "--item", "t99"), "không có mục “t99”"),
        (("correct", MEETING, "--what", "x", "--date", "26-11-2026"), "viết như 2026-11-26"),
        (("correct", "cong-tac-can-bo", "--what", "x"), "sửa thẳng bản ghi"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_told_and_nothing_changes(
    archive: Path, run: Run, call: tuple[str, ...], said: str
) -> None:
    before = files(archive)
    result = run(*call)
    assert result.exit_code == 1
    assert said in result.output
    assert files(archive) == before


def test_a_damaged_file_that_names_the_record_stops_it(archive: Path, run: Run) -> None:
    file = archive / "briefings/2018" / f"{MEETING}.md"
    file.write_text(file.read_text("utf-8").replace("title: ", 'title: "', 1), "utf-8")
    before = files(archive)
    result = run("rename", "pham-minh-chinh", "pham-chinh")
    assert (result.exit_code, f"{MEETING}.md" in result.output) == (1, True)
    assert files(archive) == before


def test_what_is_doubtful_in_a_new_record_is_told_at_once(archive: Path, run: Run) -> None:
    told = run("new", "leader", "--name", "Đồng chí Nguyễn Văn Zê").output
    assert "Đã thêm lãnh đạo" in told
    assert "warning[name-form]" in told
    assert "warning" not in run("new", "leader", "--name", "Nguyễn Văn Zê Hai").output
