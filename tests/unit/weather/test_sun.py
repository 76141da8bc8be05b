"""The sun against published positions and the windows' own definition."""

from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import InputError
from missionplanner.weather import sun
from missionplanner.weather.local_time import zone_at

CHINA = timezone(timedelta(hours=8))


def test_published_example_of_the_algorithm():
    # Reda and Andreas 2004, appendix A.5: 2003-10-17 12:30:30 at UTC-7, 39.742476 N, 105.1786 W:
    # zenith 50.11162 deg with refraction, of which 0.01637 deg, at 1830 m.
    moment = datetime(2003, 10, 17, 12, 30, 30, tzinfo=timezone(timedelta(hours=-7)))
    (found,) = sun.sun_elevation_deg(-105.1786, 39.742476, moment)
    assert 90.0 - found == pytest.approx(50.11162 + 0.01637, abs=1e-3)


@pytest.mark.parametrize(
    ("lon", "lat", "when", "elevation", "azimuth"),
    [
        (111.2, 37.9, "2026-06-21T02:30:00", 59.3250, 108.9288),
        (111.2, 37.9, "2026-12-21T09:05:00", 1.5726, 238.2887),
        (-70.3, -24.2, "2031-03-20T15:00:00", 54.2936, 51.4795),
        (25.5, 67.8, "2019-05-30T22:40:00", -0.2571, 5.6657),
        (151.0, -32.5, "1994-09-01T20:15:00", -0.3831, 80.5848),
        (-118.0, 51.0, "2049-11-11T18:00:00", 18.1600, 155.9126),
    ],
)
def test_the_sun_is_where_the_full_algorithm_has_it(lon, lat, when, elevation, azimuth):
    """By the solar position algorithm of Reda and Andreas 2004, as pvlib 0.13 computes it."""
    moment = datetime.fromisoformat(when).replace(tzinfo=UTC)
    (up,), (way,) = sun.sun_places_deg(lon, lat, np.array([moment.timestamp()]))
    assert up == pytest.approx(elevation, abs=0.01)
    assert way == pytest.approx(azimuth, abs=0.01 / np.cos(np.radians(elevation)))


def test_noon_at_the_equinox_and_several_times():
    noon = datetime(2024, 3, 20, 12, 7, tzinfo=UTC)
    found = sun.sun_elevation_deg(0.0, 0.0, [noon, noon + timedelta(hours=6)])
    assert found.shape == (2,)
    assert found[0] == pytest.approx(90.0, abs=0.3)
    assert found[1] == pytest.approx(0.0, abs=0.5)


def test_day_window_in_summer_is_the_papers_hours():
    ((start, end),) = sun.windows(111.0, 37.5, date(2024, 6, 21), CHINA, "day")
    assert (start.hour, start.minute, end.hour, end.minute) == (10, 0, 14, 0)
    assert start.utcoffset() == timedelta(hours=8)


def test_day_window_in_autumn_is_cut_by_the_sun():
    ((start, end),) = sun.windows(111.0, 37.5, date(2024, 11, 1), CHINA, "day")
    assert (start.hour, start.minute) > (10, 0)
    inside, before = sun.sun_elevation_deg(111.0, 37.5, [start, start - timedelta(minutes=1)])
    assert inside > 30.0 >= before
    assert end.hour <= 14


def test_no_day_window_in_winter():
    assert sun.windows(111.0, 37.5, date(2024, 12, 21), CHINA, "day") == []


def test_night_windows_end_at_dawn_and_begin_at_sunset():
    before, after = sun.windows(111.0, 37.5, date(2024, 6, 21), CHINA, "night")
    assert before[0] == datetime(2024, 6, 21, tzinfo=CHINA)
    assert after[1] == datetime(2024, 6, 22, tzinfo=CHINA)
    dawn, dusk = sun.sun_elevation_deg(111.0, 37.5, [before[1], after[0]])
    assert -6.3 < dawn < -6.0
    assert -1.1 < dusk < -0.833


def test_clock_far_from_the_sun():
    # Kashgar by Beijing time: the sun sets well after 22:00 in June.
    before, after = sun.windows(76.0, 39.5, date(2024, 6, 21), CHINA, "night")
    assert after[0].hour == 22
    assert before[1].hour == 6  # civil dawn shortly before seven


def test_night_reaches_over_midnight_by_an_odd_clock():
    # With a clock 10 hours off, the night lies in the middle of the day's clock.
    zone = timezone(timedelta(hours=-4))
    found = sun.windows(111.0, 37.5, date(2024, 6, 21), zone, "night")
    (start, end) = found[0]
    assert len(found) == 1
    assert start.date() == end.date()


def test_polar_summer_has_no_night():
    assert sun.windows(20.0, 70.0, date(2024, 6, 21), UTC, "night") == []


@pytest.mark.parametrize("day", [date(2024, 3, 31), date(2024, 10, 27)])
def test_days_of_23_and_25_hours(day):
    windows = sun.windows(11.0, 50.0, day, "Europe/Berlin", "night")
    assert windows[-1][1].replace(tzinfo=None) == datetime.combine(
        day + timedelta(days=1), datetime.min.time()
    )
    assert np.all([start < end for start, end in windows])


@pytest.mark.parametrize(
    ("lon", "lat", "name", "offset_h"),
    [(112.0, 37.8, "Asia/Shanghai", 8), (-104.9, 39.7, "America/Denver", -6)],
)
def test_the_window_is_by_the_clock_of_the_site(lon, lat, name, offset_h):
    zone = zone_at(lon, lat)
    ((start, end),) = sun.light_windows(lon, lat, date(2024, 6, 21), zone, sensor("p1-35"))
    assert (start.hour, end.hour, end.minute) == (10, 14, 0)
    assert start.utcoffset() == timedelta(hours=offset_h)
    assert str(start.tzinfo) == name
    # 10 to 14 by UTC would be 18 to 22 in China, and 4 to 8 in Colorado.
    noon = datetime(2024, 6, 21, 12, tzinfo=UTC)
    assert not sun.in_light(noon, lon, lat, zone, sensor("p1-35"))
    assert sun.in_light(noon - timedelta(hours=offset_h), lon, lat, zone, sensor("p1-35"))


def test_a_thermal_sensor_flies_by_night():
    zone = zone_at(112.0, 37.8)
    before, after = sun.light_windows(112.0, 37.8, date(2024, 6, 21), zone, sensor("xt2"))
    assert before[1].hour == 4
    assert sun.in_light(after[0], 112.0, 37.8, zone, sensor("xt2"))
    assert not sun.in_light(
        datetime(2024, 6, 21, 12, tzinfo=CHINA), 112.0, 37.8, zone, sensor("xt2")
    )


def test_daylight_is_from_sunrise_to_sunset():
    ((start, end),) = sun.windows(0.0, 0.0, date(2024, 3, 20), UTC, "daylight")
    assert timedelta(hours=12) < end - start < timedelta(hours=12, minutes=10)


def test_bad_input():
    with pytest.raises(InputError, match="no time zone"):
        sun.sun_elevation_deg(0.0, 0.0, datetime(2024, 1, 1))
    with pytest.raises(InputError, match="unknown time zone"):
        sun.windows(0.0, 0.0, date(2024, 1, 1), "Middle/Earth", "day")
    with pytest.raises(InputError, match="unknown sun window"):
        sun.windows(0.0, 0.0, date(2024, 1, 1), UTC, "noon")
    with pytest.raises(InputError, match="no time zone"):
        sun.in_light(datetime(2024, 1, 1), 0.0, 0.0, UTC, sensor("xt2"))
