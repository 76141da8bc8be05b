"""Segments and lines against packed rings (concave ones too)."""

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.types import Floats, Rings


@kernel
def _side(ax: float, ay: float, bx: float, by: float, px: float, py: float) -> float:
    return (bx - ax) * (py - ay) - (by - ay) * (px - ax)


@kernel
def _proper_crossing(
    ax: float, ay: float, bx: float, by: float, px: float, py: float, qx: float, qy: float
) -> bool:
    """Tell whether segments a-b and p-q cross; a shared end point counts as a crossing."""
    d1 = _side(ax, ay, bx, by, px, py)
    d2 = _side(ax, ay, bx, by, qx, qy)
    if (d1 > 0.0) == (d2 > 0.0) and d1 != 0.0 and d2 != 0.0:
        return False
    d3 = _side(px, py, qx, qy, ax, ay)
    d4 = _side(px, py, qx, qy, bx, by)
    if (d3 > 0.0) == (d4 > 0.0) and d3 != 0.0 and d4 != 0.0:
        return False
    # All four zero: parallel on one line; the rings' corners decide with the next edges.
    return not (d1 == 0.0 and d2 == 0.0)


@kernel
def inside(x: float, y: float, rings: Rings) -> bool:
    """Tell whether a point lies in an odd number of rings."""
    odd = False
    for r in range(rings.start.shape[0] - 1):
        west, south, east, north = rings.box[r]
        if x < west or x > east or y < south or y > north:
            continue
        first, last = rings.start[r], rings.start[r + 1]
        j = last - 1
        for i in range(first, last):
            yi, yj = rings.xy[i, 1], rings.xy[j, 1]
            if (yi > y) != (yj > y):
                xi, xj = rings.xy[i, 0], rings.xy[j, 0]
                if x < (xj - xi) * (y - yi) / (yj - yi) + xi:
                    odd = not odd
            j = i
    return odd


@kernel
def _crosses_ring(ax: float, ay: float, bx: float, by: float, rings: Rings, ring: int) -> bool:
    first, last = rings.start[ring], rings.start[ring + 1]
    j = last - 1
    for i in range(first, last):
        if _proper_crossing(
            ax, ay, bx, by, rings.xy[j, 0], rings.xy[j, 1], rings.xy[i, 0], rings.xy[i, 1]
        ):
            return True
        j = i
    return False


@kernel
def crosses(ax: float, ay: float, bx: float, by: float, rings: Rings) -> bool:
    """Tell whether the segment a-b touches or enters any ring; rings must not be nested."""
    west, east = min(ax, bx), max(ax, bx)
    south, north = min(ay, by), max(ay, by)
    for r in range(rings.start.shape[0] - 1):
        if east < rings.box[r, 0] or west > rings.box[r, 2]:
            continue
        if north < rings.box[r, 1] or south > rings.box[r, 3]:
            continue
        if _crosses_ring(ax, ay, bx, by, rings, r):
            return True
    return inside(0.5 * (ax + bx), 0.5 * (ay + by), rings)


@kernel
def sort_first(values: Floats, count: int) -> None:
    """Sort the first `count` values in place (insertion sort: a handful of them)."""
    for i in range(1, count):
        value = values[i]
        j = i - 1
        while j >= 0 and values[j] > value:
            values[j + 1] = values[j]
            j -= 1
        values[j + 1] = value


@kernel
def crossings(offset: float, ux: float, uy: float, rings: Rings, out: Floats) -> int:
    """Find where the line {p: p . n = offset}, n = (-uy, ux), crosses the rings.

    Returns
    -------
    int
        Number of crossings (even); `out` holds their positions p . u, ascending.
    """
    count = 0
    for r in range(rings.start.shape[0] - 1):
        first, last = rings.start[r], rings.start[r + 1]
        j = last - 1
        for i in range(first, last):
            si = rings.xy[i, 1] * ux - rings.xy[i, 0] * uy - offset
            sj = rings.xy[j, 1] * ux - rings.xy[j, 0] * uy - offset
            if (si <= 0.0) != (sj <= 0.0) and count < out.shape[0]:
                f = si / (si - sj)
                x = rings.xy[i, 0] + f * (rings.xy[j, 0] - rings.xy[i, 0])
                y = rings.xy[i, 1] + f * (rings.xy[j, 1] - rings.xy[i, 1])
                out[count] = x * ux + y * uy
                count += 1
            j = i
    sort_first(out, count)
    return count
