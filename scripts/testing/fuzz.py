"""Fuzzing guided by coverage: input is altered again and again, and what reaches code that no input had reached is altered on.

What hypothesis draws in the tests are mistakes that somebody thought of; Atheris (github.com/google/atheris) finds its own.
"""

from __future__ import annotations

import argparse
import importlib
import shutil
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from giaoban.bootstrap import ROOT
from giaoban.streams import speak_utf8
from testing.apart import MissingError, install

SLOWEST = 2
"""Seconds that any input may take."""
MOST_MEMORY = 500
"""Megabytes that a process may take, the instrumented code included."""
_LONGEST = 4096
_RECORDS = Path("tests", "fixtures", "mini", "content")
_PAPERS = Path("tests", "gold", "articles")
_MOST_PAPERS = 12
_MISSING = 2

Try = Callable[[bytes], object]


def record(root: Path) -> tuple[Try, list[bytes]]:
    """Files of records are read, checked and mended. The first byte of an input chooses the file whose place it takes."""
    from giaoban.check import check_record
    from giaoban.mending.fix import fix
    from giaoban.records import layout
    from giaoban.records.files import SourceFile
    from giaoban.records.load import load

    content = root / _RECORDS
    by_kind: dict[str, Path] = {}
    for path in sorted(content.rglob("*"), key=lambda path: (path.stat().st_size, path)):
        if path.is_file() and (kind := layout.file_kind(path.relative_to(content).as_posix())):
            by_kind.setdefault(kind, path)
    places = sorted(by_kind.items())

    def read(data: bytes) -> None:
        kind, path = places[data[0] % len(places) if data else 0]
        source = SourceFile(path.relative_to(content).as_posix(), kind, data[1:])
        loaded = load(source)
        for finding in (*loaded.findings, *check_record(loaded)):
            finding.format()
        fix(source)

    return read, [bytes([number]) + path.read_bytes() for number, (_, path) in enumerate(places)]


def article(root: Path) -> tuple[Try, list[bytes]]:
    """Articles are drafted from, as text or as pages."""
    from giaoban.drafting.draft import draft
    from giaoban.drafting.files import to_record
    from giaoban.drafting.known import Known

    known = Known.read(root / "content")

    def read(data: bytes) -> None:
        drafted = draft(data.decode(errors="replace"), known)
        to_record(drafted)
        drafted.to_json()

    papers = [path for path in sorted((root / _PAPERS).iterdir()) if path.suffix in {".txt", ".html"}]
    return read, [path.read_bytes() for path in sorted(papers, key=lambda path: path.stat().st_size)[:_MOST_PAPERS]]


def query(_root: Path) -> tuple[Try, list[bytes]]:
    """Queries are parsed."""
    from giaoban.search.query import parse

    seeds = (
        'lãnh đạo:"Lê Minh Hưng" -2019',
        "tỉnh:quảng trị năm:2018-2020",
        "18-NQ/TW",
        '"giao ban" tổ chức',
        "tw4 k12",
    )
    return lambda data: parse(data.decode(errors="replace")), [seed.encode() for seed in seeds]


TARGETS = {one.__name__: one for one in (record, article, query)}


def run(root: Path, target: str, seconds: int) -> int:
    """Alter input for so many seconds; what was found of interest lies in ``build/fuzz``, and a later run goes on from there.

    Does not return where the library is to be had: it ends the process, with a code other than 0 after input that raises, takes
    longer than `SLOWEST` or more than `MOST_MEMORY`, which then lies there too. Returns 2 where it is not.
    """
    try:
        # After all others: its own packages must not stand before those of the lock file.
        sys.path.append(str(install(root, "fuzz")))
        atheris: Any = importlib.import_module("atheris")
    except (MissingError, ImportError) as error:
        print(f"Không cài được Atheris: {error}", file=sys.stderr)
        return _MISSING
    with atheris.instrument_imports(include=["giaoban"]):
        read, seeds = TARGETS[target](root)
    folder = root / "build" / "fuzz" / target
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for name, seed in _named(seeds):
        (corpus / name).write_bytes(seed)
    limits = {
        "max_total_time": seconds,
        "timeout": SLOWEST,
        "rss_limit_mb": MOST_MEMORY,
        "max_len": max(_LONGEST, *map(len, seeds)),
        "artifact_prefix": f"{folder}/",
    }
    atheris.Setup([sys.argv[0], str(corpus), *(f"-{name}={value}" for name, value in limits.items())], read)
    atheris.Fuzz()
    return 0


def _named(seeds: list[bytes]) -> Iterator[tuple[str, bytes]]:
    for seed in seeds:
        yield sha256(seed).hexdigest()[:16], seed


def _forget(root: Path, target: str) -> None:
    shutil.rmtree(root / "build" / "fuzz" / target, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="fuzz.py", description=__doc__, allow_abbrev=False)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--anew", action="store_true", help="forget what earlier runs found of interest")
    options = parser.parse_args(arguments)
    if options.anew:
        _forget(ROOT, options.target)
    return run(ROOT, options.target, options.seconds)


if __name__ == "__main__":
    speak_utf8()
    sys.exit(main(sys.argv[1:]))
