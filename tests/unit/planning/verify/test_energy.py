import numpy as np
import pytest

from missionplanner.aircraft.energy import air_density, power_w
from missionplanner.planning.verify.energy import effort_of
from missionplanner.planning.verify.path import legs_of
from tests.unit.planning.verify import sites
from tests.unit.planning.verify.sites import M300, Hop

GROUND = sites.flat(500)
HOME = sites.home(GROUND)
TAKEOFF_MPS, LANDING_MPS = M300.takeoff_mps, M300.landing_mps


def effort(hops, wind=(0.0, 0.0)):
    points = sites.waypoints(hops, GROUND)
    return effort_of(points, legs_of(points), HOME, M300, 0.8, wind)


def power(speed, climb=0.0, height=600.0):
    return float(power_w(M300.power, M300.mass_kg + 0.8, speed, climb, air_density(height)))


def test_each_kilometre_costs_power_times_time():
    short = effort([Hop(20, 20, 600), Hop(520, 20, 600)])
    long = effort([Hop(20, 20, 600), Hop(920, 20, 600)])
    assert long.energy_wh - short.energy_wh == pytest.approx(power(10) * 40 / 3600)
    assert long.duration_s - short.duration_s == pytest.approx(40)


def test_the_rest_is_take_off_landing_and_speeding_up():
    whole = effort([Hop(20, 20, 600), Hop(520, 20, 600)])
    up, down = 100 / TAKEOFF_MPS, 100 / LANDING_MPS
    # Two changes of 10 m/s at a: 10 / (2 a) s each.
    change = 2 * 10 / (2 * M300.turn_acceleration_mps2)
    assert whole.duration_s == pytest.approx(50 + up + down + change)
    joules = power(10) * 50 + power(0, TAKEOFF_MPS) * up + power(0, -LANDING_MPS) * down
    assert whole.energy_wh == pytest.approx((joules + power(0) * change) / 3600)


def test_wind_is_taken_from_the_ground_speed_as_a_vector():
    hops = [Hop(20, 20, 600), Hop(520, 20, 600)]
    still, head, tail, side = (effort(hops, w).energy_wh for w in ((0, 0), (-8, 0), (8, 0), (0, 8)))
    extra = power(18) - power(10), power(2) - power(10), power(np.hypot(10, 8)) - power(10)
    ends = effort(hops[:1] * 2, (8, 0)).energy_wh - effort(hops[:1] * 2).energy_wh
    turning = (power(8) - power(0)) * 2 * 10 / (2 * M300.turn_acceleration_mps2) / 3600
    for measured, watts in zip((head, tail, side), extra, strict=True):
        assert measured - still == pytest.approx(watts * 50 / 3600 + ends + turning, abs=1e-6)


def test_climbing_costs_more_than_descending_gives_back():
    # 3-4-5: 400 m on the map, 300 m up, 50 s at 10 m/s in space.
    up = effort([Hop(20, 20, 600), Hop(420, 20, 900)])
    level = effort([Hop(20, 20, 750), Hop(520, 20, 750)])
    points = power(8, 6, 750) * 50, power(10, 0, 750) * 50
    landing = power(0, -LANDING_MPS, 750) * (400 - 250) / LANDING_MPS
    takeoff = power(0, TAKEOFF_MPS, 750) * (100 - 250) / TAKEOFF_MPS
    turning = 0.0
    expected = (points[0] - points[1] + landing + takeoff + turning) / 3600
    assert up.energy_wh - level.energy_wh == pytest.approx(expected, rel=1e-3)


def test_a_reversal_costs_a_halt_and_a_start():
    there = [Hop(20, 20, 600), Hop(520, 20, 600)]
    back = effort([*there, Hop(20, 20, 600)])
    once = effort(there)
    halt = 2 * 10 / (2 * M300.turn_acceleration_mps2)
    assert back.duration_s - once.duration_s == pytest.approx(50 + halt)
