import numpy as np
import pytest

from missionplanner.ecology.indicators.desertification import (
    albedo,
    desertification,
    line,
    whole_line,
)
from missionplanner.ecology.indicators.vegetation_health import extremes, vegetation_health
from missionplanner.errors import InputError


def series(*values):
    found = None
    for value in values:
        found = extremes(found, np.array([value], np.float64))
    return found


def test_greenest_and_coolest_epoch_is_the_healthiest():
    ndvi, kelvin = series([0.2], [0.5], [0.8]), series([310.0], [300.0], [290.0])
    best = vegetation_health(np.array([[0.8]]), np.array([[290.0]]), ndvi, kelvin)
    worst = vegetation_health(np.array([[0.2]]), np.array([[310.0]]), ndvi, kelvin)
    # By hand: VCI of 0.5 is 1/2, TCI of 305 is 1/4.
    middle = vegetation_health(np.array([[0.5]]), np.array([[305.0]]), ndvi, kelvin)
    assert (best[0, 0], worst[0, 0]) == (1, 0)
    assert middle[0, 0] == pytest.approx(0.375)


def test_gaps_are_passed_over_and_a_pixel_that_never_changes_has_no_condition():
    ndvi, kelvin = (
        series([0.2, 0.3], [np.nan, 0.3], [0.6, 0.3]),
        series([300.0, 300.0], [310.0, 301.0]),
    )
    found = vegetation_health(np.array([[0.6, 0.3]]), np.array([[300.0, 300.0]]), ndvi, kelvin)
    assert found[0, 0] == 1
    assert np.isnan(found[0, 1])


def test_albedo_of_a_white_surface_is_nearly_one():
    one = np.ones((1, 1))
    assert albedo(one, one, one, one, one)[0, 0] == pytest.approx(1.0142, abs=1e-4)


def test_bare_bright_ground_is_more_desert_than_forest_and_blocks_add_up():
    random = np.random.default_rng(1)
    ndvi = random.uniform(0, 0.9, (40, 50))
    bright = 0.35 - 0.25 * ndvi + random.normal(0, 0.01, ndvi.shape)
    ndvi[0, 0] = np.nan
    whole = line(ndvi, bright)
    parts = whole_line([line(ndvi[:13], bright[:13]), line(ndvi[13:], bright[13:])])
    assert parts.slope == pytest.approx(whole.slope)
    there = np.isfinite(ndvi)
    x = (ndvi[there] - ndvi[there].min()) / np.ptp(ndvi[there])
    y = (bright[there] - bright[there].min()) / np.ptp(bright[there])
    assert whole.slope == pytest.approx(np.polyfit(x, y, 1)[0])
    degree = desertification(ndvi, bright, whole)
    assert np.isnan(degree[0, 0])
    assert np.nanmean(degree[ndvi < 0.1]) > np.nanmean(degree[ndvi > 0.8])


def test_albedo_that_rises_with_greenness_has_no_desert_space():
    ndvi = np.linspace(0, 1, 20).reshape(4, 5)
    with pytest.raises(InputError, match="does not fall"):
        desertification(ndvi, ndvi, line(ndvi, ndvi))
    with pytest.raises(InputError, match="constant"):
        desertification(ndvi, np.ones_like(ndvi), line(ndvi, np.ones_like(ndvi)))
