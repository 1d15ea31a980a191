"""The history of records: what git says of them, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from conftest import MINI, files
from repositories import commit, git

from giaoban.build import history
from giaoban.build.history import Histories
from giaoban.build.pipeline import Outcome
from giaoban.records.changes import Changed, History, RecordChange

MEETING = "2024-10-15-giao-ban-thang-10-2024"
FILE = f"briefings/2024/{MEETING}.md"
PAGE = f"hop/{MEETING}/index.html"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose folder ``content`` will hold the tiny archive."""
    git(tmp_path, "init", "-q", "-b", "main")
    shutil.copytree(MINI, tmp_path / "content")
    commit(tmp_path, "2026-01-05T10:00:00+0700")
    return tmp_path


@pytest.fixture
def content(repository: Path) -> Path:
    """The records, under git."""
    return repository / "content"


def edit(content: Path, old: str, new: str) -> None:
    text = (content / FILE).read_text(encoding="utf-8")
    assert old in text
    (content / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")


def read(content: Path, kept: bytes | None = None) -> tuple[Histories, bytes]:
    return history.read(content, history.place_in_repository(content), kept)


def known(content: Path) -> Histories:
    return read(content)[0]


def test_a_record_is_added_and_then_changed(repository: Path, content: Path) -> None:
    edit(content, "title: ", "title: Họp ")
    commit(repository, "2026-02-01T23:30:00+0000")
    # Half past eleven at night in London is the next morning in Vietnam.
    changes = (RecordChange("2026-02-02", (Changed("title"),)), RecordChange("2026-01-05"))
    found = known(content)
    assert found.meetings[MEETING] == History(changes)
    assert found.days[FILE] == "2026-02-02"
    assert found.days["series.yml"] == "2026-01-05"


def test_the_changes_of_one_day_are_one(repository: Path, content: Path) -> None:
    before = (content / FILE).read_text(encoding="utf-8")
    edit(content, "title: ", "title: Họp ")
    commit(repository, "2026-03-01T08:00:00+0700")
    edit(content, "level: central", "level: cluster")
    commit(repository, "2026-03-01T09:00:00+0700")
    assert {p.key for p in known(content).meetings[MEETING].changes[0].parts} == {"title", "level"}
    (content / FILE).write_text(before, encoding="utf-8")
    commit(repository, "2026-03-01T10:00:00+0700")
    assert known(content).meetings[MEETING].changes == (RecordChange("2026-01-05"),)


def test_a_record_that_moves_keeps_its_history(repository: Path, content: Path) -> None:
    (content / "briefings" / "2023").mkdir()
    shutil.move(content / FILE, content / "briefings" / "2023" / f"{MEETING}.md")
    commit(repository, "2026-02-01T08:00:00+0700")
    found = known(content)
    assert found.meetings[MEETING].changes == (RecordChange("2026-01-05"),)
    assert f"briefings/2023/{MEETING}.md" in found.days


def test_a_record_that_went_and_came_back_is_new(repository: Path, content: Path) -> None:
    text = (content / FILE).read_bytes()
    (content / FILE).unlink()
    commit(repository, "2026-02-01T08:00:00+0700")
    assert MEETING not in known(content).meetings
    (content / FILE).write_bytes(text)
    commit(repository, "2026-03-01T08:00:00+0700")
    assert known(content).meetings[MEETING].changes == (RecordChange("2026-03-01"),)


def test_what_a_branch_brought_counts_from_the_day_it_was_merged(repository: Path, content: Path) -> None:
    git(repository, "checkout", "-q", "-b", "side")
    edit(content, "title: ", "title: Họp ")
    commit(repository, "2026-02-01T08:00:00+0700")
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "-m", "m", "side", when="2026-04-01T08:00:00+0700")
    assert known(content).meetings[MEETING].changes[0] == RecordChange("2026-04-01", (Changed("title"),))


def test_only_the_latest_days_are_told_and_the_others_counted(repository: Path, content: Path) -> None:
    for day in range(1, history.SHOWN + 4):
        edit(content, "title: ", f"title: {day} ")
        commit(repository, f"2026-02-{day:02d}T08:00:00+0700")
    found = known(content).meetings[MEETING]
    assert len(found.changes) == history.SHOWN
    assert found.changes[0].day == f"2026-02-{history.SHOWN + 3}"
    assert found.earlier == 4


def test_newer_commits_on_top_of_what_is_kept_give_what_a_first_reading_gives(repository: Path, content: Path) -> None:
    _, kept = read(content)
    edit(content, "title: ", "title: Họp ")
    commit(repository, "2026-02-01T08:00:00+0700")
    # A commit on top is read on top; one that takes the place of the kept one makes everything be read anew.
    found, kept = read(content, kept)
    assert found == known(content)
    git(repository, "commit", "-q", "--amend", "-m", "y", when="2026-02-09T08:00:00+0700")
    assert read(content, kept)[0] == known(content)


@pytest.mark.parametrize(
    "kept", [b"", b"damaged", msgspec.msgpack.encode({"prefix": "content/", "head": 5, "versions": []})]
)
def test_what_is_kept_and_cannot_be_read_is_read_anew(content: Path, kept: bytes) -> None:
    assert read(content, kept)[0] == known(content)


def test_what_is_kept_names_no_option_of_git(content: Path, tmp_path: Path) -> None:
    _, kept = read(content)
    decoded = msgspec.msgpack.decode(kept)
    target = tmp_path / "written"
    decoded["head"] = f"--output={target}"
    assert read(content, msgspec.msgpack.encode(decoded))[0] == known(content)
    assert not target.exists()


def test_nothing_is_known_without_a_repository_or_of_one_that_is_cut_short(
    repository: Path, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(content, "title: ", "title: Họp ")
    commit(repository, "2026-02-01T08:00:00+0700")
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "shallow")
    assert known(tmp_path / "shallow" / "content") == Histories()
    outside = Path(shutil.copytree(MINI, tmp_path / "elsewhere" / "content"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    git(tmp_path / "elsewhere", "init", "-q")
    assert known(outside) == Histories()
    monkeypatch.setenv("PATH", "")
    assert known(content) == Histories()


def test_a_page_tells_what_is_committed_and_nothing_else(
    repository: Path, content: Path, build_in: Callable[..., Outcome], tmp_path: Path
) -> None:
    build_in()
    page = tmp_path / "build" / "site" / PAGE
    assert "Thêm vào kho" in page.read_text(encoding="utf-8")
    edit(content, "title: ", "title: Họp ")
    build_in()
    assert "Sửa tên cuộc họp" not in page.read_text(encoding="utf-8")
    commit(repository, "2026-02-01T08:00:00+0700")
    before = files(tmp_path / "build" / "site")
    build_in()
    html = page.read_text(encoding="utf-8")
    assert html.index("Sửa tên cuộc họp") < html.index("Thêm vào kho")
    assert '<time datetime="2026-02-01">1-2-2026</time>' in html
    # The page, sitemaps, twins and drawings that say so, feeds and calendars that the meeting is in, and the page that names the
    # commit.
    after = files(tmp_path / "build" / "site")
    assert after.keys() == before.keys()
    changed = {file for file in after if after[file] != before[file]}
    following = {
        file
        for file, data in after.items()
        if file.endswith(("atom.xml", "lich.ics")) and MEETING.encode() in data.replace(b"\r\n ", b"")
    }
    # A correction has the day that the record says.
    sitemaps = {file for file in changed if file.startswith("sitemap")}
    assert {"sitemap.xml", "sitemap-hop.xml"} <= sitemaps
    version = {"phien-ban/index.html", "phien-ban/index.json"}
    twins = {file for file in changed - version if file.endswith(".json")}
    assert PAGE.replace(".html", ".json") in twins
    assert {file for file in twins if b'"updated":"2026-02-01"' not in after[file]} == set()
    drawings = {file for file in changed if file.endswith(".svg")}
    assert all("ngày 1-2-2026".encode() in after[file] for file in drawings)
    assert changed == {PAGE, *sitemaps, *twins, *following, *drawings, *version} - {"dinh-chinh/atom.xml"}
    assert {"atom.xml", "lich.ics"} < following
    sitemap = (tmp_path / "build" / "site" / "sitemap-hop.xml").read_text(encoding="utf-8")
    assert f"/hop/{MEETING}/</loc><lastmod>2026-02-01</lastmod>" in sitemap
    build_in("cold")
    assert files(tmp_path / "build" / "site") == files(tmp_path / "cold" / "site")


LEADER = "leaders/le-thi-gia-dinh.yml"


def rewritten(text: str) -> str:
    """The same with a comment, in other quotation marks, and with lines that break elsewhere."""
    front, body = text.removeprefix("---\n").split("\n---\n", 1)
    lines = [
        f'title: "{line.removeprefix("title: ")}"  # tên cuộc họp' if line.startswith("title: ") else line
        for line in front.split("\n")
    ]
    first, _, rest = body.partition(" ")
    return "\n".join(["---", "# đã soát lại", *lines, "---", f"{first}\n{rest}"])


@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.replace("\n", "\r\n"),
        rewritten,
        lambda text: text + "\n\n",
        lambda text: rewritten(text).replace("\n", "\r\n"),
    ],
)
def test_another_form_is_no_change(repository: Path, content: Path, form: Callable[[str], str]) -> None:
    edit(content, "title: ", "title: Họp ")
    commit(repository, "2026-02-01T10:00:00+0700")
    before, kept = read(content)
    file = content / FILE
    file.write_bytes(form(file.read_text(encoding="utf-8")).encode())
    leader = content / LEADER
    leader.write_bytes(("# soát\r\n" + leader.read_text(encoding="utf-8").replace("\n", "\r\n")).encode())
    commit(repository, "2026-03-01T10:00:00+0700")
    for found in (known(content), read(content, kept)[0]):
        assert (found.meetings, found.days) == (before.meetings, before.days)
    # A change of what it says counts again, and says what it was.
    edit(content, "level: central", "level: cluster")
    leader.write_text(leader.read_text(encoding="utf-8") + "note: Người hư cấu.\n", encoding="utf-8")
    commit(repository, "2026-04-01T10:00:00+0700")
    found = known(content)
    assert found.meetings[MEETING].changes[0] == RecordChange("2026-04-01", (Changed("level"),))
    assert len(found.meetings[MEETING].changes) == 3
    assert found.days[FILE] == found.days[LEADER] == "2026-04-01"
