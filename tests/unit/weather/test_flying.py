"""The verdict on the hours that one would fly in."""

from datetime import UTC, datetime, timedelta

import pytest

from missionplanner.aircraft import catalogue
from missionplanner.model.weather import (
    CALM,
    Go,
    Likelihood,
    Weather,
    WeatherHour,
    WeatherKind,
    WindLevel,
)
from missionplanner.weather.evidence import age_told
from missionplanner.weather.flying import next_window, outlook
from missionplanner.weather.local_time import zone_of
from missionplanner.weather.reports import from_reports
from tests.english import english

M300 = catalogue.aircraft("m300-rtk")
SHANXI = zone_of("Asia/Shanghai")
NOW = datetime(2026, 6, 1, 10, 30, tzinfo=SHANXI)
NOON = (datetime(2026, 6, 1, 10, 0, tzinfo=SHANXI), datetime(2026, 6, 1, 14, 0, tzinfo=SHANXI))


def hour(start, speed=3.0, hours=1.0, kind=WeatherKind.FORECAST, **more):
    begins = datetime(2026, 6, 1, tzinfo=SHANXI) + timedelta(hours=start)
    fine = {"temperature_c": 20.0, "precipitation_mmh": 0.0, "visibility_m": 10_000.0}
    end = begins + timedelta(hours=hours) if kind is WeatherKind.FORECAST else None
    level = WindLevel(height_agl_m=100, speed_mps=speed, from_deg=250)
    return WeatherHour(time=begins, until=end, kind=kind, wind=(level,), **{**fine, **more})


def look(*hours, window=NOON, now=NOW):
    return outlook(Weather(hours=hours), M300, next_window([window], now), now, SHANXI)


def test_the_hours_of_the_window_count_and_not_the_best_of_all():
    windy = [hour(h, speed=13.0) for h in range(10, 14)]
    calm = [hour(h) for h in (6, 7, 8, 9, 15, 16)]
    found = look(*calm, *windy)
    assert found.go is Go.NO_GO
    assert len(found.judged) == 4
    assert look(*(hour(h) for h in range(10, 14))).go is Go.GO


def test_what_is_left_of_the_window_is_judged():
    storm = hour(9, hours=1.25, thunderstorm=True)  # until 10:15
    found = look(storm, hour(10, hours=4))
    assert (found.start, found.go) == (NOW, Go.GO)


def test_one_hour_at_times_is_enough_against_it():
    found = look(hour(6, hours=12), hour(13, speed=13.0, likelihood=Likelihood.AT_TIMES))
    assert found.go is Go.NO_GO
    assert english(found.reasons)[0].startswith("at times: wind 13.0 m/s")


def test_a_part_without_weather_is_no_go_ahead():
    found = look(hour(10, hours=2), hour(13))
    assert found.go is Go.CAUTION
    assert english(found.reasons) == ("no weather for 2026-06-01 12:00–13:00 UTC+8",)


def test_what_holds_at_times_fills_no_gap():
    found = look(hour(10, hours=2), hour(12, hours=2, likelihood=Likelihood.AT_TIMES))
    assert english(found.reasons) == ("no weather for 2026-06-01 12:00–14:00 UTC+8",)


def test_an_observation_speaks_for_three_hours():
    seen = hour(10.25, kind=WeatherKind.OBSERVATION)
    assert english(look(seen).reasons) == ("no weather for 2026-06-01 13:15–14:00 UTC+8",)
    short = (NOON[0], NOW + timedelta(hours=1))
    assert look(seen, window=short).go is Go.GO


@pytest.mark.parametrize(
    ("weather", "why"),
    [
        (CALM, "no weather given"),
        (Weather(hours=(hour(10).model_copy(update={"time": None, "until": None}),)),
         "hours without a date count for no day"),
        (Weather(hours=(hour(6),)), "the weather given ends at 2026-06-01 07:00 UTC+8"),
        (Weather(hours=(hour(20),)), "no weather for 2026-06-01 10:30–14:00 UTC+8"),
    ],
)  # fmt: skip
def test_without_an_hour_that_counts_it_says_why(weather, why):
    found = outlook(weather, M300, next_window([NOON], NOW), NOW, SHANXI)
    assert (found.go, english(found.reasons), found.judged) == (Go.CAUTION, (why,), ())


def test_the_next_window():
    later = tuple(moment + timedelta(days=1) for moment in NOON)
    assert next_window([later, NOON], NOW) == (NOW, NOON[1])
    assert next_window([later, NOON], NOON[1]) == later
    assert next_window([NOON], NOON[1]) is None
    assert next_window([], NOW) is None


def test_ages_are_told_by_the_clock_of_the_site():
    now = datetime(2026, 11, 29, 14, 10, tzinfo=UTC)
    page = (
        "METAR ZBAA 291200Z 36005MPS CAVOK 20/10 Q1004=\n"
        "TAF ZBAA 290500Z 2906/3012 36015MPS 6000 NSC="
    )
    weather = from_reports(page, "w.txt", now=now)
    assert english(age_told(weather, now, SHANXI)) == (
        "observed 2026-11-29 20:00 UTC+8, 2 h 10 min old",
        "forecast made 2026-11-29 13:00 UTC+8, 9 h 10 min old",
    )
