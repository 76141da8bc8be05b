"""Which zones call for attention, in words."""

import math
from collections.abc import Mapping, Sequence

from missionplanner.messages.catalogue import sentence
from missionplanner.model.ecology import Grade, ZoneRow
from missionplanner.model.study import TrendOptions

CHANGED_COVER = 0.9


def degraded(share: float, options: TrendOptions) -> str | None:
    """Return a warning where too large a share of a zone degrades significantly, else None."""
    if math.isnan(share) or share <= options.warn_degraded_share:
        return None
    return (
        f"{share:.0%} of the valid area degrades significantly (warning above "
        f"{options.warn_degraded_share:.0%})"
    )


def poor(last_grades_m2: Mapping[Grade, float], options: TrendOptions) -> str | None:
    """Return a warning where too large a share is Poor or Bad in the last epoch, else None."""
    whole = sum(last_grades_m2.values())
    if whole <= 0:
        return None
    share = (last_grades_m2[Grade.POOR] + last_grades_m2[Grade.BAD]) / whole
    if share <= options.warn_poor_share:
        return None
    limit = f"warning above {options.warn_poor_share:.0%}"
    return f"{share:.0%} is Poor or Bad in the last epoch ({limit})"


def uneven(counts: Sequence[float]) -> str | None:
    """Return a warning where first and last epoch show different parts of a zone, else None."""
    first, last = counts[0], counts[-1]
    if min(first, last) >= CHANGED_COVER * max(first, last):
        return None
    return (
        "the first and the last epoch show different parts of the zone (cloud, nodata): read the "
        "slope, not the total change"
    )


def of_zones(rows: Sequence[ZoneRow]) -> tuple[str, ...]:
    """Return the warnings of all zones, each with the zone's name."""
    return tuple(
        f"{row.name}: {sentence(warning, 'en')}" for row in rows for warning in row.warnings
    )
