"""What the kernels are handed: named tuples, since numba takes no dataclasses."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Rings(NamedTuple):
    """Closed rings packed one after another, without the repeated last vertex.

    Attributes
    ----------
    xy : float64 (n, 2), local metres
    start : int64 (rings + 1,), first vertex of each ring; the last entry is n
    box : float64 (rings, 4), west, south, east, north of each ring
    """

    xy: Floats
    start: Ints
    box: Floats


class Strips(NamedTuple):
    """Strips packed one after another: open lines on the map, straight ones with two points.

    Attributes
    ----------
    xy : float64 (n, 2), local metres
    start : int64 (S + 1,), first point of each strip; the last entry is n
    """

    xy: Floats
    start: Ints


class Ground(NamedTuple):
    """Rasters below the flight, all of one shape, row 0 in the south, no NaN.

    Attributes
    ----------
    survey_m : float64 (rows, cols), lowest flight height on strips, EGM96 m
    transit_m : float64 (rows, cols), lowest flight height elsewhere, EGM96 m
    ceiling_m : float64 (rows, cols), greatest flight height, EGM96 m; 1e9 where there is none
    threat : float64 (rows, cols), 0 to 1
    x0_m, y0_m : centre of the first cell, local metres
    per_cell : 1 / cell size, 1/m
    """

    survey_m: Floats
    transit_m: Floats
    ceiling_m: Floats
    threat: Floats
    x0_m: float
    y0_m: float
    per_cell: float


class Flight(NamedTuple):
    """How the aircraft flies, what it draws, and what costs how much.

    `level_w` is the power of level flight at airspeeds of 0, 0.1, 0.2 ... m/s, `airspeed_mps` the
    greatest, see `aircraft.headwind`. The cost of a leg
    is J = w_length * length + w_altitude * integral(altitude) + w_threat * integral(threat)
    + w_energy * energy / nominal_wh_per_m, on strips also the resolution term with `room_m` above
    the asked height; see `planning.cost`.
    """

    level_w: Floats
    survey_mps: float
    transit_mps: float
    ascent_mps: float
    descent_mps: float
    takeoff_mps: float
    landing_mps: float
    gradient: float
    turn_mps2: float
    wind_east_mps: float
    wind_north_mps: float
    airspeed_mps: float
    hover_w: float
    climb_w_per_mps: float
    descent_w_per_mps: float
    floor_share: float
    w_length: float
    w_altitude: float
    w_threat: float
    w_energy: float
    nominal_wh_per_m: float
    low_m: float
    span_m: float
    room_m: float
    sortie_m: float
    sortie_wh: float


class Maze(NamedTuple):
    """Blocked rings and the visibility graph around them.

    Attributes
    ----------
    blocked : Rings
        Never crossed by a leg.
    node : float64 (n, 2), corners a detour may use
    distance : float64 (n, n), shortest way between corners, m; inf where there is none
    step : int64 (n, n), the next corner on that way
    """

    blocked: Rings
    node: Floats
    distance: Floats
    step: Ints


class Network(NamedTuple):
    """Costs (metre-equivalents) and energies (Wh) of strips and of ways between their ends.

    End 2 s is the first and 2 s + 1 the second end of strip s; end 2 S is home. Flown with
    flip 0 a strip is entered at 2 s and left at 2 s + 1; with flip 1 the other way.

    Attributes
    ----------
    strip_cost, strip_wh : float64 (S, 2), by flip
    way_cost, way_wh : float64 (2 S + 1, 2 S + 1), from row to column
    """

    strip_cost: Floats
    strip_wh: Floats
    way_cost: Floats
    way_wh: Floats
