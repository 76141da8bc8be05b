"""The route as a GeoPackage: layers of it and of what lies around, which QGIS opens as drawn.

Coordinates are longitude, latitude and height above the WGS 84 ellipsoid, as in GeoJSON; heights
above mean sea level (EGM96) and above ground stand in fields.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, Point

from missionplanner.api import (
    Datum,
    InputError,
    LegKind,
    Mission,
    ReadRoute,
    SingleFileFormat,
    StyledLayer,
    package_bytes,
    package_layers,
    read_package,
    strips_of,
)

from . import looks

_POINTS = "waypoints"
_FIELDS = ("index", "speed_mps")


class GeoPackageFormat(SingleFileFormat):
    """The format `gpkg`; see `missionplanner.api.MissionFormat`."""

    name = "gpkg"
    title = "GeoPackage of route, strips, waypoints, home, control points and zones (QGIS)"
    suffix = ".gpkg"

    def document(self, mission: Mission) -> bytes:
        """Return the file; layers that would be empty are left out."""
        return package_bytes(list(_layers(mission)))

    def recognises(self, path: Path) -> bool:
        """Return whether the file is a GeoPackage that holds a route; others are areas or zones."""
        if path.suffix.lower() != self.suffix:
            return False
        try:
            return any(layer.name == _POINTS for layer in package_layers(path))
        except (InputError, OSError):
            return False

    def read(self, path: Path) -> ReadRoute:
        """Return the waypoints by their index; raises InputError."""
        try:
            if all(layer.name != _POINTS or layer.unread for layer in package_layers(path)):
                raise InputError("gpkg_route.no_route", str(path))
            read = read_package(path, _POINTS)
            columns = [np.array(read.fields[name], dtype=np.float64) for name in _FIELDS]
            places = np.array([(p.x, p.y, p.z) for p in read.geometries if isinstance(p, Point)])
            if len(places) != len(columns[0]) or len(places) < 2:
                raise ValueError("fewer points than rows")
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise InputError("gpkg_route.no_route", str(path)) from error
        index, speeds = columns
        if not np.isfinite(places).all() or (np.sort(index) != np.arange(len(index))).any():
            raise InputError("gpkg_route.no_route", str(path))
        order = np.argsort(index)
        lon, lat, height = places[order].T
        if (np.abs(lon) > 180).any() or (np.abs(lat) > 90).any():
            raise InputError("gpkg_route.no_route", str(path))
        return ReadRoute(path.stem, lon, lat, height, Datum.ELLIPSOID, speeds[order])


def _layers(mission: Mission) -> Iterator[StyledLayer]:
    zones = [zone for zone in mission.zones if not zone.polygon.is_empty]
    outlines = [zone.polygon for zone in zones]
    limits: dict[str, Sequence[object]] = {
        "name": [zone.name for zone in zones],
        "floor_m": [zone.floor.value_m for zone in zones],
        "floor_datum": [str(zone.floor.datum) for zone in zones],
        "ceiling_m": [zone.ceiling.value_m if zone.ceiling else None for zone in zones],
        "ceiling_datum": [str(zone.ceiling.datum) if zone.ceiling else None for zone in zones],
    }
    yield StyledLayer("zones", outlines, limits, looks.zones())
    points, places = mission.waypoints, _places(mission)
    strips = strips_of(points)
    yield StyledLayer(
        "strips",
        [LineString(places[start : end + 1]) for start, end in strips],
        {"strip": [int(points.strip[start]) for start, _ in strips]},
        looks.strips(),
    )
    told: dict[str, Sequence[object]] = {
        "title": [mission.title],
        "aircraft": [mission.aircraft.name],
        "sensor": [mission.sensor.key],
        "length_m": [round(mission.length_m, 1)],
        "duration_s": [round(mission.duration_s, 1)],
        "photos": [mission.photos],
        "return_height_m": [mission.rth_height_m],
        "finish": [str(mission.finish)],
        "lost_link": [str(mission.lost_link)],
    }
    yield StyledLayer("route", [LineString(places)], told, looks.line())
    yield _waypoints(mission, places)
    marks = mission.control_points
    yield StyledLayer(
        "control_points",
        [Point(mark.lon_deg, mark.lat_deg) for mark in marks],
        {"name": [mark.name for mark in marks], "checks": [mark.checks for mark in marks]},
        looks.control_points(),
    )
    home = mission.home
    place = Point(home.position.lon_deg, home.position.lat_deg, home.ground_ellipsoid_m)
    yield StyledLayer("home", [place], {"egm96_m": [home.ground_egm96_m]}, looks.home())


def _waypoints(mission: Mission, places: NDArray[np.float64]) -> StyledLayer:
    points = mission.waypoints
    fields: dict[str, Sequence[object]] = {
        "index": list(range(len(points))),
        "egm96_m": points.egm96_m.round(4).tolist(),
        "agl_m": (points.egm96_m - points.ground_m).round(2).tolist(),
        "speed_mps": points.speed_mps.round(3).tolist(),
        "leg": [LegKind(int(kind)).name.lower() for kind in points.leg],
    }
    return StyledLayer(_POINTS, [Point(place) for place in places], fields, looks.waypoints())


def _places(mission: Mission) -> NDArray[np.float64]:
    points = mission.waypoints
    return np.column_stack([points.lon_deg, points.lat_deg, points.ellipsoid_m])


FORMATS = (GeoPackageFormat(),)
