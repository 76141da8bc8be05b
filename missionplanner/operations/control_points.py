"""Suggest control points, and take those that were measured into the project."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from missionplanner.errors import InputError
from missionplanner.geo.frames import geodesic_distances_m
from missionplanner.geo.national_grids import crs_named
from missionplanner.imagery.control.adjust import on_a_line
from missionplanner.imagery.control.measured import FAR_M, MeasuredIn, measured_points
from missionplanner.imagery.control.resection import site_place
from missionplanner.imagery.control.suggest import (
    GENTLE_DEG,
    LEAST,
    ControlLayout,
    LaidOn,
    suggested,
)
from missionplanner.imagery.control.tables import read_measured
from missionplanner.messages.message import message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.places import ControlPoint, Datum
from missionplanner.model.verification import ViewRasters
from missionplanner.operations.mine_grid import SITE_GRID, own_grid
from missionplanner.operations.results import load_result
from missionplanner.operations.site import Site, load_site
from missionplanner.project.document import Project
from missionplanner.project.point_marks import PointKind, with_places
from missionplanner.project.store import load, save
from missionplanner.storage.lock import held
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.datum import parse_datum
from missionplanner.vector.files import read_features

MOST_SUGGESTED = 200


@dataclass(frozen=True)
class ControlPoints:
    """The control points of a project after they were suggested or measured.

    Attributes
    ----------
    site : Site
        With the project as it was saved.
    new : tuple of ControlPoint
        Suggested, or taken from the table.
    layout : ControlLayout or None
        How those suggested lie; None: they were measured.
    findings : tuple of Finding
    """

    site: Site
    new: tuple[ControlPoint, ...]
    layout: ControlLayout | None
    findings: tuple[Finding, ...]

    @property
    def project(self) -> Project:
        """As it was saved."""
        return self.site.project

    @property
    def points(self) -> tuple[ControlPoint, ...]:
        """All of the project's."""
        return self.project.document.control_points


def suggest_control(
    folder: Path, n: int, progress: Progress, keep_off: Sequence[Path] = ()
) -> ControlPoints:
    """Propose control points until a project has `n`; those it has stay, and count.

    Parameters
    ----------
    folder : Path
        The project.
    n : int
        At least five.
    keep_off : sequence of Path
        Vector files of roads and other ground that no point may lie on; the project's power lines
        and holes are kept off in any case.

    Raises
    ------
    InputError
        Fewer than five or more than 200, the project has as many, or no ground is fit for one.
    OutputError
        The project cannot be saved.
    Cancelled
    """
    if not LEAST <= n <= MOST_SUGGESTED:
        raise InputError("control.suggest_number", "--suggest", least=LEAST, most=MOST_SUGGESTED)
    with held(folder):
        project = load(folder)
        there = project.document.control_points
        if len(there) >= n:
            raise InputError("control.enough", str(folder), n=len(there))
        site = load_site(project, progress.part(0.0, 0.8))
        ground = _ground(site, folder, keep_off)
        layout = suggested(ground, n - len(there), _site_xy(site, there))
        if not len(layout.xy_m):
            raise InputError("control.nowhere", str(folder))
        new = tuple(_named(site, layout, there))
        saved = save(with_places(project, PointKind.CONTROL_POINT, (*there, *new)))
    progress.report(1.0, "control.suggested")
    findings = tuple(_told(layout, ground, n - len(there)))
    return ControlPoints(replace(site, project=saved), new, layout, findings)


def _ground(site: Site, folder: Path, keep_off: Sequence[Path]) -> LaidOn:
    home = site.scenario.home
    frame = site.terrain.frame
    lines = [frame.project(line.line) for line in site.project.threats.power_lines]
    for file in keep_off:
        shapes = read_features(file).geometries
        lines += [frame.project(shape) for shape in shapes if shape is not None]
    return LaidOn(
        terrain=site.terrain,
        wanted=site.scenario.wanted,
        keep_off=tuple[BaseGeometry, ...](lines),
        views=_views(folder),
        start_m=(home.x_m, home.y_m),
    )


def _views(folder: Path) -> ViewRasters | None:
    result = load_result(folder)
    if result is None:
        return None
    cameras = [
        judged.rasters
        for plan, judged in zip(result.plans, result.verifications, strict=True)
        if plan.sensor.lidar is None
    ]
    # Of several sensors the one that sees least of all: what it sees, the others see too.
    return min(cameras, key=lambda views: float(views.images.mean()), default=None)


def _site_xy(site: Site, points: Sequence[ControlPoint]) -> NDArray[np.float64]:
    lonlat = np.array([(p.lon_deg, p.lat_deg) for p in points]).reshape(-1, 2)
    return np.column_stack(site.terrain.frame.forward(lonlat[:, 0], lonlat[:, 1]))


def _named(
    site: Site, layout: ControlLayout, there: Sequence[ControlPoint]
) -> Iterator[ControlPoint]:
    taken = {point.name for point in there}
    free = (f"CP {k}" for k in range(1, len(taken) + len(layout.xy_m) + 1))
    names = (name for name in free if name not in taken)
    lon, lat = site.terrain.frame.inverse(layout.xy_m[:, 0], layout.xy_m[:, 1])
    for x, y, name, checks in zip(lon, lat, names, layout.checks, strict=False):
        yield ControlPoint(name=name, lon_deg=float(x), lat_deg=float(y), checks=bool(checks))


def _told(layout: ControlLayout, ground: LaidOn, asked: int) -> Iterator[Finding]:
    if len(layout.xy_m) < asked:
        said = message("control.fewer", n=len(layout.xy_m), of=asked)
        yield Finding("CONTROL-FEWER", Severity.WARNING, "", said)
    if layout.gentle_deg > GENTLE_DEG[0]:
        said = message("control.steep", slope=layout.gentle_deg, gentle=GENTLE_DEG[0])
        yield Finding("CONTROL-STEEP", Severity.NOTE, "", said)
    if ground.views is None:
        yield Finding("CONTROL-VIEW", Severity.NOTE, "", message("control.view_unknown"))
    if not layout.reachable:
        yield Finding("CONTROL-REACH", Severity.WARNING, "", message("control.reach_unknown"))
    yield Finding("CONTROL-ROADS", Severity.NOTE, "", message("control.roads_unseen"))


def take_measured(
    folder: Path, table: Path, progress: Progress, crs: str | None = None, datum: str | None = None
) -> ControlPoints:
    """Take measured points into a project: those of a known name are moved, others are added.

    Parameters
    ----------
    folder : Path
        The project.
    table : Path
        See `imagery.control.tables.read_measured`.
    crs : str, optional
        Name of the coordinate system (`geo.national_grids.crs_named`), or `site`: the mine's grid.
    datum : str, optional
        What heights are counted from, as `terrain.datum` reads it; not that of a grid file.

    Raises
    ------
    InputError
        The table cannot be read, or points do not lie at the site: they are named.
    Undecided
        Nobody tells the coordinate system or the datum.
    OutputError
        The project cannot be saved.
    Cancelled
    """
    with held(folder):
        project = load(folder)
        given = _given(project, crs, datum)
        site = load_site(project, progress.part(0.0, 0.8))
        middle, reach_m = _around(project)
        rows = read_measured(table)
        new, findings = measured_points(rows, given, middle, reach_m, table)
        names = {point.name: point for point in new}
        old = project.document.control_points
        merged = [names.pop(point.name, point) for point in old]
        merged += names.values()
        saved = save(with_places(project, PointKind.CONTROL_POINT, tuple(merged)))
    progress.report(1.0, "control.measured")
    told = (*findings, *_off_ground(site, new), *_on_line(site, tuple(merged)))
    return ControlPoints(replace(site, project=saved), new, None, told)


def _given(project: Project, crs: str | None, datum: str | None) -> MeasuredIn:
    if crs == SITE_GRID:
        return MeasuredIn(mine=own_grid(project))
    return MeasuredIn(crs_named(crs) if crs else None, None, *_datum(datum))


def _datum(words: str | None) -> tuple[Datum | None, float]:
    if words is None:
        return None, 0.0
    said = parse_datum(words)
    if said.grid is not None or said.unit_m not in (None, 1.0):
        raise InputError("control.datum_plain", "--vertical-datum")
    if said.offset_m is not None:
        return Datum.EGM96, said.offset_m
    return Datum(said.name), 0.0


def _around(project: Project) -> tuple[tuple[float, float], float]:
    """Return the middle of the area, and how far from there its control points may lie."""
    west, south, east, north = project.area.outer.bounds
    size = float(geodesic_distances_m([west, east], [south, north])[0])
    return ((west + east) / 2, (south + north) / 2), FAR_M + size


def _on_line(site: Site, points: Sequence[ControlPoint]) -> Iterator[Finding]:
    """Yield that nothing can be adjusted to points: told in the field, not after the flight."""
    known = [site_place(one, site.terrain.frame) for one in points if one.altitude is not None]
    if len(known) > 2 and on_a_line(np.array(known)):
        yield Finding("CONTROL-LINE", Severity.WARNING, "", message("control.on_line"))


def _off_ground(site: Site, points: Sequence[ControlPoint]) -> Iterator[Finding]:
    """Yield points whose height and the DEM's cannot both be right: another datum, or unit."""
    for point in points:
        x, y, height = site_place(point, site.terrain.frame)
        off_m = height - float(site.terrain.height_at(x, y))
        if abs(off_m) > 10.0:
            said = message("control.off_ground", off_m=off_m)
            yield Finding("CONTROL-GROUND", Severity.WARNING, point.name, said)
