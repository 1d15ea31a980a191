"""The builds of a preview, one after another: what each has to do, the state it leaves, and what is reported on the terminal.

Whatever happens, the next is tried. The first build uses all cores, before there is any thread. From then on this process holds
the archive in a session, learns which files change, and forks no more: where code, templates or frames are others, so that every
page has to be made again, a process of its own makes them. Each finding is reported once, and after every save a line says what
came of it.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import click
import jinja2

from giaoban.build import code, pipeline, workers
from giaoban.build.errors import reason
from giaoban.build.pipeline import Outcome
from giaoban.build.session import Session
from giaoban.build.settings import Options
from giaoban.findings import INCOMPLETE, Finding
from giaoban.render import html
from giaoban.review import text

# Where folders cannot be exchanged in one step, there is no site for a moment.
_LOOKS = 50
_PAUSE = 0.02


class SiteFolder:
    """The files of one folder, by path from there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._was_there = folder.is_dir()

    def read(self, file: str) -> bytes | None:
        """The bytes of a file; None where there is none, or its path is none that a site has."""
        if any(part in {"", ".", ".."} or any(sign in part for sign in "\0\\:") for part in file.split("/")):
            return None
        for _ in range(_LOOKS):
            try:
                data = (self.folder / file).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                if self.folder.is_dir():
                    self._was_there = True
                    return None
                if not self._was_there:
                    return None
                time.sleep(_PAUSE)
            except (OSError, ValueError) as error:
                # Many ask at once: a place will be free again.
                if getattr(error, "errno", None) not in (errno.EMFILE, errno.ENFILE):
                    return None
                time.sleep(_PAUSE)
            else:
                return data
        self._was_there = False
        return None

    def names(self, folder: str) -> list[str]:
        """The names of what lies right in a folder, in order; none where there is no such folder."""
        try:
            return sorted(path.name for path in (self.folder / folder).iterdir())
        except OSError:
            return []


@dataclass(frozen=True)
class Failure:
    """Why a build came to no end: a sentence, and where in the project's own files that happened, if it did there."""

    said: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True)
class State:
    """What the last build found out. ``is_older``: whether the files say what the site does not show."""

    is_older: bool = True
    findings: tuple[Finding, ...] = ()
    failure: Failure | None = None

    @cached_property
    def by_path(self) -> dict[str, list[Finding]]:
        """The findings of each file."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.path, []).append(finding)
        return found

    @cached_property
    def errors(self) -> list[Finding]:
        """The findings for which the site was not built."""
        return [finding for finding in self.findings if finding.severity == "error"]


class News:
    """The state that the last build left, shared between threads: one sets it, others wait for the next."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self.state = State()

    def tell(self, state: State) -> None:
        """A build has ended: wake all who wait for it."""
        with self._changed:
            self.state = state
            self._number += 1
            self._changed.notify_all()

    def wait(self, number: int, seconds: float) -> int:
        """Wait until there is more news than ``number``, or for some seconds; returns how much news there has been."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != number, seconds)
            return self._number


def failure(error: BaseException, root: Path) -> Failure:
    """What to say of an error that ended a build. The place is the last in templates or code of the project at ``root``."""
    places = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
    path, line = _last_own(places, root)
    return Failure(reason(error), path, line)


def _last_own(places: Iterable[tuple[str, int]], root: Path) -> tuple[str, int]:
    theme = (root / "theme").resolve()
    own = [(Path(path), line) for path, line in places if Path(path).is_relative_to(theme)]
    return (own[-1][0].relative_to(root.resolve()).as_posix(), own[-1][1]) if own else ("", 0)


class Reporter:
    """What has been reported so far, and what is still to be reported."""

    def __init__(self, options: Options) -> None:
        self._content, self._site = options.content, options.build / "site"
        self._reported: Counter[tuple[str, str, str]] = Counter()

    def step(self, said: str) -> None:
        """What is being done just now."""
        click.echo(f"… {said}")

    def serving(self, address: str) -> None:
        """The preview can be opened now."""
        click.echo(f"Xem thử ở {address} – nhấn Ctrl+C để dừng")

    def built(self, outcome: Outcome, seconds: float) -> None:
        """A build has come to its end: what it found that was not reported yet, and what it did."""
        found = [finding for finding in outcome.findings if finding.rule != INCOMPLETE]
        for line in text.layout(list(self._new_findings(found)), self._content, text.folder(self._content)):
            click.echo(line)
        if outcome.published:
            said = f", còn {text.counts(found)}" if found else ""
            click.echo(
                f"Xong sau {seconds:.1f} giây: {outcome.files} tệp bản ghi (đọc lại {outcome.read}), "
                f"{outcome.outputs} tệp trang (dựng lại {outcome.made}) trong {short_path(self._site)}{said}"
            )
        else:
            click.echo(f"Chưa dựng: còn {text.counts(found)}. Bản tốt gần nhất vẫn giữ nguyên.", err=True)

    def failed(self, why: Failure) -> None:
        """Report that a build ended with an error: why, and where."""
        where = f" ({why.path}:{why.line})" if why.path else ""
        click.echo(f"Không dựng được: {why.said}{where}. Trang vẫn như trước; lần lưu sau sẽ dựng lại.", err=True)

    def _new_findings(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        """What was not found last time. A finding that only moved to another line is the same."""
        before, self._reported = self._reported, Counter()
        for finding in findings:
            key = (finding.path, finding.rule, finding.message)
            self._reported[key] += 1
            if self._reported[key] > before[key]:
                yield finding


def short_path(path: Path) -> str:
    """A path as short as it can be: from the current folder when it is under it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


# Seconds until a build that came to no end is tried again though nothing was saved; each time twice as many.
_FIRST_TRY = 2.0
_LAST_TRY = 60.0


class Builds:
    """Runs the builds of a preview one after another and keeps the state that the last one left."""

    def __init__(self, options: Options, reporter: Reporter, news: News) -> None:
        self._options, self._reporter, self._news = options, reporter, news
        self._session = Session(options, is_lasting=True)
        self._program, self._has_other_code = code.program(), False
        self._drawn_with: tuple[bytes, bytes] | None = None
        self._last: Outcome | None = None
        """What the last build did; None where it came to no end."""
        self._owes_index = False
        self._pause, self._next_try = _FIRST_TRY, 0.0

    def build_first(self, *, verify: bool = False) -> None:
        """Build before there are threads, with all cores. ``verify``: as `pipeline.build` says."""
        self._outlive(partial(self._begin, verify=verify))
        self._session.processes = 1

    def _begin(self, *, verify: bool) -> None:
        self._drawn_with = self._draws_with()
        self._build(partial(pipeline.build, self._options, self._reporter.step, self._session, verify=verify))

    def build_again(self, changed: Collection[str] | None) -> None:
        """Build after these paths have changed; None: after any may have; none: while nothing else is to be done."""
        self._outlive(partial(self._build_what_changed, changed))

    def _build_what_changed(self, changed: Collection[str] | None) -> None:
        if changed is not None and not changed:
            self._look_after_site()
            return
        inner, is_all_inner = _inner(self._options.content, changed or ())
        if (changed is None or not is_all_inner) and self._take_up_others():
            return
        if changed is None:
            self._look_over()
        elif self._has_other_code:
            self._build(partial(build_apart, self._options))
        else:
            self._build(partial(pipeline.build, self._options, session=self._session, changed=inner, leaves_index=True))
            self._owes_index = True

    def _take_up_others(self) -> bool:
        """Where what every page is drawn with is other now, make them all, with all cores; returns whether that was so."""
        had_other_code, self._has_other_code = self._has_other_code, code.program() != self._program
        drawn_with = self._draws_with()
        if not self._has_other_code and not had_other_code and drawn_with == self._drawn_with:
            return False
        self._session.forget()
        self._drawn_with = drawn_with
        self._build(partial(build_apart, self._options))
        return True

    def _look_after_site(self) -> None:
        """While nobody saves: make the search index, bring back a site that was removed, try again what came to no end."""
        if self._last is None:
            if time.monotonic() >= self._next_try:
                self._look_over()
        elif self._last.published and not (self._options.build / "site").is_dir():
            self._session.forget()
            self._look_over()
        elif self._owes_index:
            # It takes longer than the pages of an edit, and these are served by now.
            self._owes_index = False
            pipeline.build(self._options, session=self._session, changed=())

    def _look_over(self) -> None:
        """Build quietly, to know the archive and to find changes that were not reported."""
        began = time.monotonic()
        build = build_apart if self._has_other_code else partial(pipeline.build, session=self._session)
        outcome = build(self._options)
        if self._last is None or outcome.made or outcome.findings != self._last.findings:
            self._note(outcome, time.monotonic() - began)

    def _build(self, build: Callable[[], Outcome]) -> None:
        began = time.monotonic()
        self._note(build(), time.monotonic() - began)

    def _note(self, outcome: Outcome, seconds: float) -> None:
        """A build came to its end: show what it did, then report it."""
        self._last, self._pause = outcome, _FIRST_TRY
        self._news.tell(State(not outcome.published, outcome.findings))
        self._reporter.built(outcome, seconds)

    def _outlive(self, work: Callable[[], None]) -> None:
        """Do something; what goes wrong is shown and reported in one sentence, and tried again later."""
        try:
            work()
        except (Exception, SystemExit) as error:  # MkDocs gives up by leaving the process
            self._last = None
            self._next_try = time.monotonic() + self._pause
            self._pause = min(2 * self._pause, _LAST_TRY)
            why = error.why if isinstance(error, FailedError) else failure(error, self._options.root)
            if self._news.state.failure != why:
                self._news.tell(State(failure=why))
                self._reporter.failed(why)

    def _draws_with(self) -> tuple[bytes, bytes]:
        root, content, site_url = self._options.root, self._options.content, self._options.site_url
        return code.key(root / "theme"), html.frames_key(root, content, site_url)

    def close(self) -> None:
        """Release the store, and all that is kept of the archive between builds."""
        self._session.forget()


class FailedError(Exception):
    """A build in another process came to no end; ``why`` tells what happened there."""

    def __init__(self, why: Failure) -> None:
        super().__init__(why.said)
        self.why = why


def build_apart(options: Options) -> Outcome:
    """Build in a process of its own, which reads code and templates as they are now. Raises `FailedError`."""
    apart = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=apart, initializer=workers.obey_parent) as pool:
        found = pool.submit(_build_or_failure, options).result()
    if isinstance(found, Failure):
        raise FailedError(found)
    return found


def _build_or_failure(options: Options) -> Outcome | Failure:
    """Build; an error is reported from here, since where it happened is not known in another process."""
    try:
        return pipeline.build(options)
    except (Exception, SystemExit) as error:
        return failure(error, options.root)


def _inner(content: Path, changed: Iterable[str]) -> tuple[set[str], bool]:
    """The paths within the content folder, forward slashes; and whether there are no others."""
    top, others = content.resolve(), False
    found = set()
    for path in changed:
        if Path(path).is_relative_to(top):
            found.add(Path(path).relative_to(top).as_posix())
        else:
            others = True
    return found, not others
