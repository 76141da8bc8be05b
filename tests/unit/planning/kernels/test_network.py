import numpy as np
import pytest

from missionplanner.planning.kernels.legs import SUMS, strip_leg, transit_leg, turn_wh
from missionplanner.planning.kernels.network import NEVER, build_network
from tests.unit.planning.made_up import BAY, flat, flight, ridge, walls

STRIPS = np.array([[-300.0, -200.0, 300.0, -200.0], [-300.0, 200.0, 300.0, 200.0]])


def network(strips=STRIPS, ground=None, exact_m=np.inf, barrier=None, **changes):
    barrier = barrier or walls()
    return build_network(
        strips, -600.0, 0.0, 10.0, exact_m, ground or flat(), flight(**changes), barrier.maze
    )


def test_a_level_strip_costs_what_the_terms_say():
    net = network(ground=flat(survey_m=100.0, threat=0.25))
    energy_wh = 800.0 * 60.0 / 3600.0
    # 600 m: length 0.5, altitude 0.1 * 100/200, threat 0.4 * 0.25, energy 0.5 / nominal.
    wanted = 600.0 * (0.5 + 0.1 * 0.5 + 0.4 * 0.25) + 0.5 * energy_wh / 0.022
    assert net.strip_cost[0, 0] == pytest.approx(wanted)
    assert net.strip_wh[0, 1] == pytest.approx(energy_wh)


def test_wind_makes_one_way_dearer():
    power = np.linspace(600.0, 1200.0, 351)
    net = network(level_w=power, wind_east_mps=5.0)
    assert net.strip_wh[0, 0] < net.strip_wh[0, 1]


def test_no_way_joins_the_two_ends_of_one_strip():
    net = network()
    assert net.way_cost[0, 1] == NEVER
    assert net.way_cost[0, 3] < NEVER
    assert net.way_cost[4, 4] == 0.0


def test_a_zone_between_strips_makes_the_way_longer():
    barrier = walls(BAY)
    strips = np.array([[0.0, -400.0, 0.0, -100.0], [0.0, 100.0, 0.0, 400.0]])
    free, blocked = network(strips), network(strips, barrier=barrier)
    assert blocked.way_cost[1, 2] > free.way_cost[1, 2] + 20.0
    assert blocked.way_cost[0, 2] > free.way_cost[0, 2]


def test_a_place_without_a_way_is_never_chosen():
    barrier = walls(BAY)
    strips = np.array([[40.0, -20.0, 50.0, 20.0]])
    assert network(strips, barrier=barrier).way_cost[2, 0] == NEVER


def test_guesses_of_far_pairs_are_of_the_right_size():
    guess, exact = network(exact_m=10.0), network()
    assert guess.way_cost[1, 2] == pytest.approx(exact.way_cost[1, 2], rel=0.5)
    # From home everything is worked out.
    assert guess.way_cost[4, 0] == exact.way_cost[4, 0]


def test_a_transit_over_a_ridge_climbs_over_it():
    sums, height = np.zeros(SUMS), np.empty(200)
    transit_leg(-300, 0.0, 60.0, 300, 0.0, 60.0, 5.0, 13.0, ridge(), flight(), height, sums)
    assert height[:121].max() == pytest.approx(120.0, abs=0.5)
    assert np.abs(np.diff(height[:121])).max() <= 0.4 * 5.0 + 1e-9
    assert sums[0] > 600.0


def test_a_strip_over_a_ridge_that_is_too_steep_stays_high_and_pays_for_it():
    sums, height = np.zeros(SUMS), np.empty(200)
    strip_leg(-300, 0.0, 300, 0.0, 10.0, ridge(), flight(gradient=0.1), height, sums)
    flown, needed = height[:61], 180.0
    assert flown.max() == pytest.approx(needed)
    assert np.abs(np.diff(flown)).max() <= 1.0 + 1e-9
    assert sums[5] > 10.0


def test_a_reversal_takes_its_speed_over_the_acceleration_at_hover():
    # 2 v / (2 a) = 4 s at 1000 W.
    assert turn_wh(flight(), 1.0, 0.0, -1.0, 0.0, 10.0) == pytest.approx(4000.0 / 3600.0)
    assert turn_wh(flight(), 1.0, 0.0, 1.0, 0.0, 10.0) == 0.0
