"""Go, caution or no-go, hour by hour, for an aircraft."""

from dataclasses import dataclass

from missionplanner.model.aircraft import Aircraft
from missionplanner.model.weather import Go, Weather, WeatherHour
from missionplanner.weather.wind import beaufort, wind_speed_at
from missionplanner.weather.words import WIND_HEIGHT_M

HEIGHT_M = 100.0  # above ground, where nothing else is said
CAUTION_SHARE = 0.8  # of a wind limit
TEMPERATURE_MARGIN_K = 5.0
# Rain: the M300 is IP45, for which DJI names no rate; 5 mm/h is unverified and cautious.
NO_GO_RAIN_MMH = 5.0
# ICAO Annex 2, table 3-1: 5 km in visual flight, 1.5 km at the least, at low speed.
CAUTION_VISIBILITY_M = 5000.0
NO_GO_VISIBILITY_M = 1500.0

Finding = tuple[Go, str]
_ROUNDING = 1e-9
_RANK = {Go.GO: 0, Go.CAUTION: 1, Go.NO_GO: 2}


@dataclass(frozen=True)
class Judgement:
    """An hour, its verdict, and the reasons, the gravest first; no reason: go."""

    hour: WeatherHour
    go: Go
    reasons: tuple[str, ...]


def judge(
    hour: WeatherHour, aircraft: Aircraft, height_agl_m: float = HEIGHT_M
) -> tuple[Go, tuple[str, ...]]:
    """Return the verdict for an hour and its reasons, the gravest first.

    Parameters
    ----------
    hour : WeatherHour
        What it does not tell is not judged.
    aircraft : Aircraft
    height_agl_m : float
        Height flown at: the wind there counts, not that at 10 m.

    Returns
    -------
    (Go, tuple of str)
        No-go: wind or gust above the limit, temperature outside the range, more than 5 mm/h,
        visibility below 1.5 km, thunderstorm. Caution: 80 % of a wind limit, within 5 K of a
        temperature limit, any precipitation, visibility below 5 km, icing (0 C or less when wet).
    """
    found = [
        *_wind(hour, aircraft, height_agl_m),
        *_temperature(hour, aircraft),
        *_sky(hour),
    ]
    found.sort(key=lambda finding: -_RANK[finding[0]])
    return (found[0][0] if found else Go.GO), tuple(reason for _, reason in found)


def judge_all(
    weather: Weather, aircraft: Aircraft, height_agl_m: float = HEIGHT_M
) -> tuple[Judgement, ...]:
    """Return the judgement of every hour, in the order of the hours."""
    return tuple(Judgement(hour, *judge(hour, aircraft, height_agl_m)) for hour in weather.hours)


def _wind(hour: WeatherHour, aircraft: Aircraft, height_agl_m: float) -> list[Finding]:
    speed_mps = wind_speed_at(hour, height_agl_m)
    number = beaufort(wind_speed_at(hour, WIND_HEIGHT_M))  # the scale is for 10 m
    where = f" at {height_agl_m:.0f} m (Beaufort {number})"
    found = _against("wind", speed_mps, aircraft.max_wind_mps, where)
    if hour.gust_mps is not None:
        found += _against("gusts", hour.gust_mps, aircraft.max_gust_mps, "")
    return found


def _against(name: str, speed_mps: float, limit_mps: float, where: str) -> list[Finding]:
    text = f"{name} {speed_mps:.1f} m/s{where}"
    if speed_mps > limit_mps + _ROUNDING:
        return [(Go.NO_GO, f"{text}: above the limit of {limit_mps:g} m/s")]
    if speed_mps >= CAUTION_SHARE * limit_mps - _ROUNDING:
        return [(Go.CAUTION, f"{text}: near the limit of {limit_mps:g} m/s")]
    return []


def _temperature(hour: WeatherHour, aircraft: Aircraft) -> list[Finding]:
    celsius = hour.temperature_c
    if celsius is None:
        return []
    low, high = aircraft.min_temperature_c, aircraft.max_temperature_c
    text = f"temperature {celsius:.0f} C"
    found: list[Finding] = []
    if not low <= celsius <= high:
        found.append((Go.NO_GO, f"{text}: outside {low:g} to {high:g} C"))
    elif not low + TEMPERATURE_MARGIN_K <= celsius <= high - TEMPERATURE_MARGIN_K:
        found.append((Go.CAUTION, f"{text}: near the limits of {low:g} to {high:g} C"))
    if celsius <= 0.0 and (hour.precipitation_mmh or 0.0) > 0.0:
        found.append((Go.CAUTION, f"{text} and precipitation: ice on the propellers"))
    return found


def _sky(hour: WeatherHour) -> list[Finding]:
    found: list[Finding] = []
    if hour.thunderstorm:
        found.append((Go.NO_GO, "thunderstorm"))
    if (rain := hour.precipitation_mmh) is not None and rain > 0.0:
        go = Go.NO_GO if rain > NO_GO_RAIN_MMH else Go.CAUTION
        found.append((go, f"precipitation {rain:.1f} mm/h"))
    if (seen := hour.visibility_m) is not None and seen < CAUTION_VISIBILITY_M:
        go = Go.NO_GO if seen < NO_GO_VISIBILITY_M else Go.CAUTION
        found.append((go, f"visibility {seen / 1000:.1f} km"))
    return found
