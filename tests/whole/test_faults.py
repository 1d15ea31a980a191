"""Every command that writes, on a disk that fails at each change in turn, is full or read-only; and Ctrl+C in every command.

A command says so and ends with an error; what was there before is whole, and the next run comes to the end.
"""

from __future__ import annotations

import functools
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from click import Context
from click.testing import CliRunner, Result
from conftest import MINI, ROOT, files, whole_content
from faults import Faults, Killed
from trials import quick_folder

from giaoban import cli
from giaoban import project as own_project
from giaoban.build import code, workers
from giaoban.build.store import Store
from giaoban.render import html, painting
from giaoban.streams import INTERRUPT_CODE, INTERRUPTED

ARTICLE = next(path for path in sorted((ROOT / "tests/drafting/articles/tuning").rglob("*")) if path.suffix == ".txt")
MEETING = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
DAY = ("--date", "2026-02-01")
EDITS = (
    ("new", "topic", "--name", "Chủ đề hư cấu", "--scope", "Chuyện hư cấu.", "--id", "chu-de-hu-cau"),
    ("fix",),
    ("rename", "le-thi-gia-dinh", "le-thi-gia-tuong"),
    ("merge", "le-thi-gia-dinh", "nguyen-van-hu-cau"),
    ("correct", MEETING.rpartition("/")[2].removesuffix(".md"), "--what", "Sửa nơi họp.", *DAY),
    ("withdraw", "2025-giao-ban-sau-sap-nhap", "--why", "Trùng với cuộc họp khác.", *DAY),
    ("keep-source", f"content/{MEETING}", "--from", str(ARTICLE), "--archive", "", "--source", "s1"),
)
"""What changes records."""
READING = {"coverage", "diff", "explain", "search", "serve", "verify-sources"}
"""What changes nothing: `serve` builds, and looks at the site."""
DRAFT = "2021-07-08-so-ket-6-thang-dau-nam-2021"
"""What becomes of the article."""
LEDGER = "urls.txt"
ADDED = "added.html"
"""A file that somebody put into the site."""


class Command(NamedTuple):
    """A command that writes: its words, and the folders of the project that are as before or as they should be at any moment.

    ``one_by_one``: when that is true of each file in them, not of all together: when the process is killed, or always.
    ``answers``: what an editor types.
    """

    words: tuple[str, ...]
    kept: tuple[str, ...]
    one_by_one: Literal["", "killed", "always"] = ""
    answers: str = ""


COMMANDS = {
    "build": Command(("build", "--content", "content", "--build", "build"), ("content", "build/site")),
    "verify": Command(("build", "--content", "content", "--build", "build", "--verify"), ("content", "build/site")),
    "check": Command(("check",), ("content", "build/site")),
    "urls": Command(("urls",), ("content", "build/site")),
    "draft": Command(("draft", str(ARTICLE), "--into", "content"), ("content",), "killed"),
    "publish": Command(("publish", "--to", "www", "--build", "build"), ("build/site", "www/current")),
    "editor": Command(("editor",), ("content", ".vscode")),
    "schemas": Command(("schemas",), ("content", "schemas"), "always"),
    "gate": Command(("build", "--gate", "--content", "content", "--build", "build"), ("content", "build/site")),
    "export": Command(("export", "--to", "data", "--content", "content"), ("content", "data"), "always"),
    "review": Command(("review", DRAFT, "--content", "drafts"), ("drafts",), "killed", "b\nt\n"),
    "done": Command(("draft", "--done", DRAFT, "--content", "reviewed"), ("reviewed",), "killed"),
    **{words[0]: Command((*words, "--content", "content"), ("content",), "killed") for words in EDITS},
}


@pytest.fixture(scope="module", autouse=True)
def _made_once() -> Iterator[None]:
    """What knows nothing of the archive is made once: frames, templates, pictures."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((html, "environment"), (painting, "paint"), (html, "draw_frames"), (code, "key")):
            patch.setattr(module, name, functools.cache(getattr(module, name)))
        patch.setattr(workers, "cores", lambda: 1)
        yield


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built and published, and edited since."""
    project = tmp_path_factory.mktemp("before") / "project"
    shutil.copytree(MINI, project / "content")
    whole_content(project / "content")
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "theme", project / "theme")
    for name in ("build", "publish", "editor", "schemas", "export"):
        result = run(project, COMMANDS[name])
        assert result.exit_code == 0, (name, result.output)
    for name in ("drafts", "reviewed"):
        shutil.copytree(project / "content", project / name)
        (project / name / LEDGER).write_text("/\n", encoding="utf-8")
        assert run(project, Command(("draft", str(ARTICLE), "--into", name), ())).exit_code == 0
    assert run(project, Command(("review", DRAFT, "--content", "reviewed"), (), answers="b\n" * 99)).exit_code == 0
    record = project / "content" / MEETING
    record.write_text(record.read_text(encoding="utf-8").replace("title: ", "title: Mới ", 1), encoding="utf-8")
    (project / "content/urls.txt").write_text("/\n", encoding="utf-8")
    for leader in (project / "content/leaders").iterdir():  # something to fix
        leader.write_text(leader.read_text(encoding="utf-8").replace("\n", "  \n", 1), encoding="utf-8")
    (project / "build/site" / ADDED).write_text("x", encoding="utf-8")
    return project


def run(project: Path, command: Command) -> Result:
    """Run a command in a project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(own_project, "ROOT", project)
        patch.chdir(project)
        patch.delenv("SITE_URL", raising=False)
        return CliRunner().invoke(cli.main, command.words, input=command.answers)


@pytest.fixture
def project(before: Path) -> Iterator[Callable[[], Path]]:
    """A fresh copy of that project, in the same place each time."""
    with quick_folder() as folder:

        def fresh() -> Path:
            shutil.rmtree(folder / "project", ignore_errors=True)
            return Path(shutil.copytree(before, folder / "project", symlinks=True))

        yield fresh


State = dict[str, dict[str, bytes]]


def state(project: Path, command: Command) -> State:
    """What is in the folders that a command keeps whole, but for files that readers of a folder pass over."""
    return {
        name: {
            file: data
            for file, data in files(project / name).items()
            if not any(name.startswith(".") for name in file.split("/"))
            and not file.endswith(".part")
            and file != ADDED
        }
        for name in command.kept
    }


def whole(project: Path, command: Command, before: State, after: State, *, kill: bool) -> None:
    """Assert that every folder is as it was or as it should be."""
    now = state(project, command)
    for name in command.kept:
        was, should = dict(before[name]), dict(after[name])
        if LEDGER in now[name] and now[name] != was:
            # New addresses are written into the ledger behind everything else; where that failed, the command says how to do it.
            assert now[name][LEDGER] in (was[LEDGER], should[LEDGER])
            should[LEDGER] = now[name][LEDGER]
        if command.one_by_one == "always" or (kill and command.one_by_one):
            assert all(now[name].get(file) in (was.get(file), should.get(file)) for file in was | should | now[name])
        else:
            assert now[name] in (was, should), name


def test_every_command_that_writes_is_tried() -> None:
    assert {command.words[0] for command in COMMANDS.values()} | READING == {*cli.main.list_commands(Context(cli.main))}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_ctrl_c_at_any_change_is_one_sentence_and_leaves_whole_files(
    name: str, project: Callable[[], Path], long: bool
) -> None:
    command = COMMANDS[name]
    start, counting, place = state(project(), command), Faults(), project()
    with counting.injected():
        assert run(place, command).exit_code == 0
    end = state(place, command)
    for at in range(1, counting.count + 1, 1 if long else max(1, counting.count // 4)):
        place = project()
        with Faults(at, interrupt=True).injected():
            result = run(place, command)
        assert (result.exit_code, result.stderr.strip().splitlines()[-1:]) == (INTERRUPT_CODE, [INTERRUPTED]), at
        whole(place, command, start, end, kill=False)


@pytest.mark.parametrize("name", sorted(cli.main.list_commands(Context(cli.main))))
def test_ctrl_c_is_one_sentence_of_every_command(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    called = cli.main.get_command(Context(cli.main), name)
    assert called
    monkeypatch.setattr(called, "invoke", interrupted)
    monkeypatch.setattr(called, "params", [])
    result = CliRunner().invoke(cli.main, [name])
    assert (result.exit_code, result.output.strip()) == (INTERRUPT_CODE, INTERRUPTED)


@pytest.mark.parametrize("kill", [False, True], ids=["fails", "killed"])
@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"check"}))  # which writes nothing but the store
def test_whichever_change_fails(name: str, kill: bool, project: Callable[[], Path], long: bool) -> None:
    command = COMMANDS[name]
    start = state(project(), command)
    counting = Faults()
    place = project()
    with counting.injected():
        assert run(place, command).exit_code == 0
    end = state(place, command)
    step = 1 if long else max(1, counting.count // 12)
    failed = 0
    for at in range(1, counting.count + 1, step):
        place, faults = project(), Faults(at, kill=kill)
        with faults.injected():
            try:
                result = run(place, command)
            except Killed:
                pass
            else:
                answered(result)
                failed += result.exit_code != 0
        whole(place, command, start, end, kill=kill)
        # What changes records does so once; everything else may be done again at any time.
        if command.one_by_one != "killed" or state(place, command) == start:
            again = run(place, command)
            assert again.exit_code == 0, again.output
            assert state(place, command) == end
    assert kill or failed


def answered(result: Result) -> None:
    """Assert that a command either did its work or said why not."""
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert "Traceback" not in result.output
    assert result.exit_code == 0 or result.output.strip()


@pytest.mark.parametrize("name", ["build", "check", "urls"])
def test_a_store_on_a_full_disk(name: str, project: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite finds no space for its next page, wherever it is by then."""
    command, opened = COMMANDS[name], Store._open
    start = state(project(), command)
    pages = 0

    def full(self: Store) -> sqlite3.Connection:
        connection = opened(self)
        connection.execute(f"PRAGMA max_page_count={pages}")
        return connection

    monkeypatch.setattr(Store, "_open", full)
    failed = 0
    for pages in (1, 8, 20, 28, 36, 60, 100, 140, 180):
        place = project()
        if pages % 8:  # nothing kept
            (place / "build/cache/store.sqlite").unlink()
        result = run(place, command)
        answered(result)
        if result.exit_code:
            failed += 1
            assert "hết chỗ trên đĩa" in result.output
            assert state(place, command) == start
    assert failed
    monkeypatch.undo()


READ_ONLY = ["unshare", "-m", "sh", "-ec", 'mount --bind "$0" "$0"; mount -o remount,ro,bind "$0"; exec "$@"']


def _can_be_read_only(folder: Path) -> bool:
    """Whether this system lets us take a folder's files from ourselves: Linux, as root."""
    try:
        return subprocess.run([*READ_ONLY, str(folder), "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.mark.parametrize("name", COMMANDS)
def test_where_nothing_may_be_written(name: str, project: Callable[[], Path]) -> None:
    place = project()
    if not _can_be_read_only(place):
        pytest.skip("needs unshare and mount, as root")
    start = files(place)
    script = (
        "import os, sys; sys.path[:0] = [*sys.argv[1].split(os.pathsep), sys.argv[2]];"
        "import test_faults as t, pathlib; t.workers.cores = lambda: 1;"
        "r = t.run(pathlib.Path(sys.argv[3]), t.COMMANDS[sys.argv[4]]); print(r.output); t.answered(r); sys.exit(r.exit_code)"
    )
    given = [os.pathsep.join(sys.path), str(ROOT / "tests/whole"), str(place), name]
    done = subprocess.run(
        [*READ_ONLY, str(place), sys.executable, "-c", script, *given],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "không được phép" in done.stdout or "chỉ cho đọc" in done.stdout
    assert files(place) == start
