"""One frame at a time against trigonometry done by hand."""

import math

import numpy as np
import pytest

from missionplanner.terrain.footprints import add_views, level_axes
from tests.unit.planning.verify import sites

TAN_ACROSS, TAN_ALONG = 0.685, 0.4567


PIXEL = (2.5e-4, 2.0e-4)


def views(ground, cameras, lines=None, pitch_deg=-90.0, far_m=2000.0, graze_m=0.0):
    """Count views on the nodes of the DEM itself; cameras in metres from the corner."""
    steps = ground.cell_m * np.arange(len(ground.height_m))
    slopes = np.gradient(ground.height_m, steps, steps)[::-1]
    h = ground.height_m
    images, strips = np.zeros(h.shape, np.uint16), np.zeros(h.shape, np.uint8)
    gsd, last = np.full(h.shape, np.inf, np.float32), np.full(h.shape, -1, np.int32)
    cameras = np.asarray(cameras, dtype=float)
    lines = np.zeros(len(cameras), np.int32) if lines is None else np.asarray(lines, np.int32)
    grid = (0.0, 0.0, ground.cell_m)
    places, headings = (np.ascontiguousarray(part) for part in np.hsplit(cameras, [3]))
    add_views(
        places, level_axes(headings, math.radians(pitch_deg)), lines, TAN_ACROSS, TAN_ALONG,
        far_m, graze_m, h, *grid, h, *slopes, *grid, *PIXEL, images, strips, gsd,
        np.zeros((0, 0), np.float32), last,
    )  # fmt: skip
    return images, strips, gsd


def nodes(ground):
    steps = ground.cell_m * np.arange(len(ground.height_m))
    return np.meshgrid(steps, steps)


def test_frame_on_flat_ground_lies_long_side_across_the_heading():
    ground = sites.flat(500)
    x, y = nodes(ground)
    images, _, _ = views(ground, [[501, 502, 600, 0, 1]])
    wanted = (np.abs(x - 501) <= 68.5) & (np.abs(y - 502) <= 45.67)
    assert np.array_equal(images == 1, wanted)


def test_frame_turns_with_the_heading():
    ground = sites.flat(500)
    x, y = nodes(ground)
    a = math.radians(30)
    images, _, _ = views(ground, [[501, 502, 600, math.sin(a), math.cos(a)]])
    along = (x - 501) * math.sin(a) + (y - 502) * math.cos(a)
    across = (x - 501) * math.cos(a) - (y - 502) * math.sin(a)
    assert np.array_equal(images == 1, (np.abs(across) <= 68.5) & (np.abs(along) <= 45.67))


def test_a_pixel_on_level_ground_is_as_long_everywhere_in_the_frame():
    ground = sites.flat(500)
    _, _, gsd = views(ground, [[500, 500, 600, 0, 1]])
    assert gsd[100, 100] == pytest.approx(100 * PIXEL[0])
    assert gsd[104, 106] == pytest.approx(100 * PIXEL[0])
    assert np.isinf(gsd[0, 0])


def pixel_by_corners(camera, heading, pitch_deg, place, normal):
    """Put a tiny square of the detector on the plane, ray by ray; return its longest stretch."""
    s, c = math.sin(math.radians(pitch_deg)), math.cos(math.radians(pitch_deg))
    east, north = heading
    axis = np.array([c * east, c * north, s])
    right, top = np.array([north, -east, 0.0]), np.array([-s * east, -s * north, c])
    offset = np.asarray(place) - camera
    middle = np.array([offset @ right, offset @ top]) / (offset @ axis)
    turn = np.linspace(0, math.pi, 721)
    tiny = 1e-3 * np.column_stack((PIXEL[0] * np.cos(turn), PIXEL[1] * np.sin(turn)))

    def on_plane(p):
        ray = axis + p[:, :1] * right + p[:, 1:] * top
        return camera + ray * ((offset @ normal) / (ray @ normal))[:, None]

    ends = on_plane(middle + tiny / 2) - on_plane(middle - tiny / 2)
    return 1e3 * np.sqrt((ends**2).sum(axis=1)).max()


@pytest.mark.parametrize("pitch_deg", [-90, -70])
@pytest.mark.parametrize("rise", [(0.0, 0.0), (0.6, 0.0), (0.3, -0.9), (2.2, 0.0)])
def test_a_pixel_on_a_slope_is_as_long_as_its_projection(rise, pitch_deg):
    ground = sites.terrain(lambda x, y: 900 + rise[0] * (x - 500) + rise[1] * (y - 500))
    heading, camera = (0.6, 0.8), np.array([500.0, 480.0, 1015.0])
    _, _, gsd = views(ground, [[*camera, *heading]], pitch_deg=pitch_deg)
    normal = np.array([-rise[0], -rise[1], 1.0])
    seen = np.argwhere(np.isfinite(gsd))
    assert len(seen) > 50
    for row, col in seen[:: len(seen) // 40]:
        place = (5.0 * col, 5.0 * row, ground.height_m[row, col])
        wanted = pixel_by_corners(camera, heading, pitch_deg, place, normal)
        assert gsd[row, col] == pytest.approx(wanted, rel=1e-4)


def test_below_the_camera_a_face_is_coarser_by_its_slope():
    # 2.2 m a metre, in its direction of fall: sqrt(1 + 2.2^2) = 2.42 times level ground.
    ground = sites.terrain(lambda x, y: 500 + 2.2 * (x - 500))
    square = pytest.approx(100 * PIXEL[0] * math.hypot(1, 2.2), rel=1e-5)
    assert views(ground, [[500, 500, 600, 0, 1]])[2][100, 100] == square
    along = pytest.approx(100 * PIXEL[1] * math.hypot(1, 2.2), rel=1e-5)
    assert views(ground, [[500, 500, 600, 1, 0]])[2][100, 100] == along


@pytest.mark.parametrize("slope_deg", [10, 25, 35])
def test_reach_on_a_slope_across_track(slope_deg):
    # h t / (1 + t tan b) uphill, h t / (1 - t tan b) downhill (h above the point below).
    tan_b = math.tan(math.radians(slope_deg))
    ground = sites.terrain(lambda x, y: 500 + x * tan_b, cell_m=1.0)
    below = 500 + 500 * tan_b
    images, _, _ = views(ground, [[500, 500, below + 100, 0, 1]])
    seen = np.nonzero(images[500])[0]
    assert seen.max() - 500 == math.floor(100 * TAN_ACROSS / (1 + TAN_ACROSS * tan_b))
    assert 500 - seen.min() == math.floor(100 * TAN_ACROSS / (1 - TAN_ACROSS * tan_b))


def test_reach_on_a_slope_along_track():
    tan_b = math.tan(math.radians(30))
    ground = sites.terrain(lambda x, y: 500 + y * tan_b, cell_m=1.0)
    images, _, _ = views(ground, [[500, 500, 600 + 500 * tan_b, 0, 1]])
    seen = np.nonzero(images[:, 500])[0]
    assert seen.max() - 500 == math.floor(100 * TAN_ALONG / (1 + TAN_ALONG * tan_b))
    assert 500 - seen.min() == math.floor(100 * TAN_ALONG / (1 - TAN_ALONG * tan_b))


def test_tilted_camera_looks_ahead():
    # Axis 30 deg ahead of straight down; the frame's edges are atan(0.4567) to either side.
    ground = sites.flat(500, cell_m=1.0)
    images, _, _ = views(ground, [[500, 400, 600, 0, 1]], pitch_deg=-60)
    seen = np.nonzero(images[:, 500])[0] - 400
    half = math.atan(TAN_ALONG)
    assert seen.max() == math.floor(100 * math.tan(math.radians(30) + half))
    assert seen.min() == math.ceil(100 * math.tan(math.radians(30) - half))


def test_camera_at_the_horizon_is_cut_at_the_longest_ray():
    ground = sites.flat(500)
    images, _, _ = views(ground, [[500, 100, 600, 0, 1]], pitch_deg=0, far_m=400)
    rows = np.nonzero(images.any(axis=1))[0] * 5
    assert rows.max() == 500 and rows.min() == 100 + 220


def test_wall_throws_its_shadow():
    # Camera 100 m up over x = 450; a wall 50 m high at x = 480. The ray over its top meets the
    # ground where 30 / 50 = (X - 450) / 100: X = 510. Behind the wall nothing nearer is seen.
    ground = sites.terrain(lambda x, y: np.where(x == 480, 550.0, 500.0), cell_m=1.0)
    images, _, _ = views(ground, [[450, 500, 600, 0, 1]])
    row = images[500]
    assert row[480] == 1, "the top of the wall"
    assert not row[481:510].any()
    assert row[511:519].all(), "beyond the shadow, within the frame"
    assert row[450:479].all()


def test_pit_behind_a_crest_is_found_though_it_lies_deep():
    # The window of looked-at cells must grow with the depth of the ground.
    ground = sites.terrain(lambda x, y: np.where(x > 540, 200.0, 500.0))
    images, _, _ = views(ground, [[530, 500, 600, 0, 1]])
    seen = np.nonzero(images[100])[0] * 5.0
    # Down to 400 m: reach 0.685 * 400 = 274; the edge at 540..545 hides 200 m deep ground up to
    # where the ray over (540, 500) lands: 530 + 10 * 4 = 570.
    assert seen.max() == 800
    assert not images[100, 110:114].any() and images[100, 115]


def test_ground_without_height_neither_counts_nor_hides():
    ground = sites.flat(500)
    ground.height_m[100, 104:106] = np.nan
    images, _, _ = views(ground, [[500, 500, 600, 0, 1]])
    assert not images[100, 104:106].any()
    assert images[100, 90:104].all() and images[100, 107:113].all()


def test_camera_under_ground_sees_nothing():
    images, _, _ = views(sites.flat(500), [[500, 500, 490, 0, 1]])
    assert not images.any()


def test_lines_are_counted_once_images_each_time():
    ground = sites.flat(500)
    cameras = [[500, 490, 600, 0, 1], [500, 500, 600, 0, 1], [510, 500, 600, 0, 1]]
    images, strips, _ = views(ground, cameras, lines=[3, 3, 8])
    assert images[100, 100] == 3 and strips[100, 100] == 2
    assert strips[100, 87] == 1, "65 m west: beyond the frame of the line to the east"


def test_grid_of_images_reaches_the_promised_counts():
    # 70 % and 80 %: 3 or 4 lines, 5 images of each; never fewer inside.
    ground = sites.flat(500)
    xs, ys = np.arange(100, 900, 41.1), np.arange(100, 900, 91.34 / 5)
    cameras = [[x, y, 600, 0, 1] for x in xs for y in ys]
    lines = np.repeat(np.arange(len(xs)), len(ys))
    images, strips, _ = views(ground, cameras, lines)
    inner = np.s_[50:130, 50:130]
    assert set(np.unique(strips[inner])) == {3, 4}
    assert set(np.unique(images[inner] // strips[inner])) == {5}
    x, _ = nodes(ground)
    exact = (np.abs(x[100][:, None] - xs) <= 68.5).sum(axis=1)
    assert np.array_equal(strips[100], exact)
