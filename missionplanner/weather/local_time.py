"""A place's legal time, offline, and moments in words: no clock without its zone."""

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzfpy

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message


def zone_name(lon_deg: float, lat_deg: float) -> str:
    """Return the name of the time zone at a place (WGS 84, degrees), such as 'Asia/Shanghai'.

    At sea it is that of the nautical zone, such as 'Etc/GMT-8'. The outlines come with `tzfpy`
    (timezone-boundary-builder, simplified: within some hundred metres of a border the neighbour's
    may be told).
    """
    found = tzfpy.get_tz(lon_deg, lat_deg)
    return found or f"Etc/GMT{-round(lon_deg / 15):+d}"


def zone_at(lon_deg: float, lat_deg: float) -> ZoneInfo:
    """Return the time zone at a place; see `zone_name`."""
    return zone_of(zone_name(lon_deg, lat_deg))


def zone_of(name: str) -> ZoneInfo:
    """Return the zone of a name.

    Raises
    ------
    InputError
        No such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError("weather.unknown_zone", name=name) from error


def clock_words(moment: datetime, zone: tzinfo) -> str:
    """Return a moment as '2026-11-29 20:00 UTC+8' by a zone's clock."""
    local = moment.astimezone(zone)
    return f"{local:%Y-%m-%d %H:%M} {offset_words(local)}"


def span_words(start: datetime, end: datetime, zone: tzinfo) -> str:
    """Return '2026-11-29 10:00–14:00 UTC+8'; the end has its own date on another day."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    midnight = last - timedelta(microseconds=1)
    told = f"{last:%H:%M}" if last.date() == first.date() else f"{last:%Y-%m-%d %H:%M}"
    if last.date() != first.date() == midnight.date():
        told = "24:00"
    return f"{first:%Y-%m-%d %H:%M}–{told} {offset_words(first)}"


def offset_words(moment: datetime) -> str:
    """Return 'UTC', 'UTC+8' or 'UTC+5:45' of an aware moment: abbreviations mean several zones."""
    offset = moment.utcoffset() or timedelta()
    minutes = round(abs(offset).total_seconds() / 60)
    if not minutes:
        return "UTC"
    sign = "+" if offset > timedelta() else "−"
    hours, rest = divmod(minutes, 60)
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def age_words(age: timedelta) -> Message:
    """Return an age as '2 h 10 min' or '3 d 4 h'; less than a minute, or none: '0 min'."""
    minutes = max(0, int(age.total_seconds() // 60))
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return message("weather.age_days", days=days, hours=hours)
    if hours:
        return message("weather.age_hours", hours=hours, minutes=rest)
    return message("weather.age_minutes", minutes=rest)
