import math

import numpy as np
import pytest

from missionplanner.aircraft.turning import damping_m, dampings_m
from missionplanner.planning.kernels.flown import Line, backwards, line_effort, turns_of
from tests.unit.planning.made_up import flight


def line(*places, speed=10.0, strip=False):
    xyz = np.array(places, dtype=float)
    count = len(xyz)
    marks = np.full(count, strip)
    return Line(*np.ascontiguousarray(xyz.T), np.full(count, speed), marks, marks)


def flown(made, a=0.0, b=0.0, **changes):
    craft = flight(**changes)
    return line_effort(made, turns_of(made, craft, a, b), craft)


def test_a_level_line_at_speed_takes_its_time():
    wh, seconds = flown(line((0, 0, 100), (500, 0, 100)), 10.0, 10.0)
    assert seconds == pytest.approx(50.0)
    assert wh == pytest.approx(800.0 * 50.0 / 3600.0)


def test_from_and_to_a_hover_takes_longer_and_the_energy_of_motion():
    wh, seconds = flown(line((0, 0, 100), (500, 0, 100)))
    # At 2.5 m/s2 each ramp takes 4 s for 20 m.
    assert seconds == pytest.approx(46.0 + 8.0)
    motion = (100.0 - 20.0) * 100.0 / (2 * 9.80665)
    assert wh == pytest.approx((800.0 * seconds + motion) / 3600.0)


def test_a_small_bend_of_a_line_that_follows_the_ground_costs_nothing():
    """A change of climb by 6 degrees is flown through at full speed."""
    bent = line((0, 0, 100), (250, 0, 100), (500, 0, 100 + 250 * math.tan(0.1)), strip=True)
    turns = turns_of(bent, flight(), 10.0, 10.0)
    assert turns.mps[1] == 10.0
    even = line((0, 0, 100), (500, 0, 100 + 250 * math.tan(0.1)), strip=True)
    assert flown(bent, 10.0, 10.0)[1] == pytest.approx(flown(even, 10.0, 10.0)[1], rel=0.005)


def test_a_right_angle_is_an_arc_whose_speed_its_radius_allows():
    corner = line((0, 0, 100), (200, 0, 100), (200, 200, 100))
    turns = turns_of(corner, flight(), 10.0, 10.0)
    radius = 3.0 / math.tan(math.pi / 8)
    assert turns.damping[1] == pytest.approx(radius)
    assert turns.arc[1] == pytest.approx(radius * math.pi / 2)
    assert turns.mps[1] == pytest.approx(math.sqrt(2.5 * radius))


def test_a_reversal_is_a_stop():
    turns = turns_of(line((0, 0, 100), (200, 0, 100), (0, 0, 100)), flight(), 10.0, 10.0)
    assert turns.mps[1] < 1e-3 and turns.arc[1] < 1e-6


def test_speeds_never_ask_for_more_than_the_acceleration():
    rng = np.random.default_rng(4)
    for _ in range(30):
        made = line(*rng.uniform(0, 150, (12, 3)), speed=13.0)
        turns = turns_of(made, flight(), 0.0, 0.0)
        room = turns.length[:-1] - turns.damping[:-1] - turns.damping[1:]
        assert (np.abs(np.diff(turns.mps**2)) <= 2 * 2.5 * room + 1e-9).all()
        assert (turns.mps <= 13.0).all() and (room > 0).all()


def test_still_air_level_ground_there_and_back_are_alike():
    rng = np.random.default_rng(5)
    places = np.column_stack([rng.uniform(0, 300, (9, 2)), np.full(9, 120.0)])
    made = line(*places)
    there, back = flown(made), flown(backwards(made))
    assert there == pytest.approx(back)


def test_dampings_of_a_route_are_those_of_its_corners():
    places = np.array([(0, 0, 0), (90, 0, 0), (90, 21, 0), (200, 21, 0), (260, 21, 3)], float)
    found = dampings_m(places, np.array([-1, -1, 4, 4, -1]))
    assert found[0] == found[-1] == 0.0
    assert found[1] == found[2] == pytest.approx(7.0)
    assert found[3] == pytest.approx(damping_m(110.0, math.hypot(60, 3), math.atan(0.05), True))
    assert found[3] == 10.0
