"""The natural logarithm in plain arithmetic, so that the compiler works on several pixels at once.

A call of the system's logarithm keeps a loop at one pixel a step; this one is within 4e-16 of it.
"""

import math

import numpy as np

from missionplanner.compiled import kernel

_FRACTION = np.int64(0x000F_FFFF_FFFF_FFFF)
_ONE = np.int64(0x3FF0_0000_0000_0000)
_ROOT_2, _LN_2 = math.sqrt(2.0), math.log(2.0)


@kernel
def natural_log(value: float) -> float:
    """Return ln(value) of a positive, normal float64; NaN for NaN, 0 and below.

    With value = m 2^e and m from sqrt(1/2) to sqrt(2): ln = e ln 2 + 2 artanh((m - 1) / (m + 1)),
    the series of artanh to the 19th power, whose rest is below 1e-17 there.
    """
    bits = np.float64(value).view(np.int64)
    exponent = np.float64(np.int32(bits >> 52) - np.int32(1023))
    share: float = np.int64((bits & _FRACTION) | _ONE).view(np.float64)
    upper = share > _ROOT_2
    share = 0.5 * share if upper else share
    exponent = exponent + 1.0 if upper else exponent
    s = (share - 1.0) / (share + 1.0)
    z = s * s
    rest = 1.0 / 19.0
    rest = rest * z + 1.0 / 17.0
    rest = rest * z + 1.0 / 15.0
    rest = rest * z + 1.0 / 13.0
    rest = rest * z + 1.0 / 11.0
    rest = rest * z + 1.0 / 9.0
    rest = rest * z + 1.0 / 7.0
    rest = rest * z + 1.0 / 5.0
    rest = rest * z + 1.0 / 3.0
    result = exponent * _LN_2 + 2.0 * (s + s * z * rest)
    return result if value > 0.0 else np.nan
