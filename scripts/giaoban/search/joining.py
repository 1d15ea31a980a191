"""Joining the modules of the engine in the browser to one, so that a reader fetches one file instead of fifteen.

The modules mirror those of this package, one each. In the joined one every name stands beside all others, so no two may declare
the same; lines of comments and indentation are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

FOLDER = "assets/search/"
"""The folder of the modules among the files of the theme; they are not published."""
FILE = "assets/find.js"
"""Keeps its name: a tab that was opened before a publication asks for the engine of the new one by it."""
_ASSETS = "assets/"
_CONSTANTS = "constants.js"
_IMPORT = re.compile(r"^import \{[^}]*\} from \"\./([a-z]+\.js)\";\n", re.MULTILINE)
_DECLARED = re.compile(r"^(?:export )?(?:async )?(?:const|let|class|function\*?) (\w+)", re.MULTILINE)


def path_in_site(file: str, version: str) -> str:
    """Where a file of the theme stands in the site: ``assets/a.css`` below its version, any other as it is."""
    name = file.removeprefix(_ASSETS)
    return file if name == file else f"{_ASSETS}v/{version}/{name}"


class JoiningError(ValueError):
    """The modules cannot be joined; the message says why."""


def joined(modules: Mapping[str, str]) -> str:
    """One module out of several, each by its file's name, every one after those it imports. Raises `JoiningError`."""
    # With the constants come all tables of the engine, which a build that joins nothing does without.
    from giaoban.search import constants

    modules = {**modules, _CONSTANTS: constants.javascript()}
    ordered: list[str] = []
    for name in sorted(modules):
        _visit(name, modules, ordered, ())
    owners: dict[str, str] = {}
    for name in ordered:
        for declared in _DECLARED.findall(modules[name]):
            if other := owners.setdefault(declared, name) != name and owners[declared]:
                raise JoiningError(f"{other} and {name} both declare {declared}")
    lines = (line.strip() for name in ordered for line in _IMPORT.sub("", modules[name]).split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def _visit(name: str, modules: Mapping[str, str], ordered: list[str], way: tuple[str, ...]) -> None:
    if name in ordered:
        return
    if name not in modules or name in way:
        raise JoiningError(
            f"{' imports '.join((*way, name))}, which {'is a circle' if name in way else 'is not there'}"
        )
    for needed in _IMPORT.findall(modules[name]):
        _visit(needed, modules, ordered, (*way, name))
    ordered.append(name)
