"""What an ecological analysis found: the tables; the rasters lie beside them as GeoTIFF.

Areas are m2, slopes are per year, shares are 0 to 1. `files` maps a name to a path relative to the
folder of results.
"""

import datetime
import math
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer

from missionplanner.model.message import Told
from missionplanner.model.places import Frozen
from missionplanner.model.study import Corrections, Indicator, Level, Serial
from missionplanner.model.trust import NOT_JUDGED, Trust

Measured = Annotated[
    float,
    BeforeValidator(lambda value: math.nan if value is None else value),
    PlainSerializer(
        lambda value: value if math.isfinite(value) else None,
        return_type=float | None,
        when_used="json",
    ),
]
"""A figure that may be absent: NaN here, null in JSON (which has neither NaN nor infinity)."""


LeftOut = Annotated[
    Told | None,
    BeforeValidator(lambda why: why or None),
    PlainSerializer(lambda why: why.to_json() if why else ""),
]
"""Why something is left out; None here, empty in JSON: it is not."""


class Grade(StrEnum):
    """IRSEI's five grades (paper 1, Table 1), best first."""

    EXCELLENT = "excellent"
    GOOD = "good"
    MODERATE = "moderate"
    POOR = "poor"
    BAD = "bad"


GRADE_BREAKS = (0.2, 0.4, 0.6, 0.8)
"""Lower ends of Poor, Moderate, Good, Excellent; a value on a break belongs to the better grade."""

GRADE_CODES = {
    Grade.BAD: 1,
    Grade.POOR: 2,
    Grade.MODERATE: 3,
    Grade.GOOD: 4,
    Grade.EXCELLENT: 5,
}
"""Values of the grade rasters; 0 is nodata."""


class Direction(StrEnum):
    """Sign of Sen's slope (paper 1, Table 4)."""

    IMPROVING = "improving"
    STABLE = "stable"
    DEGRADING = "degrading"


DIRECTION_CODES = {Direction.DEGRADING: 1, Direction.STABLE: 2, Direction.IMPROVING: 3}


class Significance(StrEnum):
    """The Mann-Kendall test's word (paper 1, Table 4)."""

    IMPROVING = "significantly improving"
    NONE = "not significant"
    DEGRADING = "significantly degrading"


SIGNIFICANCE_CODES = {Significance.DEGRADING: 1, Significance.NONE: 2, Significance.IMPROVING: 3}


class AbruptChange(StrEnum):
    """Whether the index changed in one step that lasts."""

    LOSS = "abrupt loss"
    NONE = "no abrupt change"
    GAIN = "abrupt gain"


ABRUPT_CODES = {AbruptChange.LOSS: 1, AbruptChange.NONE: 2, AbruptChange.GAIN: 3}
"""Values of the raster `abrupt`; 0 is nodata."""


class Variation(StrEnum):
    """Classes of the coefficient of variation (paper 1, Table 5)."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very high"


CV_BREAKS = (0.15, 0.30, 0.50)
"""Upper ends of low, moderate, high; a value on a break belongs to the lower class."""

CV_CODES = {Variation.LOW: 1, Variation.MODERATE: 2, Variation.HIGH: 3, Variation.VERY_HIGH: 4}


class GridNote(Frozen):
    """The lattice of the rasters, north up."""

    epsg: int
    cell_m: float
    width: int
    height: int
    west_m: float
    north_m: float
    resampling: str
    resampled: tuple[str, ...] = Field(default=(), description="Files that were off the lattice")


class LayerSummary(Frozen):
    """One raster of an indicator or of a factor of it."""

    name: str = Field(description="greenness, wetness, ..., brightness, emissivity, cover, ls, ...")
    unit: str
    date: datetime.date | None = Field(description="None: the same for all epochs")
    minimum: Measured
    maximum: Measured
    mean: Measured
    valid_m2: float


class EpochFacts(Frozen):
    """What is known of an epoch before anything is made of it: whether it may be compared."""

    date: datetime.date
    sensor: str
    bands_of: str = Field(
        default="", description="Sensor whose bands reflectances were brought to; empty: its own"
    )
    level: Level
    day_of_year: int = Field(ge=1, le=366)
    cloud_share: Measured = Field(
        description="Cloud, its edge, shadow and snow, of the cells the mask tells of; NaN: no mask"
    )
    seen_m2: float = Field(description="Cells that are not fill, clear or not")
    masked_m2: float = Field(description="Left out as cloud, water or fill")
    known_m2: dict[str, float] = Field(description="Layer -> where it has a value, masked left out")
    beyond_m2: dict[str, float] = Field(
        default_factory=dict, description="Band or layer -> what no such thing can be, left out"
    )
    left_out: LeftOut = Field(
        default=None, description="Why the epoch is in no result; empty: it is"
    )
    lent: tuple[str, ...] = Field(
        default=(), description="Bands that another sensor lends, in cells of its own size"
    )


class IndicatorsResult(Frozen):
    """`missionplanner indicators`."""

    grid: GridNote
    layers: tuple[LayerSummary, ...]
    missing: dict[str, dict[Indicator, Told]] = Field(description="date -> indicator -> why")
    methods: tuple[Told, ...] = Field(description="Formulas and sources used, one line each")
    facts: tuple[EpochFacts, ...] = Field(
        default=(), description="Every epoch of the study, those left out too"
    )
    told: tuple[Told, ...] = Field(
        default=(), description="How files were understood, and what of them is no data"
    )
    warnings: tuple[Told, ...]
    files: dict[str, str] = Field(description="NAME_DATE -> path")


class EpochIndex(Frozen):
    """IRSEI of one epoch (paper 1, Table 3)."""

    date: datetime.date
    sensor: str
    eigenvalues: tuple[float, ...]
    contributions: tuple[float, ...]
    loadings: dict[Indicator, tuple[float, ...]]
    flipped: tuple[bool, ...] = Field(description="Components turned by the rule of orientation")
    unsure: tuple[bool, ...] = Field(description="Components that no direction could be told of")
    mean: Measured
    mean_pc1: Measured = Field(description="Of the index made of the first component alone")
    valid_m2: float
    masked_m2: float = Field(description="Water, cloud and nodata")
    grades_m2: dict[Grade, float]
    grades_pc1_m2: dict[Grade, float]
    histogram: tuple[int, ...] = Field(description="Pixels in 50 equal classes from 0 to 1")


class IndexResult(Frozen):
    """`missionplanner irsei`."""

    trust: Trust = Field(default=NOT_JUDGED, description="Whether it can be believed")
    grid: GridNote
    indicators: tuple[Indicator, ...]
    pooled: bool
    paper_literal: bool
    corrections: Corrections = Field(
        default=Corrections(), description="What was done to reflectances, as the study asked"
    )
    dem: str | None = Field(
        default=None, description="The study's DEM, empty: none; null: saved before it was told"
    )
    imagery: str | None = Field(
        default=None, description="Hash of the study's scenes as it names them; null: not told"
    )
    limits: dict[str, dict[Indicator, tuple[float, float]]] = Field(
        description="'all' or a date -> indicator -> the values that became 0 and 1"
    )
    epochs: tuple[EpochIndex, ...]
    transitions_m2: tuple[tuple[float, ...], ...] = Field(
        description="First to last epoch, rows and columns from Bad to Excellent"
    )
    missing: dict[str, dict[Indicator, Told]]
    methods: tuple[Told, ...]
    facts: tuple[EpochFacts, ...] = Field(
        default=(), description="Every epoch of the study, those left out too"
    )
    told: tuple[Told, ...] = Field(
        default=(), description="How files were understood, and what of them is no data"
    )
    warnings: tuple[Told, ...]
    files: dict[str, str] = Field(description="irsei_DATE, irsei_pc1_DATE, grade_DATE -> path")


class BeyondChance(Frozen):
    """What is left of a map of tests once it is allowed for that there are many of them.

    Benjamini and Hochberg (1995): of the cells called changed, a share `rate` at most is expected
    to be called so by chance alone.
    """

    rate: float = Field(description="False discovery rate")
    p_limit: float = Field(description="Greatest p that passes; 0: none does")
    up_m2: float = Field(description="Passing, with a slope above 0")
    down_m2: float = Field(description="Passing, with a slope below 0")
    least_p: float = Field(description="Smallest p that so many dates can give")
    neighbour_r: Measured = Field(description="Correlation of the slopes of adjacent cells")
    independent_cells: Measured = Field(description="Cells that would say as much if independent")
    year_r: Measured = Field(
        description="Lag-1 correlation of the mean index about its Sen line; NaN: too few dates"
    )


class AbruptBetween(Frozen):
    """Ground that changed abruptly from one date to the next."""

    first: datetime.date
    last: datetime.date
    loss_m2: float
    gain_m2: float


class TrendResult(Frozen):
    """`missionplanner trend` (paper 1, Tables 4 and 5)."""

    trust: Trust = Field(default=NOT_JUDGED, description="Whether it can be believed")
    grid: GridNote
    n_epochs: int
    years: tuple[float, ...] = Field(description="Decimal years of the epochs")
    significance: float
    stable_per_year: float
    serial: Serial = Field(
        default=Serial.NONE, description="How p allows for dates that are like the one before"
    )
    exact_null: bool = Field(
        description="Every p is of the exact distribution of S (n <= 10 without ties)"
    )
    exact_m2: float = Field(default=0.0, description="Of `valid_m2`, where p is exact; else normal")
    classes_m2: dict[Direction, float]
    significant_m2: dict[Significance, float]
    cross_m2: dict[Direction, dict[Significance, float]]
    cv_m2: dict[Variation, float]
    mean_slope_per_year: Measured
    valid_m2: float
    beyond_chance: BeyondChance | None = Field(
        default=None, description="Corrected for many tests; None: saved before that was done"
    )
    abrupt: tuple[AbruptBetween, ...] = Field(
        default=(), description="Between each date and the next; empty: saved before it was done"
    )
    abrupt_step: Measured = Field(default=math.nan, description="Least size of an abrupt change")
    methods: tuple[Told, ...]
    told: tuple[Told, ...] = Field(default=(), description="As of the index")
    warnings: tuple[Told, ...]
    files: dict[str, str] = Field(
        description="slope, intercept, z, p, direction, significance, cv, cv_class, n, total, "
        "step, abrupt, abrupt_year, break_p -> path"
    )


class ZoneRow(Frozen):
    """One zone (paper 1, Table 6)."""

    name: str
    area_m2: float
    valid_m2: float
    means: tuple[Measured, ...] = Field(description="Mean IRSEI of each epoch; NaN is null")
    mean_change: Measured = Field(description="Mean Sen slope, per YEAR")
    total_change: Measured = Field(description="Last epoch's mean minus the first's")
    significant_share: Measured = Field(description="Significantly degrading, share of valid area")
    improving_share: Measured
    mean_cv: Measured = Field(description="Mean of the pixels' CV over time")
    spatial_cv: tuple[Measured, ...] = Field(description="CV over the zone's pixels, each epoch")
    grades_m2: tuple[dict[Grade, float], ...] = Field(description="Each epoch")
    p: float | None = Field(description="Mann-Kendall p of the zone's mean series; None: too short")
    step: Measured = Field(
        default=math.nan, description="Largest change of the mean from one date to the next"
    )
    step_between: tuple[datetime.date, datetime.date] | None = Field(
        default=None, description="The dates of that step"
    )
    break_p: float | None = Field(
        default=None, description="Pettitt p of the mean series; None: fewer than 8 dates"
    )
    break_between: tuple[datetime.date, datetime.date] | None = Field(
        default=None, description="The dates of Pettitt's break"
    )
    abrupt_loss_share: Measured = Field(
        default=math.nan, description="Fell abruptly and for good, share of valid area"
    )
    warnings: tuple[Told, ...]


class ZonesResult(Frozen):
    """`missionplanner zones`."""

    trust: Trust = Field(default=NOT_JUDGED, description="Whether it can be believed")
    grid: GridNote
    dates: tuple[datetime.date, ...]
    zones: tuple[ZoneRow, ...]
    outlines: str | None = Field(
        default=None, description="The study's file of zones; null: saved before it was told"
    )
    unassigned_m2: float = Field(description="Valid area in no zone")
    overlap_m2: float = Field(description="Area in two zones or more; it counts in each of them")
    told: tuple[Told, ...] = Field(
        default=(), description="What was understood, and what was passed over, a line each"
    )
    warnings: tuple[Told, ...]
    files: dict[str, str] = Field(description="zones (raster of numbers from 1) -> path")
