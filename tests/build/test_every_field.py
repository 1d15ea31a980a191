"""Every field of every class of records, changed alone: a build with the cache of the state before is a build without one.

The fields, and what may be done to them, are found by the classes (`mutations`). A change that the check refuses does not count:
the next is tried. What was added, removed or made longer is also taken back, and the site must be what it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from conftest import ROOT
from mutations import Change, Changes
from plain_content import Content, Group, groups
from record_ways import Field, fields
from trials import EVERY, Trial, crowded, difference, made_once, quick_folder

# Fields that cannot be changed alone, and why. What must be changed with them is changed in test_whole_records.
REASONS = {
    "leader.corrections.item": "a leader's record has no numbered items to name",
    "resolution.corrections.item": "a document's record has no numbered items to name",
    "unit.merged_into": "the unit that it names must name it too, in formed_from",
}
# Fields whose changes change no file, and why that is right.
SHOWN_NOWHERE = {
    "briefing.apart_from": "tells the check that two meetings of one day are two",
    "briefing.sources.sha256": "by which verify-sources knows the text that was read; kept for whoever takes the data",
    "briefing.summary_line": "where the text stands in the file, for findings",
    "leader.sources.sha256": "as that of a meeting's source",
    "organization.id": "an organization has no page; all that names it is renamed with it",
    "organization.parent": "kept for whoever takes the data; the check refuses circles",
    "plenum.sources.sha256": "as that of a meeting's source",
    "provinces.sources.sha256": "as that of a meeting's source",
    "resolution.sources.sha256": "as that of a meeting's source",
    "series.sources.sha256": "as that of a meeting's source",
    "series.exceptions.sources.id": "nothing names the source of an exception by its number",
    "series.exceptions.sources.author": "coverage says of these sources where they stand and what they are called",
    "series.exceptions.sources.accessed": "as the author",
    "series.exceptions.sources.note": "as the author",
    "series.exceptions.sources.sha256": "as that of a meeting's source",
    "series.exceptions.sources.archived": "as the author",
    "series.exceptions.sources.partial": "as the author",
    "unit.code_of": "tells apart two units that bear one code of the statistical office, in the data",
    "unit.iso_3166_2": "kept for whoever takes the data",
}

# What is done one way is undone the other when the change is taken back.
_SORTS = {"added": "presence", "removed": "presence", "more": "length", "fewer": "length"}
_MOST_REFUSED = 24
_MOST_TRIED = 200
_MOST_DIVIDED = 8
# So many valid changes that no page shows are enough to say that none does.
_ENOUGH = 2


class Report:
    """What was tried, and what came of it."""

    def __init__(self) -> None:
        self.tried: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.shows: set[str] = set()
        self.stale: list[str] = []
        self.made = self.equal = self.divided = 0
        self.again: Counter[str] = Counter()

    @property
    def unshown(self) -> set[str]:
        return self.tried.keys() - self.shows

    def lines(self) -> Iterator[str]:
        refused = sum(self.refused.values())
        yield f"{sum(self.tried.values())} changes of {len(self.tried)} fields, and back; {refused} refused"
        yield f"{self.divided} more where timelines and lists are divided"
        yield f"{len(self.stale)} of them left stale files after a warm build"
        yield from self.stale
        yield f"{self.made} files made again, {self.equal} of them with equal bytes:"
        yield from (f"  {count} {name}" for name, count in self.again.most_common())
        yield f"{len(self.unshown)} fields that change no file:"
        yield from (f"  {name}" for name in sorted(self.unshown))


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    made = Report()
    yield made
    text = "\n".join(made.lines()) + "\n"
    print(f"\n{text}")
    (ROOT / "build" / "reports").mkdir(parents=True, exist_ok=True)
    (ROOT / "build" / "reports" / "freshness.txt").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def content() -> Content:
    return Content.read(EVERY)


@pytest.fixture(scope="module")
def trial(content: Content) -> Iterator[Trial]:
    """The archive as it is, built once."""
    with quick_folder() as folder, made_once():
        # Hundreds of changes are refused, which test_sequences has tried both ways.
        trial = Trial(folder, content, asks_both=False)
        outcome = trial.build()
        assert outcome.published, [finding.format() for finding in outcome.findings]
        yield trial


@pytest.fixture(scope="module")
def divided(content: Content) -> Iterator[Trial]:
    """The same where no page holds much."""
    with quick_folder() as folder, made_once(), crowded():
        trial = Trial(folder, content, asks_both=False)
        assert trial.build().published
        assert {"van-ban/nq-901-tw-k90/2024/index.html", "lanh-dao/m/index.html"} <= trial.site().keys()
        yield trial


@pytest.fixture(scope="module")
def site(trial: Trial) -> dict[str, bytes]:
    """The site of the archive as it is."""
    cold = trial.cold()
    assert difference(trial.site(), cold) == []
    return cold


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.name)
def test_a_warm_build_is_a_cold_build_whatever_field_changes(
    group: Group, content: Content, trial: Trial, site: dict[str, bytes], report: Report
) -> None:
    changes = Changes(content)
    names = [field.name for field in fields(group)]
    assert list(changes.content.records(group))
    for field in fields(group):
        _try(field, changes, trial, site, report)
    assert [line for line in report.stale if line.startswith(tuple(names))] == []
    assert set(names) - report.tried.keys() == {name for name in REASONS if name in names}
    assert report.unshown.intersection(names) == {name for name in SHOWN_NOWHERE if name in names}


def _try(field: Field, changes: Changes, trial: Trial, site: dict[str, bytes], report: Report) -> None:
    tried: Counter[str] = Counter()
    shows: set[str] = set()
    for change in islice(changes.of(field), _MOST_TRIED):
        sort = _SORTS.get(change.how, change.how)
        if sort in shows or tried[change.how] >= _ENOUGH or report.refused[field.name] >= _MOST_REFUSED:
            continue
        after = change.make()
        if after == changes.files:
            continue
        trial.change_to(after)
        outcome = trial.build()
        if outcome.published:
            tried[change.how] += 1
            report.tried[field.name] += 1
            report.made += outcome.made
            report.equal += outcome.equal
            _note(field, change, trial.stale(), report)
            if trial.site() != site:
                shows.add(sort)
                report.shows.add(field.name)
            if outcome.equal:
                report.again[field.name] += outcome.equal
            if sort != change.how:
                trial.change_to(changes.files)
                assert trial.build().published
                _note(field, change, difference(trial.site(), site), report)
        else:
            report.refused[field.name] += 1
    trial.change_to(changes.files)


def _note(field: Field, change: Change, stale: list[str], report: Report) -> None:
    if stale:
        report.stale.append(f"{field.name} {change.how} in {change.where}: {', '.join(stale[:8])} ({len(stale)})")


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.name)
def test_so_it_is_where_timelines_and_lists_are_divided(
    group: Group, content: Content, divided: Trial, report: Report, long: bool
) -> None:
    """Of every fourth field; of all with ``--long``."""
    changes = Changes(content)
    stale = []
    for field in fields(group)[:: 1 if long else 4]:
        for change in islice(changes.of(field), _MOST_DIVIDED):
            divided.change_to(change.make())
            if divided.build().published:
                report.divided += 1
                stale += [f"{field.name} {change.how} in {change.where}: {file}" for file in divided.stale()]
                break
    assert stale == []


def test_nothing_is_excused_that_is_no_field() -> None:
    known = {field.name for group in groups() for field in fields(group)}
    assert (REASONS.keys() | SHOWN_NOWHERE.keys()) - known == set()


def test_every_field_is_set_somewhere(content: Content) -> None:
    """An archive in which a field is nowhere set would try little of it."""
    missing = []
    for group in groups():
        values = [content.value(record) for record in content.records(group)]
        there = [field for field in fields(group) if not field.is_from_body]
        missing += [field.name for field in there if not any(_has(value, field.path) for value in values)]
    assert set(missing) - REASONS.keys() == set()


def _has(value: object, path: tuple[str, ...]) -> bool:
    if not path:
        return True
    if isinstance(value, list):
        return any(_has(inner, path[1:] if path[0] == "*" else path) for inner in value)
    return isinstance(value, dict) and path[0] in value and _has(value[path[0]], path[1:])


def test_the_archive_is_small(content: Content) -> None:
    assert sum(len(data) for data in content.files().values()) < 60_000
    assert Path(EVERY).is_dir()
