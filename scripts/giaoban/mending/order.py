"""Keys in the order of the model, each with its value, its comments and the blank line behind it.

Lines change places and nothing else; mappings within brackets stay as they are, and so do those with a key that no record has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DASHES = re.compile(r" *(?:- +)+")

Order = Mapping[str, "Order"]
"""Keys in order, each with those of the mappings under it."""


def ordered(text: str, keys: Order) -> str:
    """A YAML text that can be read, with the keys of its block mappings in order."""
    lines = text.split("\n")
    if root := yaml.compose(text, _Loader):
        _order(root, keys, lines, len(lines))
    return "\n".join(lines)


def _order(node: yaml.Node, keys: Order, lines: list[str], end: int) -> None:
    """Bring the lines of a node in order, those of its parts first. ``end``: the line after it, counted from 0."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        return
    if not isinstance(node, yaml.MappingNode):
        starts = [entry.start_mark.line for entry in node.value]
        for entry, after in zip(node.value, [*starts[1:], end], strict=True):
            _order(entry, keys, lines, after)
        return
    names = [key.value for key, _ in node.value]
    starts = [key.start_mark.line for key, _ in node.value]
    for (key, value), after in zip(node.value, [*starts[1:], end], strict=True):
        _order(value, keys.get(key.value, {}), lines, after)
    rank = {key: i for i, key in enumerate(keys)}
    if not rank.keys() >= set(names) or names == sorted(names, key=rank.__getitem__) or len(set(starts)) < len(starts):
        return
    _rearrange(node, sorted(range(len(names)), key=lambda i: rank[names[i]]), lines, end)


def _rearrange(node: yaml.MappingNode, wanted: list[int], lines: list[str], end: int) -> None:
    column = node.value[0][0].start_mark.column
    starts = [key.start_mark.line for key, _ in node.value]
    # A comment at the margin of the keys, right above one, belongs to it.
    for i in range(1, len(starts)):
        while starts[i] - 1 > starts[i - 1] and re.match(rf" {{{column}}}#", lines[starts[i] - 1]):
            starts[i] -= 1
    last = next((i for i in range(end - 1, starts[-1], -1) if _is_of(lines[i], column)), starts[-1]) + 1
    groups = [lines[a:b] for a, b in zip(starts, [*starts[1:], last], strict=True)]
    prefix = groups[0][0][:column]
    if prefix.strip() and (wanted[0] and groups[wanted[0]][0].lstrip()[:1] == "#"):
        return  # the dash would come before a comment
    groups[0][0] = " " * column + groups[0][0][column:]
    # Blank lines divide groups of keys; the last key has none behind it, wherever it comes to stand.
    gaps = [len(group) - len("\n".join(group).rstrip("\n ").split("\n")) for group in groups]
    if wanted[-1] != len(groups) - 1:
        gap = [""] * gaps[wanted[-1]]
        groups[-1] += gap
        groups[wanted[-1]] = groups[wanted[-1]][: len(groups[wanted[-1]]) - len(gap)]
    moved = [line for i in wanted for line in groups[i]]
    moved[0] = prefix + moved[0][column:]
    lines[starts[0] : last] = moved


def _is_of(line: str, column: int) -> bool:
    """Whether a line behind the last key belongs to its value: it is no blank line, nor a comment of what comes next."""
    return bool(line.strip()) and not (line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= column)
