"""A study's DEM is taken in metres: by what its file says, else by its user."""

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from missionplanner.ecology.imagery.heights import heights
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.raster_source import BandFile

CALIFORNIA_FEET = "EPSG:2229"


@pytest.fixture
def dem(tmp_path: Path):
    def make(crs: str = "EPSG:32650", unit: str | None = None, scale: float = 1.0) -> BandFile:
        profile = {"driver": "GTiff", "dtype": "float32", "count": 1, "crs": crs}
        place = from_origin(500_000, 4_000_000, 30, 30)
        with rasterio.open(
            tmp_path / "dem.tif", "w", width=9, height=9, transform=place, **profile
        ) as file:
            file.write(np.full((9, 9), 1000.0, "float32"), 1)
            file.scales = (scale,)
            if unit:
                file.units = (unit,)
        return BandFile(path="dem.tif")

    return make


def test_metres_stay_as_they_are(dem, tmp_path: Path) -> None:
    for unit in (None, "m"):
        assert heights(dem(unit=unit), tmp_path) == (BandFile(path="dem.tif"), ())


def test_feet_that_the_file_names_are_made_metres_and_told(dem, tmp_path: Path) -> None:
    for crs in ("EPSG:32650", CALIFORNIA_FEET):
        taken, told = heights(dem(crs, unit="ft"), tmp_path)
        assert taken.scale == pytest.approx(0.3048) and taken.offset == 0
        assert "made metres" in sentence(told[0])
    taken, _ = heights(dem(unit="ft", scale=10.0), tmp_path)
    assert taken.scale == pytest.approx(3.048)


def test_a_silent_file_on_a_map_in_feet_is_asked_about(dem, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"map is in feet.*dem\.scale"):
        heights(dem(CALIFORNIA_FEET), tmp_path)
    asked = dem(CALIFORNIA_FEET).model_copy(update={"scale": 0.3048})
    assert heights(asked, tmp_path) == (asked, ())
