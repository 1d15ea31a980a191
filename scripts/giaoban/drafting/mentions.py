"""Who is named, with which titles: "đồng chí NAME, TITLES", "TITLES NAME", and lists that share a title.

A sentence is first read as a row of pieces: honorifics, titles, names, the signs between them, and gaps of other words.
Between two gaps stands one group of people; within a group every name is given its own titles and those it shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from . import names, titles
from .words import Phrases, Word, data, keyed

Kind = Literal["one", "many", "title", "body", "name", "sign"]
_SIGNS = {",", ";", ":", "-", "–", "—", "(", ")", "và", "cùng", "/"}
_NAME_LEADS = {",", ";", ":", "và", "cùng"}
_BEFORE_TITLE = {",", "-", "–", "(", "—", ""}
_LONGEST_ROW = 600
Words = tuple[int, int]
"""Words of a sequence: the first, and the one after the last."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a row: what it is, and the words it covers."""

    kind: Kind
    start: int
    end: int
    key: str = ""


@dataclass(slots=True)
class Person:
    """One name in a group: its words and its titles' words, in the order in which they are given."""

    start: int
    end: int
    titles: list[Words] = field(default_factory=list)
    segment: int = 0
    led: bool = False
    """Whether an honorific stands before it: then it is a person even if nothing else says so."""


@dataclass(slots=True)
class Group:
    """The people named between two gaps: words ``start`` to ``end``; titles that no name goes with are in ``bare``."""

    start: int
    end: int
    people: list[Person] = field(default_factory=list)
    bare: list[Words] = field(default_factory=list)
    many: bool = False
    segments: int = 1


@cache
def _honorifics() -> Phrases:
    lists = data("titles")["honorifics"]
    return Phrases({**dict.fromkeys(lists["many"], "many"), **dict.fromkeys(lists["one"], "one")})


@cache
def _shared() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(keyed(phrase).split()) for phrase in data("titles")["shared"])


@cache
def _protocol() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(keyed, phrases)) for phrases in data("titles")["protocol"])


@cache
def _starts() -> frozenset[str]:
    """The small words that may open a group of people."""
    return _honorifics().firsts | titles.firsts() | {"các"}


def groups(sequence: Sequence[Word], start: int, stop: int) -> Iterator[Group]:
    """Every group of people in the words ``start`` to ``stop`` (one sentence), in order."""
    row: list[Piece] = []
    place = start
    starts = _starts()
    while place < stop:
        word = sequence[place]
        if not row and not word.capital and word.key not in starts:
            place += 1
            continue
        pieces = _pieces(sequence, place, stop, row) if len(row) < _LONGEST_ROW else []
        if pieces:
            row += pieces
            place = pieces[-1].end
            continue
        if row:
            yield from _group(sequence, row)
            row = []
        place += 1
    if row:
        yield from _group(sequence, row)


def _pieces(sequence: Sequence[Word], place: int, stop: int, row: Sequence[Piece]) -> list[Piece]:
    word = sequence[place]
    honorific = _honorifics().at(sequence, place, stop)
    if honorific:
        return [Piece(honorific[1], place, place + honorific[0])]
    if row and word.key in _SIGNS:
        return [Piece("sign", place, place + 1, word.key)]
    if word.key == "các" and place + 1 < stop and titles.begins(sequence, place + 1):
        return [Piece("many", place, place + 1)]
    if titles.begins(sequence, place):
        title = titles.read(sequence, place, stop)
        if title:
            if (
                title.name
                and len(row) > 1
                and row[-1].key == ","
                and row[-2].kind == "name"
                and titles.is_namesake(sequence, title)
            ):
                title = title._replace(end=title.name, name=None)
            found = [Piece("title", title.start, title.end, "rank" if title.rank else "")]
            if title.name:
                found.append(Piece("name", title.end, title.name))
            return found
    if len(row) > 1 and row[-1].key == "," and row[-2].kind == "title" and titles.is_within(sequence, row[-2].start):
        whole = titles.body(sequence, place, stop)
        if whole:
            found = [Piece("body", whole.start, whole.end)]
            if whole.name:
                found.append(Piece("name", whole.end, whole.name))
            return found
    led = bool(row) and (row[-1].kind in {"one", "many"} or (row[-1].kind == "sign" and row[-1].key in _NAME_LEADS))
    if names.is_name_word(word) and (led or names.may_begin(word)):
        framed = bool(row) and row[-1].kind in {"one", "many"}
        if end := _name_at(sequence, place, stop, framed=framed or _titled(sequence, place, stop)):
            return [Piece("name", place, end)]
    return []


def _titled(sequence: Sequence[Word], place: int, stop: int) -> bool:
    """Whether a title follows the run of capitals after a comma: then the run is a name, whoever bears it."""
    end = names.run(sequence, place, stop)
    return end + 1 < stop and sequence[end].key in {",", "-", "–", "("} and titles.begins(sequence, end + 1)


def _name_at(sequence: Sequence[Word], place: int, stop: int, *, framed: bool) -> int | None:
    end = names.run(sequence, place, stop)
    for cut in range(place + 2, end):
        if titles.begins(sequence, cut):
            end = cut
            break
    if end - place > 3:
        # Two names run together, a comma lost: "Nguyễn Văn An Trần Thị Bình".
        for cut in range(place + 2, end - 1):
            if end - place > 5 and names.begins_common(sequence[cut]):
                end = cut
                break
    if titles.is_known(sequence, place, end):
        return None
    while end > place and not names.likelihood(sequence[place:end], framed=framed):
        end -= 1
        if not framed and end < names.run(sequence, place, stop):
            return None
    return end if end > place else None


def _group(sequence: Sequence[Word], row: list[Piece]) -> Iterator[Group]:
    """Cut trailing signs, then give every name its titles."""
    while row and row[-1].kind == "sign":
        row = row[:-1]
    if any(piece.kind in {"name", "title"} for piece in row):
        yield _Giving(sequence, row).group()


class _Giving:
    """Titles being given to the names of one row, piece by piece."""

    def __init__(self, sequence: Sequence[Word], row: Sequence[Piece]) -> None:
        self.sequence, self.row = sequence, row
        self.result = Group(row[0].start, row[-1].end, many=any(piece.kind == "many" for piece in row))
        self.common: list[Words] = []  # titles of the whole list, given before a colon
        self.pending: list[Words] = []  # titles that wait for their name
        self.carried: list[Words] = []  # titles that the next bare names share
        self.waiting: list[Person] = []  # names that share the titles to come
        self.current: Person | None = None
        self.last_sign = ""
        self.led = self.sharing = False
        self.segment = 0

    def group(self) -> Group:
        """The group, when all pieces are read."""
        read = {"sign": self._sign, "one": self._honorific, "many": self._honorific, "body": self._body}
        for index, piece in enumerate(self.row):
            if piece.kind == "title":
                self._title(index, piece)
            elif piece.kind == "name":
                self._name(piece)
            else:
                read[piece.kind](piece)
        (self.current.titles if self.current else self.result.bare).extend(self.pending)
        if self.common and not self.result.people:
            self.result.bare += self.common
        self.result.segments = self.segment + 1
        return self.result

    def _sign(self, piece: Piece) -> None:
        if piece.key == ":" and self.pending:
            self.common, self.pending, self.current, self.waiting = self.pending, [], None, []
            self.sharing = False
        elif piece.key == ";":
            self.result.bare += self.pending
            self.pending, self.waiting, self.current, self.carried = [], [], None, []
            self.segment += 1
            self.sharing = False
        self.last_sign = piece.key

    def _honorific(self, piece: Piece) -> None:
        if self.pending and self.last_sign not in {"-", "–", "—", ""}:
            # "đồng chí Phó Bí thư Tỉnh ủy, đồng chí A …": the title is another's, known by it alone.
            (self.current.titles if self.current else self.result.bare).extend(self.pending)
            self.pending = []
        goes_on = piece.kind == "one" and self.last_sign == "và" and self.current and not self.current.titles
        if not goes_on:
            self.waiting, self.current = [], None
        self.sharing = piece.kind == "many"
        self.led, self.carried = True, []

    def _body(self, piece: Piece) -> None:
        for person in self.waiting:
            if person.titles:
                person.titles[-1] = (person.titles[-1][0], piece.end)
        if self.pending:
            self.pending[-1] = (self.pending[-1][0], piece.end)
        self.last_sign = ""

    def _title(self, index: int, piece: Piece) -> None:
        following = self.row[index + 1] if index + 1 < len(self.row) else None
        goes_on = following is not None and following.kind == "name"
        before_name = goes_on or _leads_to_name(self.row, index)
        title = (piece.start, piece.end)
        if self.current is not None and not before_name and self.last_sign in _BEFORE_TITLE:
            for person in self.waiting:
                if person is self.current or self.result.many or _shares(self.sequence, title):
                    person.titles.append(title)
        elif self.current is not None and not goes_on and self.last_sign == "," and _introduced_anew(self.row, index):
            self.current.titles.append(title)
        else:
            self.pending.append(title)
            if self.last_sign in {";", "và", "cùng", ":"} or self.current is None:
                self.current, self.waiting = None, []
        self.last_sign = ""

    def _name(self, piece: Piece) -> None:
        own, self.pending = self.pending, []
        if own:
            self.carried = [title for title in own if self.sharing and _shares(self.sequence, title)]
        elif self.carried and self.last_sign in {",", "và"}:
            own = list(self.carried)
        titles_ = _with_common(self.sequence, self.common, own, self.result.people)
        person = Person(piece.start, piece.end, titles_, self.segment, led=self.led or self.result.many)
        self.led = False
        alone = self.last_sign not in {",", "và"} or bool(own) or self.current is None or bool(self.current.titles)
        self.waiting = [person] if alone else [*self.waiting, person]
        self.current = person
        self.result.people.append(person)
        self.last_sign = ""


def _leads_to_name(row: Sequence[Piece], index: int) -> bool:
    """Whether the titles from ``index`` on, parted by commas alone, run up to a name that is stuck to the last of them."""
    place = index
    while place + 1 < len(row):
        following = row[place + 1]
        if following.kind == "name":
            return True
        if following.kind == "title":
            place += 1
        elif following.kind == "sign" and following.key in {",", "-", "–"}:
            if place + 2 < len(row) and row[place + 2].kind == "title":
                place += 2
            else:
                return False
        else:
            return False
    return False


def _introduced_anew(row: Sequence[Piece], index: int) -> bool:
    """Between a name and titles that run up to the next name, whether this title still belongs to the name before.

    It does when the next name is introduced anew right after it ("A, Bí thư Tỉnh ủy, đồng chí Phó Bí thư B").
    """
    following = row[index + 2] if index + 2 < len(row) else None
    return following is not None and following.kind in {"one", "many"}


def _shares(sequence: Sequence[Word], title: Words) -> bool:
    keys = tuple(word.key for word in sequence[title[0] : title[1]])
    return any(keys[: len(start)] == start for start in _shared())


def _with_common(
    sequence: Sequence[Word], common: Sequence[Words], own: list[Words], before: Sequence[Person]
) -> list[Words]:
    """A person's own titles after those of the whole list, unless the list has passed on to a lower rank."""
    if not common:
        return own
    rank = _rank_of(sequence, common[0])
    if rank is not None and own:
        mine = _rank_of(sequence, own[0])
        if mine is not None and mine > rank and (mine > rank + 1 or _passed(sequence, before, mine)):
            return own
    return [*common, *own]


def _passed(sequence: Sequence[Word], before: Sequence[Person], rank: int) -> bool:
    """Whether people without that rank already stand between those who have it and the end of the list."""
    if not before:
        return False
    return not any(_rank_of(sequence, title) == rank for title in before[-1].titles)


def _rank_of(sequence: Sequence[Word], title: Words) -> int | None:
    key = " ".join(word.key for word in sequence[title[0] : title[1]])
    return next((i for i, phrases in enumerate(_protocol()) if key in phrases), None)
