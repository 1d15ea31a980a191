"""Vietnamese as it is written: clean text, keys, order, suspect characters, numerals, and dates in running text."""

from __future__ import annotations

from giaoban.vietnamese.clean import (
    INVISIBLE,
    LIKE,
    Cleaned,
    Suspect,
    SuspectKind,
    clean,
    cleaned,
    suspects,
    symbol_key,
    typed,
    with_centre,
)
from giaoban.vietnamese.finding_dates import DateKind, FoundDate, complete, find_dates
from giaoban.vietnamese.numerals import (
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
from giaoban.vietnamese.spelling import SortKey, fold, has_new_tones, name_key, nfc, slug, sort_key, tone_new, tone_old
from giaoban.vietnamese.words import PartOfDay, RelativeWord

__all__ = [
    "INVISIBLE",
    "LIKE",
    "Cleaned",
    "DateKind",
    "Enumerator",
    "EnumeratorStyle",
    "FoundDate",
    "PartOfDay",
    "RelativeWord",
    "SortKey",
    "Suspect",
    "SuspectKind",
    "clean",
    "cleaned",
    "complete",
    "find_dates",
    "fold",
    "has_new_tones",
    "name_key",
    "nfc",
    "read_cardinal",
    "read_enumerator",
    "read_ordinal",
    "read_roman",
    "slug",
    "sort_key",
    "suspects",
    "symbol_key",
    "tone_new",
    "tone_old",
    "typed",
    "with_centre",
    "write_cardinal",
    "write_ordinal",
    "write_roman",
]
