"""The synthetic archive is the same for the same seed, sound by the project's own check, and of the promised size."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from giaoban.bench import synthetic
from giaoban.findings import INCOMPLETE
from giaoban.publish.cache import Cache
from giaoban.publish.gather import Gathered, gather

ROOT = Path(__file__).resolve().parents[2]
RECORDS = 50


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic") / "content"
    synthetic.write(ROOT, folder, RECORDS, 1)
    return folder


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wide") / "content"
    synthetic.write(ROOT, folder, RECORDS, 1, wide=True)
    return folder


@pytest.fixture(scope="module")
def gathered(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    return gather(content, Cache(tmp_path_factory.mktemp("cache") / "records.sqlite"), 1)


@pytest.mark.parametrize("words", ["content", "wide"])
def test_the_same_seed_gives_the_same_bytes_in_any_process(
    words: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    content = request.getfixturevalue(words)
    code = (
        "import sys; from pathlib import Path; from giaoban.bench.synthetic import write; "
        f"write(Path(sys.argv[1]), Path(sys.argv[2]), {RECORDS}, 1, wide={words == 'wide'})"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "123", "PYTHONPATH": os.fspath(ROOT / "scripts")}
    subprocess.run([sys.executable, "-c", code, ROOT, tmp_path / "content"], env=environment, check=True)
    assert files(tmp_path / "content") == files(content)


def test_another_seed_gives_other_meetings(content: Path, tmp_path: Path) -> None:
    synthetic.write(ROOT, tmp_path / "content", RECORDS, 2)
    ours, others = files(content).keys(), files(tmp_path / "content").keys()
    assert ours != others


def test_the_check_finds_nothing(gathered: Gathered) -> None:
    # Random prose cuts "Hội nghị Trung ương 13 khóa XII" short now and then; what it then names is rightly not known.
    by_chance = {INCOMPLETE, "citation-unknown", "citation-ambiguous"}
    assert [finding.format() for finding in gathered.findings if finding.rule not in by_chance] == []


def test_more_words_make_more_syllables_and_no_errors(content: Path, wide: Path) -> None:
    few, many = ({word for text in files(at).values() for word in text.decode().split()} for at in (content, wide))
    assert len(many) > len(few) + 500
    assert [f.format() for f in gather(wide, None, 1).findings if f.severity == "error"] == []


@pytest.mark.parametrize("seed", [3, 4])
def test_the_check_finds_no_error_for_other_seeds(seed: int, tmp_path: Path) -> None:
    synthetic.write(ROOT, tmp_path / "content", 120, seed)
    found = gather(tmp_path / "content", None, 1).findings
    assert [finding.format() for finding in found if finding.severity == "error"] == []


def test_records_are_as_many_and_as_long_as_promised(gathered: Gathered) -> None:
    archive = gathered.archive
    assert len(archive.cards) == RECORDS
    assert len(archive.entities.resolutions) == 15
    assert len(archive.entities.leaders) == 10
    meetings = [archive.fetch(meeting) for meeting in archive.cards]
    syllables = [len(m.summary.split()) + sum(len(i.text.split()) for i in m.items) for m in meetings]
    assert 550 < sum(syllables) / RECORDS < 790


def test_meetings_are_joined_to_earlier_ones_and_to_all_else(gathered: Gathered) -> None:
    archive = gathered.archive
    kinds = {viewpoint.kind for viewpoint in archive.timelines}
    assert kinds >= {"leader", "resolution", "province", "series", "topic", "year", "plenum"}
    assert archive.threads


def test_one_meeting_is_enough(tmp_path: Path) -> None:
    synthetic.write(ROOT, tmp_path / "content", 1, 1)
    assert len(gather(tmp_path / "content", None, 1).archive.cards) == 1
