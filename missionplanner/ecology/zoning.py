"""Zone statistics (paper 1, Table 6).

The paper's table leaves 0.50 of 3.55 km2 in no zone without saying so, and calls a slope per year
a "change (2014-2024)". Here the area outside all zones is told, and slope and total change stand
side by side.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology import alerts
from missionplanner.ecology.change.zonal import ZoneSums
from missionplanner.ecology.trend import trend
from missionplanner.ecology.variation import spatial_cv
from missionplanner.model.ecology import GRADE_CODES, Grade, ZoneRow
from missionplanner.model.study import TrendOptions

Floats = NDArray[np.float64]

OUTSIDE = "holds no cell of the rasters: it lies outside them, or is smaller than a cell"
NO_VALUES = "holds no valid cells"


@dataclass(frozen=True, eq=False)
class Terms:
    """What all zones share.

    Attributes
    ----------
    years : float64 (epochs,)
        Decimal years.
    cell_m2 : float
    options : TrendOptions
    seasons : (epochs,), optional
        With the seasonal option, the month of each epoch.
    """

    years: Floats
    cell_m2: float
    options: TrendOptions
    seasons: Sequence[int] | None = None


def zone_rows(
    names: Sequence[str], sums: ZoneSums, terms: Terms, areas_m2: Sequence[float]
) -> tuple[ZoneRow, ...]:
    """Return a row for each zone.

    Parameters
    ----------
    names : sequence of str
        Of zones 1, 2, ...
    sums : ZoneSums
    terms : Terms
    areas_m2 : sequence of float
        Of the polygons: told for zones that hold no cell of the rasters.
    """
    numbered = enumerate(zip(names, areas_m2, strict=True), 1)
    return tuple(_row(name, zone, sums, terms, area) for zone, (name, area) in numbered)


def _row(name: str, zone: int, sums: ZoneSums, terms: Terms, outline_m2: float) -> ZoneRow:
    cell_m2, options = terms.cell_m2, terms.options
    means = np.where(sums.count[:, zone] > 0, sums.mean[:, zone], np.nan)
    grades = tuple(_grades_m2(sums.grades[epoch, zone], cell_m2) for epoch in range(means.size))
    trends, cells = float(sums.trends[zone]), int(sums.cells[zone])
    degraded = _share(sums.degrading[zone], trends)
    return ZoneRow(
        name=name,
        area_m2=cells * cell_m2 if cells else outline_m2,
        valid_m2=trends * cell_m2,
        means=tuple(float(mean) for mean in means),
        mean_change=_share(sums.slope_sum[zone], trends),
        total_change=float(means[-1] - means[0]),
        significant_share=degraded,
        improving_share=_share(sums.improving[zone], trends),
        mean_cv=_share(sums.cv_sum[zone], sums.cvs[zone]),
        spatial_cv=_spatial_cv(sums, zone, options.cv_ddof),
        grades_m2=grades,
        p=_p(means, terms),
        warnings=_warnings(sums, zone, degraded, grades[-1], options),
    )


def _warnings(
    sums: ZoneSums, zone: int, degraded: float, last: dict[Grade, float], options: TrendOptions
) -> tuple[str, ...]:
    if not sums.cells[zone]:
        return (OUTSIDE,)
    if not sums.count[:, zone].any():
        return (NO_VALUES,)
    words = (
        alerts.degraded(degraded, options),
        alerts.poor(last, options),
        alerts.uneven([float(count) for count in sums.count[:, zone]]),
    )
    return tuple(word for word in words if word)


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else math.nan


def _spatial_cv(sums: ZoneSums, zone: int, ddof: int) -> tuple[float, ...]:
    found = spatial_cv(sums.count[:, zone], sums.mean[:, zone], sums.squares[:, zone], ddof)
    return tuple(float(cv) for cv in found)


def _grades_m2(cells: NDArray[np.int64], cell_m2: float) -> dict[Grade, float]:
    return {grade: float(cells[code]) * cell_m2 for grade, code in GRADE_CODES.items()}


def _p(means: Floats, terms: Terms) -> float | None:
    """Return the Mann-Kendall p of a zone's mean series; None where it is too short."""
    least = terms.options.min_epochs
    found = trend(means[:, None], terms.years, seasons=terms.seasons, min_epochs=least)
    return None if math.isnan(found.p[0]) else float(found.p[0])
