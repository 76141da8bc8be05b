import numpy as np
import pytest
from rasterio.transform import from_origin
from shapely.geometry import box

from missionplanner.errors import DatumUnknown, InputError
from missionplanner.geo.geoid import undulation_m
from missionplanner.terrain.dem import load_terrain

from .conftest import FRAME, X0, Y0

AREA = FRAME.unproject(box(X0 + 600, Y0 + 600, X0 + 1400, Y0 + 1200))


def load(path, area=AREA, **more):
    more.setdefault("vertical_datum", "egm96")
    return load_terrain([path], area, **more)


def test_grid_and_bounds(dem):
    terrain = load(dem(), margin_m=200)
    west, south, east, north = terrain.bounds
    wanted = (X0 + 400, Y0 + 400, X0 + 1600, Y0 + 1400)
    beyond = np.array([1, 1, -1, -1]) * (np.array(wanted) - (west, south, east, north))
    assert beyond.min() >= 0 and beyond.max() < 11
    assert terrain.height_m.flags.c_contiguous and terrain.height_m.dtype == np.float64
    assert terrain.cell_m == 10 and terrain.frame == FRAME


def test_row_0_is_the_south(dem):
    rows = np.arange(200, dtype="float32")[::-1, None] * 5 + np.zeros((1, 200), "float32")
    terrain = load(dem(height=rows))
    assert terrain.height_m[0, 5] < terrain.height_m[-1, 5]
    _, y = terrain.centres()
    at = terrain.height_at(np.full_like(y, X0 + 900), y)
    assert at == pytest.approx((y - Y0 - 5) / 2, abs=0.01)


def test_a_datum_that_nobody_names_is_asked_for(dem):
    with pytest.raises(DatumUnknown, match="counted from"):
        load(dem(), vertical_datum=None)


@pytest.mark.parametrize(
    ("crs", "expected"), [("EPSG:32616+5773", 500.0), ("EPSG:32616+4979", None)]
)
def test_a_compound_crs_is_believed(dem, crs, expected):
    if expected is None:
        path = dem(crs="EPSG:4979", transform=from_origin(-87.01, 36.2, 1e-4, 1e-4), cells=900)
        terrain = load(path, vertical_datum=None)
        lon, lat = FRAME.inverse(X0 + 1000, Y0 + 1000)
        expected = 500 - float(undulation_m(lon, lat))
    else:
        terrain = load(dem(crs=crs), vertical_datum=None)
    assert terrain.height_at(X0 + 1000, Y0 + 1000) == pytest.approx(expected, abs=1e-3)
    assert "as the file says" in terrain.datum_note


def test_navd88_in_the_crs_needs_more(dem):
    path = dem(crs="EPSG:32616+5703")
    with pytest.raises(DatumUnknown, match=r"NAVD88=GRID\.tif"):
        load(path, vertical_datum=None)
    terrain = load(path, vertical_datum="NAVD88-0.5")
    assert np.nanmax(terrain.height_m) == pytest.approx(499.5)
    assert "NAVD88-0.5" in terrain.datum_note


def test_ellipsoidal_heights_lose_the_undulation_of_their_own_place(dem):
    terrain = load(dem(), vertical_datum="ellipsoid")
    x, y = (axis[:: len(axis) // 6] for axis in terrain.centres())
    lon, lat = FRAME.inverse(*np.meshgrid(x, y))
    want = 500 - undulation_m(lon, lat)
    assert terrain.height_at(*np.meshgrid(x, y)) == pytest.approx(want, abs=1e-4)


@pytest.mark.parametrize(("suffix", "foot"), [("ft", 0.3048), ("us-ft", 1200 / 3937)])
def test_feet_said_by_the_user(dem, suffix, foot):
    terrain = load(dem(height=1000.0), vertical_datum=f"egm96:{suffix}")
    assert np.nanmax(terrain.height_m) == pytest.approx(1000 * foot)


def test_feet_said_by_the_file(dem):
    by_crs = load(dem(height=1000.0, crs="EPSG:32616+6360"), vertical_datum="NAVD88+0.5")
    assert np.nanmax(by_crs.height_m) == pytest.approx(1000 * 1200 / 3937 + 0.5)
    by_band = load(dem("b.tif", height=1000.0, units="ft"))
    assert np.nanmax(by_band.height_m) == pytest.approx(304.8)
    overruled = load(dem("c.tif", height=1000.0, units="ft"), vertical_datum="egm96:m")
    assert np.nanmax(overruled.height_m) == pytest.approx(1000)


def test_the_users_own_geoid(dem):
    grid = dem(
        "geoid.tif", -30.0, "EPSG:4326", transform=from_origin(-88, 37, 0.02, 0.02), cells=100
    )
    terrain = load(dem(), vertical_datum=f"LOCAL={grid}")
    lon, lat = FRAME.inverse(X0 + 1000, Y0 + 1000)
    want = 500 - 30 - float(undulation_m(lon, lat))
    assert terrain.height_at(X0 + 1000, Y0 + 1000) == pytest.approx(want, abs=1e-3)


def test_a_geoid_of_elsewhere_or_of_something_else(dem):
    away = dem("away.tif", -30.0, "EPSG:4326", transform=from_origin(8, 37, 0.02, 0.02), cells=100)
    with pytest.raises(InputError, match="does not cover the site"):
        load(dem(), vertical_datum=f"LOCAL={away}")
    with pytest.raises(InputError, match="beyond 200 m"):
        load(dem(), vertical_datum=f"LOCAL={dem('b.tif', 500.0)}")
    with pytest.raises(InputError, match="no such file"):
        load(dem(), vertical_datum="LOCAL=absent.tif")


def test_the_margin_may_lie_outside_but_not_the_area(dem):
    terrain = load(dem(), margin_m=3000)
    assert np.isnan(terrain.height_m[0, 0])
    assert terrain.covers(FRAME.project(AREA)) == 1.0
    half_out = FRAME.unproject(box(X0 + 1500, Y0 + 600, X0 + 2500, Y0 + 1200))
    with pytest.raises(InputError, match=r"covers (49\.\d|50\.0) % of the area.*missing tiles"):
        load(dem(), half_out)
    with pytest.raises(InputError, match=r"no heights over the area \(0 % covered\)"):
        load(dem(), box(-86, 36, -85.99, 36.01))


def test_an_area_in_a_sea_of_nodata(dem):
    with pytest.raises(InputError, match="0 % covered"):
        load(dem(height=-9999.0, nodata=-9999.0))


def test_an_undeclared_void_is_told(dem):
    heights = np.full((200, 200), 500.0)
    heights[100, 100] = -9999
    with pytest.raises(InputError, match=r"are no ground.*a_nodata"):
        load(dem(height=heights))


def test_what_is_no_dem(tmp_path, dem):
    (tmp_path / "text.tif").write_text("heights: high")
    with pytest.raises(InputError, match="not a raster"):
        load(tmp_path / "text.tif")
    with pytest.raises(InputError, match="no coordinate system"):
        load(dem(crs=None))
    with pytest.raises(InputError, match="3 bands"):
        load(dem("rgb.tif", bands=3))
    with pytest.raises(InputError, match="no DEM given"):
        load_terrain([], AREA)


def test_the_grid_never_grows_beyond_bounds(dem):
    coarse = dem(cell=100.0, cells=300)
    whole = FRAME.unproject(box(X0 + 100, Y0 + 100, X0 + 29_000, Y0 + 29_000))
    terrain = load(coarse, whole)
    rows, cols = terrain.shape
    assert rows * cols < 4.2e6
    assert terrain.cell_m > 10 and "cubic" in terrain.datum_note


@pytest.mark.parametrize(("native", "cell"), [(1.0, 5.0), (7.2, 7.0), (10.0, 10.0), (90.0, 10.0)])
def test_cell_of_the_site_follows_the_dem(dem, native, cell):
    path = dem(cell=native, cells=int(2000 / native))
    assert load(path, margin_m=0).cell_m == cell
    assert load(path, margin_m=0, cell_m=20.0).cell_m == 20.0


def test_tiles_of_real_srtm_meet_without_a_step(data_dir):
    tiles = [data_dir / "dem" / f"N43E00{i}.hgt" for i in (6, 7)]
    area = box(6.97, 43.8, 7.03, 43.83)
    with pytest.raises(InputError, match="covers"):
        load_terrain(tiles[:1], area)
    terrain = load_terrain(tiles, area)
    assert "SRTM" in terrain.datum_note and terrain.cell_m == 10
    x, y = on_line(terrain, 7.0, np.linspace(43.8, 43.83, 200))
    step = terrain.height_at(x + 5, y) - terrain.height_at(x - 5, y)
    beside = terrain.height_at(x + 55, y) - terrain.height_at(x + 45, y)
    assert np.abs(step).max() < 1.5 * np.abs(beside).max()
    # The tiles share the column of 7 E: the value there is the file's own.
    raw = np.frombuffer(tiles[1].read_bytes(), ">i2").reshape(1201, 1201)
    node = 43 + np.arange(970, 990) / 1200
    on_node = terrain.height_at(*on_line(terrain, 7.0, node))
    assert np.abs(on_node - raw[1200 - np.arange(970, 990), 0]).max() < 3.0


def on_line(terrain, lon, lat):
    return terrain.frame.forward(np.full_like(lat, lon), lat)


def test_crested_butte_is_steep_and_jacksboro_is_read(data_dir):
    steep = load_terrain(
        [data_dir / "dem" / "crested_butte_3dep_10m.tif"],
        box(-107.11, 38.955, -107.09, 38.97),
        vertical_datum="NAVD88-0.5",
    )
    assert 2800 < np.nanmin(steep.height_m) < np.nanmax(steep.height_m) < 3946
    hills = load_terrain(
        [data_dir / "dem" / "jacksboro_fault_90m_wgs84.tif"],
        box(-84.3, 36.55, -84.25, 36.6),
        vertical_datum="egm96",
    )
    assert hills.covers(hills.frame.project(box(-84.3, 36.55, -84.25, 36.6))) == 1.0
