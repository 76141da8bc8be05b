"""The two heights of a template: one point, counted from two datums."""

from collections.abc import Iterator

import numpy as np

from missionplanner.api import message, undulation_m

from .faults import Fault, error, warning
from .resolve import Floats, Route, global_height, waypoints
from .tree import Node, OpenedSheet, as_place, brief

# DJI's heights agree with the 15-minute EGM96 grid to a picometre at the point it takes; more
# than a metre cannot be another grid, only another datum.
_DATUM_WARN_M, _DATUM_WRONG_M = 0.001, 1.0
_METRES = 0.01


def judge_heights(template: OpenedSheet, planned: tuple[Route, ...]) -> Iterator[Fault]:
    """Yield faults where EGM96 and ellipsoidal heights do not belong together."""
    for folder, route in zip(template.folders, planned, strict=True):
        mode = folder.word("waylineCoordinateSysParam", "heightMode")
        if route.kind == "waypoint" and len(route):
            yield from _waypoints(folder, route, mode)
        elif mode == "EGM96" and not _follows_surface(folder):
            yield from _mapping(folder, template)


def _follows_surface(folder: Node) -> bool:
    # Then both heights are above ground.
    system = folder.at("waylineCoordinateSysParam")
    return system is not None and system.word("surfaceFollowModeEnable") == "1"


def _waypoints(folder: Node, route: Route, mode: str) -> Iterator[Fault]:
    marks = waypoints(folder)
    height = np.array([m.number("height") for m in marks])
    ellipsoid = np.array([m.number("ellipsoidHeight") for m in marks])
    if mode == "EGM96":
        yield from _datum(route.lon_deg, route.lat_deg, ellipsoid - height, route.file)
    elif mode == "relativeToStartPoint":
        for i in np.flatnonzero(np.abs(ellipsoid - height) > _METRES):
            said = message("dji_wpml.relative_heights", height=height[i], ellipsoid=ellipsoid[i])
            yield warning("OSP-601", route.file, "relative", said, int(i))
    for i in np.flatnonzero(~route.own_height & (np.abs(height - route.height_m) > _METRES)):
        said = message("dji_wpml.global_height_used", height=height[i], global_m=route.height_m[i])
        yield warning("OSP-603", route.file, "global", said, int(i))
    if np.isnan(global_height(folder)):
        said = message("dji_wpml.no_global_height")
        yield warning("OSP-201", route.file, "no globalHeight", said)
    if (~route.own_height & np.isnan(route.height_m)).any():
        said = message("dji_wpml.global_height_needed")
        yield error("-12", route.file, "no globalHeight", said)


def _mapping(folder: Node, template: OpenedSheet) -> Iterator[Fault]:
    # In mapping templates DJI takes the undulation at the first corner of the area.
    for mark in folder.all("Placemark"):
        ring = next((e for e in mark.below() if e.name == "coordinates"), None)
        if ring is None or "ellipsoidHeight" not in mark.first:
            continue
        lon, lat = as_place([*ring.text.split(), ""][0])
        shift = np.array([mark.number("ellipsoidHeight") - mark.number("height")])
        yield from _datum(np.array([lon]), np.array([lat]), shift, template.name)


def _datum(lon_deg: Floats, lat_deg: Floats, shift_m: Floats, file: str) -> Iterator[Fault]:
    sound = (np.abs(lon_deg) <= 180) & (np.abs(lat_deg) <= 90)
    undulation = undulation_m(np.where(sound, lon_deg, np.nan), np.where(sound, lat_deg, np.nan))
    wrong = np.abs(shift_m - undulation)
    for i in np.flatnonzero(wrong > _DATUM_WARN_M):
        serious = wrong[i] > _DATUM_WRONG_M
        said = message(
            "dji_wpml.undulation", shift_m=brief(shift_m[i], 3), undulation=undulation[i]
        )
        make = error if serious else warning
        yield make("OSP-601", file, "datum", said, int(i))
