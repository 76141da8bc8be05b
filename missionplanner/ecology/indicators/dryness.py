"""Dryness: NDBSI, the mean of the index-based built-up index and the soil index (paper 1, E3)."""

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.ecology.statistics.pixelwise import Floats, flattened


@kernel
def _dryness(
    blue: Floats,
    green: Floats,
    red: Floats,
    nir: Floats,
    swir1: Floats,
    literal: bool,
    out: Floats,
) -> None:
    for i in range(out.size):
        b, g, r = np.float64(blue[i]), np.float64(green[i]), np.float64(red[i])
        n, s = np.float64(nir[i]), np.float64(swir1[i])
        bare = r + b if literal else s + r
        covered = n + g if literal else n + b
        soil, soil_sum = bare - covered, bare + covered
        sn, nr, gs = s + n, n + r, g + s
        # Both of IBI's sides times the three denominators within it: one division, not six.
        built, grown = 2.0 * s * nr * gs, (n * gs + g * nr) * sn
        ibi, ibi_sum = built - grown, built + grown
        value = 0.5 * (soil * ibi_sum + ibi * soil_sum) / (soil_sum * ibi_sum)
        out[i] = value if soil_sum * ibi_sum * sn * nr * gs != 0.0 else np.nan


def dryness(
    blue: Floats,
    green: Floats,
    red: Floats,
    nir: Floats,
    swir1: Floats,
    *,
    literal: bool = False,
) -> Floats:
    """Return NDBSI = (IBI + SI) / 2.

    Parameters
    ----------
    blue, green, red, nir, swir1 : float32 or float64, any shape
        Reflectances; NaN is nodata.
    literal : bool
        Take SI as paper 1 prints it.

    Returns
    -------
    float32 or float64, same shape
        No unit; NaN where a band is or where a denominator is 0.

    Raises
    ------
    InputError
        The bands differ in size.

    Notes
    -----
    SI = ((SWIR1 + red) - (NIR + blue)) / ((SWIR1 + red) + (NIR + blue)) (Rikimaru et al. 2002,
    there called the bare soil index). Paper 1 prints ((red + blue) - (NIR + green)) / (their sum):
    no SWIR1 in it, and bare soil comes out negative. IBI is Xu's (2008) as printed.
    """
    lines = flattened(blue, green, red, nir, swir1)
    out = np.empty_like(lines[0])
    _dryness(lines[0], lines[1], lines[2], lines[3], lines[4], literal, out)
    return out.reshape(np.shape(blue))
