"""Go, caution or no-go, hour by hour, for an aircraft: unknown never counts as good."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.weather import Go, Phenomenon, Weather, WeatherHour
from missionplanner.weather.evidence import Evidence, Standing, evidence
from missionplanner.weather.fields import WIND_HEIGHT_M
from missionplanner.weather.local_time import age_words, clock_words
from missionplanner.weather.wind import beaufort, wind_speed_at

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

# What people call it; the enum's own values are kept in files.
_CALLED = {
    Phenomenon.FOG: message("weather.phenomenon.fog"),
    Phenomenon.FOG_PATCHES: message("weather.phenomenon.fog_patches"),
    Phenomenon.FREEZING: message("weather.phenomenon.freezing"),
    Phenomenon.ICE: message("weather.phenomenon.ice"),
    Phenomenon.SQUALL: message("weather.phenomenon.squall"),
    Phenomenon.FUNNEL: message("weather.phenomenon.funnel"),
    Phenomenon.SANDSTORM: message("weather.phenomenon.sandstorm"),
    Phenomenon.ASH: message("weather.phenomenon.ash"),
    Phenomenon.THUNDERCLOUD: message("weather.phenomenon.thundercloud"),
}

GoFinding = tuple[Go, Message]
_ROUNDING = 1e-9
_RANK = {Go.GO: 0, Go.CAUTION: 1, Go.NO_GO: 2}


@dataclass(frozen=True)
class Judgement:
    """An hour, what is found about it, the gravest first, and what it rests on.

    A finding of *go* is a remark: what is not told and not needed.
    """

    hour: WeatherHour
    findings: tuple[GoFinding, ...]
    evidence: Evidence

    @property
    def go(self) -> Go:
        """The gravest of the findings."""
        return worst(go for go, _ in self.findings)

    @property
    def reasons(self) -> tuple[Message, ...]:
        """What the findings say, the gravest first."""
        return tuple(told for _, told in self.findings)


def judge(
    hour: WeatherHour, aircraft: Aircraft, height_agl_m: float = HEIGHT_M
) -> tuple[GoFinding, ...]:
    """Return the findings on what an hour tells, whatever its age, the gravest first.

    Parameters
    ----------
    hour : WeatherHour
    aircraft : Aircraft
    height_agl_m : float
        Height flown at: the wind there counts, not that at 10 m.

    Returns
    -------
    tuple of (Go, Message)
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


def by_gravity(findings: Iterable[GoFinding]) -> tuple[GoFinding, ...]:
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


def _why_not(found: Evidence, now: datetime, zone: tzinfo) -> Message:
    time = found.hour.time
    if found.standing is Standing.TOO_OLD and time is not None:
        return message("weather.too_old", age=age_words(now - time))
    if found.standing is Standing.NOT_YET and time is not None:
        return message("weather.still_to_come", time=clock_words(time, zone))
    return {
        Standing.OVER: message("weather.hour_over"),
        Standing.UNDATED: message("weather.undated"),
    }.get(found.standing, message("weather.none_given"))


def _wind(hour: WeatherHour, aircraft: Aircraft, height_agl_m: float) -> list[GoFinding]:
    speed_mps = wind_speed_at(hour, height_agl_m)
    number = beaufort(wind_speed_at(hour, WIND_HEIGHT_M))  # the scale is for 10 m
    told = message("weather.wind", speed=speed_mps, height=height_agl_m, beaufort=number)
    found = _against(told, speed_mps, aircraft.max_wind_mps)
    if hour.wind_at_least:
        found.append((Go.NO_GO, message("weather.wind_at_least", speed=hour.wind[0].speed_mps)))
    if hour.gust_mps is not None:
        gusts = message("weather.gusts", speed=hour.gust_mps)
        found += _against(gusts, hour.gust_mps, aircraft.max_gust_mps)
    return found


def _against(told: Message, speed_mps: float, limit_mps: float) -> list[GoFinding]:
    if speed_mps > limit_mps + _ROUNDING:
        return [(Go.NO_GO, message("weather.above_limit", wind=told, limit=limit_mps))]
    if speed_mps >= CAUTION_SHARE * limit_mps - _ROUNDING:
        return [(Go.CAUTION, message("weather.near_limit", wind=told, limit=limit_mps))]
    return []


def _temperature(hour: WeatherHour, aircraft: Aircraft) -> list[GoFinding]:
    celsius = hour.temperature_c
    if celsius is None:
        return [(Go.GO, message("weather.temperature_not_told"))]
    low, high = aircraft.min_temperature_c, aircraft.max_temperature_c
    found: list[GoFinding] = []
    if not low <= celsius <= high:
        told = message("weather.temperature_outside", celsius=celsius, low=low, high=high)
        found.append((Go.NO_GO, told))
    elif not low + TEMPERATURE_MARGIN_K <= celsius <= high - TEMPERATURE_MARGIN_K:
        told = message("weather.temperature_near", celsius=celsius, low=low, high=high)
        found.append((Go.CAUTION, told))
    if celsius <= 0.0 and (hour.precipitation_mmh or 0.0) > 0.0:
        found.append((Go.CAUTION, message("weather.icing", celsius=celsius)))
    return found


def _sky(hour: WeatherHour) -> list[GoFinding]:
    found: list[GoFinding] = []
    if hour.thunderstorm:
        found.append((Go.NO_GO, message("weather.thunderstorm")))
    for what in hour.phenomena:
        grave = what in _NO_GO or what is Phenomenon.FOG
        found.append((Go.NO_GO if grave else Go.CAUTION, _CALLED[what]))
    if (rain := hour.precipitation_mmh) is None:
        found.append((Go.CAUTION, message("weather.precipitation_not_told")))
    elif rain > 0.0:
        go = Go.NO_GO if rain > NO_GO_RAIN_MMH else Go.CAUTION
        found.append((go, message("weather.precipitation", rate=rain)))
    if (seen := hour.visibility_m) is None:
        found.append((Go.CAUTION, message("weather.visibility_not_told")))
    elif seen < CAUTION_VISIBILITY_M:
        go = Go.NO_GO if seen < NO_GO_VISIBILITY_M else Go.CAUTION
        found.append((go, message("weather.visibility", km=seen / 1000)))
    return found


def _cloud(hour: WeatherHour, height_agl_m: float) -> list[GoFinding]:
    base_m = hour.cloud_base_m
    if base_m is not None and base_m < height_agl_m + CLOUD_MARGIN_M:
        go = Go.NO_GO if base_m <= height_agl_m else Go.CAUTION
        return [(go, message("weather.cloud_base", base=base_m, height=height_agl_m))]
    return [(Go.CAUTION, message("weather.sky_hidden"))] if hour.sky_hidden else []
