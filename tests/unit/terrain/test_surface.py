import math

import numpy as np
import pytest
from scipy.spatial import cKDTree
from shapely.geometry import box

from missionplanner.raster.bilinear import bilinear_at
from missionplanner.terrain.dem import load_terrain
from missionplanner.terrain.surface import clearance_surface_m


@pytest.mark.parametrize("steep", [0, 20, 40, 55])
@pytest.mark.parametrize("bearing", [0, 33, 45])
@pytest.mark.parametrize("clearance", [30.0, 72.0])
def test_a_plane_needs_c_over_cos(ground, steep, bearing, clearance):
    rise, turn = math.tan(math.radians(steep)), math.radians(bearing)
    terrain = ground(lambda x, y: rise * (x * math.sin(turn) + y * math.cos(turn)))
    inner = (clearance_surface_m(terrain, clearance) - terrain.height_m)[15:-15, 15:-15]
    exact = clearance / math.cos(math.radians(steep))
    assert exact <= inner.min() and inner.max() <= 1.02 * exact


def test_a_lone_spike_is_rounded_by_a_ball(ground):
    heights = np.zeros((41, 41))
    heights[20, 20] = 200
    surface = clearance_surface_m(ground(heights), 50)
    assert surface[20, 20] == pytest.approx(250, rel=0.02)
    assert surface[20, 24] >= 200 + math.sqrt(50**2 - 40**2)
    assert surface[20, 30] == pytest.approx(50, rel=0.02)


def nearest_m(terrain, clearance, places=1500):
    """Return distances from random points of the surface to ground sampled every metre."""
    surface = clearance_surface_m(terrain, clearance)
    rng = np.random.default_rng(1)
    x, y = rng.uniform(150, 440, (2, places))
    z = bilinear_at(surface, 0.0, 0.0, terrain.cell_m, x, y)
    fine_x, fine_y = np.meshgrid(np.arange(0, 580.1), np.arange(0, 580.1))
    fine_z = terrain.height_at(terrain.x0_m + fine_x, terrain.y0_m + fine_y)
    tree = cKDTree(np.column_stack([a.ravel() for a in (fine_x, fine_y, fine_z)]))
    return tree.query(np.column_stack([x, y, z]))[0]


@pytest.mark.parametrize("clearance", [30.0, 60.0])
def test_rough_ground_is_kept_clear_of_between_cells_too(ground, clearance):
    walk = np.random.default_rng(6).normal(0, 1, (60, 60)).cumsum(0).cumsum(1)
    distance = nearest_m(ground(walk / np.abs(np.diff(walk, axis=0)).mean() * 4), clearance)
    assert distance.min() >= clearance - 0.3
    assert (distance >= clearance).mean() > 0.998
    assert np.median(distance) < 1.05 * clearance


@pytest.mark.parametrize("clearance", [30.0, 60.0])
def test_a_real_mountain_is_kept_clear_of(data_dir, clearance):
    terrain = load_terrain(
        [data_dir / "dem" / "crested_butte_3dep_10m.tif"],
        box(-107.105, 38.958, -107.103, 38.96),
        vertical_datum="NAVD88-0.5",
    )
    distance = nearest_m(terrain, clearance)
    assert distance.min() >= clearance
    assert np.median(distance) < 1.025 * clearance


def test_voids_count_for_nothing_and_stay_unknown(ground):
    heights = np.zeros((20, 20))
    heights[10, 10] = np.nan
    surface = clearance_surface_m(ground(heights), 30)
    assert np.isnan(surface[10, 10])
    assert np.isnan(surface).sum() == 1
    assert surface[10, 11] == pytest.approx(30, rel=0.02)
