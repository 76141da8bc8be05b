"""The take-off place: as given, or chosen near the area's edge."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from missionplanner.errors import InputError, PlanRefused
from missionplanner.geo.geoid import to_ellipsoid_m
from missionplanner.messages.message import message
from missionplanner.model.mission import HEIGHT_RANGE_M
from missionplanner.model.places import Position
from missionplanner.model.plan import Home
from missionplanner.terrain.dem import Terrain

Floats = NDArray[np.float64]

# A chosen home lies this far outside or inside of the area's edge at most, m.
EDGE_BAND_M = 60.0
# Candidates are looked at on a grid of this step, m.
STEP_M = 20.0
# Flights are taken to go this high over the lowest and over the highest ground at least, m. Where
# that is out of the range of heights the aircraft takes, so many metres count as much as a degree.
OVER_LOW_M, OVER_HIGH_M, METRES_A_DEGREE = 50.0, 110.0, 2.0
# The area's ground is looked at on at most this many places each way.
MOST_LOOKS = 200


def home_at(terrain: Terrain, position: Position) -> Home:
    """Return the home at a given position.

    Raises
    ------
    InputError
        The DEM does not reach it.
    """
    x, y = terrain.frame.forward(position.lon_deg, position.lat_deg)
    return _home(terrain, float(x), float(y), position)


def choose_home(
    terrain: Terrain, wanted: MultiPolygon, zones: Sequence[BaseGeometry], margin_m: float
) -> Home:
    """Choose a gentle place near the area's edge and outside of all zones.

    The score of a place is its slope within 15 m, in degrees, plus its distance from the middle
    of the area in units of 100 m: gentle first, then near, so that ferry flights are short. From a
    place far above or below the area the aircraft would refuse the heights of its waypoints.

    Parameters
    ----------
    zones : sequence of polygons, site metres
    margin_m : float
        Distance kept from zones; 10 m more are kept here.

    Raises
    ------
    PlanRefused
        No such place exists.
    """
    x, y = _candidates(terrain, wanted, zones, margin_m + 10.0)
    if len(x) == 0:
        raise PlanRefused("planning.no_take_off", message("planning.place.home"))
    middle = wanted.centroid
    away_m = np.hypot(x - middle.x, y - middle.y)
    score = _steepness_deg(terrain, x, y) + away_m / 100.0
    score += _out_of_range_m(terrain, wanted, terrain.height_at(x, y)) / METRES_A_DEGREE
    best = int(np.argmin(score))
    return home_on(terrain, float(x[best]), float(y[best]))


def _out_of_range_m(terrain: Terrain, wanted: MultiPolygon, ground_m: Floats) -> Floats:
    """Return how far flights over an area are out of the range of heights above places, m (n,)."""
    west, south, east, north = wanted.bounds
    step_m = max(STEP_M, max(east - west, north - south) / MOST_LOOKS)
    gx, gy = np.meshgrid(np.arange(west, east, step_m), np.arange(south, north, step_m))
    inside = shapely.contains_xy(wanted, gx, gy)
    known = terrain.height_at(gx[inside], gy[inside])
    known = known[np.isfinite(known)]
    if not len(known):
        return np.zeros_like(ground_m)
    low_m, high_m = HEIGHT_RANGE_M
    below = ground_m + low_m - (known.min() + OVER_LOW_M)
    above = known.max() + OVER_HIGH_M - (ground_m + high_m)
    return np.asarray(np.maximum(0.0, np.maximum(below, above)))


def home_on(terrain: Terrain, x_m: float, y_m: float) -> Home:
    """Return the launch place at site metres; raises InputError as `home_at` does."""
    lon, lat = terrain.frame.inverse(x_m, y_m)
    return _home(terrain, x_m, y_m, Position(lon_deg=float(lon), lat_deg=float(lat)))


def gentle_places(
    terrain: Terrain,
    wanted: MultiPolygon,
    zones: Sequence[BaseGeometry],
    margin_m: float,
    step_m: float,
) -> tuple[Floats, Floats, Floats]:
    """Return all free places on a grid, in and beside an area, with their slope.

    Returns
    -------
    x, y : float64 (n,), site metres
    slope : float64 (n,), degrees
    """
    west, south, east, north = wanted.bounds
    gx, gy = np.meshgrid(np.arange(west, east, step_m), np.arange(south, north, step_m))
    x, y = gx.ravel(), gy.ravel()
    free = _outside(zones, margin_m + 10.0, x, y)
    x, y = x[free], y[free]
    slope = _steepness_deg(terrain, x, y)
    known = np.isfinite(slope)
    return x[known], y[known], slope[known]


def _home(terrain: Terrain, x_m: float, y_m: float, position: Position) -> Home:
    ground_m = float(terrain.height_at(np.array([x_m]), np.array([y_m]))[0])
    if not np.isfinite(ground_m):
        raise InputError("planning.home_off_dem", message("planning.place.home"))
    lon, lat = position.lon_deg, position.lat_deg
    ellipsoid_m = np.asarray(to_ellipsoid_m(np.array([ground_m]), np.array([lon]), np.array([lat])))
    return Home(position, x_m, y_m, ground_m, float(ellipsoid_m[0]))


def _candidates(
    terrain: Terrain, wanted: MultiPolygon, zones: Sequence[BaseGeometry], keep_m: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    edge = wanted.boundary
    west, south, east, north = shapely.total_bounds(edge) + np.array([-1, -1, 1, 1]) * EDGE_BAND_M
    gx, gy = np.meshgrid(np.arange(west, east, STEP_M), np.arange(south, north, STEP_M))
    x, y = gx.ravel(), gy.ravel()
    # Asked place by place: a buffer around a jagged outline takes many times as long.
    shapely.prepare(edge)
    free = shapely.dwithin(edge, shapely.points(x, y), EDGE_BAND_M)
    free &= _outside(zones, keep_m, x, y)
    x, y = x[free], y[free]
    known = np.isfinite(_steepness_deg(terrain, x, y))
    return x[known], y[known]


def _outside(
    zones: Sequence[BaseGeometry], keep_m: float, x: Floats, y: Floats
) -> NDArray[np.bool_]:
    """Return which places are free: ground shut in by zones is none to start from."""
    if not zones:
        return np.ones(len(x), np.bool_)
    wide = unary_union(list(zones)).buffer(keep_m)
    shut = unary_union([Polygon(p.exterior) for p in getattr(wide, "geoms", [wide])])
    shapely.prepare(shut)
    return np.asarray(~shapely.contains_xy(shut, x, y))


def _steepness_deg(
    terrain: Terrain, x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the steepest slope between each place and four points 15 m around it."""
    reach_m = 15.0
    here = terrain.height_at(x, y)
    rises = [
        np.abs(terrain.height_at(x + dx * reach_m, y + dy * reach_m) - here)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))
    ]
    steep: NDArray[np.float64] = np.degrees(np.arctan(np.max(rises, axis=0) / reach_m))
    return steep
