"""Strips along a line: the level lines of the distance from it."""

import math

import numpy as np
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry import LineString

from missionplanner.planning.bent import filled
from missionplanner.planning.corridor_line import across, corridor_line, gone_on
from missionplanner.planning.coverage.detours import CLIP_M
from missionplanner.planning.coverage.lanes import LevelLines, lanes_along, left_out
from missionplanner.planning.coverage.strips import BRIDGE_M, LEAST_M
from missionplanner.planning.laid import LaidStrips, laid
from missionplanner.planning.problem import Problem

Floats = NDArray[np.float64]

# Cells of the lattice the distance is drawn on, in spacings, and the most nodes it may have.
CELL_SPACINGS, MOST_NODES = 0.25, 250_000
# The lattice reaches over the area by so many spacings.
BEYOND = 2.0


def corridor(problem: Problem, angle_rad: float) -> LaidStrips:
    """Return strips along the corridor's line, as wide as the area; the angle is not asked."""
    scenario, spacing_m = problem.scenario, problem.settings.spacing_m
    on_site = corridor_line(scenario.intent.views, scenario.wanted, scenario.terrain.frame)
    line = translate(on_site, -problem.origin[0], -problem.origin[1])
    blocked = translate(
        problem.keep_out.blocked.buffer(CLIP_M, join_style="mitre"),
        -problem.origin[0], -problem.origin[1],
    )  # fmt: skip
    levels = _distances(problem, line)
    lanes = lanes_along(levels, problem.covered, blocked, spacing_m, BRIDGE_M, LEAST_M)
    if not lanes:
        return laid(filled_all(problem, lanes), angle_rad)
    return laid([*lanes, *filled_all(problem, lanes)], _chord_rad(line))


def filled_all(problem: Problem, lanes: list[Floats]) -> list[Floats]:
    """Return straight strips where lanes leave gaps, or over everything where there is none."""
    spacing_m, half_m = problem.settings.spacing_m, 0.5 * problem.settings.swath_m
    gaps = left_out(lanes, problem.covered, spacing_m, half_m) if lanes else problem.covered.geoms
    return [strip for gap in gaps for strip in filled(problem, gap, spacing_m)]


def _distances(problem: Problem, line: LineString) -> LevelLines:
    spacing_m = problem.settings.spacing_m
    west, south, east, north = problem.covered.buffer(BEYOND * spacing_m).bounds
    least_m = math.sqrt((east - west) * (north - south) / MOST_NODES)
    cell_m = max(CELL_SPACINGS * spacing_m, least_m)
    x, y = np.arange(west, east + cell_m, cell_m), np.arange(south, north + cell_m, cell_m)
    return LevelLines(x, y, across(gone_on(line), *np.meshgrid(x, y)))


def _chord_rad(line: LineString) -> float:
    (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
    return math.atan2(y1 - y0, x1 - x0) % math.pi
