"""Legal time of a place, and moments in words."""

from datetime import UTC, datetime, timedelta

import pytest

from missionplanner.errors import InputError
from missionplanner.weather.local_time import (
    age_words,
    clock_words,
    span_words,
    zone_at,
    zone_name,
    zone_of,
)
from tests.english import english

MOMENT = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lon", "lat", "name", "words"),
    [
        (112.0, 37.8, "Asia/Shanghai", "2026-11-29 20:00 UTC+8"),
        (-104.9, 39.7, "America/Denver", "2026-11-29 05:00 UTC−7"),
        (85.3, 27.7, "Asia/Kathmandu", "2026-11-29 17:45 UTC+5:45"),
        (151.2, -33.9, "Australia/Sydney", "2026-11-29 23:00 UTC+11"),
        (0.1, 51.5, "Europe/London", "2026-11-29 12:00 UTC"),
        (-150.0, -40.0, "Etc/GMT+10", "2026-11-29 02:00 UTC−10"),
    ],
)
def test_a_place_has_its_clock(lon, lat, name, words):
    assert zone_name(lon, lat) == name
    assert clock_words(MOMENT, zone_at(lon, lat)) == words


def test_summer_time_is_that_of_the_day():
    assert clock_words(datetime(2026, 7, 1, 12, tzinfo=UTC), zone_of("America/Denver")).endswith(
        "06:00 UTC−6"
    )


@pytest.mark.parametrize("lon", [-180.0, -0.01, 0.0, 179.99, 180.0])
@pytest.mark.parametrize("lat", [-90.0, 0.0, 90.0])
def test_every_place_has_a_clock(lon, lat):
    assert MOMENT.astimezone(zone_at(lon, lat)).utcoffset() is not None


def test_spans_name_the_day_of_their_end_where_it_is_another():
    zone = zone_of("Asia/Shanghai")
    hours = timedelta(hours=1)
    assert span_words(MOMENT, MOMENT + 2 * hours, zone) == "2026-11-29 20:00–22:00 UTC+8"
    assert span_words(MOMENT, MOMENT + 4 * hours, zone) == "2026-11-29 20:00–24:00 UTC+8"
    assert span_words(MOMENT, MOMENT + 5 * hours, zone) == "2026-11-29 20:00–2026-11-30 01:00 UTC+8"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-5, "0 min"), (0, "0 min"), (59, "59 min"), (60, "1 h 0 min"), (130, "2 h 10 min"),
     (1440, "1 d 0 h"), (4570, "3 d 4 h")],
)  # fmt: skip
def test_ages(minutes, words):
    assert english(age_words(timedelta(minutes=minutes))) == words


@pytest.mark.parametrize("name", ["Middle/Earth", "../etc/passwd", ""])
def test_unknown_zones_are_refused(name):
    with pytest.raises(InputError, match="unknown time zone"):
        zone_of(name)
