"""The search over bent sweeps: OOA over direction, slope weight, stiffness, bend and stretch.

A field takes a thousand times as long as a straight sweep, so few are tried; the search begins at
the best straight direction. Overlap is part of the price: a sweep that lacks some is too cheap.
"""

import math
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.planning.bent import BentPlan, Slopes, slopes_of
from missionplanner.planning.coverage.contour import contour_angle
from missionplanner.planning.coverage.field import Shape
from missionplanner.planning.encoding import CellPlan, centred_phase, long_side
from missionplanner.planning.osprey import LEAST_OSPREYS, Search, hunt
from missionplanner.planning.overlap_seen import overlap_share
from missionplanner.planning.pricing import price_flown
from missionplanner.planning.problem import Problem
from missionplanner.planning.search import SEARCH_SHARE, Archive, Candidate
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]

# A bent sweep counts for so many straight ones, in time; at 400 plans 33 are tried.
BENT_COST = 12
# Ospreys of the one population.
OSPREYS = 8
# Straight directions that are looked at first, at most and at least.
DIRECTIONS, LEAST_DIRECTIONS = 12, 4
# The middle of each variable, and the factor its end stands for.
SLOPE_WEIGHT, STIFFNESS, BEND, FACTOR = 3.0, 20.0, 12.0, 4.0
SWING_RAD, STRETCH = math.radians(30.0), 0.08
# Share of the area on which the asked overlap is wanted, and the price of what lacks: a twentieth
# more line gives about a hundredth more of the area (a rule of thumb: 0 to 0.7 on two sites).
OVERLAP_WANTED, LACK_PRICE = 0.953, 8.0


@dataclass(frozen=True)
class BentEncoding:
    """What five numbers in [-1, 1] mean; all 0 is the sweep that is best on average.

    Attributes
    ----------
    angle_rad : float
        The direction in the middle.
    turns : bool
        Whether the direction may be another.
    slopes : Slopes
    """

    angle_rad: float
    turns: bool
    slopes: Slopes

    @property
    def size(self) -> int:
        """Number of variables."""
        return 5

    @property
    def periodic(self) -> NDArray[np.bool_]:
        """Which variables wrap: none."""
        return np.zeros(self.size, np.bool_)

    def decode(self, x: Floats) -> BentPlan:
        """Return the sweep of a vector in [-1, 1]."""
        swing = SWING_RAD * float(x[0]) if self.turns else 0.0
        weight, stiffness, bend = (
            middle * FACTOR ** float(v)
            for middle, v in zip((SLOPE_WEIGHT, STIFFNESS, BEND), x[1:4], strict=True)
        )
        shape = Shape(self.angle_rad + swing, weight, stiffness, bend)
        return BentPlan(shape, 1.0 + STRETCH * float(x[4]), self.slopes)


def search_bent(problem: Problem, progress: Progress) -> Archive:
    """Search bent sweeps as the intent says; return everything tried.

    Of few, only the first ones are priced: too few for ospreys to hunt.
    """
    intent = problem.scenario.intent
    begun = time.monotonic()
    count = max(1, intent.evaluations // BENT_COST)
    archive = Archive(
        problem.sensor.key, progress, BENT_COST * count, BENT_COST, problem.sensor.name
    )
    encoding = bent_encoding(problem)
    ospreys = min(OSPREYS, count)

    def price_all(x: Floats) -> Floats:
        found = []
        for row in x:
            progress.check()
            candidate = priced(problem, encoding, row)
            archive.tried.append(candidate)
            found.append(candidate.cost)
        return np.array(found)

    if count < LEAST_OSPREYS and intent.budget_s is None:
        archive.tell(0, float(price_all(first_sweeps(encoding, count)).mean()))
        return archive
    ospreys = max(LEAST_OSPREYS, ospreys)
    seconds = None
    if intent.budget_s is not None:
        seconds = SEARCH_SHARE * intent.budget_s - (time.monotonic() - begun)
    hunt(
        Search(
            size=encoding.size,
            periodic=encoding.periodic,
            price=price_all,
            ospreys=ospreys,
            generations=(count - ospreys) // (2 * ospreys),
            variant=intent.variant,
            seed=intent.seed,
            start=first_sweeps(encoding, ospreys),
            told=lambda _generation, _best, mean: archive.tell(0, mean),
        ),
        seconds,
    )
    return archive


def first_sweeps(encoding: BentEncoding, count: int) -> Floats:
    """Return what is tried first: the middle, other directions, stiffer and softer ones."""
    rows = np.zeros((6, encoding.size))
    rows[1, 0], rows[2, 0] = 0.5, -0.5
    rows[3, 2:4] = 0.5
    rows[4, 1:4] = 0.4, -0.5, -0.4
    rows[5, 3:5] = 0.5
    return rows[:count]


def bent_encoding(problem: Problem) -> BentEncoding:
    """Return the encoding around the best straight direction, or around the one that is asked."""
    asked_deg = problem.scenario.intent.direction_deg
    if asked_deg is not None:
        return BentEncoding(math.radians(90.0 - asked_deg), False, slopes_of(problem))
    return BentEncoding(_best_direction(problem), True, slopes_of(problem))


def priced(problem: Problem, encoding: BentEncoding, x: Floats) -> Candidate:
    """Return a vector with its price: J as flown, and more where overlap lacks."""
    j, flown = price_flown(problem, encoding.decode(x))
    burden = 1.0
    if flown:
        lack = max(0.0, OVERLAP_WANTED - overlap_share(problem, flown))
        burden += LACK_PRICE * lack
    return Candidate(j * burden, encoding, x.copy(), burden)


def _best_direction(problem: Problem) -> float:
    everywhere = np.ones(len(problem.slopes.x), np.bool_)
    count = max(LEAST_DIRECTIONS, min(DIRECTIONS, problem.scenario.intent.evaluations // 2))
    angles = [np.pi * k / count for k in range(count)]
    angles += [long_side(problem.covered), contour_angle(problem.slopes, everywhere)]
    found = []
    for angle in angles:
        phase = centred_phase(problem.covered, angle, problem.settings.spacing_m)
        found.append(price_flown(problem, [CellPlan((), angle, phase)])[0])
    return float(angles[int(np.argmin(found))])
