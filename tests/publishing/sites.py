"""Finished sites of a few files, as a build leaves them."""

from __future__ import annotations

from pathlib import Path

from giaoban.build import tree
from giaoban.build.tree import Kept, Tree, digest_of


def built(build: Path, files: dict[str, bytes]) -> Path:
    """A build folder with a finished site of these files."""
    trees = Tree(build)
    trees.open()
    for file, at_hand in trees.missing({file: digest_of(data) for file, data in files.items()}).items():
        is_same = at_hand and at_hand.digest == digest_of(files[file])
        trees.wrote(
            file, at_hand if is_same else Kept(digest_of(files[file]), *tree.write(trees.next, file, files[file]))
        )
    trees.finish(b"finished", b"")
    return build
