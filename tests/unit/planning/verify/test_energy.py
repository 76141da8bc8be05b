import numpy as np
import pytest

from missionplanner.aircraft.energy import air_density, motion_j, power_w
from missionplanner.planning.verify.energy import effort_of
from missionplanner.planning.verify.track import track_of
from tests.unit.planning.verify import sites
from tests.unit.planning.verify.sites import M300, Hop

GROUND = sites.flat(500)
HOME = sites.home(GROUND)
TAKEOFF_MPS, LANDING_MPS = M300.takeoff_mps, M300.landing_mps
TURN_MPS2 = M300.turn_acceleration_mps2
# 10 m/s are reached after so many seconds, and as long is braked.
RAMP_S = 10 / TURN_MPS2


def effort(hops, wind=(0.0, 0.0)):
    points = sites.waypoints(hops, GROUND)
    track = track_of(points, TURN_MPS2)
    return effort_of(points, track, HOME, M300, 0.8, wind)


def power(speed, climb=0.0, height=600.0):
    return float(power_w(M300.power, M300.mass_kg + 0.8, speed, climb, air_density(height)))


def test_each_kilometre_costs_power_times_time():
    short = effort([Hop(20, 20, 600), Hop(520, 20, 600)])
    long = effort([Hop(20, 20, 600), Hop(920, 20, 600)])
    assert long.energy_wh - short.energy_wh == pytest.approx(power(10) * 40 / 3600)
    assert long.duration_s - short.duration_s == pytest.approx(40)


def straight_j(seconds, wind=(0.0, 0.0), slope=0.0, height=600.0):
    """500 m flown at 10 m/s from a hover to a hover: the ramps take twice their time."""
    level, rise = np.cos(slope), np.sin(slope)

    def at(speed):
        return power(np.hypot(speed * level - wind[0], wind[1]), speed * rise, height)

    ramp = np.mean([at(v) for v in np.linspace(0.05, 9.95, 100)]) * 2 * RAMP_S
    mass = M300.mass_kg + 0.8
    motion = float(motion_j(M300.power, mass, 0, 10)) + float(motion_j(M300.power, mass, 10, 0))
    return at(10.0) * (seconds - RAMP_S) + ramp + motion


def vertical_j(up_m, down_m, wind=0.0, height=600.0):
    up, down = up_m / TAKEOFF_MPS, down_m / LANDING_MPS
    takeoff, landing = power(wind, TAKEOFF_MPS, height), power(wind, -LANDING_MPS, height)
    return takeoff * up + landing * down


def test_the_rest_is_take_off_landing_and_speeding_up():
    whole = effort([Hop(20, 20, 600), Hop(520, 20, 600)])
    up, down = 100 / TAKEOFF_MPS, 100 / LANDING_MPS
    # Two changes of 10 m/s at a: 10 / (2 a) s each.
    change = 2 * 10 / (2 * M300.turn_acceleration_mps2)
    assert whole.duration_s == pytest.approx(50 + up + down + change)
    joules = straight_j(50) + vertical_j(100, 100)
    assert whole.energy_wh == pytest.approx(joules / 3600, rel=2e-4)


def test_wind_is_taken_from_the_ground_speed_as_a_vector():
    hops = [Hop(20, 20, 600), Hop(520, 20, 600)]
    for wind in ((0, 0), (-8, 0), (8, 0), (0, 8)):
        joules = straight_j(50, wind) + vertical_j(100, 100, float(np.hypot(*wind)))
        assert effort(hops, wind).energy_wh == pytest.approx(joules / 3600, rel=2e-3)
    assert effort(hops, (-8, 0)).energy_wh > effort(hops, (8, 0)).energy_wh + 2


def test_climbing_costs_more_than_descending_gives_back():
    # 3-4-5: 400 m on the map, 300 m up, 50 s at 10 m/s in space.
    up = effort([Hop(20, 20, 600), Hop(420, 20, 900)])
    joules = straight_j(50, slope=np.arctan(0.75), height=750) + vertical_j(100, 400, height=750)
    assert up.energy_wh == pytest.approx(joules / 3600, rel=1e-3)
    down = effort([Hop(20, 20, 900), Hop(420, 20, 600)])
    level = effort([Hop(20, 20, 750), Hop(420, 20, 750)])
    assert up.energy_wh + down.energy_wh > 2 * level.energy_wh


def test_a_reversal_costs_a_halt_and_a_start():
    there = [Hop(20, 20, 600), Hop(520, 20, 600)]
    back = effort([*there, Hop(20, 20, 600)])
    once = effort(there)
    halt = 2 * 10 / (2 * M300.turn_acceleration_mps2)
    # The corner is cut by 3 m, twice.
    assert back.duration_s - once.duration_s == pytest.approx(50 + halt - 2 * 3 / 10, rel=1e-3)
