"""The page of a leader: roles as observed at meetings, each on its date; never a span of office.

The list of leaders, under the first letters of their given names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from giaoban import addresses, vietnamese
from giaoban.archive import values
from giaoban.archive.reader import Reader
from giaoban.archive.values import Entry, Observed, Tally
from giaoban.views import drawing, evidence, feeds, lists, subject, timeline, words
from giaoban.views.drawing import Drawing, Key, Ladder, Number, Scheme
from giaoban.views.evidence import CorrectionLine, SourceLine
from giaoban.views.lists import ListView
from giaoban.views.subject import PartView, SubjectView
from giaoban.views.timeline import Meetings, TimelineGroup
from giaoban.views.values import Rich, Span, and_more, facts, head, joined, link, text
from giaoban.views.words import first_upper, number

_MOST_OBSERVED = 60
_MOST_TITLES = 8
_MOST_PLACES = 3
_MOST_PLACES_IN_ALL = 40
_RUN = re.compile(r", (?=[A-ZĐỦỨÂÔƯ])")
_PARTS = words.PARTS_OF_LEADERS
_ORDER = list(_PARTS)
# Who only spoke from a distance, or was only named, was not where the meeting was held.
_ELSEWHERE = {"said", "point-chair"}


class LeaderView(SubjectView, frozen=True, kw_only=True):
    """The page of a leader. ``observed``: titles as sources give them; ``observed_more``: how many more there are."""

    note: str
    observed: tuple[Observed, ...]
    observed_more: int
    drawing: Drawing | None
    sources: tuple[SourceLine, ...]
    corrections: tuple[CorrectionLine, ...]


def keys(reader: Reader) -> tuple[str, ...]:
    """Every leader, and the parts of long timelines."""
    return subject.keys(reader, "leader")


def address(key: str) -> str:
    """The address of a leader, or of a part of a leader's timeline."""
    return addresses.of("leader", key)


def view(reader: Reader, key: str) -> LeaderView | PartView:
    """The page of a leader, or of a part of the timeline."""
    entity, _, path = key.partition("/")
    if path:
        return subject.part(reader, "leader", entity, path)
    leader = reader.record("leader", entity)
    held = timeline.meetings(reader, "leader", entity)
    groups = timeline.by_year(held)
    places = _Places(reader)
    observed = values.merged_titles([*(tally.titles for tally in held.tallies), values.observed_titles(held.entries)])
    said = (
        f"{leader.heading}: {timeline.counted_meetings(held)} trong kho lưu trữ, "
        "với chức danh và phần việc như nguồn ghi ở từng cuộc họp."
    )
    return LeaderView(
        head=head(
            address(entity), subject.layout("leader"), leader.heading, said, subject.section("leader"),
            feeds=feeds.of_entity(reader, "leader", entity, leader.heading),
        ),
        id=entity,
        name=leader.heading,
        note=leader.note or "",
        lede=subject.lede(held, "Có tên trong {} của kho lưu trữ, "),
        facts=facts(
            ("Tên khác", [text(name) for name in leader.other_names]),
            ("Nơi đã họp", _in_order_of_visits(places.visits(held.entries, held.tallies))),
        ),
        timeline=timeline.timeline(held, groups),
        drawing=_drawing(held, groups, places, observed),
        observed=observed[:_MOST_OBSERVED],
        observed_more=max(0, len(observed) - _MOST_OBSERVED),
        sources=evidence.sources(leader.sources),
        corrections=evidence.corrections(leader.corrections),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _weightiest(parts: tuple[str, ...]) -> str:
    """The part by which an entry is marked: of several, the one that `words.PARTS` names first."""
    return min(parts, key=_ORDER.index, default="said")


class _Places:
    """The provinces where a leader was seen at meetings, as links under the names they bore then."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._names: dict[tuple[str, str], Rich] = {}

    def visits(self, entries: Iterable[Entry], elsewhere: Iterable[Tally]) -> dict[Rich, int]:
        """Each with how many meetings the leader was seen at there, in order of the first."""
        found: dict[Rich, int] = {}
        for tally in elsewhere:
            for visit in tally.visits:
                self._count(found, visit.unit, visit.date, visit.parts, visit.count)
        for entry in entries:
            if entry.meeting.venue_province:
                self._count(found, entry.meeting.venue_province, entry.meeting.date, entry.parts, 1)
        return found

    def _count(self, found: dict[Rich, int], unit: str, date: str, parts: tuple[str, ...], count: int) -> None:
        if _weightiest(parts) not in _ELSEWHERE and (name := self._name(unit, date)):
            found[name] = found.get(name, 0) + count

    def _name(self, unit: str, date: str) -> Rich:
        name = self._names.get((unit, date))
        if name is None:
            name = self._names[unit, date] = link(self._reader.unit_on(unit, date))
        return name


def _in_order_of_visits(visits: Mapping[Rich, int]) -> tuple[Rich, ...]:
    named = [(*name, Span(f" ({count})")) if count > 1 else name for name, count in visits.items()]
    return and_more(named[:_MOST_PLACES_IN_ALL], len(named) - _MOST_PLACES_IN_ALL, "nơi")


# The drawing: meetings by part on the first lane, then a band for every title observed


def _drawing(
    held: Meetings, groups: Sequence[TimelineGroup], places: _Places, observed: Sequence[Observed]
) -> Drawing | None:
    if held.count < 2:
        return None
    bands = _bands(held, observed)
    shown = bands[:_MOST_TITLES]
    lanes = 2 + len(shown)  # the second stays free for counts
    scheme = Scheme(lanes, _PARTS, lambda parts: [(0, _weightiest(parts))], _naming)
    ladder = Ladder(groups, held, scheme)
    ladder.run(0, "guide")
    for lane, (_, seen) in enumerate(shown, 2):
        ladder.run(lane, "band", seen[0], seen[-1])
        for rung, y in dict.fromkeys([ladder.at[one] for one in seen]):
            ladder.rungs[rung].numbers.append(Number(lane, y, lane - 1))
    counts = {part: count for (_, part), count in scheme.counts(held.combinations).items()}
    keys = [Key(text(first_upper(label)), part, count=counts[part]) for part, label in _PARTS.items() if part in counts]
    keys += [Key(text(title), number=i) for i, (title, _) in enumerate(shown, 1)]
    note = (
        "Ô số là lần nguồn ghi chức danh ấy; nét đứt nối lần đầu với lần cuối, không nói lên thời gian giữ chức."
        if bands
        else ""
    )
    if len(bands) > len(shown):
        note += f" Còn {len(bands) - len(shown)} chức danh khác, xem danh sách."
    said = f"{timeline.counted_meetings(held)}: {drawing.tally_words(counts, _PARTS)}."
    rows = tuple(rung.row(_words_beside(places, ladder, rung.group)) for rung in ladder.rungs)
    return Drawing("leader", lanes, rows, tuple(keys), said, note)


def _naming(entry: Entry, part: str) -> tuple[str, str]:
    item = entry.items[0] if part == "said" and entry.items else ""
    return ", ".join([_PARTS[part] for part in entry.parts]), item


def _words_beside(places: _Places, ladder: Ladder, group: TimelineGroup | None) -> Rich:
    """Where the leader was seen in a year."""
    if group is None:
        return ()
    visits = [*places.visits([line.entry for line in group.lines if line.entry], ladder.tallies(group))]
    more = (Span(f" và {len(visits) - _MOST_PLACES} nơi khác"),) if len(visits) > _MOST_PLACES else ()
    return joined(visits[:_MOST_PLACES]) + more


def _bands(held: Meetings, observed: Iterable[Observed]) -> list[tuple[str, list[str]]]:
    """Every title observed, under the wording most often used, with where it was: meetings, and parts on other pages, in order.

    In order of the first observation.
    """
    wordings: dict[str, Counter[str]] = {}
    for one in observed:
        for title in _each(one.titles):
            wordings.setdefault(_same(title), Counter())[title] += one.count
    seen: dict[str, dict[str, None]] = {title: {} for title in wordings}
    stretches = [(tally.path, one.titles) for tally in held.tallies for one in tally.titles]
    stretches += [(entry.meeting.id, entry.titles) for entry in held.entries]
    for where, titles in stretches:
        for title in _each(titles):
            seen[_same(title)][where] = None
    return [(counts.most_common(1)[0][0], list(seen[title])) for title, counts in wordings.items()]


@lru_cache(maxsize=65536)
def _each(titles: tuple[str, ...]) -> tuple[str, ...]:
    # Some records hold several titles in one, as the report ran them together.
    return tuple([title for whole in titles for title in _RUN.split(whole)])


@lru_cache(maxsize=65536)
def _same(title: str) -> str:
    """A title without what newspapers write each in its own way: capital letters, place of tone marks, TW for Trung ương."""
    plain = vietnamese.tone_new(title).casefold()
    return re.sub(r"\b(?:tw|t\.ư)\b", "trung ương", plain)


def list_paths(reader: Reader) -> tuple[str, ...]:
    """Its pages: one for each letter where one page does not hold all."""
    return lists.paths(reader, "leader")


def list_view(reader: Reader, path: str) -> ListView:
    """The list of leaders; with a letter as ``path``, those whose given name begins with it."""
    return lists.by_letter(
        reader, "leader", path, noun="người",
        scope=f"{number(reader.count('leader'))} người, xếp theo chữ đầu của tên.",
        note="Chức danh ở mỗi trang là chức danh nguồn ghi tại cuộc họp, vào ngày họp.",
    )  # fmt: skip
