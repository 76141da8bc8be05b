"""Patches inside a rectangle of land-cover codes, labelled and measured in one sweep."""

import math

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel

Codes = NDArray[np.int32]
Ints = NDArray[np.int32]
Floats = NDArray[np.float64]

# Rows of the work array: label of each cell; parent, cells and edges of each label; cells a class.
_LABEL, _PARENT, _AREA, _EDGE, _COUNT = 0, 1, 2, 3, 4
WORK_ROWS = 5


@kernel
def measure(
    codes: Codes,
    top: int,
    left: int,
    rows: int,
    cols: int,
    classes: int,
    cell_m: float,
    work: Ints,
    found: Floats,
) -> None:
    """Measure the patches of a rectangle.

    Parameters
    ----------
    codes : (R, C) int32, 0 to `classes` - 1; -1 nodata
    top, left, rows, cols : int
        The rectangle, inside the array.
    classes : int
    cell_m : float
    work : (WORK_ROWS, n) int32, n at least rows * cols and `classes`; what it holds does not matter
    found : (4,) float64, written
        Cells with a class, patches, Shannon diversity, area-weighted mean fractal dimension:
        FRAC = 2 ln(0.25 perimeter) / ln(area), m and m2, 1 where the area is 1 m2.
    """
    work[_COUNT, :classes] = 0
    labels, cells = _label(codes, top, left, rows, cols, work)
    found[0], found[1] = cells, 0.0
    found[2] = _shannon(work[_COUNT], classes, cells)
    _gather(work, labels)
    weighted = 0.0
    for one in range(labels):
        if work[_PARENT, one] == one:
            found[1] += 1.0
            area, edge = work[_AREA, one], work[_EDGE, one]
            under = math.log(area * cell_m * cell_m)
            over = 2.0 * math.log(0.25 * edge * cell_m)
            weighted += area * (over / under if under != 0.0 else 1.0)
    found[3] = weighted / cells if cells > 0 else math.nan


@kernel
def _label(codes: Codes, top: int, left: int, rows: int, cols: int, work: Ints) -> tuple[int, int]:
    """Give cells of one class that touch one label, or labels joined by their parents.

    The order in which the four neighbours before a cell are asked is Wu, Otoo & Suzuki's (2009):
    whoever touches the northern one is joined with it already.
    """
    label, parent, area, edge = work[_LABEL], work[_PARENT], work[_AREA], work[_EDGE]
    labels, cells = 0, 0
    for r in range(rows):
        for c in range(cols):
            here, y, x = r * cols + c, top + r, left + c
            code = codes[y, x]
            if code < 0:
                continue
            cells += 1
            work[_COUNT, code] += 1
            north = r > 0 and codes[y - 1, x] == code
            west = c > 0 and codes[y, x - 1] == code
            mine = -1
            if north:
                mine = label[here - cols]
            else:
                if west:
                    mine = label[here - 1]
                elif r > 0 and c > 0 and codes[y - 1, x - 1] == code:
                    mine = label[here - cols - 1]
                if r > 0 and c < cols - 1 and codes[y - 1, x + 1] == code:
                    other = label[here - cols + 1]
                    mine = other if mine < 0 else _join(parent, mine, other)
            if mine < 0:
                mine = labels
                labels += 1
                parent[mine], area[mine], edge[mine] = mine, 0, 0
            label[here] = mine
            area[mine] += 1
            # A side shared with a cell before takes an edge from each of the two.
            edge[mine] += 4 - 2 * (int(north) + int(west))
    return labels, cells


@kernel
def _join(parent: Ints, a: int, b: int) -> int:
    """Make two labels one; the older label stays."""
    a, b = _root(parent, a), _root(parent, b)
    if a < b:
        parent[b] = a
        return a
    parent[a] = b
    return b


@kernel
def _root(parent: Ints, label: int) -> int:
    while parent[label] != label:
        parent[label] = parent[parent[label]]
        label = parent[label]
    return label


@kernel
def _gather(work: Ints, labels: int) -> None:
    """Add the cells and edges of joined labels to the label they were joined to."""
    for one in range(labels):
        root = _root(work[_PARENT], one)
        if root != one:
            work[_AREA, root] += work[_AREA, one]
            work[_EDGE, root] += work[_EDGE, one]


@kernel
def _shannon(count: Ints, classes: int, cells: int) -> float:
    total = 0.0
    for k in range(classes):
        if count[k] > 0:
            share = count[k] / cells
            total -= share * math.log(share)
    return total
