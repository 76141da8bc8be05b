import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rasterio.transform import from_origin

from missionplanner.raster.grid import blocks
from missionplanner.raster.overviews import picture


@given(st.integers(1, 70), st.integers(1, 70), st.integers(1, 40))
def test_every_cell_is_in_one_block(height, width, size):
    seen = np.zeros((height, width), int)
    for b in blocks(height, width, size):
        assert b.rows <= size and b.columns <= size
        seen[b.row : b.row + b.rows, b.column : b.column + b.columns] += 1
    assert (seen == 1).all()


def test_a_picture_keeps_its_shape_and_place(write):
    path = write("p.tif", np.ones((100, 300)), from_origin(10, 20, 1, 1))
    small = picture(path, 30)
    assert small.values.shape == (10, 30)
    assert small.bounds == (10, -80, 310, 20)
    assert picture(path, 1000).values.shape == (100, 300)
