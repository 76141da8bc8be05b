import numpy as np
import pytest

from missionplanner.ecology.change.serial import LEAST_DATES, judged_trend, serial_test
from missionplanner.ecology.change.trend import trend
from missionplanner.model.study import Serial, TrendOptions

YEARS = np.arange(11.0)


def alike(rho: float, series: int = 3000) -> np.ndarray:
    noise = np.random.default_rng(7).normal(size=(11, series))
    for i in range(1, 11):
        noise[i] = rho * noise[i - 1] + np.sqrt(1 - rho**2) * noise[i]
    return noise


def false_alarms(stack: np.ndarray, way: Serial) -> float:
    return float((judged_trend(stack, YEARS, TrendOptions(serial=way)).p <= 0.05).mean())


def test_pre_whitening_keeps_its_level_where_the_plain_test_does_not() -> None:
    stack = alike(0.3)
    assert false_alarms(stack, Serial.NONE) == pytest.approx(0.10, abs=0.015)
    assert false_alarms(stack, Serial.PRE_WHITENING) == pytest.approx(0.046, abs=0.012)
    assert false_alarms(stack, Serial.HAMED_RAO) > 0.08  # told, since it is so often taken for safe


def test_without_a_correction_the_test_is_the_plain_one() -> None:
    stack = alike(0.3, 50)
    plain, same = trend(stack, YEARS), judged_trend(stack, YEARS, TrendOptions())
    np.testing.assert_array_equal(plain.p, same.p)
    assert same.exact_pixels == plain.exact_pixels


@pytest.mark.parametrize("way", [way for way in Serial if way is not Serial.NONE])
def test_pixels_with_too_few_dates_keep_the_plain_test(way: Serial) -> None:
    stack = alike(0.5, 4)
    stack[LEAST_DATES - 1 :, 0] = np.nan
    stack[2:, 1] = np.nan
    plain, found = trend(stack, YEARS), judged_trend(stack, YEARS, TrendOptions(serial=way))
    assert found.p[0] == plain.p[0] and np.isnan(found.p[1])
    assert np.isfinite(found.p[2]) and found.exact_pixels == 0
    np.testing.assert_array_equal(found.slope, plain.slope)


def test_what_is_the_same_on_all_dates_has_no_change() -> None:
    flat = np.full((11, 1), 0.4)
    for way in list(Serial)[1:]:
        found = serial_test(flat, YEARS, np.zeros(1), way)
        assert found.z[0] == 0.0 and found.p[0] == 1.0 and found.lag_1[0] == 0.0
