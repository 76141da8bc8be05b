"""Net primary productivity (paper 2, I5) of MOD17A3HGF, kept as GeoTIFF."""

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError

Floats = NDArray[np.float64]

SCALE = 1e-4
"""kg C m-2 yr-1 in one stored unit (MOD17 user's guide, version 6.1)."""

FILLS_FROM = 32761
"""Stored values from here to 32767 say why there is no figure (water, barren, urban, fill)."""


def productivity(stored: Floats) -> Floats:
    """Return NPP, kg C m-2 yr-1, of stored whole numbers; NaN for fill values and nodata."""
    there = (stored < FILLS_FROM) & (stored > -30001)
    return np.where(there, stored * SCALE, np.nan)


def refuse_hdf(path: str) -> None:
    """Raise where a file is HDF4, which the GDAL that ships with this program cannot read.

    Raises
    ------
    InputError
        The name ends in .hdf.
    """
    if path.lower().endswith((".hdf", ".hdf4")):
        raise InputError("indicators.hdf4", path)
