"""Reading the route back: the one that is flown, or the template's where there is no other."""

import math
from pathlib import Path

from missionplanner.api import Datum, InputError, ReadRoute, Severity, message

from .fleet import drone_of
from .opened import opened
from .resolve import Route, routes_of
from .tree import OpenedSheet, uncollected

_DATUMS = {
    "WGS84": Datum.ELLIPSOID,
    "EGM96": Datum.EGM96,
    "relativeToStartPoint": Datum.HOME,
    "aboveGroundLevel": Datum.AGL,
    "realTimeFollowSurface": Datum.AGL,
}


def read_route(path: Path) -> ReadRoute:
    """Return the first route of a file.

    Raises
    ------
    InputError
        The package cannot be opened, or there is no route with heights in it.
    """
    with uncollected():
        route, sheet = _route(path)
    return_m = sheet.config.number("globalRTHHeight")
    return ReadRoute(
        title=path.stem,
        lon_deg=route.lon_deg,
        lat_deg=route.lat_deg,
        height_m=route.height_m,
        datum=_DATUMS[route.mode],
        speed_mps=route.speed_mps,
        drone=drone_of(sheet) or None,
        return_height_m=return_m if math.isfinite(return_m) else None,
    )


def _route(path: Path) -> tuple[Route, OpenedSheet]:
    package = opened(path, only="waylines")
    if package.waylines is None:
        package = opened(path)
    sheet = package.waylines or package.template
    usable = [r for r in routes_of(sheet) if len(r) and r.mode in _DATUMS] if sheet else []
    if sheet is None or not usable:
        errors = [f.told for f in package.faults if f.severity is Severity.ERROR]
        raise InputError(errors[0] if errors else message("dji_wpml.no_route"), path.name)
    return usable[0], sheet
