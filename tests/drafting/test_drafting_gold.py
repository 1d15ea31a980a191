"""The annotated articles: what the project promises of drafts, and that a loss is seen."""

from pathlib import Path

import pytest

from bench.drafts import FIELDS, Outcome, score
from giaoban.drafting import Known

ROOT = Path(__file__).resolve().parents[2]
AIMS = {"citations": 0.98, "people": 0.95, "date": 1.0, "not_a_meeting": 1.0}


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return score(ROOT / "tests" / "gold" / "articles", Known.read(ROOT / "content"))


def test_the_gold_set_has_its_articles(outcome: Outcome) -> None:
    assert outcome.articles >= 19
    assert not outcome.left_out


@pytest.mark.parametrize("field", FIELDS)
def test_drafts_keep_what_they_promise(outcome: Outcome, field: str) -> None:
    losses = [loss for loss in outcome.losses if f": {field}: " in loss]
    assert outcome.scores[field].f1 >= AIMS.get(field, 0.95), losses
