"""A first draft of a record, read from a newspaper's report: gazetteers and grammar, nothing guessed in silence."""

from __future__ import annotations

from .draft import draft
from .known import Known
from .model import Draft

__all__ = ["Draft", "Known", "draft"]
