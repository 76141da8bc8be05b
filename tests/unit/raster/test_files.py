import tracemalloc

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine, from_origin

from missionplanner.errors import InputError, OutputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.raster.files import (
    info,
    read_onto,
    read_overview,
    read_window,
    write_geotiff,
)
from missionplanner.raster.grid import Grid

UTM = from_origin(500_000, 4_000_100, 10, 10)


def plane(x, y):
    return 500 + 0.3 * (x - 500_000) - 0.2 * (y - 4_000_000)


def test_written_and_read_back_is_the_same(tmp_path):
    values = np.arange(600 * 700, dtype=float).reshape(600, 700)
    values[3, 4] = np.nan
    path = tmp_path / "a.tif"
    write_geotiff(path, values, 500_000, 4e6, 10, 32616, {"VERTICAL_DATUM": "egm96"})
    again = read_onto([path], 32616, 500_000, 4e6, 10, 600, 700)
    assert np.array_equal(again, values, equal_nan=True)
    assert again.flags.c_contiguous
    assert info(path).vertical == "egm96"
    with rasterio.open(path) as data:
        assert data.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert data.overviews(1)


def test_a_vertical_system_stands_in_the_crs(tmp_path):
    path = tmp_path / "h.tif"
    write_geotiff(path, np.ones((20, 20)), 5e5, 4e6, 10, 32649, vertical_epsg=5773)
    assert info(path).vertical == "egm96"
    with rasterio.open(path) as data:
        assert "EGM96 height" in data.crs.to_wkt()


def test_masks_are_written_as_bytes(tmp_path):
    write_geotiff(tmp_path / "m.tif", np.eye(20, dtype=bool), 5e5, 4e6, 10, 32616)
    assert info(tmp_path / "m.tif").dtype == "uint8"


def test_a_place_that_cannot_be_written_leaves_nothing(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        write_geotiff(tmp_path / "file" / "a.tif", np.zeros((4, 4)), 0, 0, 1, 32616)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_plane_in_degrees_lands_where_it_belongs(write):
    frame = SiteFrame(32616)
    step = 1 / 10_800
    lon, lat = np.meshgrid(-87.002 + step * np.arange(60), 36.14 - step * np.arange(60))
    heights = plane(*frame.forward(lon, lat)).astype("float32")
    corner = from_origin(-87.002 - step / 2, 36.14 + step / 2, step, step)
    path = write("deg.tif", heights, corner, "EPSG:4326")
    x0, y0 = (float(v) for v in frame.forward(-87.0, 36.1368))
    got = read_onto([path], 32616, x0, y0, 5, 20, 20)
    x, y = np.meshgrid(x0 + 5 * np.arange(20), y0 + 5 * np.arange(20))
    assert np.abs(got - plane(x, y)).max() < 0.02


def test_whole_numbers_are_interpolated_to_fractions(write):
    steps = np.repeat(np.arange(10, dtype="int16")[None, :], 10, axis=0)
    got = read_onto([write("i.tif", steps, UTM)], 32616, 500_010, 4_000_050, 2.5, 2, 4)
    assert got[0] == pytest.approx([0.5, 0.75, 1.0, 1.25])


def test_scale_and_offset_are_applied(write):
    path = write("s.tif", np.full((10, 10), 20, "int16"), UTM)
    with rasterio.open(path, "r+") as data:
        data.scales, data.offsets = (0.5,), (100.0,)
    assert read_onto([path], 32616, 500_020, 4_000_050, 10, 2, 2) == pytest.approx(110)
    assert read_window(path, 0, 0, 2, 2) == pytest.approx(110)


@pytest.mark.parametrize("nodata", [-9999.0, -3.4028230607370965e38, np.nan])
def test_voids_stay_voids_and_do_not_bleed(write, nodata):
    values = np.full((10, 10), 700.0, "float32")
    values[2:4, 2:4] = nodata
    got = read_onto(
        [write("v.tif", values, UTM, nodata=nodata)], 32616, 500_005, 4_000_005, 5, 20, 20
    )
    assert np.isnan(got).any()
    assert got[np.isfinite(got)] == pytest.approx(700)


def test_an_alpha_band_says_what_is_valid(write):
    path = write("m.tif", np.full((10, 10), 700.0, "float32"), UTM)
    with rasterio.open(path, "r+") as data:
        mask = np.full((10, 10), 255, "uint8")
        mask[:, 5:] = 0
        data.write_mask(mask)
    got = read_onto([path], 32616, 500_005, 4_000_005, 10, 10, 10)
    assert np.isnan(got[:, 6:]).all() and np.isfinite(got[:, :5]).all()


def test_the_first_tile_lies_on_top_and_others_fill(write):
    low = write("low.tif", np.full((10, 10), 1.0), UTM, nodata=-1)
    part = np.full((10, 10), 2.0)
    part[:, 5:] = -1
    top = write("top.tif", part, UTM, nodata=-1)
    got = read_onto([top, low], 32616, 500_005, 4_000_005, 10, 10, 10)
    assert (got[:, 0] == 2).all() and (got[:, -1] == 1).all()


def test_layers_of_other_lattices_fill_too(write):
    small = write("small.tif", np.full((4, 4), 2.0), from_origin(500_000, 4_000_100, 7, 7))
    wide = write("wide.tif", np.full((10, 10), 1.0), UTM)
    got = read_onto([small, wide], 32616, 500_005, 4_000_005, 10, 10, 10)
    assert got[-1, 0] == pytest.approx(2) and got[0, -1] == pytest.approx(1)


def test_a_seam_leaves_no_scar(write):
    x, y = np.meshgrid(500_005 + 10 * np.arange(40), 4_000_395 - 10 * np.arange(40))
    heights = 700 + 20 * np.sin(x / 35) * np.cos(y / 50)
    corner = from_origin(500_000, 4_000_400, 10, 10)
    whole = write("whole.tif", heights, corner)
    west = write("west.tif", heights[:, :20], corner)
    east = write("east.tif", heights[:, 20:], from_origin(500_200, 4_000_400, 10, 10))
    args = (32616, 500_100, 4_000_100, 3, 60, 60, "cubic")
    assert np.array_equal(read_onto([west, east], *args), read_onto([whole], *args))


def test_turned_rasters_and_rasters_upside_down(write):
    rows, cols = np.mgrid[0:60, 0:60] + 0.5
    for t in (
        Affine(8.0, 6.0, 500_000, 6.0, -8.0, 4_000_000),
        Affine(10.0, 0.0, 500_000, 0.0, 10.0, 4_000_000),
    ):
        place = Grid(t, 60, 60, "").place
        path = write("t.tif", plane(*place(cols, rows)), t)
        cx, cy = place(30, 30)
        got = read_onto([path], 32616, cx, cy, 5, 5, 5)
        want = plane(*np.meshgrid(cx + 5 * np.arange(5), cy + 5 * np.arange(5)))
        assert np.abs(got - want).max() < 0.01


def test_of_a_huge_raster_only_the_window_is_read(tmp_path):
    path = tmp_path / "huge.tif"
    profile = {
        "driver": "GTiff",
        "dtype": "float32",
        "count": 1,
        "width": 10_000,
        "height": 10_000,
        "crs": "EPSG:32616",
        "transform": from_origin(500_000, 4_100_000, 10, 10),
        "tiled": True,
        "blockxsize": 256,
        "blockysize": 256,
        "SPARSE_OK": True,
        "nodata": -9999,
    }
    with rasterio.open(path, "w", **profile) as data:
        window = rasterio.windows.Window(5000, 5000, 300, 300)
        data.write(np.full((300, 300), 321, "float32"), 1, window=window)
    assert path.stat().st_size < 5_000_000
    tracemalloc.start()
    got = read_onto([path], 32616, 550_100, 4_048_000, 10, 100, 100)
    overview = read_overview(path, None, (500, 500))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (got == 321).all()
    assert overview.shape == (500, 500) and np.nanmax(overview) == 321
    # The whole would be 800 MB of float64.
    assert peak < 20_000_000


def test_windows_over_the_edge_are_cut(write):
    path = write("w.tif", np.arange(100.0).reshape(10, 10), UTM)
    got = read_window(path, 8, 7, 5, 5)
    assert got.shape == (2, 3) and got[0, 0] == 87


def test_an_overview_of_a_part(write):
    path = write("o.tif", np.arange(100.0).reshape(10, 10), UTM)
    got = read_overview(path, (500_000, 4_000_050, 500_050, 4_000_100), (5, 5))
    assert np.array_equal(got, np.arange(100.0).reshape(10, 10)[:5, :5])
    beyond = read_overview(path, (499_950, 4_000_050, 500_050, 4_000_100), (5, 10))
    assert np.isnan(beyond[:, :5]).all() and np.isfinite(beyond[:, 5:]).all()


def test_what_is_no_raster(tmp_path, write):
    text = tmp_path / "dem.tif"
    text.write_text("this is not a raster")
    with pytest.raises(InputError, match="not a raster"):
        info(text)
    with pytest.raises(InputError, match="no such file"):
        info(tmp_path / "absent.tif")
    with pytest.raises(InputError, match="no coordinate system"):
        info(write("c.tif", np.zeros((4, 4)), UTM, crs=None))


def test_a_local_system_is_told_with_its_file(write):
    local = 'LOCAL_CS["mine grid",UNIT["metre",1]]'
    path = write("l.tif", np.zeros((4, 4)), UTM, crs=local)
    with pytest.raises(InputError, match=r"not tied to the Earth|no coordinate system") as caught:
        info(path)
    assert caught.value.where == str(path)


def test_a_broken_raster_is_told(write):
    noise = np.random.default_rng(0).normal(size=(200, 200))
    path = write("b.tif", noise, UTM, compress="deflate")
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(InputError):
        read_onto([path], 32616, 500_005, 3_998_200, 10, 150, 150)
        read_window(path, 0, 0, 200, 200)


@pytest.mark.parametrize(
    ("crs", "datum", "unit"),
    [("EPSG:32616+5773", "egm96", 1.0), ("EPSG:4979", "ellipsoid", 1.0), ("EPSG:4326", None, None)],
)
def test_vertical_datum_of_a_file(write, crs, datum, unit):
    found = info(write("d.tif", np.zeros((4, 4)), from_origin(-87, 36, 0.001, 0.001), crs))
    assert (found.vertical, found.unit_m) == (datum, unit)


def test_hgt_is_egm96_and_band_units_count(data_dir, write):
    assert info(data_dir / "dem" / "N43E006.hgt").vertical == "egm96"
    path = write("f.tif", np.zeros((4, 4)), UTM)
    with rasterio.open(path, "r+") as data:
        data.units = ("US survey foot",)
    assert info(path).unit_m == pytest.approx(1200 / 3937)
