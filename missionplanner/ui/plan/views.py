"""What the window shows: light values that travel from the worker process; no Qt, no files."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely import union_all
from shapely.geometry import LineString, MultiPolygon, Polygon

from missionplanner.errors import PlannerError
from missionplanner.messages.message import Message
from missionplanner.model.finding import Finding
from missionplanner.model.places import Altitude, Position, Rect
from missionplanner.model.plan import PlanIntent, SensorPlan
from missionplanner.model.verification import Verification
from missionplanner.operations.recovery import Recovered
from missionplanner.project.document import Project
from missionplanner.ui.map.ground import Ground

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ZoneShape:
    """A no-fly zone or a hole, in site metres; `keeps_out` False: a hole that may be overflown."""

    name: str
    polygon_m: MultiPolygon | Polygon
    floor: Altitude | None
    ceiling: Altitude | None
    keeps_out: bool = True


@dataclass(frozen=True)
class LineShape:
    """A power line, in site metres."""

    name: str
    line_m: LineString
    height_m: float
    clearance_m: float


@dataclass(frozen=True)
class SunWindow:
    """When light is right for a kind of sensor; local time of the site.

    `kind`: `day` or `night`, as a sensor asks for it, or `daylight`, from sunrise to sunset.
    """

    kind: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class FormatChoice:
    """An option of a mission format, by its names there, with the values that it offers."""

    format: str
    option: str
    default: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class SiteView:
    """An opened project, ready to be drawn.

    `height_range_m` and `mean_slope_deg` are of the ground inside the outlines; `threat` is 0 to 1
    on `threat_rect`, row 0 in the south, NaN where the terrain is unknown; `zone` names the clock
    of the site; `sun` has the windows of a week from the opening on; `choices` are what the formats
    let one choose.
    """

    folder: Path
    title: str
    ground: Ground
    area_name: str
    outer_m: MultiPolygon
    wanted_m2: float
    height_range_m: tuple[float, float]
    mean_slope_deg: float
    holes: tuple[ZoneShape, ...]
    zones: tuple[ZoneShape, ...]
    lines: tuple[LineShape, ...]
    threat: NDArray[np.float32]
    threat_rect: Rect
    home: Position
    home_xyz_m: tuple[float, float, float]
    zone: str
    sun: tuple[SunWindow, ...]
    formats: tuple[tuple[str, Message], ...]
    choices: tuple[FormatChoice, ...] = ()

    @property
    def seen_m(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of what a map shows first: the area, or all the ground."""
        if not self.outer_m.is_empty:
            west, south, east, north = self.outer_m.bounds
            return west, south, east, north
        left, bottom, width, height = self.ground.rect
        return left, bottom, left + width, bottom + height

    @property
    def area_m2(self) -> float:
        """Area of the outlines without their holes, m2; as the command line tells it."""
        return float(self.outer_m.difference(union_all([h.polygon_m for h in self.holes])).area)


@dataclass(frozen=True)
class ResultView:
    """A planned result; `plans[i]` is judged by `verifications[i]`, `notes` are for the pilot.

    `changed` says what has changed in the project or its files since it was planned; `edits` how
    many changes by hand are not saved yet.
    """

    intent: PlanIntent
    plans: tuple[SensorPlan, ...]
    verifications: tuple[Verification, ...]
    seconds: float
    planned_at: datetime
    notes: tuple[Finding, ...] = ()
    changed: tuple[Message, ...] = ()
    edits: int = 0

    def index_of(self, sensor: str) -> int:
        """Return the place of a sensor's plan; 0 where it has none."""
        keys = [plan.sensor.key for plan in self.plans]
        return keys.index(sensor) if sensor in keys else 0


@dataclass(frozen=True)
class ProjectEdit:
    """A project with an edit that took reading or writing of files, and what is told of it."""

    project: Project
    told: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Opened:
    """Everything that opening a project gives.

    `recovered` is what was kept and never saved; `trouble` why a part cannot be shown. `project` is
    as it is on disk; `located` names terrain that was moved where it is now, and is not saved yet;
    `begun`: nothing of it is on disk.
    """

    site: SiteView
    project: Project
    result: ResultView | None
    recovered: Recovered | None = None
    trouble: PlannerError | None = None
    located: Project | None = None
    begun: bool = False
