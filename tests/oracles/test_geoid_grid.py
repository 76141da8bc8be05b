"""The shipped grid against its source, and against NGA's published test points.

The points are those of NGA's `INPUT.DAT` / `OUTINTPT.DAT` for the EGM96 interpolation program
INTPT.F, which interpolates by a spline: it differs from bilinear by centimetres (here up to 56 mm),
hence the tolerance.
"""

import numpy as np
import pytest
import rasterio

from missionplanner.assets import resources
from missionplanner.geo.geoid import undulation_m

NGA = [
    (38.6281550, 269.7791550, -31.628),
    (-14.6212170, 305.0211140, -2.969),
    (46.8743190, 102.4487290, -43.575),
    (-23.6174460, 133.8747120, 15.871),
    (38.6254730, 359.9995000, 50.066),
    (-0.4667440, 0.0023000, 17.329),
]


@pytest.mark.parametrize(("lat", "lon", "expected"), NGA)
def test_ngas_points(lat, lon, expected):
    assert undulation_m(lon, lat) == pytest.approx(expected, abs=0.06)


def test_not_a_bit_is_lost(data_dir):
    with rasterio.open(data_dir / "geoid" / "egm96_15.tif") as data:
        source = data.read(1)
    with np.load(resources() / "geoid" / "egm96_15.npz") as shipped:
        assert np.array_equal(shipped["undulation_m"], source)
