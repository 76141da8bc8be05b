import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rasterio.transform import from_origin

from missionplanner.raster.blocks import blocks, read_blocks
from missionplanner.raster.overviews import picture


@given(st.integers(1, 70), st.integers(1, 70), st.integers(1, 40))
def test_every_cell_is_in_one_block(height, width, size):
    seen = np.zeros((height, width), int)
    for b in blocks(height, width, size):
        assert b.rows <= size and b.columns <= size
        seen[b.row : b.row + b.rows, b.column : b.column + b.columns] += 1
    assert (seen == 1).all()


def test_blocks_put_together_are_the_raster(write):
    values = np.random.default_rng(1).normal(size=(25, 33))
    path = write("a.tif", values, from_origin(5, 9, 1, 1))
    whole = np.empty_like(values)
    for b, part in read_blocks(path, 10):
        whole[b.row : b.row + b.rows, b.column : b.column + b.columns] = part
    assert np.array_equal(whole, values)


def test_a_picture_keeps_its_shape_and_place(write):
    path = write("p.tif", np.ones((100, 300)), from_origin(10, 20, 1, 1))
    small = picture(path, 30)
    assert small.values.shape == (10, 30)
    assert small.bounds == (10, -80, 310, 20)
    assert picture(path, 1000).values.shape == (100, 300)
