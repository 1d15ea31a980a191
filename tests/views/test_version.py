"""The page that says what a publication was made from."""

from __future__ import annotations

from small_archive import Small

from giaoban.archive.answers import Answers, Question


def body(small: Small, commit: str, day: str, repository: str) -> str:
    settings = {"commit": commit, "commit_day": day, "repository": repository, "builder": "1.2", "assets": ""}
    answers = Answers({**small.answers.questions, "setting": Question(settings.__getitem__)})
    return small._replace(answers=answers).body("version")


def test_it_names_the_commit_with_its_day_and_leads_there(small: Small) -> None:
    text = body(small, "0123456789abcdef", "2026-12-01", "https://example.org/kho")
    assert '<a href="https://example.org/kho/commit/0123456789abcdef"' in text
    assert "<code>0123456789ab</code>" in text
    assert '<time datetime="2026-12-01">1-12-2026</time>' in text
    assert "Giao ban 1.2" in text
    assert "<a" not in body(small, "0123456789abcdef", "2026-12-01", "").partition("Trình dựng")[0]


def test_without_git_it_says_that_nothing_is_known(small: Small) -> None:
    assert "không rõ là từ commit nào" in body(small, "", "", "")
