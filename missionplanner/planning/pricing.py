"""What a geometry costs: J of its sorties as flown, each within its battery.

Strips are ordered by the network, whose sums are near the truth and quick; geometries are compared
by the flights that follow, with the very terms that the plan tells.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import PlanRefused
from missionplanner.planning.coverage.order import sortie_wh
from missionplanner.planning.decode import (
    Geometry,
    Layout,
    count_of,
    laid_out,
    lay_out,
    strips_of,
)
from missionplanner.planning.encoding import Encoding
from missionplanner.planning.problem import FLOWN_SHARE, Problem
from missionplanner.planning.reach import strips_along
from missionplanner.planning.sorties import Flown, fly, fly_within, price_of

# Sorties differ from their mean by about this much.
CALIBRATION_SPARE = 0.997


def price(problem: Problem, encoding: Encoding, x: NDArray[np.float64]) -> float:
    """Return J of the plan a vector means, as flown; inf where it cannot be flown."""
    return price_flown(problem, encoding.decode(x))[0]


def price_flown(problem: Problem, geometry: Geometry) -> tuple[float, list[Flown]]:
    """Return J of the plan of a geometry with its flights; inf and none where none can be flown.

    The ways between far strips are guessed while the strips are ordered, not while they are
    flown.
    """
    if count_of(strips_of(problem, geometry)) == 0:
        return float("inf"), []
    try:
        layout = laid_out(problem, geometry, exact=False)
        flown = fly_within(problem, layout, 0) if layout.tour.sorties() else []
    except PlanRefused:
        flown = []
    return (price_of(flown) if flown else float("inf")), flown


def calibrated(problem: Problem, layout: Layout) -> Problem:
    """Return the problem with a capacity that final flights will just keep.

    The sums of the network leave out what follows from the whole sortie: climb limits over turns
    and changes of climb at waypoints. Their share is measured on one layout.
    """
    reckoned = sum(sortie_wh(layout.tour, layout.network))
    flown = sum(one.effort.energy_wh for one in fly(problem, layout))
    share = min(FLOWN_SHARE, FLOWN_SHARE * reckoned / flown) * CALIBRATION_SPARE
    return replace(problem, planned_share=share)


def calibrated_along(problem: Problem) -> Problem:
    """Return the problem calibrated on lanes along the area's long side; as it is where none fly.

    So that the first prices are already of sorties that need no new cut.
    """
    strips = strips_along(problem)
    if count_of(strips) == 0:
        return problem
    try:
        layout = lay_out(problem, strips, exact=False)
    except PlanRefused:
        return problem
    return calibrated(problem, layout) if layout.tour.sorties() else problem
