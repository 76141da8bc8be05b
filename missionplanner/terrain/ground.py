"""The DEM as the rest of the program knows it: EGM96 metres on a square grid of the site frame."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.message import Message, text
from missionplanner.raster.bilinear import bilinear_at

Floats = NDArray[np.float64]

# Enough cells to tell 99.9 % from less, few enough to be quick.
_COUNTED_CELLS = 400_000


_NO_NOTE = text("")


@dataclass(frozen=True, eq=False)
class Terrain:
    """The ground around a site.

    Attributes
    ----------
    frame : SiteFrame
    x0_m, y0_m : float
        Centre of the south-west cell, site frame, metres.
    cell_m : float
        Side of a cell, metres.
    height_m : (rows, cols) float64, C-contiguous
        EGM96 heights, metres, row 0 in the SOUTH, NaN where there is no value.
    datum_note : Message
        Where the heights come from and how they were made EGM96, for reports.
    sources : tuple of Path
    highest_m : (rows, cols) float64 or None
        The highest thing in each cell, EGM96 metres, where the source is finer than the grid;
        None: `height_m` says all there is. Clearance is kept from this.
    told : tuple of Message
        What the reader of a plan must know of its terrain, a sentence each: voids, a surface with
        trees on it, which of several files serves where.
    """

    frame: SiteFrame
    x0_m: float
    y0_m: float
    cell_m: float
    height_m: Floats
    datum_note: Message = _NO_NOTE
    sources: tuple[Path, ...] = ()
    highest_m: Floats | None = None
    told: tuple[Message, ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, cols = self.height_m.shape
        return rows, cols

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north (m) of the outermost cell CENTRES: where heights are known."""
        rows, cols = self.shape
        return (
            self.x0_m,
            self.y0_m,
            self.x0_m + (cols - 1) * self.cell_m,
            self.y0_m + (rows - 1) * self.cell_m,
        )

    def height_at(self, x_m: ArrayLike, y_m: ArrayLike) -> Floats:
        """Return EGM96 heights (m), bilinear; NaN outside the DEM or next to a void."""
        x, y = np.broadcast_arrays(np.asarray(x_m, np.float64), np.asarray(y_m, np.float64))
        return bilinear_at(self.height_m, self.x0_m, self.y0_m, self.cell_m, x, y)

    def centres(self) -> tuple[Floats, Floats]:
        """Return the eastings (cols,) and northings (rows,) of the cell centres, metres."""
        rows, cols = self.shape
        east = self.x0_m + np.arange(cols, dtype=np.float64) * self.cell_m
        north = self.y0_m + np.arange(rows, dtype=np.float64) * self.cell_m
        return east, north

    def covers(self, geometry_m: BaseGeometry) -> float:
        """Return the share (0-1) of a polygon in site metres that has heights."""
        x, y = _points_in(geometry_m, self.cell_m)
        if not len(x):
            point = geometry_m.representative_point()
            x, y = np.array([point.x]), np.array([point.y])
        return float(np.mean(np.isfinite(self.height_at(x, y))))


def _points_in(geometry_m: BaseGeometry, cell_m: float) -> tuple[Floats, Floats]:
    """Return points on a lattice within a geometry, a cell apart or, for a large one, more."""
    west, south, east, north = geometry_m.bounds
    step = max(cell_m, float(np.sqrt((east - west) * (north - south) / _COUNTED_CELLS)))
    xs, ys = np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step)
    x, y = (a.ravel() for a in np.meshgrid(xs, ys))
    shapely.prepare(geometry_m)
    inside = shapely.contains_xy(geometry_m, x, y)
    return x[inside], y[inside]
