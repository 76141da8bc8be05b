"""The survey area as KML and its ground as GeoTIFF, for the controller's own mapping mode.

The way out where a controller refuses waypoint routes: DJI Pilot 2 lays strips of its own over an
imported polygon, and follows an imported surface. Nothing of the plan's checks holds for them.
"""

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from missionplanner.geo.geoid import to_ellipsoid_m
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.missions.names import route_name
from missionplanner.model.area import SurveyArea
from missionplanner.operations.site import load_site
from missionplanner.project.store import load
from missionplanner.raster.files.write import write_geotiff
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import made_in
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.ground import Terrain

AREA, EGM96, ELLIPSOID, README = "area.kml", "dem-egm96.tif", "dem-ellipsoid.tif", "README.txt"
_WGS84, _EGM96_EPSG, _MOST_CELLS = 4326, 5773, 4_000_000
_METRES_A_DEGREE = 111_320.0


@dataclass(frozen=True)
class MappingFiles:
    """What was written, and how many holes Pilot 2's polygon cannot have."""

    files: tuple[Path, ...]
    holes: int


def write_mapping(folder: Path, out: Path, progress: Progress) -> MappingFiles:
    """Write area and ground of a project; it need not be planned.

    The ground is written twice, above sea level and above the ellipsoid: no document was found
    that says which of them Pilot 2 takes an imported surface for. The README tells the take-off
    place's height in both, to see which it is.

    Raises
    ------
    InputError
        A part of the project is gone.
    OutputError
        The folder cannot be made or written.
    """
    with held(folder):
        project = load(folder)
        site = load_site(project, progress.part(0.0, 0.6))
        target = made_in(folder, out)
        terrain, home = site.terrain, site.scenario.home
        west, south, cell, heights = _in_degrees(terrain)
        lon = west + cell * np.arange(heights.shape[1])
        lat = south + cell * np.arange(heights.shape[0])
        above = to_ellipsoid_m(heights, *np.meshgrid(lon, lat)).astype(np.float32)
        place = west, south, cell, _WGS84
        tags = {"VERTICAL_DATUM": "EGM96"}
        write_geotiff(
            target / EGM96, heights.astype(np.float32), *place, tags, vertical_epsg=_EGM96_EPSG
        )
        progress.report(0.8, "operations.mapping.writing")
        write_geotiff(target / ELLIPSOID, above, *place, {"VERTICAL_DATUM": "WGS 84 ellipsoid"})
        title = project.document.title
        write_whole(target / AREA, area_kml(project.area, title).encode())
        words = message(
            "operations.mapping.readme",
            title=title,
            lon=home.position.lon_deg,
            lat=home.position.lat_deg,
            egm96_m=home.ground_egm96_m,
            ellipsoid_m=home.ground_ellipsoid_m,
            n=len(project.area.holes) + len(project.threats.zones),
        )
        write_whole(target / README, sentence(words).encode("utf-8-sig"))
    progress.report(1.0, "operations.mapping.written")
    files = tuple(target / name for name in (AREA, EGM96, ELLIPSOID, README))
    return MappingFiles(files, len(project.area.holes))


def area_kml(area: SurveyArea, title: str) -> str:
    """Return the outline as KML, a placemark a part, on the ground; holes are left out."""
    marks = []
    for n, polygon in enumerate(area.outer.geoms, start=1):
        ring = " ".join(f"{lon:.9f},{lat:.9f},0" for lon, lat, *_ in polygon.exterior.coords)
        name = escape(
            f"{route_name(title)} {n}" if len(area.outer.geoms) > 1 else route_name(title)
        )
        marks.append(
            f"<Placemark><name>{name}</name><Polygon><altitudeMode>clampToGround</altitudeMode>"
            f"<outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing>"
            "</outerBoundaryIs></Polygon></Placemark>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">'
        "<Document>\n" + "\n".join(marks) + "\n</Document></kml>\n"
    )


def _in_degrees(terrain: Terrain) -> tuple[float, float, float, NDArray[np.float64]]:
    """Return west, south, cell (degrees) and heights (EGM96) on a grid of degrees, row 0 south."""
    west_m, south_m, east_m, north_m = terrain.bounds
    corners = terrain.frame.inverse(
        np.array([west_m, west_m, east_m, east_m]), np.array([south_m, north_m, south_m, north_m])
    )
    # The largest rectangle of degrees within the grid: beyond it there is no ground.
    west, east = float(np.sort(corners[0])[1]), float(np.sort(corners[0])[2])
    south, north = float(np.sort(corners[1])[1]), float(np.sort(corners[1])[2])
    cell = terrain.cell_m / _METRES_A_DEGREE
    while (east - west) * (north - south) / cell**2 > _MOST_CELLS:
        cell *= 2
    lon = np.arange(west + cell / 2, east, cell)
    lat = np.arange(south + cell / 2, north, cell)
    x, y = terrain.frame.forward(*np.meshgrid(lon, lat))
    return float(lon[0]), float(lat[0]), cell, terrain.height_at(x, y)
