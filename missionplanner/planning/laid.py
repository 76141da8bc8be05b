"""Strips that a pattern lays one by one: where, how high, and where the camera looks along them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from missionplanner.model.patterns import StripAim
from missionplanner.planning.coverage.strips import packed
from missionplanner.planning.kernels.types import Strips

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LaidStrips:
    """A geometry whose strips are given.

    Attributes
    ----------
    strips : Strips
        Local metres.
    angle_rad : float
        Direction of the pattern, counter-clockwise from east.
    aims : tuple of StripAim
        Of each strip; empty: all look as the sensor says.
    height_m : float64 (points,) or None
        EGM96 height of each point of the strips; None: as high above ground as is asked.
    """

    strips: Strips
    angle_rad: float
    aims: tuple[StripAim, ...] = ()
    height_m: Floats | None = None

    def height_at(self, strip: int, xy: Floats) -> Floats:
        """Return the heights (n,) at points (n, 2) on a strip, EGM96 m."""
        if self.height_m is None:
            raise ValueError(strip)
        part = slice(self.strips.start[strip], self.strips.start[strip + 1])
        line = self.strips.xy[part]
        along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
        at = shapely.line_locate_point(shapely.linestrings(line), shapely.points(xy))
        return np.asarray(np.interp(at, along, self.height_m[part]))


def laid(lines: Sequence[Floats], angle_rad: float, aims: Sequence[StripAim] = ()) -> LaidStrips:
    """Return strips from the points of each: (n, 2), or (n, 3) where they have heights.

    Parameters
    ----------
    aims : sequence of StripAim
        Of each line; empty: none has one.
    """
    flat = packed([line[:, :2] for line in lines])
    high = [line[:, 2] for line in lines if line.shape[1] == 3]
    return LaidStrips(flat, angle_rad, tuple(aims), np.concatenate(high) if high else None)


def free_parts(line: Floats, usable: shapely.Geometry, least_m: float) -> list[Floats]:
    """Return the parts of a line (n, 2) or (n, 3) on usable ground that are long enough."""
    whole = shapely.linestrings(line[:, :2])
    parts = shapely.get_parts(shapely.line_merge(whole.intersection(usable)))
    kept = [
        shapely.get_coordinates(part)
        for part in parts
        if part.geom_type == "LineString" and part.length >= least_m
    ]
    if line.shape[1] == 2:
        return kept
    every = laid([line], 0.0)
    return [np.column_stack((xy, every.height_at(0, xy))) for xy in kept]
