"""Write a project's control points for the field: a sheet, and files that receivers read."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from shapely.geometry import Point

from missionplanner.geo.frames import transform
from missionplanner.geo.geoid import to_egm96_m, to_ellipsoid_m
from missionplanner.geo.mine_grid import to_mine
from missionplanner.geo.national_grids import crs_name, crs_named
from missionplanner.imagery.control.resection import site_place
from missionplanner.model.places import ControlPoint
from missionplanner.operations.mine_grid import SITE_GRID, own_grid
from missionplanner.operations.site import Site
from missionplanner.project.document import Project
from missionplanner.report.control_sheet import ControlSheet, control_pdf
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.cells import csv_bytes
from missionplanner.storage.folders import made_in
from missionplanner.tasks.progress import Progress
from missionplanner.vector.writing import write_features

FOLDER = "control"


@dataclass(frozen=True)
class WrittenGrid:
    """East and north of points in the grid that they are to be measured in."""

    name: str
    east_m: tuple[float, ...]
    north_m: tuple[float, ...]


def write_control(
    site: Site, progress: Progress, out: Path | None = None, crs: str | None = None
) -> tuple[Path, ...]:
    """Write sheet (PDF), table (CSV), and points for receivers and telephones (GPX, KML, GeoJSON).

    Parameters
    ----------
    site : Site
        With the project as saved.
    out : Path, optional
        Default: `control` in the project's folder.
    crs : str, optional
        Grid whose coordinates stand beside the degrees; default: the mine's own, where there is
        one, else the site's UTM zone.

    Raises
    ------
    InputError
        Nobody knows the grid.
    OutputError
        A file cannot be written.
    """
    project = site.project
    folder = made_in(project.folder, out or project.folder / FOLDER)
    points = project.document.control_points
    grid = _grid(site, points, crs)
    pairs = tuple((f"{e:.2f}", f"{n:.2f}") for e, n in zip(grid.east_m, grid.north_m, strict=True))
    sheet = ControlSheet(site.scenario, project, pairs, grid.name)
    progress.report(0.2, "control.writing")
    return (
        write_whole(folder / "control.pdf", control_pdf(sheet)),
        write_whole(folder / "control.csv", csv_bytes(_rows(site, points, grid))),
        *_layers(folder, points),
    )


def _grid(site: Site, points: tuple[ControlPoint, ...], crs: str | None) -> WrittenGrid:
    lon = np.array([point.lon_deg for point in points])
    lat = np.array([point.lat_deg for point in points])
    mine = own_grid(site.project) if crs == SITE_GRID else site.project.document.mine_grid
    if mine is not None and crs in (None, SITE_GRID):
        east, north, _ = to_mine(mine, lon, lat, _ellipsoid_m(site, points))
        return WrittenGrid(mine.name, tuple(east.tolist()), tuple(north.tolist()))
    named = crs_named(crs) if crs else f"EPSG:{site.terrain.frame.epsg}"
    east, north = transform(lon, lat, "EPSG:4326", named)
    return WrittenGrid(crs_name(named), tuple(east.tolist()), tuple(north.tolist()))


def _ellipsoid_m(site: Site, points: tuple[ControlPoint, ...]) -> np.ndarray:
    """Return ellipsoidal heights; of points that were not measured those of the ground."""
    lon, lat = (np.array([getattr(p, key) for p in points]) for key in ("lon_deg", "lat_deg"))
    x, y, height = np.array([site_place(p, site.terrain.frame) for p in points]).reshape(-1, 3).T
    known = np.where(np.isfinite(height), height, site.terrain.height_at(x, y))
    return to_ellipsoid_m(known, lon, lat)


def _rows(site: Site, points: tuple[ControlPoint, ...], grid: WrittenGrid) -> list[list[object]]:
    heights = _ellipsoid_m(site, points)
    head = ["name", "lon", "lat", "east", "north", "grid", "ground_egm96_m", "height_m", "datum"]
    rows: list[list[object]] = [[*head, "check"]]
    for k, point in enumerate(points):
        ground = float(to_egm96_m(heights[k], point.lon_deg, point.lat_deg))
        altitude = point.altitude
        rows.append(
            [
                point.name,
                f"{point.lon_deg:.9f}",
                f"{point.lat_deg:.9f}",
                f"{grid.east_m[k]:.3f}",
                f"{grid.north_m[k]:.3f}",
                grid.name,
                f"{ground:.2f}",
                "" if altitude is None else f"{altitude.value_m:.3f}",
                "" if altitude is None else str(altitude.datum),
                "check" if point.checks else "",
            ]
        )
    return rows


def _layers(folder: Path, points: tuple[ControlPoint, ...]) -> tuple[Path, ...]:
    shapes = [Point(point.lon_deg, point.lat_deg) for point in points]
    names: list[object] = [point.name for point in points]
    checks: list[object] = ["check" if point.checks else "control" for point in points]
    gpx = folder / "control.gpx"
    write_features(gpx, "waypoints", shapes, {"name": names, "desc": checks}, "GPX")
    for suffix in (".kml", ".geojson"):
        values = {"name": names, "description": checks}
        write_features(folder / f"control{suffix}", "control", shapes, values)
    return gpx, folder / "control.kml", folder / "control.geojson"


def control_project(project: Project) -> list[dict[str, object]]:
    """Return a project's control points for JSON."""
    return [
        {
            "name": point.name,
            "lon": point.lon_deg,
            "lat": point.lat_deg,
            "height_m": point.altitude.value_m if point.altitude else None,
            "datum": str(point.altitude.datum) if point.altitude else None,
            "checks": point.checks,
        }
        for point in project.document.control_points
    ]
