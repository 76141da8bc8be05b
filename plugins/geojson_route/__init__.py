"""The route as GeoJSON (RFC 7946): the flown line, its strips, and every waypoint.

Coordinates are longitude, latitude and height above the WGS 84 ellipsoid, as the standard says;
the EGM96 height stands among the properties.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from missionplanner.api import (
    Datum,
    InputError,
    LegKind,
    Mission,
    ReadRoute,
    SingleFileFormat,
    strips_of,
)


class GeoJsonFormat(SingleFileFormat):
    """The format `geojson`; see `missionplanner.api.MissionFormat`."""

    name = "geojson"
    title = "GeoJSON of route, strips and waypoints"
    suffix = ".geojson"

    def document(self, mission: Mission) -> bytes:
        """Return the line, its strips and its waypoints."""
        features = [_line(mission), *_strips(mission), *_points(mission)]
        text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
        return text.encode("utf-8")

    def read(self, path: Path) -> ReadRoute:
        """Return the line whose property `role` is route."""
        try:
            features = json.loads(path.read_bytes())["features"]
            route = next(f for f in features if f["properties"].get("role") == "route")
            places = np.array(route["geometry"]["coordinates"], dtype=np.float64).reshape(-1, 3)
            speeds = np.array(route["properties"]["speed_mps"], dtype=np.float64)
            if len(places) < 2 or len(speeds) != len(places):
                raise ValueError("speeds and points differ in number")
        except OSError as error:
            raise InputError(
                "geojson_route.unreadable", str(path), reason=error.strerror
            ) from error
        except (
            ValueError, KeyError, TypeError, AttributeError, StopIteration, RecursionError,
        ) as error:  # fmt: skip
            raise InputError("geojson_route.no_route", path.name) from error
        lon, lat, height = places.T
        return ReadRoute(path.stem, lon, lat, height, Datum.ELLIPSOID, speeds)


def _places(mission: Mission) -> list[list[float]]:
    points = mission.waypoints
    columns = np.column_stack(
        [points.lon_deg.round(9), points.lat_deg.round(9), points.ellipsoid_m.round(4)]
    )
    rows: list[list[float]] = columns.tolist()
    return rows


def _feature(kind: str, places: Any, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": places}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _line(mission: Mission) -> dict[str, Any]:
    properties = {
        "role": "route",
        "title": mission.title,
        "aircraft": mission.aircraft.name,
        "sensor": mission.sensor.key,
        "length_m": round(mission.length_m, 1),
        "duration_s": round(mission.duration_s, 1),
        "photos": mission.photos,
        "speed_mps": mission.waypoints.speed_mps.round(3).tolist(),
    }
    return _feature("LineString", _places(mission), properties)


def _strips(mission: Mission) -> list[dict[str, Any]]:
    places, strip = _places(mission), mission.waypoints.strip
    return [
        _feature(
            "LineString", places[start : end + 1], {"role": "strip", "strip": int(strip[start])}
        )
        for start, end in strips_of(mission.waypoints)
    ]


def _points(mission: Mission) -> list[dict[str, Any]]:
    points = mission.waypoints
    return [
        _feature(
            "Point",
            place,
            {
                "role": "waypoint",
                "index": i,
                "egm96_m": round(float(points.egm96_m[i]), 4),
                "agl_m": round(float(points.egm96_m[i] - points.ground_m[i]), 2),
                "speed_mps": round(float(points.speed_mps[i]), 3),
                "leg": LegKind(int(points.leg[i])).name.lower(),
            },
        )
        for i, place in enumerate(_places(mission))
    ]


FORMATS = (GeoJsonFormat(),)
