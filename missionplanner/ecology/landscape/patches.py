"""Patches inside a rectangle of land-cover codes, labelled and measured in one sweep."""

import math

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel

Codes = NDArray[np.int32]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@kernel
def measure(
    codes: Codes, top: int, left: int, rows: int, cols: int, classes: int, work: Ints, found: Floats
) -> None:
    """Measure the patches of a rectangle.

    Parameters
    ----------
    codes : (R, C) int32, 0 to `classes` - 1; -1 nodata
    top, left, rows, cols : int
        The rectangle, inside the array.
    classes : int
    work : (4, n) int64, n at least rows * cols and `classes`; what it holds does not matter
    found : (3,) float64, written
        Cells with a class, patches, Shannon diversity. The patches stay in `work`: a cell that is
        its own parent (row 0) carries the cells (row 1) and edges (row 2) of its patch.
    """
    parent, area, edge, count = work[0], work[1], work[2], work[3]
    count[:classes] = 0
    cells = _label(codes, top, left, rows, cols, parent, area, edge, count)
    found[0] = cells
    found[1] = 0.0
    found[2] = _shannon(count, classes, cells)
    for cell in range(rows * cols):
        if parent[cell] == cell and area[cell] > 0:
            found[1] += 1.0


@kernel
def _label(
    codes: Codes,
    top: int,
    left: int,
    rows: int,
    cols: int,
    parent: Ints,
    area: Ints,
    edge: Ints,
    count: Ints,
) -> int:
    """Join cells of one class that touch; each root carries its patch's cells and edges."""
    cells = 0
    for r in range(rows):
        for c in range(cols):
            here, code = r * cols + c, codes[top + r, left + c]
            parent[here], area[here], edge[here] = here, 0, 0
            if code < 0:
                continue
            cells += 1
            count[code] += 1
            area[here], edge[here] = 1, 4
            if c > 0 and codes[top + r, left + c - 1] == code:
                _join(parent, area, edge, here, here - 1, 2)
            if r > 0:
                if codes[top + r - 1, left + c] == code:
                    _join(parent, area, edge, here, here - cols, 2)
                if c > 0 and codes[top + r - 1, left + c - 1] == code:
                    _join(parent, area, edge, here, here - cols - 1, 0)
                if c < cols - 1 and codes[top + r - 1, left + c + 1] == code:
                    _join(parent, area, edge, here, here - cols + 1, 0)
    return cells


@kernel
def _join(parent: Ints, area: Ints, edge: Ints, a: int, b: int, shared: int) -> None:
    """Make two patches one; a shared side takes an edge from each of the two cells."""
    while parent[a] != a:
        parent[a] = parent[parent[a]]
        a = parent[a]
    while parent[b] != b:
        parent[b] = parent[parent[b]]
        b = parent[b]
    if a != b:
        parent[a] = b
        area[b] += area[a]
        edge[b] += edge[a]
    edge[b] -= shared


@kernel
def _shannon(count: Ints, classes: int, cells: int) -> float:
    total = 0.0
    for k in range(classes):
        if count[k] > 0:
            share = count[k] / cells
            total -= share * math.log(share)
    return total


@kernel
def weighted_dimension(work: Ints, size: int, cell_m: float) -> float:
    """Return the area-weighted mean fractal dimension of the patches `measure` left in `work`.

    FRAC = 2 ln(0.25 perimeter) / ln(area), m and m2; 1 where the area is 1 m2. NaN: no patch.
    """
    weighted, cells = 0.0, 0
    for cell in range(size):
        if work[0, cell] == cell and work[1, cell] > 0:
            area, edge = work[1, cell], work[2, cell]
            cells += area
            under = math.log(area * cell_m * cell_m)
            over = 2.0 * math.log(0.25 * edge * cell_m)
            weighted += area * (over / under if under != 0.0 else 1.0)
    return weighted / cells if cells > 0 else math.nan
