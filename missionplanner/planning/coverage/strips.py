"""Straight strips of one cell, strips packed, and the cutting of those no sortie can fly whole."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Polygon

from missionplanner.planning.boundary_rings import rings_of
from missionplanner.planning.kernels.strips import lay_strips
from missionplanner.planning.kernels.types import Rings, Strips

Floats = NDArray[np.float64]

# Most strips of one cell.
MOST_STRIPS = 4000
# A gap in a lane shorter than this is flown across: stopping and starting costs more.
BRIDGE_M = 45.0
# Strips are at least this long where free, m.
LEAST_M = 16.0
# Points nearer to each other are one, m.
ROUNDING_M = 1e-6


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


def packed(lines: Sequence[Floats]) -> Strips:
    """Return strips from the points (n, 2) of each."""
    start = np.concatenate(([0], np.cumsum([len(line) for line in lines], dtype=np.int64)))
    xy = np.vstack(lines) if len(lines) else np.empty((0, 2))
    return Strips(np.ascontiguousarray(xy, dtype=np.float64), start.astype(np.int64))


def straight(ends: Floats) -> Strips:
    """Return straight strips from x, y of both ends, float64 (S, 4)."""
    xy = np.ascontiguousarray(ends.reshape(-1, 2), dtype=np.float64)
    return Strips(xy, 2 * np.arange(len(ends) + 1, dtype=np.int64))


def unpacked(strips: Strips) -> list[Floats]:
    """Return the points (n, 2) of each strip."""
    return np.split(strips.xy, strips.start[1:-1]) if len(strips.start) > 1 else []


def ends_of(strips: Strips) -> Floats:
    """Return x, y of both ends of each strip, float64 (S, 4)."""
    return np.hstack([strips.xy[strips.start[:-1]], strips.xy[strips.start[1:] - 1]])


def halve(strips: Strips, too_long: NDArray[np.bool_]) -> Strips:
    """Cut the marked strips in two, half way along."""
    lines = unpacked(strips)
    halves = [_halves(line) for line, cut in zip(lines, too_long, strict=True) if cut]
    keep = [line for line, cut in zip(lines, too_long, strict=True) if not cut]
    return packed([*keep, *(first for first, _ in halves), *(second for _, second in halves)])


def _halves(line: Floats) -> tuple[Floats, Floats]:
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
    half = 0.5 * along[-1]
    middle = np.array([[np.interp(half, along, line[:, c]) for c in range(2)]])
    before, behind = line[along < half - ROUNDING_M], line[along > half + ROUNDING_M]
    return np.vstack([before, middle]), np.vstack([middle, behind])
