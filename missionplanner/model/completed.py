"""Whether a survey may go home: the verdict on what its photos show, and what it follows."""

from enum import StrEnum

# The first paper: at least 98 % up to 6 Beaufort, 95 % in stronger wind.
_SEEN_CALM, _SEEN_WINDY, _CALM_BEAUFORT = 0.98, 0.95, 6


class Completed(StrEnum):
    """Whether a survey may go home."""

    COMPLETE = "complete"
    THIN = "thin"  # seen, but not often enough to be reconstructed
    INCOMPLETE = "incomplete"


def least_seen(beaufort: int | None) -> float:
    """Return the least share of the ground that is to be seen; wind not known: the stricter."""
    windy = beaufort is not None and beaufort > _CALM_BEAUFORT
    return _SEEN_WINDY if windy else _SEEN_CALM


def verdict(seen: float, both: float, promised_both: float, limit: float) -> Completed:
    """Return the verdict on shares of the ground, 0 to 1.

    Parameters
    ----------
    seen, both : float
        Seen at all, and as often as asked; by what is certain.
    promised_both : float
        As often as asked, by the plan: no survey can be better.
    limit : float
        See `least_seen`.
    """
    if seen < limit:
        return Completed.INCOMPLETE
    return Completed.COMPLETE if both >= limit * promised_both else Completed.THIN
