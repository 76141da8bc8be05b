"""What the face for scripts adds to the rooms below it: shapes, types, refusals, the evidence."""

import numpy as np
import pytest

from missionplanner import science
from missionplanner.ecology.engine.index.scaling import ALL
from missionplanner.ecology.index.irsei import irsei as plain
from missionplanner.model.study import Indicator
from missionplanner.model.trust import Verdict

SIGNS = np.array([1, 1, -1, -1, -1])[:, None, None, None]
JULY = ["2022-07-05", "2023-07-10", "2024-07-20"]


@pytest.fixture(scope="module")
def stack():
    rng = np.random.default_rng(7)
    ground = rng.uniform(0, 1, (3, 40, 30))
    return SIGNS * ground + rng.normal(0, 0.1, (5, 3, 40, 30))


def codes(found):
    return {reason.code for reason in found.trust.reasons}


def test_the_index_is_that_of_the_product_on_one_scale(stack):
    found = science.irsei(stack, JULY)
    same = plain(stack, tuple(Indicator), limits="percentile", where=ALL)
    assert np.array_equal(found.index, same.index)
    assert np.array_equal(found.grades, same.grades)
    assert found.index.shape == (3, 40, 30)
    assert found.trust.verdict is Verdict.TRUST
    assert {check.code for check in found.trust.checks} >= {"weights", "left_out", "tenths"}


def test_an_indicator_of_the_wrong_sign_is_not_trusted(stack):
    turned = stack * np.array([1, -1, 1, 1, 1])[:, None, None, None]
    found = science.irsei(turned, JULY)
    assert found.trust.verdict is Verdict.DO_NOT
    assert {"loading_wrong", "weight_wrong"} <= codes(found)


def test_what_is_masked_is_known_and_what_is_missing_is_told(stack):
    holed = stack.copy()
    holed[:, 1, :10] = np.nan
    assert "ground" in codes(science.irsei(holed, JULY))
    masked = np.zeros((3, 40, 30), bool)
    masked[1, :10] = True
    assert codes(science.irsei(holed, JULY, masked=masked)) == set()


def test_fill_that_is_one_number_is_told(stack):
    filled = stack.copy()
    filled[0, 2, :6] = 0.25
    assert "alike" in codes(science.irsei(filled, JULY))


def test_sensors_that_differ_are_told(stack):
    found = science.irsei(stack, JULY, sensors=["landsat8-oli", "modis", "landsat8-oli"])
    assert "sensors" in codes(found)


@pytest.mark.parametrize(
    "change",
    [
        {"dates": JULY[:2]},
        {"dates": JULY[::-1]},
        {"indicators": ["greenness", "wetness"]},
        {"indicators": ["greenness", "wetness", "dryness", "heat", "beauty"]},
        {"sensors": ["landsat8-oli"]},
        {"masked": np.zeros((40, 30), bool)},
    ],
)
def test_what_does_not_fit_is_refused(stack, change):
    with pytest.raises(ValueError):
        science.irsei(stack, **({"dates": JULY} | change))


def test_a_constant_indicator_is_the_data_s_fault(stack):
    flat = stack.copy()
    flat[3] = 300.0
    with pytest.raises(science.InputError):
        science.irsei(flat, JULY)


def test_numbers_of_any_kind_are_taken():
    assert science.ndvi([1], [3]).dtype == np.float64
    assert science.ndvi(np.float32([1]), np.float32([3])).dtype == np.float32
    with pytest.raises(science.InputError):
        science.ndvi([1, 2], [3])


def test_corrections_of_a_trend_change_the_test_alone():
    rng = np.random.default_rng(2)
    series = np.cumsum(rng.normal(0, 1, (20, 50)), axis=0)
    years = np.arange(2000.0, 2020.0)
    none, whitened = (
        science.trend(series, years, correction=way) for way in ("none", "pre-whitening")
    )
    assert np.array_equal(none.slope, whitened.slope)
    # Walks at random have no trend: the plain test is fooled by most, the whitened one is not.
    assert (none.p < 0.05).mean() > 2 * (whitened.p < 0.05).mean()
    with pytest.raises(ValueError):
        science.trend(series, years, correction="hamed")


def test_a_break_at_its_date_with_a_date_missing():
    series = np.r_[np.zeros(6), np.ones(6)] + np.linspace(0, 0.01, 12)
    series[2] = np.nan
    found = science.pettitt(series[:, None])
    assert found.after.tolist() == [6]
    assert found.p[0] < 0.05
    assert np.isnan(science.pettitt(series[:7, None]).p).all()


def test_index_is_the_sum_of_indicators_by_variable_weights():
    rng = np.random.default_rng(5)
    x, w = rng.uniform(0, 1, (4, 6, 5)), [0.4, 0.3, 0.2, 0.1]
    x[1, 0, 0] = np.nan
    limits = [(0.2, 0.4, 0.8)] * 4
    weights = science.variable_weights(x, w, limits)
    assert weights.shape == x.shape
    found = science.security_index(x, w, limits).variable
    assert np.allclose((weights * x).sum(axis=0), found, equal_nan=True, atol=1e-9)
    assert np.isnan(found[0, 0]) and np.isnan(found).sum() == 1
    with pytest.raises(science.InputError):
        science.variable_weights(x, [0.4, 0.3, 0.2, 0.2], limits)
    with pytest.raises(ValueError):
        science.variable_weights(x[:3], w, limits)


def test_samples_without_a_number_are_left_out_of_the_detector():
    rng = np.random.default_rng(8)
    factor = rng.uniform(0, 1, (10, 20))
    response = factor + rng.normal(0, 0.1, (10, 20))
    response[0, 0], factor[3, 3] = np.nan, np.inf
    cover = np.where(factor > 0.5, "rock", "soil")
    found = science.geodetector(response, {"height": factor, "cover": cover})
    assert found.n == 198
    assert found.q["height"] > found.q["cover"] > 0.5
    (both,) = found.interactions
    assert both.q >= max(found.q.values()) and both.type == "bi-enhance"
    assert found.q["cover"] == pytest.approx(
        science.q_statistic(*(a[np.isfinite(response + factor)] for a in (response, cover)))
    )
    with pytest.raises(ValueError):
        science.geodetector(response, {"height": factor[0]})


def test_a_slope_moves_the_footprint_uphill():
    # Ground that rises to the east by one in two, and lies 100 m below the camera there.
    ground = np.add.outer(np.zeros(61), 0.5 * (np.arange(61.0) * 10 - 300))
    outline = science.footprint_outline_m("p1-35", (300.0, 300.0, 100.0), 0.0, ground, 10.0)
    half = 0.5 * science.footprint_m("p1-35", 100.0)[0]
    uphill, downhill = outline[:, 0].max() - 300, 300 - outline[:, 0].min()
    assert uphill == pytest.approx(half / (1 + 0.5 * half / 100), abs=0.5)
    assert downhill == pytest.approx(half / (1 - 0.5 * half / 100), abs=0.5)


def test_a_headwind_costs_and_so_does_a_climb():
    line = np.array([(0.0, 0.0, 180.0), (3000.0, 0.0, 180.0)])
    still = science.flight_energy("m300-rtk", line, 10.0, home_m=100.0)
    head = science.flight_energy("m300-rtk", line, 10.0, home_m=100.0, wind_mps=(-6.9, 0.0))
    more = science.flight_energy("m300-rtk", line, 10.0, home_m=100.0, wind_mps=(-12.0, 0.0))
    higher = science.flight_energy("m300-rtk", line + np.array((0, 0, 100)), 10.0, home_m=100.0)
    assert still.duration_s == pytest.approx(head.duration_s)
    assert head.energy_wh > 1.1 * still.energy_wh
    assert more.duration_s > head.duration_s + 290  # 3 km at 17 - 12 m/s
    assert higher.energy_wh > still.energy_wh
    with pytest.raises(ValueError):
        science.flight_energy("m300-rtk", line[:1], 10.0, home_m=100.0)


def test_a_ridge_is_beyond_free_sky():
    distance = np.linspace(0, 4000, 81)
    ridge = np.maximum(0.0, 80.0 - np.abs(distance - 2000) / 5)
    flat = science.path_loss_db(distance, 0 * distance, 60.0, 10.0, 868.3)
    behind = science.path_loss_db(distance, ridge, 60.0, 10.0, 868.3)
    assert flat == pytest.approx(science.free_space_loss_db(4000.0, 868.3), abs=0.5)
    assert behind > flat + 10
    with pytest.raises(science.InputError):
        science.path_loss_db(distance[:2], ridge[:2], 60.0, 10.0, 868.3)


@pytest.mark.parametrize("size", [-1, 256, 1.5])
def test_no_packet_of_that_length(size):
    with pytest.raises(ValueError):
        science.lora_airtime_s(size)
