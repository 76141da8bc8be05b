"""Resolution: strips flown higher than asked, because climb limits forbid to follow the ground.

Not in the first paper. Without it the search would fly straight up and down slopes steeper than
the aircraft may climb, hundreds of metres over the ground at their foot, since altitude, length
and energy hardly see that. With o the height above the asked one and a the room that the
resolution limit and the height range of the sensor leave, a metre of strip costs
(o/a)^2 / (1 + o/a) metres: nothing while the ground is followed, half a metre where the limit is
reached, linear beyond.

Where the ground is too steep to keep under the greatest height above it that is allowed, on strips
or on ways, each metre of way costs a hundred for every metre that it is too high: such a plan is
refused in the end, so that any other is better.
"""

from missionplanner.compiled import kernel

# A sensor whose limit leaves no room is asked to keep within this share of its height.
LEAST_SHARE = 0.1
# What a metre of way costs for every metre above the greatest height, metre-equivalents.
TOO_HIGH_PER_M = 100.0


def room_m(agl_m: float, gsd_m: float, limit_m: float, highest_m: float) -> float:
    """Return the height above the asked one that keeps resolution limit and height range, m.

    Parameters
    ----------
    agl_m, highest_m : float
        Asked height above ground, and the greatest one the acquisition allows (Table 2), m.
    gsd_m, limit_m : float
        Ground sample distance at the asked height, and the coarsest one accepted, m.
    """
    sharp_m = agl_m * (limit_m / gsd_m - 1.0)
    return max(LEAST_SHARE * agl_m, min(sharp_m, highest_m - agl_m))


@kernel
def cost(length_m: float, over_m: float, allowed_m: float) -> float:
    """Return the term of J of a short step, metre-equivalents."""
    share = over_m / allowed_m
    return length_m * share * share / (1.0 + share)


@kernel
def too_high(length_m: float, above_m: float) -> float:
    """Return what a short step above the greatest height costs, metre-equivalents."""
    return TOO_HIGH_PER_M * length_m * above_m
