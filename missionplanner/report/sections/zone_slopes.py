"""The one slope that is told of a zone."""

import datetime
import math
from collections.abc import Sequence

from missionplanner.model.ecology import ZoneRow
from missionplanner.model.study import decimal_year
from missionplanner.report.sections.content import Material
from missionplanner.report.senline import sen_line


def slope_of(zone: ZoneRow, dates: Sequence[datetime.date]) -> float:
    """Return Sen's slope of a zone's mean, per year: the slope that its p is the test of.

    The mean of its cells' slopes, `ZoneRow.mean_change`, is another figure: the median of a mean
    is not the mean of medians. NaN for fewer than two values.
    """
    line = sen_line([decimal_year(day) for day in dates], zone.means)
    return line.slope if line else math.nan


def slope_way(told: Material) -> str:
    """Return how p of a zone allows for dates that are like the one before."""
    trend = told.found.trend
    way = trend.serial.value if trend else "none"
    return told.words("slope_plain") if way == "none" else told.words("slope_serial", way=way)
