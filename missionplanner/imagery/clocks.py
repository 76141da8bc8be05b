"""By which clock photos tell their time: that of the satellites says what the camera's is."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, timedelta, tzinfo

from missionplanner.model.photo import Photo

_QUARTER = timedelta(minutes=15)
# Nearer to a whole quarter, it may be a zone's; and no zone is farther from UTC.
_NEAR, _FARTHEST = timedelta(minutes=2), timedelta(hours=14)


def other_clock(photos: Iterable[Photo], zone: tzinfo) -> tuple[timedelta, int] | None:
    """Return how far a camera's clock is from UTC where it is not the site's, and of how many.

    A clock that is an hour off looks like that of another zone; which it is nobody can tell. UTC
    itself is what many cameras keep.

    Parameters
    ----------
    photos : iterable of Photo
        Those without a time by the satellites, or with a zone of their own, tell nothing.
    zone : tzinfo
        Of the site.

    Returns
    -------
    (timedelta, int) or None
        What most of those keep that keep neither the site's time nor UTC; None: there is none.
    """
    found: Counter[timedelta] = Counter()
    for photo in photos:
        taken, true = photo.taken, photo.satellite_time
        if taken is None or true is None or taken.tzinfo is not None:
            continue
        off = taken - true.astimezone(UTC).replace(tzinfo=None)
        kept = _QUARTER * round(off / _QUARTER)
        if abs(off - kept) > _NEAR or abs(kept) > _FARTHEST:
            continue  # no zone's: `flaws` tells it
        if kept not in (timedelta(), true.astimezone(zone).utcoffset()):
            found[kept] += 1
    return found.most_common(1)[0] if found else None
