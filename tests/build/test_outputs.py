"""No two outputs have one address, whoever makes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from giaoban import exports
from giaoban.archive.reader import Reader
from giaoban.build import ledger, outputs
from giaoban.build.examine import Examined, examine
from giaoban.exports import robots
from giaoban.search import head
from giaoban.views import pages

PAGE = "---\ntitle: Một trang\ndescription: Trang hư cấu.\n---\n\nTrang hư cấu.\n"
MODULES = {*pages.every(), *exports.every()}


def write(content: Path, file: str, text: str) -> None:
    (content / file).parent.mkdir(parents=True, exist_ok=True)
    (content / file).write_text(text, encoding="utf-8")


@pytest.fixture
def every(content: Path) -> Path:
    """The tiny archive with an output of every module."""
    write(content, "pages/phuong-phap.md", PAGE)
    write(content, "redirects.yml", "/hop/cu/: /hop/\n")
    return content


def look(content: Path) -> tuple[Examined, outputs.Wanted]:
    seen = examine(content, ROOT, keep=False)
    return seen, gathered(content, seen)


def gathered(content: Path, seen: Examined) -> outputs.Wanted:
    reader = Reader(seen.answers)
    keys = {name: module.keys(reader) for name, module in pages.every().items()}
    return outputs.wanted(keys, outputs.export_files(seen.answers), ledger.load(content))


def one_of_each(wanted: outputs.Wanted) -> dict[str, str]:
    """A file of every module that makes any; of the pages of a kind the first."""
    found: dict[str, str] = {}
    for file, output in wanted.files.items():
        found.setdefault(output.module, file)
    assert found.keys() == MODULES
    return found


def test_redirects_and_written_pages_take_no_address_that_another_has(every: Path) -> None:
    taken = {
        module: file.removesuffix("/index.html")
        for module, file in one_of_each(look(every)[1]).items()
        if file.endswith("/index.html")
    }
    assert taken.keys() > {"briefing", "search", "coverage", "rules", "written", "redirects"}
    lines = {module: f"/{place}/: /hop/" for module, place in taken.items() if module != "redirects"}
    write(every, "redirects.yml", "\n".join([*lines.values(), "/hop/cu/: /hop/", ""]))
    places = [place for module, place in taken.items() if module != "written"]
    for place in places:
        write(every, f"pages/{place}.md", PAGE)
    findings = look(every)[0].findings
    shadows = {(f.path, f.line, f.column) for f in findings if f.rule == "redirect-shadows"}
    # The line for what was a redirect before stands where a written page is now.
    assert shadows == {("redirects.yml", line, 1) for line in range(1, len(lines) + 2)}
    named = {f.path for f in findings if f.rule == "address-taken"}
    assert named == {f"pages/{place}.md" for place in places if place != "hop/cu"}
    assert {f.severity for f in findings if f.rule in {"redirect-shadows", "address-taken"}} == {"error"}


@pytest.mark.parametrize(
    "name",
    [
        "index", "hop/index", "README", "robots.txt", "sitemap.xml", "404.html", "Tim", "Tên trang", "tim/b/0.bin", "con",
        "nul/trang", "khung_home", "trang--mot",
    ],
)  # fmt: skip
def test_a_page_whose_name_is_no_address_of_its_own(every: Path, name: str) -> None:
    write(every, f"pages/{name}.md", PAGE)
    seen, _ = look(every)
    found = {(f.severity, f.rule) for f in seen.findings if f.path == f"pages/{name}.md"}
    assert ("error", "unknown-file") in found


@pytest.fixture
def claims(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files that one more module claims."""
    more: list[str] = []

    class Module:
        files = staticmethod(lambda reader: tuple(more))
        content = staticmethod(robots.content)

    modules = {**exports.every(), "them": Module}
    monkeypatch.setattr(exports, "every", lambda: modules)
    return more


def test_a_new_module_takes_no_file_of_another(every: Path, claims: list[str]) -> None:
    seen, wanted = look(every)
    files = one_of_each(wanted)
    index = [head.FILE, head.FOLDER + "b/1.bin"]
    claims += [*files.values(), *index, "tinh"]
    again = gathered(every, seen)
    assert len(again.findings) == len(claims)
    assert {f.rule for f in again.findings} == {"address-taken", "redirect-shadows"}
