import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from missionplanner.geo.frames import SiteFrame
from missionplanner.terrain.ground import Terrain

FRAME = SiteFrame(32616)
X0, Y0 = 500_000.0, 4_000_000.0


@pytest.fixture
def ground():
    """Make a terrain from heights, or from a function of metres from its south-west cell."""

    def make(heights, cell_m=10.0, size=(60, 70)):
        if callable(heights):
            y, x = np.mgrid[0 : size[0], 0 : size[1]] * cell_m
            heights = heights(x, y) + np.zeros(size)
        return Terrain(FRAME, X0, Y0, cell_m, np.ascontiguousarray(heights, dtype=np.float64))

    return make


@pytest.fixture
def dem(tmp_path):
    """Write a DEM of 200 x 200 cells of 10 m about 87 W 36.15 N and give its path."""

    def make(name="dem.tif", height=500.0, crs="EPSG:32616", cell=10.0, cells=200, **more):
        units = more.pop("units", None)
        values = np.broadcast_to(np.asarray(height, "float32"), (cells, cells))
        transform = more.pop("transform", from_origin(X0, Y0 + cells * cell, cell, cell))
        bands = more.pop("bands", 1)
        path = tmp_path / name
        profile = {"driver": "GTiff", "dtype": "float32", "count": bands, "crs": crs, **more}
        with rasterio.open(
            path, "w", width=cells, height=cells, transform=transform, **profile
        ) as data:
            for band in range(1, bands + 1):
                data.write(values, band)
            if units:
                data.units = (units,)
        return path

    return make
