"""Zone statistics (paper 1, Table 6).

The paper's table leaves 0.50 of 3.55 km2 in no zone without saying so, and calls a slope per year
a "change (2014-2024)". Here the area outside all zones is told, and slope and total change stand
side by side.
"""

import datetime
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.change import alerts
from missionplanner.ecology.change.abrupt import Steps, steps
from missionplanner.ecology.change.alerts import ZoneStep
from missionplanner.ecology.change.serial import judged_trend
from missionplanner.ecology.change.variation import spatial_cv
from missionplanner.ecology.change.zonal import ZoneSums
from missionplanner.messages.message import Message, message
from missionplanner.model.ecology import (
    ABRUPT_CODES,
    GRADE_CODES,
    AbruptChange,
    Grade,
    ZoneRow,
)
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
    dates : (epochs,)
        Of the same epochs.
    seasons : (epochs,), optional
        With the seasonal option, the month of each epoch.
    """

    years: Floats
    cell_m2: float
    options: TrendOptions
    trust: Trust
    dates: Sequence[datetime.date]
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
    degraded, lost = _share(sums.degrading[zone], trends), _share(sums.losses[zone], trends)
    found = steps(means[:, None], options.abrupt_step, options.min_epochs)
    step, broken = _step(found, means, terms), not math.isnan(found.break_p[0])
    total = float(means[-1] - means[0])
    return ZoneRow(
        name=outline.name,
        area_m2=cells * cell_m2 if cells else outline.area_m2,
        valid_m2=trends * cell_m2,
        means=tuple(float(mean) for mean in means),
        mean_change=_share(sums.slope_sum[zone], trends),
        total_change=total,
        significant_share=degraded,
        improving_share=_share(sums.improving[zone], trends),
        mean_cv=_share(sums.cv_sum[zone], sums.cvs[zone]),
        spatial_cv=_spatial_cv(sums, zone, options.cv_ddof),
        grades_m2=grades,
        p=_p(means, terms),
        step=step.size if step else math.nan,
        step_between=step.between if step else None,
        break_p=float(found.break_p[0]) if broken else None,
        break_between=_between(int(found.break_after[0]), means, terms) if broken else None,
        abrupt_loss_share=lost,
        warnings=_warnings(outline, sums, zone, terms, _Change(degraded, lost, total, step)),
    )


@dataclass(frozen=True)
class _Change:
    """Shares of a zone that degrade and that fell abruptly; how its mean changed."""

    degraded: float
    lost: float
    total: float
    step: ZoneStep | None


def _warnings(
    outline: ZonePolygon, sums: ZoneSums, zone: int, terms: ZoningTerms, change: _Change
) -> tuple[Message, ...]:
    if not sums.cells[zone]:
        return (TOO_SMALL if outline.on_rasters else OUTSIDE,)
    if not sums.count[:, zone].any():
        return (NO_VALUES,)
    options, trust = terms.options, terms.trust
    last = _grades_m2(sums.grades[-1, zone], terms.cell_m2)
    uneven = alerts.uneven([float(count) for count in sums.count[:, zone]])
    words = (
        *(_changed(change, options, uneven is not None) if trust.trusted else ()),
        alerts.poor(last, options) if trust.comparable else None,
        uneven,
    )
    return tuple(word for word in words if word)


def _changed(change: _Change, options: TrendOptions, uneven: bool) -> Iterator[Message | None]:
    """Return warnings of a steady change, a step and the change altogether.

    What first and last date show of different ground is no change of the mean, and a step says
    more than the same fall altogether.
    """
    yield alerts.degraded(change.degraded, options)
    step = None if uneven else change.step
    abrupt = alerts.abrupt(step, change.lost, options)
    yield abrupt
    if abrupt is None and not uneven:
        yield alerts.fell(change.total, options)


def _step(found: Steps, means: Floats, terms: ZoningTerms) -> ZoneStep | None:
    """Return the largest step of a zone's mean; None where it is too short."""
    if math.isnan(found.step[0]):
        return None
    between = _between(int(found.after[0]), means, terms)
    lost = int(found.code[0]) == ABRUPT_CODES[AbruptChange.LOSS]
    return ZoneStep(float(found.step[0]), between, lost)


def _between(after: int, means: Floats, terms: ZoningTerms) -> tuple[datetime.date, datetime.date]:
    """Return the dates before and after a step; dates without a mean are stepped over."""
    before = int(np.flatnonzero(np.isfinite(means[:after]))[-1])
    return terms.dates[before], terms.dates[after]


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else math.nan


def _spatial_cv(sums: ZoneSums, zone: int, ddof: int) -> tuple[float, ...]:
    found = spatial_cv(sums.count[:, zone], sums.mean[:, zone], sums.squares[:, zone], ddof)
    return tuple(float(cv) for cv in found)


def _grades_m2(cells: NDArray[np.int64], cell_m2: float) -> dict[Grade, float]:
    return {grade: float(cells[code]) * cell_m2 for grade, code in GRADE_CODES.items()}


def _p(means: Floats, terms: ZoningTerms) -> float | None:
    """Return the Mann-Kendall p of a zone's mean series; None where it is too short."""
    found = judged_trend(means[:, None], terms.years, terms.options, terms.seasons)
    return None if math.isnan(found.p[0]) else float(found.p[0])
