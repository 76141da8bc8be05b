"""The oblique set: the whole area looked at straight down, and tilted from four sides.

Each of the five has a sweep of its own, along its view, with the gimbal's bearing held: on the way
back the camera looks behind. The sweep covers the area moved back by what the view reaches ahead,
so that the optical axes fall on all of the area and on little else. The optical axis is longer than
the height by the tilt, and the frame wider there by as much, so lanes lie that much further apart.
"""

import math

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Point

from missionplanner.model.patterns import StripAim
from missionplanner.planning.coverage.detours import CLIP_M
from missionplanner.planning.coverage.strips import straight, strips_in, unpacked
from missionplanner.planning.encoding import centred_phase
from missionplanner.planning.laid import LaidStrips, laid
from missionplanner.planning.problem import Problem
from missionplanner.planning.scenario import polygons_of

Floats = NDArray[np.float64]

# Kept from the edge of the DEM, and from the greatest distance, m.
INSIDE_M = 5.0


def oblique(problem: Problem, angle_rad: float) -> LaidStrips:
    """Return five sweeps: straight down along an angle, then tilted along it, back, and across."""
    tilt_rad = math.radians(problem.scenario.intent.views.tilt_deg)
    views = [(0.0, angle_rad)]
    views += [(tilt_rad, angle_rad + quarter * 0.5 * math.pi) for quarter in (0, 2, 1, 3)]
    lines: list[Floats] = []
    aims: list[StripAim] = []
    for tilt, towards in views:
        sweep = _sweep(problem, tilt, towards)
        aim = StripAim(math.degrees(tilt) - 90.0, math.degrees(0.5 * math.pi - towards) % 360.0)
        lines += sweep
        aims += [aim] * len(sweep)
    return laid(lines, angle_rad, aims)


def _sweep(problem: Problem, tilt_rad: float, towards_rad: float) -> list[Floats]:
    """Return the strips of one view, local metres."""
    settings = problem.settings
    back_m = settings.agl_m * math.tan(tilt_rad)
    ground = translate(
        problem.covered, -back_m * math.cos(towards_rad), -back_m * math.sin(towards_rad)
    )
    ground = polygons_of(ground.intersection(flown_over(problem)))
    if ground.is_empty:
        return []
    spacing_m = settings.spacing_m / math.cos(tilt_rad)
    phase = centred_phase(ground, towards_rad, spacing_m)
    ends = strips_in(ground.geoms, towards_rad, phase, spacing_m, problem.keep_out.clip)
    return unpacked(straight(ends))


def flown_over(problem: Problem) -> MultiPolygon:
    """Return where strips may lie beside the area: on the DEM, near enough to home, free."""
    scenario, (x_m, y_m) = problem.scenario, problem.origin
    place = shapely.box(*scenario.terrain.bounds).buffer(-INSIDE_M)
    if (most_m := scenario.intent.max_distance_m) is not None:
        home = Point(scenario.home.x_m, scenario.home.y_m)
        place = place.intersection(home.buffer(max(1.0, most_m - INSIDE_M)))
    # As strips end elsewhere: what blocks legs is a little wider than zones and their margins.
    blocked = problem.keep_out.blocked.buffer(CLIP_M, join_style="mitre")
    return polygons_of(translate(place.difference(blocked), -x_m, -y_m))
