"""Titles: a head ("Phó Trưởng Ban Thường trực"), what it is of ("Ban Tổ chức Tỉnh ủy"), and where a name begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from giaoban.drafting import names
from giaoban.drafting.names import places
from giaoban.drafting.words import Phrases, Word, match_key
from giaoban.vietnamese.words import title_words

_LONGEST = 40
"""Words: no title has more after its head."""

# "UVTV", "UVBTVTU", "TUV": members of committees, abbreviated in ever new ways.
_SHORT = re.compile(r"UV(?:[A-ZĐƯ]{1,8}|T\.\s?Ư)|(?:T|Th|H|Q|Đ)UV")


class PersonTitle(NamedTuple):
    """A title as words ``start`` to ``end``; ``name`` is where the name stuck to it ends, when one follows."""

    start: int
    end: int
    name: int | None
    rank: bool


@cache
def _within() -> Phrases:
    return Phrases(title_words()["within"])


def is_within(sequence: Sequence[Word], place: int) -> bool:
    """Whether the title that begins here is a post inside a body, which may be named after a comma."""
    return _within().at(sequence, place) is not None


def is_namesake(sequence: Sequence[Word], title: PersonTitle) -> bool:
    """Whether the name stuck to a title is that of a school or the like, which bears it: "Trường Chính trị Nguyễn Chí Thanh"."""
    nearest = " ".join(word.key for word in sequence[max(title.start, title.end - 3) : title.end])
    return any(re.search(rf"\b{match_key(word)}\b", nearest) for word in title_words()["namesakes"])


def body(sequence: Sequence[Word], place: int, stop: int) -> PersonTitle | None:
    """A body named by itself at ``place``, and the name stuck to it; None when none is."""
    grammar = _grammar()
    found = grammar.bodies.at(sequence, place, stop)
    if not found or not sequence[place].capital or begins(sequence, place):
        return None
    chunk, known = _chunk(sequence, place, stop)
    return _split(sequence, place, place, chunk, known) if chunk > place else None


def is_body(sequence: Sequence[Word], place: int, stop: int) -> bool:
    """Whether a body, or the beginning of one, stands here: "Sở Nội vụ"."""
    return _grammar().bodies.at(sequence, place, stop) is not None


class _Grammar(NamedTuple):
    before: Phrases
    heads: Phrases
    after: Phrases
    ranks: Phrases
    bodies: Phrases
    small: frozenset[str]
    expecting: frozenset[str]


@cache
def _grammar() -> _Grammar:
    lists = title_words()
    return _Grammar(
        Phrases(lists["before"]),
        Phrases([*lists["whole"], *lists["of"]]),
        Phrases(lists["after"]),
        Phrases(lists["ranks"]),
        Phrases([*lists["bodies"], *lists["small"]]),
        frozenset(map(match_key, lists["small"])),
        frozenset(map(match_key, lists["places"])),
    )


@cache
def firsts() -> frozenset[str]:
    """The first words of everything that may open a title."""
    grammar = _grammar()
    return grammar.before.firsts | grammar.heads.firsts | grammar.ranks.firsts


def head(sequence: Sequence[Word], place: int) -> int:
    """Where the head of a title that begins at ``place`` ends, or ``place`` if none does."""
    grammar = _grammar()
    before = grammar.before.at(sequence, place)
    start = place + before[0] if before else place
    found = grammar.heads.at(sequence, start)
    if not found and start < len(sequence) and _SHORT.fullmatch(sequence[start].text):
        return start + 1
    return start + found[0] if found else place


def begins(sequence: Sequence[Word], place: int) -> bool:
    """Whether a title begins here; one in small letters throughout ("bí thư chi bộ") is a post, not somebody's title."""
    if sequence[place].key not in firsts() and not _SHORT.fullmatch(sequence[place].text):
        return False
    end = head(sequence, place)
    if end > place:
        return any(word.capital for word in sequence[place:end])
    return _rank(sequence, place) > place


def _rank(sequence: Sequence[Word], place: int) -> int:
    found = _grammar().ranks.at(sequence, place)
    return place + found[0] if found and sequence[place].capital else place


def read(sequence: Sequence[Word], place: int, stop: int) -> PersonTitle | None:
    """The title that begins at ``place``, and the name that follows it without a comma; None if there is no title."""
    rank = _rank(sequence, place)
    if rank > place and head(sequence, place) == place:
        return PersonTitle(place, rank, _name(sequence, rank, stop), rank=True)
    end = head(sequence, place)
    if end == place or end > stop:
        return None
    while after := _grammar().after.at(sequence, end, stop):
        end += after[0]
    chunk, known = _chunk(sequence, end, stop)
    return _split(sequence, place, end, chunk, known)


def _chunk(sequence: Sequence[Word], place: int, stop: int) -> tuple[int, dict[int, str]]:
    """How far the words go that may belong to the title or the name after it, and where known phrases end.

    The second value maps an end to what the phrase that ends there calls for, as `_calls_for` says.
    """
    grammar, known = _grammar(), {place: ""}
    end = place
    stop = min(stop, place + _LONGEST)
    while end < stop:
        word = sequence[end]
        if end > place and (begins(sequence, end) or _kiem(word)):
            break
        body = _longest_body(sequence, end, stop)
        if body and _counts(sequence[end : end + body], grammar.small):
            phrase = " ".join(w.key for w in sequence[end : end + body])
            # A family name may look like the beginning of a body ("Quân", "Báo"): single capitals stay open to both.
            end += body
            known[end] = _calls_for(sequence, phrase, end, stop)
            continue
        spot = places().at(sequence, end, stop)
        if spot and word.capital and all(w.capital or not w.text.isalpha() for w in sequence[end : end + spot[0]]):
            for length in places().ends(sequence, end, stop):
                known.setdefault(end + length, "")
            end += spot[0]
            continue
        if word.capital and word.text[0].isalpha():
            end += 1
            continue
        if word.text.isdigit() and (
            sequence[end - 1].key in {"số", "khu", "quận", "phường", "khóa"}
            or (end > place and sequence[end - 1].capital)
        ):
            end += 1
            known[end] = ""
            continue
        if word.text in {"-", "–"} and end + 1 < stop and end > place and sequence[end + 1].capital:
            if begins(sequence, end + 1):
                break
            end += 1
            continue
        break
    return end, known


_PARTY_BODIES = {"ủy", "bộ", "viên"}
"""What "Đảng" goes on with in words of its own: "Ban Tổ chức Đảng ủy" is the board of a committee, not "Ban Tổ chức Đảng"."""


def _longest_body(sequence: Sequence[Word], place: int, stop: int) -> int:
    """How many words the longest body has that stands here and cuts no word in two; 0 where none does."""
    for length in _grammar().bodies.ends(sequence, place, stop):
        end = place + length
        if not (end < stop and sequence[end - 1].key == "đảng" and sequence[end].key in _PARTY_BODIES):
            return length
    return 0


_GAZETTED = {"tỉnh", "tỉnh ủy", "thành ủy", "huyện ủy", "thị ủy", "quận ủy", "huyện", "quận", "thị xã"}
"""Bodies of units that the gazetteer has: what follows and is not in it may be a name."""


def _calls_for(sequence: Sequence[Word], phrase: str, end: int, stop: int) -> str:
    """What a body calls for: "place", "name" where no known place follows though all such places are known, or ""."""
    if phrase not in _grammar().expecting:
        return ""
    return "name" if phrase in _GAZETTED and end < stop and not places().at(sequence, end, stop) else "place"


def _kiem(word: Word) -> bool:
    return word.key == "kiêm"


def _counts(phrase: Sequence[Word], small: frozenset[str]) -> bool:
    return phrase[0].capital or " ".join(word.key for word in phrase) in small


def _split(sequence: Sequence[Word], place: int, after: int, chunk: int, known: dict[int, str]) -> PersonTitle:
    """Part the words of a title from the name stuck to it, where there is one."""
    best, title_end, name_end = _plausible(sequence, after, chunk, known), chunk, None
    if best < 0:
        title_end = max(k for k in known if k <= chunk)
        title_end = chunk if title_end == after and chunk > after else title_end
    reachable = _reach(after, chunk, known)
    for k in range(after, chunk):
        length = chunk - k
        if length > 6 or not names.is_name_word(sequence[k]):
            continue
        if any(not names.is_name_word(word) for word in sequence[k:chunk]):
            continue
        if _is_phrase(sequence, k, chunk):
            # A place or a body and nothing more: "Bí thư Thành ủy Hà Nội", "Quân đội nhân dân Việt Nam".
            continue
        calls = reachable.get(k, "place") if k > after else "place"
        framed = calls == "" or (calls == "name" and names.has_middle(sequence[k:chunk]))
        likely = names.likelihood(sequence[k:chunk], framed=framed)
        if not likely:
            continue
        score = likely + _plausible(sequence, after, k, known)
        if score > best:
            best, title_end, name_end = score, k, chunk
    return PersonTitle(place, title_end, name_end, rank=False)


def _is_phrase(sequence: Sequence[Word], start: int, end: int) -> bool:
    """Whether exactly these words are a place or a body the gazetteer knows."""
    return any(end - start in phrases.ends(sequence, start, end) for phrases in (places(), _grammar().bodies))


def is_known(sequence: Sequence[Word], start: int, end: int) -> bool:
    """Whether exactly these words name a place or a body."""
    return end > start and _is_phrase(sequence, start, end)


def _reach(after: int, chunk: int, known: dict[int, str]) -> dict[int, str]:
    return {k: calls for k, calls in known.items() if after <= k <= chunk}


def _plausible(sequence: Sequence[Word], after: int, end: int, known: dict[int, str]) -> float:
    """How well the words from the head to ``end`` stand as what the title is of."""
    if end in known:
        return 3.0 + 0.35 * (end - after if known[end] != "place" else max(0, end - after - 1))
    last = max(k for k in known if k <= end)
    unknown = end - last
    if any(not word.capital for word in sequence[last:end]):
        return -1.0
    if known[last]:
        return {1: 1.4, 2: 2.4, 3: 1.6}.get(unknown, 0.4) + 0.35 * (last - after)
    return {1: 0.6, 2: 1.0, 3: 0.8}.get(unknown, 0.3) + 0.2 * (last - after)


def _name(sequence: Sequence[Word], place: int, stop: int) -> int | None:
    """Where the name right after a rank ends."""
    end = names.end_of_run(sequence, place, stop)
    for cut in range(place + 1, end):
        if begins(sequence, cut):
            end = cut
            break
    while end > place and not names.likelihood(sequence[place:end], framed=True):
        end -= 1
    return end if end > place else None
