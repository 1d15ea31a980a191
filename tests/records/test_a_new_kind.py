"""A made-up kind of record: two modules that are found by being there, and a field of the meeting that names it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import giaoban

KIND = '''"""Prizes."""

from giaoban.kinds import Kind

KIND = Kind("prize", 75, "Giải thưởng", "Giải thưởng", files="prizes.yml#prizes", section="giai", timeline=True)
'''
MODEL = '''"""Prizes."""

from __future__ import annotations

from typing import Annotated

from giaoban.records.model import Id, Model, Refers, Text


class Prize(Model):
    """A prize."""

    id: Id
    name: Text
    after: Annotated[tuple[Id, ...], Refers("prize")] = ()


RECORD = Prize
'''
MEETING = """---
id: hop
title: Họp
kind: briefing
level: central
date: 2024-10-15
prizes: [mot, khong-co]
sources:
  - {id: s1, title: Bài}
---
[Giải](/giai/mot/) và [giải](/giai/khong-co/).
"""
PRIZES = "prizes:\n  - {id: mot, name: Một}\n  - {id: hai, name: Hai, after: [mot, ba]}\n"
WORK = """
import json, sys
from pathlib import Path
from giaoban.archive import Card, Entities, link, rows
from giaoban.archive.questions import named, structural
from giaoban.archive.answers import Answers
from giaoban.archive.reader import Reader
from giaoban.check import check_archive, check_record
from giaoban.records.load import definitions
from giaoban.records.files import discover
from giaoban.records.load import load

sources, findings = discover(Path(sys.argv[1]))
loaded = [load(source) for source in sources]
heads = [rows.decode_head(l.path, rows.encode(l, (*l.findings, *check_record(l)))[0]) for l in loaded]
cards = [head.card for head in heads if head.card]
archive = link(Entities.of([r for head in heads for r in head.records]), cards, lambda _: None)
documents = {l.path: l.document for l in loaded}
found = [*findings, *(f for h in heads for f in h.findings)]
found += check_archive(archive, [d for h in heads for d in h.definitions], documents.get)
reader = Reader(Answers(structural(archive) | named(archive)))
print(json.dumps({
    "findings": sorted(f"{f.path}:{f.line}:{f.column} {f.rule} {f.message}" for f in found),
    "timeline": reader.timeline("prize", "mot"),
    "sizes": reader.sizes("prize"),
    "ids": reader.ids("prize"),
    "reference": reader.reference("prize", "mot").address,
}))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package that knows the kind."""
    copy = tmp_path / "scripts"
    shutil.copytree(Path(giaoban.__file__).parent, copy / "giaoban", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "giaoban/kinds/prize.py").write_text(KIND, "utf-8")
    (copy / "giaoban/records/models/prize.py").write_text(MODEL, "utf-8")
    meeting = copy / "giaoban/records/models/briefing.py"
    text = meeting.read_text("utf-8")
    field = '    topics: Annotated[tuple[Id, ...], Refers("topic")] = ()\n'
    assert field in text
    meeting.write_text(text.replace(field, field + field.replace("topic", "prize")), "utf-8")
    return copy


def test_it_is_loaded_linked_and_checked(package: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "briefings/2024").mkdir(parents=True)
    (content / "briefings/2024/hop.md").write_text(MEETING, "utf-8")
    (content / "prizes.yml").write_text(PRIZES, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", WORK, str(content)],
        env={"PYTHONPATH": str(package)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    meeting, prizes = "briefings/2024/hop.md", "prizes.yml"
    assert found["findings"] == [
        f"{meeting}:11:30 dead-link liên kết “/giai/khong-co/”: không có trang nào ở địa chỉ này",
        f"{meeting}:7:15 unknown-prize không có giải thưởng “khong-co”",
        f"{prizes}:3:39 unknown-prize không có giải thưởng “ba”",
    ]
    assert (found["timeline"], found["sizes"]) == (["hop"], [["mot", 1]])
    assert (found["ids"], found["reference"]) == (["mot", "hai"], "giai/mot/")
