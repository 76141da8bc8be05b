"""Cells of the area: leaves of a binary space partition by straight cuts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Cut:
    """A straight cut: the points p with p . (cos angle, sin angle) = offset_m, local metres."""

    angle_rad: float
    offset_m: float


@dataclass(frozen=True)
class HalfPlane:
    """The points p with p . normal <= offset_m."""

    normal: tuple[float, float]
    offset_m: float

    def polygon(self, reach_m: float) -> Polygon:
        """Return it as a square of half side `reach_m` on the cut."""
        nx, ny = self.normal
        cx, cy = nx * self.offset_m, ny * self.offset_m
        ux, uy = -ny * reach_m, nx * reach_m
        bx, by = -2.0 * nx * reach_m, -2.0 * ny * reach_m
        return Polygon(
            [(cx + ux, cy + uy), (cx - ux, cy - uy), (cx - ux + bx, cy - uy + by),
             (cx + ux + bx, cy + uy + by)]
        )  # fmt: skip


def leaves(cuts: Sequence[Cut]) -> list[tuple[HalfPlane, ...]]:
    """Return the cells that a sequence of cuts makes.

    The first cut halves the plane; each further one halves the oldest cell not yet halved. n cuts
    make n + 1 cells, disjoint, together everything.
    """
    cells: list[tuple[HalfPlane, ...]] = [()]
    for cut in cuts:
        nx, ny = math.cos(cut.angle_rad), math.sin(cut.angle_rad)
        cell = cells.pop(0)
        near = HalfPlane((nx, ny), cut.offset_m)
        far = HalfPlane((-nx, -ny), -cut.offset_m)
        cells += [(*cell, near), (*cell, far)]
    return cells


def part_in(area: MultiPolygon, cell: Sequence[HalfPlane]) -> list[Polygon]:
    """Return the polygons of the area inside a cell, local metres."""
    found: BaseGeometry = area
    reach_m = 4.0 * max((abs(v) for v in area.bounds), default=1.0) + 1.0
    for half in cell:
        found = shapely.intersection(found, half.polygon(reach_m))
    parts = getattr(found, "geoms", [found])
    return [p for p in parts if isinstance(p, Polygon) and p.area > 0.0]
