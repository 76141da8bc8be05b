"""Begin a project from its terrain alone: what is surveyed is drawn later; nothing is saved yet."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from pydantic import Field
from shapely.geometry import MultiPolygon, box
from shapely.geometry.base import BaseGeometry

from missionplanner.aircraft.catalogue import aircraft, check_mount, sensor
from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.airspace import Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Frozen, Position
from missionplanner.model.reading import HeightUnit
from missionplanner.model.weather import CALM
from missionplanner.operations.parts import check_parts
from missionplanner.operations.take_files import GivenFiles, take_files
from missionplanner.project.document import Project, ProjectDocument, to_folder
from missionplanner.project.store import DOCUMENT
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.dem import Terrain, load_terrain
from missionplanner.terrain.outline import terrain_outline

# The whole ground is shown on about so many cells a side: a map is no finer.
_MAP_CELLS = 1200
_LEAST_CELL_M = 5.0
# Half the side of the piece of ground that is looked for first, and the places where it may be.
_PIECE_M = 50.0
_PLACES = (0.5, 0.35, 0.65, 0.2, 0.8)
_NO_GROUND = ("terrain.nothing_covered", "terrain.partly_covered")


class BegunProject(Frozen):
    """What a project begins with where its area is still to be drawn."""

    dem: tuple[Path, ...] = Field(min_length=1, description="One or more elevation files")
    threats: tuple[Path, ...] = ()
    weather: Path | None = None
    home: Position | None = None
    vertical_datum: str | None = None
    dem_unit: HeightUnit | None = None
    aircraft: str = "m300-rtk"
    sensors: tuple[str, ...] = Field(default=("p1-35",), min_length=1)
    title: str = ""


@dataclass(frozen=True)
class BareGround:
    """The ground of a project without an area, and its middle."""

    terrain: Terrain
    middle: Position


def begun_project(folder: Path, request: BegunProject, progress: Progress) -> Project:
    """Return a project that is not on disk: without an area, planned for and saved it cannot be.

    Raises
    ------
    InputError
        A file cannot be used, a sensor not carried, or there is a project already.
    """
    folder = folder.resolve()
    if (folder / DOCUMENT).exists():
        raise InputError("project.there_already", str(folder))
    craft = aircraft(request.aircraft)
    for key in request.sensors:
        check_mount(sensor(key), craft)
    now = datetime.now(UTC).replace(microsecond=0)
    document = ProjectDocument(
        title=request.title or folder.stem,
        created=now,
        changed=now,
        dem=tuple(to_folder(folder, path) for path in request.dem),
        vertical_datum=request.vertical_datum,
        dem_unit=request.dem_unit,
        home=request.home,
        aircraft=request.aircraft,
        sensors=request.sensors,
    )
    bare = SurveyArea(document.title, MultiPolygon())
    project = Project(folder, document, bare, Threats(), CALM)
    given = GivenFiles(threats=request.threats, weather=request.weather)
    return take_files(project, given, progress).project


def bare_ground(project: Project, progress: Progress) -> BareGround:
    """Return the whole ground of a project's elevation files, coarsely.

    Raises
    ------
    InputError
        A file is gone or does not say where it lies, or what `load_terrain` finds wrong.
    """
    check_parts(project)
    outline = terrain_outline(project.dem_paths)
    if outline is None:
        raise InputError("operations.draw_needs_raster", str(project.dem_paths[0]))
    middle = outline.centroid
    frame = SiteFrame.around(middle.x, middle.y)
    west, south, east, north = frame.project(outline).bounds
    cell_m = max(_LEAST_CELL_M, max(east - west, north - south) / _MAP_CELLS)
    terrain = _known(_around(project, frame, (west, south, east, north), cell_m, progress))
    place = Position(lon_deg=float(middle.x), lat_deg=float(middle.y))
    return BareGround(terrain, place)


def _known(terrain: Terrain) -> Terrain:
    """Return terrain without the empty ground around it."""
    known = np.isfinite(terrain.height_m)
    rows, cols = np.flatnonzero(known.any(axis=1)), np.flatnonzero(known.any(axis=0))
    inside = slice(rows[0], rows[-1] + 1), slice(cols[0], cols[-1] + 1)
    return replace(
        terrain,
        x0_m=terrain.x0_m + terrain.cell_m * float(cols[0]),
        y0_m=terrain.y0_m + terrain.cell_m * float(rows[0]),
        height_m=terrain.height_m[inside],
        highest_m=None if terrain.highest_m is None else terrain.highest_m[inside],
    )


def _around(
    project: Project,
    frame: SiteFrame,
    bounds: tuple[float, float, float, float],
    cell_m: float,
    progress: Progress,
) -> Terrain:
    """Read all of the ground about a piece of it that is known: files end in voids."""
    west, south, east, north = bounds
    reach = float(np.hypot(east - west, north - south))
    refused: InputError | None = None
    for share_y in _PLACES:
        for share_x in _PLACES:
            x, y = west + share_x * (east - west), south + share_y * (north - south)
            piece: BaseGeometry = box(x - _PIECE_M, y - _PIECE_M, x + _PIECE_M, y + _PIECE_M)
            margin_m = max(x - west, east - x, y - south, north - y, 0.0)
            try:
                return load_terrain(
                    project.dem_paths,
                    frame.unproject(piece),
                    margin_m=min(margin_m, reach),
                    vertical_datum=project.document.vertical_datum,
                    unit=project.document.dem_unit,
                    cell_m=cell_m,
                    progress=progress,
                )
            except InputError as error:
                if error.code not in _NO_GROUND:
                    raise
                refused = error
    assert refused is not None
    raise refused
