"""A first draft of a record, read from a newspaper's report: gazetteers and grammar, nothing guessed in silence.

`draft` reads an article against what is `Known` and gives a `Draft`. ``Draft.unsure`` is the work list: every place that an
editor has to settle, as a tuple of `Unsure` (path in the record, value proposed, sentence of the article, reason in
Vietnamese), in the order of the record's keys. In the file that the draft becomes (`files.to_record`), the same places carry a
comment with the words of `files.TO_SETTLE` ("cần xem lại").
"""

from __future__ import annotations

from giaoban.drafting.draft import draft
from giaoban.drafting.known import Known
from giaoban.drafting.model import Draft, Unsure

__all__ = ["Draft", "Known", "Unsure", "draft"]
