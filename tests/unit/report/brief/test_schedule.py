"""The light that a flight of the timetable is told to be flown in."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import text
from missionplanner.model.places import Position
from missionplanner.model.timetable import FlightSlot, ToFly
from missionplanner.report.brief.days import window_words
from missionplanner.report.brief.schedule import LightSlot, light_slot

ZONE = ZoneInfo("Asia/Shanghai")
PLACE = Position(lon_deg=112.0, lat_deg=37.8)


def told(start: datetime, light: str):
    flight = ToFly("S01", 1500.0, "Home", light)
    return light_slot(
        FlightSlot(flight, start, start + timedelta(seconds=1500), 2, None), PLACE, ZONE
    )


def test_by_day_it_is_the_window_of_table_2():
    slot = told(datetime(2026, 6, 18, 10, 30, tzinfo=ZONE), "day")
    assert [f"{moment:%d %H:%M}" for moment in slot.light] == ["18 10:00", "18 14:00"]
    assert min(slot.sun_deg) > 30 and slot.battery_set == 2


@pytest.mark.parametrize(("day", "hour"), [(18, 22), (19, 2)])
def test_a_night_goes_on_over_midnight(day, hour):
    slot = told(datetime(2026, 6, day, hour, tzinfo=ZONE), "night")
    start, end = slot.light
    assert (start.day, end.day) == (18, 19) and start.hour >= 19 and end.hour <= 5
    assert max(slot.sun_deg) < 0


def test_out_of_light_none_is_told():
    assert told(datetime(2026, 12, 21, 20, tzinfo=ZONE), "day").light is None


def test_a_sortie_without_a_time_says_why():
    assert sentence(window_words(LightSlot(why=text("it rains")))) == "No time found: it rains"
    assert sentence(window_words(LightSlot())) == "No time found for it"
