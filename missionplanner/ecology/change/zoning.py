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

from missionplanner.ecology.change import alerts
from missionplanner.ecology.change.trend import trend
from missionplanner.ecology.change.variation import spatial_cv
from missionplanner.ecology.change.zonal import ZoneSums
from missionplanner.messages.message import Message, message
from missionplanner.model.ecology import GRADE_CODES, Grade, ZoneRow
from missionplanner.model.study import TrendOptions
from missionplanner.model.trust import Trust

Floats = NDArray[np.float64]

OUTSIDE = message("ecology.zone.outside")
TOO_SMALL = message("ecology.zone.too_small")
NO_VALUES = message("ecology.zone.no_values")


@dataclass(frozen=True, eq=False)
class ZoningTerms:
    """What all zones share.

    Attributes
    ----------
    years : float64 (epochs,)
        Decimal years.
    cell_m2 : float
    options : TrendOptions
    trust : Trust
        Whether the index can be believed: without it no zone is warned of for a change.
    seasons : (epochs,), optional
        With the seasonal option, the month of each epoch.
    """

    years: Floats
    cell_m2: float
    options: TrendOptions
    trust: Trust
    seasons: Sequence[int] | None = None


@dataclass(frozen=True)
class ZonePolygon:
    """A zone's polygon.

    Attributes
    ----------
    name : str
    area_m2 : float
        Told for a zone that holds no cell of the rasters.
    on_rasters : bool
        It lies on them, if only in part.
    """

    name: str
    area_m2: float
    on_rasters: bool


def zone_rows(
    outlines: Sequence[ZonePolygon], sums: ZoneSums, terms: ZoningTerms
) -> tuple[ZoneRow, ...]:
    """Return a row for each zone.

    Parameters
    ----------
    outlines : sequence of ZonePolygon
        Zones 1, 2, ...
    sums : ZoneSums
    terms : ZoningTerms
    """
    return tuple(_row(outline, zone, sums, terms) for zone, outline in enumerate(outlines, 1))


def _row(outline: ZonePolygon, zone: int, sums: ZoneSums, terms: ZoningTerms) -> ZoneRow:
    cell_m2, options = terms.cell_m2, terms.options
    means = np.where(sums.count[:, zone] > 0, sums.mean[:, zone], np.nan)
    grades = tuple(_grades_m2(sums.grades[epoch, zone], cell_m2) for epoch in range(means.size))
    trends, cells = float(sums.trends[zone]), int(sums.cells[zone])
    degraded = _share(sums.degrading[zone], trends)
    return ZoneRow(
        name=outline.name,
        area_m2=cells * cell_m2 if cells else outline.area_m2,
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
        warnings=_warnings(outline, sums, zone, degraded, grades[-1], terms),
    )


def _warnings(
    outline: ZonePolygon,
    sums: ZoneSums,
    zone: int,
    degraded: float,
    last: dict[Grade, float],
    terms: ZoningTerms,
) -> tuple[Message, ...]:
    if not sums.cells[zone]:
        return (TOO_SMALL if outline.on_rasters else OUTSIDE,)
    if not sums.count[:, zone].any():
        return (NO_VALUES,)
    options, trust = terms.options, terms.trust
    words = (
        alerts.degraded(degraded, options) if trust.trusted else None,
        alerts.poor(last, options) if trust.comparable else None,
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


def _p(means: Floats, terms: ZoningTerms) -> float | None:
    """Return the Mann-Kendall p of a zone's mean series; None where it is too short."""
    least = terms.options.min_epochs
    found = trend(means[:, None], terms.years, seasons=terms.seasons, min_epochs=least)
    return None if math.isnan(found.p[0]) else float(found.p[0])
