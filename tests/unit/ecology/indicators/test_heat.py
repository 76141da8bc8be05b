"""From radiance to the temperature of the surface."""

import numpy as np
import pytest

from missionplanner.ecology.indicators.heat import (
    brightness_temperature,
    emissivity,
    mean_atmosphere_k,
    mono_window,
    mono_window_constants,
    surface_temperature,
)
from missionplanner.errors import InputError

TM_K1, TM_K2 = 607.76, 1260.56
TIRS_K1, TIRS_K2 = 774.8853, 1321.0789


def test_brightness_inverts_planck():
    kelvin = np.linspace(250.0, 330.0, 9)
    radiance = TM_K1 / (np.exp(TM_K2 / kelvin) - 1.0)
    np.testing.assert_allclose(brightness_temperature(radiance, TM_K1, TM_K2), kelvin, rtol=1e-13)


def test_no_radiance_has_no_temperature():
    radiance = np.array([0.0, -1.0, np.nan, 8.0])
    found = brightness_temperature(radiance, TM_K1, TM_K2)
    assert np.isnan(found).tolist() == [True, True, True, False]


def test_emissivity_goes_by_thresholds():
    ndvi = np.array([-0.5, 0.19, 0.2, 0.35, 0.5, 0.51, np.nan])
    mixed = 0.986 * 0.25 + 0.973 * 0.75 + 0.004
    expected = [0.973, 0.973, 0.977, mixed, 0.99, 0.99, np.nan]
    np.testing.assert_allclose(emissivity(ndvi), expected, rtol=1e-15)


def test_a_black_body_is_as_warm_as_it_looks():
    kelvin = np.array([280.0, 300.0])
    np.testing.assert_array_equal(surface_temperature(kelvin, np.ones(2), 11.457), kelvin)


def test_a_grey_body_is_a_little_warmer():
    found = surface_temperature(np.array([300.0]), np.array([0.97]), 11.457)
    by_hand = 300.0 / (1.0 + 11.457e-6 * 300.0 / 1.438e-2 * np.log(0.97))
    np.testing.assert_allclose(found, by_hand, rtol=1e-14)
    assert 302.0 < found[0] < 302.5


def test_unknown_stays_unknown():
    kelvin, emitted = np.array([np.nan, 300.0, 300.0]), np.array([0.97, np.nan, 0.0])
    assert np.isnan(surface_temperature(kelvin, emitted, 11.457)).all()
    assert np.isnan(mono_window(kelvin, emitted, TM_K2, 0.8, 290.0)).all()


@pytest.mark.parametrize(
    ("low_c", "high_c", "a", "b"),
    [
        (0.0, 70.0, -66.306, 0.44603),
        (0.0, 50.0, -62.760, 0.43393),
        (20.0, 70.0, -70.233, 0.45818),
        (-20.0, 30.0, -55.471, 0.40864),
    ],
)
def test_mono_window_constants_of_landsat_8_band_10(low_c, high_c, a, b):
    found = mono_window_constants(TIRS_K2, low_c, high_c)
    assert found == (pytest.approx(a, abs=2e-3), pytest.approx(b, abs=1e-5))


def test_published_constants_of_landsat_5_give_the_same_temperature():
    """Qin et al. (2001): -67.355351 and 0.458606, from a wavelength; K2 puts the line elsewhere."""
    a, b = mono_window_constants(TM_K2, 0.0, 70.0)
    assert (a, b) == (pytest.approx(-67.355351, rel=0.02), pytest.approx(0.458606, rel=0.012))
    kelvin = np.linspace(273.15, 343.15, 8)
    apart = (a + b * kelvin) - (-67.355351 + 0.458606 * kelvin)
    # C = 0.78, D = 0.20 and 1 - C - D = 0.02: what is left of it in a surface temperature, K.
    assert np.abs(apart).max() < 0.6
    assert 0.02 * np.abs(apart).max() / 0.78 < 0.02


def test_mono_window_inverts_the_transfer_through_the_air():
    """What Planck's law sends through the air comes back, but for the line laid on its curve."""
    surface, air, emitted, tau = np.linspace(283.15, 323.15, 5), 288.0, 0.97, 0.85

    def planck(kelvin):
        return TIRS_K1 / (np.exp(TIRS_K2 / kelvin) - 1.0)

    upward = tau * (emitted * planck(surface) + (1 - emitted) * (1 - tau) * planck(air))
    brightness = brightness_temperature(upward + (1 - tau) * planck(air), TIRS_K1, TIRS_K2)
    found = mono_window(brightness, np.full(5, emitted), TIRS_K2, tau, air, 10.0, 50.0)
    np.testing.assert_allclose(found, surface, atol=0.8)
    assert np.abs(brightness - surface).max() > 4.0


def test_clear_air_and_black_ground_change_nothing():
    kelvin = np.array([280.0, 310.0])
    found = mono_window(kelvin, np.ones(2), TM_K2, 1.0, 290.0)
    np.testing.assert_allclose(found, kelvin, rtol=1e-14)


def test_mean_atmosphere_is_cooler_than_the_air_below():
    assert mean_atmosphere_k(300.0, "mid-latitude-summer") == pytest.approx(293.874)
    assert mean_atmosphere_k(300.0, "tropical") == pytest.approx(293.1219)
    assert mean_atmosphere_k(280.0, "mid-latitude-winter") == pytest.approx(274.4008)


def test_bad_words_are_told():
    kelvin = np.array([300.0])
    with pytest.raises(InputError, match="a transmittance of 0 cannot be"):
        mono_window(kelvin, kelvin, TM_K2, 0.0, 290.0)
    with pytest.raises(InputError, match="range from low to high"):
        mono_window_constants(TM_K2, 30.0, 30.0)
    with pytest.raises(InputError, match="no atmosphere 'lunar'"):
        mean_atmosphere_k(300.0, "lunar")


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_types_are_kept(dtype):
    values = np.full((2, 2), 0.4, dtype)
    kelvin = brightness_temperature(8.0 + values, TM_K1, TM_K2)
    emitted = emissivity(values)
    for found in (
        kelvin,
        emitted,
        surface_temperature(kelvin, emitted, 11.457),
        mono_window(kelvin, emitted, TM_K2, 0.8, 290.0),
    ):
        assert (found.dtype, found.shape) == (dtype, (2, 2))
