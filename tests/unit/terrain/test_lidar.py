import os
import struct
import subprocess
import sys
import time
from pathlib import Path

import laspy
import numpy as np
import pytest
from pyproj import CRS
from shapely.geometry import box

from missionplanner.errors import DatumUnknown, InputError, Undecided
from missionplanner.tasks.progress import Cancelled, Progress, silent
from missionplanner.terrain import lidar
from missionplanner.terrain.apart import Died, apart, possible
from missionplanner.terrain.dem import load_terrain
from missionplanner.terrain.las_crs import read_las_crs
from tests.english import english

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
    assert terrain.cell_m == 5 and "points 1 m apart" in english(terrain.datum_note)
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


def test_packed_points_that_end_the_unpacker_do_not_end_the_program(cloud):
    """Zeros over packed points are a fault of the system in lazrs 0.8.2, not an exception."""
    path = cloud("c.laz")
    whole = load_terrain([path], AREA, margin_m=20)
    data = bytearray(path.read_bytes())
    for start in range(2000, 400_000, 9000):
        data[start : start + 4000] = bytes(4000)
    damaged = path.with_name("d.laz")
    damaged.write_bytes(data)
    try:
        load_terrain([damaged], AREA, margin_m=20)
    except InputError as error:
        assert "d.laz" in str(error)
    again = load_terrain([path], AREA, margin_m=20)
    assert np.array_equal(again.height_m, whole.height_m, equal_nan=True)


def die():
    os._exit(7)


def test_a_process_that_dies_is_told_and_the_next_one_works():
    assert possible()
    with pytest.raises(Died):
        apart(die, silent())
    assert possible()
    assert apart(os.path.basename, silent(), "/a/b") == "b"


def test_a_stop_ends_the_other_process():
    looks = []
    asked = Progress(stopped=lambda: len(looks) > 2 or looks.append(1))
    assert possible()
    with pytest.raises(Cancelled):
        apart(time.sleep, asked, 600)
    assert possible()
    assert apart(os.path.basename, silent(), "/a/b") == "b"


def test_withheld_points_are_not_used_and_told(cloud, tmp_path):
    las = laspy.read(cloud())
    z = np.array(las.z)
    z[::3] += 50
    las.z = z
    las.withheld = (np.arange(len(z)) % 3 == 0).astype("uint8")
    las.write(tmp_path / "w.las")
    terrain = load_terrain([tmp_path / "w.las"], AREA, margin_m=20)
    assert np.abs(error_m(terrain).mean()) < 0.05
    assert any("points of w.las are marked as withheld" in line for line in english(terrain.told))


def test_a_cloud_without_ground_classes_says_so_and_one_with_keeps_its_trees_for_clearance(cloud):
    bare = load_terrain([cloud(classified=False)], AREA, margin_m=20)
    assert any("no points classified as ground" in line for line in english(bare.told))
    ground = load_terrain([cloud()], AREA, margin_m=20)
    assert not ground.told
    trees = ground.highest_m - ground.height_m
    assert np.nanmedian(trees) == pytest.approx(20, abs=0.6) and np.nanmin(trees) >= 0


def changed(path, name, at, form, *values):
    data = bytearray(path.read_bytes())
    struct.pack_into(form, data, at, *values)
    made = path.with_name(name)
    made.write_bytes(data)
    return made


@pytest.mark.parametrize(
    ("at", "form", "value", "why"),
    [
        (105, "<H", 65_535, "longer than the file"),
        (100, "<I", 503_709_696, "503,709,696 variable records"),
        (96, "<I", 4_000_000_000, "its parts overlap"),
        (104, "<B", 60, "no point format 60"),
        (105, "<H", 12, "do not have 12 bytes"),
        (247, "<Q", 2**60, "longer than the file"),
        (243, "<I", 2**31, "extended records"),
        (131, "<d", float("nan"), "no numbers"),
        (131, "<d", 0.0, "scale is not above 0"),
        (131, "<d", 1e308, "its scale is 1e.308"),
        (155, "<d", 1e300, "it lies at 1e.300"),
        (25, "<B", 9, "LAS 1.9 is not read"),
    ],
)
def test_headers_are_held_against_the_file(cloud, at, form, value, why):
    with pytest.raises(InputError, match=why):
        lidar.cloud_info(changed(cloud(count=1000), "bad.las", at, form, value))


def test_a_packed_header_is_held_against_the_file(cloud):
    path = cloud("c.laz", count=1000)
    first = struct.unpack_from("<I", path.read_bytes(), 96)[0]
    table = struct.unpack_from("<q", path.read_bytes(), first)[0]
    for at, form, value, why in (
        (247, "<Q", 10**9, "more points than its chunks hold"),
        (table + 4, "<I", 4_000_000_000, "more chunks than bytes"),
        (first, "<q", 10**9, "before its table of chunks"),
    ):
        with pytest.raises(InputError, match=why):
            lidar.cloud_info(changed(path, "bad.laz", at, form, value))


FLAT = CRS.from_epsg(32616)
NAVD = CRS.from_epsg(5703)


@pytest.mark.parametrize(
    ("wkt", "datum"),
    [
        (FLAT.to_wkt(), None),
        (FLAT.to_wkt("WKT1_ESRI"), None),
        (FLAT.to_wkt("WKT1_GDAL").replace('"32616"', '"99999"'), None),
        (f"{FLAT.to_wkt('WKT1_GDAL')},{NAVD.to_wkt('WKT1_GDAL')}", "NAVD88"),
        (f"{FLAT.to_wkt('WKT1_ESRI')}{NAVD.to_wkt('WKT1_ESRI')}", "NAVD88"),
        (FLAT.to_wkt() + "\0" * 9, None),
    ],
)
def test_coordinate_systems_as_programs_write_them(wkt, datum):
    says = read_las_crs({2112: wkt.encode()}, Path("a.las"))
    assert (
        CRS.from_wkt(says.horizontal_wkt).to_2d().is_exact_same(FLAT)
        or "99999" in wkt
        or ("UTM" in says.horizontal_wkt)
    )
    assert (says.datum, says.unit_m) == (datum, 1.0)


@pytest.mark.parametrize(
    ("wkt", "why"),
    [
        ("", "names no coordinate system"),
        ("\0\0\0", "names no coordinate system"),
        (FLAT.to_wkt() + "]", "unreadable"),
        (FLAT.to_wkt()[:-1], "unreadable"),
        (FLAT.to_wkt().replace("METHOD", "\0ETHOD"), "unreadable"),
        ("UTM zone 16", "unreadable"),
        ('LOCAL_CS["x",UNIT["m",1]]', "not tied to the Earth"),
    ],
)
def test_coordinate_systems_that_are_none(wkt, why):
    with pytest.raises(InputError, match=why):
        read_las_crs({2112: wkt.encode()}, Path("a.las"))


def keys(*pairs):
    entries = [number for key, value in pairs for number in (key, 0, 1, value)]
    return struct.pack(f"<{4 + len(entries)}H", 1, 1, 0, len(pairs), *entries)


def test_geotiff_keys_with_their_heights():
    feet = keys((1024, 1), (3072, 2227), (4096, 5703), (4099, 9003))
    says = read_las_crs({34735: feet}, Path("a.las"))
    assert says.datum == "NAVD88" and says.vertical_unit_m == pytest.approx(1200 / 3937)
    silent_heights = read_las_crs({34735: keys((3072, 2227))}, Path("a.las"))
    assert silent_heights.vertical_unit_m is None and silent_heights.unit_m != 1.0
    with pytest.raises(InputError, match="by parameters, not by a code"):
        read_las_crs({34735: keys((3072, 32767))}, Path("a.las"))
    with pytest.raises(InputError, match="unreadable"):
        read_las_crs({34735: keys((3072, 1025))}, Path("a.las"))


def test_a_cloud_in_feet_that_does_not_say_so_of_its_heights_is_asked_about(cloud):
    path = cloud(crs=f"+proj=utm +zone=16 +datum=WGS84 +to_meter={1200 / 3937!r} +type=crs")
    with pytest.raises(Undecided, match="map is in feet"):
        load_terrain([path], AREA, vertical_datum="egm96")


def test_a_script_without_a_guard_reads_packed_points_in_place(cloud, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\n"
        "from shapely.geometry import box\n"
        "from missionplanner.geo.frames import SiteFrame\n"
        "from missionplanner.terrain.dem import load_terrain\n"
        f"area = SiteFrame(32616).unproject(box({X0 + 50}, {Y0 + 50}, {X0 + 250}, {Y0 + 250}))\n"
        f"print('cell', load_terrain([Path({str(cloud('c.laz'))!r})], area).cell_m)\n"
    )
    way = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, env=way)
    assert "cell 5.0" in ran.stdout, ran.stderr
