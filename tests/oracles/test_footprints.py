"""The view kernel against a slow witness that shares no line with it.

The witness projects each cell into pixels through a rotation matrix, and looks for the ground
between cell and camera by solving, patch by patch, for the highest stand of the bilinear surface
over the ray (a quadratic in the way along the ray). The kernel looks only at grid lines, so it may
miss a bulge inside one patch; such cells must be few, and never may the kernel hide what the
witness sees.
"""

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from missionplanner.terrain.footprints import add_views, level_axes

CELL = 10.0
WIDTH_PX, HEIGHT_PX, FOCAL_PX = 600, 400, 437.95620437956205


def rotation(heading_rad, pitch_rad):
    """World (east, north, up) to camera (right, down, ahead)."""
    sin_h, cos_h = math.sin(heading_rad), math.cos(heading_rad)
    level = np.array([[cos_h, -sin_h, 0.0], [0.0, 0.0, -1.0], [sin_h, cos_h, 0.0]])
    sin_p, cos_p = math.sin(pitch_rad), math.cos(pitch_rad)
    tilt = np.array([[1.0, 0.0, 0.0], [0.0, cos_p, sin_p], [0.0, -sin_p, cos_p]])
    return tilt @ level


def in_picture(camera, point, heading_rad, pitch_rad):
    right, down, ahead = rotation(heading_rad, pitch_rad) @ (point - camera)
    if ahead <= 0:
        return False
    column, row = FOCAL_PX * right / ahead, FOCAL_PX * down / ahead
    return abs(column) <= WIDTH_PX / 2 and abs(row) <= HEIGHT_PX / 2


def highest_over_ray(dem, foot, camera):
    """The most that the bilinear surface stands above the ray, metres, away from its foot."""
    way = camera - foot
    cuts = {0.0, 1.0}
    for axis in (0, 1):
        if way[axis]:
            low, high = sorted((foot[axis] / CELL, camera[axis] / CELL))
            lines = range(math.ceil(low), math.floor(high) + 1)
            cuts |= {(k * CELL - foot[axis]) / way[axis] for k in lines}
    cuts = sorted(t for t in cuts if 0.0 <= t <= 1.0)
    worst = -math.inf
    for a, b in pairwise(cuts):
        if b - a < 1e-9:
            continue
        worst = max(worst, patch_excess(dem, foot, way, max(a, 1e-6), b))
    return worst


def patch_excess(dem, foot, way, a, b):
    """The highest stand over the ray within one patch: a quadratic from three of its values."""
    middle = foot + 0.5 * (a + b) * way
    j, i = int(middle[0] // CELL), int(middle[1] // CELL)

    def excess(t):
        x, y, z = foot + t * way
        g, f = x / CELL - j, y / CELL - i
        corners = dem[i : i + 2, j : j + 2]
        return np.array([1 - f, f]) @ corners @ np.array([1 - g, g]) - z

    m = 0.5 * (a + b)
    ea, em, eb = excess(a), excess(m), excess(b)
    bend = 2.0 * (ea - 2.0 * em + eb)
    slope = -3.0 * ea + 4.0 * em - eb
    best = max(ea, eb)
    if bend < 0 and 0 < -slope / (2 * bend) < 1:
        best = max(best, ea - slope**2 / (4 * bend))
    return best


def land(kind):
    steps = CELL * np.arange(31)
    x, y = np.meshgrid(steps, steps)
    if kind == "hills":
        return 50 * np.sin(x / 35) * np.cos(y / 50) + 0.3 * x
    if kind == "cliff":
        return np.where(x + 0.4 * y > 200, 80.0, 0.0) + 0.2 * y
    noise = gaussian_filter(np.random.default_rng(3).normal(0, 1, x.shape), 2.0)
    return 25 * noise / noise.std()


def kernel_views(dem, camera, heading, pitch):
    images, strips = np.zeros(dem.shape, np.uint16), np.zeros(dem.shape, np.uint8)
    gsd, last = np.full(dem.shape, np.inf, np.float32), np.full(dem.shape, -1, np.int32)
    level = np.zeros(dem.shape)  # the slope of the ground matters to the pixel's size alone
    axes = level_axes(np.array([[math.sin(heading), math.cos(heading)]]), pitch)
    add_views(
        np.array([camera]), axes, np.zeros(1, np.int32),
        WIDTH_PX / 2 / FOCAL_PX, HEIGHT_PX / 2 / FOCAL_PX,
        2000.0, 0.0, dem, 0.0, 0.0, CELL, dem, level, level, 0.0, 0.0, CELL, 1e-4, 1e-4,
        images, strips, gsd,
        np.zeros((0, 0), np.float32), last,
    )  # fmt: skip
    return images


def compare(dem, camera, heading, pitch):
    """Count cells both see, cells hidden to the witness, and those the kernel sees all the same."""
    images = kernel_views(dem, camera, heading, pitch)
    seen, hidden, bulges = 0, 0, 0
    for i, j in np.ndindex(dem.shape):
        foot = np.array([j * CELL, i * CELL, dem[i, j]])
        if not in_picture(camera, foot, heading, pitch):
            assert images[i, j] == 0
        elif highest_over_ray(dem, foot, camera) <= 1e-6:
            assert images[i, j] == 1
            seen += 1
        else:
            hidden += 1
            bulges += int(images[i, j])
    return np.array([seen, hidden, bulges])


@pytest.mark.parametrize("kind", ["hills", "cliff", "rough"])
@pytest.mark.parametrize(("heading", "pitch_deg"), [(0.0, -90), (0.7, -90), (2.2, -55)])
def test_views_cell_by_cell(kind, heading, pitch_deg):
    dem = np.ascontiguousarray(land(kind))
    total = np.zeros(3, int)
    for column, row in ((9.3, 10.2), (14.3, 12.8), (20.1, 11.4), (12.6, 21.7), (19.4, 19.9)):
        top = dem[int(row), int(column)] + 90.0
        camera = np.array([column * CELL, row * CELL, top])
        total += compare(dem, camera, heading, math.radians(pitch_deg))
    seen, hidden, bulges = total
    assert seen > 300
    assert hidden > 3
    assert bulges <= 0.02 * (seen + hidden)
