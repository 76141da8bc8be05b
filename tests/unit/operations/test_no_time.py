"""A flight without a time in the timetable says why, with the figures that decided it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from missionplanner.aircraft.catalogue import aircraft
from missionplanner.messages.catalogue import sentence
from missionplanner.model.places import Position
from missionplanner.model.timetable import Holdup, NoTime, TimeLack, ToFly
from missionplanner.model.weather import Weather, WeatherHour, WindLevel
from missionplanner.operations.no_time import DaysAsked, reason_of
from missionplanner.weather.limits import judge_all

SHANXI, ZONE = Position(lon_deg=112.0, lat_deg=37.8), ZoneInfo("Asia/Shanghai")
NORTH, OSLO = Position(lon_deg=20.0, lat_deg=69.0), ZoneInfo("Europe/Oslo")
DAY = date(2026, 12, 1)


def flight(kind: str = "day", minutes: float = 30.0) -> ToFly:
    return ToFly("p1 1", 60.0 * minutes, "home", kind)


def asked(place=SHANXI, zone=ZONE, first=DAY, light=None, spoken=()) -> DaysAsked:
    return DaysAsked(place, zone, first, 14, light or {}, spoken)


def said(one: NoTime, of: DaysAsked, language="en") -> str:
    return sentence(reason_of(one, of), language)


def test_a_low_sun_tells_how_high_it_stands_and_when_it_is_high_enough():
    words = said(NoTime(flight(), TimeLack.LIGHT), asked())
    assert words.startswith("the sun stays too low: between 10:00 and 14:00 it reaches 30."), words
    high = said(NoTime(flight(), TimeLack.LIGHT), asked(NORTH, OSLO))
    # 30 degrees at 69 N want a declination of 9 degrees: 14 April. A week's step is refined.
    assert "reaches -0." in high or ("reaches -1." in high and "2027-04-1" in high), high
    never = said(NoTime(flight(), TimeLack.LIGHT), asked(Position(lon_deg=0, lat_deg=89.0), OSLO))
    assert "all the year" in never


@pytest.mark.parametrize(("kind", "first"), [("daylight", DAY), ("night", date(2026, 6, 10))])
def test_polar_night_and_day_tell_when_they_end(kind: str, first: date) -> None:
    words = said(NoTime(flight(kind), TimeLack.LIGHT), asked(NORTH, OSLO, first))
    assert "from 202" in words and words.endswith("on")
    assert "202" in said(NoTime(flight(kind), TimeLack.LIGHT), asked(NORTH, OSLO, first), "zh")


def test_light_that_is_over_is_told_with_its_end():
    end = datetime(2026, 12, 1, 14, tzinfo=ZONE)
    over = asked(light={"day": [(end - timedelta(hours=1), end)]})
    assert "ended at 2026-12-01 14:00" in said(NoTime(flight(), TimeLack.LIGHT), over)


def test_weather_tells_its_reasons_the_most_frequent_first():
    start = datetime(2026, 12, 1, 2, tzinfo=UTC)
    hours = tuple(
        WeatherHour(
            time=start + timedelta(hours=n),
            temperature_c=5.0,
            precipitation_mmh=9.0 if n == 2 else 0.0,
            wind=(WindLevel(height_agl_m=10.0, speed_mps=2.0 if n == 2 else 25.0, from_deg=0.0),),
        )
        for n in range(4)
    )
    spoken = judge_all(Weather(hours=hours), aircraft("m300-rtk"), start, zone=ZONE)
    light = {"day": [(start, start + timedelta(hours=4))]}
    words = said(NoTime(flight(), TimeLack.WEATHER), asked(light=light, spoken=spoken))
    wind, rain = words.index("wind"), words.index("mm/h")
    assert wind < rain and words.count("wind 3") == 1, words
    elsewhere = {"day": [(start + timedelta(days=1), start + timedelta(days=1, hours=1))]}
    none = reason_of(NoTime(flight(), TimeLack.WEATHER), asked(light=elsewhere, spoken=spoken))
    assert not none.values["reasons"], "hours outside its light forbid nothing"


def test_length_and_turn_tell_what_can_be_done():
    longest = NoTime(flight(minutes=300), TimeLack.LENGTH, timedelta(hours=4))
    assert "takes 300 min" in said(longest, asked()) and "240 min" in said(longest, asked())
    turn = NoTime(flight(), TimeLack.TURN, timedelta(hours=4), Holdup.BATTERIES)
    assert "battery set" in said(turn, asked()) and "电池组" in said(turn, asked(), "zh")
