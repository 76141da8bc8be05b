"""What the Ecology stage shows: light values that travel from the worker process; no Qt, no files.

Pictures stand on the map's own frame, row 0 in the SOUTH like every layer of the map.
"""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

from missionplanner.errors import PlannerError
from missionplanner.messages.message import Message
from missionplanner.model.ecology import (
    EpochIndex,
    Grade,
    IndexResult,
    IndicatorsResult,
    TrendResult,
    ZoneRow,
    ZonesResult,
)
from missionplanner.model.measurements import MeasurementsResult
from missionplanner.model.places import Rect
from missionplanner.model.stale import doubted, is_stale
from missionplanner.model.study import Study
from missionplanner.model.trust import Trust
from missionplanner.ui.map.ground import Ground

Day = datetime.date
LayerKey = tuple[str, Day | None]
"""Name of a legend, and the epoch; None: the same for all epochs."""

LONGEST = 1500
"""Cells along the longer side of a picture: more than a map shows."""

GRADES = (Grade.EXCELLENT, Grade.GOOD, Grade.MODERATE, Grade.POOR, Grade.BAD)


@dataclass(frozen=True, eq=False)
class Picture:
    """A raster shrunk for the map.

    Attributes
    ----------
    values : float32 (rows, cols), row 0 in the SOUTH, NaN nodata; or uint8 (rows, cols, 4) RGBA
    rect : left, bottom, width, height of the outer cell edges, m
    """

    values: NDArray[np.float32] | NDArray[np.uint8]
    rect: Rect


@dataclass(frozen=True, eq=False)
class EpochView:
    """An epoch as it is listed: `look` is RGBA (rows, cols, 4), row 0 in the NORTH, or None.

    `scale` is that of its reflectances, as `StudyEdit` takes it; None: it cannot be another.
    """

    date: Day
    sensor: str
    bands: tuple[str, ...]
    missing: tuple[Message, ...]
    look: NDArray[np.uint8] | None = None
    false_colour: bool = False
    scale: str | None = None


@dataclass(frozen=True)
class ZoneOutline:
    """A zone on the map's frame."""

    name: str
    polygon_m: MultiPolygon | Polygon


@dataclass(frozen=True)
class Found:
    """Results of a study as far as there are any."""

    indicators: IndicatorsResult | None = None
    index: IndexResult | None = None
    trend: TrendResult | None = None
    zones: ZonesResult | None = None

    @property
    def warnings(self) -> tuple[Message, ...]:
        """What is to be looked at, zones first; each once."""
        parts = (self.zones, self.trend, self.index, self.indicators)
        told = [words for part in parts if part for words in part.warnings]
        return tuple(dict.fromkeys(told))


@dataclass(frozen=True, eq=False)
class StudyView:
    """An opened study, ready to be drawn.

    Attributes
    ----------
    path, folder, out : Path
        The study's file, the folder its paths are relative to, and the folder of results.
    epsg : int
        Frame of the map.
    rect : left, bottom, width, height, m
        What the map shows at first.
    files : mapping of LayerKey to Path
        Rasters that can be shown.
    ground : Ground or None
        Terrain of the study itself, where no site gives it.
    made_elsewhere : bool
        Rasters of other programs alone: there is nothing to analyse, and no study file.
    """

    path: Path
    folder: Path
    out: Path
    study: Study
    epsg: int
    rect: Rect
    epochs: tuple[EpochView, ...]
    zones: tuple[ZoneOutline, ...] = ()
    found: Found = field(default_factory=Found)
    files: dict[LayerKey, Path] = field(default_factory=dict)
    ground: Ground | None = None
    made_elsewhere: bool = False

    @property
    def title(self) -> str:
        """The study's own title, or its file's name."""
        return self.study.title or self.path.stem

    @property
    def dates(self) -> tuple[Day, ...]:
        """Dates of the epochs, in order."""
        return tuple(epoch.date for epoch in self.epochs)

    def nearest(self, day: Day) -> int:
        """Return the place of the epoch that lies nearest to a date."""
        return min(range(len(self.dates)), key=lambda place: abs(self.dates[place] - day))

    def index_of(self, place: int) -> EpochIndex | None:
        """Return the index of an epoch, or None before the analysis."""
        index = self.found.index
        if index is None or not 0 <= place < len(self.dates):
            return None
        return next((e for e in index.epochs if e.date == self.dates[place]), None)

    @property
    def trust(self) -> Trust | None:
        """Whether the results can be believed, stale ones less; None before the analysis."""
        index = self.found.index
        if index is None:
            return None
        return doubted(index.trust) if self.stale else index.trust

    @property
    def stale(self) -> bool:
        """True where the results were made with other options than the study now asks for."""
        found = self.found
        if found.index is None or self.made_elsewhere:
            return False
        return is_stale(self.study, found.index, found.trend, found.zones)

    def zone_row(self, name: str) -> ZoneRow | None:
        """Return the figures of a zone."""
        rows = self.found.zones.zones if self.found.zones else ()
        return next((row for row in rows if row.name == name), None)


@dataclass(frozen=True)
class MeasuredView:
    """What point measurements of a study told, and the folder of the results."""

    result: MeasurementsResult
    out: Path


@dataclass(frozen=True, eq=False)
class Series:
    """The values of one place over the epochs.

    Attributes
    ----------
    x_m, y_m : float
        The place on the map's frame.
    values : tuple of float
        IRSEI of each epoch, NaN where there is none.
    years : tuple of float
        Decimal years of the epochs.
    slope, intercept, p : float
        Sen's line at the place and its Mann-Kendall p; NaN where the trend is not known.
    slope_low, slope_high : float
        Sen's 95 % limits of the slope (`ecology.sen.slope_limits`); NaN.
    """

    x_m: float
    y_m: float
    values: tuple[float, ...]
    years: tuple[float, ...]
    slope: float = float("nan")
    intercept: float = float("nan")
    p: float = float("nan")
    slope_low: float = float("nan")
    slope_high: float = float("nan")

    @property
    def known(self) -> bool:
        """True where any epoch has a value."""
        return bool(np.isfinite(self.values).any())


@dataclass(frozen=True, eq=False)
class SceneView:
    """A scene found for a new study; `error` says why it cannot be used."""

    paths: tuple[Path, ...]
    epoch: EpochView | None
    error: PlannerError | None = None

    @property
    def problem(self) -> str:
        """Why it cannot be used, in the window's language; empty where it can."""
        return self.error.line() if self.error else ""

    @property
    def name(self) -> str:
        """Name of the folder or first file."""
        return self.paths[0].name
