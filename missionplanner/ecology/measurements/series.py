"""What the series of each place tell: trend, limits, and how they follow a raster."""

import math
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from scipy.stats import spearmanr

from missionplanner.ecology.change.trend import trend
from missionplanner.ecology.measurements.reading import MeasuredSeries, PointMeasurement
from missionplanner.model.measurements import HeldAgainst, MeasuredPlace
from missionplanner.model.study import decimal_year

Limits = tuple[float | None, float | None]

LEAST_DATES = 3
LEAST_PAIRS = 5


def places_of(quantity: MeasuredSeries, limits: Limits) -> tuple[MeasuredPlace, ...]:
    """Return the series of each place: latest value, Sen's slope and its test, what is beyond.

    Parameters
    ----------
    quantity : MeasuredSeries
    limits : (float or None, float or None)
        Least and greatest value that is right; None: no limit.
    """
    found = []
    for name in quantity.places:
        own = sorted((one for one in quantity.values if one.place == name), key=lambda o: o.date)
        slope, p = _trend(own)
        last = own[-1]
        found.append(
            MeasuredPlace(
                place=name,
                lon_deg=last.lon_deg,
                lat_deg=last.lat_deg,
                n=len(own),
                first=own[0].date,
                last=last.date,
                mean=math.fsum(one.value for one in own) / len(own),
                latest=last.value,
                slope_per_year=slope,
                p=p,
                beyond=beyond(last.value, limits),
                beyond_dates=sum(beyond(one.value, limits) is not None for one in own),
            )
        )
    return tuple(found)


def beyond(value: float, limits: Limits) -> Literal["below", "above"] | None:
    """Return on which side of its limits a value lies; None: within."""
    low, high = limits
    if low is not None and value < low:
        return "below"
    return "above" if high is not None and value > high else None


def held_against(layer: str, pairs: Mapping[PointMeasurement, float]) -> HeldAgainst:
    """Return Spearman's rank correlation of measurements and what a raster has there.

    Parameters
    ----------
    layer : str
        Name of the raster.
    pairs : mapping
        PointMeasurement -> value of the raster; NaN is left out.
    """
    known = [(one.value, value) for one, value in pairs.items() if math.isfinite(value)]
    x, y = np.array(known, dtype=np.float64).reshape(-1, 2).T
    if x.size < LEAST_PAIRS or np.ptp(x) == 0.0 or np.ptp(y) == 0.0:
        return HeldAgainst(layer=layer, n=int(x.size), rho=None, p=None, pairs=tuple(known))
    found = spearmanr(x, y)
    rho, p = float(found[0]), float(found[1])
    return HeldAgainst(layer=layer, n=int(x.size), rho=rho, p=p, pairs=tuple(known))


def _trend(series: Sequence[PointMeasurement]) -> tuple[float | None, float | None]:
    if len(series) < LEAST_DATES:
        return None, None
    years = [decimal_year(one.date) for one in series]
    values = np.array([[one.value] for one in series])
    found = trend(values, years, min_epochs=LEAST_DATES)
    slope, p = float(found.slope[0]), float(found.p[0])
    return slope, p if math.isfinite(p) else None
