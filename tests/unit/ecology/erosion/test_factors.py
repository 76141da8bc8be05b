import numpy as np
import pytest

from missionplanner.ecology.erosion.practice import practice_by_cover, practice_by_slope
from missionplanner.ecology.erosion.rain import rainfall_erosivity
from missionplanner.ecology.erosion.soil import erodibility
from missionplanner.errors import InputError


def test_even_rain_by_hand():
    # p = 100, P = 1200: lg(p^2/P) = 0.920819; 1.735 * 10^(1.3812282 - .8188) * 12 * 17.02
    assert float(rainfall_erosivity([100.0] * 12)) == pytest.approx(1293.86, rel=1e-4)


def test_the_copied_summand_is_5_46_times_as_much():
    months = np.linspace(0.0, 180.0, 12)
    ratio = rainfall_erosivity(months, "0.08188") / rainfall_erosivity(months)
    assert float(ratio) == pytest.approx(10 ** (0.8188 - 0.08188))
    assert float(ratio) == pytest.approx(5.457, abs=1e-3)


def test_rain_in_one_month_erodes_more_than_the_same_rain_spread():
    once = [0.0] * 11 + [1200.0]
    assert float(rainfall_erosivity(once)) > 10 * float(rainfall_erosivity([100.0] * 12))


def test_no_rain_no_erosivity_and_nodata_stays():
    rain = np.zeros((12, 2, 2))
    rain[:, 0, 1], rain[3, 1, 1] = 50.0, np.nan
    r = rainfall_erosivity(rain)
    assert r.shape == (2, 2) and r[0, 0] == 0.0 and r[0, 1] > 0.0 and np.isnan(r[1, 1])


@pytest.mark.parametrize("months", [[1.0] * 11, [-1.0] + [5.0] * 11, 7.0])
def test_rain_that_cannot_be_is_refused(months):
    with pytest.raises(InputError):
        rainfall_erosivity(months)


def test_erodibility_by_hand():
    # A loam with 1.2 % carbon, bracket by bracket
    coarse = 0.2 + 0.3 * np.exp(-0.0256 * 40 * 0.6)
    fine = (40 / 60) ** 0.3
    humus = 1 - 0.25 * 1.2 / (1.2 + np.exp(3.72 - 2.95 * 1.2))
    sandy = 1 - 0.7 * 0.6 / (0.6 + np.exp(-5.51 + 22.9 * 0.6))
    expected = 0.1317 * coarse * fine * humus * sandy
    assert float(erodibility(40, 40, 20, 1.2)) == pytest.approx(expected, rel=1e-12)
    assert 0.03 < expected < 0.05


def test_silt_erodes_most_and_carbon_binds():
    assert erodibility(10, 80, 10, 1.0) > erodibility(40, 40, 20, 1.0) > erodibility(90, 5, 5, 1.0)
    assert erodibility(40, 40, 20, 3.0) < erodibility(40, 40, 20, 0.5)


def test_soil_as_rasters_and_constants_together():
    sand = np.array([[40.0, np.nan], [100.0, 41.0]])
    silt = np.array([[40.0, 40.0], [0.0, 41.0]])
    clay = np.array([[20.0, 20.0], [0.0, 18.0]])
    k = erodibility(sand, silt, clay, 1.0)
    assert np.isnan(k[0, 1]) and k[1, 0] == 0.0 and k[0, 0] == erodibility(40, 40, 20, 1.0)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((40, 40, 10, 1), "sum to 90 %"),
        ((0.4, 0.4, 0.2, 1), "sum to 1 %"),
        ((120, -10, -10, 1), "sand is not within"),
        ((40, 40, 20, 101), "organic_carbon is not within"),
    ],
)
def test_texture_that_cannot_be_is_refused(parts, words):
    with pytest.raises(InputError, match=words):
        erodibility(*parts)


def test_practice_by_slope_grows_to_one_at_27_per_cent():
    slope = np.arctan(np.array([0.0, 0.1, 0.2, 0.2667, 0.9, np.nan]))
    expected = [0.2, 0.5, 0.8, 1.0, 1.0, np.nan]
    assert practice_by_slope(slope) == pytest.approx(expected, abs=2e-4, nan_ok=True)


def test_practice_by_cover_names_every_missing_code():
    codes = np.array([[1, 3], [9, -1]], np.int32)
    with pytest.raises(InputError, match="code 3, 9"):
        practice_by_cover(codes, {1: 0.4})
    with pytest.raises(InputError, match="P of code 3 is 2"):
        practice_by_cover(codes, {1: 0.4, 3: 2.0, 9: 1.0})
