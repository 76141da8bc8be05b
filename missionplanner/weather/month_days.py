"""Days of the month, as reports tell them, made into moments (UTC).

A report names its day and hour but neither month nor year.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

# Reports are stamped up to ten minutes ahead of their sending, and clocks of laptops go wrong.
AHEAD = timedelta(minutes=15)


def moment_of(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime | None:
    """Return a moment (UTC); hour 24 is the midnight after. None: the calendar has none such."""
    try:
        return datetime(year, month, day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute)
    except (ValueError, OverflowError):
        return None


def last_such(day: int, hour: int, minute: int, now: datetime) -> datetime | None:
    """Return the last such day and time that is not in the future; None: there is no such one.

    Up to 15 minutes ahead of `now` (with time zone) count as now.
    """
    found = [m for m in _around(day, hour, minute, now, range(-3, 1)) if m <= now + AHEAD]
    return max(found, default=None)


def nearest_such(day: int, hour: int, minute: int, to: datetime) -> datetime | None:
    """Return the such day and time nearest to a moment; None: there is no such one."""
    found = _around(day, hour, minute, to, range(-2, 3))
    return min(found, key=lambda moment: abs(moment - to), default=None)


def _around(day: int, hour: int, minute: int, to: datetime, months: range) -> Iterator[datetime]:
    """Yield that day in the months about a moment's; hour 24 is the midnight after."""
    if not (1 <= day <= 31 and 0 <= hour <= 24 and 0 <= minute < 60):
        return
    first = to.astimezone(UTC)
    for step in months:
        year, month = divmod(first.year * 12 + first.month - 1 + step, 12)
        try:
            midnight = datetime(year, month + 1, day, tzinfo=UTC)
        except ValueError:  # no 31st in that month
            continue
        yield midnight + timedelta(hours=hour, minutes=minute)
