"""Answers to questions about the archive: how each is found, once a process, and its digest, without making what is costly anew.

A question is a name and some strings (``reference``, ``leader``, ``le-thi-a``); its answer is an immutable value. A question
that found nothing is a question too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from msgspec import msgpack

DIGEST_SIZE = 16
BETWEEN = "\x1f"
_encode = msgpack.Encoder(order="deterministic", enc_hook=lambda value: value.model_dump(mode="json")).encode


def digest_of(value: object) -> bytes:
    """The digest of a value: of a struct, record, string, number, None, or a tuple, list or mapping of them."""
    return blake2b(_encode(value), digest_size=DIGEST_SIZE).digest()


@dataclass(frozen=True, slots=True)
class Question:
    """How a question is answered. Every function takes the question's arguments, which are strings.

    ``digest``: the digest of the answer, where that is known without the answer. ``basis``: a digest of all that answers to
    this question depend on, where one is at hand; while it stays the same, so do all of them. ``large``: answers are too
    large to be held for more than a moment. ``unchanged``: whether the answer is surely what it was in the last whole build.
    ``late``: it can be answered only once everything is made that pages are made from.
    """

    answer: Callable[..., Any]
    digest: Callable[..., bytes] | None = None
    basis: Callable[[], bytes] | None = None
    large: bool = False
    unchanged: Callable[..., bool] | None = None
    late: bool = False


_MOST_LARGE = 16


class Answers:
    """All answers of one archive, each found once. ``questions``: name to `Question`."""

    def __init__(self, questions: Mapping[str, Question], before: Answers | None = None) -> None:
        """``before``: answers of an earlier state of the archive, to be taken over where they cannot have changed."""
        self.questions = questions
        self._answers: dict[str, Any] = self._still_true(before) if before else {}
        self._large: dict[str, Any] = {}
        self._digests: dict[str, bytes] = {}

    def _still_true(self, before: Answers) -> dict[str, Any]:
        same = {
            name
            for name, question in self.questions.items()
            if question.basis and (other := before.questions[name].basis) and other() == question.basis()
        }
        return {key: found for key, found in before._answers.items() if key.partition(BETWEEN)[0] in same}

    def answer(self, key: str) -> Any:
        """The answer to a question. Raises `KeyError` for one that nobody can answer."""
        try:
            return self._answers[key]
        except KeyError:
            return self._compute(key)

    def _compute(self, key: str) -> Any:
        if key in self._large:
            return self._large[key]
        name, *arguments = key.split(BETWEEN)
        question = self.questions[name]
        found = question.answer(*arguments)
        if not question.large:
            self._answers[key] = found
            return found
        if len(self._large) >= _MOST_LARGE:
            self._large.clear()
        self._large[key] = found
        return found

    def is_unchanged(self, key: str) -> bool:
        """Whether the answer to a question is surely what it was in the last whole build."""
        name, *arguments = key.split(BETWEEN)
        question = self.questions.get(name)
        return question is not None and question.unchanged is not None and question.unchanged(*arguments)

    def digest(self, key: str) -> bytes:
        """The digest of the answer to a question, without making what is costly. Raises `KeyError` as `answer` does."""
        found = self._digests.get(key)
        if found is None:
            name, *arguments = key.split(BETWEEN)
            known = self.questions[name].digest
            found = self._digests[key] = known(*arguments) if known else digest_of(self.answer(key))
        return found
