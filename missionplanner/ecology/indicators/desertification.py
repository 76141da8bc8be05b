"""Desertification difference index (paper 2, P3) from the albedo - NDVI space (Zeng et al. 2006).

DDI = K NDVI - albedo, both scaled to 0..1 over the study, with K = -1 / a where albedo = a NDVI + b
is the regression line. DDI RISES with vegetation, while paper 2 counts P3 as harmful (-). What is
given here is therefore -DDI, the DEGREE of desertification, so that the paper's sign is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from missionplanner.ecology.statistics.pixelwise import Floats
from missionplanner.errors import InputError
from missionplanner.messages.message import message

LIANG_2001 = (0.356, 0.130, 0.373, 0.085, 0.072, -0.0018)
"""Shortwave albedo of Landsat: blue, red, nir, swir1, swir2, constant (Liang 2001, RSE 76:213)."""

AT = message("indicators.at.desertification")


def albedo(blue: Floats, red: Floats, nir: Floats, swir1: Floats, swir2: Floats) -> Floats:
    """Return the shortwave albedo, 0 to 1, of reflectances; NaN where a band is."""
    b, r, n, s, t, constant = LIANG_2001
    total: Floats = b * blue + r * red + n * nir + s * swir1 + t * swir2 + constant
    return total


@dataclass(frozen=True)
class AlbedoRegression:
    """Sums for a regression of albedo on NDVI that can be added up over blocks.

    `n`, `x`, `y`, `xx`, `xy`: count, sums of NDVI and albedo, of squares, of products; `low` and
    `high`: least and greatest (NDVI, albedo).
    """

    n: int
    x: float
    y: float
    xx: float
    xy: float
    low: tuple[float, float]
    high: tuple[float, float]

    @property
    def slope(self) -> float:
        """Slope of albedo on NDVI, both scaled to 0..1.

        Raises
        ------
        InputError
            NDVI or albedo is constant, or the line does not fall: there is no such space.
        """
        spans = tuple(high - low for low, high in zip(self.low, self.high, strict=True))
        spread = self.xx - self.x * self.x / self.n if self.n else 0.0
        if self.n < 3 or min(spans) <= 0 or spread <= 0:
            raise InputError("indicators.desertification_constant", AT)
        slope = (self.xy - self.x * self.y / self.n) / spread * spans[0] / spans[1]
        if slope >= 0:
            raise InputError(
                "indicators.albedo_does_not_fall",
                AT,
                slope=slope,
            )
        return slope


def line(ndvi: Floats, albedo_: Floats) -> AlbedoRegression:
    """Sum one block; pixels where either is NaN are left out."""
    there = np.isfinite(ndvi) & np.isfinite(albedo_)
    x, y = ndvi[there].astype(np.float64), albedo_[there].astype(np.float64)
    if x.size == 0:
        nothing = (np.inf, np.inf)
        return AlbedoRegression(0, 0.0, 0.0, 0.0, 0.0, nothing, (-np.inf, -np.inf))
    low, high = (float(x.min()), float(y.min())), (float(x.max()), float(y.max()))
    xx, xy = float((x * x).sum()), float((x * y).sum())
    return AlbedoRegression(int(x.size), float(x.sum()), float(y.sum()), xx, xy, low, high)


def whole_line(parts: Sequence[AlbedoRegression]) -> AlbedoRegression:
    """Add the sums of blocks."""
    seen = [part for part in parts if part.n]
    if not seen:
        raise InputError("indicators.no_albedo_pixel", AT)
    low = (min(p.low[0] for p in seen), min(p.low[1] for p in seen))
    high = (max(p.high[0] for p in seen), max(p.high[1] for p in seen))
    x, y = sum(p.x for p in seen), sum(p.y for p in seen)
    xx, xy = sum(p.xx for p in seen), sum(p.xy for p in seen)
    return AlbedoRegression(sum(p.n for p in seen), x, y, xx, xy, low, high)


def desertification(ndvi: Floats, albedo_: Floats, fitted: AlbedoRegression) -> Floats:
    """Return -DDI = albedo - K NDVI, scaled inputs: the higher, the more desert.

    Parameters
    ----------
    ndvi, albedo_ : (rows, cols) float32 or float64
    fitted : AlbedoRegression
        Of the whole study.

    Raises
    ------
    InputError
        See `Line.slope`.
    """
    k = -1.0 / fitted.slope
    x = (ndvi - fitted.low[0]) / (fitted.high[0] - fitted.low[0])
    y = (albedo_ - fitted.low[1]) / (fitted.high[1] - fitted.low[1])
    degree: Floats = y - k * x
    return degree.astype(ndvi.dtype, copy=False)
