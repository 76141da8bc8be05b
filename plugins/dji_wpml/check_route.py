"""The route: can the aircraft that the file names fly it."""

from collections.abc import Iterator

import numpy as np

from missionplanner.api import Finding, Severity, geodesic_distances_m

from .route import Floats, Route, folders, wayline_route
from .rules import Limits
from .tree import Element, Sheet, place, value

_STOP = "toPointAndStopWithDiscontinuityCurvature"
_TURN = "coordinateTurn"
_COUNT = (2, 65535)
# Heights above take-off of DJI's second waypoint engine, and heights that exist on Earth.
_RELATIVE_M = (-200.0, 500.0)
_ABSOLUTE_M = (-1000.0, 12000.0)
_SAME_PLACE_M = 0.01
_CROWDED_M = 0.5
_DISTANCE_SHARE = 0.005


def check_route(sheet: Sheet, limits: Limits) -> Iterator[Finding]:
    """Yield findings on the routes of `waylines.wpml`."""
    for folder in folders(sheet):
        route = wayline_route(folder)
        where = place(folder, sheet)
        low, high = _COUNT
        if not low <= len(route) <= high:
            message = f"{len(route)} waypoints; from {low} to {high} can be flown"
            yield Finding("-4", Severity.ERROR, where, message)
            continue
        yield from _order(route, where)
        yield from _places(route, sheet)
        yield from _heights(route, where)
        yield from _speeds(folder, route, sheet, limits)
        yield from _ends(route, sheet)
        lengths = _lengths(route)
        yield from _gaps(route, lengths, sheet, limits)
        yield from _dampings(route, lengths, sheet, limits)
        yield from _stated_distance(folder, lengths, where)


def _order(route: Route, where: str) -> Iterator[Finding]:
    if list(route.index) != list(range(len(route))):
        wrong = next(i for i, index in enumerate(route.index) if index != i)
        message = f"indices must run 0, 1, 2 ...; number {wrong} says {route.index[wrong]}"
        yield Finding("-16", Severity.ERROR, where, message)


def _places(route: Route, sheet: Sheet) -> Iterator[Finding]:
    sound = (np.abs(route.lon_deg) <= 180) & (np.abs(route.lat_deg) <= 90)
    for i in np.flatnonzero(~sound):
        message = "coordinates must be longitude,latitude in degrees"
        yield Finding("-11", Severity.ERROR, place(route.placemarks[i], sheet), message)
    if ((route.lon_deg == 0) & (route.lat_deg == 0)).any():
        message = "a waypoint lies at 0,0 in the Atlantic"
        yield Finding("-11", Severity.ERROR, sheet.name, message)


def _heights(route: Route, where: str) -> Iterator[Finding]:
    known = route.height_m[np.isfinite(route.height_m)]
    if not len(known):
        return
    low, high = _ABSOLUTE_M
    if known.min() < low or known.max() > high:
        message = f"heights run from {known.min():g} to {known.max():g} m"
        yield Finding("-12", Severity.ERROR, where, message)
        return
    low, high = _RELATIVE_M
    if route.mode == "relativeToStartPoint" and (known.min() < low or known.max() > high):
        message = (
            f"heights above take-off run from {known.min():g} to {known.max():g} m; beyond "
            f"{low:g} to {high:g} m aircraft refuse: are these heights above sea level?"
        )
        yield Finding("-12", Severity.WARNING, where, message)


def _speeds(folder: Element, route: Route, sheet: Sheet, limits: Limits) -> Iterator[Finding]:
    for i in np.flatnonzero(route.speed_mps > limits.speed_mps):
        message = (
            f"{route.speed_mps[i]:g} m/s; the {limits.name} flies up to {limits.speed_mps:g} m/s"
        )
        yield Finding("-6", Severity.ERROR, place(route.placemarks[i], sheet), message)
    overall = value(folder, "autoFlightSpeed")
    if overall > limits.speed_mps:
        message = (
            f"autoFlightSpeed {overall:g} m/s; the {limits.name} flies up to {limits.speed_mps:g}"
        )
        yield Finding("-6", Severity.ERROR, place(folder, sheet), message)
    if limits.strict and (route.speed_mps > overall + 1e-9).any():
        message = f"a waypoint is faster than the route's own speed ({overall:g} m/s)"
        yield Finding("OSP-306", Severity.WARNING, place(folder, sheet), message)


def _ends(route: Route, sheet: Sheet) -> Iterator[Finding]:
    for name, i in (("first", 0), ("last", -1)):
        if route.turn[i] and route.turn[i] != _STOP:
            message = (
                f"the {name} waypoint must be {_STOP}; aircraft answer 1546 to {route.turn[i]}"
            )
            yield Finding("OSP-303", Severity.ERROR, place(route.placemarks[i], sheet), message)


def _lengths(route: Route) -> Floats:
    sound = np.isfinite(route.lon_deg + route.lat_deg)
    lon, lat = np.where(sound, route.lon_deg, np.nan), np.where(sound, route.lat_deg, np.nan)
    flat = geodesic_distances_m(lon, np.clip(lat, -90, 90))
    lengths: Floats = np.hypot(flat, np.diff(route.height_m))
    return lengths


def _gaps(route: Route, lengths: Floats, sheet: Sheet, limits: Limits) -> Iterator[Finding]:
    for i in np.flatnonzero(lengths < max(limits.least_m, _CROWDED_M)):
        where = place(route.placemarks[i + 1], sheet)
        refused = limits.strict or lengths[i] < _SAME_PLACE_M
        message = f"only {lengths[i]:.2f} m from the waypoint before; " + (
            f"the {limits.name} needs {max(limits.least_m, _SAME_PLACE_M):g} m"
            if refused
            else "an M300 or M350 would refuse it (TOO_CLOSE)"
        )
        severity = Severity.ERROR if refused else Severity.WARNING
        yield Finding("OSP-301", severity, where, message)
    for i in np.flatnonzero(lengths > limits.most_m):
        message = f"{lengths[i]:.0f} m from the waypoint before; {limits.most_m:g} m can be flown"
        yield Finding("OSP-302", Severity.ERROR, place(route.placemarks[i + 1], sheet), message)


def _dampings(route: Route, lengths: Floats, sheet: Sheet, limits: Limits) -> Iterator[Finding]:
    damping = np.nan_to_num(route.damping_m)
    for i in range(1, len(route) - 1):
        if route.turn[i] != _TURN:
            continue
        nearest, message = float(min(lengths[i - 1], lengths[i])), ""
        if damping[i] <= 0:
            message = "a coordinateTurn needs a damping above 0 m"
        elif damping[i] > nearest or (limits.strict and damping[i] >= nearest):
            message = f"damping {damping[i]:g} m on a leg of {nearest:.2f} m"
        if message:
            yield Finding("-8", Severity.ERROR, place(route.placemarks[i], sheet), message)
    severity = Severity.ERROR if limits.strict else Severity.WARNING
    for k in np.flatnonzero(damping[:-1] + damping[1:] >= lengths):
        if damping[k] > 0 and damping[k + 1] > 0:
            message = (
                f"the dampings of this waypoint and the next ({damping[k]:g} and "
                f"{damping[k + 1]:g} m) fill the leg of {lengths[k]:.2f} m"
            )
            yield Finding("OSP-304", severity, place(route.placemarks[k], sheet), message)


def _stated_distance(folder: Element, lengths: Floats, where: str) -> Iterator[Finding]:
    stated, true = value(folder, "distance"), float(np.nansum(lengths))
    if np.isfinite(stated) and abs(stated - true) > max(_DISTANCE_SHARE * true, 1.0):
        message = f"distance says {stated:.1f} m, the waypoints are {true:.1f} m"
        yield Finding("OSP-305", Severity.WARNING, where, message)
