"""Per cents that add up to 100 as printed."""

import math
from collections.abc import Sequence


def percents(parts: Sequence[float], decimals: int = 1) -> tuple[float, ...]:
    """Return the shares of parts in per cent, rounded so that together they make 100.

    By the largest remainder (Hamilton): each is cut off, and what is missing goes to those that
    lost most, the earlier first. Paper 1, Table 5 prints 13.6 for 13.52 to the same end, without
    saying so.

    Parameters
    ----------
    parts : sequence of float
        Not below 0. All 0: every share is 0.
    decimals : int
    """
    whole = math.fsum(parts)
    if whole <= 0:
        return tuple(0.0 for _ in parts)
    units = 100 * 10**decimals
    # A share that is a whole number of units but for the last bit is one.
    exact = [round(part / whole * units, 9) for part in parts]
    cut = [math.floor(share) for share in exact]
    by_loss = sorted(range(len(cut)), key=lambda i: cut[i] - exact[i])
    for i in by_loss[: units - sum(cut)]:
        cut[i] += 1
    return tuple(share / 10**decimals for share in cut)
