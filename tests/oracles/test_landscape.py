"""FRAGSTATS 4 and landscapemetrics 2.2.2 (R) on the landscape that landscapemetrics ships."""

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.landscape.metrics import landscape, moving_window


@pytest.fixture(scope="module")
def folder(data_dir):
    return data_dir / "ecology" / "landscape"


def read(path):
    with rasterio.open(path) as file:
        return file.read(1), file.nodata


@pytest.fixture(scope="module")
def windows(folder):
    cover, nodata = read(folder / "landscape.tif")
    return moving_window(cover, 1.0, 9, int(nodata))


def test_whole_landscape_is_that_of_fragstats(folder):
    cover, nodata = read(folder / "landscape.tif")
    found = landscape(cover, 1.0, int(nodata))
    assert found.patch_density == pytest.approx(31111.1111111111, abs=1e-6)
    assert found.diversity == pytest.approx(1.00921433736193, abs=1e-6)
    # Area-weighted from landscapemetrics' patches; FRAGSTATS prints four decimals a patch.
    assert found.fractal_dimension == pytest.approx(1.258850, abs=1e-6)


@pytest.mark.parametrize(("name", "metric"), [("pd", "patch_density"), ("shdi", "diversity")])
def test_every_window_is_that_of_landscapemetrics_borders_too(folder, windows, name, metric):
    expected, _ = read(folder / f"window9_lsm_l_{name}.tif")
    # The witness is stored in float32.
    np.testing.assert_allclose(getattr(windows, metric), expected, rtol=1e-6)


def test_fractal_dimension_of_every_interior_window(folder, windows):
    path = folder / "window9_frac_am_interior.csv"
    expected = np.genfromtxt(path, delimiter=",", skip_header=1)
    inside = np.isfinite(expected)
    assert inside.sum() == 22 * 22
    np.testing.assert_allclose(windows.fractal_dimension[inside], expected[inside], atol=1e-6)
