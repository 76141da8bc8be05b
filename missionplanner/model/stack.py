"""What changed in a stack of rasters that belong to no study.

Areas are m2, slopes are per year in the unit of the rasters.
"""

import datetime
import math

from pydantic import Field

from missionplanner.model.ecology import (
    AbruptBetween,
    Direction,
    GridNote,
    Measured,
    Significance,
    Variation,
)
from missionplanner.model.message import Told
from missionplanner.model.places import Frozen
from missionplanner.model.study import Serial


class StackTrendResult(Frozen):
    """`missionplanner trend FILES --dates`."""

    grid: GridNote
    dates: tuple[datetime.date, ...]
    significance: float
    stable_per_year: float
    serial: Serial
    classes_m2: dict[Direction, float] = Field(description="Slope above, within, below the limit")
    significant_m2: dict[Significance, float]
    cross_m2: dict[Direction, dict[Significance, float]]
    cv_m2: dict[Variation, float]
    mean_slope_per_year: Measured
    valid_m2: float
    p_limit: float = Field(description="Greatest p beyond chance over all cells; 0: none is")
    up_m2: float = Field(description="Beyond chance, with a slope above 0")
    down_m2: float = Field(description="Beyond chance, with a slope below 0")
    abrupt_step: Measured = Field(
        default=math.nan, description="Least size of an abrupt change; NaN: not looked for"
    )
    abrupt: tuple[AbruptBetween, ...] = Field(description="Empty where it was not looked for")
    methods: tuple[Told, ...]
    warnings: tuple[Told, ...]
    files: dict[str, str] = Field(description="As of `TrendResult`")
