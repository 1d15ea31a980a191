"""The rules and their examples: each bad one breaks just its rule, each good one breaks none, and no rule goes unexplained."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from examples import put

from giaoban import kinds, rules
from giaoban.build.examine import examine
from giaoban.cli import main
from giaoban.findings import INCOMPLETE, Finding
from giaoban.vietnamese import suspects, tone_old

ROOT = Path(__file__).resolve().parent.parent.parent
# What no few lines of text can hold.
_ONLY_SHOWN = {
    "too-large", "too-many", "symlink", "unreadable", "no-content", "summary-nesting", "redirect-shadows", "invalid-setting",
    "url-unrecorded",
}  # fmt: skip
EVERY = [rule for rule in rules.every().values() if not rule.shown]


def found(content: Path) -> list[Finding]:
    # The tiny archive has two documents that are incomplete.
    own = ("resolutions/kh-902-tw-k90.yml", "resolutions/qd-903-tu-song-may.yml")
    findings = examine(content, ROOT, keep=False).findings
    # A ledger in an example holds what the example is about, and lacks everything else.
    return [f for f in findings if f.rule != "url-unrecorded" and not (f.rule == INCOMPLETE and f.path in own)]


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.id)
def test_the_bad_example_breaks_just_this_rule(rule: rules.Rule, content: Path) -> None:
    put(content, rule.bad)
    findings = [f for f in found(content) if f.rule != INCOMPLETE or rule.id == INCOMPLETE]
    assert {f.rule for f in findings} == {rule.id}, [f.format() for f in findings]
    assert all(f.message and f.hint for f in findings)
    if rule.firm:
        assert {f.severity for f in findings} == {"error"}


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.id)
def test_the_good_example_breaks_none(rule: rules.Rule, content: Path) -> None:
    put(content, rule.good)
    findings = [f for f in found(content) if f.rule != INCOMPLETE]
    assert findings == [], [f.format() for f in findings]


def test_only_what_no_text_can_hold_is_shown_without_being_tried() -> None:
    assert {rule.id for rule in rules.every().values() if rule.shown} == _ONLY_SHOWN


def test_every_rule_that_a_finding_may_have_is_explained() -> None:
    """Rules are written as words with hyphens in the modules that make findings."""
    package = ROOT / "scripts" / "giaoban"
    modules = [
        *(package / "check").glob("*.py"),
        *(package / "records").glob("*.py"),
        package / "build" / "ledger.py",
    ]
    modules += [
        package / "build" / "outputs.py",
        package / "build" / "linking.py",
        *(package / "citations").glob("annotate.py"),
    ]
    words = {
        node.value
        for path in modules
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z]+(-[a-z]+)+", node.value)
    }
    others = {
        "utf-8", "utf-8-sig", "zero-width", "interim-review", "co-chair", "point-chair", "in-person", "half-yearly",
        "so-ket", "tong-ket",
    } | {kind.section for kind in kinds.every().values()} | {"van-ban", "hoi-nghi", "lanh-dao"}  # fmt: skip
    assert words - others - rules.every().keys() == set()


def test_no_rule_is_explained_that_no_finding_can_have() -> None:
    texts = "".join(path.read_text("utf-8") for path in (ROOT / "scripts" / "giaoban").rglob("*.py"))
    named = {f"text-{kind}" for kind in ("nfd", "eth", "nbsp", "zero-width", "control", "private")}
    named |= {f"unknown-{kind}" for kind in kinds.every()}
    assert [rule for rule in rules.every() if f'"{rule}"' not in texts and rule not in named] == []


@pytest.mark.parametrize("rule", rules.every().values(), ids=lambda rule: rule.id)
def test_explanations_are_written_with_care(rule: rules.Rule) -> None:
    for text in (rule.title, rule.says):
        assert tone_old(text) == text
        assert not [s for s in suspects(text) if "Ð" not in text]
    assert rule.says.endswith((".", "…"))
    assert not rule.english.endswith(".")


def test_explain_shows_a_rule_with_both_examples() -> None:
    output = CliRunner().invoke(main, ["explain", "wrong-value"]).output
    assert output.startswith("wrong-value: Giá trị không có trong danh sách cho phép\n")
    assert "Sai:\n\n    level: trung ương\n" in output
    assert "Đúng:\n\n    level: central\n" in output
    listed = CliRunner().invoke(main, ["explain"]).output
    assert all(re.search(rf"^  {rule} ", listed, re.MULTILINE) for rule in rules.every())
