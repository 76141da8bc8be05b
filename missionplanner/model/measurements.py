"""What point measurements of a mine tell: series of places, limits, maps, and the field check."""

import datetime
from typing import Literal

from pydantic import Field

from missionplanner.model.ecology import GridNote
from missionplanner.model.message import Told
from missionplanner.model.places import Frozen


class MeasuredPlace(Frozen):
    """One quantity at one place."""

    place: str
    lon_deg: float
    lat_deg: float
    n: int = Field(description="Dates")
    first: datetime.date
    last: datetime.date
    mean: float
    latest: float = Field(description="At the last date")
    slope_per_year: float | None = Field(description="Sen's slope; None below three dates")
    p: float | None = Field(description="Mann-Kendall, two-sided")
    beyond: Literal["below", "above"] | None = Field(
        default=None, description="Where the latest value lies beyond the limits; None: within"
    )
    beyond_dates: int = Field(default=0, description="Dates on which a value lay beyond")


class HeldAgainst(Frozen):
    """A quantity and a raster at the same places and, to the year, dates."""

    layer: str
    n: int
    rho: float | None = Field(description="Spearman; None below five pairs or without variance")
    p: float | None
    pairs: tuple[tuple[float, float], ...] = Field(
        default=(), description="Value measured, and the raster's at that place in that year"
    )


class MeasuredQuantity(Frozen):
    """One quantity."""

    name: str
    unit: str
    limits: tuple[float | None, float | None] = (None, None)
    places: tuple[MeasuredPlace, ...]
    against: tuple[HeldAgainst, ...] = ()
    maps: dict[datetime.date, str] = Field(
        default_factory=dict, description="Date -> path of the map between its places"
    )


class MeasurementsResult(Frozen):
    """`missionplanner measurements`."""

    quantities: tuple[MeasuredQuantity, ...]
    grid: GridNote
    methods: tuple[Told, ...]
    told: tuple[Told, ...]
    warnings: tuple[Told, ...]
    files: dict[str, str] = Field(description="QUANTITY_DATE -> path of the map")
