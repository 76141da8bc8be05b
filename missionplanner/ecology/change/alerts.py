"""Which zones call for attention, in words."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from missionplanner.messages.message import Message, message
from missionplanner.model.ecology import Grade, ZoneRow
from missionplanner.model.study import TrendOptions

CHANGED_COVER = 0.9


@dataclass(frozen=True)
class ZoneStep:
    """The largest change of a zone's mean from one date to the next.

    Attributes
    ----------
    size : float
        With its sign.
    between : two dates
    lost : bool
        An abrupt loss: large, alone and lasting (`abrupt.Steps`).
    """

    size: float
    between: tuple[datetime.date, datetime.date]
    lost: bool


def degraded(share: float, options: TrendOptions) -> Message | None:
    """Return a warning where too large a share of a zone degrades significantly, else None."""
    if math.isnan(share) or share <= options.warn_degraded_share:
        return None
    return message("ecology.zone.degraded", share=share, limit=options.warn_degraded_share)


def poor(last_grades_m2: Mapping[Grade, float], options: TrendOptions) -> Message | None:
    """Return a warning where too large a share is Poor or Bad in the last epoch, else None."""
    whole = sum(last_grades_m2.values())
    if whole <= 0:
        return None
    share = (last_grades_m2[Grade.POOR] + last_grades_m2[Grade.BAD]) / whole
    if share <= options.warn_poor_share:
        return None
    return message("ecology.zone.poor", share=share, limit=options.warn_poor_share)


def abrupt(step: ZoneStep | None, share: float, options: TrendOptions) -> Message | None:
    """Return a warning where too large a share of a zone, or its mean, fell abruptly, else None."""
    if step and step.lost:
        first, last = step.between
        return message("ecology.zone.abrupt", share=share, size=-step.size, first=first, last=last)
    if math.isnan(share) or share <= options.warn_degraded_share:
        return None
    return message(
        "ecology.zone.abrupt_share",
        share=share,
        size=options.abrupt_step,
        limit=options.warn_degraded_share,
    )


def fell(total_change: float, options: TrendOptions) -> Message | None:
    """Return a warning where the mean of a zone fell by a grade or so altogether, else None."""
    if math.isnan(total_change) or total_change > -options.abrupt_step:
        return None
    return message("ecology.zone.fell", change=-total_change, limit=options.abrupt_step)


def uneven(counts: Sequence[float]) -> Message | None:
    """Return a warning where first and last epoch show different parts of a zone, else None."""
    first, last = counts[0], counts[-1]
    if min(first, last) >= CHANGED_COVER * max(first, last):
        return None
    return message("ecology.zone.uneven")


def of_zones(rows: Sequence[ZoneRow]) -> tuple[Message, ...]:
    """Return the warnings of all zones, each with the zone's name."""
    return tuple(
        message("ecology.zone.warned", zone=row.name, warning=warning)
        for row in rows
        for warning in row.warnings
    )
