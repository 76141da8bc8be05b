"""The waypoints of one Folder, as numbers; what is missing is NaN or empty."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .tree import Element, Sheet, as_float, as_int, child, children, text, value

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Route:
    """Waypoints of one Folder in file order; arrays have shape (n,).

    Attributes
    ----------
    lon_deg, lat_deg : WGS 84
    height_m : the height that is flown: executeHeight, or the template's own `height`
    ellipsoid_m : the template's ellipsoidHeight; the executeHeight of a WGS84 route
    speed_mps : of the leg that begins here, the global speed filled in
    damping_m : NaN where there is none
    index : None where it is not a whole number
    """

    mode: str
    lon_deg: Floats
    lat_deg: Floats
    height_m: Floats
    ellipsoid_m: Floats
    speed_mps: Floats
    damping_m: Floats
    turn: tuple[str, ...]
    index: tuple[int | None, ...]
    placemarks: tuple[Element, ...]

    def __len__(self) -> int:
        return len(self.placemarks)


def folders(sheet: Sheet) -> list[Element]:
    """Return the Folders of a file."""
    document = child(sheet.root, "Document")
    return children(document, "Folder") if document is not None else []


def waypoints(folder: Element) -> list[Element]:
    """Return the Placemarks that are waypoints."""
    return [p for p in children(folder, "Placemark") if child(p, "Point") is not None]


def template_route(folder: Element) -> Route:
    """Return the waypoints of a template, its global values filled in."""
    marks = waypoints(folder)
    speed = value(folder, "autoFlightSpeed")
    turn = text(folder, "globalWaypointTurnMode")
    height = _global_height(folder)
    own_height = [text(m, "useGlobalHeight") != "1" for m in marks]
    return _route(
        text(folder, "waylineCoordinateSysParam", "heightMode"),
        marks,
        [value(m, "height") if o else height for m, o in zip(marks, own_height, strict=True)],
        [
            value(m, "ellipsoidHeight") if o else math.nan
            for m, o in zip(marks, own_height, strict=True)
        ],
        [value(m, "waypointSpeed") if text(m, "useGlobalSpeed") == "0" else speed for m in marks],
        [
            text(m, "waypointTurnParam", "waypointTurnMode")
            if text(m, "useGlobalTurnParam") == "0"
            else turn
            for m in marks
        ],
    )


def wayline_route(folder: Element) -> Route:
    """Return the waypoints of an executable route."""
    marks = waypoints(folder)
    mode = text(folder, "executeHeightMode")
    heights = [value(m, "executeHeight") for m in marks]
    return _route(
        mode,
        marks,
        heights,
        heights if mode == "WGS84" else [math.nan] * len(marks),
        [value(m, "waypointSpeed") for m in marks],
        [text(m, "waypointTurnParam", "waypointTurnMode") for m in marks],
    )


def coordinates(mark: Element) -> tuple[float, float]:
    """Return longitude and latitude of a Point; NaN where they are not two numbers."""
    words = text(mark, "Point", "coordinates").split(",")
    if len(words) not in {2, 3}:
        return math.nan, math.nan
    return as_float(words[0]), as_float(words[1])


def _global_height(folder: Element) -> float:
    # Files of version 1.0.0 hold it inside waylineCoordinateSysParam.
    own = value(folder, "globalHeight")
    return value(folder, "waylineCoordinateSysParam", "globalHeight") if math.isnan(own) else own


def _route(
    mode: str,
    marks: list[Element],
    height_m: list[float],
    ellipsoid_m: list[float],
    speed_mps: list[float],
    turn: list[str],
) -> Route:
    places = [coordinates(m) for m in marks]
    damping = [value(m, "waypointTurnParam", "waypointTurnDampingDist") for m in marks]
    return Route(
        mode=mode,
        lon_deg=_array([lon for lon, _ in places]),
        lat_deg=_array([lat for _, lat in places]),
        height_m=_array(height_m),
        ellipsoid_m=_array(ellipsoid_m),
        speed_mps=_array(speed_mps),
        damping_m=_array(damping),
        turn=tuple(turn),
        index=tuple(as_int(text(m, "index")) for m in marks),
        placemarks=tuple(marks),
    )


def _array(values: list[float]) -> Floats:
    return np.array(values, dtype=np.float64)
