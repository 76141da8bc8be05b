import numpy as np
import pytest
import rasterio


@pytest.fixture
def write(tmp_path):
    """Write a small raster the way other programs do, north up."""

    def make(name, values, transform, crs="EPSG:32616", bands=1, **more):
        path = tmp_path / name
        values = np.asarray(values)
        profile = {"driver": "GTiff", "dtype": values.dtype, "count": bands, "crs": crs, **more}
        with rasterio.open(
            path, "w", width=values.shape[1], height=values.shape[0], transform=transform, **profile
        ) as data:
            for band in range(1, bands + 1):
                data.write(values, band)
        return path

    return make
