"""Who is named, with which titles: "đồng chí NAME, TITLES", "TITLES NAME", and lists that share a title.

A sentence is first read as a row of pieces: honorifics, titles, names, the signs between them, and gaps of other words.
Between two gaps stands one group of people; within a group every name is given its own titles and those it shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from giaoban.drafting import names, titles
from giaoban.drafting.names import places
from giaoban.drafting.words import Phrases, Word, match_key
from giaoban.vietnamese.words import title_words

PieceKind = Literal["one", "many", "title", "either", "body", "name", "sign", "aside"]
_SIGNS = {",", ";", ":", "-", "–", "—", "(", ")", "và", "cùng", "/"}
_NAME_LEADS = {",", ";", ":", "và", "cùng"}
_BEFORE_TITLE = {",", "-", "–", "(", "—", ""}
_LONGEST_ROW = 600
_LONGEST_ASIDE = 14
_SURE_NAME = 3
_UNITS = Phrases(
    ["xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "đặc khu", "tp.", "tp", "tx."]
)
_GENERIC = {"xã", "phường", "trấn", "huyện", "quận"}
"""Units without a name: "Bí thư Đảng ủy xã" is a post that several of a list may hold."""
Words = tuple[int, int]
"""Words of a sequence: the first, and the one after the last."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a row: what it is, and the words it covers."""

    kind: PieceKind
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
class NamedGroup:
    """The people named between two gaps: words ``start`` to ``end``; titles that no name goes with are in ``bare``."""

    start: int
    end: int
    people: list[Person] = field(default_factory=list)
    bare: list[Words] = field(default_factory=list)
    many: bool = False
    segments: int = 1


@cache
def _honorifics() -> Phrases:
    lists = title_words()["honorifics"]
    return Phrases({**dict.fromkeys(lists["many"], "many"), **dict.fromkeys(lists["one"], "one")})


@cache
def _shared_titles() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(match_key(phrase).split()) for phrase in title_words()["shared"])


@cache
def _protocol() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(match_key, phrases)) for phrases in title_words()["protocol"])


@cache
def _starts() -> frozenset[str]:
    """The small words that may open a group of people."""
    return _honorifics().firsts | titles.firsts() | {"các"}


def groups(sequence: Sequence[Word], start: int, stop: int) -> Iterator[NamedGroup]:
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
        # No part of a place is a person: "Buôn Ma Thuột".
        spot = places().at(sequence, place, stop) if word.capital else None
        place += spot[0] if spot else 1
    if row:
        yield from _group(sequence, row)


def _pieces(sequence: Sequence[Word], place: int, stop: int, row: Sequence[Piece]) -> list[Piece]:
    word = sequence[place]
    if honorific := _honorifics().at(sequence, place, stop):
        return [Piece(honorific[1], place, place + honorific[0])]
    if row and (end := _aside(sequence, place, stop, row)):
        return [Piece("aside", place, end)]
    if row and word.key in _SIGNS:
        return [Piece("sign", place, place + 1, word.key)]
    if end := _either(sequence, place, stop):
        return [Piece("either", place, end)]
    if word.key == "các" and place + 1 < stop and titles.begins(sequence, place + 1):
        return [Piece("many", place, place + 1)]
    return _title_pieces(sequence, place, stop, row) or _name_piece(sequence, place, stop, row)


def _title_pieces(sequence: Sequence[Word], place: int, stop: int, row: Sequence[Piece]) -> list[Piece]:
    """A title, or a body that goes on with one, and the name stuck to it."""
    title = titles.read(sequence, place, stop) if titles.begins(sequence, place) else None
    if title:
        listed = len(row) > 1 and row[-1].key in {",", "("} and row[-2].kind == "name"
        if title.name and listed and (titles.is_namesake(sequence, title) or _is_of_commune(sequence, title)):
            title = title._replace(end=title.name, name=None)
        found = [Piece("title", title.start, title.end, "rank" if title.rank else "")]
        return [*found, Piece("name", title.end, title.name)] if title.name else found
    if len(row) > 1 and row[-1].key == "," and row[-2].kind == "title" and titles.is_within(sequence, row[-2].start):
        whole = titles.body(sequence, place, stop)
        if whole:
            found = [Piece("body", whole.start, whole.end)]
            return [*found, Piece("name", whole.end, whole.name)] if whole.name else found
    return []


def _is_of_commune(sequence: Sequence[Word], title: titles.PersonTitle) -> bool:
    """Whether a title behind a name ends in a commune's kind: what follows is its name, "Bí thư Đảng ủy phường Trần Lãm"."""
    return sequence[title.end - 1].key in {"xã", "phường", "trấn"}


def _name_piece(sequence: Sequence[Word], place: int, stop: int, row: Sequence[Piece]) -> list[Piece]:
    word = sequence[place]
    led = bool(row) and (row[-1].kind in {"one", "many"} or (row[-1].kind == "sign" and row[-1].key in _NAME_LEADS))
    if not names.is_name_word(word) or not (
        led or names.may_begin(word) or _opens_with_name(sequence, place, stop, row)
    ):
        return []
    framed = bool(row) and row[-1].kind in {"one", "many"}
    follows = len(row) > 1 and row[-2].kind == "name" and row[0].kind in {"one", "many"}
    listed = (follows or any(piece.kind == "many" for piece in row)) and _stands_alone(sequence, place, stop)
    end = _name_at(sequence, place, stop, framed=framed or listed or _title_follows(sequence, place, stop))
    return [Piece("name", place, end)] if end else []


def _aside(sequence: Sequence[Word], place: int, stop: int, row: Sequence[Piece]) -> int:
    """Where words that only describe the one just named end: "(Tây Ninh)", "(đơn vị Cụm trưởng)", ", xã Măng Ri"; else 0."""
    unit = _UNITS.at(sequence, place, stop)
    if unit and not sequence[place].capital and row[-1].key == ",":
        named = place + unit[0]
        end = names.end_of_run(sequence, named, stop)
        return end if end > named and (end == stop or sequence[end].key in {";", ",", ".", "và", "(", ")"}) else 0
    if sequence[place].key != "(":
        return 0
    close = next((i for i in range(place + 1, min(stop, place + _LONGEST_ASIDE)) if sequence[i].key == ")"), 0)
    inside = range(place + 1, close)
    if not close or titles.begins(sequence, place + 1) or any(_honorifics().at(sequence, i, close) for i in inside):
        return 0
    return (
        0
        if any(names.may_begin(sequence[i]) and _name_at(sequence, i, close, framed=False) for i in inside)
        else close + 1
    )


def _either(sequence: Sequence[Word], place: int, stop: int) -> int:
    """Where a title of two offices ends, none of which is said to be whose: "Trưởng, Phó Trưởng Ban Tổ chức"; else 0."""
    if place + 3 >= stop or sequence[place + 1].key not in {",", "và", "/"} or sequence[place + 2].key != "phó":
        return 0
    if sequence[place].key not in {"trưởng", "chủ", "bí"} or sequence[place + 3].key != sequence[place].key:
        return 0
    found = titles.read(sequence, place + 2, stop)
    return found.end if found else 0


def _stands_alone(sequence: Sequence[Word], place: int, stop: int) -> bool:
    """Whether the run of capitals here is a whole item of a list, and no body."""
    end = names.end_of_run(sequence, place, stop)
    return (
        end == stop or not sequence[end].text[0].isalpha() or sequence[end].key in {"và", "cùng"}
    ) and not titles.is_body(sequence, place, stop)


def _title_follows(sequence: Sequence[Word], place: int, stop: int) -> bool:
    """Whether a title follows the run of capitals after a comma: then the run is a name, whoever bears it."""
    end = names.end_of_run(sequence, place, stop)
    return end + 1 < stop and sequence[end].key in {",", "-", "–", "("} and titles.begins(sequence, end + 1)


def _opens_with_name(sequence: Sequence[Word], place: int, stop: int, row: Sequence[Piece]) -> bool:
    """Whether a row opens with a name whose family name is not known: three words or more, and a title after a comma."""
    length = names.end_of_run(sequence, place, stop) - place
    return not row and length >= _SURE_NAME and _title_follows(sequence, place, stop)


def _name_at(sequence: Sequence[Word], place: int, stop: int, *, framed: bool) -> int | None:
    end = names.end_of_run(sequence, place, stop)
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
        if not framed and end < names.end_of_run(sequence, place, stop):
            return None
    return end if end > place else None


def _group(sequence: Sequence[Word], row: list[Piece]) -> Iterator[NamedGroup]:
    """Cut trailing signs, then give every name its titles."""
    while row and row[-1].kind == "sign":
        row = row[:-1]
    pieces = [piece for piece in row if piece.kind != "aside"]
    if any(piece.kind in {"name", "title"} for piece in pieces):
        yield _Giving(sequence, pieces, row[-1].end).group()


class _Giving:
    """Titles being given to the names of one row, piece by piece."""

    def __init__(self, sequence: Sequence[Word], row: Sequence[Piece], end: int) -> None:
        self.sequence, self.row = sequence, row
        self.result = NamedGroup(row[0].start, end, many=any(piece.kind == "many" for piece in row))
        self.common: list[Words] = []  # titles of the whole list, given before a colon
        self.pending: list[Words] = []  # titles that wait for their name
        self.carried: list[Words] = []  # titles that the next bare names share
        self.waiting: list[Person] = []  # names that share the titles to come
        self.current: Person | None = None
        self.last_sign = ""
        self.led = self.sharing = False
        self.segment = 0

    def group(self) -> NamedGroup:
        """The group, when all pieces are read."""
        read = {"sign": self._sign, "one": self._honorific, "many": self._honorific, "body": self._body}
        for index, piece in enumerate(self.row):
            if piece.kind == "title":
                self._title(index, piece)
            elif piece.kind == "name":
                self._name(piece)
            elif piece.kind == "either":
                self.pending, self.common, self.current, self.waiting = [], [], None, []
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
        alone = self.last_sign not in {",", "và"} or bool(own) or self.current is None or bool(self.current.titles)
        led = self.led or self.result.many or (not alone and self.current is not None and self.current.led)
        person = Person(piece.start, piece.end, titles_, self.segment, led=led)
        self.led = False
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
    return keys[-1] in _GENERIC or any(keys[: len(start)] == start for start in _shared_titles())


def _with_common(
    sequence: Sequence[Word], common: Sequence[Words], own: list[Words], before: Sequence[Person]
) -> list[Words]:
    """A person's own titles after those of the whole list, unless the list has passed on to a lower rank."""
    if not common:
        return own
    rank = _rank_of(sequence, common[0])
    if rank is not None and own:
        mine = _rank_of(sequence, own[0])
        if mine is not None and mine > rank and (mine > rank + 1 or _others_between(sequence, before, mine)):
            return own
    return [*common, *own]


def _others_between(sequence: Sequence[Word], before: Sequence[Person], rank: int) -> bool:
    """Whether people without that rank already stand between those who have it and the end of the list."""
    if not before:
        return False
    return not any(_rank_of(sequence, title) == rank for title in before[-1].titles)


def _rank_of(sequence: Sequence[Word], title: Words) -> int | None:
    key = " ".join(word.key for word in sequence[title[0] : title[1]])
    return next((i for i, phrases in enumerate(_protocol()) if key in phrases), None)
