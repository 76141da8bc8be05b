"""The terrain as the window draws and reads it; light, from the worker process."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from missionplanner.messages.message import Message
from missionplanner.model.places import Rect
from missionplanner.raster.bilinear import bilinear_at

Floats = NDArray[np.float64]


def cell_edges(x0_m: float, y0_m: float, cell_m: float, shape: tuple[int, ...]) -> Rect:
    """Return the outer edges of a raster given by the centre of its south-west cell."""
    half = cell_m / 2
    return x0_m - half, y0_m - half, shape[1] * cell_m, shape[0] * cell_m


@dataclass(frozen=True)
class Ground:
    """The terrain, in site metres.

    Attributes
    ----------
    x0_m, y0_m, cell_m : float
        Centre of the south-west cell and the cell's side, m.
    height_m : float32 (rows, cols)
        EGM96 heights, row 0 in the south, NaN nodata.
    epsg : int
        The site's UTM zone.
    datum_note : Message
        How the heights came to be EGM96.
    sources : tuple of str
        Names of the elevation files.
    """

    x0_m: float
    y0_m: float
    cell_m: float
    height_m: NDArray[np.float32]
    epsg: int
    datum_note: Message
    sources: tuple[str, ...]

    @property
    def rect(self) -> Rect:
        """Left, bottom, width and height of the outer cell edges, m."""
        return cell_edges(self.x0_m, self.y0_m, self.cell_m, self.height_m.shape)

    def looks_like(self, other: "Ground") -> bool:
        """Tell whether another ground is drawn just as this one."""
        same = (self.rect, self.epsg) == (other.rect, other.epsg)
        return same and np.array_equal(self.height_m, other.height_m, equal_nan=True)

    def height_at(self, x_m: ArrayLike, y_m: ArrayLike) -> Floats:
        """Return bilinear heights, m EGM96; NaN off the grid."""
        return bilinear_at(self.height_m, self.x0_m, self.y0_m, self.cell_m, x_m, y_m)
