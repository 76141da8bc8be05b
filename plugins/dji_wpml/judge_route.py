"""The route: can the aircraft that the file names fly it."""

from collections.abc import Iterator

import numpy as np

from missionplanner.api import geodesic_distances_m, message

from .faults import Fault, error, warning
from .fleet import FlightLimits
from .resolve import Floats, Route
from .tree import brief

_FIRST, _LAST = message("dji_wpml.first"), message("dji_wpml.last")
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
_BEYOND_M = 1e9


def judge_route(route: Route, limits: FlightLimits) -> Iterator[Fault]:
    """Yield faults of one route of `waylines.wpml`."""
    low, high = _COUNT
    if not low <= len(route) <= high:
        said = message("dji_wpml.number_of_waypoints", n=len(route), low=low, high=high)
        yield error("-4", route.file, "number", said)
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


def judge_template(route: Route, limits: FlightLimits) -> Iterator[Fault]:
    """Yield faults of a waypoint template that are not found by comparing it."""
    yield from judge_order(route)
    yield from judge_places(route)
    if len(route) >= _COUNT[0]:
        yield from judge_dampings(route, _lengths(route), limits)
    if route.point_gimbal:
        for i in np.flatnonzero(np.isnan(route.gimbal_deg)):
            said = message("dji_wpml.no_pitch")
            yield warning("-30", route.file, "no pitch", said, int(i))


def judge_order(route: Route) -> Iterator[Fault]:
    """Yield a fault where indices do not run 0, 1, 2 ..."""
    wrong = [i for i, index in enumerate(route.index) if index != i]
    if wrong:
        said = message("dji_wpml.order", wrong=wrong[0], index=route.index[wrong[0]])
        yield error("-16", route.file, "order", said, wrong[0])


def judge_places(route: Route) -> Iterator[Fault]:
    """Yield faults where there is no place on Earth."""
    sound = (np.abs(route.lon_deg) <= 180) & (np.abs(route.lat_deg) <= 90)
    # What is no number at all is told by its element.
    for i in np.flatnonzero(~sound & np.isfinite(route.lon_deg + route.lat_deg)):
        said = message("dji_wpml.no_degrees")
        yield error("-11", route.file, "degrees", said, int(i))
    for i in np.flatnonzero((route.lon_deg == 0) & (route.lat_deg == 0)):
        said = message("dji_wpml.at_zero")
        yield error("-11", route.file, "zero", said, int(i))


def _heights(route: Route) -> Iterator[Fault]:
    low, high = _ABSOLUTE_M
    for i in np.flatnonzero((route.height_m < low) | (route.height_m > high)):
        said = message("dji_wpml.no_height", height_m=route.height_m[i])
        yield error("-12", route.file, "absolute", said, int(i))
    if route.mode != "relativeToStartPoint":
        return
    low, high = _RELATIVE_M
    for i in np.flatnonzero((route.height_m < low) | (route.height_m > high)):
        said = message("dji_wpml.relative_height", height_m=route.height_m[i], low=low, high=high)
        yield warning("-12", route.file, "relative", said, int(i))


def _speeds(route: Route, limits: FlightLimits) -> Iterator[Fault]:
    most = limits.speed_mps
    for i in np.flatnonzero(route.speed_mps > most):
        said = message(
            "dji_wpml.too_fast", speed_mps=route.speed_mps[i], aircraft=limits.name, most=most
        )
        yield error("-6", route.file, "speed", said, int(i))
    overall = route.global_mps
    if overall > most:
        said = message("dji_wpml.global_too_fast", overall=overall, aircraft=limits.name, most=most)
        yield error("-6", route.file, "global", said)
    for i in np.flatnonzero(route.speed_mps > overall + 1e-9):
        if limits.strict:
            said = message(
                "dji_wpml.faster_than_route", speed_mps=route.speed_mps[i], overall=overall
            )
            yield warning("OSP-306", route.file, "faster", said, int(i))


def judge_ends(route: Route) -> Iterator[Fault]:
    """Yield faults where the route does not begin and end with a stop."""
    ends = (("first", _FIRST, 0), ("last", _LAST, len(route) - 1))
    for name, end, i in ends:
        if route.turn[i] and route.turn[i] != _STOP:
            said = message("dji_wpml.end_turn", end=end, stop=_STOP, turn=route.turn[i])
            yield error("OSP-303", route.file, name, said, i)


def _headings(route: Route) -> Iterator[Fault]:
    for i, (mode, _, poi, _, _) in enumerate(route.heading):
        nowhere = not any(c in "123456789" for part in poi.split(",")[:2] for c in part)
        if mode == "towardPOI" and nowhere:
            said = message("dji_wpml.no_interest")
            yield error("-10", route.file, "poi", said, i)


def _lengths(route: Route) -> Floats:
    sound = (np.abs(route.lon_deg) <= 360) & (np.abs(route.lat_deg) <= 90)
    lon, lat = np.where(sound, route.lon_deg, np.nan), np.where(sound, route.lat_deg, np.nan)
    low, high = _ABSOLUTE_M
    # A height that no aircraft flies at is told as such, not again as two far neighbours.
    real = (route.height_m >= low) & (route.height_m <= high)
    height = np.where(real, route.height_m, np.nan)
    lengths: Floats = np.hypot(geodesic_distances_m(lon, lat), np.diff(height))
    return lengths


def _gaps(route: Route, lengths: Floats, limits: FlightLimits) -> Iterator[Fault]:
    for i in np.flatnonzero(lengths < max(limits.least_m, _CROWDED_M)):
        if limits.strict:
            why = message("dji_wpml.needs", aircraft=limits.name, least_m=limits.least_m)
        elif lengths[i] < _SAME_PLACE_M:
            why = message("dji_wpml.same_place")
        else:
            why = message("dji_wpml.too_close")
        make = error if limits.strict else warning
        said = message("dji_wpml.near", length=lengths[i], why=why)
        yield make("OSP-301", route.file, "near", said, int(i) + 1)
    for i in np.flatnonzero(lengths > limits.most_m):
        said = message("dji_wpml.far", length=lengths[i], most_m=limits.most_m)
        yield error("OSP-302", route.file, "far", said, int(i) + 1)


def judge_dampings(route: Route, lengths: Floats, limits: FlightLimits) -> Iterator[Fault]:
    """Yield faults of turns that do not fit their legs."""
    damping = np.clip(np.nan_to_num(route.damping_m), -_BEYOND_M, _BEYOND_M)
    for i in range(1, len(route) - 1):
        if route.turn[i] != _TURN:
            continue
        nearest, make = float(min(lengths[i - 1], lengths[i])), error
        if damping[i] <= 0 and not np.isnan(route.damping_m[i]):
            yield error("-8", route.file, "no damping", message("dji_wpml.no_damping"), i)
        elif damping[i] >= nearest:
            said = message("dji_wpml.damping", damping=damping[i], nearest=nearest)
            make = error if limits.strict or damping[i] > nearest + _HAIR_M else warning
            yield make("-8", route.file, "damping", said, i)
    for i, turn in enumerate(route.turn):
        if turn == _STOP and damping[i] > 0:
            said = message("dji_wpml.stop_damping", damping=damping[i])
            yield warning("-8", route.file, "stop", said, i)
    over = damping[:-1] + damping[1:] - lengths
    for k in np.flatnonzero((over >= 0) & (damping[:-1] > 0) & (damping[1:] > 0)):
        said = message(
            "dji_wpml.dampings_fill", damping=damping[k], next=damping[k + 1], length=lengths[k]
        )
        make = error if limits.strict and over[k] > _HAIR_M else warning
        yield make("OSP-304", route.file, "fill", said, int(k))


def _stated(route: Route, lengths: Floats) -> Iterator[Fault]:
    true = float(np.nansum(lengths))
    if np.isnan(lengths).any():
        return
    if abs(route.distance_m - true) > max(_DISTANCE_SHARE * true, 1.0):
        said = message("dji_wpml.stated_distance", distance_m=brief(route.distance_m), true=true)
        yield warning("OSP-305", route.file, "distance", said)
    fastest = max(route.global_mps, float(np.nanmax(route.speed_mps, initial=0.0)))
    if fastest > 0 and route.duration_s < 0.9 * true / fastest:
        said = message(
            "dji_wpml.stated_duration",
            duration_s=brief(route.duration_s),
            true=true,
            fastest=fastest,
            needed_s=true / fastest,
        )
        yield warning("OSP-307", route.file, "duration", said)
