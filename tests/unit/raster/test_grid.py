import pytest
from rasterio.transform import Affine, from_origin

from missionplanner.raster.grid import Grid
from missionplanner.raster.mosaic import MosaicTile, groups


def grid(x=0.0, y=0.0, step=1.0, crs="EPSG:4326"):
    return Grid(from_origin(x, y, step, step), 10, 20, crs)


def test_bounds_of_a_turned_grid():
    turned = Grid(Affine(0, 2, 0, 2, 0, 0), 10, 20, "")
    assert turned.bounds == pytest.approx((0, 0, 40, 20))
    assert turned.cell_m == pytest.approx(2)
    assert not turned.joins(turned)


@pytest.mark.parametrize(
    ("other", "together"),
    [
        (grid(10), True),
        (grid(-37, 4), True),
        (grid(10.4), False),
        (grid(10, step=2), False),
        (grid(10, crs="EPSG:4258"), False),
    ],
)
def test_tiles_of_one_lattice_belong_together(other, together, tmp_path):
    tiles = [MosaicTile(tmp_path / "a", grid(), None), MosaicTile(tmp_path / "b", other, None)]
    assert len(groups(tiles)) == (1 if together else 2)
