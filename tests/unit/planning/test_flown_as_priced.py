"""What orders strips and what is flown: one price."""

from dataclasses import replace

import numpy as np
import pytest

from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.plan import PlanIntent
from missionplanner.planning.coverage.order import sortie_wh
from missionplanner.planning.decode import lay_out, strips_of
from missionplanner.planning.encoding import encoding_for
from missionplanner.planning.plan_notes import wind_notes
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.pricing import calibrated_along
from missionplanner.planning.problem import problem_of
from missionplanner.planning.sorties import fly, price_of


def rough(seed):
    """The small hill under random waves: slopes of 20 degrees, as in a mine, in all directions."""
    rng = np.random.default_rng(seed)
    site = hill_scenario(PlanIntent(seed=seed))
    rows, cols = site.terrain.height_m.shape
    y, x = np.mgrid[0:rows, 0:cols] * site.terrain.cell_m
    height = site.terrain.height_m.copy()
    for _ in range(6):
        turn, wave = rng.uniform(0, 2 * np.pi), rng.uniform(150.0, 400.0)
        across = x * np.cos(turn) + y * np.sin(turn)
        height += wave / 28.0 * np.sin(2 * np.pi * across / wave + rng.uniform(0, 6))
    return replace(site, terrain=replace(site.terrain, height_m=np.ascontiguousarray(height)))


WINDS = {1: (0.0, 0.0), 2: (0.0, 0.0), 3: (7.0, -9.0)}


@pytest.mark.parametrize("key", ["p1-35", "xt2"])
@pytest.mark.parametrize("seed", WINDS)
def test_the_network_s_price_is_that_of_the_flight(seed, key):
    east, north = WINDS[seed]
    site = replace(rough(seed), wind_east_mps=east, wind_north_mps=north)
    problem = calibrated_along(problem_of(site, sensor(key)))
    encoding = encoding_for(problem.covered, 2)
    x = np.random.default_rng(seed).uniform(-1, 1, encoding.size)
    layout = lay_out(problem, strips_of(problem, encoding.decode(x)), exact=True)
    flown = fly(problem, layout)
    assert layout.tour.cost == pytest.approx(price_of(flown), rel=0.005)
    reckoned = sum(sortie_wh(layout.tour, layout.network))
    assert reckoned == pytest.approx(sum(f.effort.energy_wh for f in flown), rel=0.01)
    assert_held(problem, flown)


def assert_held(problem, flown):
    """No leg asks for more airspeed than there is; in wind, some for all of it: that is told."""
    wind = np.array((problem.scenario.wind_east_mps, problem.scenario.wind_north_mps))
    most, air = problem.scenario.aircraft.max_airspeed_mps, []
    for path in (one.path for one in flown):
        way = np.column_stack((np.diff(path.x), np.diff(path.y)))
        ground = path.speed_mps[:-1, None] * way / np.hypot(*way.T)[:, None]
        air += np.hypot(*(ground - wind).T).tolist()
    assert max(air) <= most + 1e-9
    told = list(wind_notes(problem, flown))
    assert [note.code for note in told] == (["planning.slowed_by_wind"] if wind.any() else [])
    for note in told:
        assert 5.0 < note.values["share"] <= 100.0
        assert np.isclose(air, most).any()
        assert note.values["slowest_mps"] < problem.settings.speed_mps
