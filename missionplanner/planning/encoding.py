"""How a vector of numbers in [-1, 1] means a pattern of strips.

K cells take 2 K + 2 (K - 1) numbers: K strip angles and K phases of the lane pattern, both
periodic, then angle (periodic) and offset of each of the K - 1 cuts. Bounds are symmetric about
0 and periodic numbers wrap, because OOA is drawn to the origin of its coordinates and, with a
lower bound of 0, pushed to the upper one (measured; see `planning.osprey`).
"""

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon

from missionplanner.planning.coverage.cells import Cut, HalfPlane, leaves

Floats = NDArray[np.float64]

# Share of a lane by which a full number of lanes may fall short, from rounding.
ROUNDING = 1e-6


@dataclass(frozen=True)
class CellPlan:
    """One cell: where it is, the direction of its strips, and where their pattern lies."""

    cell: tuple[HalfPlane, ...]
    angle_rad: float
    phase: float


@dataclass(frozen=True)
class Encoding:
    """The meaning of a vector.

    Attributes
    ----------
    cells : int
        K, at least 1.
    middle : (x, y)
        Cuts with offset 0 go through here, local metres.
    radius_m : float
        Reach of the cuts' offsets.
    fixed_rad : float or None
        The direction of all strips, where it is given.
    """

    cells: int
    middle: tuple[float, float]
    radius_m: float
    fixed_rad: float | None = None

    @property
    def size(self) -> int:
        """Number of variables."""
        return 4 * self.cells - 2

    @property
    def periodic(self) -> NDArray[np.bool_]:
        """Which variables wrap: not the cuts' offsets."""
        wraps = np.ones(self.size, np.bool_)
        wraps[2 * self.cells + 1 :: 2] = False
        return wraps

    def decode(self, x: Floats) -> list[CellPlan]:
        """Return the cells of a vector in [-1, 1]."""
        k = self.cells
        cuts = [self._cut(x[2 * k + 2 * i], x[2 * k + 2 * i + 1]) for i in range(k - 1)]
        return [
            CellPlan(cell, self._angle(x[i]), 0.5 * (x[k + i] + 1.0))
            for i, cell in enumerate(leaves(cuts))
        ]

    def single(self, angle_rad: float, phase: float, spread: Floats) -> Floats:
        """Return a vector whose cells all have one angle; `spread` gives its cuts in [-1, 1]."""
        half_turns = (angle_rad / (0.5 * math.pi) + 1.0) % 2.0 - 1.0
        phases = np.full(self.cells, 2.0 * phase - 1.0)
        head = np.concatenate([np.full(self.cells, half_turns), phases])
        return np.concatenate([head, spread[: self.size - 2 * self.cells]])

    def _cut(self, angle: float, offset: float) -> Cut:
        turn = 0.5 * math.pi * float(angle)
        through = self.middle[0] * math.cos(turn) + self.middle[1] * math.sin(turn)
        return Cut(turn, through + float(offset) * self.radius_m)

    def _angle(self, value: float) -> float:
        return 0.5 * math.pi * float(value) if self.fixed_rad is None else self.fixed_rad


def encoding_for(area: MultiPolygon, cells: int, direction_deg: float | None = None) -> Encoding:
    """Return an encoding whose cuts reach all of an area (local metres).

    `direction_deg` is the bearing of all strips, where it is given.
    """
    fixed_rad = None if direction_deg is None else math.radians(90.0 - direction_deg)
    west, south, east, north = area.bounds
    radius_m = 0.45 * math.hypot(east - west, north - south)
    return Encoding(cells, (area.centroid.x, area.centroid.y), radius_m, fixed_rad)


def centred_phase(area: MultiPolygon, angle_rad: float, spacing_m: float) -> float:
    """Return the phase of fewest lanes with equal margins on both sides, in [0, 1).

    The lanes of a fitting pattern are spacings wide together; what they are wider than the area
    is shared by both sides.
    """
    x, y = shapely.get_coordinates(area).T
    across = y * math.cos(angle_rad) - x * math.sin(angle_rad)
    low, high = float(across.min()), float(across.max())
    lanes = max(1, math.ceil((high - low) / spacing_m - ROUNDING))
    first = 0.5 * (low + high) / spacing_m - 0.5 * (lanes - 1)
    return first % 1.0


def long_side(area: MultiPolygon) -> float:
    """Return the direction of the long side of the smallest rectangle around an area, rad."""
    corners = np.asarray(area.minimum_rotated_rectangle.exterior.coords)
    sides = np.diff(corners, axis=0)[:2]
    longest = sides[int(np.argmax(np.hypot(*sides.T)))]
    return float(np.arctan2(longest[1], longest[0]) % math.pi)
