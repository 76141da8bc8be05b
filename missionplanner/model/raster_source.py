"""Where one band of numbers comes from, and what it may be."""

import math
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from missionplanner.model.places import Frozen


class BandFile(Frozen):
    """One band of a raster file; value = stored * scale + offset."""

    path: str = Field(description="Raster file")
    band: int = Field(default=1, ge=1, description="Number of the band in the file")
    scale: float | None = Field(
        default=None, description="Factor; None: what the file itself names, else 1"
    )
    offset: float | None = Field(
        default=None, description="Summand; None: what the file itself names, else 0"
    )
    fill: tuple[float, ...] = Field(
        default=(), description="Stored numbers that are no value, beside the file's own nodata"
    )


@dataclass(frozen=True)
class BandFound:
    """A band of a raster made elsewhere, with what its file says of it.

    Attributes
    ----------
    band, count : int
        Its number in the file, from 1, and how many bands the file has beside its alpha band.
    words, unit : str
        As the file describes it; empty where it does not.
    legend : str
        What it seems to hold; empty: not plain.
    typical : float
        Median of some of its values; NaN where it was not looked at or has none.
    """

    path: Path
    band: int = 1
    count: int = 1
    words: str = ""
    unit: str = ""
    legend: str = ""
    typical: float = math.nan


@dataclass(frozen=True)
class BandChosen:
    """A band with the legend it is to be shown by; `single`: the only one of its file."""

    path: Path
    band: int
    words: str
    legend: str
    single: bool

    @property
    def name(self) -> str:
        """The file's name and, of several bands, what its file calls this one."""
        return self.path.stem if self.single else f"{self.path.stem} · {self.words or self.band}"
