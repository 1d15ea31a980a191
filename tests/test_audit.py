"""What ``scripts/audit.py`` makes of the answers about pinned packages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from testing import audit
from testing.apart import MissingError

SOUND = {"name": "click", "version": "8.5.1", "vulns": []}
WEAK = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "PYSEC-2099-1", "fix_versions": ["3.1.9"]}]}
UNKNOWN = {"name": "numpy", "skip_reason": "Dependency not found on PyPI"}


@pytest.fixture
def answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with what the program that asks says, in place of that program."""
    said = tmp_path / "said.json"
    package = tmp_path / "packages" / "pip_audit"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(f"print(open({str(said)!r}, encoding='utf-8').read())", encoding="utf-8")
    monkeypatch.setattr(audit, "install", lambda root, name: package.parent)
    return said


@pytest.mark.parametrize(
    ("packages", "code", "words"),
    [
        ([SOUND], 0, "1 gói, 0 điểm yếu"),
        ([SOUND, WEAK], 1, "jinja2 2.0: PYSEC-2099-1, sửa ở: 3.1.9"),
        ([SOUND, UNKNOWN], 2, "1 gói không hỏi được"),
        ([WEAK, UNKNOWN], 1, "PYSEC-2099-1"),
        ([], 2, "0 gói"),
    ],
)
def test_only_an_answer_about_every_package_is_good_news(
    answer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], packages: list[object], code: int, words: str
) -> None:
    answer.write_text(json.dumps({"dependencies": packages}), encoding="utf-8")
    assert audit.run(tmp_path, [tmp_path / "requirements.lock"]) == code
    assert words in capsys.readouterr().out


def test_without_an_answer_it_says_so(answer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer.write_text("ConnectionError", encoding="utf-8")
    assert audit.run(tmp_path, []) == 2
    assert "cần mạng" in capsys.readouterr().err


def test_where_the_program_cannot_be_had_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(root: Path, name: str) -> Path:
        raise MissingError(f"requirements-{name}.lock could not be installed")

    monkeypatch.setattr(audit, "install", missing)
    assert audit.run(tmp_path, []) == 2
    assert "requirements-audit.lock" in capsys.readouterr().err
