"""Strips of one cell, and the cutting of strips that no sortie can fly in one go."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Polygon

from missionplanner.planning.boundary_rings import rings_of
from missionplanner.planning.kernels.strips import lay_strips
from missionplanner.planning.kernels.types import Rings

Floats = NDArray[np.float64]

# Most strips of one cell.
MOST_STRIPS = 4000
# A gap in a lane shorter than this is flown across: stopping and starting costs more.
BRIDGE_M = 45.0
# Strips are at least this long where free, m.
LEAST_M = 16.0


def strips_in(
    parts: Iterable[Polygon],
    angle_rad: float,
    phase: float,
    spacing_m: float,
    keep_out: Rings,
    bridge_m: float = BRIDGE_M,
) -> Floats:
    """Fill polygons with parallel strips; see `planning.kernels.lanes` for the guarantee.

    Parameters
    ----------
    parts : iterable of Polygon
        Local metres.
    angle_rad : float
        Direction of the strips, counter-clockwise from east.
    phase : float
        Where the lane pattern lies, in spacings.
    keep_out : Rings
        Blocked ground, local metres; strips end there.

    Returns
    -------
    float64 (S, 4)
        x, y of both ends, local metres.
    """
    out = np.empty((MOST_STRIPS, 4))
    count = lay_strips(
        angle_rad, phase, spacing_m, rings_of(parts), keep_out, bridge_m, LEAST_M, out, 0
    )
    return out[:count].copy()


def halve(strips: Floats, too_long: NDArray[np.bool_]) -> Floats:
    """Cut the marked strips in two."""
    keep, cut = strips[~too_long], strips[too_long]
    middle = 0.5 * (cut[:, :2] + cut[:, 2:])
    first, second = np.hstack([cut[:, :2], middle]), np.hstack([middle, cut[:, 2:]])
    return np.ascontiguousarray(np.vstack([keep, first, second]))
