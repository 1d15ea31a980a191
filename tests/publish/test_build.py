"""The build as an editor and a publisher meet it: incremental equals cold, and nothing good is ever lost."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, SITE_URL, files

from giaoban.publish import build as building
from giaoban.publish import parallel
from giaoban.publish.build import BuildError, Options, Outcome, build
from giaoban.publish.gather import gather
from giaoban.publish.plan import plan

MEETING = "briefings/2018/2018-10-29-giao-ban-thang-11-2018.md"
OTHER = "briefings/2024/2024-03-26-quang-tri-giao-ban-quy-1-2024.md"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the real records that a test may change."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def replace(old: str, new: str, path: str = MEETING) -> Callable[[Path], None]:
    def edit(content: Path) -> None:
        text = (content / path).read_text(encoding="utf-8")
        assert old in text
        (content / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def new_meeting(content: Path) -> None:
    text = (content / MEETING).read_text(encoding="utf-8")
    text = text.replace("2018-10-29-giao-ban-thang-11-2018", "2018-12-03-giao-ban-thang-12-2018", 1)
    text = re.sub(r"(?m)^date: .*$", "date: 2018-12-03", text, count=1)
    task = "    continues: 2018-10-29-giao-ban-thang-11-2018#t1\n"
    text = text.replace("  - id: t5\n", f"  - id: t5\n{task}", 1)
    (content / "briefings/2018/2018-12-03-giao-ban-thang-12-2018.md").write_text(text, encoding="utf-8")


def bare_meeting(content: Path) -> None:
    """One that names no document, and yet changes every document's share of its year."""
    (content / "briefings/2018/2018-12-20-hop.md").write_text(
        "---\nid: 2018-12-20-hop\ntitle: Giao ban cuối năm 2018\nkind: briefing\nlevel: central\ndate: 2018-12-20\n"
        "sources:\n  - {id: s1, publisher: Báo A, title: Bài, url: https://example.org/a}\n---\n\nTóm tắt.\n",
        encoding="utf-8",
    )


def remove_meeting(content: Path) -> None:
    (content / OTHER).unlink()
    (content / "urls.txt").unlink(missing_ok=True)


EDITS: dict[str, Callable[[Path], None]] = {
    "a sentence of the summary": replace("Hội nghị nhìn lại tháng 10", "Cuộc họp nhìn lại tháng 10"),
    "a task that timelines show": replace("Tham mưu để cấp ủy tiếp tục thực hiện", "Tham mưu để cấp ủy thực hiện"),
    "the title": replace("title: Giao ban trực tuyến ngành", "title: Họp giao ban trực tuyến ngành"),
    "the date": replace("date: 2018-10-29\n", "date: 2018-10-30\n"),
    "a meeting withdrawn": replace(
        "series: ", "status: withdrawn\ncorrections:\n  - {date: 2026-11-01, what: Trùng bản ghi khác.}\nseries: "
    ),
    "what a figure counts": replace("unit: trường hợp", "unit: người"),
    "a province no longer named": replace("  - province: yen-bai\n", "  - province: lao-cai\n"),
    "a leader's name": replace("name: Phạm Minh Chính", "name: Phạm Minh  Chính B", "leaders/pham-minh-chinh.yml"),
    "a leader whom prose names": replace("name: Phan Văn Phụng", "name: Phan Văn Khác", "leaders/phan-van-phung.yml"),
    "a second leader of one name": lambda content: (content / "leaders" / "phan-van-phung-2.yml").write_text(
        "id: phan-van-phung-2\nname: Phan Văn Phụng\nnote: Người khác, trùng tên.\n", encoding="utf-8"
    ),
    "a document's title": replace("title: Một số vấn đề", "title: Mấy vấn đề", "resolutions/nq-18-tw-k12.yml"),
    "a document's issuer opened": replace("issuer: ban-chap-hanh-trung-uong\n", "", "resolutions/nq-19-tw-k12.yml"),
    "a topic's name": replace("name: Công tác cán bộ", "name: Về cán bộ", "topics.yml"),
    "a unit's region": replace("region: Đồng bằng sông Cửu Long", "region: Miền Tây", "provinces.yml"),
    "a page of prose": replace("kho", "KHO", "pages/gioi-thieu.md"),
    "a document's date on a province's line": replace(
        "date: 2016-08-01", "date: 2016-08-02", "resolutions/nq-03-tu-dong-thap-2015-2020.yml"
    ),
    "the province of a host": replace(
        "name: Ban Tổ chức Tỉnh ủy Đồng Tháp\n    province: dong-thap",
        "name: Ban Tổ chức Tỉnh ủy Đồng Tháp\n    province: an-giang",
        "organizations.yml",
    ),
    "a meeting that names nothing": bare_meeting,
    "a new meeting that continues a task": new_meeting,
    "a meeting gone": remove_meeting,
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=list(EDITS))
def test_an_incremental_build_is_a_cold_build(
    edit: Callable[[Path], None], content: Path, tmp_path: Path, build_in: Callable[..., Outcome]
) -> None:
    assert build_in("warm").published
    edit(content)
    warm = build_in("warm")
    assert warm.published, [f.format() for f in warm.findings]
    cold = build_in("cold", processes=2)
    assert files(tmp_path / "warm" / "site") == files(tmp_path / "cold" / "site")
    assert 0 < warm.drawn < cold.drawn
    # And back again, over a spare tree that is two turns old.
    shutil.rmtree(content)
    shutil.copytree(ROOT / "content", content)
    assert build_in("warm").published
    assert build_in("again").published
    assert files(tmp_path / "warm" / "site") == files(tmp_path / "again" / "site")


def test_no_change_touches_nothing(build_in: Callable[..., Outcome], tmp_path: Path) -> None:
    build_in()
    site = tmp_path / "build" / "site"
    before = {p: p.stat().st_ino for p in site.rglob("*")}
    outcome = build_in()
    assert (outcome.read, outcome.drawn) == (0, 0)
    assert {p: p.stat().st_ino for p in site.rglob("*")} == before


def test_a_change_draws_only_what_it_touches(content: Path, build_in: Callable[..., Outcome], tmp_path: Path) -> None:
    build_in()
    before = files(tmp_path / "build" / "site")
    EDITS["a sentence of the summary"](content)
    build_in()
    after = files(tmp_path / "build" / "site")
    changed = {f for f in after if after[f] != before.get(f)}
    assert {f for f in changed if not f.startswith("tim/")} == {"hop/2018-10-29-giao-ban-thang-11-2018/index.html"}


@pytest.mark.parametrize(
    ("edit", "redrawn"),
    [
        (replace("Hội nghị nhìn lại tháng 10", "Cuộc họp nhìn lại tháng 10"), False),
        (replace("Tham mưu để cấp ủy tiếp tục thực hiện", "Tham mưu để cấp ủy thực hiện"), False),
        (replace("date: 2018-10-29\n", "date: 2018-10-30\n"), False),
        (replace("name: Phạm Minh Chính", "name: Phạm Minh  Chính B", "leaders/pham-minh-chinh.yml"), False),
        (replace("date: 2018-10-29\n", "date: 2018-10\n"), True),
        (replace("title: Giao ban trực tuyến ngành", "title: Họp giao ban trực tuyến ngành"), True),
        (replace("period: 2018-11\n", ""), True),
        (replace("name: Giao ban trực tuyến toàn ngành hằng tháng", "name: Giao ban", "series.yml"), True),
        (replace("date: 2016-05-15\n", "", "resolutions/ct-05-tw-k12.yml"), True),
        (remove_meeting, True),
    ],
)
def test_coverage_is_drawn_anew_only_when_it_changes(
    edit: Callable[[Path], None], redrawn: bool, content: Path
) -> None:
    def key() -> bytes:
        gathered = gather(content, None, 1)
        return plan(gathered.archive, gathered.keys, gathered.summaries, b"").wanted["do-phu/index.html"]

    before = key()
    edit(content)
    assert (key() != before) is redrawn


def test_several_processes_make_the_same_site(
    build_in: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_in("one", processes=1)
    monkeypatch.setattr(parallel, "WORTH_IT", 1)
    monkeypatch.setattr(parallel, "CHUNK", 2)
    assert build_in("two", processes=2).published
    assert files(tmp_path / "one" / "site") == files(tmp_path / "two" / "site")


def test_another_address_changes_every_page(build_in: Callable[..., Outcome], tmp_path: Path) -> None:
    build_in("one")
    build_in("one", site_url="https://example.net/")
    build_in("two", site_url="https://example.net/")
    assert files(tmp_path / "one" / "site") == files(tmp_path / "two" / "site")


def test_an_error_leaves_the_last_good_site(content: Path, build_in: Callable[..., Outcome], tmp_path: Path) -> None:
    build_in()
    before = files(tmp_path / "build" / "site")
    replace("leader: pham-minh-chinh", "leader: khong-co-ai")(content)
    outcome = build_in()
    assert not outcome.published
    assert [f.rule for f in outcome.findings if f.severity == "error"] == ["unknown-leader"]
    assert files(tmp_path / "build" / "site") == before


def test_a_lost_address_leaves_the_last_good_site(
    content: Path, build_in: Callable[..., Outcome], tmp_path: Path
) -> None:
    build_in()
    before = files(tmp_path / "build" / "site")
    (content / "urls.txt").write_text("/hop/2001-01-01-da-mat/\n", encoding="utf-8")
    outcome = build_in()
    assert [f.rule for f in outcome.findings if f.severity == "error"] == ["url-lost"]
    assert files(tmp_path / "build" / "site") == before
    (content / "redirects.yml").write_text("/hop/2001-01-01-da-mat/: /hop/\n", encoding="utf-8")
    assert build_in().published
    moved = (tmp_path / "build" / "site" / "hop/2001-01-01-da-mat/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=/giao-ban/hop/"' in moved


def _killed_at(moment: str, content: Path, target: Path) -> None:
    """Run a build in this process that kills itself, as the system would, at the ``moment`` named."""

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(*{
        "reading": (building, "plan"),
        "drawing": (building.Studio, "lists"),
        "swapping": (building.tree, "_exchange"),
    }[moment], die)  # fmt: skip
    build(Options(ROOT, content, target, SITE_URL, 1))


@pytest.mark.parametrize("moment", ["reading", "drawing", "swapping"])
def test_a_kill_leaves_the_last_good_site(
    moment: str, content: Path, build_in: Callable[..., Outcome], tmp_path: Path
) -> None:
    build_in()
    before = files(tmp_path / "build" / "site")
    EDITS["the title"](content)
    process = multiprocessing.get_context("fork").Process(target=_killed_at, args=(moment, content, tmp_path / "build"))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert files(tmp_path / "build" / "site") == before
    assert build_in().published
    build_in("cold")
    assert files(tmp_path / "build" / "site") == files(tmp_path / "cold" / "site")


@pytest.mark.parametrize("damage", [b"", b"not a database, but long enough to be read as one" * 100])
def test_a_damaged_cache_is_thrown_away(damage: bytes, build_in: Callable[..., Outcome], tmp_path: Path) -> None:
    build_in()
    before = files(tmp_path / "build" / "site")
    for part in (tmp_path / "build" / "cache").glob("records.sqlite*"):
        part.unlink()
    (tmp_path / "build" / "cache" / "records.sqlite").write_bytes(damage)
    assert build_in().published
    assert files(tmp_path / "build" / "site") == before


def test_two_builds_at_once_do_not_meet(content: Path, tmp_path: Path) -> None:
    with building._alone(tmp_path / "build"), pytest.raises(BuildError, match="một lần dựng khác"):
        build(Options(ROOT, content, tmp_path / "build", SITE_URL, 1))
