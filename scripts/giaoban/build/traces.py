"""Traces: which questions everything made has asked, and whether their answers are still the same.

Two digests tell. With every question the digest of its answer in the last whole build is kept: as long as nothing was made since,
what is not current is what asked a question whose answer has another digest now. With everything made the digest of all its
answers is kept too: it decides where a build was killed, and questions may belong to different states of the archive.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable
from hashlib import blake2b
from itertools import compress

from msgspec import DecodeError, msgpack

from giaoban.archive.answers import DIGEST_SIZE, Answers, Question
from giaoban.build.store import MadeRow, Store

_GARBAGE = 2
_UNKNOWN, _SAME, _CHANGED = 0, 1, 2
_IS_CHANGED = bytes(state == _CHANGED for state in range(256))
_IS_UNKNOWN = bytes(state == _UNKNOWN for state in range(256))
_DIGESTS = "digests"
_BASES = "bases"
_USED = "used questions"
_NOTHING = bytes(DIGEST_SIZE)


def digests_of(answers: Answers, asked: Iterable[str]) -> bytes:
    """The digests of the answers to some questions, in order, one after the other."""
    return b"".join(map(answers.digest, asked))


class Traces:
    """The questions of everything made. Questions have numbers, so that a trace of twenty takes eighty bytes."""

    def __init__(self, store: Store, answers: Answers) -> None:
        self._store = store
        self._keys = store.questions()
        self._saved = len(self._keys)
        if not self._keys:
            store.drop_questions()
        self._numbers: dict[str, int] | None = None
        self.made = store.made()
        # A build that was killed has not put what it made with the rest.
        self._new = set(store.made_since())
        digests = store.meta(_DIGESTS)
        is_whole = digests is not None and len(digests) == DIGEST_SIZE * len(self._keys)
        self._digests = digests if is_whole else None
        self._bases = _bases(store.meta(_BASES))
        self._sorts = Sorts(self._keys)
        self._askers: dict[int, list[str]] | None = None
        self._late: dict[str, list[int]] = {}
        self.is_whole = is_whole
        """Whether everything made belongs to one state of the archive."""
        self.begin(answers)

    def begin(self, answers: Answers) -> None:
        """Hold what was made against another state of the archive.

        Questions whose answers cannot have changed, since all that they depend on has not, are not asked again.
        """
        self.answers = answers
        self._same = (
            set()
            if self._digests is None
            else {name for name, q in answers.questions.items() if q.basis and self._bases.get(name) == q.basis()}
        )
        self._states = self._sorts.marked(self._same)
        self._found: dict[int, bytes] = {}
        """Digests of answers that were found while something was made; of those that stay the same as more is made."""
        self._is_late = False
        self._suspects: set[str] | None = None
        if self._askers is not None and self._digests is not None:
            self._suspects = set()
            self._suspect(lambda question: not question.late)

    def begin_late(self) -> None:
        """Go on with the questions that can be answered only now."""
        if self._suspects is not None:
            self._suspect(lambda question: question.late)
        self._is_late = True

    def _suspect(self, are_asked: Callable[[Question], bool]) -> None:
        """Find what asked a question whose answer has changed."""
        assert self._suspects is not None
        assert self._askers is not None
        sorts = {name for name, question in self.answers.questions.items() if are_asked(question)} - self._same
        for number in self._sorts.numbers(sorts):
            if number < len(self._states) and not self._is_same(number):
                self._suspects.update(self._askers.get(number, ()))

    def index(self) -> bool:
        """Note who asks each question, so that later builds in this process look only at what a change concerns.

        Returns whether that was still to be done.
        """
        if self._askers is not None:
            return False
        self._askers, self._late = {}, {}
        for name, row in self.made.items():
            self._note_asker(name, array("I", row.questions))
        return True

    def _note_asker(self, name: str, numbers: Iterable[int]) -> None:
        assert self._askers is not None
        late = []
        for number in numbers:
            self._askers.setdefault(number, []).append(name)
            if self.answers.questions[self._sorts.name(number)].late:
                late.append(number)
        self._late[name] = late

    def current(self, names: Iterable[str]) -> set[str]:
        """Those of some names under which something was made, and every question that it asked would be answered as it was then.

        Many are looked at in one pass: in a large archive each has a trace of twenty questions, of which a few have changed.
        """
        rows = [row for name in names if (row := self.made.get(name))]
        if self._suspects is not None:
            return {row.name for row in rows if self._is_beyond_suspicion(row.name)}
        if self._digests is None:
            return {row.name for row in rows if self._key(array("I", row.questions)) == row.key}
        numbers = array("I", b"".join([row.questions for row in rows]))
        if changed := self._changed_among(numbers):
            return {row.name for row in rows if changed.isdisjoint(array("I", row.questions))}
        return {row.name for row in rows}

    def _is_beyond_suspicion(self, name: str) -> bool:
        """The same, where it is known who asks each question."""
        assert self._suspects is not None
        return name not in self._suspects and (self._is_late or all(map(self._is_same, self._late[name])))

    def _changed_among(self, numbers: array[int]) -> set[int]:
        """Those of some questions whose answer has changed, or that were never kept."""
        try:
            states = bytes(map(self._states.__getitem__, numbers))
        except IndexError:
            known = len(self._states)
            return {n for n in numbers if n >= known or not self._is_same(n)}
        unknown = set(compress(numbers, states.translate(_IS_UNKNOWN)))
        return {n for n in unknown if not self._is_same(n)}.union(compress(numbers, states.translate(_IS_CHANGED)))

    def _is_same(self, number: int) -> bool:
        """Whether a question would be answered as in the last whole build; asked once of each."""
        if self._states[number]:
            return self._states[number] == _SAME
        assert self._digests is not None
        question, at = self._keys[number], number * DIGEST_SIZE
        same = self.answers.is_unchanged(question) or self._digest(question) == self._digests[at : at + DIGEST_SIZE]
        self._states[number] = _SAME if same else _CHANGED
        return same

    def _digest(self, question: str) -> bytes:
        try:
            return self.answers.digest(question)
        except KeyError:  # what it is about is gone
            return _NOTHING

    def _key(self, numbers: Iterable[int]) -> bytes | None:
        try:
            digests = [self._digest(self._keys[number]) for number in numbers]
        except IndexError:  # a question that was never kept
            return None
        return blake2b(b"".join(digests), digest_size=DIGEST_SIZE).digest()

    def record(self, name: str, asked: Iterable[str], digests: bytes, digest: bytes) -> MadeRow:
        """Note that something was made, which questions it asked, the `digests_of` their answers, and what came out."""
        if self._numbers is None:
            self._numbers = {question: number for number, question in enumerate(self._keys)}
        known, numbers = self._numbers, array("I")
        for place, question in enumerate(asked):
            number = known.get(question)
            if number is None:
                number = known[question] = len(self._keys)
                self._keys.append(question)
                self._sorts.add(question)
            numbers.append(number)
            if number not in self._found and not self.answers.questions[self._sorts.name(number)].late:
                self._found[number] = digests[place * DIGEST_SIZE : (place + 1) * DIGEST_SIZE]
        key = blake2b(digests, digest_size=DIGEST_SIZE).digest()
        if self._askers is not None:
            self._note_asker(name, numbers)
        row = self.made[name] = MadeRow(name, numbers.tobytes(), key, digest)
        self._new.add(name)
        return row

    def put(self, rows: Iterable[MadeRow]) -> None:
        """Keep what was made, and before it the questions that are new: a number must never come to mean another one."""
        self.is_whole = False
        self._store.drop_meta(_DIGESTS)
        self._save_questions()
        self._store.put_made(rows)

    def drop(self, names: Iterable[str]) -> None:
        """Forget what is no longer made."""
        gone = list(names)
        for name in gone:
            self.made.pop(name, None)
        self._new.update(gone)
        self._store.drop_products(gone)

    def save(self) -> None:
        """Keep the questions and the digests of their answers, once everything made is current."""
        self._compact()
        self._save_questions()
        count = len(self._keys)
        digests = bytearray(self._digests or b"").ljust(count * DIGEST_SIZE, b"\0")
        is_same = [state == _SAME for state in self._states] if self._digests is not None else []
        for number in (n for n in range(count) if n >= len(is_same) or not is_same[n]):
            found = self._found.get(number) or self._digest(self._keys[number])
            digests[number * DIGEST_SIZE : (number + 1) * DIGEST_SIZE] = found
        self._digests = bytes(digests)
        self._bases = {name: q.basis() for name, q in self.answers.questions.items() if q.basis}
        self._store.keep_made(self.made, self._new)
        self._new.clear()
        self._store.put_meta(_DIGESTS, self._digests)
        self._store.put_meta(_BASES, msgpack.encode(self._bases))
        self.is_whole = True

    def _save_questions(self) -> None:
        if self._saved < len(self._keys):
            self._store.put_questions(self._saved, self._keys[self._saved :])
            self._saved = len(self._keys)

    def _compact(self) -> None:
        """Forget questions that nothing asks any more, once they may be more than those that something does."""
        least = int.from_bytes(self._store.meta(_USED) or b"", "little")
        if len(self._keys) <= _GARBAGE * least:
            return
        used = sorted({number for row in self.made.values() for number in array("I", row.questions)})
        self._store.put_meta(_USED, len(used).to_bytes(4, "little"))
        if len(self._keys) <= _GARBAGE * len(used):
            return
        numbers = {old: new for new, old in enumerate(used)}
        self._keys = [self._keys[number] for number in used]
        self._numbers, self._digests, self._states, self._askers = None, None, bytearray(), None
        self._found.clear()
        self._sorts = Sorts(self._keys)
        self.made |= {
            name: row._replace(questions=array("I", [numbers[n] for n in array("I", row.questions)]).tobytes())
            for name, row in self.made.items()
        }
        self._store.replace_questions()
        self._saved = 0
        self._new.update(self.made)


class Sorts:
    """The name of each of the numbered questions, a byte for each: so a hundred thousand are sorted in a moment."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._names: dict[str, int] = {}
        self._list: list[str] = []
        self._of = bytearray()
        for key in keys:
            self.add(key)

    def add(self, key: str) -> None:
        """One more question, under the next number."""
        name = key.partition("\x1f")[0]
        if (sort := self._names.get(name)) is None:
            sort = self._names[name] = len(self._list)
            self._list.append(name)
        self._of.append(sort)

    def name(self, number: int) -> str:
        """The name of one question."""
        return self._list[self._of[number]]

    def marked(self, same: Collection[str]) -> bytearray:
        """The states of all questions: those of some names are surely the same, of others nothing is known yet."""
        return self._of.translate(self._table(same, _SAME))

    def numbers(self, names: Collection[str]) -> list[int]:
        """The numbers of all questions of some names."""
        return [number for number, is_one in enumerate(self._of.translate(self._table(names, 1))) if is_one]

    def _table(self, names: Collection[str], mark: int) -> bytes:
        table = bytearray(256)
        for name in names:
            if name in self._names:
                table[self._names[name]] = mark
        return bytes(table)


def _bases(kept: bytes | None) -> dict[str, bytes]:
    try:
        return msgpack.decode(kept, type=dict[str, bytes]) if kept else {}
    except (DecodeError, ValueError):
        return {}
