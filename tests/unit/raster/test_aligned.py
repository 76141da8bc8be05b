import subprocess
import sys

import numpy as np
import pytest
import rasterio
from rasterio.crs import CRS
from rasterio.transform import from_origin
from shapely.geometry import box

from missionplanner.errors import InputError, OutputError
from missionplanner.raster.files import (
    RasterWriter,
    burn,
    count_overlaps,
    info,
    lies_on,
    read_aligned,
    read_codes,
    write_geotiff,
)
from missionplanner.raster.grid import Block, Grid, blocks

NORTH_WEST = from_origin(500_000, 4_000_000, 30, 30)


def grid_of(transform, width, height, epsg=32616):
    return Grid(transform, width, height, CRS.from_epsg(epsg).to_wkt(version="WKT2_2019"))


def whole(path, grid, size, **options):
    values = np.full((grid.height, grid.width), np.nan, options.get("dtype", "float32"))
    for b in blocks(grid.height, grid.width, size):
        values[b.row : b.row + b.rows, b.column : b.column + b.columns] = read_aligned(
            path, grid, b, **options
        )
    return values


@pytest.fixture
def digits():
    return np.random.default_rng(4).integers(0, 9, (90, 70)).astype("uint16")


def test_a_file_on_the_grid_is_scaled_and_cut_and_nothing_else(write, digits):
    path = write("a.tif", digits, NORTH_WEST, nodata=0)
    # Ten columns further west and five rows further south than the file.
    grid = grid_of(from_origin(499_700, 3_999_850, 30, 30), 100, 95)
    assert lies_on(path, grid)
    values = whole(path, grid, 16, scale=0.5, offset=1.0)
    expected = np.full((95, 100), np.nan)
    expected[:85, 10:80] = np.where(digits == 0, np.nan, digits * 0.5 + 1)[5:]
    assert np.array_equal(values, expected, equal_nan=True)
    assert values.dtype == np.float32


@pytest.mark.parametrize("epsg", [32616, 32615, 4326])
def test_resampling_does_not_depend_on_the_blocks(write, digits, epsg):
    source = NORTH_WEST if epsg != 4326 else from_origin(-87, 36.15, 0.0003, 0.0003)
    path = write("a.tif", digits, source, crs=f"EPSG:{epsg if epsg == 4326 else 32616}")
    if epsg == 32615:
        grid = grid_of(from_origin(1_040_000, 4_020_000, 47, 47), 900, 900, epsg)
    else:
        grid = grid_of(from_origin(500_011, 3_999_993, 21, 21), 90, 110)
    assert not lies_on(path, grid)
    first = whole(path, grid, 1024)
    assert np.isfinite(first).sum() > 1000
    assert np.array_equal(whole(path, grid, 37), first, equal_nan=True)


def test_a_plane_stays_a_plane_on_another_lattice(write):
    row, column = np.mgrid[0:60, 0:60]
    path = write("p.tif", 3.0 * column - 2.0 * row, NORTH_WEST)
    grid = grid_of(from_origin(500_105, 3_999_910, 15, 15), 100, 100)
    values = read_aligned(path, grid, Block(0, 0, 100, 100), dtype="float64")
    row, column = np.mgrid[0:100, 0:100]
    x, y = (105 + (column + 0.5) * 15) / 30 - 0.5, (90 + (row + 0.5) * 15) / 30 - 0.5
    assert values[8:92, 8:92] == pytest.approx((3 * x - 2 * y)[8:92, 8:92], abs=1e-6)


def test_codes_are_never_mixed(write, digits):
    path = write("c.tif", digits, NORTH_WEST, nodata=8)
    straight = read_codes(path, info(path).grid, Block(0, 0, 90, 70))
    assert np.array_equal(straight, np.where(digits == 8, -1, digits.astype(int)))
    grid = grid_of(from_origin(499_990, 4_000_010, 10, 10), 240, 300)
    finer = read_codes(path, grid, Block(0, 0, 300, 240))
    assert set(np.unique(finer)) == set(range(-1, 8))
    assert finer[0, 0] == -1  # outside the file
    assert np.array_equal(finer[2:272:3, 2:212:3], straight)


def test_a_truncated_file_is_told_in_one_line(write):
    values = np.random.default_rng(1).normal(size=(400, 400))
    path = write("t.tif", values, NORTH_WEST)
    path.write_bytes(path.read_bytes()[:600_000])
    with pytest.raises(InputError, match=r"t\.tif: cannot be read: it is damaged or cut short"):
        whole(path, grid_of(NORTH_WEST, 400, 400), 100)


def test_a_band_that_is_not_there_is_told(write, digits):
    path = write("a.tif", digits, NORTH_WEST)
    with pytest.raises(InputError, match="has no band 3, only 1"):
        read_aligned(path, info(path).grid, Block(0, 0, 5, 5), band=3)


def test_a_replaced_file_is_read_anew(write, digits):
    path = write("a.tif", digits, NORTH_WEST)
    grid = info(path).grid
    read_aligned(path, grid, Block(0, 0, 5, 5))
    write("a.tif", (digits + 1).astype("float64"), NORTH_WEST)
    assert np.array_equal(read_aligned(path, grid, Block(0, 0, 90, 70)), digits + 1)


@pytest.mark.parametrize(("dtype", "nodata"), [("float32", float("nan")), ("uint8", 0)])
def test_blocks_written_in_any_order_make_a_cog(tmp_path, dtype, nodata):
    values = np.random.default_rng(2).integers(0, 6, (1100, 900)).astype(dtype)
    grid = grid_of(NORTH_WEST, 900, 1100)
    with RasterWriter(tmp_path / "o.tif", grid, dtype, nodata, {"A": "b"}) as out:
        for b in list(blocks(1100, 900, 256))[::-1]:
            out.write(b, values[b.row : b.row + b.rows, b.column : b.column + b.columns])
    with rasterio.open(tmp_path / "o.tif") as data:
        assert np.array_equal(data.read(1), values)
        assert data.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert data.tags()["A"] == "b"
        assert data.overviews(1) == [2, 4]
        assert data.crs.to_epsg() == 32616
    assert [p.name for p in tmp_path.iterdir()] == ["o.tif"]


def test_a_writer_that_is_left_early_leaves_what_was_there(tmp_path):
    target = tmp_path / "o.tif"
    target.write_bytes(b"the former result")
    grid = grid_of(NORTH_WEST, 50, 50)
    with pytest.raises(ZeroDivisionError), RasterWriter(target, grid) as out:
        out.write(Block(0, 0, 50, 50), np.ones((50, 50), np.float32))
        raise ZeroDivisionError
    assert target.read_bytes() == b"the former result"
    assert [p.name for p in tmp_path.iterdir()] == ["o.tif"]


def test_no_room_and_no_folder_are_told_before_anything_is_written(tmp_path, monkeypatch):
    grid = grid_of(NORTH_WEST, 50, 50)
    with pytest.raises(OutputError, match="cannot be written"):
        RasterWriter(tmp_path / "none" / "o.tif", grid).__enter__()
    huge = grid_of(NORTH_WEST, 10_000_000, 10_000_000)
    with pytest.raises(OutputError, match=r"GB needed, .* GB free"):
        RasterWriter(tmp_path / "o.tif", huge).__enter__()
    assert list(tmp_path.iterdir()) == []


FILLS_UP = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from missionplanner.errors import OutputError
from missionplanner.raster.files import RasterWriter, info
from missionplanner.raster.grid import Grid, blocks

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
target = Path(sys.argv[1])
grid = Grid.north_up(5e5, 4e6, 10, 900, 900, info(Path(sys.argv[2])).grid.crs_wkt)
try:
    with RasterWriter(target, grid) as out:
        for b in blocks(900, 900, 512):
            out.write(b, np.random.default_rng(0).random(b.shape).astype("float32"))
except OutputError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")
def test_a_disk_that_fills_up_is_told_and_nothing_is_left(write, digits, tmp_path):
    model = write("a.tif", digits, NORTH_WEST)
    folder = tmp_path / "out"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", FILLS_UP, str(folder / "o.tif"), str(model)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "o.tif: cannot be written (" in done.stdout and "\n" not in done.stdout.strip()
    assert "make room" in done.stdout
    assert list(folder.iterdir()) == []


def test_the_first_polygon_that_holds_a_centre_has_the_cell():
    grid = grid_of(from_origin(0, 40, 10, 10), 6, 4)
    shapes = [box(0, 0, 24, 40), box(16, 0, 44, 21), box(-99, -99, -50, -50)]
    cells = burn(shapes, grid, Block(0, 0, 4, 6))
    assert cells.tolist() == [[1, 1, 0, 0, 0, 0]] * 2 + [[1, 1, 2, 2, 0, 0]] * 2
    assert burn(shapes, grid, Block(2, 1, 2, 3)).tolist() == cells[2:, 1:4].tolist()
    shapes[0] = box(0, 0, 26, 40)
    assert count_overlaps(shapes, grid, Block(0, 0, 4, 6))[3].tolist() == [1, 1, 2, 1, 0, 0]
    assert burn(shapes, grid, Block(0, 0, 4, 6))[3].tolist() == [1, 1, 1, 2, 0, 0]


@pytest.mark.parametrize("name", [".o.tif.blocks", ".o.tif.part", "o.tif"])
def test_a_prepared_link_is_not_written_through(name, tmp_path):
    own, folder = tmp_path / "own", tmp_path / "out"
    own.write_bytes(b"own")
    folder.mkdir()
    (folder / name).symlink_to(own)
    with RasterWriter(folder / "o.tif", grid_of(NORTH_WEST, 50, 50)) as out:
        out.write(Block(0, 0, 50, 50), np.ones((50, 50), np.float32))
    write_geotiff(folder / "o.tif", np.ones((5, 5), np.float32), 5e5, 4e6, 10, 32616)
    assert own.read_bytes() == b"own"
    assert {path.name for path in folder.iterdir()} == {name, "o.tif"}
    assert not (folder / "o.tif").is_symlink()
