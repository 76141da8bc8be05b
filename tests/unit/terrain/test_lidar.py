import laspy
import numpy as np
import pytest
from pyproj import CRS
from shapely.geometry import box

from missionplanner.errors import DatumUnknown, InputError
from missionplanner.terrain import lidar
from missionplanner.terrain.dem import load_terrain

from .conftest import FRAME, X0, Y0

AREA = FRAME.unproject(box(X0 + 50, Y0 + 50, X0 + 250, Y0 + 250))


def plane(x, y):
    return 400 + 0.2 * (x - X0) - 0.1 * (y - Y0)


@pytest.fixture
def cloud(tmp_path):
    """Write points on a plane, one a square metre, some with trees of 20 m upon them."""

    def make(
        name="c.las", crs="EPSG:32616+5773", classified=True, gap=None, unit=1.0, count=90_000
    ):
        rng = np.random.default_rng(2)
        x, y = X0 + rng.uniform(0, 300, count), Y0 + rng.uniform(0, 300, count)
        kept = np.ones(count, bool) if gap is None else ~gap(x - X0, y - Y0)
        x, y = x[kept], y[kept]
        tree = rng.uniform(size=len(x)) < 0.2
        header = laspy.LasHeader(point_format=6, version="1.4")
        header.offsets, header.scales = [X0, Y0, 0], [0.001] * 3
        if crs:
            header.add_crs(CRS.from_user_input(crs))
        las = laspy.LasData(header)
        las.x, las.y, las.z = x, y, (plane(x, y) + 20 * tree) / unit
        kinds = np.where(tree, 5, 2) if classified else np.zeros(len(x), int)
        kinds[:3], las.z[:3] = 7, 5000  # noise
        las.classification = kinds.astype("uint8")
        las.write(tmp_path / name)
        return tmp_path / name

    return make


def error_m(terrain):
    x, y = np.meshgrid(*terrain.centres())
    return terrain.height_m - plane(x, y)


@pytest.mark.parametrize("name", ["c.las", "c.laz"])
def test_ground_points_are_averaged(cloud, name):
    terrain = load_terrain([cloud(name)], AREA, margin_m=20)
    assert terrain.cell_m == 5 and "points 1 m apart" in terrain.datum_note
    assert np.abs(error_m(terrain)).max() < 0.5
    assert np.abs(error_m(terrain).mean()) < 0.02


def test_without_classes_the_highest_point_counts(cloud):
    terrain = load_terrain([cloud(classified=False)], AREA, margin_m=20)
    assert np.median(error_m(terrain)) == pytest.approx(20, abs=0.6)
    assert error_m(terrain).max() < 21


def test_in_pieces_it_is_the_same(cloud, monkeypatch):
    path = cloud()
    whole = load_terrain([path], AREA, margin_m=20)
    monkeypatch.setattr(lidar, "CHUNK_POINTS", 1234)
    assert load_terrain([path], AREA, margin_m=20).height_m == pytest.approx(whole.height_m)


def test_small_gaps_are_closed_and_large_ones_told(cloud):
    pond = cloud(gap=lambda x, y: np.hypot(x - 150, y - 150) < 12)
    assert np.abs(error_m(load_terrain([pond], AREA, margin_m=20))).max() < 3
    lake = cloud(gap=lambda x, y: np.hypot(x - 150, y - 150) < 60)
    with pytest.raises(InputError, match=r"covers \d\d\.\d % of the area"):
        load_terrain([lake], AREA, margin_m=20)


def test_outside_nothing_grows():
    height = np.full((20, 20), np.nan)
    height[5:15, 5:15] = 3.0
    height[9:11, 9:11] = np.nan
    filled = lidar.close_gaps(height)
    assert np.isfinite(filled).sum() == 100
    assert filled[9, 9] == pytest.approx(3.0)


def test_datum_and_feet_of_a_cloud(cloud):
    with pytest.raises(DatumUnknown, match="counted from"):
        load_terrain([cloud(crs="EPSG:32616")], AREA)
    feet = cloud(crs="EPSG:32616+6360", unit=1200 / 3937)
    terrain = load_terrain([feet], AREA, margin_m=20, vertical_datum="NAVD88+0.5")
    assert np.median(error_m(terrain)) == pytest.approx(0.5, abs=0.1)


def test_a_raster_fills_around_the_cloud(cloud, dem):
    area = FRAME.unproject(box(X0 + 50, Y0 + 50, X0 + 900, Y0 + 250))
    terrain = load_terrain([cloud(), dem(height=100.0)], area, vertical_datum="egm96")
    assert terrain.height_at(X0 + 700, Y0 + 150) == pytest.approx(100)
    assert terrain.height_at(X0 + 150, Y0 + 150) == pytest.approx(plane(X0 + 150, Y0 + 150), abs=1)


def test_what_is_no_cloud(cloud, tmp_path):
    text = tmp_path / "text.las"
    text.write_text("points: many")
    with pytest.raises(InputError, match="not a readable point cloud"):
        load_terrain([text], AREA)
    with pytest.raises(InputError, match="no such file"):
        load_terrain([tmp_path / "absent.laz"], AREA)
    with pytest.raises(InputError, match="names no coordinate system"):
        load_terrain([cloud(crs=None)], AREA)
    with pytest.raises(InputError, match="in degrees"):
        load_terrain([cloud(crs="EPSG:4326")], AREA)


def test_a_cloud_that_breaks_off(cloud):
    path = cloud("c.laz")
    path.write_bytes(path.read_bytes()[:200_000])
    with pytest.raises(InputError):
        load_terrain([path], AREA, margin_m=20)
