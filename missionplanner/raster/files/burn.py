"""Polygons as cells of a grid. Row 0 is in the NORTH."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import MergeAlg
from rasterio.features import rasterize
from rasterio.transform import Affine
from shapely.geometry.base import BaseGeometry

from missionplanner.raster.grid import Block, Grid


def burn(polygons: Sequence[BaseGeometry], grid: Grid, block: Block) -> NDArray[np.int32]:
    """Return which polygon each cell of a block belongs to.

    Parameters
    ----------
    polygons : sequence of shapely geometries
        In the grid's CRS.
    grid : Grid
    block : Block

    Returns
    -------
    (rows, columns) int32: 0 none, else 1 + index of the FIRST polygon that holds the cell's centre.
    """
    # Later shapes are painted over earlier ones: the first polygon comes last.
    shapes = [(shape, number) for number, shape in enumerate(polygons, 1) if not shape.is_empty]
    return _painted(shapes[::-1], grid, block, MergeAlg.replace)


def count_overlaps(polygons: Sequence[BaseGeometry], grid: Grid, block: Block) -> NDArray[np.int32]:
    """Return how many polygons hold each cell's centre, (rows, columns) int32."""
    shapes = [(shape, 1) for shape in polygons if not shape.is_empty]
    return _painted(shapes, grid, block, MergeAlg.add)


def _painted(shapes: Any, grid: Grid, block: Block, merge: MergeAlg) -> NDArray[np.int32]:
    if not shapes:
        return np.zeros(block.shape, np.int32)
    corner = grid.place(block.column, block.row)
    t = grid.transform
    return np.asarray(
        rasterize(
            shapes,
            out_shape=block.shape,
            transform=Affine(t.a, t.b, corner[0], t.d, t.e, corner[1]),
            merge_alg=merge,
            dtype="int32",
        )
    )
