"""What a pilot should know of how a plan was made: its lanes, and the wind it reckons with."""

from collections.abc import Iterator, Sequence

import numpy as np

from missionplanner.aircraft.headwind import held_on_legs, limit_mps
from missionplanner.messages.message import Message, message
from missionplanner.model.plan import FlightSettings
from missionplanner.planning.problem import Problem
from missionplanner.planning.sorties import Flown

# A sidelap that is less than asked by no more is not told: a share.
TOLD_SHARE = 0.005
# A smaller share of the way that the wind slows is not told.
TOLD_SLOWED = 0.05
# Of rounding: a leg is as fast as the wind lets it where it is within this of that, m/s.
_SAME_MPS = 1e-6


def bent_notes(*, bent: bool) -> Iterator[Message]:
    """Tell that strips are bent, where they are."""
    if bent:
        yield message("planning.bent")


def wider_notes(settings: FlightSettings, sidelap: float) -> Iterator[Message]:
    """Tell where strips lie farther apart than the asked overlap, a share, says."""
    laid = 1.0 - settings.spacing_m / settings.swath_m
    if laid < sidelap - TOLD_SHARE:
        yield message("planning.wider", laid=100 * laid, asked=100 * sidelap)


def wind_notes(problem: Problem, flown: Sequence[Flown]) -> Iterator[Message]:
    """Tell how much of the way is flown slower than asked for the wind, and the slowest leg."""
    aircraft, scenario = problem.scenario.aircraft, problem.scenario
    wind = scenario.wind_east_mps, scenario.wind_north_mps
    slow_m, way_m, slowest_mps = 0.0, 0.0, np.inf
    for path in (one.path for one in flown):
        held = held_on_legs(path.x, path.y, *wind, limit_mps(aircraft))
        metres, mps = np.hypot(np.diff(path.x), np.diff(path.y)), path.speed_mps[:-1]
        slowed = mps >= held - _SAME_MPS
        slow_m, way_m = slow_m + float(metres[slowed].sum()), way_m + float(metres.sum())
        slowest_mps = min(slowest_mps, float(mps[slowed].min(initial=np.inf)))
    if slow_m > TOLD_SLOWED * way_m:
        yield message(
            "planning.slowed_by_wind", share=100.0 * slow_m / way_m, slowest_mps=slowest_mps,
            wind_mps=float(np.hypot(*wind)), aircraft=aircraft.name, limit_mps=limit_mps(aircraft),
        )  # fmt: skip
