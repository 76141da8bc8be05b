"""Sen's slope and Mann-Kendall against pymannkendall 1.4.3 and scipy, on real and on hard series.

Real: `multispectral/landsat_harvard_series`, Landsat over Harvard Forest, one row of 300 pixels
(yatsm's example data: six surface reflectances x 10000, thermal K x 10, Fmask). The clearest summer
scene of each year; the TM wetness stands for all sensors of the series. Four indicators, one index
with one scale and one PCA for all years.

pymannkendall divides by index steps, drops missing values for S and keeps their places for the
slope, and knows no exact p: so it is given years 0, 1, 2, ... and compared with `exact=False`. True
decimal years are compared with scipy's theilslopes.
"""

import datetime

import numpy as np
import pymannkendall
import pytest
from scipy.stats import kendalltau, theilslopes

from missionplanner.ecology.change.serial import judged_trend
from missionplanner.ecology.change.trend import trend
from missionplanner.ecology.imagery.sensors import sensor
from missionplanner.ecology.index.irsei import irsei
from missionplanner.ecology.indicators.dryness import dryness
from missionplanner.ecology.indicators.greenness import greenness
from missionplanner.ecology.indicators.wetness import wetness
from missionplanner.model.study import Indicator, Level, Serial, TrendOptions, decimal_year

SERIES = "multispectral/landsat_harvard_series/p013r030_r50_n423_b8.npz"
USED = (Indicator.GREENNESS, Indicator.WETNESS, Indicator.DRYNESS, Indicator.HEAT)
PIXELS = 300


def summer_scenes(days, clear):
    """Return the clearest scene of each June to August, the first of equals."""
    best = {}
    for place, day in enumerate(days):
        count = int(clear[place].sum())
        if 6 <= day.month <= 8 and count > best.get(day.year, (PIXELS * 0.8, 0))[0]:
            best[day.year] = (count, place)
    return [place for _, place in best.values()]


@pytest.fixture(scope="module")
def harvard(data_dir):
    """Return decimal years (n,) and the indicators (4, n, 300), float64, NaN where not clear."""
    with np.load(data_dir / SERIES) as file:
        stored, days = file["Y"], [datetime.date.fromordinal(int(o)) for o in file["dates"]]
    clear = (stored[7] == 0) & np.all(stored[:6] > 0, axis=0) & (stored[6] > 2000)
    chosen = summer_scenes(days, clear)
    bands = np.where(clear, stored, np.nan)[:, chosen]
    blue, green, red, nir, swir1, swir2 = bands[:6] / 10_000
    cap = sensor("landsat5-tm").tasseled[Level.SURFACE].wetness
    layers = [
        greenness(red, nir),
        wetness((blue, green, red, nir, swir1, swir2), cap),
        dryness(blue, green, red, nir, swir1),
        bands[6] / 10,
    ]
    return np.array([decimal_year(days[place]) for place in chosen]), np.stack(layers)


@pytest.fixture(scope="module")
def layers(harvard):
    """Return what is followed over the years, by name, each (n, 300)."""
    years, indicators = harvard
    pooled = irsei(indicators, USED).index
    return years, dict(
        zip(("greenness", "wetness", "dryness", "heat"), indicators, strict=True)
    ) | {"irsei": pooled}


def assert_same(stack, found):
    for pixel in range(stack.shape[1]):
        peer = pymannkendall.original_test(stack[:, pixel])
        assert found.score[pixel] == peer.s
        assert found.z[pixel] == pytest.approx(peer.z, abs=1e-9)
        assert found.p[pixel] == pytest.approx(peer.p, abs=1e-9)
        assert found.slope[pixel] == pytest.approx(peer.slope, abs=1e-9)
        assert found.intercept[pixel] == pytest.approx(peer.intercept, abs=1e-9)


def test_the_series_has_enough_summers(harvard):
    years, indicators = harvard
    assert years.size >= 20
    assert np.isfinite(indicators).mean() > 0.9
    assert not np.isfinite(indicators).all()


@pytest.mark.parametrize("name", ["greenness", "wetness", "dryness", "heat", "irsei"])
def test_every_real_pixel_is_pymannkendalls(layers, name):
    years, stacks = layers
    stack = stacks[name]
    found = trend(stack, np.arange(years.size), exact=False)
    assert found.slope.shape == (PIXELS,) and np.isfinite(found.slope).all()
    assert_same(stack, found)


def test_true_spacing_is_scipys(layers):
    years, stacks = layers
    found = trend(stacks["irsei"], years)
    for pixel in range(PIXELS):
        there = np.isfinite(stacks["irsei"][:, pixel])
        slope = theilslopes(stacks["irsei"][there, pixel], years[there]).slope
        assert found.slope[pixel] == pytest.approx(slope, abs=1e-12)


@pytest.mark.parametrize("n", [3, 11, 12, 60])
def test_ties_and_gaps_are_pymannkendalls(n):
    rng = np.random.default_rng(n)
    stack = rng.integers(0, 6, (n, 60)) / 5
    stack[rng.random(stack.shape) < 0.15] = np.nan
    stack[:, np.isfinite(stack).sum(axis=0) < 3] = 0.5
    assert_same(stack, trend(stack, np.arange(n), exact=False))


@pytest.mark.parametrize("n", [4, 5, 8, 10])
def test_exact_p_is_scipys(n):
    stack = np.random.default_rng(n).random((n, 30))
    found = trend(stack, np.arange(n))
    for pixel in range(30):
        peer = kendalltau(np.arange(n), stack[:, pixel], method="exact")
        assert found.p[pixel] == pytest.approx(peer.pvalue, abs=1e-12)


def test_months_are_pymannkendalls_seasons():
    # Six years of twelve months each; pymannkendall's slope is per period, which is a year.
    rng = np.random.default_rng(7)
    stack = rng.random((72, 20)) + np.sin(np.arange(72) * np.pi / 6)[:, None]
    stack[rng.random(stack.shape) < 0.1] = np.nan
    stack[5] = np.round(stack[5], 1)
    found = trend(stack, np.arange(72) / 12, seasons=[k % 12 for k in range(72)])
    for pixel in range(20):
        peer = pymannkendall.seasonal_test(stack[:, pixel], period=12)
        assert found.score[pixel] == peer.s
        assert found.z[pixel] == pytest.approx(peer.z, abs=1e-9)
        assert found.p[pixel] == pytest.approx(peer.p, abs=1e-9)
        assert found.slope[pixel] == pytest.approx(peer.slope, abs=1e-9)
        assert found.intercept[pixel] == pytest.approx(peer.intercept, abs=1e-9)


@pytest.mark.parametrize(
    ("way", "peer"),
    [
        (Serial.HAMED_RAO, pymannkendall.hamed_rao_modification_test),
        (Serial.YUE_WANG, lambda x: pymannkendall.yue_wang_modification_test(x, lag=1)),
        (Serial.PRE_WHITENING, pymannkendall.pre_whitening_modification_test),
        (Serial.TREND_FREE, pymannkendall.trend_free_pre_whitening_modification_test),
    ],
)
@pytest.mark.parametrize("n", [6, 11, 36])
@pytest.mark.filterwarnings("ignore:invalid value encountered in sqrt")
def test_corrections_for_alike_dates_are_pymannkendalls(way, peer, n):
    rng = np.random.default_rng(n)
    stack = rng.normal(size=(n, 40))
    for i in range(1, n):
        stack[i] += 0.5 * stack[i - 1]
    stack[:, 30:] = np.round(stack[:, 30:])  # ties
    found = judged_trend(stack, np.arange(n), TrendOptions(serial=way))
    for pixel in range(stack.shape[1]):
        theirs = peer(stack[:, pixel])
        if np.isfinite(theirs.z):  # theirs has no z where the formula gives no variance
            assert found.z[pixel] == pytest.approx(theirs.z, abs=1e-9)
            assert found.p[pixel] == pytest.approx(theirs.p, abs=1e-9)
        assert found.slope[pixel] == pytest.approx(theirs.slope, abs=1e-9)
