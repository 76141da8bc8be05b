"""What a project is: its saved document, and the document with everything it points to."""

import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from missionplanner.model.airspace import Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.ending import RouteEnding
from missionplanner.model.mine_grid import MineGrid
from missionplanner.model.places import ControlPoint, Frozen, NamedPlace, Position
from missionplanner.model.plan import PlanIntent
from missionplanner.model.reading import HeightUnit, ReadReport
from missionplanner.model.weather import Weather


class Versions(Frozen):
    """Format version of each part of a project; see `project.upgrades`."""

    project: int = Field(default=3, ge=1, description="This file")
    layers: int = Field(default=1, ge=1, description="layers.gpkg")
    weather: int = Field(default=1, ge=1, description="weather.json")


# Longer than any system takes, and what no name of a file can hold.
SavedPath = Annotated[str, Field(min_length=1, max_length=4096, pattern=r"^[^\x00]+$")]
Key = Annotated[str, Field(max_length=200)]
# More than anybody lays out; a file that holds more is damaged.
_MOST_PLACES = 1000


class RiskLink(Frozen):
    """A soft risk raster beside or outside the project."""

    name: str
    path: SavedPath = Field(description="From the project folder, with forward slashes")


class ProjectDocument(Frozen):
    """`project.json`. Paths are relative to the project folder, with forward slashes."""

    kind: Literal["osprey-mission-project"] = "osprey-mission-project"
    versions: Versions = Versions()
    title: str = Field(description="Shown to people, and part of mission names")
    created: AwareDatetime = Field(description="When the project was made")
    changed: AwareDatetime = Field(description="When it was last saved")
    dem: tuple[SavedPath, ...] = Field(min_length=1, description="Elevation files")
    vertical_datum: str | None = Field(
        default=None,
        max_length=4096,
        pattern=r"^[^\x00]*$",
        description="What the DEM's heights are counted from; None: the file says",
    )
    dem_unit: HeightUnit | None = Field(
        default=None, description="Unit of the DEM's heights; None: the file says"
    )
    home: Position | None = Field(default=None, description="Take-off place; None: chosen")
    stations: tuple[NamedPlace, ...] = Field(
        default=(), max_length=_MOST_PLACES, description="Ground stations, for the radio link"
    )
    control_points: tuple[ControlPoint, ...] = Field(
        default=(), max_length=_MOST_PLACES, description="Marks on the ground"
    )
    mine_grid: MineGrid | None = Field(
        default=None, description="The mine's own grid; None: it has none, or nobody calibrated it"
    )
    aircraft: Key = Field(description="Key in the catalogue of aircraft")
    sensors: tuple[Key, ...] = Field(
        min_length=1, max_length=100, description="Keys in the catalogue of sensors"
    )
    intent: PlanIntent = Field(default=PlanIntent(), description="What is asked of the planner")
    ending: RouteEnding = Field(
        default=RouteEnding(), description="What is done at a route's end and without a link"
    )
    layers: Literal["layers.gpkg"] = Field(
        default="layers.gpkg", description="Area, holes, zones and power lines"
    )
    weather: Literal["weather.json"] = Field(
        default="weather.json", description="Weather, hour by hour"
    )
    risks: tuple[RiskLink, ...] = Field(default=(), description="Soft risk rasters, 0 to 1")
    former_contour: bool = Field(
        default=False,
        description="Straight strips near the contours were asked for, which `auto` stands for now",
    )
    read: ReadReport | None = Field(
        default=None, description="What the files it was made from gave, and what was passed over"
    )


@dataclass(frozen=True)
class Project:
    """A project in memory; change it with `project.edits`, save it with `project.store`.

    Attributes
    ----------
    folder : Path
        Absolute.
    document : ProjectDocument
        Its `risks` repeat `threats.risks` as saved; the latter count.
    area : SurveyArea
    threats : Threats
    weather : Weather
    seen : str
        Hash of the files it was read from, or last written to; empty: of none. Saving over other
        files is refused.
    """

    folder: Path
    document: ProjectDocument
    area: SurveyArea
    threats: Threats
    weather: Weather
    seen: str = field(default="", compare=False)

    @property
    def dem_paths(self) -> tuple[Path, ...]:
        """The elevation files, absolute; they need not exist."""
        return tuple(from_folder(self.folder, path) for path in self.document.dem)

    @property
    def is_bare(self) -> bool:
        """True while no survey area is drawn; such a project is planned for by nobody."""
        return bool(self.area.outer.is_empty)

    @property
    def changed(self) -> datetime:
        """When it was last saved."""
        return self.document.changed


@dataclass(frozen=True)
class Saved:
    """Event: a project was saved; `seen` is the hash of its files, as in `Project`."""

    folder: Path
    seen: str


def from_folder(folder: Path, path: str) -> Path:
    """Return a saved path as an absolute one."""
    return (folder / path).resolve()


def to_folder(folder: Path, path: Path) -> str:
    """Return a path as it is saved: from the project folder, or absolute on another drive."""
    target, start = path.resolve(), folder.resolve()
    if target.anchor != start.anchor:
        return target.as_posix()
    return Path(os.path.relpath(target, start)).as_posix()
