"""The Sen line of one short series, with its confidence band, for charts."""

import math
from collections.abc import Sequence

import numpy as np

from missionplanner.ecology.change.sen import series_slopes, slope_limits
from missionplanner.report.charts.series import SenLine


def sen_line(years: Sequence[float], values: Sequence[float]) -> SenLine | None:
    """Fit Sen's line to a series.

    Parameters
    ----------
    years : sequence of n float
        Decimal years, rising.
    values : sequence of n float
        NaN where a date has no value.

    Returns
    -------
    SenLine or None
        The median of all slopes between two dates, through the medians of year and value; its
        95 % limits by `ecology.sen.slope_limits`, None where the series is too short for them.
        None for fewer than two values.
    """
    seen = [(x, y) for x, y in zip(years, values, strict=True) if math.isfinite(y)]
    n = len(seen)
    if n < 2:
        return None
    slope = float(np.median(series_slopes(years, values)))
    level = float(np.median([y for _, y in seen]))
    at = float(np.median([x for x, _ in seen]))
    band = slope_limits(years, values)
    return SenLine(slope, level, at, band if math.isfinite(band[0]) else None)
