"""Power lines as a floor under the flight."""

import math
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry import LineString

from missionplanner.airspace.cells import centres, half_diagonal_m, touched
from missionplanner.model.airspace import PowerLine, Threats
from missionplanner.terrain.dem import Terrain

Floats = NDArray[np.float64]

# Longest gap between two vertices of a line that is still taken for one span between two towers.
# Spans of overhead lines are 100-500 m, over valleys up to about 800 m.
MAX_SPAN_M = 800.0


def height_floor_m(threats: Threats, terrain: Terrain) -> Floats:
    """Return the lowest allowed flight height due to power lines.

    Within `clearance_m` sideways of a line the flight keeps
    `base + height_m + clearance_m`, where base is the highest of: the ground of the cell, the
    ground under the nearest place of the line, and the chord between the ground at the two ends
    of its span. The chord matters over a ravine: the wires do not follow the ground down. It is
    used where consecutive vertices are at most `MAX_SPAN_M` apart, since only then can they be
    towers; a real wire sags under it.

    Cells whose centre is up to half a cell diagonal farther are included, so reading the nearest
    cell never misses a line. Do not interpolate the field: take the highest of the cells around.

    Parameters
    ----------
    threats : Threats
    terrain : Terrain

    Returns
    -------
    ndarray of float64, shape of the terrain grid, metres EGM96, row 0 in the south; -inf where
    no line is near. Where ground is unknown, the highest known ground along the span is taken.
    """
    floor = np.full(terrain.height_m.shape, -np.inf)
    for power_line in threats.power_lines:
        corners = shapely.get_coordinates(terrain.frame.project(power_line.line))
        for start, end in pairwise(corners):
            _raise_floor(floor, power_line, LineString([start, end]), terrain)
    return floor


def _raise_floor(floor: Floats, power_line: PowerLine, span: LineString, terrain: Terrain) -> None:
    reach_m = power_line.clearance_m + half_diagonal_m(terrain)
    towers = span.length <= MAX_SPAN_M
    if not towers:  # of a line across a country only what is near is walked along
        span = _near(span, terrain, 2 * reach_m)
    window, mask = touched(terrain, span, power_line.clearance_m)
    if not mask.any():
        return
    x, y = centres(terrain, window)
    cells = shapely.points(x[mask], y[mask])
    near = shapely.distance(cells, span) <= reach_m
    mask[mask] = near
    along, base = _base_along(span, terrain, towers)
    base_at_cell = np.interp(shapely.line_locate_point(span, cells[near]), along, base)
    ground = terrain.height_m[window.slices][mask]
    lowest = np.fmax(base_at_cell, ground) + power_line.height_m + power_line.clearance_m
    part = floor[window.slices]  # a view: writing changes the whole field
    part[mask] = np.fmax(part[mask], lowest)


def _near(span: LineString, terrain: Terrain, reach_m: float) -> LineString:
    """Return the part of a straight span that lies over the terrain or beside it; may be empty."""
    rows, cols = terrain.height_m.shape
    east_m, north_m = terrain.x0_m + cols * terrain.cell_m, terrain.y0_m + rows * terrain.cell_m
    ground = shapely.box(terrain.x0_m, terrain.y0_m, east_m, north_m)
    part = span.intersection(ground.buffer(reach_m + terrain.cell_m, join_style="mitre"))
    return part if isinstance(part, LineString) else LineString()


def _base_along(span: LineString, terrain: Terrain, towers: bool) -> tuple[Floats, Floats]:
    """Return distances along a span, metres, and the height its wires stand on there, EGM96."""
    steps = max(1, math.ceil(2 * span.length / terrain.cell_m))
    along = np.linspace(0.0, span.length, steps + 1)
    ground = _ground_at(span, along, terrain)
    chord = np.linspace(ground[0], ground[-1], steps + 1)
    # The highest within a cell either way: the nearest place is known to half a cell only.
    highest = ndimage.maximum_filter1d(ground, 5, mode="nearest")
    return along, np.fmax(highest, chord) if towers else highest


def _ground_at(span: LineString, along: Floats, terrain: Terrain) -> Floats:
    places = shapely.get_coordinates(shapely.line_interpolate_point(span, along))
    ground = np.asarray(terrain.height_at(places[:, 0], places[:, 1]), dtype=np.float64)
    known = ground[~np.isnan(ground)]
    highest = known.max() if known.size else np.nanmax(terrain.height_m)
    return np.where(np.isnan(ground), highest, ground)
