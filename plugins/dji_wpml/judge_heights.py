"""The two heights of a template: one point, counted from two datums."""

from collections.abc import Iterator

import numpy as np

from missionplanner.api import undulation_m

from .faults import Fault, error, warning
from .resolve import Floats, Route, global_height, waypoints
from .tree import Node, Sheet, as_place

# DJI's heights agree with the 15-minute EGM96 grid to a picometre at the point it takes; more
# than a metre cannot be another grid, only another datum.
_DATUM_WARN_M, _DATUM_WRONG_M = 0.001, 1.0
_METRES = 0.01


def judge_heights(template: Sheet, planned: tuple[Route, ...]) -> Iterator[Fault]:
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
            message = (
                f"height {height[i]:g} and ellipsoidHeight {ellipsoid[i]:g} m differ, though both "
                "are above take-off"
            )
            yield warning("OSP-601", route.file, "relative", message, int(i))
    for i in np.flatnonzero(~route.own_height & (np.abs(height - route.height_m) > _METRES)):
        message = f"height {height[i]:g} m, but the global height {route.height_m[i]:g} m is used"
        yield warning("OSP-603", route.file, "global", message, int(i))
    if np.isnan(global_height(folder)):
        message = "globalHeight is missing in Folder; DJI's software always writes it"
        yield warning("OSP-201", route.file, "no globalHeight", message)
    if (~route.own_height & np.isnan(route.height_m)).any():
        message = "useGlobalHeight is 1, but there is no globalHeight"
        yield error("-12", route.file, "no globalHeight", message)


def _mapping(folder: Node, template: Sheet) -> Iterator[Fault]:
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
        message = (
            f"ellipsoidHeight and height differ by {shift_m[i]:.3f} m, but the EGM96 undulation "
            f"there is {undulation[i]:.3f} m"
        )
        make = error if serious else warning
        yield make("OSP-601", file, "datum", message, int(i))
