"""GPX 1.1: where to stand, where the marks on the ground are and where the route begins and ends.

For a hand-held receiver: home, control points, first and last waypoint, then the route.

Heights (`ele`) are metres above mean sea level (EGM96), as the GPX 1.1 schema asks; millimetres.
"""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np

from missionplanner.api import (
    ControlPoint,
    Datum,
    InputError,
    Mission,
    ReadRoute,
    SingleFileFormat,
    __version__,
    parse_xml,
    route_name,
    undulation_m,
)

_GPX = "http://www.topografix.com/GPX/1/1"
_MOST_BYTES = 50_000_000


class GpxFormat(SingleFileFormat):
    """The format `gpx`; see `missionplanner.api.MissionFormat`."""

    name = "gpx"
    title = "GPX of home, control points, first and last waypoint, and the route"
    suffix = ".gpx"

    def document(self, mission: Mission) -> bytes:
        """Return the file; names are told without what XML cannot hold."""
        points, home = mission.waypoints, mission.home
        name = escape(route_name(mission.title))
        place = home.position
        marks = [
            ("H", place.lon_deg, place.lat_deg, home.ground_egm96_m),
            ("1", points.lon_deg[0], points.lat_deg[0], points.egm96_m[0]),
            (str(len(points)), points.lon_deg[-1], points.lat_deg[-1], points.egm96_m[-1]),
        ]
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<gpx version="1.1" creator="Osprey Mission Planner {__version__}" xmlns="{_GPX}">',
            f"<metadata><name>{name}</name></metadata>",
            *(_point("wpt", lon, lat, height, label) for label, lon, lat, height in marks),
            *(_mark(point) for point in mission.control_points),
            f"<rte><name>{name}</name>",
            *(
                _point("rtept", points.lon_deg[i], points.lat_deg[i], points.egm96_m[i])
                for i in range(len(points))
            ),
            "</rte>",
            "</gpx>",
        ]
        return "\n".join([*lines, ""]).encode()

    def read(self, path: Path) -> ReadRoute:
        """Return the first route, or track where there is none; raises InputError."""
        try:
            if path.stat().st_size > _MOST_BYTES:
                raise InputError("gpx_route.no_route", str(path))
            root = parse_xml(path.read_bytes(), path.name)
        except OSError as error:
            raise InputError("gpx_route.unreadable", str(path), reason=error.strerror) from error
        for name in ("rtept", "trkpt"):
            found = list(root.iter(f"{{{_GPX}}}{name}"))
            if len(found) >= 2:
                break
        try:
            rows = [_place(point) for point in found]
            lon, lat, height = np.array(rows, dtype=np.float64).reshape(-1, 3).T
        except ValueError as error:
            raise InputError("gpx_route.no_route", str(path)) from error
        sound = np.isfinite(height) & (np.abs(lat) <= 90) & (np.abs(lon) <= 180)
        if len(lon) < 2 or not sound.all():
            raise InputError("gpx_route.no_route", str(path))
        return ReadRoute(path.stem, lon, lat, height, Datum.EGM96, np.full(len(lon), np.nan))


def _place(point: Any) -> tuple[float, float, float]:
    height = point.findtext(f"{{{_GPX}}}ele", "")
    return float(point.get("lon", "")), float(point.get("lat", "")), float(height)


def _mark(point: ControlPoint) -> str:
    """Return a control point; `ele` only where its height was measured."""
    name = escape("".join(c for c in point.name if c >= " "))
    height = ""
    if point.altitude is not None and point.altitude.datum in {Datum.EGM96, Datum.ELLIPSOID}:
        egm96_m = point.altitude.value_m
        if point.altitude.datum is Datum.ELLIPSOID:
            egm96_m -= float(undulation_m(point.lon_deg, point.lat_deg))
        height = f"<ele>{egm96_m:.3f}</ele>"
    kind = "check point" if point.checks else "control point"
    return (
        f'<wpt lat="{point.lat_deg:.9f}" lon="{point.lon_deg:.9f}">{height}<name>{name}</name>'
        f"<type>{kind}</type></wpt>"
    )


def _point(kind: str, lon: float, lat: float, height: float, name: str = "") -> str:
    told = f"<name>{name}</name>" if name else ""
    return f'<{kind} lat="{lat:.9f}" lon="{lon:.9f}"><ele>{height:.3f}</ele>{told}</{kind}>'


FORMATS = (GpxFormat(),)
