"""Calibrate a mine's own grid for a project, and use it where a grid is asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from missionplanner.errors import InputError
from missionplanner.geo.frames import geodesic_distances_m
from missionplanner.geo.mine_grid import CommonPoint, calibrated_grid, mine_crs
from missionplanner.imagery.control.tables import read_common
from missionplanner.messages.message import message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.mine_grid import MineGrid
from missionplanner.project.document import Project
from missionplanner.project.edits import set_mine_grid
from missionplanner.project.store import load, save
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import made_in
from missionplanner.storage.lock import held

SITE_GRID = "site"
"""What the mine's own grid is called where a CRS is asked for."""
_FILE = "mine-grid.wkt"
_WIDE_M, _UNCHECKED = 0.1, 4
# A plane grid fitted to points farther away would tell nothing of the mine.
_FAR_M, _NAMED = 50_000.0, 5


@dataclass(frozen=True)
class CalibratedGrid:
    """A grid as it was saved, and the file that other programs know it by."""

    grid: MineGrid
    file: Path
    findings: tuple[Finding, ...]


def calibrate_grid(
    folder: Path, table: Path, parameters: int = 4, name: str | None = None
) -> CalibratedGrid:
    """Fit a mine's grid to common points, save it in the project, and write it as WKT beside.

    Parameters
    ----------
    folder : Path
        The project.
    table : Path
        Common points; see `imagery.control.tables.read_common`.
    parameters : int
        4 or 7; see `geo.mine_grid`.
    name : str, optional
        What it is called; default: by the project's title.

    Raises
    ------
    InputError
        The table cannot be read, its points fit no grid, or one lies over 50 km from the site.
    OutputError
        The project cannot be saved.
    """
    with held(folder):
        project = load(folder)
        points = read_common(table)
        _refuse_far(project, points, table)
        called = name or f"{project.document.title}, {SITE_GRID}"
        grid = calibrated_grid(points, parameters, called[:200])
        save(set_mine_grid(project, grid))
        path = made_in(folder, folder / "control") / _FILE
        file = write_whole(path, f"{mine_crs(grid)}\n".encode())
    return CalibratedGrid(grid, file, tuple(_told(grid)))


def _refuse_far(project: Project, points: Sequence[CommonPoint], table: Path) -> None:
    west, south, east, north = project.area.outer.bounds
    middle = (west + east) / 2, (south + north) / 2
    away_m = [
        float(geodesic_distances_m([one.lon_deg, middle[0]], [one.lat_deg, middle[1]])[0])
        for one in points
    ]
    far = [k for k, value in enumerate(away_m) if value > _FAR_M]
    if far:
        names = [points[k].name for k in far[:_NAMED]]
        km = away_m[far[0]] / 1000.0
        raise InputError("control.common_far", str(table), names=names, n=len(far), km=km)


def own_grid(project: Project) -> MineGrid:
    """Return the grid of the mine; raises InputError where the project knows none."""
    grid = project.document.mine_grid
    if grid is None:
        raise InputError("control.no_mine_grid", str(project.folder), folder=project.folder)
    return grid


def with_own_grid(project: Project, options: Mapping[str, str] | None) -> Mapping[str, str] | None:
    """Return options of a format with the mine's grid where `site` is named as its crs."""
    if options is None or options.get("crs") != SITE_GRID:
        return options
    return {**options, "crs": mine_crs(own_grid(project))}


def _told(grid: MineGrid) -> Iterator[Finding]:
    off = np.array([np.hypot(point.east_m, point.north_m) for point in grid.points])
    worst = int(np.argmax(off))
    if off[worst] > _WIDE_M:
        said = message("control.grid_wide", off_m=float(off[worst]))
        yield Finding("GRID-OFF", Severity.WARNING, grid.points[worst].name, said)
    if len(grid.points) < _UNCHECKED:
        yield Finding("GRID-FEW", Severity.NOTE, "", message("control.grid_few"))
    if not grid.heights:
        yield Finding("GRID-FLAT", Severity.NOTE, "", message("control.grid_flat"))
