"""The package stands like the table of layers in ARCHITECTURE.md: a package uses only what is on the layers below it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from giaoban.build import code

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "scripts" / "giaoban"
OUTSIDE = {"__init__", "__main__", "bootstrap"}


def layers() -> dict[str, int]:
    """Package to its layer, counted from the lowest, as ARCHITECTURE.md lists them."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = re.search(r"^```\n(cli .*?)^```", text, re.DOTALL | re.MULTILINE)
    assert table, "ARCHITECTURE.md has no table of layers"
    lines = [re.split(r"  +", line)[0].split(" · ") for line in table[1].splitlines()]
    return {package: layer for layer, packages in enumerate(reversed(lines)) for package in packages}


def imports(path: Path) -> Iterator[str]:
    """The packages that a module imports from, its own included."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            above = ".".join(parts[: -node.level])
            names = [f"{above}.{node.module}" if node.module else f"{above}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "giaoban":
            names = [f"giaoban.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        yield from (name.split(".")[1] for name in names if name.startswith("giaoban."))


def test_every_package_has_a_layer() -> None:
    packages = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()}
    assert packages - OUTSIDE == layers().keys()


def test_imports_lead_to_layers_below() -> None:
    layer = layers()
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {other}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if (package := path.relative_to(PACKAGE).with_suffix("").parts[0]) not in OUTSIDE
        for other in imports(path)
        if other not in {package, *OUTSIDE} and layer[other] >= layer[package]
    ]
    assert not wrong


def test_what_the_build_does_not_need_is_no_part_of_the_key_of_its_store() -> None:
    needed, new = set(), {"build"}
    while new:
        needed |= new
        modules = (
            path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).with_suffix("").parts[0] in needed
        )
        new = {other for path in modules for other in imports(path)} - needed
    # Exports are found by being there.
    assert {Path(name).stem for name in code.APART} == (layers().keys() | OUTSIDE) - needed - {"exports", "__init__"}


def test_no_module_imports_itself_in_a_circle() -> None:
    modules = {".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts): p for p in PACKAGE.rglob("*.py")}
    needs = {name: set(_modules(path, name, modules)) - {name} for name, path in modules.items()}
    done: set[str] = set()

    def circle(name: str, way: tuple[str, ...]) -> tuple[str, ...]:
        if name in way:
            return (*way[way.index(name) :], name)
        if name in done:
            return ()
        found = next((c for other in sorted(needs[name]) if (c := circle(other, (*way, name)))), ())
        done.add(name)
        return found

    assert not next((c for name in sorted(needs) if (c := circle(name, ()))), ())


def _modules(path: Path, name: str, known: dict[str, Path]) -> Iterator[str]:
    """The modules of the package that a module imports, when it is loaded or later, within a function."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        base = ".".join([*above, *([node.module] if node.module else [])])
        for alias in node.names:
            if (full := f"{base}.{alias.name}") in known:
                yield full
            elif base in known:
                yield base


def test_what_starts_on_a_bare_machine_needs_nothing() -> None:
    assert set(imports(PACKAGE / "bootstrap.py")) == {"streams"}
    assert not list(imports(PACKAGE / "streams.py"))
    assert not list(imports(PACKAGE / "__init__.py"))
