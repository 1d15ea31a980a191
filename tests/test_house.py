"""The package stands like the house in the README: a room uses only what is on the floors below it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "scripts" / "giaoban"
OUTSIDE = {"__init__", "__main__", "bootstrap"}


def floors() -> dict[str, int]:
    """Room to floor, counted from the ground, as the README draws them."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    drawing = re.search(r"^```\n(cli .*?)^```", readme, re.DOTALL | re.MULTILINE)
    assert drawing, "the README does not draw the house"
    lines = [re.split(r"  +", line)[0].split(" · ") for line in drawing[1].splitlines()]
    return {room: height for height, rooms in enumerate(reversed(lines)) for room in rooms}


def imports(path: Path) -> Iterator[str]:
    """The rooms that a module imports from, its own included."""
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


def test_every_room_is_in_the_readme() -> None:
    rooms = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()}
    assert rooms - OUTSIDE <= floors().keys()


def test_imports_lead_downstairs() -> None:
    height = floors()
    # What stands at the top are doors to the house: the command opens onto the others.
    doors = {room for room, floor in height.items() if floor == max(height.values())}
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {other}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if (room := path.relative_to(PACKAGE).with_suffix("").parts[0]) not in OUTSIDE | doors
        for other in imports(path)
        if other not in {room, *OUTSIDE} and height[other] >= height[room]
    ]
    assert not wrong


def test_what_starts_on_a_bare_machine_needs_nothing() -> None:
    assert not list(imports(PACKAGE / "bootstrap.py"))
    assert not list(imports(PACKAGE / "__init__.py"))
