"""Numbers of documents, by which postings name them. They follow from the documents alone, and survive an insertion.

A meeting has the first free number at or after its earliest day's, in order of time: one more meeting moves at most those of
the same days, or where very many crowd, of the days after. Any other page has the first free number at or after one that
follows from its id, within the range of its kind. What is shown of documents is kept in files whose versions change together
for a group of neighbouring numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b

EPOCH = date(2000, 1, 1).toordinal()
ENTITIES = 1 << 22
"""From here on are the numbers of pages that are no meetings; those below last for a thousand years."""
KIND_BITS = 18
"""Each kind of them has so many bits of numbers. All numbers fit into three bytes: see `wire.Numbers`."""
GROUP_BITS = 8
SHARED_BITS = 4
"""The texts of pages that are no meetings, short ones, share a file for so many bits of numbers."""
RATE_BITS = 10
_LEAST_RATE = 1 << RATE_BITS - 1
_FEWEST_IDS = 1 << 10
_USED = 0.57
# So many numbers to an entity: with fewer, a new one would move others.
_TO_AN_ENTITY = 4


def rate(days: Sequence[int]) -> int:
    """How many numbers there are to 1024 days: at least one to two days, and so many that some four in seven are used.

    With fewer, a new meeting would move many others; with more, the gaps between numbers would be larger, of which the index
    consists. It changes when the archive has become a quarter denser. ``days``: ordinals, in order.
    """
    if not days:
        return _LEAST_RATE
    years = date.fromordinal(days[-1]).year - date.fromordinal(days[0]).year + 1
    return max(_in_steps(round((len(days) << RATE_BITS) / (years * 366 * _USED))), _LEAST_RATE)


def of_meetings(days: Sequence[int], rate: int) -> list[int]:
    """The numbers of meetings, from the ordinals of their earliest days, in order of time."""
    found, free = [], 0
    for at, day in enumerate(days):
        wanted = max((day - EPOCH) * rate >> RATE_BITS, free)
        found.append(min(wanted, ENTITIES - len(days) + at))
        free = found[-1] + 1
    return found


def of_entities(place: int, ids: Iterable[str]) -> dict[str, int]:
    """The numbers of the entities of one kind; ``place``: that of the kind among those that can be searched, meetings being 0."""
    known = tuple(ids)
    range_of_hashes = max(_FEWEST_IDS, _in_steps(_TO_AN_ENTITY * len(known)))
    found, free = {}, 0
    for wanted, entity in sorted((_wanted(entity, range_of_hashes), entity) for entity in known):
        number = max(wanted, free)
        found[entity] = first(place) + number
        free = number + 1
    return found


def _in_steps(number: int) -> int:
    """The next number of three binary digits and zeros, so that what follows from it changes seldom."""
    low = max(number.bit_length() - 3, 0)
    return -(-number >> low) << low


def first(place: int) -> int:
    """Where the numbers of a kind begin."""
    return ENTITIES + (place - 1 << KIND_BITS) if place else 0


def place_of(number: int) -> int:
    """The place of the kind to which a number belongs."""
    return (number - ENTITIES >> KIND_BITS) + 1 if number >= ENTITIES else 0


def group_of(number: int) -> int:
    """The group to which a number belongs."""
    return number >> GROUP_BITS


def first_beside(number: int) -> int:
    """The first number whose text stands in the file in which this one's does: a meeting's stands alone."""
    return number >> SHARED_BITS << SHARED_BITS if number >= ENTITIES else number


def _wanted(entity: str, range_of_hashes: int) -> int:
    """The number that an entity has if it is free. In which file its text stands follows from its id but for the last part.

    So the texts of documents of one type, number and issuer (``qd-02-tw-k12``), and of the sessions of a term (``k12-tw8``),
    share a file: a query finds them together. What is left of the id has to have a digit: many people share a family name.
    """
    kin, _, _ = entity.rpartition("-")
    if not any(map(str.isdigit, kin)):
        kin = entity
    file = _hash(kin) % (range_of_hashes >> SHARED_BITS)
    # Of the highest bits, which have nothing to do with the remainder.
    return file << SHARED_BITS | _hash(entity) >> 32 - SHARED_BITS


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "little")
