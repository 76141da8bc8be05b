"""What an hour of weather rests on now: its age, and whether it still says anything."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

from missionplanner.messages.message import Message, message
from missionplanner.model.weather import Weather, WeatherHour, WeatherKind
from missionplanner.weather.local_time import age_words, clock_words
from missionplanner.weather.month_days import AHEAD

# ICAO Annex 3 lets a trend speak for two hours; older than three, a report is no evidence.
OBSERVATION_HOLDS = timedelta(hours=3)
# An hour without an end reaches to the next one given, at most so far; the last one an hour.
_LONGEST_GAP = timedelta(hours=3)
_HOUR = timedelta(hours=1)


class Standing(StrEnum):
    """Whether an hour counts now."""

    CURRENT = "current"
    TOO_OLD = "too old"
    OVER = "over"
    NOT_YET = "not yet"  # an observation of the future: a wrong date
    UNDATED = "undated"
    NOT_GIVEN = "not given"


@dataclass(frozen=True)
class Evidence:
    """An hour with what it rests on: from when to when it speaks, and whether it counts."""

    hour: WeatherHour
    standing: Standing
    start: datetime | None
    end: datetime | None


def evidence(weather: Weather, now: datetime) -> tuple[Evidence, ...]:
    """Return the standing of each hour, in their order.

    Parameters
    ----------
    now : datetime
        With time zone. An observation counts for 3 h, and the newest one alone; an hour of a
        forecast, or one typed with its date, until its end.
    """
    latest = max(
        (h.time for h in weather.hours if h.kind is WeatherKind.OBSERVATION and h.time),
        default=None,
    )
    return tuple(_evidence(weather, hour, latest, now) for hour in weather.hours)


def _evidence(
    weather: Weather, hour: WeatherHour, latest: datetime | None, now: datetime
) -> Evidence:
    if hour.kind is WeatherKind.DEFAULT:
        return Evidence(hour, Standing.NOT_GIVEN, None, None)
    if hour.time is None:
        return Evidence(hour, Standing.UNDATED, None, None)
    if hour.kind is WeatherKind.OBSERVATION:
        end = hour.time + OBSERVATION_HOLDS
        standing = Standing.CURRENT
        if hour.time > now + AHEAD:
            standing = Standing.NOT_YET
        elif now > end:
            standing = Standing.TOO_OLD
        elif latest is not None and hour.time < latest:
            standing = Standing.OVER
        return Evidence(hour, standing, min(hour.time, now), end)
    end = hour.until or _next(weather, hour.time)
    return Evidence(hour, Standing.OVER if end <= now else Standing.CURRENT, hour.time, end)


def _next(weather: Weather, time: datetime) -> datetime:
    later = [h.time for h in weather.hours if h.time is not None and h.time > time]
    gap = min(later) - time if later else _HOUR
    return time + (gap if gap <= _LONGEST_GAP else _HOUR)


def made_at(hour: WeatherHour) -> datetime | None:
    """Return when an hour's weather was observed or forecast; None: its file does not tell."""
    return hour.time if hour.kind is WeatherKind.OBSERVATION else hour.issued


def age_told(weather: Weather, now: datetime, zone: tzinfo = UTC) -> tuple[Message, ...]:
    """Return when the newest observation and the newest forecast were made, and their age."""
    told = []
    if observed := _newest(weather, WeatherKind.OBSERVATION):
        made, age = clock_words(observed, zone), age_words(now - observed)
        told.append(message("weather.observed", time=made, age=age))
    if forecast := _newest(weather, WeatherKind.FORECAST):
        made, age = clock_words(forecast, zone), age_words(now - forecast)
        told.append(message("weather.forecast_made", time=made, age=age))
    return tuple(told)


def _newest(weather: Weather, kind: WeatherKind) -> datetime | None:
    moments = [m for h in weather.hours if h.kind is kind and (m := made_at(h)) is not None]
    return max(moments, default=None)
