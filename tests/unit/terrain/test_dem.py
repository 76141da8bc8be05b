import re
from dataclasses import replace

import numpy as np
import pytest
import rasterio
from pyproj import CRS
from rasterio.transform import from_origin
from shapely.geometry import box

from missionplanner.errors import DatumUnknown, InputError, Undecided
from missionplanner.geo.geoid import undulation_m
from missionplanner.tasks.progress import Cancelled, Progress
from missionplanner.terrain.dem import load_terrain
from missionplanner.terrain.surface import clearance_surface_m
from tests.english import english

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
    assert "as the file says" in english(terrain.datum_note)


def test_navd88_in_the_crs_needs_more(dem):
    path = dem(crs="EPSG:32616+5703")
    with pytest.raises(DatumUnknown, match=r"NAVD88=GRID\.tif"):
        load(path, vertical_datum=None)
    terrain = load(path, vertical_datum="NAVD88-0.5")
    assert np.nanmax(terrain.height_m) == pytest.approx(499.5)
    assert "NAVD88-0.5" in english(terrain.datum_note)


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


@pytest.mark.parametrize("value", [-9999, -99, 0, 32767])
@pytest.mark.parametrize("declared", [None, -1.0])
def test_an_undeclared_void_is_no_ground_and_told(dem, value, declared):
    heights = 500.0 + np.mgrid[0:200, 0:200][1] * 0.5
    heights[95:105, 20:30] = value  # west of the area
    heights[0, 0] = -1.0 if declared else 500.0
    terrain = load(dem(height=heights, nodata=declared), margin_m=600)
    assert np.nanmin(terrain.height_m) > 499 and np.nanmax(terrain.height_m) < 601
    void = np.isnan(terrain.height_at(X0 + 250, Y0 + 1000))
    assert void and any(
        f"holds the value {value} on about 1.0 ha" in line and "as a void" in line
        for line in english(terrain.told)
    )


def test_a_plan_over_a_void_says_so(dem):
    heights = 500.0 + np.mgrid[0:200, 0:200][1] * 0.5
    heights[100, 100] = 0
    told = english(load(dem(height=heights)).told)
    assert any("has a void of" in line and "m² in the area (about -86.9" in line for line in told)
    heights[90:110, 90:110] = 0
    with pytest.raises(InputError, match=r"covers 9\d\.\d % of the area: 4\.\d ha.*value 0 on"):
        load(dem(height=heights))


@pytest.mark.parametrize(("at", "said"), [(900.0, "399 m above"), (250.0, "251 m below")])
def test_a_lone_height_is_kept_and_told(dem, at, said):
    heights = 500.0 + np.mgrid[0:200, 0:200][1] * 0.01
    heights[100, 100] = at
    terrain = load(dem(height=heights, transform=from_origin(X0 - 5, Y0 + 2005, 10, 10)))
    (told,) = [line for line in english(terrain.told) if "all around it" in line]
    assert said in told and "about -86.98" in told and "1 cell like it" in told
    assert at in terrain.height_m


def test_no_cliff_ridge_or_pit_is_a_lone_height(dem):
    x, y = np.mgrid[0:200, 0:200] * 10.0
    cliff = np.where(x > 1000, 500.0, 900.0) + 0.01 * y + 0.02 * x
    ridge = 500.0 + np.clip(400.0 - np.abs(y - 1000), 0, None)
    pit = 500.0 - np.clip(300.0 - np.hypot(x - 1000, y - 1000), 0, 250)
    for heights in (cliff, ridge, pit):
        assert not [
            line for line in english(load(dem(height=heights)).told) if "all around" in line
        ]


def test_a_second_band_is_told(dem):
    said = "dem.tif has two bands: the first is taken as heights, the second is not read"
    assert said in english(load(dem(bands=2)).told)
    assert said not in english(load(dem()).told)


def test_the_sea_below_a_cliff_is_ground(dem):
    shore = np.maximum(0.0, (np.mgrid[0:200, 0:200][1] - 100) * 3.0)
    terrain = load(dem(height=shore))
    assert np.nanmin(terrain.height_m) == 0 and not any(
        "as a void" in t for t in english(terrain.told)
    )
    assert any("exactly the height 0.00 m" in line for line in english(terrain.told))


@pytest.mark.parametrize(
    ("low", "high", "why"),
    [
        (9200.0, 9800.0, r"feet \(--dem-unit ft, or :ft behind"),
        (15_000.0, 16_000.0, "feet .* or decimetres"),
        (62_000.0, 71_000.0, "centimetres"),
        (500_000.0, 600_000.0, "millimetres"),
        (100.0, 6500.0, "m of relief; they look like feet"),
        (-700.0, 300.0, "nodata value that the file does not declare"),
    ],
)
def test_heights_that_no_ground_has_are_refused_with_the_likely_reason(dem, low, high, why):
    heights = np.linspace(low, high, 200)[:, None] + np.zeros((1, 200))
    with pytest.raises(InputError, match=why):
        load(dem(height=heights), margin_m=1000)


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
    assert terrain.cell_m > 10 and "cubic" in english(terrain.datum_note)


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
    assert "SRTM" in english(terrain.datum_note) and terrain.cell_m == 10
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


US_FOOT = 1200 / 3937


@pytest.fixture
def in_feet(dem):
    """Make a DEM whose map is in US survey feet, with an area on it; heights of 1000."""
    wkt = CRS.from_proj4(f"+proj=utm +zone=16 +datum=WGS84 +to_meter={US_FOOT!r} +no_defs").to_wkt()

    def make(vertical=None, **more):
        crs = wkt
        if vertical:
            crs = f'COMPOUNDCRS["x",{wkt},{CRS.from_epsg(vertical).to_wkt()}]'
        place = from_origin(X0 / US_FOOT, (Y0 + 2000) / US_FOOT, 10 / US_FOOT, 10 / US_FOOT)
        return dem(height=1000.0, crs=crs, transform=place, **more)

    return make


def test_a_foot_map_with_silent_heights_is_asked_about(in_feet):
    with pytest.raises(Undecided, match=r"map is in feet.*--dem-unit m\|ft\|us-ft") as caught:
        load(in_feet())
    assert caught.value.option == "--dem-unit" and caught.value.choices == ("m", "ft", "us-ft")
    for more, metres in (
        ({"unit": "m"}, 1000),
        ({"unit": "ft"}, 304.8),
        ({"vertical_datum": "egm96:us-ft"}, 1000 * US_FOOT),
        ({"vertical_datum": "egm96:ft", "unit": "ft"}, 304.8),
    ):
        assert np.nanmax(load(in_feet(), **more).height_m) == pytest.approx(metres)
    with pytest.raises(InputError, match="datum says feet, --dem-unit metres"):
        load(in_feet(), vertical_datum="egm96:ft", unit="m")


def test_a_foot_map_whose_heights_name_their_unit_is_believed(in_feet):
    metres = load(in_feet(5703), vertical_datum="NAVD88+0.0")
    assert np.nanmax(metres.height_m) == pytest.approx(1000)
    feet = load(in_feet(6360), vertical_datum="NAVD88+0.0")
    assert np.nanmax(feet.height_m) == pytest.approx(1000 * US_FOOT)
    kept = load(in_feet(6360), unit="m")
    assert np.nanmax(kept.height_m) == pytest.approx(1000 * US_FOOT)
    assert any("--dem-unit m is not for it" in line for line in english(kept.told))
    against = load(in_feet(6360), vertical_datum="egm96:m", unit="m")
    assert np.nanmax(against.height_m) == pytest.approx(1000)
    told = " ".join(english(against.told))
    assert "says that its heights are US survey feet; taken as metres" in told
    assert "above NAVD88; taken as above egm96" in told


def hill(step, size=2000.0):
    y, x = np.mgrid[step / 2 : size : step, step / 2 : size : step]
    return 500 + 90 * np.exp(-((x - 1000) ** 2 + (size - y - 900) ** 2) / 150**2)


def test_the_finest_wins_in_any_order_and_is_told(dem):
    coarse = dem("coarse.tif", hill(80.0), cell=80.0, cells=25)
    fine = dem("fine.tif", hill(10.0))
    alone = load(fine)
    for order in ([fine, coarse], [coarse, fine]):
        both = load_terrain(order, AREA, vertical_datum="egm96")
        assert np.array_equal(both.height_m, alone.height_m, equal_nan=True)
        assert any(
            "fine.tif (10 m) 100.0 %, coarse.tif (80 m) 0.0 %" in t for t in english(both.told)
        )
    assert np.abs(load(coarse).height_m - alone.height_m).max() > 2
    assert any("cells of 80 m: walls" in line for line in english(load(coarse).told))
    assert not alone.told


def test_where_the_finest_ends_the_next_serves(dem):
    coarse = dem("coarse.tif", 400.0, cell=80.0, cells=25)
    west = dem("west.tif", 500.0, cells=100)  # ends at X0 + 1000, Y0 + 1000
    again = dem("again.tif", 600.0, cells=100)
    terrain = load_terrain([coarse, west, again], AREA, vertical_datum="egm96")
    assert terrain.height_at(X0 + 800, Y0 + 800) == pytest.approx(500), "of equals the first given"
    assert terrain.height_at(X0 + 1300, Y0 + 1100) == pytest.approx(400)
    (line,) = [t for t in english(terrain.told) if "serves where" in t]
    assert re.search(
        r"west\.tif, again\.tif \(10 m\) 3[23]\.\d %, coarse\.tif \(80 m\) 6[67]\.\d %", line
    )


def test_of_a_fine_surface_the_tops_are_kept_for_clearance(dem):
    step = 0.25
    heights = np.full((1600, 1600), 500.0) + np.arange(1600)[None, :] * step * 0.3
    heights[700:704, 800:804] += 30  # a mast of 1 m
    path = dem("fine.tif", heights, cell=step, cells=1600)
    area = FRAME.unproject(box(X0 + 100, Y0 + 100, X0 + 300, Y0 + 300))
    terrain = load(path, area, margin_m=50)
    assert terrain.cell_m == 5 and "averaged" in english(terrain.datum_note)
    x = np.meshgrid(*terrain.centres())[0]
    off = terrain.height_m - (500 + (x - X0 - step / 2) * 0.3)
    assert np.median(np.abs(off)) < 0.01 and 0.5 < off.max() < 1.5
    top = terrain.highest_m - terrain.height_m
    assert 29 < top.max() < 32 and np.median(top) == pytest.approx(2.5 * 0.3, abs=0.1)
    flown = clearance_surface_m(terrain, 20.0)
    bare = clearance_surface_m(replace(terrain, highest_m=None), 20.0)
    assert (flown - bare).max() > 25
    assert load(dem()).highest_m is None


def test_a_fine_surface_is_averaged_as_gdal_averages_it(dem):
    heights = hill(2.0)
    path = dem("fine.tif", heights, cell=2.0, cells=1000)
    ours = load(path, cell_m=10.0, margin_m=0)
    x, y = np.meshgrid(*ours.centres())
    want = 500 + 90 * np.exp(-((x - X0 - 1000) ** 2 + (y - Y0 - 900) ** 2) / 150**2)
    assert np.abs(ours.height_m - want).max() < 0.15


def test_reading_can_be_stopped_and_tells_how_far_it_is(dem):
    path = dem("fine.tif", 500.0, cell=0.5, cells=4000, tiled=True)
    area = FRAME.unproject(box(X0 + 100, Y0 + 100, X0 + 1900, Y0 + 1900))
    steps = []
    load(path, area, progress=Progress(lambda step: steps.append(step.share)))
    assert len(steps) >= 2 and steps == sorted(steps)
    with pytest.raises(Cancelled):
        load(path, area, progress=Progress(stopped=lambda: len(steps) > 0))


@pytest.mark.parametrize(("unit", "stored"), [("cm", 50_000), ("dm", 5000), ("km", 0.5)])
def test_a_band_that_names_its_unit_is_believed(dem, unit, stored):
    assert load(dem(height=stored, units=unit)).height_m == pytest.approx(500, abs=0.01)


def test_a_table_of_colours_is_no_terrain(tmp_path):
    path = tmp_path / "map.tif"
    place = from_origin(X0, Y0 + 2000, 10, 10)
    profile = {"driver": "GTiff", "dtype": "uint8", "count": 1, "crs": "EPSG:32616"}
    with rasterio.open(path, "w", width=200, height=200, transform=place, **profile) as data:
        data.write(np.full((200, 200), 7, "uint8"), 1)
        data.write_colormap(1, {7: (0, 128, 0, 255)})
    with pytest.raises(InputError, match="numbers of colours"):
        load(path)


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_heights_without_end_are_refused_and_nothing_else_is_said(dem):
    rows = np.full((200, 200), 500.0, "float32")
    rows[95:105, 95:105] = np.inf
    with pytest.raises(InputError, match=r"no heights|no ground"):
        load(dem(height=rows))
