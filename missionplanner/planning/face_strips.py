"""Strips before faces: level or nearly so, along the face, a distance off, the camera turned to it.

A piece of a face has a frame of its own: along its strike, up its fall line (the slope of the whole
piece, berms between walls included), and out of it. Strips lie at equal distances up the fall line,
and so far beyond both ends that edges are seen as often as the middle. At each place along a strip
the surface is taken from the cells around, so the strip keeps its distance where the face bulges.
"""

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.affinity import translate

from missionplanner.aircraft.overlap import views_per_line
from missionplanner.model.patterns import StripAim
from missionplanner.planning.face_ground import SteepGround, steep_ground
from missionplanner.planning.face_pieces import FacePiece, face_pieces
from missionplanner.planning.laid import LaidStrips, free_parts, laid
from missionplanner.planning.oblique import flown_over
from missionplanner.planning.problem import Problem

Floats = NDArray[np.float64]

# Cells within this share of the distance of each other are looked at together.
REACH = 0.35
# Strips have a point each so many metres; shorter ones are left out.
STEP_M, LEAST_M = 10.0, 8.0
# Points that lie this near to a straight strip are left out, m.
THINNED_M = 0.5
# A gap along a strip up to this share of what an image shows is flown across.
BRIDGE = 1.0


@dataclass(frozen=True)
class PieceFrame:
    """A piece in its own frame; arrays (n,), metres from `middle`.

    Attributes
    ----------
    along, up, out : float64
        Of its cells.
    middle : float64 (3,), local metres and EGM96
    axes : float64 (3, 3), rows: unit vectors along, up and out
    view : float64 (3,), unit vector in which the camera looks
    aim : StripAim
    """

    along: Floats
    up: Floats
    out: Floats
    middle: Floats
    axes: Floats
    view: Floats
    aim: StripAim


def face(problem: Problem, angle_rad: float) -> LaidStrips:
    """Return strips before all faces of a problem; the angle is not asked."""
    terrain = problem.scenario.terrain
    ground = steep_ground(terrain, problem.scenario.intent.views.face_from_deg)
    reach_m = REACH * problem.settings.agl_m
    usable = flown_over(problem)
    lines: list[Floats] = []
    aims: list[StripAim] = []
    for piece in face_pieces(ground, _inside(problem, ground), terrain.cell_m, reach_m):
        framed = _framed(problem, piece)
        for line in _strips(problem, framed):
            parts = free_parts(line, usable, LEAST_M)
            lines += parts
            aims += [framed.aim] * len(parts)
    return laid(lines, angle_rad, aims)


def _inside(problem: Problem, ground: SteepGround) -> NDArray[np.bool_]:
    """Return which nodes of the DEM are covered by the problem."""
    terrain = problem.scenario.terrain
    rows, cols = ground.steep.shape
    found = np.zeros((rows, cols), np.bool_)
    row, col = np.nonzero(ground.steep)
    covered = translate(problem.covered, *problem.origin)
    shapely.prepare(covered)
    x, y = terrain.x0_m + terrain.cell_m * col, terrain.y0_m + terrain.cell_m * row
    found[row, col] = shapely.contains_xy(covered, x, y)
    return found


def _framed(problem: Problem, piece: FacePiece) -> PieceFrame:
    terrain, asked = problem.scenario.terrain, problem.scenario.intent.views
    x = terrain.x0_m + terrain.cell_m * piece.cols - problem.origin[0]
    y = terrain.y0_m + terrain.cell_m * piece.rows - problem.origin[1]
    cells = np.column_stack((x, y, terrain.height_m[piece.rows, piece.cols]))
    middle = cells.mean(axis=0)
    fall = np.array([math.cos(piece.outward_rad), math.sin(piece.outward_rad), 0.0])
    inward = -(cells - middle) @ fall
    whole_rad = _whole_slope(inward, cells[:, 2] - middle[2], piece.slope_rad)
    axes = np.array([
        [-fall[1], fall[0], 0.0],
        [*(-math.cos(whole_rad) * fall[:2]), math.sin(whole_rad)],
        [*(math.sin(whole_rad) * fall[:2]), math.cos(whole_rad)],
    ])  # fmt: skip
    low_deg, high_deg = problem.sensor.gimbal_range_deg or (-90.0, 0.0)
    pitch_deg = math.degrees(piece.slope_rad) - 90.0 - asked.face_turn_deg
    pitch_deg = min(max(pitch_deg, -90.0, low_deg), high_deg)
    pitch = math.radians(pitch_deg)
    view = np.array([*(-math.cos(pitch) * fall[:2]), math.sin(pitch)])
    yaw_deg = (90.0 - math.degrees(piece.outward_rad) + 180.0) % 360.0
    along, up, out = axes @ (cells - middle).T
    return PieceFrame(along, up, out, middle, axes, view, StripAim(pitch_deg, yaw_deg))


def _whole_slope(inward: Floats, height: Floats, cells_rad: float) -> float:
    """Return the slope of a whole piece, berms included, rad; never over that of its cells."""
    spread = float((inward * inward).mean())
    if spread < 1.0:
        return cells_rad
    rise = float((inward * height).mean()) / spread
    return min(max(math.atan(rise), math.radians(10.0)), cells_rad)


def _strips(problem: Problem, piece: PieceFrame) -> list[Floats]:
    """Return the strips before a piece, points (n, 3) each, local metres and EGM96."""
    settings, asked = problem.settings, problem.sensor.acquisition
    beyond_m = 0.5 * (views_per_line(asked.sidelap) - 1) * settings.spacing_m
    ends_m = 0.5 * (views_per_line(asked.frontlap) + 1) * settings.trigger_distance_m
    low, high = float(piece.up.min()), float(piece.up.max())
    spans = max(1, math.ceil((high - low + 2.0 * beyond_m) / settings.spacing_m))
    found = []
    for level in np.linspace(low - beyond_m, high + beyond_m, spans + 1):
        on_face = min(max(float(level), low), high)
        here = np.abs(piece.up - on_face) <= settings.spacing_m
        for run in _runs(piece.along[here], BRIDGE * settings.swath_m):
            begin, end = float(run.min()) - ends_m, float(run.max()) + ends_m
            along = np.linspace(begin, end, max(2, math.ceil((end - begin) / STEP_M) + 1))
            out = _surface(piece.along[here], piece.out[here], along)
            bends = shapely.simplify(shapely.linestrings(along, out), THINNED_M)
            along, out = shapely.get_coordinates(bends).T
            seen = np.column_stack((along, np.full(len(along), level), out)) @ piece.axes
            found.append(piece.middle + seen - settings.agl_m * piece.view)
    return found


def _runs(along: Floats, bridge_m: float) -> list[Floats]:
    """Return places cut where a gap is too long to be flown across."""
    if not len(along):
        return []
    order = np.sort(along)
    return np.split(order, np.flatnonzero(np.diff(order) > bridge_m) + 1)


def _surface(along: Floats, out: Floats, at: Floats) -> Floats:
    """Return how far out of its frame a face comes along a strip, smoothed over a few points."""
    bins = np.clip(np.searchsorted(at, along) - 1, 0, len(at) - 2)
    count = np.bincount(bins, minlength=len(at) - 1)
    total = np.bincount(bins, out, minlength=len(at) - 1)
    known = count > 0
    centre = 0.5 * (at[:-1] + at[1:])
    mean = np.interp(at, centre[known], total[known] / count[known])
    return np.asarray(ndimage.gaussian_filter1d(mean, 1.0, mode="nearest"))
