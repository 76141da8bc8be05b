"""A clock an hour beside the site's is told; a day, or some minutes, is a flaw of its own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from missionplanner.imagery.clocks import other_clock
from missionplanner.model.photo import Photo

SHANGHAI = ZoneInfo("Asia/Shanghai")
TRUE = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def photo(taken: datetime | None, true: datetime | None = TRUE) -> Photo:
    return Photo(Path("a.JPG"), (), "", "", 1, 1, taken=taken, satellite_time=true)


def by_hours(hours: float) -> Photo:
    return photo((TRUE + timedelta(hours=hours, seconds=3)).replace(tzinfo=None))


@pytest.mark.parametrize("hours", [0, 8])
def test_the_sites_clock_and_utc_are_usual(hours: float) -> None:
    assert other_clock([by_hours(hours)] * 5, SHANGHAI) is None


@pytest.mark.parametrize("hours", [9, 7, -5, 5.75])
def test_another_zone_or_an_hour_off_is_told(hours: float) -> None:
    told = other_clock([by_hours(8), *[by_hours(hours)] * 3], SHANGHAI)
    assert told == (timedelta(hours=hours), 3)


@pytest.mark.parametrize(
    "one",
    [by_hours(8.1), by_hours(8 + 24), photo(None), replace(by_hours(9), satellite_time=None)],
)
def test_what_no_zone_has_or_nobody_knows_is_not(one: Photo) -> None:
    assert other_clock([one], SHANGHAI) is None


def test_a_zone_that_the_photo_tells_is_believed() -> None:
    told = photo((TRUE + timedelta(hours=1)).astimezone(ZoneInfo("Europe/Berlin")))
    assert other_clock([told], SHANGHAI) is None
