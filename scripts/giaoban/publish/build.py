"""The whole build, from the content folder to the site that readers see."""

from __future__ import annotations

import contextlib
import gc
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from giaoban.findings import Finding, has_errors
from giaoban.publish import digest, finding, history, ledger, parallel, settings, sharing, static, tree
from giaoban.publish.cache import Cache
from giaoban.publish.draw import Meeting, Studio, Written
from giaoban.publish.gather import gather, keys_of
from giaoban.publish.plan import Job, Plan, plan
from giaoban.records.files import SourceFile, discover
from giaoban.site import frame, templates
from giaoban.site.pour import Mold


class BuildError(Exception):
    """The site cannot be built for a reason that is not in the records; the message (Vietnamese) says why."""


@dataclass(frozen=True, slots=True)
class Options:
    """Where things are. ``root`` holds ``mkdocs.yml`` and ``theme``; ``site_url`` ends in a slash."""

    root: Path
    content: Path
    build: Path
    site_url: str
    processes: int = field(default_factory=parallel.cores)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. ``published``: whether the site on disk is now what the records say."""

    published: bool
    findings: tuple[Finding, ...]
    files: int = 0
    read: int = 0
    pages: int = 0
    drawn: int = 0


def build(options: Options, say: Callable[[str], None] = lambda _: None) -> Outcome:
    """Build the site and swap it in, unless a finding is an error; then the last good site stays as it was.

    ``say`` is told, in Vietnamese, what is being done. Raises `BuildError`.
    """
    with _alone(options.build), _no_collector():
        cache = Cache(options.build / "cache" / "records.sqlite")
        try:
            return _build(options, cache, say)
        finally:
            cache.close()


def _build(options: Options, cache: Cache, say: Callable[[str], None]) -> Outcome:
    found = discover(options.content)
    try:
        frames = frame.draw(options.root, options.content, options.site_url, options.build / "cache" / "frames")
    except frame.FrameError as error:
        raise BuildError(f"MkDocs không dựng được khung trang: {error}") from error
    theme = options.root / "theme"
    repository = settings.repository(options.root)
    look = digest.of(digest.templates(theme), frames.digest, options.site_url, repository)
    where = history.place(options.content)
    stamp = _stamp(options, found, frames, digest.of(look, sharing.look(), where))
    stage = tree.Stage(options.build)
    if remark := stage.remark_of(stamp):
        files, pages, findings = pickle.loads(remark)
        return Outcome(True, findings, files, 0, pages, 0)

    gathered = gather(options.content, cache, options.processes, found)
    if has_errors(gathered.findings):
        return Outcome(False, gathered.findings, len(gathered.keys), gathered.read)
    known = history.read(options.content, where, options.build / "cache" / "history.pickle", options.processes)
    whole = plan(gathered.archive, gathered.keys, gathered.summaries, look, known.meetings)
    pictures = sharing.wanted(gathered.archive)
    promises = ledger.load(options.content)
    modified = static.modified(gathered.archive, known.days)
    extras = static.extras(whole, frames, theme, options.site_url, promises.redirects, modified)
    broken = promises.check(static.addresses([*whole.jobs, *extras]) - promises.redirects.keys())
    findings = tuple(sorted({*gathered.findings, *broken})) if broken else gathered.findings
    if has_errors(broken):
        return Outcome(False, findings, len(gathered.keys), gathered.read)

    indexed = finding.files(gathered, whole.entries, cache, options.processes)
    wanted = whole.wanted | {file: digest.of(data) for file, data in extras.items()} | indexed.keys
    wanted |= {file: key for file, (key, _) in pictures.items()}
    remark = pickle.dumps((len(gathered.keys), len(wanted), findings), protocol=5)
    drawn = 0
    if stage.is_current(wanted):
        stage.keep(stamp, remark)
    else:
        missing = stage.open(wanted)
        say(f"dựng {len(missing)} tệp trong {len(wanted)}")
        studio = Studio(
            gathered.archive,
            gathered.bodies,
            templates.environment(theme, options.build / "cache" / "templates", options.site_url, repository),
            Mold(frames.layouts, options.site_url),
            stage.spare,
            lambda: Cache(cache.path, reading=True),
            known.meetings,
        )
        for written in _draw(studio, whole, missing, cache, options.processes):
            stage.wrote(*written)
            drawn += 1
        for file in missing:
            if file in extras:
                stage.wrote(file, wanted[file], *tree.write(stage.spare, file, extras[file]))
                drawn += 1
            elif file in indexed.keys:
                stage.wrote(file, wanted[file], *tree.write(stage.spare, file, indexed.read(file, cache)))
                drawn += 1
            elif file in pictures:
                key, picture = pictures[file]
                data = sharing.painted(picture, key, options.build / "cache" / "pictures")
                stage.wrote(file, key, *tree.write(stage.spare, file, data))
                drawn += 1
        sharing.forget(options.build / "cache" / "pictures", pictures)
        stage.finish(stamp, remark)
    return Outcome(True, findings, len(gathered.keys), gathered.read, len(wanted), drawn)


def _stamp(options: Options, found: tuple[list[SourceFile], list[Finding]], frames: frame.Frames, look: bytes) -> bytes:
    """A digest of all that a site is made from; the day counts because a date may lie in the future."""
    promises = [options.content / name for name in ledger.FILES]
    return digest.of(
        look,
        digest.code(),
        sorted(keys_of(found[0]).items()),
        found[1],
        sorted(frames.pages.items()),
        sorted(static.assets(options.root / "theme").items()),
        (options.root / "theme" / "sw.js").read_bytes(),
        [path.read_bytes() for path in promises if path.is_file()],
        datetime.now(tz=UTC).date(),
    )


def _draw(studio: Studio, whole: Plan, missing: list[str], cache: Cache, processes: int) -> Iterator[Written]:
    jobs: dict[str, list[Job]] = {"briefing": [], "timeline": [], "gathered": [], "list": []}
    for file in missing:
        if job := whole.jobs.get(file):
            jobs[job.kind if job.kind in jobs else "timeline"].append(job)
    kept = cache.drawn()
    cache.drop_entries(kept.keys() - whole.entries.keys())
    pages = {job.id: job for job in jobs["briefing"]}
    stale = {b: key for b, key in whole.entries.items() if kept.get(b) != key}
    meetings = [Meeting(b, pages.get(b), stale.get(b)) for b in whole.entries if b in pages or b in stale]
    for done in parallel.spread(studio.meetings, meetings, processes):
        cache.put_entries(done.keys, done.entries, known=bool(kept))
        yield from done.written
    cache.commit()
    for written in parallel.spread(studio.timelines, jobs["timeline"], processes):
        yield from written
    for written in parallel.spread(
        studio.gathered, [(job, whole.parts[job.file]) for job in jobs["gathered"]], processes
    ):
        yield from written
    yield from studio.lists(jobs["list"])


@contextlib.contextmanager
def _alone(build: Path) -> Iterator[None]:
    """One build at a time in one folder."""
    build.mkdir(parents=True, exist_ok=True)
    with (build / ".lock").open("w") as stream:
        try:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            pass
        except OSError:
            raise BuildError("một lần dựng khác đang chạy trong cùng thư mục; hãy đợi nó xong") from None
        yield


@contextlib.contextmanager
def _no_collector() -> Iterator[None]:
    """Ten thousand records are a million small objects that live to the end: looking for garbage among them is waste."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
