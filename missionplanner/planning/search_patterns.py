"""The search over patterns beside the plain sweep: one direction each, tried evenly.

Everything of such a pattern follows from its direction, so a grid of angles is all there is to
search; a corridor and faces have no direction of their own.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.patterns import Pattern
from missionplanner.planning.corridor import corridor
from missionplanner.planning.decode import Geometry
from missionplanner.planning.encoding import CellPlan, centred_phase, long_side
from missionplanner.planning.face_strips import face
from missionplanner.planning.oblique import oblique
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
    known : dict
        Patterns laid once, by their direction.
    """

    problem: Problem
    middle_rad: float
    swing_rad: float
    known: dict[float, Geometry] = field(default_factory=dict, compare=False)

    @property
    def size(self) -> int:
        """Number of variables."""
        return 1

    def decode(self, x: Floats) -> Geometry:
        """Return the pattern of a vector."""
        angle_rad = self.middle_rad + self.swing_rad * float(x[0])
        if angle_rad not in self.known:
            laying = _LAYING[self.problem.scenario.intent.pattern]
            self.known[angle_rad] = laying(self.problem, angle_rad)
        return self.known[angle_rad]


def crosshatch(problem: Problem, angle_rad: float) -> list[CellPlan]:
    """Return two sweeps over the whole area, the second across the first."""
    spacing_m = problem.settings.spacing_m
    angles = (angle_rad % math.pi, (angle_rad + 0.5 * math.pi) % math.pi)
    return [CellPlan((), a, centred_phase(problem.covered, a, spacing_m)) for a in angles]


# Turned by a quarter, sweeps both ways change places, and views to four sides do.
_TURNED: Mapping[Pattern, float] = {
    Pattern.CROSSHATCH: 0.5 * math.pi,
    Pattern.OBLIQUE: 0.5 * math.pi,
    Pattern.CORRIDOR: 0.0,
    Pattern.FACE: 0.0,
}
_LAYING: Mapping[Pattern, Callable[[Problem, float], Geometry]] = {
    Pattern.CROSSHATCH: crosshatch,
    Pattern.OBLIQUE: oblique,
    Pattern.CORRIDOR: corridor,
    Pattern.FACE: face,
}


def has_own_search(pattern: Pattern) -> bool:
    """Tell whether a pattern is searched here."""
    return pattern in _LAYING


def search_pattern(problem: Problem, progress: Progress) -> Archive:
    """Search directions of the pattern that the intent asks for; return everything tried."""
    intent = problem.scenario.intent
    asked_deg, turned_rad = intent.direction_deg, _TURNED[intent.pattern]
    middle = long_side(problem.covered) if asked_deg is None else math.radians(90.0 - asked_deg)
    free = asked_deg is None and turned_rad > 0.0
    encoding = PatternEncoding(problem, middle, 0.5 * turned_rad if free else 0.0)
    count = max(1, min(intent.evaluations, DIRECTIONS)) if free else 1
    archive = Archive(problem.sensor.key, progress, count, name=problem.sensor.name)
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
