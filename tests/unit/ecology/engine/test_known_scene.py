"""The stages on a real scene against base R: `data/ecology/irsei_reference.R` and its rasters."""

import math
from dataclasses import replace

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.indicators.stage import run_indicators
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.imagery.study_files import new_study
from missionplanner.model.study import Band, Erosion, IndexOptions
from missionplanner.tasks.progress import silent
from tests.unit.ecology.engine.conftest import rasters

DAY = "1988-08-14"
GAIN_BIAS_ESUN = {
    Band.BLUE: (0.671, -2.19134, 1983),
    Band.GREEN: (1.322, -4.16220, 1796),
    Band.RED: (1.044, -2.21398, 1536),
    Band.NIR: (0.876, -2.38602, 1031),
    Band.SWIR1: (0.120, -0.49035, 220),
    Band.SWIR2: (0.066, -0.21555, 83.44),
}
"""As the R script has them; the Earth's distance is 1.01288 there, the sun's zenith below."""
ZENITH = math.radians(90 - 49.75588889)
LAYERS = {
    "greenness": "ndvi",
    "wetness": "wet",
    "dryness": "ndbsi",
    "heat": "lst",
    "erosion": "ero",
    "brightness": "bt",
    "emissivity": "emis",
    "fraction": "fvc",
    "cover": "cfac",
}
NAMES = [
    "ndvi",
    "wet",
    "ndbsi",
    "lst",
    "ero",
    "bt",
    "emis",
    "fvc",
    "cfac",
    "rsei_pc1",
    "irsei_pc12",
    "slope_rad",
]


@pytest.fixture
def reference(data_dir):
    with rasterio.open(data_dir / "ecology" / "irsei_reference.tif") as data:
        return dict(zip(NAMES, data.read(), strict=True))


@pytest.fixture
def made(data_dir, tmp_path):
    """Return the study with the R script's options, and its place."""
    folder = data_dir / "multispectral" / "landsat5_1988"
    study = new_study(tmp_path / "study.json", [(None, (folder,))], dem=folder / "srtm.tif")
    epoch = study.epochs[0]
    bands = {}
    for band, (gain, bias, esun) in GAIN_BIAS_ESUN.items():
        factor = math.pi * 1.01288**2 / (esun * math.cos(ZENITH))
        scaled = {"scale": gain * factor, "offset": bias * factor}
        bands[band] = epoch.bands[band].model_copy(update=scaled)
    erosion = Erosion(
        rainfall=8000.0, erodibility=0.03, length_method="one-cell", steepness="mccool"
    )
    study = study.model_copy(
        update={
            "epochs": (epoch.model_copy(update={"bands": bands, "mask": None}),),
            "index": IndexOptions(mask_water=False, orientation="ndvi", limits="min-max"),
            "erosion": erosion,
        }
    )
    place = RunPlace(tmp_path, tmp_path / "out", block_cells=100, workers=2, dtype="float64")
    return study, place


def test_every_layer_is_that_of_the_reference(made, reference):
    study, place = made
    found = rasters(run_indicators(PreparedStudy(study, place), silent()), place.out)
    for name, theirs in LAYERS.items():
        expected = reference[theirs]
        unit = max(1.0, float(np.abs(expected).max()))
        assert found[f"{name}_{DAY}"] / unit == pytest.approx(expected / unit, abs=1e-8), name
    assert np.radians(found["slope_angle"]) == pytest.approx(reference["slope_rad"], abs=1e-12)


@pytest.mark.parametrize(("dtype", "off"), [("float64", 1e-9), ("float32", 2e-5)])
def test_the_index_is_that_of_the_reference(made, reference, dtype, off):
    study, place = made
    place = replace(place, dtype=dtype)
    result = run_index(PreparedStudy(study, place), silent())
    found = rasters(result, place.out)
    assert found[f"irsei_{DAY}"] == pytest.approx(reference["irsei_pc12"], abs=off)
    assert found[f"irsei_pc1_{DAY}"] == pytest.approx(reference["rsei_pc1"], abs=off)
    if dtype == "float64":
        counts = [(found[f"grade_{DAY}"] == code).sum() for code in range(1, 6)]
        assert counts == [4622, 9143, 4409, 41546, 29250]
        eigenvalues = [0.0527119, 0.0234615, 0.0029108, 0.0012297, 0.0008028]
        assert result.epochs[0].eigenvalues == pytest.approx(eigenvalues, abs=6e-8)
