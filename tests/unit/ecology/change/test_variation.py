import math

import numpy as np
import pytest

from missionplanner.ecology.change.variation import cv_classes, spatial_cv, temporal_cv


def cv(values, **options):
    return temporal_cv(np.array(values, dtype=float)[:, None], **options)


def test_the_coefficient_by_hand():
    # Mean 0.4, squared deviations 0.04 + 0 + 0.04.
    assert cv([0.2, 0.4, 0.6]).cv[0] == pytest.approx(math.sqrt(0.08 / 3) / 0.4)
    assert cv([0.2, 0.4, 0.6], ddof=1).cv[0] == pytest.approx(0.5)


def test_missing_epochs_are_left_out():
    assert cv([0.2, np.nan, 0.4, 0.6]).cv[0] == cv([0.2, 0.4, 0.6]).cv[0]
    assert np.isnan(cv([0.2, np.nan, 0.4]).cv[0])


def test_a_mean_near_zero_has_no_coefficient_and_is_counted():
    found = cv([0.0, 0.001, 0.0])
    assert np.isnan(found.cv[0])
    assert found.near_zero == 1


def test_values_on_a_break_belong_to_the_lower_class():
    values = np.array([0.0, 0.15, 0.16, 0.30, 0.50, 0.51, np.nan])
    assert cv_classes(values).tolist() == [1, 1, 2, 2, 3, 4, 0]


def test_float32_is_summed_in_float64():
    stack = np.random.default_rng(1).random((11, 5)).astype(np.float32)
    wide = stack.astype(float)
    expected = wide.std(axis=0) / wide.mean(axis=0)
    np.testing.assert_allclose(temporal_cv(stack).cv, expected, rtol=1e-14)


def test_scatter_over_space():
    found = spatial_cv(np.array([4.0, 1.0, 3.0]), np.array([0.5, 0.5, 0.0]), np.array([1.0, 0, 1]))
    assert found[0] == 1.0
    assert np.isnan(found[1]) and np.isnan(found[2])
