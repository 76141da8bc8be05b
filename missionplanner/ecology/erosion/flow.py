"""Where water runs on a DEM: pits filled by a priority flood, cells counted down the slope.

Arrays keep the file's order (row 0 = north), NaN is nodata. A cell at the edge of the raster or
beside nodata is an outlet: water without a lower neighbour leaves there, and so does a hole in the
data swallow what reaches it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.errors import InputError

Floats = NDArray[np.floating[Any]]
Cells = NDArray[np.signedinteger[Any]]
"""int32, or int64 where there are so many cells."""

Flow = Literal["multiple", "d8"]

FREEMAN_EXPONENT = 1.1
"""Freeman (1991), Computers & Geosciences 17:413-422: shares go with tan(slope) to this power."""

PIECE_CELLS = 2**20
"""Cells that the flood reaches before it hands their order on."""

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
    the flood kept. Time O(n log n); memory besides the DEM given: a copy of it, 5 bytes a cell and
    the rim of the flood (`fill` does without copy and order).

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
    pieces: list[Cells] = []
    parent = fill(filled, pieces.append)
    return Flooded(filled, parent, np.concatenate(pieces))


def fill(height_m: Floats, reached: Callable[[Cells], object]) -> NDArray[np.uint8]:
    """Fill pits in place, as `flood` does, and hand on piece by piece which cells were reached.

    Memory besides the heights: 1 byte a cell and the rim of the flood.

    Parameters
    ----------
    height_m : (rows, cols) float32 or float64
        Contiguous; raised where pits were.
    reached : callable
        Takes the next cells (row * cols + column) in the order of the flood, (count,) int32, or
        int64 where there are so many cells.

    Returns
    -------
    (rows, cols) uint8: see `Flooded.parent`.

    Raises
    ------
    InputError
        Where no cell has a height.
    """
    rows, cols = height_m.shape
    line, dtype = height_m.reshape(-1), cells_dtype(height_m.size)
    parent = np.full(line.size, _UNSEEN, np.uint8)
    keys, ids = np.empty(1024, line.dtype), np.empty(1024, dtype)
    queue, state = np.empty(1024, dtype), np.zeros(3, np.int64)
    keys, ids, state[0] = _outlets(line, rows, cols, parent, keys, ids)
    if not state[0]:
        raise InputError("erosion.no_height", "dem")
    count = 1
    while count:
        piece = np.empty(min(PIECE_CELLS, line.size), dtype)
        count, keys, ids, queue = _flood(line, rows, cols, parent, keys, ids, queue, state, piece)
        if count:
            reached(piece[:count])
    return parent.reshape(rows, cols)


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
    cells = np.full((rows, cols), np.nan)
    outflow = drain(flooded.height_m, flooded.parent, [flooded.order], flow, exponent, cells)
    return Accumulation(cells, outflow)


def cells_dtype(count: int) -> np.dtype[np.signedinteger[Any]]:
    """Return the type that numbers so many cells."""
    return np.dtype(np.int32 if count < 2**31 else np.int64)


def drain(
    height_m: Floats,
    parent: NDArray[np.uint8],
    backward: Iterable[Cells],
    flow: Flow,
    exponent: float,
    cells: Floats,
) -> float:
    """Count the cells that drain through each cell, as `accumulate` does, from pieces of the order.

    Parameters
    ----------
    height_m, parent : (rows, cols)
        As `fill` leaves them.
    backward : iterable of (count,) int32 or int64
        The pieces of the flood's order, the LAST one first; each in its own order.
    flow, exponent
        See `accumulate`.
    cells : (rows, cols) float32 or float64
        Written to: cells uphill and the cell itself, NaN where the DEM has no value. float32 holds
        a count to a millionth.

    Returns
    -------
    float: what leaves at the outlets, cells.
    """
    line, way = cells.reshape(-1), parent.reshape(-1)
    _begin(way, line)
    power, cols = 0.0 if flow == "d8" else float(exponent), height_m.shape[1]
    return float(
        sum(_accumulate(height_m.reshape(-1), cols, way, order, power, line) for order in backward)
    )


def warm() -> None:
    """Compile the loops for both types of DEMs, and for counts of single precision."""
    for dtype in (np.float32, np.float64):
        flooded = flood(np.ones((3, 3), dtype))
        accumulate(flooded)
        counts = np.empty((3, 3), np.float32)
        drain(flooded.height_m, flooded.parent, [flooded.order], "d8", 1.0, counts)


@kernel
def _begin(parent: NDArray[np.uint8], cells: Floats) -> None:
    """Give every cell with a height itself."""
    for i in range(cells.size):
        cells[i] = np.nan if parent[i] == _NODATA else 1.0


@kernel
def _outlets(
    height: Floats, rows: int, cols: int, parent: NDArray[np.uint8], keys: Floats, ids: Cells
) -> tuple[Floats, Cells, int]:
    """Mark nodata and outlets in `parent`, and put the outlets on the heap."""
    size = 0
    for cell in range(height.size):
        if np.isnan(height[cell]):
            parent[cell] = _NODATA
        elif _is_outlet(height, rows, cols, cell):
            parent[cell] = _OUTLET
            keys, ids, size = _pushed(keys, ids, size, height[cell], cell)
    return keys, ids, size


@kernel
def _flood(
    height: Floats,
    rows: int,
    cols: int,
    parent: NDArray[np.uint8],
    keys: Floats,
    ids: Cells,
    queue: Cells,
    state: NDArray[np.int64],
    order: Cells,
) -> tuple[int, Floats, Cells, Cells]:
    """Go on until `order` is full: raise pits, fill `parent`; return how many cells were reached.

    The queue holds cells no higher than the water: they come before anything on the heap, so that
    flats and pits cost no heap. It is a ring whose length is a power of two. `state` is kept
    between calls: cells on the heap, first of the ring, cells in the ring.
    """
    size, head, waiting = state[0], state[1], state[2]
    reached = 0
    while reached < order.size and (waiting > 0 or size > 0):
        if waiting == 0:
            here = np.int64(ids[0])
            size = _popped(keys, ids, size)
        else:
            here = np.int64(queue[head])
            head = (head + 1) & (queue.size - 1)
            waiting -= 1
        order[reached] = here
        reached += 1
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
                if waiting == queue.size:
                    queue = np.concatenate((queue[head:], queue[:head], np.empty_like(queue)))
                    head = 0
                queue[(head + waiting) & (queue.size - 1)] = there
                waiting += 1
            else:
                keys, ids, size = _pushed(keys, ids, size, height[there], there)
    state[0], state[1], state[2] = size, head, waiting
    return reached, keys, ids, queue


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
    keys: Floats, ids: Cells, size: int, key: float, cell: int
) -> tuple[Floats, Cells, int]:
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
def _popped(keys: Floats, ids: Cells, size: int) -> int:
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
    cells: Floats,
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
