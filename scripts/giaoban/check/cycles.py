"""Circles in what should lead one way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping


def on_cycles(graph: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
    """The edges of a graph that lie on a circle or between circles; an edge from a node to itself is not looked at.

    Whatever nothing leads to, or leads nowhere, is taken away until nothing more can be: what is left goes round.
    """
    forward = {node: {t for t in targets if t != node} for node, targets in graph.items()}
    backward: dict[str, set[str]] = {}
    for node, targets in forward.items():
        for target in targets:
            backward.setdefault(target, set()).add(node)
    nodes = forward.keys() | backward.keys()
    left = set(nodes)
    queue = [node for node in nodes if not forward.get(node) or not backward.get(node)]
    while queue:
        node = queue.pop()
        if node not in left:
            continue
        left.discard(node)
        for edges, back in ((forward, backward), (backward, forward)):
            for other in edges.get(node, ()):
                back[other].discard(node)
                if not back[other]:
                    queue.append(other)
    for node, ends in graph.items():
        if node in left:
            yield from ((node, end) for end in dict.fromkeys(ends) if end in left and end != node)
