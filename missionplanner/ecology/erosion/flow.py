"""Where water runs on a DEM: pits filled by a priority flood, cells counted down the slope.

Arrays keep the file's order (row 0 = north), NaN is nodata. A cell at the edge of the raster or
beside nodata is an outlet: water without a lower neighbour leaves there, and so does a hole in the
data swallow what reaches it.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.errors import InputError

Floats = NDArray[np.floating[Any]]
Cells = NDArray[np.int32] | NDArray[np.int64]
Flow = Literal["multiple", "d8"]

FREEMAN_EXPONENT = 1.1
"""Freeman (1991), Computers & Geosciences 17:413-422: shares go with tan(slope) to this power."""

_OUTLET, _UNSEEN, _NODATA = 8, 255, 254
_ROW_STEPS = np.array([0, 1, 1, 1, 0, -1, -1, -1])
_COLUMN_STEPS = np.array([1, 1, 0, -1, -1, -1, 0, 1])
_DIAGONAL = np.sqrt(2.0)


@dataclass(frozen=True)
class Flooded:
    """A DEM without pits, and the way the flood took.

    Attributes
    ----------
    height_m : (rows, cols)
        Filled up to the lowest rim; flats stay flat.
    parent : (rows, cols) uint8
        Direction (0 = east, clockwise, 7 = north-east) the flood came from; 8 is an outlet, 254
        nodata. On a flat, water takes this way back.
    order : (count,) int
        Cells (row * cols + column) as the flood reached them: no cell drains into a later one.
    """

    height_m: Floats
    parent: NDArray[np.uint8]
    order: Cells


@dataclass(frozen=True)
class Accumulation:
    """How many cells drain through each cell.

    Attributes
    ----------
    cells : (rows, cols) float64
        Cells uphill AND the cell itself; NaN where the DEM has no value.
    outflow_cells : float
        What leaves at the outlets: the number of cells with a value.
    """

    cells: NDArray[np.float64]
    outflow_cells: float


def flood(height_m: Floats) -> Flooded:
    """Fill pits from the edge inward, the lowest rim first (priority flood).

    Barnes, Lehman & Mulla (2014), Computers & Geosciences 62:117-127, algorithm 2, with the way of
    the flood kept. Time O(n log n); memory besides the DEM: 5 bytes a cell and the heap.

    Parameters
    ----------
    height_m : (rows, cols) float32 or float64
        NaN is nodata. Not changed.

    Raises
    ------
    InputError
        Where no cell has a height.
    """
    filled = np.array(height_m, order="C", copy=True)
    rows, cols = filled.shape
    parent = np.full(filled.size, _UNSEEN, np.uint8)
    order: Cells = np.empty(filled.size, np.int64)
    if filled.size < 2**31:
        order = np.empty(filled.size, np.int32)
    count = _flood(filled.reshape(-1), rows, cols, parent, order)
    if count == 0:
        raise InputError("erosion.no_height", "dem")
    return Flooded(filled, parent.reshape(rows, cols), order[:count])


def accumulate(
    flooded: Flooded, flow: Flow = "multiple", exponent: float = FREEMAN_EXPONENT
) -> Accumulation:
    """Count the cells that drain through each cell of a flooded DEM with square cells.

    Parameters
    ----------
    flooded : Flooded
    flow : {'multiple', 'd8'}
        'multiple' shares water among all lower neighbours, in proportion to the tangent of the
        slope toward them to the power of `exponent` (Freeman 1991: 1.1; Quinn et al. 1991 take 1
        and weight by contour length besides, which is not done here). 'd8' sends all of it down
        the steepest (O'Callaghan & Mark 1984), the first clockwise from east where two are equal.
    exponent : float
        Of 'multiple'.
    """
    rows, cols = flooded.height_m.shape
    cells = np.full(rows * cols, np.nan)
    cells[flooded.order] = 1.0
    outflow = _accumulate(
        flooded.height_m.reshape(-1),
        cols,
        flooded.parent.reshape(-1),
        flooded.order,
        0.0 if flow == "d8" else float(exponent),
        cells,
    )
    return Accumulation(cells.reshape(rows, cols), outflow)


def warm() -> None:
    """Compile the loops for both types of DEMs."""
    for dtype in (np.float32, np.float64):
        accumulate(flood(np.ones((3, 3), dtype)))


@kernel
def _flood(
    height: Floats,
    rows: int,
    cols: int,
    parent: NDArray[np.uint8],
    order: Cells,
) -> int:
    """Raise pits in `height`, fill `parent` and `order`; return the number of cells reached.

    `order` is at once the queue of cells no higher than the water (they come before anything on
    the heap), so that flats and pits cost no heap.
    """
    keys, ids = np.empty(1024, height.dtype), np.empty(1024, np.int64)
    size = 0
    for cell in range(height.size):
        if np.isnan(height[cell]):
            parent[cell] = _NODATA
        elif _is_outlet(height, rows, cols, cell):
            parent[cell] = _OUTLET
            keys, ids, size = _pushed(keys, ids, size, height[cell], cell)
    done = reached = 0
    while done < reached or size > 0:
        if done == reached:
            order[reached] = ids[0]
            reached += 1
            size = _popped(keys, ids, size)
        here = order[done]
        done += 1
        row, column = here // cols, here % cols
        for way in range(8):
            r, c = row + _ROW_STEPS[way], column + _COLUMN_STEPS[way]
            if r < 0 or c < 0 or r >= rows or c >= cols:
                continue
            there = r * cols + c
            if parent[there] != _UNSEEN:
                continue
            parent[there] = (way + 4) % 8
            if height[there] <= height[here]:
                height[there] = height[here]
                order[reached] = there
                reached += 1
            else:
                keys, ids, size = _pushed(keys, ids, size, height[there], there)
    return reached


@kernel
def _is_outlet(height: Floats, rows: int, cols: int, cell: int) -> bool:
    row, column = cell // cols, cell % cols
    if row == 0 or column == 0 or row == rows - 1 or column == cols - 1:
        return True
    for way in range(8):
        if np.isnan(height[cell + _ROW_STEPS[way] * cols + _COLUMN_STEPS[way]]):
            return True
    return False


@kernel
def _pushed(
    keys: Floats, ids: NDArray[np.int64], size: int, key: float, cell: int
) -> tuple[Floats, NDArray[np.int64], int]:
    """Put a cell on the binary heap; return the heap, which may have grown, and its size."""
    if size == keys.size:
        keys, ids = np.concatenate((keys, keys)), np.concatenate((ids, ids))
    place = size
    while place > 0 and keys[(place - 1) // 2] > key:
        keys[place], ids[place] = keys[(place - 1) // 2], ids[(place - 1) // 2]
        place = (place - 1) // 2
    keys[place], ids[place] = key, cell
    return keys, ids, size + 1


@kernel
def _popped(keys: Floats, ids: NDArray[np.int64], size: int) -> int:
    """Take the lowest cell off the heap; return the new size."""
    size -= 1
    key, cell, place = keys[size], ids[size], 0
    while 2 * place + 1 < size:
        child = 2 * place + 1
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= key:
            break
        keys[place], ids[place] = keys[child], ids[child]
        place = child
    keys[place], ids[place] = key, cell
    return size


@kernel
def _accumulate(
    height: Floats,
    cols: int,
    parent: NDArray[np.uint8],
    order: Cells,
    exponent: float,
    cells: NDArray[np.float64],
) -> float:
    """Pass each cell's count down, the last reached first; return what leaves at the outlets."""
    shares, outflow = np.empty(8), 0.0
    for k in range(order.size - 1, -1, -1):
        here = order[k]
        total = _shares(height, cols, here, exponent, shares)
        if total > 0.0:
            for way in range(8):
                if shares[way] > 0.0:
                    there = here + _ROW_STEPS[way] * cols + _COLUMN_STEPS[way]
                    cells[there] += cells[here] * (shares[way] / total)
        elif parent[here] == _OUTLET:
            outflow += cells[here]
        else:
            way = parent[here]
            cells[here + _ROW_STEPS[way] * cols + _COLUMN_STEPS[way]] += cells[here]
    return outflow


@kernel
def _shares(
    height: Floats, cols: int, here: int, exponent: float, shares: NDArray[np.float64]
) -> float:
    """Fill each direction's share of the water (exponent 0: all the steepest); return their sum."""
    row, column, rows = here // cols, here % cols, height.size // cols
    steepest, best, total = 0.0, -1, 0.0
    for way in range(8):
        shares[way] = 0.0
        r, c = row + _ROW_STEPS[way], column + _COLUMN_STEPS[way]
        if r < 0 or c < 0 or r >= rows or c >= cols:
            continue
        drop = np.float64(height[here]) - np.float64(height[r * cols + c])
        if not drop > 0.0:  # also nodata
            continue
        slope = drop / _DIAGONAL if way % 2 else drop
        if slope > steepest:
            steepest, best = slope, way
        if exponent > 0.0:
            shares[way] = slope**exponent
            total += shares[way]
    if exponent > 0.0 or best < 0:
        return total
    shares[best] = 1.0
    return 1.0
