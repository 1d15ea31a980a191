"""What questions depend on is found once for all questions that depend on it."""

from __future__ import annotations

import pytest
from small_archive import Small

from giaoban.archive import questions


def test_one_walk_over_the_cards_serves_all_questions_about_meetings(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    walks = []
    digest_of_meetings = questions._digest_of_meetings

    def counted(*given: object) -> bytes:
        walks.append(given)
        return digest_of_meetings(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(questions, "_digest_of_meetings", counted)
    found = questions.structural(small.archive, cards_digest=lambda: b"cards")
    bases = [question.basis() for question in found.values() if question.basis]
    assert len(bases) > 1
    assert len({*bases}) == len(walks) == 1
