"""A sortie as it is flown: arcs at its waypoints, speed at every point, and the time it takes.

Worked out from the waypoints alone by the rules of `aircraft.turning`, which are those that mission
files are written by. Between arcs the aircraft speeds up and brakes at one acceleration; it is
slower where there is no room for that.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.aircraft import turning
from missionplanner.compiled import kernel
from missionplanner.model.plan import Waypoints

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

arc_m, bend_mps2 = turning.arc_m, turning.bend_mps2
deflection_rad, turning_mps = turning.deflection_rad, turning.turning_mps

#: Pieces of an arc, even so that its middle is a point, and of a stretch with changing speed.
ARC_PIECES = 8
RAMP_PIECES = 3
#: Most points of one waypoint with the leg behind it.
_MOST = ARC_PIECES + 1 + 2 * RAMP_PIECES
#: Slower legs than this are an error of their own (`motion`); here it only avoids dividing by nil.
SLOWEST_MPS = 0.1
#: Steps shorter than this take no time of their own, m.
_NO_STEP_M = 1e-9


@dataclass(frozen=True)
class Track:
    """Points along a flight, near enough to each other to be joined by straight lines.

    Attributes
    ----------
    places_m : float64 (m, 3)
        Site metres and EGM96.
    mps : float64 (m,)
        Speed at each point.
    along_m, time_s : float64 (m,)
        Way flown and time since the first waypoint.
    passed : int64 (n,)
        The point where each waypoint is passed: the middle of its arc.
    """

    places_m: Floats
    mps: Floats
    along_m: Floats
    time_s: Floats
    passed: Ints

    @property
    def length_m(self) -> float:
        """Way from the first to the last waypoint."""
        return float(self.along_m[-1])


def track_of(points: Waypoints, turn_mps2: float) -> Track:
    """Return a sortie as flown, `turn_mps2` being the aircraft's acceleration in turns."""
    places = np.column_stack((points.x_m, points.y_m, points.egm96_m))
    damping = turning.dampings_m(places, points.strip.astype(np.int64))
    return track_along(places, points.speed_mps, damping, turn_mps2)


def track_along(places: Floats, speed_mps: Floats, damping: Floats, turn_mps2: float) -> Track:
    """Return the track of a route with given damping distances, as a mission file holds them.

    Parameters
    ----------
    places : float64 (n, 3), metres east, north and up
    speed_mps : float64 (n,), of the leg that begins at each point
    damping : float64 (n,), m
    """
    leg_mps = np.maximum(speed_mps, SLOWEST_MPS)
    xyz, mps, passed = _track(np.ascontiguousarray(places), leg_mps, damping, turn_mps2)
    step = np.sqrt((np.diff(xyz, axis=0) ** 2).sum(axis=1))
    mean = np.maximum(0.5 * (mps[1:] + mps[:-1]), 1e-9)
    seconds = np.where(step > _NO_STEP_M, step / mean, 0.0)
    along = np.concatenate(([0.0], np.cumsum(step)))
    return Track(xyz, mps, along, np.concatenate(([0.0], np.cumsum(seconds))), passed)


@kernel
def _bends(places: Floats, leg_mps: Floats, damping: Floats, turn_mps2: float) -> Floats:
    """Return way in (3), way out (3), angle and speed of each waypoint, (n, 8)."""
    n = places.shape[0]
    found = np.zeros((n, 8))
    for k in range(n - 1):
        dx, dy, dz = places[k + 1] - places[k]
        metres = max(math.sqrt(dx * dx + dy * dy + dz * dz), 1e-9)
        found[k, 3], found[k, 4], found[k, 5] = dx / metres, dy / metres, dz / metres
        found[k + 1, 0:3] = found[k, 3:6]
    for i in range(1, n - 1):
        ax, ay, az, bx, by, bz = found[i, :6]
        angle = deflection_rad(ax, ay, az, bx, by, bz)
        most = turning_mps(damping[i], angle, bend_mps2(ax, ay, az, bx, by, bz, turn_mps2))
        found[i, 6], found[i, 7] = angle, min(most, leg_mps[i - 1], leg_mps[i])
    return found


@kernel
def _rooms(places: Floats, damping: Floats) -> Floats:
    n = places.shape[0]
    room = np.zeros(n)
    for k in range(n - 1):
        dx, dy, dz = places[k + 1] - places[k]
        metres = math.sqrt(dx * dx + dy * dy + dz * dz)
        room[k] = max(0.0, metres - damping[k] - damping[k + 1])
    return room


@kernel
def _write_arc(
    corner: Floats, bend: Floats, damping: float, xyz: Floats, mps: Floats, count: int
) -> int:
    """Write the arc of a waypoint; its middle is point `count + ARC_PIECES / 2`."""
    angle = bend[6]
    radius = damping / max(math.tan(0.5 * angle), 1e-9)
    for k in range(ARC_PIECES + 1):
        turn = angle * k / ARC_PIECES
        for c in range(3):
            normal = (bend[3 + c] - bend[c] * math.cos(angle)) / max(math.sin(angle), 1e-9)
            here = corner[c] - damping * bend[c]
            if angle > 1e-6:
                here += radius * (math.sin(turn) * bend[c] + (1.0 - math.cos(turn)) * normal)
            else:
                here += 2.0 * damping * bend[c] * k / ARC_PIECES
            xyz[count + k, c] = here
        mps[count + k] = bend[7]
    return count + ARC_PIECES + 1


@kernel
def _write_leg(
    begin: Floats, way: Floats, room: float, a_mps: float, b_mps: float, top_mps: float,
    turn_mps2: float, xyz: Floats, mps: Floats, count: int,
) -> int:  # fmt: skip
    """Write where speed changes on a straight way; neither of its ends."""
    square = 0.5 * (2.0 * turn_mps2 * room + a_mps * a_mps + b_mps * b_mps)
    peak = max(min(top_mps, math.sqrt(square)), a_mps, b_mps)
    for k in range(1, RAMP_PIECES + 1):
        v = a_mps + (peak - a_mps) * k / RAMP_PIECES
        far = min((v * v - a_mps * a_mps) / (2.0 * turn_mps2), room)
        xyz[count] = begin + way * far
        mps[count] = v
        count += 1
    for k in range(RAMP_PIECES):
        v = peak + (b_mps - peak) * k / RAMP_PIECES
        left = min((v * v - b_mps * b_mps) / (2.0 * turn_mps2), room)
        xyz[count] = begin + way * (room - left)
        mps[count] = v
        count += 1
    return count


@kernel
def _track(
    places: Floats, leg_mps: Floats, damping: Floats, turn_mps2: float
) -> tuple[Floats, Floats, Ints]:
    n = places.shape[0]
    bend, room = _bends(places, leg_mps, damping, turn_mps2), _rooms(places, damping)
    for i in range(1, n):
        most = math.sqrt(bend[i - 1, 7] ** 2 + 2.0 * turn_mps2 * room[i - 1])
        bend[i, 7] = min(bend[i, 7], most)
    for i in range(n - 2, -1, -1):
        most = math.sqrt(bend[i + 1, 7] ** 2 + 2.0 * turn_mps2 * room[i])
        bend[i, 7] = min(bend[i, 7], most)
    xyz, mps = np.empty((n * _MOST, 3)), np.empty(n * _MOST)
    passed, count = np.empty(n, np.int64), 0
    for i in range(n):
        if 0 < i < n - 1:
            passed[i] = count + ARC_PIECES // 2
            count = _write_arc(places[i], bend[i], damping[i], xyz, mps, count)
        else:
            passed[i] = count
            xyz[count], mps[count] = places[i], 0.0
            count += 1
        if i < n - 1:
            begin = places[i] + bend[i, 3:6] * damping[i]
            count = _write_leg(
                begin, bend[i, 3:6], room[i], bend[i, 7], bend[i + 1, 7], leg_mps[i], turn_mps2,
                xyz, mps, count,
            )  # fmt: skip
    return xyz[:count].copy(), mps[:count].copy(), passed
