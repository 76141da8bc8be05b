import math

import numpy as np
import pytest

from missionplanner.planning.verify.clearance import clearance_of
from missionplanner.planning.verify.path import samples
from tests.unit.planning.verify import sites


def clearance(ground, *points, step=4.0):
    x, y, z = (np.array(c, dtype=float) for c in zip(*points, strict=True))
    return clearance_of(samples(x, y, z, step), ground.height_m, 0.0, 0.0, ground.cell_m)


def test_over_flat_ground_both_distances_are_the_height():
    found = clearance(sites.flat(500), (100, 100, 580), (700, 300, 560))
    assert found.space_m == pytest.approx(60, abs=1e-9)
    assert found.agl_m == pytest.approx(60, abs=1e-9)
    assert found.unknown_m == 0


@pytest.mark.parametrize("slope_deg", [15, 30, 45])
def test_over_a_slope_it_is_the_height_times_the_cosine(slope_deg):
    tan_b = math.tan(math.radians(slope_deg))
    ground = sites.terrain(lambda x, y: 300 + x * tan_b)
    # Along the contour, between nodes.
    z = 300 + 501.7 * tan_b + 80
    found = clearance(ground, (501.7, 300, z), (501.7, 700, z))
    assert found.agl_m == pytest.approx(80, abs=1e-6)
    assert found.space_m == pytest.approx(80 * math.cos(math.radians(slope_deg)), abs=1e-6)


def test_beside_a_cliff_the_wall_is_nearer_than_the_ground():
    ground = sites.terrain(lambda x, y: np.where(x >= 500, 700.0, 500.0))
    found = clearance(ground, (460, 300, 600), (460, 700, 600))
    # The wall rises from (495, 500) to (500, 700): distance to that line from (460, 600).
    wall = abs(5 * (600 - 500) - 200 * (460 - 495)) / math.hypot(5, 200)
    assert found.agl_m == pytest.approx(100)
    assert found.space_m == pytest.approx(wall, abs=1e-6)


def test_corner_of_the_path_is_looked_at():
    found = clearance(sites.flat(500), (100, 100, 600), (300, 100, 531), (500, 100, 600))
    assert found.space_m == pytest.approx(31, abs=1e-9)


def test_path_under_ground_is_negative():
    found = clearance(sites.flat(500), (100, 100, 600), (300, 100, 490))
    assert found.space_m == found.agl_m == pytest.approx(-10)


def test_metres_over_unknown_ground_are_told():
    ground = sites.flat(500)
    ground.height_m[:, 60:81] = np.nan
    found = clearance(ground, (100, 500, 600), (600, 500, 600))
    # Heights are unknown between the last known nodes, x = 295 and x = 405.
    assert found.unknown_m == pytest.approx(110, abs=8)
    assert found.space_m == pytest.approx(100)


def test_against_brute_force_on_rough_ground():
    rng = np.random.default_rng(5)
    ground = sites.terrain(lambda x, y: 500 + rng.normal(0, 4, x.shape), side_m=300)
    path = (60, 60, 545), (240, 230, 560)
    found = clearance(ground, *path)
    # A surface sampled every 0.5 m, and a path sampled every metre.
    fine = np.arange(0, 300.01, 0.5)
    gx, gy = np.meshgrid(fine, fine)
    gz = ground.height_at(gx + sites.X0, gy + sites.Y0)
    way = np.linspace(path[0], path[1], 250)
    least = min(np.sqrt((gx - x) ** 2 + (gy - y) ** 2 + (gz - z) ** 2).min() for x, y, z in way)
    assert found.space_m == pytest.approx(least, abs=0.25)
