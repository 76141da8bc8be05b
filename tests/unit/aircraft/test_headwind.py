"""How fast an aircraft comes along in wind: by the triangle of velocities, and at its limits."""

import math

import numpy as np
import pytest

from missionplanner.aircraft.catalogue import aircraft, aircraft_keys
from missionplanner.aircraft.headwind import UNLIMITED_MPS, held_mps, held_on_legs, limit_mps
from missionplanner.model.aircraft import HEADWAY_MPS, Aircraft

M300 = aircraft("m300-rtk")


def test_against_the_wind_it_is_taken_off_and_before_it_added():
    assert held_mps(0.0, 5.0, 0.0, -6.0, 17.0) == pytest.approx(11.0)
    assert held_mps(0.0, 5.0, 0.0, 6.0, 17.0) == pytest.approx(23.0)
    # 3-4-5: across, part of the airspeed holds the line.
    assert held_mps(9.0, 0.0, 0.0, 3.0, 5.0) == pytest.approx(4.0)


@pytest.mark.parametrize("seed", range(5))
def test_at_the_speed_held_all_of_the_airspeed_is_needed(seed):
    rng = np.random.default_rng(seed)
    way, wind = rng.normal(size=2), rng.uniform(-8.0, 8.0, 2)
    held = held_mps(*way, *wind, 17.0)
    ground = held * way / np.hypot(*way)
    assert np.hypot(*(ground - wind)) == pytest.approx(17.0)
    assert np.hypot(*(1.01 * ground - wind)) > 17.0


def test_blown_away_straight_up_and_without_a_limit():
    assert held_mps(1.0, 0.0, -20.0, 0.0, 17.0) == 0.0
    assert held_mps(0.0, 1.0, -20.0, 0.0, 17.0) == 0.0
    assert held_mps(0.0, 0.0, 5.0, 0.0, 17.0) == math.inf
    assert held_mps(0.0, 0.0, 20.0, 0.0, 17.0) == 0.0
    unknown = M300.model_copy(update={"max_airspeed_mps": None})
    assert limit_mps(unknown) == UNLIMITED_MPS > 1e5
    assert held_mps(1.0, 0.0, -20.0, 0.0, limit_mps(unknown)) > 1e5


def test_each_leg_by_its_own_heading():
    x, y = np.array([0.0, 9.0, 0.0, 0.0]), np.zeros(4)
    held = held_on_legs(x, y, -7.0, 0.0, 17.0)
    assert held.tolist() == [pytest.approx(10.0), pytest.approx(24.0), math.inf]


def test_in_any_wind_it_may_fly_in_every_shipped_aircraft_makes_way():
    for key in aircraft_keys():
        craft = aircraft(key)
        assert craft.max_airspeed_mps is not None
        worst = held_mps(0.0, 1.0, 0.0, -craft.max_wind_mps, craft.max_airspeed_mps)
        assert worst >= HEADWAY_MPS
        assert "max_airspeed_mps" in craft.sources
    assert M300.max_airspeed_mps == 17.0  # P mode, as waypoint missions are flown


def test_an_aircraft_that_its_own_wind_limit_would_blow_away_is_refused():
    fields = M300.model_dump()
    with pytest.raises(ValueError, match="no_headway"):
        Aircraft.model_validate(fields | {"max_airspeed_mps": 12.0})
    unknown = Aircraft.model_validate(fields | {"max_airspeed_mps": None})
    assert unknown.max_airspeed_mps is None
