"""Strips bent along the slope, over one sensor's problem."""

import math
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon

from missionplanner.planning.coverage.detours import CLIP_M
from missionplanner.planning.coverage.field import Bending, Climb, Shape, bending
from missionplanner.planning.coverage.lanes import LevelLines, lanes_along, left_out
from missionplanner.planning.coverage.strips import (
    BRIDGE_M,
    LEAST_M,
    packed,
    straight,
    strips_in,
    unpacked,
)
from missionplanner.planning.encoding import centred_phase, long_side
from missionplanner.planning.heights import without_gaps
from missionplanner.planning.kernels.flown import TABLE_PER_MPS
from missionplanner.planning.kernels.types import Flight, Strips
from missionplanner.planning.problem import Problem

Floats = NDArray[np.float64]

# Cell of the lattice a field is solved on, m, and the most nodes it may have: seconds a solve.
CELL_M = 20.0
MOST_NODES = 30_000
# The lattice reaches over the area by so many spacings.
BEYOND = 2.0
# Lanes around a place are those within about so many spacings; how dense they shall be is smoothed
# by so many metres, and kept within these.
AROUND, SMOOTHING_M, DENSITIES = 0.75, 10.0, (0.93, 1.3)


@dataclass(frozen=True)
class Slopes:
    """The ground of one problem, ready for bending; solved fields and their strips are kept."""

    bending: Bending
    known: dict[Shape, LevelLines] = field(default_factory=dict, compare=False)
    drawn: dict[tuple[Shape, float], Strips] = field(default_factory=dict, compare=False)

    def levels(self, shape: Shape) -> LevelLines:
        """Return the field of a shape, drawn."""
        if shape not in self.known:
            lattice = self.bending.fine
            self.known[shape] = LevelLines(lattice.x, lattice.y, self.bending.field(shape))
        return self.known[shape]


@dataclass(frozen=True)
class BentPlan:
    """Lanes of one field over the whole area.

    Attributes
    ----------
    shape : Shape
    stretch : float
        Of the spacing between lanes.
    slopes : Slopes
    """

    shape: Shape
    stretch: float
    slopes: Slopes

    @property
    def angle_rad(self) -> float:
        """Direction of the straight sweep it began as, from east."""
        return self.shape.angle_rad


def slopes_of(problem: Problem) -> Slopes:
    """Prepare the bending of sweeps over a problem's area."""
    ground, spacing_m = problem.ground, problem.settings.spacing_m
    west, south, east, north = problem.covered.bounds
    beyond_m = BEYOND * spacing_m
    bounds = (west - beyond_m, south - beyond_m, east + beyond_m, north + beyond_m)
    size_m2 = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
    cell_m = max(CELL_M, math.sqrt(size_m2 / MOST_NODES))
    wide = problem.covered.buffer(0.5 * spacing_m)
    shapely.prepare(wide)

    def height_at(smoothing_m: float, x: Floats, y: Floats) -> Floats:
        smooth = ndimage.gaussian_filter(
            ground.survey_m, smoothing_m * ground.per_cell, mode="nearest"
        )
        row, col = (y - ground.y0_m) * ground.per_cell, (x - ground.x0_m) * ground.per_cell
        at = np.array(np.meshgrid(row, col, indexing="ij"))
        return np.asarray(ndimage.map_coordinates(smooth, at, order=1, mode="nearest"))

    need = _density(problem)

    def density(x: Floats, y: Floats) -> Floats:
        at = np.array([(y - ground.y0_m) * ground.per_cell, (x - ground.x0_m) * ground.per_cell])
        return np.asarray(ndimage.map_coordinates(need, at, order=1, mode="nearest"))

    def within(x: Floats, y: Floats) -> Floats:
        return np.asarray(shapely.contains_xy(wide, x, y), dtype=np.float64)

    return Slopes(bending(height_at, bounds, within, density, cell_m, climb_of(problem.flight)))


def _density(problem: Problem) -> Floats:
    """Return how dense lanes must lie over each cell, 1 where the asked height is flown.

    A cell is seen from the lanes around it, at their heights: the wider, the higher these are over
    it. Over crests they are nearer, where the ceiling keeps them low, or where they follow the
    lower ground beside.
    """
    ground, settings = problem.ground, problem.settings
    flown = np.minimum(ground.survey_m, ground.ceiling_m)
    around = ndimage.gaussian_filter(
        flown, AROUND * settings.spacing_m * ground.per_cell, mode="nearest"
    )
    room = around - without_gaps(problem.scenario.terrain.height_m)
    need = settings.agl_m / np.maximum(room, 0.5 * settings.agl_m)
    smooth = ndimage.gaussian_filter(need, SMOOTHING_M * ground.per_cell, mode="nearest")
    return np.asarray(np.clip(smooth, *DENSITIES))


def climb_of(flight: Flight) -> Climb:
    """Return the price of slope: half of the lanes are flown up, half of them down."""
    mps = flight.survey_mps
    at = min(round(mps * TABLE_PER_MPS), len(flight.level_w) - 1)
    net_w_per_mps = 0.5 * (flight.climb_w_per_mps - flight.descent_w_per_mps)
    steepest = 0.5 * (flight.ascent_mps + flight.descent_mps) / mps
    return Climb(net_w_per_mps * mps / float(flight.level_w[at]), steepest)


def bent_strips(problem: Problem, plan: BentPlan) -> Strips:
    """Return the strips of a bent sweep: its lanes, and straight ones where these leave gaps.

    Every point that a strip can reach lies within half a swath of one. The plan's slopes are those
    of the problem, which keep what was drawn.
    """
    key = (plan.shape, plan.stretch)
    if key not in plan.slopes.drawn:
        plan.slopes.drawn[key] = _drawn(problem, plan)
    return plan.slopes.drawn[key]


def _drawn(problem: Problem, plan: BentPlan) -> Strips:
    spacing_m = plan.stretch * problem.settings.spacing_m
    blocked = translate(
        problem.keep_out.blocked.buffer(CLIP_M, join_style="mitre"),
        -problem.origin[0], -problem.origin[1],
    )  # fmt: skip
    levels = plan.slopes.levels(plan.shape)
    lanes = lanes_along(levels, problem.covered, blocked, spacing_m, BRIDGE_M, LEAST_M)
    gaps = left_out(lanes, problem.covered, spacing_m, 0.5 * problem.settings.swath_m)
    return packed([*lanes, *(line for gap in gaps for line in filled(problem, gap, spacing_m))])


def filled(problem: Problem, gap: Polygon, spacing_m: float) -> list[Floats]:
    """Return straight strips along the long side of a gap, points (n, 2) each."""
    alone = MultiPolygon([gap])
    angle = long_side(alone)
    phase = centred_phase(alone, angle, spacing_m)
    return unpacked(straight(strips_in([gap], angle, phase, spacing_m, problem.keep_out.clip)))
