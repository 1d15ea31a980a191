"""What can be followed: the feeds, what each of their entries says, and the pages that offer them.

A feed holds the meetings that came last into the archive, each with what it says of the feed's subject. Ids are tag URIs
(RFC 4151): they hold no address of the site, so they outlive one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from giaoban import addresses, dates, kinds
from giaoban.archive import arrivals
from giaoban.archive.arrivals import Arrival
from giaoban.archive.gathered import CorrectionEntry
from giaoban.archive.reader import Reader
from giaoban.archive.values import Entry, Heading
from giaoban.views import words
from giaoban.views.values import FeedLink
from giaoban.views.words import counted, first_upper, host, number

FILE = "atom.xml"
CALENDAR = "lich.ics"
CORRECTIONS = "dinh-chinh/"
_FOLDER = "atom"
_ATOM = "application/atom+xml"
_ICS = "text/calendar"
_MOST_BLOCKS = 12


class FeedEntry(Struct, frozen=True):
    """One entry. ``published`` and ``updated``: ISO dates, in Vietnam; ``lines``: paragraphs of plain text."""

    id: str
    title: str
    address: str
    published: str
    updated: str
    lines: tuple[str, ...]
    category: str = ""


class Feed(Struct, frozen=True):
    """One feed. ``page``: the address of the page beside it; ``updated``: ISO date.

    ``is_complete``: whether it holds all that there is (RFC 5005, section 2). Of the feed of the whole archive: ``before`` and
    ``after`` are the archive documents beside it (section 4), ``current`` the feed that such a document is part of.
    """

    file: str
    id: str
    title: str
    subtitle: str
    page: str
    updated: str
    entries: tuple[FeedEntry, ...]
    is_complete: bool = False
    before: str = ""
    after: str = ""
    current: str = ""


def kinds_with_feeds() -> tuple[str, ...]:
    """The kinds whose timelines are feeds too; a year comes to an end, so nobody follows it."""
    return tuple(kind.key for kind in kinds.with_timelines() if kind.files)


# What pages offer


def of_everything() -> tuple[FeedLink, ...]:
    """The links to the feed and the calendar of all meetings, as every page offers them."""
    return (
        FeedLink(FILE, _ATOM, "Mọi cuộc họp mới vào kho"),
        FeedLink(CALENDAR, _ICS, "Lịch mọi cuộc họp"),
    )


def of_corrections() -> tuple[FeedLink, ...]:
    """The link to the feed of corrections, as pages about them offer it."""
    return (FeedLink(CORRECTIONS + FILE, _ATOM, "Đính chính"),)


def of_entity(reader: Reader, kind: str, entity: str, name: str) -> tuple[FeedLink, ...]:
    """The feed of an entity, and of a series its calendar; nothing where there is no meeting yet, and of a year."""
    if kind not in kinds_with_feeds() or not reader.has_meetings(kind, entity):
        return ()
    place = addresses.of(kind, entity)
    found = (FeedLink(place + FILE, _ATOM, f"{name}: cuộc họp mới vào kho"),)
    return (*found, FeedLink(place + CALENDAR, _ICS, f"{name}: lịch họp")) if kind == "series" else found


# The feeds themselves


def files(reader: Reader) -> tuple[str, ...]:
    """The path of every feed: of all meetings, its archives, of corrections, and of each entity that has a meeting."""
    whole = [FILE] if reader.arrivals() else []
    older = [_archive(place) for place in range(1, len(reader.arrivals()) // arrivals.SHOWN + 1)]
    entities = [addresses.of(kind, entity) + FILE for kind in kinds_with_feeds() for entity, _ in reader.sizes(kind)]
    return (*whole, *older, *([CORRECTIONS + FILE] if reader.corrections() else []), *entities)


def feed(reader: Reader, file: str) -> Feed:
    """What is in the feed at ``file``, one of `files`."""
    if file == FILE:
        return _feed_of_archive(reader)
    if file == CORRECTIONS + FILE:
        return _corrections(reader)
    section, _, rest = file.partition("/")
    if section == _FOLDER:
        return _older(reader, int(rest.removesuffix(".xml")))
    kind = next(kind for kind in kinds_with_feeds() if kinds.get(kind).section == section)
    return _of_entity(reader, kind, rest.removesuffix(f"/{FILE}"))


def tag(reader: Reader, what: str) -> str:
    """The id of something that has one of its own in feeds."""
    return f"tag:{reader.setting('authority')}:{what}"


def _archive(place: int) -> str:
    """The file of the archive document with the number ``place``, the oldest being 1."""
    return f"{_FOLDER}/{place}.xml"


def _feed_of_archive(reader: Reader) -> Feed:
    every = reader.arrivals()
    full = len(every) // arrivals.SHOWN
    return _of_arrivals(
        reader, FILE, "Giao ban: cuộc họp mới vào kho", every[-arrivals.SHOWN:][::-1],
        before=_archive(full) if full else "", is_complete=not full,
    )  # fmt: skip


def _older(reader: Reader, place: int) -> Feed:
    """Fifty meetings of the order of arrival; once so many have come, these stay together."""
    some = reader.arrived_together(place)
    assert some is not None
    return _of_arrivals(
        reader, _archive(place), f"Giao ban: cuộc họp vào kho, phần {place}", some.arrivals[::-1],
        before=_archive(place - 1) if place > 1 else "", after="" if some.is_last else _archive(place + 1), current=FILE,
    )  # fmt: skip


def _of_arrivals(
    reader: Reader, file: str, title: str, some: Sequence[Arrival], *, before: str = "", after: str = "",
    current: str = "", is_complete: bool = False,
) -> Feed:  # fmt: skip
    return Feed(
        file, tag(reader, "hop"), title, "Mỗi cuộc họp vào kho lưu trữ là một mục, mới nhất trước.",
        addresses.section("briefing"), max(arrival.changed for arrival in some),
        tuple((_brief_entry if current else _meeting)(reader, arrival) for arrival in some), is_complete, before, after, current,
    )  # fmt: skip


def _brief_entry(reader: Reader, arrival: Arrival) -> FeedEntry:
    """A meeting that has long been in the archive: what it was, when and where."""
    heading = reader.heading(arrival.meeting)
    assert heading is not None
    return _entry(reader, heading, arrival, "hop", (f"{_when(heading)}.",))


def _meeting(reader: Reader, arrival: Arrival) -> FeedEntry:
    """A meeting with what its record holds, and the beginning of its summary."""
    record = reader.meeting(arrival.meeting)
    heading = reader.heading(arrival.meeting)
    assert heading is not None
    counts = [
        (len(items), noun)
        for items, noun in (
            (record.results, "kết quả"),
            (record.tasks, "nhiệm vụ"),
            (record.figures, "số liệu"),
            (record.resolutions, "văn bản được dẫn"),
        )
    ]
    held = ", ".join(counted(count, noun) for count, noun in counts if count)
    blocks = reader.summary_blocks(arrival.meeting)
    more = ("…",) if len(blocks) > _MOST_BLOCKS else ()
    read = ", ".join(dict.fromkeys(source.publisher or host(source.url or "") for source in record.sources))
    said = [f"{first_upper(held)}."] if held else []
    lines = (f"{_when(heading)}.", *said, *blocks[:_MOST_BLOCKS], *more, *([f"Nguồn: {read}."] if read else []))
    return _entry(reader, heading, arrival, "hop", lines)


def _of_entity(reader: Reader, kind: str, entity: str) -> Feed:
    recent = reader.recent(kind, entity)
    entries = reader.recent_entries(kind, entity, recent)
    reference = reader.reference(kind, entity)
    assert reference is not None
    name = f"{reference.label}, {reference.detail}" if kind == "resolution" and reference.detail else reference.label
    scope = f"{kinds.get(kind).section}/{entity}"
    return Feed(
        addresses.of(kind, entity) + FILE,
        tag(reader, scope),
        f"Giao ban: {name}",
        f"{kinds.get(kind).label}: {counted(reader.size(kind, entity), 'cuộc họp')}, vào kho lưu trữ sau cùng đứng trước.",
        addresses.of(kind, entity),
        max(arrival.changed for arrival in recent.arrivals),
        tuple(
            _entry(
                reader,
                entry.meeting,
                arrival,
                scope,
                (f"{_when(entry.meeting)}.", *_paragraphs(kind, entry), *_source_lines(entry)),
            )
            for entry, arrival in zip(entries, recent.arrivals, strict=True)
        ),
        recent.is_whole,
    )


def _entry(reader: Reader, heading: Heading, arrival: Arrival, scope: str, lines: Sequence[str]) -> FeedEntry:
    """An entry about a meeting; in the feed of each ``scope`` it has an id of its own, since it says something else."""
    return FeedEntry(
        tag(reader, f"{scope}:{heading.id}"), heading.title, addresses.of("briefing", heading.id), arrival.added,
        max(arrival.added, arrival.changed), tuple(lines), words.KINDS[heading.kind],
    )  # fmt: skip


def _when(heading: Heading) -> str:
    where = f", tại {heading.place}" if heading.place else ""
    return f"{words.KINDS[heading.kind]}, {words.LEVELS[heading.level].lower()}, họp {dates.vietnamese(heading.date)}{where}"


def _paragraphs(kind: str, entry: Entry) -> list[str]:
    """What an entry says of the entity, as the timeline does: a paragraph for each thing."""
    if kind in {"series", "topic"}:
        period = [f"về {dates.vietnamese(entry.period)}"] if entry.period else []
        counts = [counted(count, words.COUNTED[code]) for code, count in entry.counts]
        return [f"{first_upper('; '.join([*period, *counts]))}."] if period or counts else []
    said = list(entry.under)
    if kind != "province" and entry.parts:
        said.append(f"{first_upper('; '.join([words.PARTS_OF_ENTRIES[part] for part in entry.parts]))}.")
    if entry.titles:
        said.append(f"Chức danh được ghi: {'; '.join(entry.titles)}.")
    said += entry.notes
    said += [f"{first_upper(words.item(item.id))}: {item.text}" for item in entry.item_texts]
    if (left := entry.items_in_all - len(entry.item_texts)) > 0:
        said.append(f"Và {number(left)} mục khác.")
    if entry.forms:
        left = entry.forms_in_all - len(entry.forms)
        more = f" và {number(left)} cách khác" if left else ""
        said.append(f"Nguồn gọi là {', '.join([f'“{form}”' for form in entry.forms])}{more}.")
    return said


def _source_lines(entry: Entry) -> list[str]:
    """Where it was read."""
    hosts = dict.fromkeys(source.host for source in entry.sources if source.host)
    return [f"Nguồn: {', '.join(hosts)}."] if hosts else []


def _corrections(reader: Reader) -> Feed:
    every = reader.corrections()
    shown = every[: arrivals.SHOWN]
    # Several of one day in one record are distinguished by their order, the first being 1.
    left = Counter((one.kind, one.id, one.day) for one in every)
    entries = []
    for one in shown:
        key = (one.kind, one.id, one.day)
        entries.append(_correction(reader, one, left[key]))
        left[key] -= 1
    return Feed(
        CORRECTIONS + FILE, tag(reader, CORRECTIONS.strip("/")), "Giao ban: đính chính",
        "Điều gì đã được sửa ở bản ghi nào, mới nhất trước.", CORRECTIONS, shown[0].day, tuple(entries),
        len(every) <= arrivals.SHOWN,
    )  # fmt: skip


def _correction(reader: Reader, one: CorrectionEntry, place: int) -> FeedEntry:
    reference = reader.reference(one.kind, one.id)
    label = reference.label if reference else one.id
    address = (reference.address if reference else None) or CORRECTIONS
    where = f"{label}, {words.item(one.item)}" if one.item else label
    return FeedEntry(
        tag(reader, f"dinh-chinh:{one.kind}/{one.id}/{one.day}/{place}"), f"Đính chính: {where}",
        f"{address}#{one.item}" if one.item and reference else address, one.day, one.day, (one.what,),
    )  # fmt: skip
