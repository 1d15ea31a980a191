"""When each record was added and changed, and which parts: read from git, the way the published branch went.

One pass of ``git log`` over the first parents of the commit that is checked out names every version of every record; the
versions of records that changed are read by one ``git cat-file`` and compared. Both are kept under the commit, and when
newer commits come on top only those are read. Nothing is known, and pages say nothing, where there is no git, no
repository, or a shallow clone, whose oldest commit would pass for the day on which everything was written.

A commit that changes only the form of a record (line ends, comments, quotation marks, where lines break) is no change of it.
Days are those of the commits in Vietnam (UTC+7, no summer time), never of the build: one commit gives one history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec

from giaoban import kinds
from giaoban.build.versions import git
from giaoban.build.workers import spread
from giaoban.records.changes import Changed, History, RecordChange, parts

SHOWN = 10
"""How many days of change are shown, newest first."""

_HERE = timedelta(hours=7)
_NONE = "0" * 40
_FORMAT = "%x01%H %P%x02%ct"


class Version(NamedTuple):
    """A record from one commit on: when that was (seconds of the epoch), and the ids of its bytes before and after.

    ``before`` is empty for the commit that added the record.
    """

    at: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Histories:
    """What git knows of the records. ``head``: the commit, empty when nothing is known.

    ``meetings``: history by id. ``days``: path of every record within the content folder to the day of its last change.
    ``added``: meeting to the day of the commit that added it.
    """

    head: str = ""
    meetings: Mapping[str, History] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)


class ContentPlace(NamedTuple):
    """Where a content folder stands in a repository: the ``head`` commit, and the folder's path from the top."""

    head: str
    prefix: str


def place_in_repository(content: Path) -> ContentPlace | None:
    """Where the folder stands in a repository with its whole history, or None."""
    said = git(content, "rev-parse", "--is-shallow-repository", "--show-prefix", "--verify", "HEAD")
    lines = said.decode().split("\n") if said else []
    if len(lines) < 3 or lines[0] != "false":
        return None
    return ContentPlace(lines[2], lines[1])


def read(content: Path, where: ContentPlace | None, kept: bytes | None, processes: int = 1) -> tuple[Histories, bytes]:
    """The histories of all records under ``content``, and what to keep for the next time (``kept``, or None at first)."""
    if where is None:
        return Histories(), b""
    known = _decode_kept(kept, where)
    if known is None or known.head != where.head:
        known = _newer(content, where, known, processes) or _read_from_start(content, where, processes)
        if known is None:
            return Histories(), b""
        kept = msgspec.msgpack.encode(known)
    return _histories(known), kept or b""


class _Kept(msgspec.Struct):
    """What is kept: versions by record, oldest first, and what differed between two of them (ids joined by a blank)."""

    prefix: str
    head: str
    versions: dict[str, list[Version]] = {}
    paths: dict[str, str] = {}
    parts: dict[str, tuple[Changed, ...]] = {}


def _decode_kept(kept: bytes | None, where: ContentPlace) -> _Kept | None:
    try:
        known = msgspec.msgpack.decode(kept, type=_Kept) if kept else None
    except (msgspec.DecodeError, ValueError):
        return None
    return known if known and known.prefix == where.prefix else None


def _read_from_start(content: Path, where: ContentPlace, processes: int) -> _Kept | None:
    """Everything, from the first commit on."""
    commits = _commits(git(content, *_LOG, where.head))
    if not commits:
        return None
    kept = _Kept(where.prefix, where.head)
    for commit in reversed(commits):
        _add(kept, commit)
    _compare(content, kept, processes)
    return kept


def _newer(content: Path, where: ContentPlace, kept: _Kept | None, processes: int) -> _Kept | None:
    """What was kept, brought forward; None unless the kept commit lies on the way from the first one to the head."""
    if kept is None:
        return None
    commits = _commits(git(content, *_LOG, f"{kept.head}..{where.head}"))
    if not commits or commits[-1].parent != kept.head:
        return None
    for commit in reversed(commits):
        _add(kept, commit)
    kept.head = where.head
    _compare(content, kept, processes)
    return kept


# Whatever a person's own settings of git say, the same is read everywhere.
_LOG = (
    "-c", "log.showRoot=true", "-c", "log.showSignature=false", "log", "--first-parent", "--diff-merges=first-parent",
    "--raw", "--no-relative", "-O/dev/null", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-color", "--no-notes",
    "--no-decorate", "--ignore-submodules=all", f"--format={_FORMAT}", "--end-of-options",
)  # fmt: skip


class _Commit(NamedTuple):
    parent: str
    at: int
    files: list[tuple[str, str, str]]
    """Path from the repository's top, and the ids of its bytes before and after."""


def _commits(log: bytes | None) -> list[_Commit]:
    """The commits of a log as `_LOG` asks for it, newest first; none where it cannot be read."""
    try:
        return [_commit(chunk) for chunk in (log or b"").split(b"\x01")[1:]]
    except (ValueError, StopIteration):  # a path that holds one of the marks
        return []


def _commit(chunk: bytes) -> _Commit:
    head, _, rest = chunk.partition(b"\x02")
    hashes = head.decode().split()
    at, *fields = (field.lstrip(b"\n") for field in rest.split(b"\x00"))
    files = []
    entries = iter(field for field in fields if field)
    for info in entries:
        _, _, before, after, _ = info.decode().split(" ")
        files.append((next(entries).decode("utf-8", "replace"), before, after))
    return _Commit(hashes[1] if len(hashes) > 1 else "", int(at), files)


def _add(kept: _Kept, commit: _Commit) -> None:
    """One commit on top. A record that moved to another folder keeps its history, since its id has not changed."""
    changed: dict[str, list[str]] = {}
    for path, before, after in commit.files:
        inside = path.removeprefix(kept.prefix)
        if not path.startswith(kept.prefix) or not _is_record(inside):
            continue
        # Two paths of one record in one commit are a move: what it was comes from one, what it is from the other.
        ends = changed.setdefault(_record(inside), [_NONE, _NONE])
        if set(before) != {"0"}:
            ends[0] = before
        if set(after) != {"0"}:
            ends[1] = after
            kept.paths[_record(inside)] = inside
    for record, (before, after) in changed.items():
        if after == _NONE:
            kept.versions.pop(record, None)
        elif before == _NONE:
            kept.versions[record] = [Version(commit.at, "", after)]
        elif before != after:
            kept.versions.setdefault(record, []).append(Version(commit.at, before, after))


def _is_record(path: str) -> bool:
    """Whether a file of the content folder holds records, by the patterns of the registry."""
    for kind in kinds.every().values():
        pattern = kind.files.partition("#")[0]
        if path == pattern or (
            path.count("/") == pattern.count("/") > 0
            and path.startswith(pattern.partition("*")[0])
            and path.endswith(pattern.rpartition("*")[2])
        ):
            return True
    return False


def _record(path: str) -> str:
    """What stays the same of a record's path: its folder and its id, without the year."""
    return f"{path.split('/', maxsplit=1)[0]}/{path.rsplit('/', 1)[-1]}"


def _is_meeting(record: str) -> bool:
    return record.startswith("briefings/")


def day_of(seconds: int) -> str:
    """The day in Vietnam of a moment (seconds of the epoch), as ``2026-12-01``."""
    return (datetime.fromtimestamp(seconds, tz=UTC) + _HERE).date().isoformat()


def _days(versions: Iterable[Version]) -> list[tuple[str, str, str]]:
    """(day, bytes before, bytes after) of each day of change, newest first; what came to nothing on one day is left out."""
    days: list[tuple[str, str, str]] = []
    for version in versions:
        day = day_of(version.at)
        if days and days[-1][0] == day:
            days[-1] = (day, days[-1][1], version.after)
        else:
            days.append((day, version.before, version.after))
    return [d for d in reversed(days) if d[1] != d[2]]


def _histories(kept: _Kept) -> Histories:
    meetings, last, added = {}, {}, {}
    for record, versions in kept.versions.items():
        # What was not compared counts as a change; only what was found to be none is left out.
        days = [d for d in _days(versions) if not d[1] or kept.parts.get(f"{d[1]} {d[2]}", True)]
        if not days:
            continue
        last[kept.paths[record]] = days[0][0]
        if _is_meeting(record):
            changes = tuple(RecordChange(d, kept.parts.get(f"{b} {a}", ()) if b else ()) for d, b, a in days[:SHOWN])
            meeting = record.partition("/")[2].removesuffix(".md")
            meetings[meeting] = History(changes, len(days) - len(changes))
            added[meeting] = days[-1][0]
    return Histories(kept.head, meetings, last, added)


# What differed between versions


class _Pair(NamedTuple):
    path: str
    before: str
    after: str


def _compare(content: Path, kept: _Kept, processes: int) -> None:
    """Compare the versions that have not been compared yet; of records that show no history only the newest."""
    pairs = [
        _Pair(kept.paths[record], before, after)
        for record, versions in kept.versions.items()
        if len(versions) > 1
        for _, before, after in _days(versions)[: None if _is_meeting(record) else SHOWN]
        if before and f"{before} {after}" not in kept.parts
    ]
    if not pairs:
        return
    texts = _texts(content, dict.fromkeys(i for pair in pairs for i in (pair.before, pair.after)))

    def compare(some: Iterable[_Pair]) -> list[tuple[str, tuple[Changed, ...]]]:
        return [
            (f"{p.before} {p.after}", parts(p.path, texts.get(p.before, b""), texts.get(p.after, b""))) for p in some
        ]

    for compared in spread(compare, pairs, processes):
        kept.parts.update(compared)


def _texts(content: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """The bytes of some versions by their ids; those that the repository does not hold are left out."""
    said = git(content, "cat-file", "--batch", stdin="".join(f"{b}\n" for b in blobs).encode()) or b""
    found, at = {}, 0
    while at < len(said):
        line = said.index(b"\n", at)
        fields = said[at:line].decode().split(" ")
        at = line + 1
        if len(fields) == 3 and fields[1] == "blob":
            size = int(fields[2])
            found[fields[0]] = said[at : at + size]
            at += size + 1
    return found
