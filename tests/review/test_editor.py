"""What an editor's program is given: schemas of the models, snippets of good records, tasks that show findings in place."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from jsonschema import Draft7Validator

from giaoban import kinds
from giaoban.records import layout, schema, wording
from giaoban.records.files import SourceFile, discover
from giaoban.records.load import load
from giaoban.review.command import IDS, ids

ROOT = Path(__file__).resolve().parent.parent.parent
VSCODE = ROOT / ".vscode"
SOURCES = discover(ROOT / "content")[0]
SCHEMAS = schema.every()


class CoreLoader(yaml.SafeLoader):
    """YAML as an editor's language server reads it (1.2): numbers are numbers, days and "no" are texts."""


CoreLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def front(source: SourceFile) -> str:
    text = source.data.decode()
    return text.split("\n---\n", 1)[0].removeprefix("---\n") if source.kind == "briefing" else text


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_of_draft_7(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_record_is_valid(name: str) -> None:
    validator = Draft7Validator(SCHEMAS[name])
    kind = name.removesuffix(".schema.json")
    some = [source for source in SOURCES if source.kind == kind]
    assert some
    for loader in (CoreLoader, yaml.BaseLoader):  # as an editor's program reads it, and as this one does
        wrong = {s.path: [e.message for e in validator.iter_errors(yaml.load(front(s), loader))] for s in some}
        assert {path: errors for path, errors in wrong.items() if errors} == {}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("leader", "id: mau\nnmae: X\n"),
        ("leader", "id: Mẫu\nname: X\n"),
        ("leader", "id: mau\nname: X\nother_names: Y\n"),
        ("leader", "id: mau\nname: X\nsources: [{id: s1, title: Y, published: 29-10-2018}]\n"),
        ("leader", "id: mau\nname: X\nsources: [{id: s1, title: Y, url: www.a.vn}]\n"),
        ("resolution", "id: mau\ntype: nghị quyết\nsources: [{id: s1, title: Y}]\n"),
        ("resolution", "id: mau\ntype: Nghị quyết\nsources: []\n"),
        ("briefing", "id: mau\ntitle: X\nkind: giao ban\nlevel: central\ndate: 2018\nsources: [{id: s1, title: Y}]\n"),
        ("plenums", "plenums: [{id: a, name: A, term: X, number: 31}]\n"),
        ("topics", "topics: {id: a}\n"),
    ],
)
def test_what_the_models_refuse_the_schema_refuses(kind: str, text: str) -> None:
    data = f"---\n{text}---\nX\n" if kind == "briefing" else text
    assert load(SourceFile("mau.md", kind, data.encode())).findings
    assert list(Draft7Validator(SCHEMAS[f"{kind}.schema.json"]).iter_errors(yaml.load(text, CoreLoader)))


def objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_has_a_name_and_a_sentence_and_every_closed_list_its_words(name: str) -> None:
    for node in objects(SCHEMAS[name]):
        for one in node.get("properties", {}).values() if isinstance(node.get("properties"), dict) else ():
            assert one["title"]
            assert one["description"].endswith((".", "…"))
        if isinstance(node.get("enum"), list) and node["enum"][0].isascii():
            assert len(node["enumDescriptions"]) == len(node["enum"])


def test_no_word_is_kept_for_a_key_that_no_record_has() -> None:
    text = json.dumps(SCHEMAS)
    assert [key for key in wording.KEYS if f'"{key.rpartition(".")[2]}":' not in text] == []


def read(name: str) -> Any:
    return json.loads((VSCODE / name).read_text("utf-8"))


def test_settings_name_a_schema_for_every_file_of_yaml() -> None:
    folders = {folder.kind: kinds.get(folder.kind).files for folder in layout.folders().values()}
    files = folders | {name: f"{name}.yml" for name in layout.lists()}
    wanted = {
        f"./schemas/{name}.schema.json": f"content/{lies}" for name, lies in files.items() if lies.endswith(".yml")
    }
    assert read("settings.json")["yaml.schemas"] == wanted


def test_the_task_shows_findings_in_place(run: Callable[..., Result], content: Path) -> None:
    [task] = [task for task in read("tasks.json")["tasks"] if task["args"] == ["check"]]
    pattern = task["problemMatcher"]["pattern"]
    record = content / "leaders" / "le-thi-gia-dinh.yml"
    record.write_text(record.read_text("utf-8").replace("name:", "nmae:"), "utf-8")
    found = [
        m
        for line in run("check", "--content", content).output.splitlines()
        if (m := re.search(pattern["regexp"], line))
    ]
    assert [m[pattern["code"]] for m in found] == ["missing-key", "unknown-key"]
    assert all(Path(m[pattern["file"]]).resolve() == record.resolve() for m in found)
    assert [(m[pattern["line"]], m[pattern["severity"]]) for m in found] == [("1", "error"), ("2", "error")]


def filled(body: list[str]) -> str:
    """A snippet whose places are left as they are proposed."""
    text = (
        "\n".join(body)
        .replace("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2026-01-05")
        .replace("${TM_FILENAME_BASE}", "mau")
    )
    text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text).replace("$0", "")
    return text.replace("url: https://", "url: https://bao.example/bai")


def test_the_snippet_of_a_meeting_is_a_good_record() -> None:
    text = filled(read("giaoban.code-snippets")["Bản ghi cuộc họp"]["body"])
    loaded = load(SourceFile("briefings/2018/mau.md", "briefing", text.encode()))
    assert loaded.findings == ()
    assert loaded.records


def test_the_other_snippets_fit_into_one() -> None:
    keys = {
        "Người dự": "people", "Văn bản được nêu": "resolutions", "Tỉnh, thành được nêu": "provinces", "Kết quả": "results",
        "Nhiệm vụ": "tasks", "Số liệu": "figures", "Nguồn": "sources", "Đính chính": "corrections",
    }  # fmt: skip
    snippets = read("giaoban.code-snippets")
    assert snippets.keys() == {*keys, "Bản ghi cuộc họp"}
    head = "---\nid: mau\ntitle: Họp\nkind: briefing\nlevel: central\ndate: 2018-12-03\n"
    lists = {
        key: "".join(f"  {line}\n" for line in filled(snippets[name]["body"]).split("\n")) for name, key in keys.items()
    }
    text = head + "".join(f"{key}:\n{lines}" for key, lines in lists.items()) + "---\n\nTóm tắt.\n"
    assert load(SourceFile("briefings/2018/mau.md", "briefing", text.encode())).findings == ()


def test_ids_are_proposed_by_name_and_never_committed() -> None:
    found = ids(ROOT / "content")
    assert found["Lãnh đạo pham-minh-chinh"]["prefix"] == ["pham-minh-chinh", "Phạm Minh Chính"]
    assert found["Lãnh đạo pham-minh-chinh"]["body"] == "pham-minh-chinh"
    assert "2025-07-01" in found["Đơn vị hành chính dong-thap-2025"]["description"]
    assert "50-QĐ/TW" in found["Văn bản qd-50-tw-k13"]["prefix"]
    assert f"/{IDS.as_posix()}" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
def test_the_hook_stops_a_commit_with_an_error_and_lets_a_good_one_pass(content: Path) -> None:
    root = content.parent
    (root / "scripts" / "hooks").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "hooks" / "pre-commit", root / "scripts" / "hooks")
    command = root / ".venv" / "bin" / "giaoban"
    command.parent.mkdir(parents=True)
    program = shutil.which("giaoban", path=str(ROOT / ".venv" / "bin")) or "giaoban"
    command.write_text(f'#!/bin/sh\nexec "{program}" "$@" --content content\n', "utf-8")
    command.chmod(0o755)

    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        who = ("-c", "user.name=Thử", "-c", "user.email=thu@example.org", "-c", "core.hooksPath=scripts/hooks")
        return subprocess.run(["git", *who, *arguments], cwd=root, capture_output=True, text=True, check=False)

    git("init", "-qb", "main", ".")
    git("add", "content")
    assert git("commit", "-qm", "Đầu tiên").returncode == 0
    record = content / "leaders" / "le-thi-gia-dinh.yml"
    record.write_text(record.read_text("utf-8").replace("name:", "nmae:"), "utf-8")
    git("add", "content")
    refused = git("commit", "-qm", "Sai")
    assert refused.returncode != 0
    assert "error[unknown-key]" in refused.stdout + refused.stderr
    record.write_text(record.read_text("utf-8").replace("nmae:", "name:") + "note: Mới.\n", "utf-8")
    git("add", "content")
    assert git("commit", "-qm", "Đúng").returncode == 0
    (command.parent / "ruff").symlink_to(ROOT / ".venv" / "bin" / "ruff")
    code = root / "scripts" / "long.py"
    code.write_text('"""Một mô-đun."""\n\nimport os\n', "utf-8")
    (root / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    git("add", ".")
    refused = git("commit", "-qm", "Thừa một dòng")
    assert refused.returncode != 0
    assert "F401" in refused.stdout + refused.stderr
    code.write_text('"""Một mô-đun."""\n', "utf-8")
    git("add", ".")
    assert git("commit", "-qm", "Vừa đủ").returncode == 0


def test_pre_commit_runs_the_same_hook() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    [hook] = config["repos"][0]["hooks"]
    assert (ROOT / hook["entry"]).stat().st_mode & 0o111
    assert re.match(hook["files"], "content/leaders/a.yml")
