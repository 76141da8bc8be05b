"""Greenness, wetness and dryness, pixel by pixel."""

import numpy as np
import pytest

from missionplanner.ecology.indicators.dryness import dryness
from missionplanner.ecology.indicators.greenness import greenness
from missionplanner.ecology.indicators.wetness import water_index, wetness
from missionplanner.errors import InputError

BANDS = (0.08, 0.10, 0.12, 0.25, 0.30)  # blue, green, red, NIR, SWIR1


def fields(values, dtype=np.float64):
    return [np.full((2, 3), value, dtype) for value in values]


def test_greenness_is_ndvi():
    red, nir = fields((0.1, 0.3))
    np.testing.assert_allclose(greenness(red, nir), 0.5)


def test_water_index_is_the_normalised_difference_of_green():
    green, swir1 = fields((0.3, 0.1))
    np.testing.assert_allclose(water_index(green, swir1), 0.5)


def test_wetness_is_the_sum_of_bands_times_coefficients():
    found = wetness(fields((0.1, 0.2, 0.4)), (1.0, -0.5, 0.25))
    np.testing.assert_allclose(found, 0.1)


def test_dryness_is_the_mean_of_the_two_indices():
    b, g, r, n, s = BANDS
    si = ((s + r) - (n + b)) / ((s + r) + (n + b))
    p, q = 2 * s / (s + n), n / (n + r) + g / (g + s)
    np.testing.assert_allclose(dryness(*fields(BANDS)), ((p - q) / (p + q) + si) / 2, rtol=1e-14)


def test_printed_dryness_has_no_shortwave_infrared_in_its_soil_index():
    b, g, r, n, s = BANDS
    si = ((r + b) - (n + g)) / ((r + b) + (n + g))
    p, q = 2 * s / (s + n), n / (n + r) + g / (g + s)
    found = dryness(*fields(BANDS), literal=True)
    np.testing.assert_allclose(found, ((p - q) / (p + q) + si) / 2, rtol=1e-14)


def test_bare_soil_is_drier_than_forest():
    soil = dryness(*fields((0.10, 0.13, 0.17, 0.24, 0.32)))
    forest = dryness(*fields((0.03, 0.05, 0.04, 0.35, 0.16)))
    assert (soil > forest + 0.3).all()


@pytest.mark.parametrize(
    "index",
    [
        lambda bands: greenness(bands[2], bands[3]),
        lambda bands: water_index(bands[1], bands[4]),
        lambda bands: wetness(bands, (0.1,) * 5),
        lambda bands: dryness(*bands),
    ],
    ids=["greenness", "water", "wetness", "dryness"],
)
class TestEveryIndex:
    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    def test_keeps_shape_and_type(self, index, dtype):
        found = index(fields(BANDS, dtype))
        assert (found.shape, found.dtype) == ((2, 3), dtype)

    def test_has_no_value_where_a_band_has_none(self, index):
        bands = fields(BANDS)
        for band in bands:
            band[0, 1] = np.nan
        assert np.isnan(index(bands)).tolist() == [[False, True, False], [False] * 3]

    def test_takes_bands_that_are_views_of_another_order(self, index):
        turned = [np.asfortranarray(band) for band in fields(BANDS)]
        np.testing.assert_array_equal(index(turned), index(fields(BANDS)))

    def test_says_that_bands_differ_in_size(self, index):
        bands = fields(BANDS)
        bands[2], bands[4] = bands[2][:1], bands[4][:1]
        with pytest.raises(InputError, match="1x3 and 2x3 pixels"):
            index(bands)


def test_black_pixels_have_no_ratio():
    black = np.zeros((1, 1))
    assert np.isnan(greenness(black, black)).all()
    assert np.isnan(dryness(black, black, black, black, black)).all()


@pytest.mark.parametrize("pair", [(2, 3), (1, 4), (3, 4)])
def test_a_single_denominator_of_zero_leaves_no_dryness(pair):
    bands = fields(BANDS)
    for band in pair:
        bands[band][:] = 0.0
    assert np.isnan(dryness(*bands)).all()


def test_wetness_wants_a_coefficient_a_band():
    with pytest.raises(InputError, match="3 coefficients for 2 bands"):
        wetness(fields((0.1, 0.2)), (0.1, 0.2, 0.3))
