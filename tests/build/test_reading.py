"""What is published reaches the archive through the reader alone: nothing else is within reach, and no answer can be changed."""

from __future__ import annotations

import ast
import contextlib
import importlib
import inspect
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from plain_content import Content
from pydantic import BaseModel
from trials import EVERY, Trial, crowded, made_once, quick_folder

import giaoban
from giaoban.archive import Archive, Card, Entities
from giaoban.archive.answers import Answers
from giaoban.archive.reader import Reader
from giaoban.build.store import Store

PACKAGE = Path(giaoban.__file__).parent
# Where values are computed that are published: all that they know, they have asked.
ASKING = [
    *sorted((PACKAGE / "views").rglob("*.py")),
    *sorted((PACKAGE / "exports").rglob("*.py")),
    PACKAGE / "build" / "linking.py",
    PACKAGE / "search" / "documents.py",
    PACKAGE / "dataset" / "rows.py",
]
# What of the standard library tells a function nothing but what it was given.
PURE = {
    "__future__", "bisect", "collections", "csv", "dataclasses", "datetime", "decimal", "functools", "hashlib", "html", "io",
    "itertools", "json", "math", "operator", "re", "typing", "urllib", "zlib", "xml",
}  # fmt: skip
# Found by their modules being there: the only reason to look around.
DISCOVERING = {"importlib", "pkgutil"}
# A list that belongs to the code, and so to the key of the store.
OWN_DATA = {"views/tiles.py": {"pathlib", "yaml"}}
OTHERS = {"msgspec", "giaoban"}
CLOCKS = {"today", "now", "utcnow", "fromtimestamp"}
TUPLES = {"_replace", "_asdict"}  # what a named tuple offers
HANDS = {"open", "eval", "exec", "compile", "__import__", "globals", "vars"}
HOLDERS = (Archive, Entities, Card, Answers)


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Module and name of everything that a module imports, wherever in it; the name is empty for a module itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            yield from ((str(node.module), alias.name) for alias in node.names)


def used(tree: ast.AST, module: str, name: str) -> Iterator[Any]:
    """What a module takes from an import: the value itself, or of a module the attributes that are asked of it."""
    value = getattr(importlib.import_module(module), name, None)
    if value is None:
        value = importlib.import_module(f"{module}.{name}")
    if not inspect.ismodule(value):
        yield value
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name:
            yield getattr(value, node.attr)


def holds_archive(value: Any) -> bool:
    """Whether a value is the archive or made from it, as the annotations of what makes it say."""
    if value in HOLDERS or isinstance(value, HOLDERS):
        return True
    if not callable(value):
        return False
    makers = [value, getattr(value, "__init__", None)] if inspect.isclass(value) else [value]
    said = " ".join(str(a) for maker in makers for a in getattr(maker, "__annotations__", {}).values())
    return any(
        holder.__name__ in said.replace("[", " ").replace("]", " ").replace("|", " ").split() for holder in HOLDERS
    )


@pytest.mark.parametrize("path", ASKING, ids=place)
def test_nothing_is_at_hand_but_the_reader(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    may = PURE | OTHERS | OWN_DATA.get(place(path), set()) | (DISCOVERING if path.name == "__init__.py" else set())
    names = set(imported(tree))
    for module, name in names:
        assert module.split(".")[0] in may, f"{module} is more than a function of what it is given"
        if module.startswith("giaoban.build"):
            assert place(path) == "build/linking.py"
        if module.startswith("giaoban.archive"):
            assert name, f"import what is needed of {module}"
            for value in used(tree, module, name):
                assert value is Reader or not holds_archive(value), f"{module}.{name} leads to the archive"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in HANDS, f"line {node.lineno}: {node.func.id}"
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            ours = isinstance(node.value, ast.Name) and ("giaoban.views", node.value.id) in names
            assert ours, f"line {node.lineno}: the day's date is asked by the check alone"
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and node.attr not in TUPLES:
            own = isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}
            assert own, f"line {node.lineno}: {node.attr} is nobody else's business"


def test_a_module_that_reads_around_the_reader_is_found() -> None:
    from giaoban.archive import questions
    from giaoban.archive.values import Reference

    assert holds_archive(Archive)
    assert holds_archive(questions.structural)
    assert not holds_archive(Reference)


def test_the_reader_shows_nothing_but_questions() -> None:
    reader = Reader(Answers({}))
    public = {name: getattr(reader, name) for name in dir(reader) if not name.startswith("_")}
    assert {name for name, value in public.items() if not inspect.ismethod(value)} == {"asked"}
    with pytest.raises(AttributeError):
        reader.archive = None  # type: ignore[attr-defined]


class Asked:
    """Every question that a build of the archive asked, its answer, and the answers as a whole."""

    def __init__(self) -> None:
        self.answers: list[Answers] = []
        self.found: dict[str, Any] = {}
        self.made: dict[str, list[str]] = {}


@pytest.fixture(scope="module", params=[contextlib.nullcontext, crowded], ids=["whole", "divided"])
def asked(request: pytest.FixtureRequest) -> Iterator[Asked]:
    """A first build of an archive that has every kind of record, and what was asked in it."""
    heard = Asked()
    answer, ask = Answers.__init__, Reader.ask

    def init(self: Answers, *arguments: Any) -> None:
        answer(self, *arguments)
        heard.answers.append(self)

    def asking(self: Reader, name: str, *arguments: str) -> Any:
        found = ask(self, name, *arguments)
        heard.found["\x1f".join((name, *arguments))] = found
        return found

    with quick_folder() as folder, made_once(), request.param():
        trial = Trial(folder, Content.read(EVERY))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Answers, "__init__", init)
            patch.setattr(Reader, "ask", asking)
            outcome = trial.build()
        assert outcome.published, [finding.format() for finding in outcome.findings]
        with contextlib.closing(Store(trial.cache / "store.sqlite", reading=True)) as store:
            keys = store.questions()
            for name, row in store.made().items():
                heard.made[name] = [keys[number] for number in memoryview(row.questions).cast("I")]
        yield heard


def changeable(value: Any, way: str = "") -> Iterator[str]:
    """The ways to everything within an answer that could be changed."""
    if value is None or isinstance(value, str | bytes | int | float | Decimal | date):
        return
    if isinstance(value, tuple | frozenset):
        for i, inner in enumerate(value):
            yield from changeable(inner, f"{way}[{i}]")
    elif isinstance(value, msgspec.Struct) and type(value).__struct_config__.frozen:
        for name in value.__struct_fields__:
            yield from changeable(getattr(value, name), f"{way}.{name}")
    elif isinstance(value, BaseModel) and value.model_config.get("frozen"):
        for name in type(value).model_fields:
            yield from changeable(getattr(value, name), f"{way}.{name}")
    else:
        yield f"{way}: {type(value).__name__}"


def test_no_answer_can_be_changed(asked: Asked) -> None:
    assert len(asked.found) > 400
    found = {key.split("\x1f")[0]: way for key, answer in asked.found.items() for way in changeable(answer)}
    assert found == {}


def test_there_is_no_question_that_nothing_asks(asked: Asked) -> None:
    attributes: set[str] = set()
    names: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                attributes.add(node.attr)
            elif isinstance(node, ast.Call):
                # reader.ask("name", …), or partial(reader.ask, "name")
                asks = any(isinstance(part, ast.Attribute) and part.attr == "ask" for part in (node.func, *node.args))
                names |= {part.value for part in node.args if asks and isinstance(part, ast.Constant)}
    methods = {name for name, value in vars(Reader).items() if inspect.isfunction(value) and not name.startswith("_")}
    assert methods - attributes == set()
    assert asked.answers[-1].questions.keys() - names == set()


def test_every_question_can_be_asked_again(asked: Asked) -> None:
    answers = asked.answers[-1]
    assert asked.made
    for name, questions in asked.made.items():
        for question in questions:
            assert answers.digest(question), (name, question)


def test_a_question_about_what_is_gone_is_answered_or_unknown(asked: Asked) -> None:
    """What was asked for a page is asked again in the next build, when half of it may be gone."""
    for key in asked.found:
        name, *arguments = key.split("\x1f")
        # Names of fields, and how many are wanted, are the code's own: they change with it, and then all is made again.
        for at in [at for at, given in enumerate(arguments) if not (given.isdigit() or (at and name == "fields"))]:
            for other in ("khong-co", "1999", "1999/12", "a", ""):
                question = "\x1f".join((name, *arguments[:at], other, *arguments[at + 1 :]))
                with contextlib.suppress(KeyError):
                    assert asked.answers[-1].digest(question)


def test_every_page_has_asked_for_its_frame(asked: Asked) -> None:
    pages = {name: questions for name, questions in asked.made.items() if name.endswith("/index.html")}
    around = ("frame", "written-page", "redirects")
    assert [name for name, questions in pages.items() if not any(q.startswith(around) for q in questions)] == []


def test_a_question_keeps_its_answer_apart_from_others(asked: Asked) -> None:
    """No argument can hold what stands between the parts of a key."""
    for key in asked.found:
        assert "\n" not in key
