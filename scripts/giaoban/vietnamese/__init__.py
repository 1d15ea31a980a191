"""Vietnamese as it is written: keys, order, suspect characters, numerals, and dates in running text."""

from __future__ import annotations

from .collation import SortKey, name_key, sort_key
from .date_words import PartOfDay, RelativeWord
from .finding_dates import find_dates
from .found_dates import DateKind, FoundDate, complete
from .numerals import (
    Enumerator,
    EnumeratorStyle,
    read_cardinal,
    read_enumerator,
    read_ordinal,
    read_roman,
    write_cardinal,
    write_ordinal,
    write_roman,
)
from .spelling import fold, nfc, slug, tone_new, tone_old
from .suspects import Suspect, SuspectKind, suspects

__all__ = [
    "DateKind",
    "Enumerator",
    "EnumeratorStyle",
    "FoundDate",
    "PartOfDay",
    "RelativeWord",
    "SortKey",
    "Suspect",
    "SuspectKind",
    "complete",
    "find_dates",
    "fold",
    "name_key",
    "nfc",
    "read_cardinal",
    "read_enumerator",
    "read_ordinal",
    "read_roman",
    "slug",
    "sort_key",
    "suspects",
    "tone_new",
    "tone_old",
    "write_cardinal",
    "write_ordinal",
    "write_roman",
]
