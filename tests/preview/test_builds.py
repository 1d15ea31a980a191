"""The builds of a preview outlive whatever happens, and the site comes back as soon as it can."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MINI, ROOT, SITE_URL

from giaoban.build import pipeline
from giaoban.build.pipeline import Outcome
from giaoban.build.settings import Options
from giaoban.preview import builds as module
from giaoban.preview.builds import Builds, Failure, News, Reporter
from giaoban.records import files

MEETING = "2024-10-15-giao-ban-thang-10-2024"
RECORD = f"briefings/2024/{MEETING}.md"


class Recorder(Reporter):
    """Keeps what would be printed."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self.outcomes: list[Outcome] = []
        self.failures: list[Failure] = []

    def built(self, outcome: Outcome, seconds: float) -> None:
        """Keep it."""
        self.outcomes.append(outcome)

    def failed(self, why: Failure) -> None:
        """Keep it."""
        self.failures.append(why)


class Project:
    """A project of its own with the tiny archive, and the builds of its preview."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.options = Options(folder, folder / "content", folder / "build", SITE_URL, 1)
        self.news, self.reports = News(), Recorder(self.options)
        self.builds = Builds(self.options, self.reports, self.news)

    def save(self, old: str, new: str, path: str = f"content/{RECORD}") -> None:
        """Change a file, and let it be reported."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        self.builds.build_again({str(file)})

    def page(self, address: str = f"hop/{MEETING}/") -> str:
        return (self.root / "build" / "site" / address / "index.html").read_text(encoding="utf-8")

    def is_as_built_anew(self) -> bool:
        """Whether the site is what a first build of these files makes."""
        other = self.root / "other"
        assert pipeline.build(Options(self.root, self.options.content, other, SITE_URL, 1)).published
        trees = [{p.relative_to(t): p.read_bytes() for p in t.rglob("*") if p.is_file()} for t in self.sites(other)]
        return trees[0] == trees[1]

    def sites(self, other: Path) -> tuple[Path, Path]:
        return self.root / "build" / "site", other / "site"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built once: what takes longest is the frames, and no test here is about these."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "theme", folder / "theme")
    shutil.copytree(MINI, folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    assert pipeline.build(Project(folder).options).published
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Project:
    project = Project(Path(shutil.copytree(built, tmp_path / "project")))
    project.builds.build_first()
    assert project.reports.outcomes[-1].published
    return project


def test_a_saved_record_shows_and_the_index_follows_when_all_is_quiet(project: Project) -> None:
    project.save("title: ", "title: Quảng Xương ")
    assert "Quảng Xương" in project.page()
    assert not project.news.state.is_older
    project.builds.build_again(())
    assert project.is_as_built_anew()


def test_a_broken_record_leaves_the_site_and_says_so(project: Project) -> None:
    before = project.page()
    project.save("title: ", "titel: ")
    assert project.page() == before
    assert project.news.state.is_older
    assert [finding.path for finding in project.news.state.errors] == [RECORD] * len(project.news.state.errors)
    project.save("titel: ", "title: Lại đúng ")
    assert "Lại đúng" in project.page()
    assert not project.news.state.is_older


@pytest.mark.parametrize(
    "error", [RuntimeError("hỏng\nnữa"), OSError(28, "No space left on device"), SystemExit(3), MemoryError()]
)
def test_whatever_ends_a_build_is_told_once_and_the_next_is_as_good_as_any(
    project: Project, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    before = project.page()
    with monkeypatch.context() as patched:
        patched.setattr(module.pipeline, "build", _raising(error))
        project.save("title: ", "title: Một ")
        project.save("title: ", "title: Hai ")
    assert project.page() == before
    assert project.news.state.is_older
    assert len(project.reports.failures) == 1
    assert "\n" not in project.reports.failures[0].said
    project.save("title: ", "title: Ba ")
    assert "Ba Hai Một" in project.page()
    assert project.news.state.failure is None


def test_what_came_to_no_end_is_tried_again_though_nobody_saves(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(module.pipeline, "build", _raising(OSError(28, "No space left on device")))
        project.save("title: ", "title: Sông Thao ")
    clock = iter([0.0, 1e9, 2e9, 3e9, 4e9])
    monkeypatch.setattr(module.time, "monotonic", lambda: next(clock))
    project.builds.build_again(())
    assert "Sông Thao" not in project.page()
    project.builds.build_again(())
    assert "Sông Thao" in project.page()


def test_a_broken_template_is_told_with_its_line_and_mended(project: Project) -> None:
    template = "theme/pages/briefing.html"
    line = 1 + (project.root / template).read_text(encoding="utf-8").count("\n")
    before = project.page()
    with (project.root / template).open("a", encoding="utf-8") as stream:
        stream.write("{{ view.khong_co }}\n")
    project.builds.build_again({str(project.root / template)})
    assert project.page() == before
    assert (project.news.state.failure.path, project.news.state.failure.line) == (template, line)
    project.save("{{ view.khong_co }}", "{% hỏng %}", template)
    assert (project.news.state.failure.path, project.news.state.failure.line) == (template, line)
    project.save("{% hỏng %}", "<p>thêm</p>", template)
    assert "<p>thêm</p>" in project.page()
    assert project.news.state.failure is None


@pytest.mark.parametrize("gone", ["build", "build/site", "build/cache", "build/cache/store.sqlite", "build/cache/site"])
def test_what_was_built_may_be_deleted(project: Project, gone: str) -> None:
    path = project.root / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    project.builds.build_again(())
    project.save("title: ", "title: Vẫn còn ")
    assert "Vẫn còn" in project.page()
    project.builds.build_again(())
    assert project.is_as_built_anew()
    assert not project.reports.failures


def test_a_site_that_was_deleted_comes_back_though_nobody_saves(project: Project) -> None:
    shutil.rmtree(project.root / "build")
    project.builds.build_again(())
    assert project.page()


@pytest.mark.parametrize("at", range(5))
def test_a_damaged_cache_costs_what_is_damaged(project: Project, at: int) -> None:
    store = project.root / "build" / "cache" / "store.sqlite"
    data = bytearray(store.read_bytes())
    place = len(data) * (2 * at + 1) // 10
    data[place : place + 256] = b"\xa5" * 256
    store.write_bytes(data)
    project.save("title: ", "title: Vẫn còn ")
    assert "Vẫn còn" in project.page()
    project.builds.build_again(None)
    project.builds.build_again(())
    assert project.is_as_built_anew()


def test_files_may_vanish_while_they_are_read(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    new = project.options.content / "leaders" / "nguyen-van-moi.yml"
    new.write_text("id: nguyen-van-moi\nname: Nguyễn Văn Mới\n", encoding="utf-8")
    read = files.read

    def late(content: Path, file: files.FileStat) -> object:
        (content / file.path).unlink() if file.path == "leaders/nguyen-van-moi.yml" else None
        return read(content, file)

    with monkeypatch.context() as patched:
        patched.setattr(files, "read", late)
        project.builds.build_again({str(new)})
    project.builds.build_again({str(new)})
    assert not project.news.state.is_older
    project.builds.build_again(())
    assert project.is_as_built_anew()


def test_a_content_folder_may_be_gone_for_a_while(project: Project) -> None:
    aside = project.root / "aside"
    project.options.content.rename(aside)
    project.builds.build_again(None)
    assert project.news.state.failure
    aside.rename(project.options.content)
    project.save("title: ", "title: Trở lại ")
    assert "Trở lại" in project.page()


def _raising(error: BaseException) -> Callable[..., Outcome]:
    def build(*_: object, **__: object) -> Outcome:
        raise error

    return build
