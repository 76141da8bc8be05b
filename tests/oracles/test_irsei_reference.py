"""Against an index made by a script in base R (terra only reads and writes its rasters).

`irsei_reference.R` and the log and 12 layers it made lie beside each other in the data: indicators
and index of a Landsat 5 subset of 1988, with water, NDVI as the rule of signs, min-max.
"""

import json
import re

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.erosion.slopes import slope_factors
from missionplanner.ecology.index.in_memory import BandContext, Bands, irsei_of_bands
from missionplanner.ecology.index.irsei import Limits, Moments, components, irsei
from missionplanner.ecology.indicators.erosion import cover_factor, vegetation_fraction
from missionplanner.ecology.indicators.greenness import greenness
from missionplanner.ecology.indicators.heat import brightness_temperature, emissivity
from missionplanner.model.study import Indicator

# As the script has them, bands 1 to 7.
GAIN = (0.671, 1.322, 1.044, 0.876, 0.120, 0.055, 0.066)
BIAS = (-2.19134, -4.16220, -2.21398, -2.38602, -0.49035, 1.18243, -0.21555)
ESUN = (1983.0, 1796.0, 1536.0, 1031.0, 220.0, None, 83.44)
DISTANCE, ELEVATION_DEG, CELL_M = 1.01288, 49.75588889, 30.0
WETNESS = (0.0315, 0.2021, 0.3102, 0.1594, -0.6806, -0.6109)
LAYERS = ("ndvi", "wet", "ndbsi", "lst", "ero", "bt", "emis", "fvc", "cfac", "rsei_pc1")
LAYERS += ("rsei_pc12", "slope_rad")


@pytest.fixture(scope="module")
def reference(data_dir):
    with rasterio.open(data_dir / "ecology" / "irsei_reference.tif") as file:
        return dict(zip(LAYERS, file.read().astype(np.float64), strict=True))


@pytest.fixture(scope="module")
def log(data_dir):
    return (data_dir / "ecology" / "irsei_reference_log.txt").read_text("utf-8")


def numbers(text):
    return [float(word) for word in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", text)]


def radiance(data_dir, band):
    path = data_dir / "multispectral" / "landsat5_1988" / f"LT52240631988227CUB02_B{band}.TIF"
    with rasterio.open(path) as file:
        return file.read(1).astype(np.float64) * GAIN[band - 1] + BIAS[band - 1]


def reflectance(data_dir, band):
    cosine = np.cos(np.radians(90.0 - ELEVATION_DEG))
    return np.pi * radiance(data_dir, band) * DISTANCE**2 / (ESUN[band - 1] * cosine)


@pytest.fixture(scope="module")
def slopes(data_dir):
    with rasterio.open(data_dir / "multispectral" / "landsat5_1988" / "srtm.tif") as file:
        height_m = file.read(1).astype(np.float64)
    return slope_factors(height_m, CELL_M, length_method="one-cell", steepness="mccool")


@pytest.fixture(scope="module")
def ours(data_dir, slopes):
    blue, green, red, nir, swir1, swir2 = (reflectance(data_dir, b) for b in (1, 2, 3, 4, 5, 7))
    brightness = brightness_temperature(radiance(data_dir, 6), 607.76, 1260.56)
    ndvi = greenness(red, nir)
    soil, full = np.quantile(ndvi, (0.05, 0.95))
    fraction = vegetation_fraction(ndvi, soil, full)
    bands = Bands(blue, green, red, nir, swir1, swir2, brightness, 8000 * 0.03 * slopes.ls)
    recipe = BandContext(WETNESS, 11.457, soil, full)
    stack, found = irsei_of_bands(bands, recipe, orientation="ndvi")
    layers = dict(zip(LAYERS, stack, strict=False))
    layers |= {"bt": brightness, "emis": emissivity(ndvi), "fvc": fraction}
    layers |= {"cfac": cover_factor(fraction), "slope_rad": slopes.slope_rad}
    return layers | {"rsei_pc1": found.index_pc1, "rsei_pc12": found.index}, found


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_is_the_scripts(ours, reference, layer):
    np.testing.assert_allclose(ours[0][layer], reference[layer], rtol=0.0, atol=1e-6)


def test_eigenvalues_and_contributions_are_the_scripts(ours, log):
    told = log.split("eigenvalues")[1].split("loadings")[0]
    values, contributions = (re.sub(r"\[\d\]", "", part) for part in told.split("contribution"))
    parts = ours[1].components
    np.testing.assert_allclose(parts.eigenvalues, numbers(values), atol=1e-12)
    np.testing.assert_allclose(parts.contributions, numbers(contributions), atol=1e-12)


def test_loadings_are_the_scripts(ours, log):
    told = log.split("loadings (sign: ndvi>0)")[1].split("cor(")[0]
    rows = {}
    for line in told.splitlines():
        name, *values = line.split()[:1] + numbers(line) if line.strip() else [""]
        if name in LAYERS:
            rows.setdefault(name, []).extend(values)
    expected = [rows[name] for name in LAYERS[:5]]
    np.testing.assert_allclose(ours[1].components.loadings, expected, atol=1e-9)


def test_grades_are_counted_as_in_the_script(ours, log):
    table = log.split("grade counts")[1]
    pc1, both = (
        [int(word) for word in re.search(rf"\[{row},\](.*)", table)[1].split()] for row in (1, 2)
    )
    assert np.bincount(ours[1].grades_pc1.ravel(), minlength=6)[1:].tolist() == pc1
    assert np.bincount(ours[1].grades.ravel(), minlength=6)[1:].tolist() == both


def test_percentiles_clip_as_in_the_script(reference, log):
    stack = np.stack([reference[name] for name in LAYERS[:5]])
    found = irsei(stack, limits="percentile", percentiles=(1.0, 99.0), orientation="ndvi")
    told = log.split("1-99% normalisation: contribution")[1]
    contributions = numbers(re.sub(r"\[\d\]", "", told.split("PC1")[0]))
    np.testing.assert_allclose(found.components.contributions, contributions, atol=1e-8)
    mean = float(re.search(r"percentile (\S+) grade change", told)[1])
    assert found.index_pc1.mean() == pytest.approx(mean, abs=1e-8)


@pytest.mark.parametrize("year", ["2013", "2016", "2019"])
def test_a_published_table_comes_back_from_its_covariance(data_dir, year):
    """Hao et al. (2022), Table 1, four indicators of a rare-earth mine.

    The covariance is put together from the printed vectors and eigenvalues; signs as printed.
    2019's first eigenvalue is misprinted (0.641 for 0.0641), and 2013's third share: the four sum
    to 1.001.
    """
    table = json.loads((data_dir / "ecology" / "hao2022_rsei_pca.json").read_text("utf-8"))[year]
    vectors = np.array(list(table["vectors"].values()))
    values = np.array([0.0641 if isinstance(v, str) else v for v in table["eigenvalues"]])
    np.testing.assert_allclose(vectors.T @ vectors, np.eye(4), atol=2e-5)
    covariance = vectors @ np.diag(values) @ vectors.T
    zeros, ones = np.zeros(4), np.ones(4)
    scaled = Moments(1001, zeros, ones, 0.5 * ones, 1000 * covariance, scaled=True)
    found = components(scaled, Limits(zeros, ones), tuple(Indicator)[:4], "ndvi")
    signs = np.where(vectors[0] < 0.0, -1.0, 1.0)
    np.testing.assert_allclose(found.loadings, vectors * signs, atol=2e-4)
    np.testing.assert_allclose(found.contributions, table["contribution"], atol=1.3e-3)
