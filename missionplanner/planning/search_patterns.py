"""The search over patterns beside the plain sweep: one direction each, tried evenly.

Everything of such a pattern follows from its direction, and the price hardly changes between
neighbouring ones (1-2 % over 10 degrees), so a grid of angles finds what there is to find.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.plan import Pattern
from missionplanner.planning.decode import Geometry
from missionplanner.planning.encoding import CellPlan, centred_phase, long_side
from missionplanner.planning.pricing import price_flown
from missionplanner.planning.problem import Problem
from missionplanner.planning.search import Archive, Candidate
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]

# Most directions that are tried.
DIRECTIONS = 18


@dataclass(frozen=True)
class PatternEncoding:
    """What one number in [-1, 1] means: the direction of a pattern.

    Attributes
    ----------
    problem : Problem
    middle_rad : float
        Direction that 0 stands for, counter-clockwise from east.
    swing_rad : float
        How far the direction turns at 1; 0: it is given.
    """

    problem: Problem
    middle_rad: float
    swing_rad: float

    @property
    def size(self) -> int:
        """Number of variables."""
        return 1

    def decode(self, x: Floats) -> Geometry:
        """Return the pattern of a vector."""
        angle_rad = self.middle_rad + self.swing_rad * float(x[0])
        return crosshatch(self.problem, angle_rad)


def crosshatch(problem: Problem, angle_rad: float) -> list[CellPlan]:
    """Return two sweeps over the whole area, the second across the first."""
    spacing_m = problem.settings.spacing_m
    angles = (angle_rad % math.pi, (angle_rad + 0.5 * math.pi) % math.pi)
    return [CellPlan((), a, centred_phase(problem.covered, a, spacing_m)) for a in angles]


def has_own_search(pattern: Pattern) -> bool:
    """Tell whether a pattern is searched here."""
    return pattern is Pattern.CROSSHATCH


def search_pattern(problem: Problem, progress: Progress) -> Archive:
    """Search directions of the pattern that the intent asks for; return everything tried."""
    intent = problem.scenario.intent
    asked_deg = intent.direction_deg
    middle = long_side(problem.covered) if asked_deg is None else math.radians(90.0 - asked_deg)
    # Turned by a quarter, both sweeps change places.
    encoding = PatternEncoding(problem, middle, 0.25 * math.pi if asked_deg is None else 0.0)
    count = 1 if asked_deg is not None else max(1, min(intent.evaluations, DIRECTIONS))
    archive = Archive(problem.sensor.key, progress, count)
    for value in _evenly(count):
        progress.check()
        x = np.array([value])
        archive.tried.append(Candidate(price_flown(problem, encoding.decode(x))[0], encoding, x))
        archive.tell(0, float(np.mean([one.cost for one in archive.tried])))
    return archive


def _evenly(count: int) -> Floats:
    """Return numbers in [-1, 1) at equal distances, 0 among them and first."""
    values = (2.0 * np.arange(count) / count + 1.0) % 2.0 - 1.0
    return np.asarray(values)
