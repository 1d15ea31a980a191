"""The day's date. Only the check asks for it, and every part of the check asks here."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

# Days in records are days in Vietnam, which has one zone and no summer time. A machine anywhere then sees the day that editors
# see, and what happened this morning is not in the future for a machine whose own day has not begun.
_VIETNAM = timezone(timedelta(hours=7))


def day() -> date:
    """The day it is in Vietnam."""
    return datetime.now(tz=_VIETNAM).date()
