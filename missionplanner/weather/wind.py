"""Wind at a height, and the Beaufort scale."""

import math
from dataclasses import dataclass

import numpy as np

from missionplanner.model.weather import WeatherHour

# Wind profile power law, neutral air over open land: Hsu, Meindl, Gilhousen, J. Appl. Meteorol.
# 33, 1994; the engineer's 1/7. Over a ridge the real wind is stronger than any flat-land law.
EXPONENT = 0.14
_LOWEST_M = 2.0  # below, the law means nothing


@dataclass(frozen=True)
class Beaufort:
    """A step of the Beaufort scale; `from_mps` is its lowest wind at 10 m above ground."""

    number: int
    name: str
    from_mps: float


# WMO-No. 306, code table; mean wind over 10 minutes.
BEAUFORT = tuple(
    Beaufort(number, name, low)
    for number, (name, low) in enumerate(
        (
            ("calm", 0.0),
            ("light air", 0.3),
            ("light breeze", 1.6),
            ("gentle breeze", 3.4),
            ("moderate breeze", 5.5),
            ("fresh breeze", 8.0),
            ("strong breeze", 10.8),
            ("near gale", 13.9),
            ("gale", 17.2),
            ("strong gale", 20.8),
            ("storm", 24.5),
            ("violent storm", 28.5),
            ("hurricane force", 32.7),
        )
    )
)


def beaufort(speed_mps: float) -> int:
    """Return the Beaufort number, 0 to 12, of a wind speed in m/s."""
    return max((step.number for step in BEAUFORT if speed_mps >= step.from_mps), default=0)


def wind_at(hour: WeatherHour, height_agl_m: float) -> tuple[float, float]:
    """Return the wind at a height above ground, m/s blowing TOWARDS east and north.

    Between two levels the components are linear in height; below the lowest and above the highest
    level, that level's wind is scaled by (z / z0)^0.14. A level without direction takes that of the
    nearest level which has one; with none at all the wind is taken from the west, so that its speed
    still counts in limits and energy.

    Parameters
    ----------
    hour : WeatherHour
    height_agl_m : float
        Height above ground, m; below 2 m counts as 2 m.
    """
    heights = np.array([max(level.height_agl_m, _LOWEST_M) for level in hour.wind])
    speeds = np.array([level.speed_mps for level in hour.wind])
    bearings = np.radians(_directions(hour))
    wanted = max(height_agl_m, _LOWEST_M)
    nearest = float(np.clip(wanted, heights[0], heights[-1]))
    scale = (wanted / nearest) ** EXPONENT
    east = float(np.interp(nearest, heights, -speeds * np.sin(bearings))) * scale
    north = float(np.interp(nearest, heights, -speeds * np.cos(bearings))) * scale
    return east, north


def wind_speed_at(hour: WeatherHour, height_agl_m: float) -> float:
    """Return the wind speed at a height above ground, m/s; see `wind_at`."""
    return math.hypot(*wind_at(hour, height_agl_m))


def _directions(hour: WeatherHour) -> list[float]:
    known = [(level.height_agl_m, level.from_deg) for level in hour.wind]
    told = [(height, bearing) for height, bearing in known if bearing is not None]
    if not told:
        return [270.0] * len(known)
    return [
        min(told, key=lambda pair: abs(pair[0] - height))[1] if bearing is None else bearing
        for height, bearing in known
    ]
