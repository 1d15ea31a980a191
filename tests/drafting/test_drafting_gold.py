"""The annotated articles: what the project promises of drafts, and that a loss is seen."""

from pathlib import Path

import pytest

from bench.drafts import FIELDS, DraftScores, score
from giaoban.drafting import Known

ROOT = Path(__file__).resolve().parents[2]
SETS = {
    "tests/gold/articles": 26,
    "tests/drafting/articles/tuning": 49,
    "tests/drafting/articles/third/tuning": 17,
    "tests/drafting/articles/fourth": 32,
}
AIMS = {"citations": 0.98, "date": 1.0, "not_a_meeting": 1.0}


@pytest.fixture(scope="module", params=SETS)
def outcome(request: pytest.FixtureRequest) -> DraftScores:
    found = score(ROOT / request.param, Known.read(ROOT / "content"))
    assert (found.articles, found.left_out) == (SETS[request.param], [])
    return found


@pytest.mark.parametrize("field", FIELDS)
def test_drafts_keep_what_they_promise(outcome: DraftScores, field: str) -> None:
    losses = [loss for loss in outcome.losses if f": {field}: " in loss]
    assert outcome.scores[field].f1 >= AIMS.get(field, 0.95), losses
