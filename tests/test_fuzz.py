"""What ``scripts/fuzz.py`` tries, without the library that alters the input."""

from __future__ import annotations

from pathlib import Path

import pytest

from testing import fuzz

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("target", sorted(fuzz.TARGETS))
def test_the_first_inputs_are_taken_and_so_is_any_part_of_them(target: str) -> None:
    read, seeds = fuzz.TARGETS[target](ROOT)
    assert seeds
    for seed in seeds:
        read(seed)
        read(seed[: len(seed) // 2])
    read(b"")


def test_every_kind_of_file_is_tried() -> None:
    _, seeds = fuzz.record(ROOT)
    assert len(seeds) == len({seed[0] for seed in seeds}) > len({"briefing", "leader", "resolution"})


def test_without_the_library_it_is_said_that_nothing_was_tried(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(_root: Path, _name: str) -> Path:
        raise fuzz.MissingError("requirements-fuzz.lock could not be installed")

    monkeypatch.setattr(fuzz, "install", missing)
    assert fuzz.run(ROOT, "query", 1) == 2
    assert "requirements-fuzz.lock" in capsys.readouterr().err
