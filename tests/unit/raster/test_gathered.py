"""Fine cells counted into the cells of a grid."""

import numpy as np
import pytest
import rasterio
from pyproj import Transformer
from rasterio.transform import Affine, from_origin

from missionplanner.errors import InputError
from missionplanner.raster.files import gathered
from missionplanner.raster.files.gathered import Target, read_gathered
from missionplanner.raster.precompile_raster import warm
from missionplanner.tasks.progress import silent

X0, Y0 = 500_000.0, 4_000_000.0
# 20 x 20 cells of 5 m whose south-west CORNER lies at X0, Y0.
TARGET = Target(32616, X0 + 2.5, Y0 + 2.5, 5.0, 20, 20)


def plane(x, y):
    return 100 + 0.3 * (x - X0) - 0.2 * (y - Y0)


def middles(target=TARGET):
    i, j = np.mgrid[0 : target.rows, 0 : target.cols]
    return target.x0_m + j * target.cell_m, target.y0_m + i * target.cell_m


@pytest.fixture
def fine(write):
    """Write cells of a plane, 100 m square unless said, and return the path."""

    def make(name, cell, side=100.0, west=X0, **more):
        count = round(side / cell)
        x = west + (np.arange(count) + 0.5) * cell
        y = Y0 + side - (np.arange(count) + 0.5) * cell
        values = more.pop("values", plane(x[None], y[:, None]).astype("float32"))
        return write(name, values, from_origin(west, Y0 + side, cell, cell), **more)

    return make


@pytest.mark.parametrize("cell", [0.1, 0.3, 0.7, 1.1])
def test_a_plane_stays_a_plane_though_cells_do_not_divide(fine, cell):
    found = read_gathered([fine("a.tif", cell, side=cell * 150)], TARGET, silent())
    known = np.isfinite(found.mean)
    inner = known & (middles()[0] < X0 + cell * 145) & (middles()[1] < Y0 + cell * 145)
    assert inner.sum() > 4
    assert np.abs(found.mean - plane(*middles()))[inner].max() < 0.02
    half = 0.5 * (5 - cell)
    assert found.high[inner] == pytest.approx(found.mean[inner] + 0.5 * half, abs=0.6 * cell)
    assert found.low[inner] == pytest.approx(found.mean[inner] - 0.5 * half, abs=0.6 * cell)


def test_windows_and_blocks_change_nothing(fine, monkeypatch):
    paths = [
        fine("a.tif", 0.25),
        fine("b.tif", 0.25, tiled=True, blockxsize=64, blockysize=16),
        fine("c.tif", 0.25, blockysize=1),
    ]
    whole = read_gathered(paths[:1], TARGET, silent())
    assert np.isfinite(whole.mean).all()
    monkeypatch.setattr(gathered, "WINDOW_CELLS", 5000)
    monkeypatch.setattr(gathered, "_STRAIGHT_CELLS", 33)
    for path in paths:
        parts = read_gathered([path], TARGET, silent())
        assert parts.mean == pytest.approx(whole.mean, abs=1e-9)
        assert np.array_equal(parts.high, whole.high) and np.array_equal(parts.low, whole.low)


def test_voids_of_every_kind_count_for_nothing(fine):
    values = np.full((400, 400), 7.0, "float32")
    values[:200] = -9999  # the north
    values[200:300, :200] = np.nan
    values[390:, 390:] = np.inf
    values[300:310] = 3
    found = read_gathered(
        [fine("a.tif", 0.25, values=values, nodata=-9999)], TARGET, silent(), void=3.0
    )
    known = np.isfinite(found.mean)
    assert not known[10:].any() and not known[5:10, :10].any() and known[:5].all()
    assert (found.mean[known] == 7).all() and (found.low[known] == 7).all()


def test_a_quarter_of_a_cell_is_needed(fine):
    values = np.full((400, 400), np.nan, "float32")
    values[-20:-16, -20:] = 5  # four of the twenty rows in the south-east cell
    assert np.isnan(
        read_gathered([fine("a.tif", 0.25, values=values)], TARGET, silent()).mean
    ).all()
    values[-20:-14, -20:] = 5
    found = read_gathered([fine("b.tif", 0.25, values=values)], TARGET, silent())
    assert np.argwhere(np.isfinite(found.mean)).tolist() == [[0, 19]]


def test_scale_offset_and_whole_numbers(fine, write):
    path = fine("a.tif", 0.25, values=np.full((400, 400), 1234, "int16"), nodata=-1)
    with rasterio.open(path, "r+") as data:
        data.scales, data.offsets = (0.1,), (500.0,)
    assert read_gathered([path], TARGET, silent()).mean == pytest.approx(623.4, abs=1e-3)


def test_tiles_meet_without_a_step_and_the_first_wins_where_they_overlap(fine):
    west = fine("w.tif", 0.25, side=52.0)
    east = fine("e.tif", 0.25, side=100.0, west=X0 + 52)
    rows = read_gathered([west, east], TARGET, silent()).mean[:10]
    assert np.abs(rows - plane(*middles())[:10]).max() < 0.01, "cell 10 is of both"
    low = fine("low.tif", 0.25, values=np.full((400, 400), 1.0, "float32"))
    both = read_gathered([low, fine("a.tif", 0.25)], TARGET, silent())
    assert (both.mean == 1).all() and (both.high == 1).all()


def test_another_system_and_a_turned_raster(write):
    step = 3e-6  # a third of a metre
    lon, lat = Transformer.from_crs(32616, 4326, always_xy=True).transform(X0 - 20, Y0 + 120)
    j, i = np.meshgrid(np.arange(600), np.arange(500))
    x, y = Transformer.from_crs(4326, 32616, always_xy=True).transform(
        lon + (j + 0.5) * step, lat - (i + 0.5) * step
    )
    degrees = write(
        "d.tif", plane(x, y).astype("float32"), from_origin(lon, lat, step, step), crs="EPSG:4326"
    )
    assert np.nanmax(
        np.abs(read_gathered([degrees], TARGET, silent()).mean - plane(*middles()))
    ) < (0.02)
    turned = Affine.translation(X0 + 50, Y0 + 120) * Affine.rotation(-30) * Affine.scale(0.5, -0.5)
    x, y = turned * (np.meshgrid(np.arange(200) + 0.5, np.arange(200) + 0.5))
    path = write("t.tif", plane(x, y).astype("float32"), turned)
    found = read_gathered([path], TARGET, silent()).mean
    assert np.isfinite(found).sum() > 150
    inner = np.isfinite(found[1:-1, 1:-1] + found[2:, 1:-1] + found[:-2, 1:-1])
    off = np.abs(found - plane(*middles()))[1:-1, 1:-1][inner]
    assert np.median(off) < 0.02


def test_what_lies_elsewhere_gives_nothing(fine):
    away = Target(32616, X0 + 90_000, Y0, 5.0, 10, 10)
    assert np.isnan(read_gathered([fine("a.tif", 1.0)], away, silent()).mean).all()
    other_side = Target(32760, X0, Y0, 5.0, 10, 10)
    assert np.isnan(read_gathered([fine("b.tif", 1.0)], other_side, silent()).mean).all()


def test_a_file_in_one_enormous_piece_is_told(fine, monkeypatch):
    path = fine("a.tif", 0.25, compress="deflate", blockysize=400)
    monkeypatch.setattr(gathered, "_LARGEST_BLOCK_BYTES", 1000)
    with pytest.raises(InputError, match=r"one piece of 400 x 400 cells.*TILED=YES"):
        read_gathered([path], TARGET, silent())


def test_a_file_cut_short_is_told(fine):
    values = np.random.default_rng(1).random((400, 400), dtype="float32")
    path = fine("a.tif", 0.25, tiled=True, values=values)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(InputError, match="damaged"):
        read_gathered([path], TARGET, silent())


def test_the_kernel_can_be_warmed():
    warm()
