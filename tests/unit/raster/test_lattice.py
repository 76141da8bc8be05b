"""Rasters whose cells have no size, or lie nowhere on Earth, are refused when they are opened."""

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine

from missionplanner.errors import InputError
from missionplanner.raster.files import info


@pytest.mark.parametrize(
    "transform",
    [
        Affine(5, 0, 1e300, 0, -5, 4e6),
        Affine(1e200, 0, 5e5, 0, -5, 4e6),
        Affine(1e-10, 0, 5e5, 0, -1e-10, 4e6),
    ],
    ids=["far", "huge", "tiny"],
)
def test_cells_that_lie_nowhere_are_refused(tmp_path: Path, transform: Affine) -> None:
    path = tmp_path / "a.tif"
    profile = {"driver": "GTiff", "width": 4, "height": 4, "count": 1, "dtype": "float32"}
    with rasterio.open(path, "w", **profile, crs="EPSG:32649", transform=transform) as out:
        out.write(np.ones((4, 4), np.float32), 1)
    with pytest.raises(InputError, match="no size or place"):
        info(path)
