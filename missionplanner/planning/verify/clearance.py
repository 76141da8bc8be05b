"""Least distance from a path to the ground: in space, and straight down.

Straight down, the ground is the bilinear surface through the DEM's nodes. In space it is four
triangles a cell, from its corners to the bilinear height of its middle: the same surface at
nodes, sides and middles, and its distance from a point is exact, also to a wall between two nodes.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.planning.verify.path import Samples
from missionplanner.terrain.sample import bilinear, bilinear_many

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Clearance:
    """Nearest approach of one path to the ground.

    Attributes
    ----------
    space_m, space_at : float, int
        Least distance in space, metres, and the index of the sample; infinite where no ground
        is known, and the (negative) height above ground where the path runs under it.
    agl_m, agl_at : float, int
        Least height straight above ground, metres (negative: underground), and its sample.
    highest_m, highest_at : float, int
        Greatest height straight above ground, metres, and its sample; -inf where no ground is
        known.
    unknown_m : float
        Metres of path over unknown ground (nodata or off the DEM).
    """

    space_m: float
    space_at: int
    agl_m: float
    agl_at: int
    highest_m: float
    highest_at: int
    unknown_m: float


@kernel(error_model="python")
def _segment(px: float, py: float, pz: float, bx: float, by: float, bz: float) -> float:
    """Return the squared distance from p to the segment from the origin to b."""
    length = bx * bx + by * by + bz * bz
    t = min(max((px * bx + py * by + pz * bz) / length, 0.0), 1.0)
    return float((px - t * bx) ** 2 + (py - t * by) ** 2 + (pz - t * bz) ** 2)


@kernel(error_model="python")
def _triangle(
    px: float,
    py: float,
    pz: float,
    bx: float,
    by: float,
    bz: float,
    cx: float,
    cy: float,
    cz: float,
) -> float:
    """Return the squared distance from p to the triangle of the origin, b and c.

    Where the foot of the perpendicular lies inside, that is the distance to the plane; else the
    least of the distances to the three sides.
    """
    nx, ny, nz = by * cz - bz * cy, bz * cx - bx * cz, bx * cy - by * cx
    area = nx * nx + ny * ny + nz * nz
    # Barycentric coordinates of the foot, times the area.
    q = (py * cz - pz * cy) * nx + (pz * cx - px * cz) * ny + (px * cy - py * cx) * nz
    r = (by * pz - bz * py) * nx + (bz * px - bx * pz) * ny + (bx * py - by * px) * nz
    if q >= 0.0 and r >= 0.0 and q + r <= area:
        return float((px * nx + py * ny + pz * nz) ** 2 / area)
    across = _segment(px - bx, py - by, pz - bz, cx - bx, cy - by, cz - bz)
    return min(_segment(px, py, pz, bx, by, bz), _segment(px, py, pz, cx, cy, cz), across)


@kernel(error_model="python")
def _patch(dem: Floats, i: int, j: int, cell_m: float, dx: float, dy: float, z_m: float) -> float:
    """Return the squared distance to one cell's four triangles.

    `dx`, `dy` is the point's place from the cell's south-west node.
    """
    sw, se = dem[i, j], dem[i, j + 1]
    nw, ne = dem[i + 1, j], dem[i + 1, j + 1]
    half, middle = 0.5 * cell_m, 0.25 * (sw + se + nw + ne)
    px, py, pz = dx - half, dy - half, z_m - middle
    a, b, c, d = sw - middle, se - middle, ne - middle, nw - middle
    return min(
        _triangle(px, py, pz, -half, -half, a, half, -half, b),
        _triangle(px, py, pz, half, -half, b, half, half, c),
        _triangle(px, py, pz, half, half, c, -half, half, d),
        _triangle(px, py, pz, -half, half, d, -half, -half, a),
    )


@kernel(error_model="python")
def _nearest(
    x_m: float, y_m: float, z_m: float, within_m: float, dem: Floats, x0_m: float, y0_m: float,
    cell_m: float,
) -> float:  # fmt: skip
    """Return the distance to the surface, or `within_m` where nothing is nearer."""
    rows, cols = dem.shape
    best = within_m * within_m
    j0 = max(0, math.floor((x_m - within_m - x0_m) / cell_m))
    j1 = min(cols - 2, math.floor((x_m + within_m - x0_m) / cell_m))
    i0 = max(0, math.floor((y_m - within_m - y0_m) / cell_m))
    i1 = min(rows - 2, math.floor((y_m + within_m - y0_m) / cell_m))
    for i in range(i0, i1 + 1):
        dy = y_m - y0_m - i * cell_m
        beside_y = max(-dy, dy - cell_m, 0.0)
        for j in range(j0, j1 + 1):
            dx = x_m - x0_m - j * cell_m
            beside_x = max(-dx, dx - cell_m, 0.0)
            top = max(dem[i, j], dem[i, j + 1], dem[i + 1, j], dem[i + 1, j + 1])
            over = max(z_m - top, 0.0)
            # Nothing of the cell is nearer than the box that holds it and all below.
            if beside_x * beside_x + beside_y * beside_y + over * over < best:
                square = _patch(dem, i, j, cell_m, dx, dy, z_m)
                best = min(best, square)
    return math.sqrt(best)


@kernel(error_model="python")
def nearest_approach(
    x_m: Floats,
    y_m: Floats,
    z_m: Floats,
    dem: Floats,
    x0_m: float,
    y0_m: float,
    cell_m: float,
) -> tuple[float, int, float, int]:
    """Return least distance in space and its index, least AGL and its index.

    Parameters
    ----------
    x_m, y_m, z_m : float64 (n,), points, site metres and EGM96
    dem, x0_m, y0_m, cell_m : terrain, EGM96 metres, NaN nodata, row 0 in the south
    """
    best, best_at, low, low_at = math.inf, -1, math.inf, -1
    for n in range(len(x_m)):
        agl = z_m[n] - bilinear(dem, x0_m, y0_m, cell_m, x_m[n], y_m[n])
        if math.isnan(agl):
            continue
        if agl < low:
            low, low_at = agl, n
        if agl < best:
            best, best_at = agl, n
        if best <= 0.0:
            continue
        d = _nearest(x_m[n], y_m[n], z_m[n], best, dem, x0_m, y0_m, cell_m)
        if d < best:
            best, best_at = d, n
    return best, best_at, low, low_at


@kernel(error_model="python")
def clearances(
    x_m: Floats, y_m: Floats, z_m: Floats, dem: Floats, x0_m: float, y0_m: float, cell_m: float
) -> Floats:
    """Return the distance of each point to the ground in space, m; (n,).

    Under the ground, the (negative) height above it; NaN where no ground is known below.
    """
    found = np.empty(len(x_m))
    for n in range(len(x_m)):
        agl = z_m[n] - bilinear(dem, x0_m, y0_m, cell_m, x_m[n], y_m[n])
        found[n] = agl
        if agl > 0.0:
            found[n] = _nearest(x_m[n], y_m[n], z_m[n], agl, dem, x0_m, y0_m, cell_m)
    return found


@kernel(error_model="python")
def farthest(
    x_m: Floats, y_m: Floats, z_m: Floats, over_m: float, dem: Floats, x0_m: float, y0_m: float,
    cell_m: float,
) -> tuple[float, int]:  # fmt: skip
    """Return the greatest distance in space to the nearest ground, and its index.

    Only points more than `over_m` straight above ground are looked at; -1 where there is none.
    """
    best, best_at = over_m, -1
    for n in range(len(x_m)):
        agl = z_m[n] - bilinear(dem, x0_m, y0_m, cell_m, x_m[n], y_m[n])
        if math.isnan(agl) or agl <= best:
            continue
        d = _nearest(x_m[n], y_m[n], z_m[n], agl, dem, x0_m, y0_m, cell_m)
        if d > best:
            best, best_at = d, n
    return best, best_at


def clearance_of(path: Samples, dem: Floats, x0_m: float, y0_m: float, cell_m: float) -> Clearance:
    """Return the nearest approach of a path to the ground."""
    space, space_at, agl, agl_at = nearest_approach(
        path.x_m, path.y_m, path.z_m, dem, x0_m, y0_m, cell_m
    )
    ground = bilinear_many(dem, x0_m, y0_m, cell_m, path.x_m, path.y_m)
    over = (path.share_m > 0) & np.isnan(ground)
    height = np.where(np.isnan(ground), -np.inf, path.z_m - ground)
    top = int(np.argmax(height))
    unknown_m = float(path.share_m[over].sum())
    return Clearance(space, space_at, agl, agl_at, float(height[top]), top, unknown_m)
