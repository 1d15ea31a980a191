"""The day and the moment. The check asks here for the day, publishing for the moment; what makes outputs asks for neither."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

# Days in records are days in Vietnam, which has one zone and no summer time. A machine anywhere then sees the day that editors
# see, and what happened this morning is not in the future for a machine whose own day has not begun.
_VIETNAM = timezone(timedelta(hours=7))


def day() -> date:
    """The day it is in Vietnam."""
    return datetime.now(tz=_VIETNAM).date()


def moment() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)
