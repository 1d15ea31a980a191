"""What editors read about typical mistakes, made one at a time in a copy of the real archive."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from pathlib import Path

import pytest
from mistakes import EVERY, Mistake

from giaoban import kinds
from giaoban.build import code
from giaoban.build.examine import look_at
from giaoban.build.store import Store
from giaoban.findings import INCOMPLETE, Finding

ROOT = Path(__file__).resolve().parent.parent.parent
ALL = [(kind, mistake) for kind, mistakes in EVERY.items() for mistake in mistakes]


class Archive:
    """The real content in a repository of its own, and a store that keeps what has not changed between two mistakes."""

    def __init__(self, folder: Path) -> None:
        self.content = Path(shutil.copytree(ROOT / "content", folder / "content"))
        self.store = folder / "store.sqlite"
        self._git("init", "-qb", "main", ".")
        self._git("add", "-A")
        self._git("-c", "user.name=Thử", "-c", "user.email=thu@example.org", "commit", "-qm", "Đầu tiên")
        self.before = self.findings()

    def _git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.content, check=True, capture_output=True)

    def findings(self) -> set[Finding]:
        with contextlib.closing(Store(self.store, code.key(ROOT / "theme"))) as store:
            # Whoever adds a record by hand has not run `giaoban urls` yet: see `tests/build/test_ledger.py`.
            return {
                f for f in look_at(self.content, ROOT, store).findings if f.rule not in {INCOMPLETE, "url-unrecorded"}
            }

    def after(self, mistake: Mistake) -> list[Finding]:
        """What is found beside what was there before, sorted."""
        try:
            mistake.do(self.content)
            return sorted(self.findings() - self.before)
        finally:
            self._git("checkout", "-q", ".")
            self._git("clean", "-qfd")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(tmp_path_factory.mktemp("mistakes"))


@pytest.mark.parametrize(("kind", "mistake"), ALL, ids=lambda v: v if isinstance(v, str) else v.what)
def test_each_mistake_gets_the_message_that_leads_out_of_it(archive: Archive, kind: str, mistake: Mistake) -> None:
    findings = archive.after(mistake)
    shown = "\n".join(f.format() for f in findings)
    assert mistake.rule in {f.rule for f in findings}, shown
    assert {f.rule for f in findings} <= {mistake.rule, *mistake.also}, shown
    said = [f.format() for f in findings if f.rule == mistake.rule]
    assert any(all(word in text for word in mistake.words) for text in said), shown
    assert not [word for word in mistake.never if word in shown], shown


def test_there_are_enough_of_them_of_every_kind() -> None:
    assert len(ALL) >= 79
    written = {kind.key for kind in kinds.every().values() if kind.files} - {"province"}  # pages stand with units
    assert written == EVERY.keys()
    assert all(len(mistakes) >= 10 for mistakes in EVERY.values())
