"""The whole archive as a calendar: a row for each year, a place for each month, a mark for each meeting."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from giaoban import dates
from giaoban.archive import Archive, Card
from giaoban.site import faces, urls, words
from giaoban.site.entries import CLASSES
from giaoban.site.format import counted, first_lower, number

# Of more meetings than this, a calendar shows months with numbers only: each mark is a link of some 200 bytes.
MOST_MARKS = 600
# A month of more would grow taller than its row is worth; it has a number that leads to the month's own list.
_MOST_IN_MONTH = 6
_LONGEST_GAP = 3


class Mark(NamedTuple):
    """One meeting. ``look``: its kind and level as classes; ``open``: its month is the earliest of several possible."""

    address: str
    look: str
    open: bool
    label: str


class Month(NamedTuple):
    """One month with meetings: ``number`` 1–12, its place on the year's page, the ``kinds`` met in it, what it is called.

    ``marks``: its meetings one by one, or empty where they are only counted.
    """

    number: int
    address: str
    count: str
    kinds: tuple[str, ...]
    open: bool
    label: str
    marks: tuple[Mark, ...]


class Year(NamedTuple):
    """One row: ``address`` is empty for years without meetings, which may be several (``label`` "1998–2010")."""

    label: str
    address: str
    count: str
    kinds: str
    months: tuple[Month, ...]


def calendar(archive: Archive, *, marks: bool) -> list[Year]:
    """The rows of all years, newest first. ``marks``: each meeting by itself, as long as there are not too many."""
    published = archive.published
    marks = marks and len(published) <= MOST_MARKS
    by_year: dict[int, list[Card]] = defaultdict(list)
    for card in published:
        by_year[int(card.year)].append(card)
    rows: list[Year] = []
    for year in sorted(by_year):
        if rows:
            rows += _gap(int(rows[-1].label) + 1, year - 1)
        rows.append(_year(year, by_year[year], marks=marks))
    return rows[::-1]


def _gap(first: int, last: int) -> Iterator[Year]:
    if last - first >= _LONGEST_GAP:
        yield Year(f"{first}–{last}", "", "", "", ())
    else:
        yield from (Year(str(year), "", "", "", ()) for year in range(first, last + 1))


def _year(year: int, cards: Sequence[Card], *, marks: bool) -> Year:
    months: dict[int, list[Card]] = defaultdict(list)
    for card in cards:
        months[dates.parse(card.date).earliest.month].append(card)
    address = urls.of("year", f"{year:04d}")
    shown = tuple(_month(year, month, months[month], address, marks=marks) for month in sorted(months))
    return Year(str(year), address, number(len(cards)), kinds(cards), shown)


def _month(year: int, month: int, cards: Sequence[Card], year_page: str, *, marks: bool) -> Month:
    unclear = [card for card in cards if not _known(card)]
    place = f"thang-{month}" if len(unclear) < len(cards) else "chua-ro"
    remark = f", {len(unclear)} chưa rõ tháng" if unclear else ""
    label = f"Tháng {month}-{year}: {counted(len(cards), 'cuộc họp')} ({kinds(cards)}{remark})"
    looks = tuple(look for kind, look in CLASSES.items() if any(card.kind == kind for card in cards))
    each = tuple(_mark(card) for card in cards) if marks and len(cards) <= _MOST_IN_MONTH else ()
    return Month(month, f"{year_page}#{place}", number(len(cards)), looks, bool(unclear), label, each)


def _known(card: Card) -> bool:
    """Whether the month is known: both ends of the date lie in it."""
    moment = dates.parse(card.date)
    return (moment.latest.year, moment.latest.month) == (moment.earliest.year, moment.earliest.month)


def _mark(card: Card) -> Mark:
    known = _known(card)
    look = f"{CLASSES[card.kind]} {'central' if card.level == 'central' else 'local'}"
    when = dates.vietnamese(card.date) + ("" if known else ", chưa rõ tháng")
    label = f"{faces.KINDS[card.kind]}, {first_lower(words.LEVELS[card.level])}, {when}: {card.title}"
    return Mark(urls.of("briefing", card.id), look, not known, label.replace(", trung ương,", ", Trung ương,"))


def kinds(cards: Sequence[Card]) -> str:
    """How many meetings of each kind: "3 giao ban, 1 tổng kết"."""
    found = Counter(card.kind for card in cards)
    return ", ".join(f"{number(found[kind])} {first_lower(word)}" for kind, word in faces.KINDS.items() if found[kind])
