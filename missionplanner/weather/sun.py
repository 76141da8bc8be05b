"""Height of the sun and the times of day for each kind of survey.

The sun's place is that of J. Meeus, Astronomical Algorithms, 2nd edition 1998: chapters 25 (the
sun, low accuracy), 22 (obliquity, the greatest terms of nutation), 12 (sidereal time), 13 (height
and azimuth) and 40 (parallax). From 1950 to 2050 it is within 0.01 degrees of the algorithm of
I. Reda and A. Andreas (Solar Energy 76(5), 2004), which is as far as the sun moves in 3 seconds.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.model.sensor import Sensor
from missionplanner.weather.local_time import zone_of

Window = tuple[datetime, datetime]

DAY_FROM, DAY_TO = time(10, 0), time(14, 0)  # first paper, Table 2
DAY_SUN_DEG = 30.0
CIVIL_TWILIGHT_DEG = -6.0  # dawn, and with it warming, begins
SUNSET_DEG = -0.833  # upper limb on the horizon with standard refraction
_DELTA_T_S = 69.0  # TT - UT1, 2017 to 2030; an error of seconds moves the sun by nothing here
_J2000_S, _DAY_S, _CENTURY_DAYS = 946_728_000.0, 86_400.0, 36_525.0  # 2000-01-01 12:00 UT
_PARALLAX_DEG = 8.794 / 3600.0


def sun_elevation_deg(
    lon_deg: float, lat_deg: float, times: datetime | list[datetime]
) -> NDArray[np.float64]:
    """Return the sun's geometric height above the horizon, without refraction.

    Parameters
    ----------
    lon_deg, lat_deg : float
        WGS 84, degrees.
    times : datetime or list of datetime
        With time zones.

    Returns
    -------
    float64 (n,), degrees

    Raises
    ------
    InputError
        A time has no time zone.
    """
    listed = [times] if isinstance(times, datetime) else times
    if any(moment.tzinfo is None for moment in listed):
        raise InputError("weather.moment_without_zone")
    return _elevation_deg(lon_deg, lat_deg, np.array([moment.timestamp() for moment in listed]))


def sun_places_deg(
    lon_deg: float, lat_deg: float, unix_s: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return elevation without refraction and azimuth clockwise from north, degrees; (n,) each.

    As `sun_elevation_deg`; `unix_s` are seconds since 1970, UTC.
    """
    ascension, declination, sidereal = _equatorial(np.asarray(unix_s, np.float64))
    lat, hour = np.radians(lat_deg), sidereal + np.radians(lon_deg) - ascension
    sine = np.sin(lat) * np.sin(declination) + np.cos(lat) * np.cos(declination) * np.cos(hour)
    elevation = np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0)))
    north = np.cos(lat) * np.sin(declination) - np.sin(lat) * np.cos(declination) * np.cos(hour)
    azimuth = np.degrees(np.arctan2(-np.cos(declination) * np.sin(hour), north)) % 360.0
    return elevation - _PARALLAX_DEG * np.cos(np.radians(elevation)), azimuth


def light_windows(
    lon_deg: float, lat_deg: float, day: date, zone: tzinfo | str, sensor: Sensor
) -> list[Window]:
    """Return the times of a day at which a sensor may be flown, by the site's clock.

    The first paper's Table 2 asks for 10:00 to 14:00 and names no clock; it is taken as the local
    legal time of the site (that of Shanxi is half an hour from the sun's). Where legal time is far
    from the sun's, the height of the sun, which does not depend on any clock, cuts the window.

    Parameters
    ----------
    lon_deg, lat_deg, day, zone
        As of `windows`; the zone of a place is told by `local_time.zone_at`.
    sensor : Sensor
        Its acquisition names the kind of window.

    Returns
    -------
    list of (start, end), aware datetimes of `zone`; empty where the sun allows none.
    """
    return windows(lon_deg, lat_deg, day, zone, sensor.acquisition.sun_window)


def in_light(
    moment: datetime, lon_deg: float, lat_deg: float, zone: tzinfo | str, sensor: Sensor
) -> bool:
    """Return whether a moment (with time zone) lies in a sensor's window of light.

    Raises
    ------
    InputError
        The moment has no time zone, or the zone is unknown.
    """
    if moment.tzinfo is None:
        raise InputError("weather.moment_without_zone")
    clock = zone if isinstance(zone, tzinfo) else zone_of(zone)
    day = moment.astimezone(clock).date()
    found = light_windows(lon_deg, lat_deg, day, clock, sensor)
    return any(start <= moment <= end for start, end in found)


def windows(
    lon_deg: float, lat_deg: float, day: date, zone: tzinfo | str, kind: str
) -> list[Window]:
    """Return the times of a day, to the minute, at which a sensor may be flown.

    Parameters
    ----------
    lon_deg, lat_deg : float
        WGS 84, degrees.
    day : date
        The day by the clock of `zone`.
    zone : tzinfo or str
        Time zone of the site's clock, e.g. 'Asia/Shanghai'.
    kind : str
        `Acquisition.sun_window`. 'day': 10:00 to 14:00 by that clock while the sun is higher than
        30 deg. 'night': from midnight until civil dawn (sun below -6 deg), and from sunset
        (-0.833 deg) until midnight. 'daylight': from sunrise to sunset. 'any': the whole day, for
        sensors that bring their own light.

    Returns
    -------
    list of (start, end) with time zone; empty where the sun allows none (winter, polar summer).

    Raises
    ------
    InputError
        Unknown kind or time zone.
    """
    if kind not in ("day", "night", "daylight", "any"):
        raise InputError("weather.unknown_sun_window", kind=kind)
    clock = zone if isinstance(zone, tzinfo) else zone_of(zone)
    midnight = datetime.combine(day, time(), clock).astimezone(UTC)
    after = datetime.combine(day + timedelta(days=1), time(), clock).astimezone(UTC)
    if kind == "any":
        return [(midnight.astimezone(clock), after.astimezone(clock))]
    minutes = round((after - midnight).total_seconds() / 60.0)
    seconds = midnight.timestamp() + 60.0 * np.arange(minutes + 1, dtype=np.float64)
    elevation = _elevation_deg(lon_deg, lat_deg, seconds)
    local = [datetime.fromtimestamp(second, clock) for second in seconds.tolist()]
    if kind == "day":
        noon = np.array([DAY_FROM <= moment.time() <= DAY_TO for moment in local])
        return _runs(local, noon & (elevation > DAY_SUN_DEG))
    if kind == "daylight":
        return _runs(local, elevation > SUNSET_DEG)
    # The lowest sun of the day's second half may come after midnight: rising tells dawn from dusk.
    rising = np.gradient(elevation) > 0.0
    limit = np.where(rising, CIVIL_TWILIGHT_DEG, SUNSET_DEG)
    return _runs(local, elevation < limit)


def _elevation_deg(
    lon_deg: float, lat_deg: float, unix_s: NDArray[np.float64]
) -> NDArray[np.float64]:
    return sun_places_deg(lon_deg, lat_deg, unix_s)[0]


def _equatorial(
    unix_s: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return right ascension, declination and Greenwich apparent sidereal time, radians."""
    days = (unix_s - _J2000_S) / _DAY_S
    t = (days + _DELTA_T_S / _DAY_S) / _CENTURY_DAYS  # centuries of terrestrial time
    mean = np.radians(280.46646 + 36000.76983 * t + 0.0003032 * t**2)
    anomaly = np.radians(357.52911 + 35999.05029 * t - 0.0001537 * t**2)
    centre = (1.914602 - 0.004817 * t - 0.000014 * t**2) * np.sin(anomaly)
    centre += (0.019993 - 0.000101 * t) * np.sin(2.0 * anomaly) + 0.000289 * np.sin(3.0 * anomaly)
    node = np.radians(125.04 - 1934.136 * t)
    nutation_deg = -0.00478 * np.sin(node)
    longitude = mean + np.radians(centre - 0.00569 + nutation_deg)
    tilt = np.radians(23.4392911 - 0.0130042 * t + 0.00256 * np.cos(node))
    ascension = np.arctan2(np.cos(tilt) * np.sin(longitude), np.cos(longitude))
    declination = np.arcsin(np.sin(tilt) * np.sin(longitude))
    turned_deg = 280.46061837 + 360.98564736629 * days + 0.000387933 * t**2
    return ascension, declination, np.radians(turned_deg + nutation_deg * np.cos(tilt))


def _runs(moments: list[datetime], allowed: NDArray[np.bool_]) -> list[Window]:
    """Return first and last moment of each unbroken run of True longer than one moment."""
    padded = np.concatenate([[False], allowed, [False]]).astype(np.int8)
    edges = np.flatnonzero(np.diff(padded))
    pairs = zip(edges[::2], edges[1::2] - 1, strict=True)
    return [(moments[first], moments[last]) for first, last in pairs if last > first]
