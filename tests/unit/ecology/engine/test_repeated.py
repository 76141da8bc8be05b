import numpy as np

from missionplanner.ecology.engine.bands.facts import one_number, repeated


def counted(*layers):
    return [{"repeated": repeated({"heat": values})} for values in layers]


def noise(shape=(200, 100), step=0.0):
    values = np.random.default_rng(3).normal(300, 3, shape)
    return np.round(values / step) * step if step else values


def test_fill_that_is_a_plausible_number_stands_out():
    filled = noise()
    filled[:20] = 255.0
    assert one_number(counted(filled)) == {"heat": 1999}  # all but the first cell
    stripes = noise()
    stripes[::20] = 255.0
    assert one_number(counted(stripes[:100], stripes[100:]))["heat"] >= 990  # one a row is first
    columns = noise()
    columns[:, ::20] = 255.0
    assert one_number(counted(columns))["heat"] >= 990


def test_what_is_measured_does_not():
    assert one_number(counted(noise())) == {"heat": 0}
    assert one_number(counted(noise(step=0.5))) == {"heat": 0}  # eight bits of a thermal band
    gaps = noise()
    gaps[:20] = np.nan
    assert one_number(counted(gaps)) == {"heat": 0}
