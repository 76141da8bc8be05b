"""The return height on made-up ground, where every number is known."""

from dataclasses import replace

import numpy as np
import pytest

from missionplanner.planning.verify.path import samples
from missionplanner.planning.verify.ways_home import RETURN_RANGE_M, ways_home
from tests.unit.planning.verify import sites
from tests.unit.planning.verify.sites import square

WANTED = square(300, 300, 700, 700)


def path(*places):
    x, y, z = (np.array(column, dtype=float) for column in zip(*places, strict=True))
    return samples(sites.X0 + x, sites.Y0 + y, z, 4.0)


def test_on_level_ground_it_is_the_clearance_asked():
    site = sites.scenario(sites.flat(500), WANTED)
    found = ways_home(path((500, 500, 600), (900, 500, 600)), site)
    assert found.height_m == site.intent.min_clearance_m == 30
    # The aircraft is higher than that, and stays so.
    assert found.clear_m == 100 and found.agl_max_m == 30


def test_a_ridge_between_route_and_home_counts_though_the_route_never_crosses_it():
    ground = sites.terrain(lambda x, y: 500 + 150.0 * (np.abs(x - 600) < 20))
    site = sites.scenario(ground, WANTED)
    home_x = site.home.x_m - sites.X0
    assert home_x < 580
    found = ways_home(path((700, 300, 560), (700, 500, 560)), site)
    assert found.height_m == 150 + 30 - (site.home.ground_egm96_m - 500)
    assert found.clear_m == pytest.approx(30) and found.agl_max_m == pytest.approx(180)
    # On the home's own side of it nothing has to be cleared.
    assert ways_home(path((500, 300, 560), (500, 500, 560)), site).height_m == 30


def test_wires_on_a_way_home_count():
    site = sites.scenario(sites.flat(500), WANTED)
    floor = np.full(site.terrain.shape, -np.inf)
    floor[:, 120:124] = 590.0
    found = ways_home(path((700, 300, 600), (700, 500, 600)), replace(site, floor_m=floor))
    assert found.height_m == 90


def test_more_than_the_aircraft_takes_is_told_by_what_is_left():
    ground = sites.terrain(lambda x, y: 500 + 600.0 * (np.abs(x - 600) < 20))
    found = ways_home(path((700, 300, 560), (700, 500, 560)), sites.scenario(ground, WANTED))
    assert found.height_m == RETURN_RANGE_M[1] and found.clear_m == pytest.approx(-100)


def test_ground_nobody_knows_gives_the_least_height():
    ground = sites.terrain(lambda x, y: np.full_like(x, 500.0))
    site = sites.scenario(ground, WANTED)
    void = replace(ground, height_m=np.full_like(ground.height_m, np.nan))
    found = ways_home(path((500, 500, 600), (900, 500, 600)), replace(site, terrain=void))
    assert found.height_m == RETURN_RANGE_M[0] and np.isnan(found.clear_m)
