"""Min-max by sign over all years."""

import numpy as np
import pytest

from missionplanner.ecology.security.standardise import (
    RawRanges,
    checked_limits,
    limits,
    pooled,
    standardised,
)
from missionplanner.errors import InputError
from missionplanner.model.security import Sign

FIRST = np.array([[[2.0, 4.0]], [[10.0, 20.0]]])
SECOND = np.array([[[6.0, np.nan]], [[30.0, 99.0]]])


def test_years_share_one_scale():
    scale = pooled([limits(FIRST), limits(SECOND)])
    assert scale.minimum.tolist() == [2.0, 10.0]
    # 99 stands in a pixel that has no other indicator.
    assert scale.maximum.tolist() == [6.0, 30.0]
    found = standardised(FIRST, scale, (Sign.POSITIVE, Sign.NEGATIVE))
    assert found.tolist() == [[[0.0, 0.5]], [[1.0, 0.5]]]
    later = standardised(SECOND, scale, (Sign.POSITIVE, Sign.NEGATIVE))
    assert later[0, 0, 0] == 1.0
    assert later[1, 0, 0] == 0.0
    assert np.isnan(later[0, 0, 1])


def test_values_beyond_given_limits_are_held():
    scale = RawRanges(np.array([0.0]), np.array([1.0]))
    assert standardised(np.array([[-1.0, 0.25, 7.0]]), scale, (Sign.NEGATIVE,)).tolist() == [
        [1.0, 0.75, 0.0]
    ]


def test_dtype_is_kept():
    scale = limits(FIRST)
    assert standardised(FIRST.astype(np.float32), scale, ("+", "-")).dtype == np.float32


def test_constant_indicator_is_named():
    scale = pooled([limits(np.array([[[1.0, 2.0]], [[5.0, 5.0]]]))])
    with pytest.raises(InputError, match="P2: the indicator is 5 everywhere and in all years"):
        checked_limits(scale, ("P1", "P2"))


def test_indicators_that_never_meet_are_told():
    apart = np.array([[[1.0, np.nan]], [[np.nan, 5.0]]])
    with pytest.raises(InputError, match="no pixel has a value in every indicator"):
        checked_limits(limits(apart), ("P1", "P2"))
