"""Edits in random order, with caches that were kept, damaged or left by a kill: the site is always that of a cold build.

A machine of states (hypothesis) edits a small archive as editors do, and lets happen to the build folder what can happen to
it. After every step the archive is built with what the cache holds, and without a cache.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import ClassVar

from damage import change_rows, flip, fold
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from mutations import Change, Changes
from plain_content import Content, groups
from record_ways import fields
from repositories import commit, git
from trials import EVERY, Trial, crowded, die_at, difference, made_once, quick_folder

from giaoban.build import tree
from giaoban.build.pipeline import BuildError, build
from giaoban.build.store import Store

_NUMBER = st.integers(0, 2**20)
_SEED = st.integers(0, 2**32)


def nth(changes: Iterator[Change], number: int) -> Change | None:
    """One of the first changes, by a number that may be too large."""
    some = list(islice(changes, number % 40 + 1))
    return some[-1] if some else None


class Sequences(RuleBasedStateMachine):
    """An archive under git, and one build folder that lives through all of it."""

    conditions: ClassVar[Callable[[], AbstractContextManager[None]]] = contextlib.nullcontext

    def __init__(self) -> None:
        super().__init__()
        self.around = contextlib.ExitStack()
        self.folder = self.around.enter_context(quick_folder())
        self.around.enter_context(made_once())
        self.around.enter_context(type(self).conditions())
        git(self.folder, "init", "-q", "-b", "main")
        self.content = Content.read(EVERY)
        self.trial = Trial(self.folder, self.content)
        self.days = 0

    def teardown(self) -> None:
        self.around.close()

    @initialize()
    def built(self) -> None:
        assert self.trial.build().published
        self._expect()
        assert difference(self.trial.site(), self.expected) == []

    def _expect(self) -> None:
        """What a build without a cache makes of the archive as it is now."""
        self.expected = self.trial.cold()
        self.findings = self.trial.cold_findings
        self.content = Content.read(self.trial.content)

    def _edit(self, change: Change | None) -> None:
        if change is None:
            return
        before = self.trial.files
        self.trial.change_to(change.make())
        if self._build():
            self._expect()
        else:
            assert difference(self.trial.site(), self.expected) == []
            self.trial.change_to(before)
            assert self._build()
        assert difference(self.trial.site(), self.expected) == [], change
        assert self.trial.outcome.findings == self.findings, change

    def _build(self) -> bool:
        return self.trial.build().published

    # What editors do

    @rule(group=_NUMBER, field=_NUMBER, number=_NUMBER)
    def change(self, group: int, field: int, number: int) -> None:
        of = groups()[group % len(groups())]
        chosen = fields(of)[field % len(fields(of))]
        self._edit(nth(Changes(self.content).of(chosen), number))

    @rule(group=_NUMBER, number=_NUMBER)
    def add(self, group: int, number: int) -> None:
        self._edit(nth(Changes(self.content).added(groups()[group % len(groups())]), number))

    @rule(group=_NUMBER, number=_NUMBER)
    def remove(self, group: int, number: int) -> None:
        self._edit(nth(Changes(self.content).removed(groups()[group % len(groups())]), number))

    @rule(group=_NUMBER, number=_NUMBER)
    def rename(self, group: int, number: int) -> None:
        of = groups()[group % len(groups())]
        (own,) = (field for field in fields(of) if field.path == ("id",))
        self._edit(nth(Changes(self.content).of(own), number))

    @rule(number=_NUMBER)
    def withdraw(self, number: int) -> None:
        self._edit(nth(Changes(self.content).withdrawn(), number))

    @rule()
    def commit(self) -> None:
        self.days += 1
        commit(self.folder, f"2026-03-{self.days % 28 + 1:02d}T08:{self.days // 28:02d}:00+0700")
        self._expect()
        self._still()

    # What happens to build folders

    @rule(what=st.sampled_from(["site", "cache", "cache/site", "cache/store.sqlite", "cache/manifest.msgpack"]))
    def lose(self, what: str) -> None:
        for folder in (self.trial.build_folder, self.trial.held.options.build):
            path = folder / what
            shutil.rmtree(path, ignore_errors=True)
            path.unlink(missing_ok=True)
        self._still()

    @rule()
    def another_process_builds(self) -> None:
        """Beside one that goes on, which has to notice."""
        build(self.trial.held.options)
        self._still()

    @rule()
    def keep_only_the_cache(self) -> None:
        """As in a CI: the cache comes back from elsewhere, and every file of the archive is new on this disk."""
        shutil.rmtree(self.trial.build_folder / "site")
        moved = self.folder / "moved"
        shutil.copytree(self.trial.build_folder, moved, copy_function=shutil.copyfile)
        shutil.rmtree(self.trial.build_folder)
        moved.rename(self.trial.build_folder)
        for path in self.trial.content.rglob("*"):
            os.utime(path)
        self._still()

    @rule(seed=_SEED, file=st.sampled_from(["store.sqlite", "manifest.msgpack"]))
    def flip_bytes(self, seed: int, file: str) -> None:
        path = self.trial.cache / file
        if path.exists():
            fold(self.trial.cache)
            flip(path, random.Random(seed))
        self._right_or_said()

    @rule(seed=_SEED)
    def change_rows(self, seed: int) -> None:
        path = self.trial.cache / "store.sqlite"
        if path.exists():
            change_rows(path, random.Random(seed))
        self._right_or_said()

    @rule(
        name=st.sampled_from(
            ["write", "_link", "_unlink", "_exchange", "commit", "put_made", "put_products", "put_meta"]
        ),
        count=st.integers(0, 12),
        group=_NUMBER,
        field=_NUMBER,
        number=_NUMBER,
    )
    def kill(self, name: str, count: int, group: int, field: int, number: int) -> None:
        """A build after an edit is killed; readers see the last good site, or the next one whole."""
        of = groups()[group % len(groups())]
        change = nth(Changes(self.content).of(fields(of)[field % len(fields(of))]), number)
        if change is None:
            return
        before, expected = self.trial.files, self.expected
        self.trial.change_to(change.make())
        self.trial.killed(lambda: die_at(Store if hasattr(Store, name) else tree, name, count))
        seen = self.trial.site()
        if self._build():
            self._expect()
        else:
            self.trial.change_to(before)
            assert self._build()
        assert difference(self.trial.site(), self.expected) == [], change
        assert self.trial.outcome.findings == self.findings, change
        assert [] in (difference(seen, expected), difference(seen, self.expected))

    def _still(self) -> None:
        assert self._build()
        assert difference(self.trial.site(), self.expected) == []
        assert self.trial.outcome.findings == self.findings

    def _right_or_said(self) -> None:
        """The site is right, or the build says that it cannot go on, and can when the cache is gone."""
        try:
            assert self._build()
        except BuildError:
            shutil.rmtree(self.trial.cache)
            assert self._build()
        assert difference(self.trial.site(), self.expected) == []


class DividedSequences(Sequences):
    """The same where no page holds much."""

    conditions = crowded


TestSequences = Sequences.TestCase
TestDividedSequences = DividedSequences.TestCase
TestSequences.settings = TestDividedSequences.settings = settings(
    max_examples=int(os.environ.get("GIAOBAN_EXAMPLES", "5")),
    stateful_step_count=14,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)
