"""What every step of drafting works on: one article, what the archive knows, and the findings that gather on the way."""

from __future__ import annotations

from typing import Literal

from giaoban.drafting.article import Article
from giaoban.drafting.known import Known
from giaoban.drafting.model import TextRange
from giaoban.drafting.people import ParsedArticle, parse_article
from giaoban.findings import Finding


class DraftContext:
    """An article, and what is said of it."""

    def __init__(self, article: Article, known: Known, path: str) -> None:
        """``path`` is the article's name in findings."""
        self.article, self.known, self.path = article, known, path
        self.text: ParsedArticle = parse_article(article)
        self.findings: list[Finding] = []

    def span(self, start: int, end: int) -> TextRange:
        """Where a stretch of the text that is read stands in what the editor handed in."""
        first, last = self.article.span(start, end)
        return first, last

    def say(
        self, rule: str, message: str, at: int, hint: str = "", *, severity: Literal["error", "warning"] = "error"
    ) -> None:
        """Add a finding at a place of the text that is read."""
        place = self.span(at, at)[0]
        line = self.article.text.count("\n", 0, place) + 1
        column = place - self.article.text.rfind("\n", 0, place)
        self.findings.append(Finding(self.path, line, column, severity, rule, message, hint))
