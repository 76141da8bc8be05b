"""The route as KML, to be looked at in Google Earth: the line, and every waypoint.

KML's absolute altitudes are above mean sea level, which is EGM96 here. This is a picture of the
route, not a mission: DJI Pilot 2 flies WPML.
"""

from pathlib import Path
from typing import Any

import numpy as np
from lxml import etree

from missionplanner.api import (
    Datum,
    Finding,
    InputError,
    LegKind,
    Mission,
    ReadRoute,
    Severity,
    SingleFileFormat,
    message,
    parse_xml,
)

_KML = "http://www.opengis.net/kml/2.2"
_DJI = b"www.dji.com/wpmz/"
# aabbggrr, as KML has it.
_COLOUR = "ffb4690f"
_SPACES: dict[Any, str] = {None: _KML}


class KmlFormat(SingleFileFormat):
    """The format `kml`; see `missionplanner.api.MissionFormat`."""

    name = "kml"
    title = "KML of route and waypoints (Google Earth)"
    suffix = ".kml"

    def document(self, mission: Mission) -> bytes:
        """Return the line and its waypoints."""
        return _document(mission)

    def recognises(self, path: Path) -> bool:
        """Return whether the file is a KML that does not hold DJI's elements."""
        if path.suffix.lower() != ".kml":
            return False
        try:
            with path.open("rb") as stream:
                return _DJI not in stream.read(4096)
        except OSError:
            return True

    def check(self, path: Path) -> tuple[Finding, ...]:
        """Return whether a line can be read back, and that it is no mission."""
        said = message("kml_route.no_mission")
        note = Finding("KML-2", Severity.NOTE, path.name, said)
        return super().check(path) or (note,)

    def read(self, path: Path) -> ReadRoute:
        """Return the first LineString."""
        try:
            root = parse_xml(path.read_bytes(), path.name)
            text = next(root.iter(f"{{{_KML}}}LineString")).findtext(f"{{{_KML}}}coordinates")
            rows = [[float(word) for word in point.split(",")] for point in (text or "").split()]
            places = np.array(rows, dtype=np.float64).reshape(-1, 3)
            if len(places) < 2:
                raise ValueError("fewer than two points")
        except OSError as error:
            raise InputError("kml_route.unreadable", str(path), reason=error.strerror) from error
        except (ValueError, StopIteration) as error:
            raise InputError("kml_route.no_line", path.name) from error
        silent = np.full(len(places), np.nan)
        lon, lat, height = places.T
        return ReadRoute(path.stem, lon, lat, height, Datum.EGM96, silent)


def _document(mission: Mission) -> bytes:
    root = etree.Element(f"{{{_KML}}}kml", nsmap=_SPACES)
    document = _add(root, "Document")
    _add(document, "name", mission.title)
    style = _add(document, "Style")
    style.set("id", "route")
    line = _add(style, "LineStyle")
    _add(line, "color", _COLOUR)
    _add(line, "width", "3")
    _line(document, mission)
    folder = _add(document, "Folder")
    _add(folder, "name", "Waypoints")
    for i in range(len(mission.waypoints)):
        _point(folder, mission, i)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _line(document: etree._Element, mission: Mission) -> None:
    mark = _add(document, "Placemark")
    _add(mark, "name", mission.title)
    _add(
        mark,
        "description",
        f"{mission.sensor.name} on {mission.aircraft.name}: {mission.length_m:.0f} m, "
        f"{mission.duration_s / 60:.1f} min, {mission.photos} photos",
    )
    _add(mark, "styleUrl", "#route")
    line = _add(mark, "LineString")
    _add(line, "altitudeMode", "absolute")
    places = " ".join(_place(mission, i) for i in range(len(mission.waypoints)))
    _add(line, "coordinates", places)


def _point(folder: etree._Element, mission: Mission, i: int) -> None:
    points = mission.waypoints
    mark = _add(folder, "Placemark")
    _add(mark, "name", str(i))
    kind = LegKind(int(points.leg[i])).name.lower()
    above = points.egm96_m[i] - points.ground_m[i]
    _add(mark, "description", f"{kind}, {above:.1f} m above ground, {points.speed_mps[i]:.1f} m/s")
    point = _add(mark, "Point")
    _add(point, "altitudeMode", "absolute")
    _add(point, "coordinates", _place(mission, i))


def _place(mission: Mission, i: int) -> str:
    points = mission.waypoints
    return f"{points.lon_deg[i]:.9f},{points.lat_deg[i]:.9f},{points.egm96_m[i]:.4f}"


def _add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, f"{{{_KML}}}{name}")
    if text:
        # XML cannot hold control characters at all.
        child.text = "".join(c for c in text if c >= " " or c in "\t\n")
    return child


FORMATS = (KmlFormat(),)
