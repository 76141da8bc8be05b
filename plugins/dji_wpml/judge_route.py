"""The route: can the aircraft that the file names fly it."""

from collections.abc import Iterator

import numpy as np

from missionplanner.api import geodesic_distances_m

from .faults import Fault, error, warning
from .fleet import Limits
from .resolve import Floats, Route

_STOP = "toPointAndStopWithDiscontinuityCurvature"
_TURN = "coordinateTurn"
_COUNT = (2, 65535)
# Heights above take-off of DJI's second waypoint engine, and heights that exist on Earth.
_RELATIVE_M = (-200.0, 500.0)
_ABSOLUTE_M = (-1000.0, 12000.0)
_SAME_PLACE_M = 0.01
_CROWDED_M = 0.5
_DISTANCE_SHARE = 0.005
# FlightHub 2 writes dampings up to a hair over half a leg (11.0194 m on legs of 22.02 m).
_HAIR_M = 0.02


def judge_route(route: Route, limits: Limits) -> Iterator[Fault]:
    """Yield faults of one route of `waylines.wpml`."""
    low, high = _COUNT
    if not low <= len(route) <= high:
        message = f"{len(route)} waypoints; from {low} to {high} can be flown"
        yield error("-4", route.file, "number", message)
        return
    yield from judge_order(route)
    yield from judge_places(route)
    yield from _heights(route)
    yield from _speeds(route, limits)
    yield from judge_ends(route)
    yield from _headings(route)
    lengths = _lengths(route)
    yield from _gaps(route, lengths, limits)
    yield from judge_dampings(route, lengths, limits)
    yield from _stated(route, lengths)


def judge_template(route: Route, limits: Limits) -> Iterator[Fault]:
    """Yield faults of a waypoint template that are not found by comparing it."""
    yield from judge_order(route)
    yield from judge_places(route)
    if len(route) >= _COUNT[0]:
        yield from judge_dampings(route, _lengths(route), limits)
    if route.point_gimbal:
        for i in np.flatnonzero(np.isnan(route.gimbal_deg)):
            message = "gimbalPitchMode is usePointSetting, but the waypoint has no gimbalPitchAngle"
            yield warning("-30", route.file, "no pitch", message, int(i))


def judge_order(route: Route) -> Iterator[Fault]:
    """Yield a fault where indices do not run 0, 1, 2 ..."""
    wrong = [i for i, index in enumerate(route.index) if index != i]
    if wrong:
        message = f"indices must run 0, 1, 2 ...; number {wrong[0]} says {route.index[wrong[0]]}"
        yield error("-16", route.file, "order", message, wrong[0])


def judge_places(route: Route) -> Iterator[Fault]:
    """Yield faults where there is no place on Earth."""
    sound = (np.abs(route.lon_deg) <= 180) & (np.abs(route.lat_deg) <= 90)
    # What is no number at all is told by its element.
    for i in np.flatnonzero(~sound & np.isfinite(route.lon_deg + route.lat_deg)):
        message = "coordinates must be longitude,latitude in degrees"
        yield error("-11", route.file, "degrees", message, int(i))
    for i in np.flatnonzero((route.lon_deg == 0) & (route.lat_deg == 0)):
        message = "lies at 0,0 in the Atlantic"
        yield error("-11", route.file, "zero", message, int(i))


def _heights(route: Route) -> Iterator[Fault]:
    low, high = _ABSOLUTE_M
    for i in np.flatnonzero((route.height_m < low) | (route.height_m > high)):
        message = f"height {route.height_m[i]:.6g} m; no aircraft flies there"
        yield error("-12", route.file, "absolute", message, int(i))
    if route.mode != "relativeToStartPoint":
        return
    low, high = _RELATIVE_M
    for i in np.flatnonzero((route.height_m < low) | (route.height_m > high)):
        message = (
            f"{route.height_m[i]:.6g} m above take-off; beyond {low:g} to {high:g} m aircraft "
            "refuse: are these heights above sea level?"
        )
        yield warning("-12", route.file, "relative", message, int(i))


def _speeds(route: Route, limits: Limits) -> Iterator[Fault]:
    most = limits.speed_mps
    for i in np.flatnonzero(route.speed_mps > most):
        message = f"{route.speed_mps[i]:.6g} m/s; the {limits.name} flies up to {most:g} m/s"
        yield error("-6", route.file, "speed", message, int(i))
    overall = route.global_mps
    if overall > most:
        message = f"autoFlightSpeed {overall:.6g} m/s; the {limits.name} flies up to {most:g}"
        yield error("-6", route.file, "global", message)
    for i in np.flatnonzero(route.speed_mps > overall + 1e-9):
        if limits.strict:
            message = f"{route.speed_mps[i]:.6g} m/s, faster than the route's own {overall:.6g}"
            yield warning("OSP-306", route.file, "faster", message, int(i))


def judge_ends(route: Route) -> Iterator[Fault]:
    """Yield faults where the route does not begin and end with a stop."""
    for name, i in (("first", 0), ("last", len(route) - 1)):
        if route.turn[i] and route.turn[i] != _STOP:
            message = (
                f"the {name} waypoint must be {_STOP}; aircraft answer 1546 to {route.turn[i]}"
            )
            yield error("OSP-303", route.file, name, message, i)


def _headings(route: Route) -> Iterator[Fault]:
    for i, (mode, _, poi, _, _) in enumerate(route.heading):
        nowhere = not any(c in "123456789" for part in poi.split(",")[:2] for c in part)
        if mode == "towardPOI" and nowhere:
            message = "looks toward a point of interest, but that is 0,0: there is none"
            yield error("-10", route.file, "poi", message, i)


def _lengths(route: Route) -> Floats:
    sound = (np.abs(route.lon_deg) <= 360) & (np.abs(route.lat_deg) <= 90)
    lon, lat = np.where(sound, route.lon_deg, np.nan), np.where(sound, route.lat_deg, np.nan)
    low, high = _ABSOLUTE_M
    # A height that no aircraft flies at is told as such, not again as two far neighbours.
    real = (route.height_m >= low) & (route.height_m <= high)
    height = np.where(real, route.height_m, np.nan)
    lengths: Floats = np.hypot(geodesic_distances_m(lon, lat), np.diff(height))
    return lengths


def _gaps(route: Route, lengths: Floats, limits: Limits) -> Iterator[Fault]:
    for i in np.flatnonzero(lengths < max(limits.least_m, _CROWDED_M)):
        if limits.strict:
            why = f"the {limits.name} needs {limits.least_m:g} m"
        elif lengths[i] < _SAME_PLACE_M:
            why = "the same place twice"
        else:
            why = "an M300 or M350 would refuse it (TOO_CLOSE)"
        make = error if limits.strict else warning
        message = f"only {lengths[i]:.2f} m from the waypoint before; {why}"
        yield make("OSP-301", route.file, "near", message, int(i) + 1)
    for i in np.flatnonzero(lengths > limits.most_m):
        message = f"{lengths[i]:.0f} m from the waypoint before; {limits.most_m:g} m can be flown"
        yield error("OSP-302", route.file, "far", message, int(i) + 1)


def judge_dampings(route: Route, lengths: Floats, limits: Limits) -> Iterator[Fault]:
    """Yield faults of turns that do not fit their legs."""
    damping = np.nan_to_num(route.damping_m)
    for i in range(1, len(route) - 1):
        if route.turn[i] != _TURN:
            continue
        nearest, message, make = float(min(lengths[i - 1], lengths[i])), "", error
        if damping[i] <= 0 and not np.isnan(route.damping_m[i]):
            message = "a coordinateTurn needs a damping above 0 m"
        elif damping[i] >= nearest:
            message = f"damping {damping[i]:g} m on a leg of {nearest:.2f} m"
            make = error if limits.strict or damping[i] > nearest + _HAIR_M else warning
        if message:
            yield make("-8", route.file, message[:9], message, i)
    for i, turn in enumerate(route.turn):
        if turn == _STOP and damping[i] > 0:
            message = f"a stop has a damping of {damping[i]:g} m; DJI writes 0"
            yield warning("-8", route.file, "stop", message, i)
    over = damping[:-1] + damping[1:] - lengths
    for k in np.flatnonzero((over >= 0) & (damping[:-1] > 0) & (damping[1:] > 0)):
        message = (
            f"the dampings of this waypoint and the next ({damping[k]:g} and "
            f"{damping[k + 1]:g} m) fill the leg of {lengths[k]:.2f} m"
        )
        make = error if limits.strict and over[k] > _HAIR_M else warning
        yield make("OSP-304", route.file, "fill", message, int(k))


def _stated(route: Route, lengths: Floats) -> Iterator[Fault]:
    true = float(np.nansum(lengths))
    if np.isnan(lengths).any():
        return
    if abs(route.distance_m - true) > max(_DISTANCE_SHARE * true, 1.0):
        message = f"distance says {route.distance_m:.1f} m, the waypoints are {true:.1f} m"
        yield warning("OSP-305", route.file, "distance", message)
    fastest = max(route.global_mps, float(np.nanmax(route.speed_mps, initial=0.0)))
    if fastest > 0 and route.duration_s < 0.9 * true / fastest:
        message = (
            f"duration says {route.duration_s:.1f} s; {true:.1f} m at {fastest:g} m/s take "
            f"{true / fastest:.1f} s"
        )
        yield warning("OSP-307", route.file, "duration", message)
