"""The day and the moment, asked here and nowhere else in the package.

The check asks for the day, publishing for the moment; what makes outputs asks for neither. What is held against the clock is
never kept with what was read from a file.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from giaoban import dates

# Days are those of Vietnam: a machine anywhere sees the day that editors see, and what happened this morning is not in the future
# for a machine whose own day has not begun.


def today() -> date:
    """The day it is now in Vietnam, wherever the machine stands."""
    return datetime.now(tz=dates.VIETNAM).date()


def moment() -> datetime:
    """The present moment, with UTC as its time zone."""
    return datetime.now(UTC)
