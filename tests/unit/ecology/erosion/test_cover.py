import numpy as np
import pytest

from missionplanner.ecology.indicators.erosion import cover_factor, soil_loss, vegetation_fraction
from missionplanner.errors import InputError


def test_fraction_is_zero_at_bare_soil_one_at_full_cover_and_held_between():
    ndvi = np.array([-0.2, 0.1, 0.5, 0.9, 1.0])
    assert vegetation_fraction(ndvi, 0.1, 0.9) == pytest.approx([0.0, 0.0, 0.5, 1.0, 1.0])


def test_soil_not_below_full_cover_is_refused():
    with pytest.raises(InputError, match="does not exceed"):
        vegetation_fraction(np.array([0.5]), 0.6, 0.6)


def test_cai_takes_per_cent_and_the_common_logarithm():
    # reference/ecology.md 1.4: C(50 %) = .067, C(78.3 %) = +.0001, 1 at .0963 %
    cover = cover_factor(np.array([0.0, 0.000962, 0.01, 0.5, 0.783, 0.784, 1.0]))
    assert cover == pytest.approx([1, 1, 0.6508, 0.067034, 0.000103, 0, 0], abs=5e-6)


def test_liu_takes_a_share_and_is_one_below_five_per_cent():
    cover = cover_factor(np.array([0.0, 0.049, 0.1, 1.0]), "liu-1999")
    assert cover == pytest.approx([1.0, 1.0, 0.816, 0.221], abs=1e-9)


def test_printed_form_goes_negative_and_is_not_clamped():
    printed = cover_factor(np.array([0.0, 0.001, 0.05, 0.07, 0.5, 0.79]), literal=True)
    assert printed[0] == 1.0 and printed[1] > 1.0 and printed[2] > 0.0 and printed[3] < 0.0
    assert printed[4:] == pytest.approx([0.658 - 0.3436 * np.log(50.0), 0.0])


@pytest.mark.parametrize("method", ["cai-2000", "liu-1999"])
def test_cover_falls_with_vegetation_and_stays_within_zero_and_one(method):
    cover = cover_factor(np.linspace(0.0, 1.0, 5001), method)
    assert np.all(np.diff(cover) <= 0.0)
    assert cover.min() >= 0.0 and cover.max() <= 1.0


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_loss_is_base_times_cover_in_the_type_of_the_ndvi(dtype):
    ndvi = np.linspace(-0.2, 1.0, 60, dtype=dtype).reshape(5, 12)
    base = np.linspace(1.0, 900.0, 60).reshape(5, 12)
    loss = soil_loss(base, ndvi, 0.1, 0.8)
    expected = base * cover_factor(vegetation_fraction(ndvi.astype(float), 0.1, 0.8))
    assert loss.dtype == dtype and loss.shape == ndvi.shape
    assert loss == pytest.approx(expected, rel=1e-6)
    assert soil_loss(240.0, ndvi, 0.1, 0.8) == pytest.approx(expected / base * 240.0, rel=1e-6)


def test_nodata_in_either_is_nodata():
    ndvi = np.array([np.nan, 0.2, 0.2])
    loss = soil_loss(np.array([5.0, np.nan, 5.0]), ndvi, 0.0, 1.0)
    assert np.isnan(loss).tolist() == [True, True, False]
    assert np.isnan(cover_factor(ndvi, literal=True)[0])


def test_a_window_of_a_larger_array_is_taken_as_it_lies():
    ndvi = np.arange(24.0).reshape(4, 6) / 24.0
    assert soil_loss(2.0, ndvi[:, ::2], 0.0, 1.0) == pytest.approx(
        soil_loss(2.0, ndvi, 0.0, 1.0)[:, ::2]
    )


def test_same_as_the_base_r_reference(data_dir):
    raster = pytest.importorskip("rasterio")
    with raster.open(data_dir / "ecology" / "irsei_reference.tif") as data:
        layers = {name: data.read(i + 1) for i, name in enumerate(data.descriptions)}
    ends = np.quantile(layers["ndvi"], [0.05, 0.95])
    fraction = vegetation_fraction(layers["ndvi"], *ends)
    assert np.abs(fraction - layers["fvc"]).max() < 1e-12
    assert np.abs(cover_factor(fraction) - layers["cfac"]).max() < 1e-12
