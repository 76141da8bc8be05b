"""The seasonal test: only epochs of the same month are compared.

Hirsch, Slack and Smith (1982), Water Resources Research 18(1), 107-121: S and its variance are
sums over the seasons; the slope is the median of all slopes within seasons (Hirsch-Slack).
"""

import datetime
from collections import Counter
from collections.abc import Sequence


def months(dates: Sequence[datetime.date]) -> tuple[int, ...]:
    """Return the season of each epoch: its calendar month, 1 to 12."""
    return tuple(day.month for day in dates)


def lone_months(dates: Sequence[datetime.date]) -> tuple[int, ...]:
    """Return months with one epoch only: they say nothing in a seasonal test."""
    counts = Counter(months(dates))
    return tuple(sorted(month for month, count in counts.items() if count == 1))
