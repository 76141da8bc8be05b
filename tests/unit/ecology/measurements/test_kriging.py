import numpy as np
import pytest

from missionplanner.ecology.measurements import kriging
from missionplanner.ecology.measurements.kriging import Variogram, compared, fitted, kriged

SMOOTH = Variogram("spherical", 0.0, 4.0, 2000.0)


def places(count, variogram, seed):
    """Return x, y and values whose covariance is that of a variogram."""
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0.0, 3000.0, (2, count))
    matrix = variogram.covariance(np.hypot(x[:, None] - x, y[:, None] - y))
    matrix += (variogram.nugget + 1e-9) * np.eye(count)
    return x, y, 50.0 + np.linalg.cholesky(matrix) @ rng.normal(size=count)


def test_without_a_nugget_the_surface_meets_its_places_and_the_map_is_the_surface():
    x, y, values = places(20, SMOOTH, 1)
    made = kriged(x, y, values, SMOOTH)
    np.testing.assert_allclose(made.at(x, y), values, atol=1e-6)
    cells = 15.0 + 30.0 * np.arange(40)
    wide, high = np.meshgrid(cells, 3000.0 - cells)
    expected = made.at(wide.ravel(), high.ravel()).reshape(40, 40)
    np.testing.assert_allclose(made.over(0.0, 3000.0, 30.0, (40, 40)), expected, rtol=1e-12)
    far = Variogram("exponential", 0.3, 4.0, 500.0)
    smooth = kriged(x, y, values, far)
    assert abs(smooth.at(x, y) - values).max() > 0.05, "with one it passes near them"
    np.testing.assert_allclose(
        smooth.over(0.0, 3000.0, 30.0, (40, 40)).ravel(), smooth.at(wide.ravel(), high.ravel())
    )


def test_it_is_the_kriging_of_the_textbook():
    # The system of weights that add up to 1, solved for one place (Goovaerts 1997, 5.6).
    x, y, values = places(9, SMOOTH, 2)
    model = Variogram("exponential", 0.2, 3.0, 1500.0)
    apart = np.hypot(x[:, None] - x, y[:, None] - y)
    left = np.ones((10, 10))
    left[:9, :9] = np.where(apart > 0, -model.semivariance(apart), 0.0)
    left[9, 9] = 0.0
    right = np.append(-model.semivariance(np.hypot(x - 700.0, y - 900.0)), 1.0)
    weights = np.linalg.solve(left, right)[:9]
    assert weights.sum() == pytest.approx(1.0)
    found = kriged(x, y, values, model).at(np.array([700.0]), np.array([900.0]))
    assert found[0] == pytest.approx(weights @ values, rel=1e-9)


def test_a_variogram_is_found_again_from_many_places():
    true = Variogram("spherical", 1.0, 4.0, 900.0)
    found = [fitted(*places(300, true, seed)) for seed in range(8)]
    assert np.median([one.nugget for one in found]) == pytest.approx(1.0, abs=0.6)
    assert np.median([one.nugget + one.sill for one in found]) == pytest.approx(5.0, rel=0.25)
    assert np.median([one.range_m for one in found]) == pytest.approx(900.0, rel=0.35)


def test_of_places_without_order_neither_way_is_better_and_of_smooth_ones_kriging_is(monkeypatch):
    x, y, values = places(40, SMOOTH, 4)
    off = compared(x, y, values, 2.0)
    assert off.kriging < off.distance
    monkeypatch.setattr(kriging, "REFITTED", 0)
    assert compared(x, y, values, 2.0).kriging == pytest.approx(off.kriging, rel=0.3)
    noise = np.random.default_rng(5).normal(size=40)
    plain = compared(x, y, noise, 2.0)
    assert plain.kriging > 0.8 * noise.std() and plain.distance > 0.8 * noise.std()


def test_few_places_equal_values_and_one_place_twice_give_no_variogram():
    x, y, values = places(11, SMOOTH, 6)
    assert compared(x, y, values, 2.0) is None
    x, y, values = places(20, SMOOTH, 6)
    assert fitted(x, y, np.full(20, 7.0)) is None
    monolith = np.zeros(20)
    assert fitted(monolith, monolith, values) is None
