"""Strips of parallel lanes that cover a polygon by construction.

A lane is the band of one spacing around a line. The part of a polygon inside a lane, looked at
along the line, is the union of (a) the polygon's chords on the lane's two borders and (b) its
edges cut to the lane: from any point of the part, go straight across until a border or an edge
is met. Flying that union on the middle line therefore leaves nothing of the polygon further
than half a spacing, sideways, from a strip.
"""

import math

import numpy as np

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.rings import crossings
from missionplanner.planning.kernels.types import Floats, Rings

# An edge on a lane's border is not in the lane, whichever way it was rounded.
ROUNDING_M = 1e-6


@kernel
def _add_span(spans: Floats, count: int, low: float, high: float) -> int:
    if count < spans.shape[0]:
        spans[count, 0] = low
        spans[count, 1] = high
        return count + 1
    return count


@kernel
def _add_edges(
    low: float, high: float, ux: float, uy: float, rings: Rings, spans: Floats, count: int
) -> int:
    """Add the reach along the lane of every edge, cut to the lane from `low` to `high`."""
    for r in range(rings.start.shape[0] - 1):
        first, last = rings.start[r], rings.start[r + 1]
        j = last - 1
        for i in range(first, last):
            ni = rings.xy[i, 1] * ux - rings.xy[i, 0] * uy
            nj = rings.xy[j, 1] * ux - rings.xy[j, 0] * uy
            if max(ni, nj) > low and min(ni, nj) < high:
                ti = rings.xy[i, 0] * ux + rings.xy[i, 1] * uy
                tj = rings.xy[j, 0] * ux + rings.xy[j, 1] * uy
                a, b = 0.0, 1.0
                if nj != ni:
                    f, g = (low - ni) / (nj - ni), (high - ni) / (nj - ni)
                    a, b = max(0.0, min(f, g)), min(1.0, max(f, g))
                p, q = ti + a * (tj - ti), ti + b * (tj - ti)
                count = _add_span(spans, count, min(p, q), max(p, q))
            j = i
    return count


@kernel
def _merge(spans: Floats, count: int, bridge_m: float) -> int:
    """Sort spans and join those whose gap is at most `bridge_m`; return how many are left."""
    for i in range(1, count):
        low, high = spans[i, 0], spans[i, 1]
        j = i - 1
        while j >= 0 and spans[j, 0] > low:
            spans[j + 1, 0], spans[j + 1, 1] = spans[j, 0], spans[j, 1]
            j -= 1
        spans[j + 1, 0], spans[j + 1, 1] = low, high
    kept = 0
    for i in range(1, count):
        if spans[i, 0] <= spans[kept, 1] + bridge_m:
            spans[kept, 1] = max(spans[kept, 1], spans[i, 1])
        else:
            kept += 1
            spans[kept, 0], spans[kept, 1] = spans[i, 0], spans[i, 1]
    return kept + 1 if count else 0


@kernel
def _emit(
    low: float, high: float, offset: float, ux: float, uy: float, out: Floats, count: int
) -> int:
    if count < out.shape[0]:
        out[count, 0] = low * ux - offset * uy
        out[count, 1] = low * uy + offset * ux
        out[count, 2] = high * ux - offset * uy
        out[count, 3] = high * uy + offset * ux
        return count + 1
    return count


@kernel
def _emit_free(
    low: float, high: float, cuts: Floats, pairs: int, least_m: float,
    offset: float, ux: float, uy: float, out: Floats, count: int,
) -> int:  # fmt: skip
    """Write the parts of one span outside of the blocked chords, if at least `least_m` long."""
    here = low
    for c in range(pairs):
        enter, leave = cuts[2 * c], cuts[2 * c + 1]
        if leave <= here or enter >= high:
            continue
        if enter - here >= least_m:
            count = _emit(here, enter, offset, ux, uy, out, count)
        here = leave
    if high - here >= least_m:
        count = _emit(here, high, offset, ux, uy, out, count)
    return count


@kernel
def _lane(
    offset: float, spacing_m: float, ux: float, uy: float, area: Rings, spans: Floats, cuts: Floats
) -> int:
    """Collect what one lane must fly, not yet merged; return the number of spans."""
    half = 0.5 * spacing_m - ROUNDING_M
    low, high = offset - half, offset + half
    count = _add_edges(low, high, ux, uy, area, spans, 0)
    for border in (low, high):
        found = crossings(border, ux, uy, area, cuts)
        for c in range(found // 2):
            count = _add_span(spans, count, cuts[2 * c], cuts[2 * c + 1])
    return count


@kernel
def _reach(ux: float, uy: float, area: Rings) -> tuple[float, float]:
    low, high = math.inf, -math.inf
    for i in range(area.xy.shape[0]):
        n = area.xy[i, 1] * ux - area.xy[i, 0] * uy
        low, high = min(low, n), max(high, n)
    return low, high


@kernel
def lay_strips(
    angle_rad: float, phase: float, spacing_m: float, area: Rings, keep_out: Rings,
    bridge_m: float, least_m: float, out: Floats, count: int,
) -> int:  # fmt: skip
    """Fill an area with parallel strips.

    Parameters
    ----------
    angle_rad : float
        Direction of the strips, counter-clockwise from east.
    phase : float
        Position of the lane pattern, in spacings.
    area : Rings
        Even-odd: outer rings and holes together.
    keep_out : Rings
        Strips end at these.
    bridge_m : float
        Gaps in a lane up to this long are flown across, where free.
    least_m : float
        Strips are made at least this long where free; pieces between keep-outs shorter than a
        quarter of it are dropped.
    out : float64 (n, 4)
        Receives x, y of both ends from row `count` on.

    Returns
    -------
    int
        Rows of `out` in use.
    """
    ux, uy = math.cos(angle_rad), math.sin(angle_rad)
    low, high = _reach(ux, uy, area)
    # A lane holds at most every edge, and the chords on its two borders: half an edge each.
    spans = np.empty((2 * area.xy.shape[0] + 2, 2))
    cuts = np.empty(max(area.xy.shape[0], keep_out.xy.shape[0]) + 2)
    first = math.floor((low / spacing_m) - phase - 0.5)
    last = math.ceil((high / spacing_m) - phase + 0.5)
    for k in range(first, last + 1):
        offset = (k + phase) * spacing_m
        n = _lane(offset, spacing_m, ux, uy, area, spans, cuts)
        n = _merge(spans, n, bridge_m)
        pairs = crossings(offset, ux, uy, keep_out, cuts) // 2
        for i in range(n):
            lack = max(0.0, least_m - (spans[i, 1] - spans[i, 0]))
            a, b = spans[i, 0] - 0.5 * lack, spans[i, 1] + 0.5 * lack
            count = _emit_free(a, b, cuts, pairs, 0.25 * least_m, offset, ux, uy, out, count)
    return count
