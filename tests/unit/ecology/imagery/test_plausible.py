import numpy as np
import pytest

from missionplanner.ecology.imagery.heights import heights
from missionplanner.ecology.imagery.plausible import INDICATORS, REFLECTANCE, without_beyond
from missionplanner.errors import InputError
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Indicator
from tests.unit.ecology.engine.conftest import write_band


@pytest.mark.parametrize(
    ("values", "allowed", "kept"),
    [
        ([-0.2, 0.0, 1.6, 2.0], REFLECTANCE, 4),
        ([-0.9999, 0.3, 2.1, np.nan], REFLECTANCE, 1),
        ([-1.0, 1.0, 1.2, -1.5], INDICATORS[Indicator.GREENNESS], 2),
        ([149.0, 175.0, 400.0, 1000.0], INDICATORS[Indicator.HEAT], 2),
    ],
)
def test_what_cannot_be_has_no_value_and_is_counted(values, allowed, kept):
    given = np.array(values, "float32")
    found, away = without_beyond(given, allowed)
    assert np.isfinite(found).sum() == kept
    assert away.count == np.isfinite(given).sum() - kept
    assert (away.least, away.greatest) == (np.nanmin(given), np.nanmax(given))
    assert found.dtype == np.float32 and np.array_equal(given, np.array(values, "float32"), True)


def test_a_dem_without_holes_is_taken_as_it_is(tmp_path):
    write_band(tmp_path / "dem.tif", np.linspace(-400, 8800, 100).reshape(10, 10))
    dem = BandFile(path="dem.tif")
    assert heights(dem, tmp_path) == (dem, ())


def test_a_dem_in_another_unit_is_refused_with_its_range(tmp_path):
    write_band(tmp_path / "dem.tif", np.linspace(9500, 29000, 100).reshape(10, 10))
    with pytest.raises(InputError, match="heights from 9500 to 29000"):
        heights(BandFile(path="dem.tif"), tmp_path)
