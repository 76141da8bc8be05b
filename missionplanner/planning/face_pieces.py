"""Faces cut into pieces that are near enough to planes for one aim of the camera.

Steep cells are one group where less than a reach lies between them: walls of benches one above the
other are. A group whose cells look apart by too much is halved, by their direction or their slope,
and each half grouped anew.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from missionplanner.planning.face_ground import SteepGround

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# All but this share of a piece's cells look as its aim does, but for this angle: less than the
# 30 degrees that incidence may have, since rays beside the axis are more aslant, or less.
APART_SHARE, APART_DEG = 0.95, 22.0
# A piece of fewer cells, or cut so often, is not cut any more.
LEAST_CELLS, MOST_CUTS = 24, 7


@dataclass(frozen=True)
class FacePiece:
    """Steep cells that one aim looks at.

    Attributes
    ----------
    rows, cols : int64 (n,), of the DEM
    outward_rad : float
        Direction in which the piece falls, counter-clockwise from east.
    slope_rad : float
        Of its cells, in the middle.
    """

    rows: Ints
    cols: Ints
    outward_rad: float
    slope_rad: float


def face_pieces(
    ground: SteepGround, inside: Bools, cell_m: float, reach_m: float
) -> list[FacePiece]:
    """Return the pieces of the steep cells inside of something.

    Parameters
    ----------
    inside : bool (rows, cols)
    reach_m : float
        Cells within it of each other are one group; directions are smoothed by half of it.
    """
    mask = ground.steep & inside
    weight = ndimage.gaussian_filter(ground.steep.astype(np.float64), 0.5 * reach_m / cell_m)
    east, north = (
        ndimage.gaussian_filter(np.where(ground.steep, rise, 0.0), 0.5 * reach_m / cell_m)
        / np.maximum(weight, 1e-9)
        for rise in (ground.rise_east, ground.rise_north)
    )
    outward = np.arctan2(-north, -east)
    slope = np.arctan(np.hypot(ground.rise_east, ground.rise_north))
    found = []
    at = np.argwhere(mask)
    for rows, cols in _groups(at[:, 0], at[:, 1], reach_m / cell_m):
        found += list(_cut(rows, cols, outward, slope, reach_m / cell_m, MOST_CUTS))
    return found


def _cut(
    rows: Ints, cols: Ints, outward: Floats, slope: Floats, reach: float, cuts: int
) -> Iterator[FacePiece]:
    """Yield a group, or the pieces of its halves."""
    at = outward[rows, cols]
    middle = math.atan2(float(np.sin(at).mean()), float(np.cos(at).mean()))
    turn = np.mod(at - middle + np.pi, 2.0 * np.pi) - np.pi
    steep = slope[rows, cols]
    usual = float(np.median(steep))
    cosine = np.sin(steep) * math.sin(usual) * np.cos(turn) + np.cos(steep) * math.cos(usual)
    apart = np.quantile(np.arccos(np.clip(cosine, -1.0, 1.0)), APART_SHARE)
    if len(rows) < LEAST_CELLS or cuts == 0 or apart <= math.radians(APART_DEG):
        yield FacePiece(rows, cols, middle, usual)
        return
    turns = np.quantile(np.abs(turn), APART_SHARE) * math.sin(usual)
    steeper = np.quantile(np.abs(steep - usual), APART_SHARE)
    one = turn < float(np.median(turn)) if turns > steeper else steep < usual
    for half in (one, ~one):
        if half.any():
            for part in _groups(rows[half], cols[half], reach):
                yield from _cut(*part, outward, slope, reach, cuts - 1)


def _groups(rows: Ints, cols: Ints, reach: float) -> Iterator[tuple[Ints, Ints]]:
    """Yield cells that lie within a reach, in cells, of each other."""
    if not len(rows):
        return
    rim = math.ceil(reach) + 1
    first_row, first_col = int(rows.min()) - rim, int(cols.min()) - rim
    shape = int(rows.max()) - first_row + rim + 1, int(cols.max()) - first_col + rim + 1
    mask = np.zeros(shape, np.bool_)
    mask[rows - first_row, cols - first_col] = True
    near = ndimage.distance_transform_edt(~mask) <= 0.5 * reach
    labels, count = ndimage.label(near, np.ones((3, 3)))
    own = labels[rows - first_row, cols - first_col]
    for number in range(1, count + 1):
        yield rows[own == number], cols[own == number]
