"""The edits that are measured, each time of another record or with a new one; all of them pass the check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, cycle
from pathlib import Path

from giaoban import vietnamese

ADDED = "Hội nghị thống nhất cao với báo cáo."
"""The sentence that an edit of a meeting adds to its summary."""

_DATE = re.compile(r"^date: (\d{4}-\d\d-\d\d)$", re.MULTILINE)
_PUBLISHED = re.compile(r"^    published: (\d{4}-\d\d-\d\d)$", re.MULTILINE)
_ACCESSED = re.compile(r"^(    accessed: )\d{4}-\d\d-\d\d$", re.MULTILINE)
# The day after the one on which the sources of the synthetic archive were read.
_LATER = "2026-11-22"
_WITHDRAWN = "\nstatus: withdrawn\n"
# Units come and go in this year: a meeting that moves by a day could name one that is no more.
_YEAR_OF_MERGERS = "2025"
# Symbols of the synthetic archive begin at 1 and do not come as far.
_FIRST_SYMBOL = 901
_NAMES = tuple(f"Nguyễn Đo Lường {given}" for given in ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín"))

_DOCUMENT = """\
id: kl-{number}-tw-k13
symbol: "{number}-KL/TW"
type: Kết luận
issuer: bo-chinh-tri
term: XIII
date: 2023-05-10
title: "Về đo lường thời gian dựng kho lưu trữ"
aliases: ["Kết luận {number}"]
sources:
  - id: s1
    publisher: "Báo Đo Lường"
    title: "Kết luận {number} về đo lường"
    url: https://do-luong.example/2023/05/11/{number}.html
    published: 2023-05-11
    accessed: 2026-11-21
"""


class Editor:
    """Edits the archive in one content folder; every method makes one edit."""

    def __init__(self, content: Path) -> None:
        self.content = content
        meetings = sorted(content.glob("briefings/*/*.md"))
        leaders = sorted(content.glob("leaders/*.yml"))
        self._meetings = cycle(path for path in _from_the_middle(meetings) if _WITHDRAWN not in _read(path))
        self._movable = cycle(_movable(_from_the_middle(meetings)))
        self._copies = count(1)
        # One who is neither the most nor the least often named.
        self._leader = leaders[len(leaders) // 2]
        self._symbols = count(_FIRST_SYMBOL)
        self._names = iter(_NAMES)

    def next_meeting(self) -> Path:
        """Another meeting each time, those from the middle of the archive's years first."""
        return next(self._meetings)

    def meeting(self) -> None:
        """Edit a meeting."""
        edit_meeting(self.next_meeting())

    def leader_name(self) -> None:
        """Change the name of a leader, the same every time."""
        edit_leader(self._leader)

    def new_meeting(self) -> None:
        """Add a meeting: the like of one that is there, a day later. Raises `StopIteration` where none can be that."""
        path, day = next(self._movable)
        following = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
        name = f"{following}-{path.stem[len(day) + 1 :]}-them-{next(self._copies)}"
        text = _read(path).replace(f"id: {path.stem}\n", f"id: {name}\n", 1)
        text = text.replace(f"\ndate: {day}\n", f"\ndate: {following}\n", 1)
        # Whoever writes a new record has just read its sources: it is the last to come into the archive.
        text = _ACCESSED.sub(rf"\g<1>{_LATER}", text)
        (self.content / "briefings" / following[:4] / f"{name}.md").write_text(text, encoding="utf-8")

    def new_document(self) -> None:
        """Add a document that no meeting names."""
        number = next(self._symbols)
        path = self.content / "resolutions" / f"kl-{number}-tw-k13.yml"
        path.write_text(_DOCUMENT.format(number=number), encoding="utf-8")

    def new_leader(self) -> None:
        """Add a leader whom no meeting names."""
        name = next(self._names)
        entity = vietnamese.slug(name)
        text = f'id: {entity}\nname: "{name}"\n'
        (self.content / "leaders" / f"{entity}.yml").write_text(text, encoding="utf-8")


def edit_meeting(path: Path) -> None:
    """Add a sentence to the summary, and change one task."""
    text = path.read_text(encoding="utf-8")
    head, _, tasks = text.partition("tasks:\n")
    before, mark, after = tasks.partition('    text: "')
    changed = f"{head}tasks:\n{before}{mark}Trước hết, {after}" if mark else text
    path.write_text(f"{changed.rstrip()} {ADDED}\n", encoding="utf-8")


def edit_leader(path: Path) -> None:
    """Give a leader one more syllable."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    name = next(i for i, line in enumerate(lines) if line.startswith("name: "))
    lines[name] = f'{lines[name].rstrip().removesuffix(chr(34))} An"\n'
    path.write_text("".join(lines), encoding="utf-8")


def _movable(paths: Iterator[Path]) -> Iterator[tuple[Path, str]]:
    """Meetings that could have been held a day later, each with its day: known, and before its sources were published."""
    for path in paths:
        text = _read(path)
        day = _DATE.search(text)
        if not day or not path.stem.startswith(day[1]) or path.parent.name == _YEAR_OF_MERGERS or _WITHDRAWN in text:
            continue
        if all(published > day[1] for published in _PUBLISHED.findall(text)):
            yield path, day[1]


def _from_the_middle(paths: list[Path]) -> Iterator[Path]:
    """The later half of some paths, then the earlier."""
    yield from paths[len(paths) // 2 :]
    yield from paths[: len(paths) // 2]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
