"""Wind by height and the Beaufort scale."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.model.weather import WeatherHour, WindLevel
from missionplanner.weather.wind import BEAUFORT, beaufort, wind_at, wind_speed_at


def hour(*levels):
    return WeatherHour(
        wind=tuple(
            WindLevel(height_agl_m=height, speed_mps=speed, from_deg=bearing)
            for height, speed, bearing in levels
        )
    )


@pytest.mark.parametrize(
    ("from_deg", "east", "north"), [(0, 0, -5), (90, -5, 0), (180, 0, 5), (270, 5, 0)]
)
def test_wind_blows_away_from_where_it_comes(from_deg, east, north):
    assert wind_at(hour((10, 5, from_deg)), 10) == pytest.approx((east, north), abs=1e-12)


def test_power_law_beyond_the_levels():
    one = hour((10, 5, 270))
    assert wind_speed_at(one, 100) == pytest.approx(5 * 10**0.14)
    assert wind_speed_at(one, 2) == pytest.approx(5 * 0.2**0.14)
    assert wind_speed_at(one, 0) == wind_speed_at(one, 2)
    two = hour((10, 5, 270), (100, 8, 180))
    assert wind_at(two, 200) == pytest.approx((0.0, 8 * 2**0.14), abs=1e-12)


def test_components_are_linear_between_levels():
    two = hour((10, 5, 270), (110, 8, 180))
    assert wind_at(two, 35) == pytest.approx((5 * 0.75, 8 * 0.25))


def test_unknown_direction_keeps_its_speed():
    assert wind_at(hour((10, 5, None)), 10) == pytest.approx((5, 0), abs=1e-12)
    mixed = hour((10, 5, None), (50, 6, 90), (200, 9, 180))
    assert wind_at(mixed, 10) == pytest.approx((-5, 0), abs=1e-12)


@given(st.floats(0, 40), st.floats(0, 360), st.floats(0, 40), st.floats(0, 360), st.floats(10, 100))
def test_between_two_levels_it_is_never_stronger_than_the_stronger(a, from_a, b, from_b, height):
    speed = wind_speed_at(hour((10, a, from_a), (100, b, from_b)), height)
    assert speed <= max(a, b) + 1e-9


def test_a_level_on_the_ground_is_no_division_by_zero():
    assert math.isfinite(wind_speed_at(hour((0, 5, 0)), 100))


@pytest.mark.parametrize(
    ("speed", "number"),
    [(0, 0), (0.29, 0), (0.3, 1), (5.4, 3), (5.5, 4), (10.8, 6), (13.8, 6), (13.9, 7), (32.7, 12),
     (90, 12)],
)  # fmt: skip
def test_beaufort(speed, number):
    assert beaufort(speed) == number


def test_beaufort_table_is_the_scales_own_law():
    # v = 0.836 B^1.5 is the definition of the equivalent speeds; a step begins half a number below.
    assert [step.number for step in BEAUFORT] == list(range(13))
    for step in BEAUFORT[1:]:
        assert step.from_mps == pytest.approx(0.836 * (step.number - 0.5) ** 1.5, abs=0.4)
