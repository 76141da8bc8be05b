"""What the window shows: light values that travel from the worker process; no Qt, no files."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray
from shapely import union_all
from shapely.geometry import LineString, MultiPolygon, Polygon

from missionplanner.errors import PlannerError
from missionplanner.messages.message import Message
from missionplanner.model.finding import Finding
from missionplanner.model.places import Altitude, Position
from missionplanner.model.plan import PlanIntent, SensorPlan
from missionplanner.model.verification import Verification
from missionplanner.operations.recovery import Recovered
from missionplanner.project.document import Project

Floats = NDArray[np.float64]
Rect = tuple[float, float, float, float]  # left, bottom, width, height, m


def cell_edges(x0_m: float, y0_m: float, cell_m: float, shape: tuple[int, ...]) -> Rect:
    """Return the outer edges of a raster given by the centre of its south-west cell."""
    half = cell_m / 2
    return x0_m - half, y0_m - half, shape[1] * cell_m, shape[0] * cell_m


@dataclass(frozen=True)
class Ground:
    """The terrain, in site metres.

    Attributes
    ----------
    x0_m, y0_m, cell_m : float
        Centre of the south-west cell and the cell's side, m.
    height_m : float32 (rows, cols)
        EGM96 heights, row 0 in the south, NaN nodata.
    epsg : int
        The site's UTM zone.
    datum_note : Message
        How the heights came to be EGM96.
    sources : tuple of str
        Names of the elevation files.
    """

    x0_m: float
    y0_m: float
    cell_m: float
    height_m: NDArray[np.float32]
    epsg: int
    datum_note: Message
    sources: tuple[str, ...]

    @property
    def rect(self) -> Rect:
        """Left, bottom, width and height of the outer cell edges, m."""
        return cell_edges(self.x0_m, self.y0_m, self.cell_m, self.height_m.shape)

    def height_at(self, x_m: ArrayLike, y_m: ArrayLike) -> Floats:
        """Return bilinear heights, m EGM96; NaN off the grid."""
        rows, cols = self.height_m.shape
        x = (np.asarray(x_m, dtype=np.float64) - self.x0_m) / self.cell_m
        y = (np.asarray(y_m, dtype=np.float64) - self.y0_m) / self.cell_m
        on = (x >= 0) & (y >= 0) & (x <= cols - 1) & (y <= rows - 1)
        col = np.clip(np.floor(x), 0, cols - 2).astype(np.intp)
        row = np.clip(np.floor(y), 0, rows - 2).astype(np.intp)
        u, v = x - col, y - row
        z = self.height_m
        low = z[row, col] * (1 - u) + z[row, col + 1] * u
        high = z[row + 1, col] * (1 - u) + z[row + 1, col + 1] * u
        return np.where(on, low * (1 - v) + high * v, np.nan)


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
class SiteView:
    """An opened project, ready to be drawn.

    `height_range_m` and `mean_slope_deg` are of the ground inside the outlines; `threat` is 0 to 1
    on `threat_rect`, row 0 in the south, NaN where the terrain is unknown; `zone` names the clock
    of the site; `sun` has the windows of a week from the opening on.
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
    formats: tuple[tuple[str, str], ...]

    @property
    def area_m2(self) -> float:
        """Area of the outlines without their holes, m2; as the command line tells it."""
        return float(self.outer_m.difference(union_all([h.polygon_m for h in self.holes])).area)


@dataclass(frozen=True)
class ResultView:
    """A planned result; `plans[i]` is judged by `verifications[i]`, `notes` are for the pilot.

    `changed` says what has changed in the project or its files since it was planned.
    """

    intent: PlanIntent
    plans: tuple[SensorPlan, ...]
    verifications: tuple[Verification, ...]
    seconds: float
    planned_at: datetime
    notes: tuple[Finding, ...] = ()
    changed: tuple[Message, ...] = ()

    def index_of(self, sensor: str) -> int:
        """Return the place of a sensor's plan; 0 where it has none."""
        keys = [plan.sensor.key for plan in self.plans]
        return keys.index(sensor) if sensor in keys else 0


@dataclass(frozen=True)
class Opened:
    """Everything that opening a project gives.

    `recovered` is what was kept and never saved; `trouble` why a part cannot be shown.
    """

    site: SiteView
    project: Project
    result: ResultView | None
    recovered: Recovered | None = None
    trouble: PlannerError | None = None
