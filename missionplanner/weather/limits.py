"""Go, caution or no-go, hour by hour, for an aircraft: unknown never counts as good."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from missionplanner.model.aircraft import Aircraft
from missionplanner.model.weather import Go, Phenomenon, Weather, WeatherHour
from missionplanner.weather.evidence import Evidence, Standing, evidence
from missionplanner.weather.local_time import age_words, clock_words
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
CLOUD_MARGIN_M = 150.0  # above the flight: 500 ft; unverified and cautious
_NO_GO = {
    Phenomenon.FREEZING,
    Phenomenon.ICE,
    Phenomenon.SQUALL,
    Phenomenon.FUNNEL,
    Phenomenon.SANDSTORM,
    Phenomenon.ASH,
}

Finding = tuple[Go, str]
_ROUNDING = 1e-9
_RANK = {Go.GO: 0, Go.CAUTION: 1, Go.NO_GO: 2}


@dataclass(frozen=True)
class Judgement:
    """An hour, what is found about it, the gravest first, and what it rests on.

    A finding of *go* is a remark: what is not told and not needed.
    """

    hour: WeatherHour
    findings: tuple[Finding, ...]
    evidence: Evidence

    @property
    def go(self) -> Go:
        """The gravest of the findings."""
        return worst(go for go, _ in self.findings)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The findings in words, the gravest first."""
        return tuple(words for _, words in self.findings)


def judge(
    hour: WeatherHour, aircraft: Aircraft, height_agl_m: float = HEIGHT_M
) -> tuple[Finding, ...]:
    """Return the findings on what an hour tells, whatever its age, the gravest first.

    Parameters
    ----------
    hour : WeatherHour
    aircraft : Aircraft
    height_agl_m : float
        Height flown at: the wind there counts, not that at 10 m.

    Returns
    -------
    tuple of (Go, str)
        No-go: wind or gust above the limit, or told only as *at least*; temperature outside the
        range, more than 5 mm/h, visibility below 1.5 km, cloud below the flight, thunderstorm,
        fog, freezing rain, hail, squall, sand storm, ash. Caution: 80 % of a wind limit, within
        5 K of a temperature limit, any precipitation, visibility below 5 km, cloud within 150 m
        above the flight or a hidden sky, icing (0 C or less when wet), thundercloud; visibility
        or precipitation unknown.
    """
    found = [
        *_wind(hour, aircraft, height_agl_m),
        *_temperature(hour, aircraft),
        *_sky(hour),
        *_cloud(hour, height_agl_m),
    ]
    return by_gravity(found)


def judge_all(
    weather: Weather,
    aircraft: Aircraft,
    now: datetime,
    height_agl_m: float = HEIGHT_M,
    zone: tzinfo = UTC,
) -> tuple[Judgement, ...]:
    """Return the judgement of every hour, in the order of the hours.

    One that does not count now (older than 3 h, over, without a date, not given) is never *go*.

    Parameters
    ----------
    now : datetime
        With time zone.
    zone : tzinfo
        Of the clock that reasons are told in.
    """
    return tuple(
        _judged(found, aircraft, now, height_agl_m, zone) for found in evidence(weather, now)
    )


def by_gravity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the gravest first, each once."""
    return tuple(dict.fromkeys(sorted(findings, key=lambda finding: -_RANK[finding[0]])))


def worst(verdicts: Iterable[Go]) -> Go:
    """Return the gravest verdict; none at all: go."""
    return max(verdicts, key=_RANK.__getitem__, default=Go.GO)


def _judged(
    found: Evidence, aircraft: Aircraft, now: datetime, height_agl_m: float, zone: tzinfo
) -> Judgement:
    findings = judge(found.hour, aircraft, height_agl_m)
    if found.standing is not Standing.CURRENT:
        findings = by_gravity([(Go.CAUTION, _why_not(found, now, zone)), *findings])
    return Judgement(found.hour, findings, found)


def _why_not(found: Evidence, now: datetime, zone: tzinfo) -> str:
    time = found.hour.time
    if found.standing is Standing.TOO_OLD and time is not None:
        return f"observed {age_words(now - time)} ago: too old, 3 h count"
    if found.standing is Standing.NOT_YET and time is not None:
        return f"observed at {clock_words(time, zone)}, which is still to come: look at the date"
    return {
        Standing.OVER: "this hour is over",
        Standing.UNDATED: "without a date it counts for no day",
    }.get(found.standing, "no weather given")


def _wind(hour: WeatherHour, aircraft: Aircraft, height_agl_m: float) -> list[Finding]:
    speed_mps = wind_speed_at(hour, height_agl_m)
    number = beaufort(wind_speed_at(hour, WIND_HEIGHT_M))  # the scale is for 10 m
    where = f" at {height_agl_m:.0f} m (Beaufort {number})"
    found = _against("wind", speed_mps, aircraft.max_wind_mps, where)
    if hour.wind_at_least:
        found.append((Go.NO_GO, f"wind of {hour.wind[0].speed_mps:.0f} m/s or more"))
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
        return [(Go.GO, "temperature is not told")]
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
    for what in hour.phenomena:
        grave = what in _NO_GO or what is Phenomenon.FOG
        found.append((Go.NO_GO if grave else Go.CAUTION, str(what)))
    if (rain := hour.precipitation_mmh) is None:
        found.append((Go.CAUTION, "precipitation is not told"))
    elif rain > 0.0:
        go = Go.NO_GO if rain > NO_GO_RAIN_MMH else Go.CAUTION
        found.append((go, f"precipitation {rain:.1f} mm/h"))
    if (seen := hour.visibility_m) is None:
        found.append((Go.CAUTION, "visibility is not told"))
    elif seen < CAUTION_VISIBILITY_M:
        go = Go.NO_GO if seen < NO_GO_VISIBILITY_M else Go.CAUTION
        found.append((go, f"visibility {seen / 1000:.1f} km"))
    return found


def _cloud(hour: WeatherHour, height_agl_m: float) -> list[Finding]:
    base_m = hour.cloud_base_m
    if base_m is not None and base_m < height_agl_m + CLOUD_MARGIN_M:
        go = Go.NO_GO if base_m <= height_agl_m else Go.CAUTION
        return [(go, f"cloud base {base_m:.0f} m above ground, flight at {height_agl_m:.0f} m")]
    return [(Go.CAUTION, "the sky is hidden")] if hour.sky_hidden else []
