"""Stored numbers that are no value, and rows that run from south to north."""

import numpy as np
import pytest
from rasterio.transform import Affine, from_origin

from missionplanner.raster.files import info, lies_on, read_aligned, read_codes
from missionplanner.raster.files.onto_grid import placed
from missionplanner.raster.files.scan import MOST, outlying
from missionplanner.raster.grid import Block, Grid

NORTH_WEST = from_origin(500_000, 4_000_000, 30, 30)
ROWS, COLUMNS = 24, 20


def grid_at(path, transform):
    return Grid(transform, COLUMNS, ROWS, info(path).grid.crs_wkt)


@pytest.fixture
def plane():
    row, column = np.mgrid[0:ROWS, 0:COLUMNS]
    return (100 + 3 * row + 2 * column).astype("int16")


@pytest.mark.parametrize("tag", [None, -32768, -9999])
@pytest.mark.parametrize("off_m", [0.0, 15.0])
def test_fill_is_no_value_on_the_grid_and_off_it(write, plane, tag, off_m):
    holed = plane.copy()
    holed[5:9, 5:9], holed[15:18, 4:8] = -9999, -32768
    path = write("a.tif", holed, NORTH_WEST, nodata=tag)
    grid = grid_at(path, from_origin(500_000 + off_m, 4_000_000 - off_m, 30, 30))
    fill = (-9999.0, -32768.0)
    found = read_aligned(path, grid, Block(0, 0, ROWS, COLUMNS), scale=0.5, offset=7.0, fill=fill)
    expected = plane * 0.5 + 7.0 + off_m / 30 * 2.5
    inside = np.isfinite(found)
    # Nothing of a hole is blended into what lies beside it: a plane stays a plane.
    edge = found[1:-1, 1:-1], expected[1:-1, 1:-1], inside[1:-1, 1:-1]
    assert edge[0][edge[2]] == pytest.approx(edge[1][edge[2]], abs=1.3)
    assert not inside[6:8, 6:8].any() and not inside[16, 5:7].any()
    assert inside.sum() > 0.8 * inside.size


@pytest.mark.parametrize("block", [Block(0, 0, ROWS, COLUMNS), Block(7, 3, 9, 11)])
def test_rows_from_south_to_north_are_the_same_field(write, plane, block):
    north = write("north.tif", plane, NORTH_WEST, nodata=105)
    south_up = Affine(30, 0, 500_000, 0, 30, 4_000_000 - 30 * ROWS)
    south = write("south.tif", plane[::-1], south_up, nodata=105)
    grid = grid_at(north, NORTH_WEST)
    assert lies_on(south, grid)
    assert placed(south, grid.crs_wkt) == placed(north, grid.crs_wkt)
    a, b = (read_aligned(path, grid, block) for path in (north, south))
    assert np.array_equal(a, b, equal_nan=True) and np.isnan(a).sum() == np.isnan(b).sum()
    assert np.array_equal(*(read_codes(path, grid, block) for path in (north, south)))


def test_numbers_beyond_a_range_are_found_with_their_counts(write, plane):
    holed = plane.copy()
    holed[:2, :3], holed[5, 5] = -9999, 30_000
    found = outlying(write("a.tif", holed, NORTH_WEST), 1, (0.0, 1000.0))
    assert found.counts == {-9999.0: 6, 30_000.0: 1} and not found.whole
    assert (found.cells, found.least, found.greatest) == (ROWS * COLUMNS, -9999.0, 30_000.0)
    scaled = outlying(write("a.tif", holed, NORTH_WEST), 1, (0.0, 1000.0), (0.01, 0.0), (-9999.0,))
    assert not scaled.counts and scaled.cells == ROWS * COLUMNS - 6


def test_many_numbers_beyond_are_no_fill_but_values(write, plane):
    found = outlying(write("a.tif", plane, NORTH_WEST), 1, (0.0, 50.0))
    assert found.whole and len(found.counts) <= MOST
