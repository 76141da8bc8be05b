"""An epoch's cells in tenths, each of which can be left out to see whether signs hold."""

from dataclasses import dataclass

import numpy as np

from missionplanner.ecology.statistics.limits import Limits
from missionplanner.ecology.statistics.moments import Moments, merged, part_of
from missionplanner.ecology.statistics.pixelwise import Floats
from missionplanner.ecology.trust.thresholds import STRIP_CELLS, TENTHS, TENTHS_SEED


@dataclass(frozen=True)
class Parted:
    """Moments of a block, and of its strips in tenths of which each can be left out."""

    whole: Moments
    tenths: tuple[Moments, ...]


def in_tenths(lines: Floats, rows: int, limits: Limits, place: tuple[int, int] = (0, 0)) -> Parted:
    """Return the moments of a block of indicators, scaled and clipped by limits.

    Parameters
    ----------
    lines : float32 or float64, shape (k, rows * columns)
        NaN is nodata.
    rows : int
        Of the block; neighbouring rows are left out together.
    limits : Limits
    place : (row, column)
        Of the block in its raster. It seeds the choice, so that the same block is cut alike
        whoever works on it.
    """
    columns = lines.shape[1] // rows
    step = max(1, min(STRIP_CELLS, rows // (2 * TENTHS)))
    strips = [
        part_of(lines, start * columns, min(start + step, rows) * columns, limits)
        for start in range(0, rows, step)
    ]
    seeded = np.random.default_rng([TENTHS_SEED, *place])
    tenth_of = seeded.permutation(len(strips)) % TENTHS
    parts = [[part_of(lines, 0, 0, limits)] for _ in range(TENTHS)]
    for strip, tenth in zip(strips, tenth_of, strict=True):
        parts[tenth].append(strip)
    return Parted(merged(strips), tuple(merged(own) for own in parts))
