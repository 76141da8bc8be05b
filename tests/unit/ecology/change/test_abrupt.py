import numpy as np
import pytest

from missionplanner.ecology.change.abrupt import steps
from missionplanner.ecology.change.pettitt import break_p
from missionplanner.ecology.change.steps import GAIN, LOSS, NONE
from tests.unit.ecology.change.test_pettitt import statistic

NAN = np.nan


def of(*series, step=0.2):
    return steps(np.array(series, np.float64).T, step)


def test_a_pit_that_opens_is_a_loss_with_its_date():
    found = of([0.560, 0.560, 0.093, 0.125, 0.136])
    assert found.code[0] == LOSS and found.after[0] == 2
    assert found.step[0] == pytest.approx(-0.467) and found.total[0] == pytest.approx(-0.424)
    assert found.shift[0] == pytest.approx(0.125 - 0.560)
    assert np.isnan(found.break_p[0])  # five dates bear no p


def test_what_is_no_abrupt_change_is_not_called_one():
    found = of(
        [0.648, 0.65, 0.647, 0.648, 0.649],  # forest
        [0.9, 0.7, 0.5, 0.3, 0.1],  # steady
        [0.6, 0.6, 0.1, 0.6, 0.6],  # one bad date
        [0.5, 0.65, 0.5, 0.64, 0.5],  # restless
    )
    assert (found.code == NONE).all()


def test_a_dump_that_is_planted_is_a_gain_and_missing_dates_are_stepped_over():
    found = of([0.1, NAN, 0.12, NAN, 0.6])
    assert found.code[0] == GAIN and found.after[0] == 4 and found.total[0] == pytest.approx(0.5)
    assert of([0.1, NAN, NAN, NAN, 0.6]).code[0] == 0


def test_white_noise_is_seldom_abrupt():
    rng = np.random.default_rng(3)
    found = steps(rng.normal(0.5, 0.05, (8, 20_000)).astype(np.float32), 0.2)
    assert (found.code != NONE).mean() < 1e-3
    # Of eight dates K = 16 alone is rarer than 5 %.
    assert (found.break_p <= 0.05).mean() == pytest.approx(break_p(8, 16), abs=0.004)


def test_the_break_is_pettitts():
    x = np.random.default_rng(5).normal(size=11)
    x[6:] += 2.5
    found = of(x)
    u = [np.sign(np.subtract.outer(x[:t], x[t:])).sum() for t in range(1, 11)]
    assert found.break_after[0] == 1 + int(np.argmax(np.abs(u)))
    assert statistic(x) > 20 and found.break_p[0] < 0.05
