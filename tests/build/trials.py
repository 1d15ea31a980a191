"""Trials: one archive built warm, with the cache of the state before, and cold, with none; both sites must be the same."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from conftest import ROOT, SITE_URL, files
from plain_content import Content, write

from giaoban.archive import arrivals, gathered, listings, parts
from giaoban.build import code
from giaoban.build.pipeline import Options, Outcome, build
from giaoban.build.session import Session
from giaoban.findings import Finding
from giaoban.render import html, painting, twin
from giaoban.views import grids
from giaoban.views.pages import coverage

EVERY = ROOT / "tests" / "fixtures" / "every" / "content"


@contextlib.contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder for hundreds of builds: in memory, where the system has such a place, and for as long as it is needed."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


@contextlib.contextmanager
def made_once() -> Iterator[None]:
    """Let frames be drawn, templates compiled, pictures painted, schemas and code read once for all builds of a process.

    None of it knows anything of the archive; of the two seconds that a cold build of a small one takes it is nearly all.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "environment", _environment)
        patch.setattr(painting, "paint", _paint)
        patch.setattr(html, "draw_frames", _draw)
        patch.setattr(code, "key", functools.cache(code.key))
        patch.setattr(code, "program", functools.cache(code.program))
        patch.setattr(twin, "schema", functools.cache(twin.schema))
        yield


@contextlib.contextmanager
def crowded() -> Iterator[None]:
    """Let so little stand on one page that even a small archive has timelines and lists divided into parts."""
    limits = {
        listings: {"MOST_LISTED": 2, "MOST_DOCUMENTS": 4},
        gathered: {"MOST_FIGURES": 3, "MOST_JOINS": 2, "MOST_CORRECTIONS": 2, "MOST_WITHDRAWN": 1},
        arrivals: {"SHOWN": 2},
        grids: {"MOST_MARKS": 4},
        coverage: {"_MOST_MARKS": 3, "_MOST": 3},
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "most_lines", lambda _: 2)
        for module, values in limits.items():
            for name, value in values.items():
                assert getattr(module, name) > value
                patch.setattr(module, name, value)
        yield


_environment = functools.cache(html.environment)
_paint = functools.cache(painting.paint)
_drawn: dict[bytes, html.Frames] = {}
_draw_anew = html.draw_frames


def _draw(root: Path, content: Path, site_url: str) -> html.Frames:
    key = html.frames_key(root, content, site_url)
    if key not in _drawn:
        _drawn[key] = _draw_anew(root, content, site_url)
    return _drawn[key]


class Held:
    """A folder to which one process builds again and again, and keeps what it knows; it gets the files that have changed."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.session = Session(options, is_lasting=True)
        self.changed: set[str] = set()

    def build(self) -> Outcome:
        """Build after what has changed since the last time: the pages first, then the search index too, as a preview does."""
        changed, self.changed = self.changed, set()
        outcome = build(self.options, session=self.session, changed=changed, leaves_index=True)
        build(self.options, session=self.session, changed=())
        return outcome

    def site(self) -> dict[str, bytes]:
        """The site that readers see."""
        return files(self.options.build / "site")


class Trial:
    """A folder with a copy of an archive, and what was built of it with a cache that is kept from build to build."""

    def __init__(self, folder: Path, content: Content, root: Path = ROOT, *, asks_both: bool = True) -> None:
        """``asks_both``: whether the process that goes on builds what is refused, too."""
        self.folder, self.root, self.site_url = folder, root, SITE_URL
        self.content, self.build_folder = folder / "content", folder / "warm"
        self.files: Mapping[str, bytes] = {}
        self._built: Mapping[str, bytes] = {}
        self.held = Held(self._options(folder / "held"))
        self._asks_both = asks_both
        self.outcome = Outcome(False, ())
        self.cold_findings: tuple[Finding, ...] = ()
        self.change_to(content.files())

    @property
    def cache(self) -> Path:
        """What a CI keeps between builds."""
        return self.build_folder / "cache"

    def change_to(self, after: Mapping[str, bytes]) -> None:
        """Let the content folder hold these files."""
        write(self.content, self.files, after)
        self.files = after

    def build(self, *, verify: bool = False) -> Outcome:
        """Build with what the cache holds (``verify``: its bytes first); and in a process that goes on, to the same end."""
        now = files(self.content)
        self.held.changed.update(difference(self._built, now))
        self._built = now
        self.outcome = build(self._options(self.build_folder), verify=verify)
        if not self.outcome.published and not self._asks_both:
            return self.outcome
        if (options := self._options(self.held.options.build)) != self.held.options:
            self.held = Held(options)
        held = self.held.build()
        assert (held.published, {*held.findings}) == (self.outcome.published, {*self.outcome.findings})
        if held.published:
            assert difference(self.held.site(), self.site()) == []
        return self.outcome

    def site(self) -> dict[str, bytes]:
        """The site that readers see."""
        return files(self.build_folder / "site")

    def stale(self) -> list[str]:
        """The files, or else findings, that the last build left otherwise than one without a cache makes them."""
        found = difference(self.site(), self.cold())
        return found or [finding.format() for finding in {*self.outcome.findings} ^ {*self.cold_findings}]

    def cold(self) -> dict[str, bytes]:
        """The site that a build without a cache makes."""
        target = self.folder / "cold"
        shutil.rmtree(target, ignore_errors=True)
        outcome = build(self._options(target))
        assert outcome.published, [finding.format() for finding in outcome.findings]
        self.cold_findings = outcome.findings
        return files(target / "site")

    def killed(self, at: Callable[[], object]) -> bool:
        """Build in another process, which ``at`` prepares to be killed; returns whether it was."""
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                at()
                build(self._options(self.build_folder))
            os._exit(0)
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])

    def _options(self, target: Path) -> Options:
        return Options(self.root, self.content, target, self.site_url, 1)


def difference(warm: Mapping[str, bytes], cold: Mapping[str, bytes]) -> list[str]:
    """The files that are not the same in both."""
    return sorted(file for file in warm.keys() | cold.keys() if warm.get(file) != cold.get(file))


def die_at(module: object, name: str, count: int) -> None:
    """Let a function end the process, as the system would, when it is called for the ``count``-th time."""
    function = getattr(module, name)
    left = count

    def counting(*arguments: object, **more: object) -> object:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **more)

    setattr(module, name, counting)
