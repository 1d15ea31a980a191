"""The build as an editor and a publisher meet it: what it touches, and that nothing good is ever lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, SITE_URL, files
from plain_content import Content
from trials import EVERY, Trial, die_at, difference, made_once, quick_folder

from giaoban.build import code, pipeline, tree, work, workers
from giaoban.build.pipeline import BuildError, Options, Outcome, build

MEETING = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
PAGE = "hop/2024-10-15-giao-ban-thang-10-2024/index.html"
TWIN = PAGE.replace(".html", ".json")

Edit = Callable[[Path], object]


@pytest.fixture
def trial() -> Iterator[Trial]:
    """A small archive, built."""
    with quick_folder() as folder, made_once():
        made = Trial(folder, Content.read(EVERY))
        assert made.build().published
        yield made


def replace(old: str, new: str, path: str = MEETING) -> Edit:
    def edit(content: Path) -> None:
        text = (content / path).read_text(encoding="utf-8")
        assert old in text
        (content / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


summary_edited = replace("Cuộc họp hư cấu bàn việc", "Cuộc họp hư cấu xét việc")
title_edited = replace("title: Giao ban", "title: Họp giao ban")
refused = replace("leader: le-thi-gia-dinh", "leader: khong-co-ai")


def test_no_change_touches_nothing(trial: Trial) -> None:
    site = trial.build_folder / "site"
    before = {p: p.stat().st_ino for p in site.rglob("*")}
    outcome = trial.build()
    assert (outcome.published, outcome.read, outcome.made) == (True, 0, 0)
    assert {p: p.stat().st_ino for p in site.rglob("*")} == before


@pytest.mark.parametrize(
    ("edit", "touched"),
    [
        (summary_edited, {PAGE, TWIN, "atom.xml"}),
        (replace("text: Hồ sơ hư cấu còn thiếu.", "text: Hồ sơ hư cấu thiếu nhiều."), {PAGE, TWIN}),
        (replace("/\n", "/\n/van-ban/\n", "urls.txt"), set()),
        (
            replace("Chủ đề thử nghiệm về cán bộ", "Về cán bộ", "topics.yml"),
            {f"chu-de/{file}" for file in ("index.html", "index.json", "index.csv")}
            | {f"chu-de/cong-tac-can-bo/{file}" for file in ("index.html", "index.json")},
        ),
    ],
)
def test_a_change_makes_only_what_it_touches(edit: Edit, touched: set[str], trial: Trial) -> None:
    before = trial.site()
    edit(trial.content)
    outcome = trial.build()
    changed = {file for file in difference(before, trial.site()) if not file.startswith("tim/")}
    assert changed == touched
    assert outcome.equal <= len(touched)


def test_findings_are_those_of_a_cold_build(trial: Trial) -> None:
    for edit in (summary_edited, replace("resolution: nq-901-tw-k90", "resolution: nq-900-tw-k90")):
        edit(trial.content)
        findings = trial.build().findings
        trial.cold()
        assert findings == trial.cold_findings != ()
        # With nothing to do they are said again.
        assert trial.build().findings == findings


def test_several_processes_make_the_same_site(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORTH_IT", 1)
    monkeypatch.setattr(workers, "CHUNK", 2)

    def together(name: str) -> dict[str, bytes]:
        outcome = build(Options(ROOT, trial.content, trial.folder / name, SITE_URL, 2))
        assert outcome.published
        return files(trial.folder / name / "site")

    assert together("two") == trial.site()
    title_edited(trial.content)
    trial.build()
    assert together("two") == trial.site() == together("three")


def test_another_process_on_another_day_makes_the_same_site(trial: Trial) -> None:
    """In whatever order it goes through sets, and whatever its zone."""
    script = (
        "import sys; from pathlib import Path; from giaoban.build.pipeline import Options, build; "
        "root, content, target = map(Path, sys.argv[1:4]); build(Options(root, content, target, sys.argv[4], 1))"
    )
    for seed, zone in (("1", "Pacific/Honolulu"), ("2", "Asia/Tokyo")):
        target = trial.folder / seed
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", script, str(ROOT), str(trial.content), str(target), SITE_URL]
        subprocess.run(command, env=environment, check=True)
        assert difference(files(target / "site"), trial.site()) == []


def test_a_fresh_checkout_with_a_kept_cache_reads_bytes_and_makes_nothing(trial: Trial) -> None:
    before = trial.site()
    shutil.rmtree(trial.build_folder / "site")
    for path in trial.content.rglob("*"):
        os.utime(path)
    outcome = trial.build()
    assert (outcome.published, outcome.made) == (True, 0)
    assert trial.site() == before


def test_a_file_written_twice_in_one_tick_is_read_again(trial: Trial) -> None:
    """Two edits may leave the size and the time as they were; what is as new as the last build is read again."""
    path = trial.content / MEETING
    title_edited(trial.content)
    trial.build()
    before = path.stat()
    data = path.read_bytes().replace("Họp giao".encode(), "Hợp giao".encode(), 1)
    with path.open("r+b") as stream:  # the same inode
        stream.write(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    trial.build()
    assert "Hợp giao" in trial.site()[PAGE].decode()
    assert trial.stale() == []


# Nothing good is lost


def test_an_error_leaves_the_last_good_site(trial: Trial) -> None:
    before = trial.site()
    refused(trial.content)
    for _ in range(2):
        outcome = trial.build()
        assert not outcome.published
        assert {f.rule for f in outcome.findings if f.severity == "error"} == {"unknown-leader"}
        assert trial.site() == before


def test_a_lost_address_leaves_the_last_good_site(trial: Trial) -> None:
    before = trial.site()
    (trial.content / "urls.txt").write_text("/hop/2001-01-01-da-mat/\n", encoding="utf-8")
    outcome = trial.build()
    assert [f.rule for f in outcome.findings if f.severity == "error"] == ["url-lost"]
    assert trial.site() == before
    (trial.content / "redirects.yml").write_text("/hop/2001-01-01-da-mat/: /hop/\n", encoding="utf-8")
    assert trial.build().published
    assert b'content="0; url=/giao-ban/hop/"' in trial.site()["hop/2001-01-01-da-mat/index.html"]


@pytest.mark.parametrize("refuse", [False, True])
def test_a_site_that_was_refused_once_is_right_in_the_end(refuse: bool, trial: Trial) -> None:
    title_edited(trial.content)
    if refuse:
        refused(trial.content)
        assert not trial.build().published
        replace("leader: khong-co-ai", "leader: le-thi-gia-dinh")(trial.content)
    assert trial.build().published
    assert trial.stale() == []


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (pipeline.outputs, "wanted"),
        (work.Work, "make_products"),
        (work.Work, "make_index"),
        (work.Work, "make_files"),
        (work.Work, "save"),
        (tree, "_exchange"),
        (tree.Tree, "_write"),
        (tree, "_link"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_kill_leaves_the_last_good_site_or_the_next(where: object, name: str, trial: Trial) -> None:
    before = trial.site()
    title_edited(trial.content)
    assert trial.killed(lambda: die_at(where, name, 0))
    seen = trial.site()
    assert trial.build().published
    assert trial.stale() == []
    assert seen in (before, trial.site())


def test_two_builds_at_once_do_not_meet(trial: Trial) -> None:
    with pipeline._alone(trial.build_folder), pytest.raises(BuildError, match="một lần dựng khác"):
        trial.build()


# The key of the store


def test_the_key_is_that_of_what_makes_outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = tmp_path / "scripts"
    shutil.copytree(ROOT / "scripts" / "giaoban", scripts / "giaoban")
    shutil.copy(ROOT / "scripts" / "requirements.lock", scripts)
    theme = Path(shutil.copytree(ROOT / "theme", tmp_path / "theme"))
    monkeypatch.setattr(code, "PACKAGE", scripts / "giaoban")

    def is_changed_by(path: Path) -> bool:
        before = code.key(theme)
        data = path.read_bytes() if path.exists() else None
        path.write_bytes((data or b"") + b"\n# x\n")
        after = code.key(theme)
        path.unlink() if data is None else path.write_bytes(data)
        return after != before

    package = scripts / "giaoban"
    assert is_changed_by(scripts / "requirements.lock")
    assert is_changed_by(theme / "pages" / "leader.html")
    assert is_changed_by(package / "views" / "words.py")
    assert is_changed_by(package / "views" / "pages" / "new.py")
    assert is_changed_by(package / "kinds" / "leader.py")
    # What no page is made by; and what is a file of the site itself, or a part of the frames.
    assert not is_changed_by(package / "cli.py")
    assert not is_changed_by(package / "drafting" / "draft.py")
    assert not is_changed_by(theme / "assets" / "archive.js")
    assert not is_changed_by(theme / "base.html")


def test_every_file_of_the_package_is_in_the_key() -> None:
    """Data that code reads counts as code; a file of another ending would be left out. What makes no output may have any."""
    package = ROOT / "scripts" / "giaoban"
    found = [p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    endings = {p.suffix for p in found if p.relative_to(package).parts[0] not in code.APART}
    assert endings <= {".py", ".yml"}


# The real archive, as a publisher builds it


def new_meeting(content: Path) -> None:
    name, file = "2018-10-29-giao-ban-thang-11-2018", "briefings/2018/2018-10-29-giao-ban-thang-11-2018.md"
    text = (content / file).read_text(encoding="utf-8").replace(name, "2018-12-03-giao-ban-thang-12-2018", 1)
    text = text.replace("\ndate: 2018-10-29\n", "\ndate: 2018-12-03\n", 1)
    text = text.replace("  - id: t5\n", f"  - id: t5\n    continues: {name}#t1\n", 1)
    (content / "briefings/2018/2018-12-03-giao-ban-thang-12-2018.md").write_text(text, encoding="utf-8")


def meeting_gone(content: Path) -> None:
    (content / "briefings/2024/2024-03-26-quang-tri-giao-ban-quy-1-2024.md").unlink()
    (content / "urls.txt").unlink()


# The first four are edits that once left pages as they were.
EDITS: dict[str, Edit] = {
    "a new alias of a document": replace("aliases: [", "aliases: [Nghị quyết Hư Cấu, ", "resolutions/nq-18-tw-k12.yml"),
    "another name of a leader": replace(
        "name: Phạm Minh Chính\n", "name: Phạm Minh Chính\nother_names: [Minh Hư Cấu]\n", "leaders/pham-minh-chinh.yml"
    ),
    "a document leaves its session": replace("plenum: k12-tw6\n", "", "resolutions/nq-19-tw-k12.yml"),
    "the name of an issuing organ": replace(
        "name: Ban Tổ chức Tỉnh ủy Đồng Tháp",
        "name: Ban Tổ chức Tỉnh ủy Đồng Tháp mới",
        "organizations/ban-to-chuc-tinh-uy-dong-thap.yml",
    ),
    "a new meeting that continues a task": new_meeting,
    "a meeting gone": meeting_gone,
}


def test_a_warm_build_of_the_real_archive_is_a_cold_one() -> None:
    with quick_folder() as folder, made_once():
        shutil.copytree(ROOT / "content", folder / "content")

        def made(name: str, processes: int = 1) -> tuple[Outcome, dict[str, bytes]]:
            outcome = build(Options(ROOT, folder / "content", folder / name, SITE_URL, processes))
            assert outcome.published, [f.format() for f in outcome.findings]
            return outcome, files(folder / name / "site")

        made("warm")
        for name, edit in EDITS.items():
            edit(folder / "content")
            (warm, site), (cold, expected) = made("warm"), made("cold", processes=2)
            assert difference(site, expected) == [], name
            assert warm.findings == cold.findings
            assert 0 < warm.made < cold.made
            shutil.rmtree(folder / "cold")


def test_verify_makes_again_what_was_altered_with_size_and_time_kept(
    build_in: Callable[..., Outcome], tmp_path: Path
) -> None:
    build_in()
    page, gone = (tmp_path / "build/site" / name for name in ("index.html", "sitemap.xml"))
    before, after, status = page.read_bytes(), gone.read_bytes(), page.stat()
    page.write_bytes(b"X" * len(before))
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    gone.unlink()
    said: list[str] = []
    options = Options(ROOT, tmp_path / "content", tmp_path / "build", SITE_URL, 1)
    assert build(options, said.append, verify=True).published
    assert (page.read_bytes(), gone.read_bytes()) == (before, after)
    assert any("index.html, sitemap.xml" in line for line in said)


def test_verify_finds_what_somebody_put_into_the_site(build_in: Callable[..., Outcome], tmp_path: Path) -> None:
    build_in()
    site, said = tmp_path / "build/site", list[str]()
    before = files(site)
    (site / "hop" / "added").mkdir()
    (site / "hop" / "added" / "index.html").write_text("x", encoding="utf-8")
    (site / "link").symlink_to(tmp_path)
    options = Options(ROOT, tmp_path / "content", tmp_path / "build", SITE_URL, 1)
    assert build(options, said.append, verify=True).published
    assert files(site) == before
    assert not (site / "link").is_symlink()
    assert not (site / "hop" / "added").exists()
    assert any("hop/added/index.html, link" in line for line in said)
    # Nor does it come back with the next edit.
    build(options, said.append, verify=True)
    assert len([line for line in said if "link" in line]) == 1
