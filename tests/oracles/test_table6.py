"""The second paper's Table VI: 31 units of variable weights, out of our own state function.

`ecology/paper2_table6.csv` is the printed table, four decimals. The thresholds behind it are not
printed; any state inside [0, 1] will do, so each weight is turned back into a state under
d = (0.25, 0.5, 0.75) and forth again through W0 S / sum(W0 S).
"""

import csv

import numpy as np
import pytest
from scipy.optimize import linprog

from missionplanner.ecology.security.index import recipe, security_index
from missionplanner.ecology.security.variable import state
from tests.unit.ecology.security.written_out import variable_weights

THRESHOLDS = (0.25, 0.5, 0.75)
FLOOR = 0.6
HIGHEST = float(state(0.0, THRESHOLDS))
ROUNDING = 0.5e-4
UNITS = range(1, 32)


@pytest.fixture(scope="module")
def table(data_dir):
    with (data_dir / "ecology" / "paper2_table6.csv").open() as file:
        rows = list(csv.reader(file))
    names = rows[0][1:]
    return names, {row[0]: np.array(row[1:], dtype=float) for row in rows[1:]}


def state_of(wanted):
    """x in [0, d2] with S(x) = wanted, by bisection: S falls there."""
    low, high = np.zeros_like(wanted), np.full_like(wanted, THRESHOLDS[1])
    for _ in range(60):
        middle = (low + high) / 2
        above = state(middle, THRESHOLDS) > wanted
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.where(wanted <= FLOOR, 0.6, (low + high) / 2)


def states_within(names, w0, weights, residual):
    """Return S with |W0 S / sum(W0 S) - weights| <= residual, I2 and I4 on the floor, or None.

    Times the sum, the condition is linear in S: a linear program without an aim.
    """
    above = np.diag(w0) - np.outer(weights + residual, w0)
    below = np.outer(weights - residual, w0) - np.diag(w0)
    conditions = np.vstack([above, below]) / ROUNDING  # the solver's tolerance is absolute
    bounds = [(FLOOR, FLOOR if name in ("I2", "I4") else HIGHEST) for name in names]
    zeros = np.zeros(2 * w0.size)
    found = linprog(np.zeros(w0.size), conditions, zeros, bounds=bounds)
    return np.maximum(found.x, FLOOR) if found.success else None


def solved(names, w0, weights):
    """Return states x whose weights are those of one row, as near as a few trials tell."""
    for residual in ROUNDING * np.array([0.5, 0.8, 0.96, 1.05]):
        wanted = states_within(names, w0, weights, residual)
        if wanted is not None:
            return state_of(wanted)
    pytest.fail("no state within the rounding of the table")


@pytest.mark.parametrize("unit", UNITS)
def test_row_is_reproduced_below_the_rounding_of_the_table(table, unit):
    names, rows = table
    w0, weights = rows["CW"], rows[str(unit)]
    x = solved(names, w0, weights)
    assert np.all((x >= 0) & (x <= 1))
    assert state(x, THRESHOLDS)[[names.index("I2"), names.index("I4")]] == pytest.approx(FLOOR)
    found = variable_weights(x, w0, [THRESHOLDS] * 21)
    # Both rows are rounded: half a unit of W, and half a unit of W0 times S / sum(W0 S).
    assert np.all(np.abs(found - weights) < ROUNDING * (1 + weights / w0))
    # With W0 taken as exact only unit 17 misses half a unit, by a twentieth of it.
    assert np.abs(found - weights).max() < ROUNDING * (1.06 if unit == 17 else 0.97)


def test_quick_pass_gives_the_same_index_as_the_table_of_weights(table):
    names, rows = table
    w0 = rows["CW"]
    x = np.stack([solved(names, w0, rows[str(unit)]) for unit in UNITS], axis=1)
    printed = np.stack([rows[str(unit)] for unit in UNITS], axis=1)
    found = security_index(x, recipe(w0, [THRESHOLDS] * 21))
    assert found.variable == pytest.approx((printed * x).sum(axis=0), abs=21 * ROUNDING)
    assert found.constant == pytest.approx(w0 @ x)


def test_constant_weights_sum_to_one_and_rows_do_within_their_rounding(table):
    _, rows = table
    assert rows["CW"].sum() == pytest.approx(1, abs=1e-9)
    assert len(rows) == 32
    for unit in UNITS:
        assert rows[str(unit)].sum() == pytest.approx(1, abs=21 * ROUNDING)


def test_state_of_shannon_diversity_is_the_same_in_all_units(table):
    """I3 is no misprint: its S is 1.28 to 1.29 everywhere."""
    names, rows = table
    i3, i2 = names.index("I3"), names.index("I2")
    w0 = rows["CW"]
    ratios = [rows[str(u)][i3] / rows[str(u)][i2] * w0[i2] / w0[i3] * FLOOR for u in UNITS]
    assert min(ratios) > 1.26
    assert max(ratios) < 1.31
