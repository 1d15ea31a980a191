"""How much a rule weighs is chosen in mkdocs.yml; what must hold for the site to be made is not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from giaoban.build import pipeline
from giaoban.build.examine import examine
from giaoban.build.settings import Options
from giaoban.findings import Finding

ROOT = Path(__file__).resolve().parent.parent.parent
FIRST = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"

Choose = Callable[[str], Path]


@pytest.fixture
def choose(tmp_path: Path) -> Choose:
    """A project whose mkdocs.yml says what is given besides."""

    def make(more: str) -> Path:
        root = tmp_path / "root"
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        (root / "theme").symlink_to(ROOT / "theme")
        (root / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text("utf-8") + more, "utf-8")
        return root

    return make


def severities(found: tuple[Finding, ...]) -> dict[str, str]:
    return {finding.rule: finding.severity for finding in found}


def test_a_rule_can_weigh_more_or_less_or_nothing(choose: Choose, content: Path) -> None:
    record = content / FIRST
    record.write_text(record.read_text("utf-8").replace("due: 2024-12", "due: 2014-12"), "utf-8")
    usual = severities(examine(content, choose(""), keep=False).findings)
    assert usual == {"due-before-meeting": "warning", "incomplete": "warning"}
    root = choose('extra:\n  severity:\n    due-before-meeting: error\n    incomplete: "off"\n')
    assert severities(examine(content, root, keep=False).findings) == {"due-before-meeting": "error"}


def test_a_build_stops_at_what_is_chosen_to_be_an_error(choose: Choose, content: Path, tmp_path: Path) -> None:
    root = choose("extra:\n  severity:\n    incomplete: error\n")
    outcome = pipeline.build(Options(root, content, tmp_path / "out", "https://x.example/"))
    assert not outcome.published
    assert severities(outcome.findings) == {"incomplete": "error"}
    root = choose("extra:\n  severity:\n    incomplete: warning\n")
    assert pipeline.build(Options(root, content, tmp_path / "out", "https://x.example/")).published


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("    url-lost: warning\n", "luôn là lỗi"),
        ("    incomplet: error\n", "“incomplete”"),
        ("    incomplete: loud\n", "error, warning, off"),
        ("    - incomplete\n", "quy tắc: mức độ"),
    ],
)
def test_a_wrong_choice_is_placed(choose: Choose, content: Path, given: str, words: str) -> None:
    root = choose(f"extra:\n  severity:\n{given}")
    [finding] = [f for f in examine(content, root, keep=False).findings if f.rule != "incomplete"]
    assert (finding.rule, finding.path, finding.severity) == ("invalid-setting", "../mkdocs.yml", "error")
    assert words in f"{finding.message} {finding.hint}"
    lines = (root / "mkdocs.yml").read_text("utf-8").splitlines()
    assert "severity" in lines[finding.line - 1] or lines[finding.line - 1].strip() in given
