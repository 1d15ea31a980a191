"""The whole build, read from top to bottom: discover, load, link, check, which outputs, which of them changed, make, swap in."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import msgspec

from giaoban.build import around, loading, outputs, retrying, severity
from giaoban.build.errors import BuildError
from giaoban.build.lost import Lost
from giaoban.build.session import Session
from giaoban.build.settings import Options
from giaoban.build.tree import Tree
from giaoban.check import clock
from giaoban.findings import Finding, has_errors, sorted_distinct

Gate = Callable[[Path, Collection[str]], object]

_MOST_NAMED = 10


class Outcome(msgspec.Struct, frozen=True):
    """What a build did.

    ``published``: whether the site on disk is now what the records say. ``files``: how many files of records there are,
    ``read`` how many of them were read anew; ``outputs``: how many files the site has, ``made`` how many were made anew,
    ``equal`` how many of those came out as they were.
    """

    published: bool
    findings: tuple[Finding, ...]
    files: int = 0
    read: int = 0
    outputs: int = 0
    made: int = 0
    equal: int = 0


def build(
    options: Options,
    say: Callable[[str], None] = lambda _: None,
    session: Session | None = None,
    changed: Collection[str] | None = None,
    *,
    leaves_index: bool = False,
    verify: bool = False,
    gate: Gate = lambda *_: None,
) -> Outcome:
    """Build the site and swap it in, unless a finding is an error; then the last good site stays as it was.

    ``say`` is called with what is being done, in Vietnamese. ``session``: what this process knows from its earlier builds of the
    same site; ``changed``: which paths of the content folder may have changed since the last of them. ``leaves_index``: leave
    the search index as it is, so that pages are there sooner; the next build brings it up to date. ``verify``: look at
    the bytes of every file of the site, and make again what is not as it was built. ``gate`` is given the folder of the finished
    site and its files before it is swapped in, and raises `BuildError` where it must not be. Raises `BuildError`.
    """
    with _alone(options.build), no_collector(), _session_until_failure(session or Session(options)) as known:
        if verify and (altered := Tree(options.build).forget_altered()):
            say(f"{len(altered)} tệp trang không còn như lúc dựng, dựng lại: {', '.join(altered[:_MOST_NAMED])}")
        return retrying.until_whole(
            lambda: _build(known, changed, say, gate, leaves_index=leaves_index),
            options.build / "cache" / "store.sqlite",
            lambda: known.key,
            known.forget,
        )


def _build(
    session: Session,
    changed: Collection[str] | None,
    say: Callable[[str], None],
    gate: Gate,
    *,
    leaves_index: bool,
) -> Outcome:
    options = session.options
    session.begin()
    tree, scan, about = session.tree(), session.scan(changed), around.stamp(options.root, options.content)
    stamp = loading.stamp(
        scan, session.key, about, options.site_url.encode(), clock.today().isoformat().encode(), b"data" * options.data
    )
    if not session.wants_all and (outcome := _nothing_to_do(tree.remark_of(stamp))):
        gate(tree.live, tree.manifest.files.keys())
        return outcome

    records = session.records(scan)
    archive = session.archive(records)
    severities = severity.load(options.root)
    pages = around.page_findings(options.content)
    known = [*severities.findings, *pages, *records.findings, *loading.check(records, archive, session.store)]
    findings = severities.apply(known)
    if has_errors(findings):
        return _failed_outcome(findings, records)

    surroundings = session.surroundings(about)
    answers = session.answers(records, archive, surroundings, lambda: outputs.page_addresses(keys))
    work = session.work(answers, tree)
    keys = work.page_keys()
    wanted = session.wanted(work, keys, surroundings.ledger)
    lost = Lost(options.content, records, wanted.addresses, surroundings.ledger.promised)
    promises = [
        *surroundings.ledger.check(wanted.addresses, lost.advice),
        *lost.items(surroundings.ledger.items, surroundings.ledger.redirects),
    ]
    findings += severities.apply([*wanted.findings, *promises])
    if has_errors(findings):
        return _failed_outcome(findings, records)
    lacking = surroundings.ledger.lacking(wanted.addresses, archive.cards.values())
    findings += severities.apply(lacking)

    tree.open()
    work.make_products(archive, wanted, tree)
    findings += severities.apply(work.findings(archive, records.lines))
    if has_errors(findings):
        return _failed_outcome(findings, records)
    if leaves_index:
        work.leave_index(wanted, tree)
    else:
        work.make_index(tree)
    if options.data:
        say("làm bộ dữ liệu")
        work.make_data(tree)
    work.make_files(wanted, tree, say)
    work.save()
    gate(tree.next, tree.files)

    everything = tuple(sorted_distinct(findings))
    outcome = Outcome(True, everything, len(records.paths), records.read, tree.count, work.made, work.equal)
    tree.finish(b"" if leaves_index else stamp, msgspec.msgpack.encode(outcome), is_whole=not leaves_index)
    session.finish(tree)
    return outcome


def _nothing_to_do(remark: bytes | None) -> Outcome | None:
    """What the last build did, as this one tells it that has nothing to do; None where it is not known."""
    try:
        outcome = msgspec.msgpack.decode(remark, type=Outcome) if remark else None
    except (msgspec.DecodeError, ValueError):
        return None
    return outcome and msgspec.structs.replace(outcome, read=0, made=0, equal=0)


def _failed_outcome(findings: list[Finding], records: loading.Records) -> Outcome:
    """What a build with errors did: nothing that readers see."""
    return Outcome(False, tuple(sorted_distinct(findings)), len(records.paths), records.read)


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
def _session_until_failure(session: Session) -> Iterator[Session]:
    """A session that knows nothing any more after a build that failed, and lets go of the store after its last one."""
    is_whole = False
    try:
        yield session
        is_whole = True
    finally:
        if not is_whole:
            session.forget()
        elif not session.is_lasting:
            session.close()


@contextlib.contextmanager
def no_collector() -> Iterator[None]:
    """Ten thousand records are a million small objects that live to the end: looking for garbage among them is waste."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
