"""Light on slopes: reflectance as it were on level ground under the same sun (SCS+C).

Soenen, Peddle and Coburn 2005, IEEE Trans. Geosci. Remote Sens. 43:2148-2159: the light on a slope
seen along the plumb line (sun, canopy, sensor), with Teillet's C for the light of the sky:

    rho_level = rho (cos alpha cos theta + C) / (cos i + C),  C = a / b of rho = a + b cos i

with alpha the slope, theta the sun's distance from the zenith, i the angle between sun and the
slope's normal. C is found of each band and scene over clear land on slopes.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.erosion.reading import StudyRasters
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Sun
from missionplanner.raster.grid import Block

Floats = NDArray[np.float64]
Values = NDArray[np.floating[Any]]

STEEP_DEG = 5.0
"""On flatter ground light tells nothing of C."""
LEAST_CELLS = 100
MOST_FACTOR = 5.0
"""Deep shade is not lit up more than that: what it holds is noise."""


@dataclass(frozen=True)
class SlopeLight:
    """How steep the ground is toward the sun, over a block.

    Attributes
    ----------
    incidence : (rows, columns) float64
        cos i, 0 where the sun does not reach; NaN without a height.
    upright : (rows, columns) float64
        cos alpha.
    """

    incidence: Floats
    upright: Floats

    @property
    def sloping(self) -> NDArray[np.bool_]:
        """Where the ground is steep enough to tell C."""
        return np.asarray(self.upright < math.cos(math.radians(STEEP_DEG)))


@dataclass(frozen=True)
class SunnyGround:
    """The sun over a scene and the ground below it; small and picklable.

    Attributes
    ----------
    source : StudyRasters
    dem : BandFile
        Metres.
    cell_m : float
    sun : Sun
    """

    source: StudyRasters
    dem: BandFile
    cell_m: float
    sun: Sun

    def over(self, block: Block) -> SlopeLight:
        """Return the light on the slopes of a block."""
        height = self.source.with_margin(self.dem, block, 1)
        return slope_light(height, self.cell_m, self.sun)

    @property
    def overhead(self) -> float:
        """Cos theta."""
        return math.sin(math.radians(self.sun.elevation_deg))


@dataclass(frozen=True)
class LightCorrection:
    """SCS+C of one scene.

    Attributes
    ----------
    ground : SunnyGround
    c : mapping
        C of each band that can be corrected.
    """

    ground: SunnyGround
    c: Mapping[Band, float]

    def applied(self, band: Band, values: Values, light: SlopeLight) -> Values:
        """Return a band as on level ground; where no height is known it has no value.

        A band whose C is not known is returned as it is.
        """
        if band not in self.c:
            return values
        c = self.c[band]
        lit = light.incidence + c
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = (light.upright * self.ground.overhead + c) / lit
        kept: Values = (values * np.minimum(factor, MOST_FACTOR)).astype(values.dtype, copy=False)
        return kept


@dataclass
class LightSums:
    """Sums for the line of reflectance over cos i: cells, x, y, xx, xy."""

    n: int = 0
    x: float = 0.0
    y: float = 0.0
    xx: float = 0.0
    xy: float = 0.0

    def add(self, incidence: Floats, values: Values) -> None:
        """Take up cells; all of them are finite."""
        y = values.astype(np.float64)
        self.n += incidence.size
        self.x += float(incidence.sum())
        self.y += float(y.sum())
        self.xx += float(incidence @ incidence)
        self.xy += float(incidence @ y)

    def merge(self, other: "LightSums") -> None:
        """Take up another block."""
        self.n += other.n
        self.x += other.x
        self.y += other.y
        self.xx += other.xx
        self.xy += other.xy

    @property
    def c(self) -> float | None:
        """Return a / b; None where too few cells are sloping, or light does not rise with cos i.

        A line that begins below 0 has C 0: no light but the sun's.
        """
        spread = self.n * self.xx - self.x**2
        if self.n < LEAST_CELLS or spread <= 1e-9 * self.n**2:
            return None
        slope = (self.n * self.xy - self.x * self.y) / spread
        if slope <= 0.0:
            return None
        return max(0.0, (self.y - slope * self.x) / self.n / slope)


def slope_light(height_m: Floats, cell_m: float, sun: Sun) -> SlopeLight:
    """Return the light on the slopes of a DEM by Horn's (1981) gradient.

    Parameters
    ----------
    height_m : (rows + 2, columns + 2) float64
        With one cell more on each side; NaN is nodata. A neighbour that is missing repeats its row,
        column, or the centre.
    cell_m : float
    sun : Sun
    """
    centre = height_m[1:-1, 1:-1]
    around = {(d, r): _beside(height_m, d, r) for d in (-1, 0, 1) for r in (-1, 0, 1)}
    weights = {-1: 1.0, 0: 2.0, 1: 1.0}
    east = sum(weights[d] * (around[d, 1] - around[d, -1]) for d in weights) / (8.0 * cell_m)
    north = sum(weights[r] * (around[-1, r] - around[1, r]) for r in weights) / (8.0 * cell_m)
    up, azimuth = math.radians(sun.elevation_deg), math.radians(sun.azimuth_deg)
    toward = math.cos(up) * (math.sin(azimuth) * east + math.cos(azimuth) * north)
    upright = 1.0 / np.sqrt(1.0 + east**2 + north**2)
    incidence = np.clip((math.sin(up) - toward) * upright, 0.0, 1.0)
    upright = np.where(np.isnan(centre), np.nan, upright)
    return SlopeLight(np.where(np.isnan(centre), np.nan, incidence), upright)


def _beside(height: Floats, down: int, right: int) -> Floats:
    def moved(d: int, r: int) -> Floats:
        rows, columns = height.shape
        return height[1 + d : rows - 1 + d, 1 + r : columns - 1 + r]

    value = moved(down, right)
    for d, r in ((0, right), (down, 0), (0, 0)):
        value = np.where(np.isnan(value), moved(d, r), value)
    return value
