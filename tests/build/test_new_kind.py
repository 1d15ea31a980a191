"""A kind of record is made up by the documented recipe: four new files and a field, and it has all that a kind has."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SITE_URL, files
from plain_content import Content, write
from trials import EVERY, quick_folder

NEW = {
    "scripts/giaoban/kinds/school.py": '''"""Schools, made up for a test."""

from giaoban.kinds import Kind

KIND = Kind(
    "school", 75, "Trường", "Trường hư cấu", files="schools.yml#schools", section="truong", timeline=True, search_boost=1.5,
)
''',
    "scripts/giaoban/records/models/school.py": '''"""Schools, made up for a test."""

from __future__ import annotations

from giaoban.records.model import Id, Model, Text


class School(Model):
    """A school at which somebody learnt something."""

    id: Id
    name: Text
    motto: Text | None = None


RECORD = School
''',
    "scripts/giaoban/views/pages/school.py": '''"""The page of a school, made up for a test."""

from __future__ import annotations

from giaoban import addresses
from giaoban.archive.reader import Reader
from giaoban.views import subject, timeline
from giaoban.views.values import head
from giaoban.views.subject import PartView, SubjectView


class SchoolView(SubjectView, frozen=True, kw_only=True):
    """The page of a school."""

    motto: str


def keys(reader: Reader) -> tuple[str, ...]:
    """Every school, and the parts of long timelines."""
    return subject.keys(reader, "school")


def address(key: str) -> str:
    """The address of a school, or of a part of one."""
    return addresses.of("school", key)


def view(reader: Reader, key: str) -> SchoolView | PartView:
    """The page of a school, or of a part of one."""
    entity, _, path = key.partition("/")
    if path:
        return subject.part(reader, "school", entity, path)
    school = reader.record("school", entity)
    held = timeline.meetings(reader, "school", entity)
    return SchoolView(
        head=head(address(entity), subject.layout("school"), school.name, school.name, subject.section("school")),
        id=entity,
        name=school.name,
        motto=school.motto or "",
        lede=subject.lede(held, "{} trong kho lưu trữ, "),
        timeline=timeline.timeline(held, timeline.by_year(held)),
    )
''',
    "theme/pages/school.html": """{% from "_parts.html" import timeline %}
<article class="page single">
<h1>{{ view.name }}</h1>
<p class="quiet">{{ view.motto }}</p>
<div class="main">{{ timeline(view.timeline, counted=false) }}</div>
</article>
""",
}
MODEL = "scripts/giaoban/records/models/briefing.py"
FIELD = '    schools: Annotated[tuple[Id, ...], Refers("school")] = ()\n'
CONTENT = {
    "content/schools.yml": "schools:\n"
    "  - {id: truong-mau, name: Trường Mẫu Hư Cấu, motto: Học <mãi> thôi}\n"
    "  - {id: truong-vang, name: Trường Vắng Người}\n",
}
MEETING = "content/briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"

# Run by the package as it is with the new kind.
BUILD = """
import json, sys
from pathlib import Path
from giaoban.build.pipeline import Options, build
root = Path(sys.argv[1])
outcome = build(Options(root, root / "content", root / "build", sys.argv[2], 1))
said = [(f.rule, f.path, f.line, f.hint) for f in outcome.findings if f.severity == "error"]
print(json.dumps({"published": outcome.published, "made": outcome.made, "said": said}))
"""
SEARCH = """
import sys
from pathlib import Path
from giaoban.search.command import run
sys.exit(run(sys.argv[2], Path(sys.argv[1]) / "build" / "site", 3, as_json=True))
"""


class Project:
    """A copy of the project, to which a kind can be added."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.new: list[str] = []
        self.changed: list[str] = []
        skipped = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "scripts" / "giaoban", root / "scripts" / "giaoban", ignore=skipped)
        shutil.copy(ROOT / "scripts" / "requirements.lock", root / "scripts")
        shutil.copytree(ROOT / "theme", root / "theme")
        shutil.copy(ROOT / "mkdocs.yml", root)
        write(root / "content", {}, Content.read(EVERY).files())

    def change(self, file: str, old: str, new: str) -> None:
        """Write something else into a file."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def run(self, script: str, *arguments: str) -> Any:
        """What a script prints that uses the package of this project."""
        environment = {**os.environ, "PYTHONPATH": str(self.root / "scripts")}
        command = [sys.executable, "-c", script, str(self.root), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=self.root, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def page(self, address: str) -> str:
        """A page of the site."""
        return (self.root / "build" / "site" / address / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project() -> Iterator[Project]:
    """The project with schools, built."""
    with quick_folder() as folder:
        made = Project(folder)
        before = files(folder)
        for file, text in NEW.items():
            (folder / file).write_text(text, encoding="utf-8")
        made.change(
            MODEL,
            "    notes: tuple[Note, ...] = ()\n    corrections",
            FIELD + "    notes: tuple[Note, ...] = ()\n    corrections",
        )
        after = files(folder)
        made.new = sorted(after.keys() - before.keys())
        made.changed = sorted(file for file in before if after[file] != before[file])
        for file, text in CONTENT.items():
            (folder / file).write_text(text, encoding="utf-8")
        made.change(MEETING, "topics:", "schools:\n- truong-mau\ntopics:")
        outcome = made.run(BUILD, SITE_URL)
        assert outcome["published"], outcome["said"]
        yield made


def test_a_kind_is_four_new_files_and_a_field(project: Project) -> None:
    assert project.new == sorted(NEW)
    assert project.changed == [MODEL]


def test_it_has_pages_with_a_timeline(project: Project) -> None:
    page = project.page("truong/truong-mau")
    assert "Học &lt;mãi&gt; thôi" in page
    assert 'href="../../hop/2024-10-15-giao-ban-thang-10-2024/"' in page
    assert "hop/" not in project.page("truong/truong-vang").partition("<article")[2].partition("</article>")[0]


def test_it_has_a_list(project: Project) -> None:
    page = project.page("truong")
    assert "Trường hư cấu" in page
    assert 'href="../truong/truong-mau/"' in page
    assert 'href="../truong/truong-vang/"' in page


def test_it_is_in_the_sitemap(project: Project) -> None:
    site = project.root / "build" / "site"
    assert f"<loc>{SITE_URL}sitemap-truong.xml</loc>" in (site / "sitemap.xml").read_text(encoding="utf-8")
    sitemap = (site / "sitemap-truong.xml").read_text(encoding="utf-8")
    assert f"<loc>{SITE_URL}truong/truong-mau/</loc>" in sitemap
    assert f"<loc>{SITE_URL}truong/</loc>" in sitemap


def test_it_is_found_and_what_names_it(project: Project) -> None:
    found = project.run(SEARCH, "trường mẫu hư cấu")
    assert (found[0]["kind"], found[0]["url"]) == ("school", "/truong/truong-mau/")
    # Another meeting has some of the words; the one that names the school comes first.
    meetings = [hit["id"] for hit in found if hit["kind"] == "briefing"]
    assert meetings[0] == "2024-10-15-giao-ban-thang-10-2024"


def test_a_new_name_changes_what_shows_it(project: Project) -> None:
    project.change("content/schools.yml", "Trường Mẫu Hư Cấu", "Trường Mẫu Tưởng Tượng")
    assert project.run(BUILD, SITE_URL)["published"]
    assert "Trường Mẫu Tưởng Tượng" in project.page("truong/truong-mau")
    assert "Trường Mẫu Tưởng Tượng" in project.page("truong")
    warm = files(project.root / "build" / "site")
    shutil.rmtree(project.root / "build")
    project.run(BUILD, SITE_URL)
    assert files(project.root / "build" / "site") == warm


def test_the_check_knows_its_ids(project: Project) -> None:
    project.change(MEETING, "- truong-mau", "- truong-mao")
    outcome = project.run(BUILD, SITE_URL)
    assert not outcome["published"]
    ((rule, path, _, hint),) = outcome["said"]
    assert (rule, path) == ("unknown-school", MEETING.removeprefix("content/"))
    assert "truong-mau" in hint
    project.change(MEETING, "- truong-mao", "- truong-mau")


def test_the_check_knows_its_fields(project: Project) -> None:
    project.change("content/schools.yml", "motto:", "moto:")
    outcome = project.run(BUILD, SITE_URL)
    assert [(rule, path) for rule, path, *_ in outcome["said"]] == [("unknown-key", "schools.yml")]
    project.change("content/schools.yml", "moto:", "motto:")


def test_links_in_summaries_may_lead_to_it(project: Project) -> None:
    project.change(
        MEETING, "## Kết quả", "Xem [trường](/truong/truong-mau/) và [trường khác](/truong/truong-van/).\n\n## Kết quả"
    )
    outcome = project.run(BUILD, SITE_URL)
    ((rule, _, _, hint),) = outcome["said"]
    assert rule == "dead-link"
    assert "/truong/truong-vang/" in hint
