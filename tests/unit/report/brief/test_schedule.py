"""When sorties take off: in their sensor's light, one after another."""

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.places import Position
from missionplanner.model.plan import Home
from missionplanner.report.brief.schedule import FlightTurn, schedule

ZONE = ZoneInfo("Asia/Shanghai")
HOME = Home(Position(lon_deg=112.0, lat_deg=37.8), 0.0, 0.0, 600.0, 580.0)
SWAP = timedelta(minutes=5)
DAY, NIGHT = sensor("p1-35"), sensor("xt2")


turn = FlightTurn


def planned(turns, day=date(2026, 6, 18), home=HOME):
    return schedule(turns, home, day, ZONE, SWAP)


def test_day_sensors_fly_by_day_and_thermal_ones_the_same_evening():
    first, second, dark = planned([turn(DAY, 1500), turn(DAY, 1500), turn(NIGHT, 1500)])
    assert f"{first.start:%d %H:%M}" == "18 10:00" and f"{second.start:%H:%M}" == "10:30"
    assert dark.start.day == 18 and dark.start.hour >= 19
    assert min(first.sun_deg) > 30 and max(dark.sun_deg) < 0


def test_no_two_fly_at_once_and_none_before_its_forerunner():
    slots = planned([turn(s, 1700) for s in (DAY,) * 12 + (NIGHT,) * 14])
    times = sorted((s.start, s.end) for s in slots)
    assert all(b - a >= SWAP for (_, a), (b, _) in pairwise(times))
    by_day = [s.start for s in slots[:12]]
    assert by_day == sorted(by_day)
    assert {moment.day for moment in by_day} == {18, 19}
    assert all(s.light[0] <= s.start and s.end <= s.light[1] for s in slots)


def test_a_night_goes_on_over_midnight():
    slots = planned([turn(NIGHT, 1700)] * 14)
    evening, morning = slots[0], slots[-1]
    assert evening.light == morning.light and morning.start.day == 19


def test_without_light_there_is_no_time():
    far_north = Home(Position(lon_deg=112.0, lat_deg=70.0), 0.0, 0.0, 600.0, 580.0)
    (slot,) = planned([turn(DAY, 1500)], date(2026, 12, 21), far_north)
    assert slot.start is None and slot.sun_deg == ()
