"""Documentation under test: what the README and the written pages say is what the program does."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import click
import pytest
from click.testing import CliRunner
from pydantic import BaseModel

from giaoban import dates, rules, vietnamese
from giaoban.build.examine import examine
from giaoban.cli import main
from giaoban.records import load, model, models
from giaoban.records.complaints import READ_FROM_BODY
from giaoban.records.files import discover
from giaoban.records.models.briefing import Briefing
from giaoban.records.models.province import ProvincePage
from giaoban.records.models.unit import Unit

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PAGES = {p.name: p.read_text(encoding="utf-8") for p in sorted((ROOT / "content" / "pages").glob("*.md"))}
GUIDE = PAGES["huong-dan.md"]
METHOD = PAGES["phuong-phap.md"]
RECORDS = [
    c
    for module in (model, *(sys.modules[record.__module__] for record in models.every().values()))
    for c in vars(module).values()
    if isinstance(c, type) and issubclass(c, model.Model) and c.__module__ == module.__name__ and c is not model.Model
]


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with all the words that call it."""
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


def spans(text: str) -> set[str]:
    """What stands between backticks, code blocks left out."""
    return set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)))


@pytest.mark.parametrize(("name", "command"), list(commands(main, "giaoban")), ids=lambda value: str(value)[:30])
def test_every_command_and_option_is_in_the_readme(name: str, command: click.Command) -> None:
    row = next((line for line in README.splitlines() if line.startswith((f"| `{name}` ", f"| `{name} "))), "")
    assert row, name
    written = {word for word in spans(row) if word.startswith("--")}
    assert written == {o for p in command.params if isinstance(p, click.Option) for o in p.opts if o.startswith("--")}


def texts() -> Iterator[tuple[str, str]]:
    """Everything that tells somebody what to do: the papers, the written pages, and every sentence of the program."""
    for path in [
        *ROOT.glob("*.md"),
        *(ROOT / "content" / "pages").glob("*.md"),
        *ROOT.glob("scripts/giaoban/rules/**/*.yml"),
    ]:
        yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "scripts" / "giaoban").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield str(path.relative_to(ROOT)), node.value


def test_every_command_that_somebody_is_told_to_run_is_there() -> None:
    named = {
        (path, word)
        for path, text in texts()
        if path != "CHANGELOG.md"
        for word in re.findall(r"(?:^|[^\w./-])giaoban ([a-z][a-z-]+)\b", text)
    }
    words = {word for _, word in named}
    there = main.list_commands(click.Context(main))
    assert {"check", "build", "draft"} <= words
    assert sorted(one for one in named if one[1] not in there) == []


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    said = CONTRIBUTING[CONTRIBUTING.index("## Dependencies") :].lower()
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        name = re.split(r"[<>=~!; \[]", requirement)[0].lower()
        assert name in said or name.replace("mkdocs-material", "material for mkdocs") in said, name


def test_every_tool_on_node_is_explained() -> None:
    wanted = json.loads((ROOT / "tests" / "tools" / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    said = CONTRIBUTING[CONTRIBUTING.index("## Dependencies") :]
    assert [name for name in wanted if name not in said] == []


@pytest.mark.parametrize("paper", sorted(path.name for path in ROOT.glob("*.md")))
def test_links_of_papers_lead_somewhere(paper: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / paper).read_text(encoding="utf-8")):
        assert target.startswith("https://") or (ROOT / target).is_file(), target


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_key_is_in_the_guide(record: type[BaseModel]) -> None:
    keys = {field.alias or name for name, field in record.model_fields.items()} - READ_FROM_BODY
    assert keys <= spans(GUIDE)


def literals(annotation: Any) -> Iterator[str]:
    """The values of every closed list inside a type."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for inner in get_args(annotation):
            yield from literals(inner)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_value_of_a_closed_list_is_in_the_guide(record: type[BaseModel]) -> None:
    words = spans(GUIDE)
    for name, field in record.model_fields.items():
        for value in literals(field.annotation):
            assert value in words or (value[0].isupper() and re.search(rf"\b{value}[,.]", " ".join(GUIDE.split()))), (
                name,
                value,
            )


def test_required_keys_are_starred_and_no_others() -> None:
    """Of a meeting: the list of its keys says which must be there."""
    listed = GUIDE[GUIDE.index("{#cuoc-hop}") : GUIDE.index("{#nguon}")]
    top = dict(re.findall(r"^- `(\w+)`(\\\*)?", listed, re.MULTILINE))
    for name, field in Briefing.model_fields.items():
        if name in top:
            assert bool(top[name]) == field.is_required(), name


def test_every_rule_that_the_guide_names_exists_and_all_are_a_link_away() -> None:
    section = GUIDE[GUIDE.index("{#kiem-tra}") : GUIDE.index("{#do-phu}")]
    named = {word for word in spans(section) if re.fullmatch(r"[a-z]+(-[a-z]+)+", word)}
    assert len(named) > 20
    assert named <= rules.every().keys()
    assert "](quy-tac/)" in section


def test_the_record_in_the_guide_is_a_good_record(tmp_path: Path) -> None:
    example = re.search(r"^```markdown\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    assert example
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    name = re.search(r"^id: (\S+)", example[1], re.MULTILINE)
    assert name
    (place,) = (content / "briefings").rglob(f"{name[1]}.md")
    place.write_text(example[1], encoding="utf-8")
    path = place.relative_to(content).as_posix()
    # It shows some of the items of the record that it stands for.
    findings = [f for f in examine(content, ROOT, keep=False).findings if f.path == path and f.rule != "item-lost"]
    assert [f.format() for f in findings] == []
    files, _ = discover(content)
    loaded = load.load(next(f for f in files if f.path == path))
    record = loaded.records[0][1]
    assert isinstance(record, Briefing)
    assert record.tasks
    assert record.summary


CONSOLE = re.findall(r"^```console\n\$ \.venv/bin/giaoban ([^\n]*)\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("command", "shown"), CONSOLE, ids=lambda value: str(value)[:30])
def test_what_the_guide_shows_is_what_a_command_prints(
    command: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a copy of the archive, with the mistakes that the guide names; counts may be others. What follows "…" is left out."""
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    monkeypatch.chdir(tmp_path)
    for arguments in (
        ["init", "-qb", "main"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=b", "commit", "-qm", "."],
    ):
        subprocess.run(["git", *arguments], check=True)
    word, *others = command.split()
    if others[:1] and others[0].startswith("content/"):
        record = tmp_path / others[0]
        text = record.read_text("utf-8").replace("\nlevel: central\n", "\nlevel: trung ương\n")
        record.write_text(
            text.replace("\npeople:\n", "\npeople:\n  - leader: tran-van-moi\n    part: attended\n"), "utf-8"
        )
    if word == "diff":
        (content / "leaders" / "tran-van-moi.yml").write_text("id: tran-van-moi\nname: Trần Văn Mới\n", "utf-8")
        # As `giaoban urls` does, which comes before it in the guide.
        with (content / "urls.txt").open("a", encoding="utf-8") as ledger:
            ledger.write("/lanh-dao/tran-van-moi/\n")
    where = [] if word == "explain" else ["--content", "content"]
    printed = CliRunner().invoke(main, [word, *others, *where]).output
    if shown.endswith("\n…\n"):
        assert counted(printed).startswith(counted(shown.removesuffix("…\n")))
    else:
        assert counted(printed) == counted(shown)


def counted(text: str) -> str:
    """A text in which every count of documents is the same."""
    return re.sub(r"\d+ văn bản còn thiếu", "N văn bản còn thiếu", text)


def test_the_guide_shows_what_commands_print() -> None:
    assert {command.split()[0] for command, _ in CONSOLE} == {"check", "explain", "diff"}


def test_dates_are_shown_as_the_method_says() -> None:
    pairs = re.findall(r"`([^`]+)` (?:hiện )?là “([^”]+)”", " ".join(METHOD.split()))
    assert len(pairs) >= 6
    for written, shown in pairs:
        if len(written) == 1:
            assert shown in dates.vietnamese(f"2018{written}")
        else:
            assert dates.vietnamese(written) == shown


def test_dates_of_the_guide_are_dates() -> None:
    section = GUIDE[GUIDE.index("{#ngay}") : GUIDE.index("{#ma}")]
    written = {w.strip('"') for w in spans(section) if re.search(r"\d{4}", w)}
    assert len(written) > 10
    for text in written:
        dates.parse(text)


def test_the_count_of_provinces_is_right() -> None:
    files, _ = discover(ROOT / "content")
    loaded = load.load(next(f for f in files if f.kind == "provinces"))
    units = sum(isinstance(record, Unit) for _, record in loaded.records)
    pages = sum(isinstance(record, ProvincePage) for _, record in loaded.records)
    assert f"Kho có {units} đơn vị trên {pages} trang." in METHOD


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_written_in_the_house_style(name: str) -> None:
    text = PAGES[name]
    assert vietnamese.tone_old(text) == text
    assert not list(vietnamese.suspects(text))
    assert re.match(r"---\ntitle: \S.*\ndescription: \S.*\n---\n", text)
    assert not re.search(r"^# ", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE)
    # Colons align the cells of a table by a style attribute, which the site's own policy blocks.
    assert not re.search(r"^\|?\s*:?-+:", text, re.MULTILINE)


# A name of code in a docstring or comment: `name`, `module.name`.
_NAMED = re.compile(r"(?<!`)`([A-Za-z_]\w*(?:\.\w+)*)`(?!`)")


def test_names_of_code_in_docstrings_exist() -> None:
    """Of ``module.name`` the module must have the name; any other must stand in the code of some module."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "scripts").rglob("*.py"))}
    trees = {path: ast.parse(source) for path, source in sources.items()}
    of_module: dict[str, set[str]] = {}
    for path, tree in trees.items():
        name = path.parent.name if path.stem == "__init__" else path.stem
        of_module.setdefault(name, set()).update(_names(tree))
    every = {*of_module, *(name for names in of_module.values() for name in names)}
    every |= {path.parent.name for path in sources}
    wrong = []
    for path, source in sources.items():
        for named in _NAMED.findall(source):
            *before, name = named.split(".")
            known = of_module.get(before[-1], every) if before else every
            if name not in known and name not in of_module:
                wrong.append(f"{path.relative_to(ROOT)}: {named}")
    assert not wrong


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Name():
                yield node.id
            case ast.Attribute():
                yield node.attr
            case ast.arg():
                yield node.arg
            case ast.alias():
                yield (node.asname or node.name).rpartition(".")[2]
