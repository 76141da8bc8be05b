"""Which cells each image sees: frames projected on the DEM, with occlusion.

An image is a pinhole frame: three unit vectors, along the optical axis, to the frame's right and to
its top. A planned one has its long side across the flight line, its top towards the heading, the
optical axis pitched by the gimbal (-90 deg: straight down) and no roll (`level_axes`); a flown one
has the attitude that was recorded.

A cell is seen when its centre, on the DEM, falls inside the frame AND the straight line from it to
the camera stays above the DEM. The line is tested where it crosses a row or a column of DEM nodes,
so that a crest one node wide hides what lies behind it; between two crossings the bilinear surface
is taken to be no higher than at them. `GRAZE_M` lets a line graze.

The ground sample distance of a cell is the length on its ground of one pixel, in the direction in
which that is longest. With the camera at the origin, unit vectors a, r, t along the optical axis,
the frame's right and its top, a cell at the offset D of depth k = a . D and a ground normal n, a
small step on the detector, dp of the focal length to the right, moves the point on the ground by

    k (r - D (n . r) / (n . D)) dp

and likewise to the top with t: the derivative of the perspective onto the tangent plane. The
greater singular value of both, with the pixel's two pitches, is the length asked for. On level
ground below a camera that looks straight down it is height * pitch / focal length; on a slope below
it, it is that over the cosine of the slope.

The kernel adds up image after image. Images must come line by line, so that one raster holding the
last line that saw a cell is enough to count different lines.
"""

import math

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.terrain.sample import bilinear

Floats = NDArray[np.float64]

#: A ray may pass this far below the surface, metres: noise of bilinear heights, not a view.
GRAZE_M = 0.05


@kernel(error_model="python")
def aim(axes: Floats, east: float, north: float, pitch_rad: float) -> None:
    """Write the unit vectors of the optical axis, the frame's right and its top into rows."""
    c, s = math.cos(pitch_rad), math.sin(pitch_rad)
    axes[0, 0], axes[0, 1], axes[0, 2] = c * east, c * north, s
    axes[1, 0], axes[1, 1], axes[1, 2] = north, -east, 0.0
    axes[2, 0], axes[2, 1], axes[2, 2] = -s * east, -s * north, c


@kernel(error_model="python")
def level_axes(headings: Floats, pitch_rad: Floats) -> Floats:
    """Return the axes (n, 3, 3) of frames without roll, as `aim` writes them.

    Parameters
    ----------
    headings : float64 (n, 2): east and north, unit vectors
    pitch_rad : float64 (n,), gimbal pitch, -pi/2 straight down
    """
    axes = np.empty((headings.shape[0], 3, 3))
    for n in range(headings.shape[0]):
        aim(axes[n], headings[n, 0], headings[n, 1], pitch_rad[n])
    return axes


@kernel(error_model="python")
def _span(dem: Floats, i0: int, i1: int, j0: int, j1: int) -> tuple[float, float]:
    """Return lowest and highest height in a window; (inf, -inf) where all is nodata."""
    low, high = math.inf, -math.inf
    for i in range(i0, i1):
        for j in range(j0, j1):
            z = dem[i, j]
            low = min(low, z)
            high = max(high, z)
    return low, high


@kernel(error_model="python")
def _box(
    cam: Floats, axes: Floats, tan_across: float, tan_along: float, plane_m: float, far_m: float
) -> tuple[float, float, float, float]:
    """Return west, south, east, north of the frame's pyramid down to a level plane."""
    west = east = cam[0]
    south = north = cam[1]
    for k in range(4):
        p = tan_across if k % 2 else -tan_across
        q = tan_along if k // 2 else -tan_along
        dx = axes[0, 0] + p * axes[1, 0] + q * axes[2, 0]
        dy = axes[0, 1] + p * axes[1, 1] + q * axes[2, 1]
        dz = axes[0, 2] + p * axes[1, 2] + q * axes[2, 2]
        reach = far_m
        if dz < 0.0:
            reach = min(far_m, (plane_m - cam[2]) / dz)
        west, east = min(west, cam[0] + reach * dx), max(east, cam[0] + reach * dx)
        south, north = min(south, cam[1] + reach * dy), max(north, cam[1] + reach * dy)
    return west, south, east, north


@kernel(error_model="python")
def window(
    box: tuple[float, float, float, float],
    x0_m: float,
    y0_m: float,
    cell_m: float,
    rows: int,
    cols: int,
) -> tuple[int, int, int, int]:
    """Return first and past-last row and column of the nodes that touch a box."""
    j0 = max(0, math.floor((box[0] - x0_m) / cell_m))
    i0 = max(0, math.floor((box[1] - y0_m) / cell_m))
    j1 = min(cols, math.ceil((box[2] - x0_m) / cell_m) + 1)
    i1 = min(rows, math.ceil((box[3] - y0_m) / cell_m) + 1)
    return i0, i1, j0, j1


@kernel(error_model="python")
def reach(
    cam: Floats,
    axes: Floats,
    tan_across: float,
    tan_along: float,
    far_m: float,
    dem: Floats,
    x0_m: float,
    y0_m: float,
    cell_m: float,
) -> tuple[float, float, float, float, float]:
    """Return a box that holds every visible cell, and the highest ground in it.

    The box of the pyramid down to a plane below all ground in that box is enough: a ray that
    leaves it inside the frame is by then below that plane, so the ground has stopped it.
    """
    rows, cols = dem.shape
    ground = bilinear(dem, x0_m, y0_m, cell_m, cam[0], cam[1])
    plane = cam[2] - 1.3 * (cam[2] - ground) if ground < cam[2] else cam[2] - 100.0
    high = -math.inf
    west, south, east, north = cam[0], cam[1], cam[0], cam[1]
    for _ in range(64):
        west, south, east, north = _box(cam, axes, tan_across, tan_along, plane, far_m)
        i0, i1, j0, j1 = window((west, south, east, north), x0_m, y0_m, cell_m, rows, cols)
        low, high = _span(dem, i0, i1, j0, j1)
        if low >= plane:
            break
        plane = low - 1.0
    return west, south, east, north, high


@kernel(error_model="python")
def _over_columns(
    dem: Floats, u: float, v: float, z_m: float, du: float, dv: float, dz: float,
    high_m: float, graze_m: float,
) -> bool:  # fmt: skip
    """Return whether a ray passes over the ground at every column of nodes it crosses.

    `u`, `v` are column and row of the ray's foot, `du`, `dv`, `dz` the way to the camera. Between
    two nodes of a column the surface is straight. Above `high_m` nothing stands.
    """
    if du == 0.0:
        return True
    rows, cols = dem.shape
    step = 1 if du > 0.0 else -1
    column = math.floor(u) + 1 if du > 0.0 else math.ceil(u) - 1
    between = 1.0 / abs(du)
    t = (column - u) / du
    z, w, rise, drift = z_m + t * dz, v + t * dv, between * dz, between * dv
    while t < 1.0 and z <= high_m and 0.0 <= w <= rows - 1.0 and 0 <= column < cols:
        i = min(int(w), rows - 2)
        south = dem[i, column]
        if south + (w - i) * (dem[i + 1, column] - south) > z + graze_m:
            return False
        t, z, w, column = t + between, z + rise, w + drift, column + step
    return True


@kernel(error_model="python")
def in_sight(
    dem: Floats, u: float, v: float, z_m: float, du: float, dv: float, dz: float,
    high_m: float, graze_m: float,
) -> bool:  # fmt: skip
    """Return whether a ray from the ground to a camera passes over all ground between.

    Parameters
    ----------
    dem : float64 (rows, cols), EGM96 metres, NaN nodata, which hides nothing
    u, v, z_m : the ray's foot: column, row, height
    du, dv, dz : the way from there to the camera, in columns, rows, metres
    high_m : no ground on the way is higher
    graze_m : see `GRAZE_M`
    """
    return _over_columns(dem, u, v, z_m, du, dv, dz, high_m, graze_m) and _over_columns(
        dem.T, v, u, z_m, dv, du, dz, high_m, graze_m
    )


@kernel(error_model="python")
def add_views(
    cameras: Floats, all_axes: Floats, lines: NDArray[np.int32], tan_across: float,
    tan_along: float, far_m: float, graze_m: float, dem: Floats, dem_x0_m: float,
    dem_y0_m: float, dem_cell_m: float, ground: Floats, rise_east: Floats, rise_north: Floats,
    x0_m: float, y0_m: float, cell_m: float, pixel_across: float, pixel_along: float,
    images: NDArray[np.uint16], strips: NDArray[np.uint8], gsd: NDArray[np.float32],
    facing: NDArray[np.float32], last: NDArray[np.int32],
) -> None:  # fmt: skip
    """Add what the images see to the rasters, in place.

    Parameters
    ----------
    cameras : float64 (n, 3): x, y, height (site metres, EGM96)
    all_axes : float64 (n, 3, 3), see `aim`
    lines : int32 (n,), flight line of each image, equal ones side by side
    tan_across, tan_along : half sides of the frame over the focal length
    far_m : longest ray followed, metres
    graze_m : see `GRAZE_M`
    dem, dem_x0_m, dem_y0_m, dem_cell_m : the terrain that hides, EGM96 metres, NaN nodata
    ground, x0_m, y0_m, cell_m : heights of the cells to be judged, NaN: not judged
    rise_east, rise_north : float64 of the shape of `ground`, gradient of the ground, m per m
    pixel_across, pixel_along : pitches of a pixel over the focal length
    images, strips, gsd, last : rasters of the shape of `ground`; counts saturate; `gsd` is the
        finest ground sample distance, metres (start with inf), `last` the last line (start with
        -1)
    facing : of the shape of `ground`, or (0, 0): not wanted; greatest cosine of the angle between
        a ray and the ground's normal (start with 0)
    """
    rows, cols = ground.shape
    for n in range(cameras.shape[0]):
        cam, axes = cameras[n], all_axes[n]
        west, south, east, north, high = reach(
            cam, axes, tan_across, tan_along, far_m, dem, dem_x0_m, dem_y0_m, dem_cell_m
        )
        i0, i1, j0, j1 = window((west, south, east, north), x0_m, y0_m, cell_m, rows, cols)
        for i in range(i0, i1):
            y = y0_m + i * cell_m
            for j in range(j0, j1):
                x, z = x0_m + j * cell_m, ground[i, j]
                dx, dy, dz = x - cam[0], y - cam[1], z - cam[2]
                if not in_frame(dx, dy, dz, axes, tan_across, tan_along, far_m):
                    continue
                u, v = (x - dem_x0_m) / dem_cell_m, (y - dem_y0_m) / dem_cell_m
                du, dv = -dx / dem_cell_m, -dy / dem_cell_m
                if in_sight(dem, u, v, z, du, dv, -dz, high, graze_m):
                    nx, ny = -rise_east[i, j], -rise_north[i, j]
                    size = pixel_m(dx, dy, dz, axes, nx, ny, pixel_across, pixel_along)
                    _note(i, j, lines[n], size, images, strips, gsd, last)
                    if facing.size:
                        facing[i, j] = max(facing[i, j], _cosine(dx, dy, dz, nx, ny))


@kernel(error_model="python")
def _cosine(dx: float, dy: float, dz: float, nx: float, ny: float) -> float:
    """Return the cosine between the way to the camera and a normal whose upward part is 1."""
    length = math.sqrt((dx * dx + dy * dy + dz * dz) * (nx * nx + ny * ny + 1.0))
    return -(nx * dx + ny * dy + dz) / length


@kernel(error_model="python")
def pixel_m(
    dx: float, dy: float, dz: float, axes: Floats, nx: float, ny: float,
    pixel_across: float, pixel_along: float,
) -> float:  # fmt: skip
    """Return the longest side of a pixel on the ground, metres; see the file's head.

    Parameters
    ----------
    dx, dy, dz : offset of the point from the camera, metres
    axes : float64 (3, 3), rows: optical axis, frame's right, frame's top, unit vectors
    nx, ny : east and north of the ground's normal, whose upward part is 1
    pixel_across, pixel_along : pitches of a pixel over the focal length

    Returns
    -------
    float
        Infinite where the ground is seen along itself.
    """
    facing = nx * dx + ny * dy + dz
    if facing >= 0.0:
        return math.inf
    depth = dx * axes[0, 0] + dy * axes[0, 1] + dz * axes[0, 2]
    right = (nx * axes[1, 0] + ny * axes[1, 1] + axes[1, 2]) / facing
    top = (nx * axes[2, 0] + ny * axes[2, 1] + axes[2, 2]) / facing
    ux, uy, uz = axes[1, 0] - dx * right, axes[1, 1] - dy * right, axes[1, 2] - dz * right
    vx, vy, vz = axes[2, 0] - dx * top, axes[2, 1] - dy * top, axes[2, 2] - dz * top
    uu = (ux * ux + uy * uy + uz * uz) * pixel_across * pixel_across
    vv = (vx * vx + vy * vy + vz * vz) * pixel_along * pixel_along
    uv = (ux * vx + uy * vy + uz * vz) * pixel_across * pixel_along
    return float(depth * math.sqrt(0.5 * (uu + vv) + math.hypot(0.5 * (uu - vv), uv)))


@kernel(error_model="python")
def in_frame(
    dx: float, dy: float, dz: float, axes: Floats, tan_across: float, tan_along: float, far_m: float
) -> bool:
    """Return whether an offset from the camera lies in its frame; never for a NaN height."""
    depth = dx * axes[0, 0] + dy * axes[0, 1] + dz * axes[0, 2]
    across = dx * axes[1, 0] + dy * axes[1, 1] + dz * axes[1, 2]
    along = dx * axes[2, 0] + dy * axes[2, 1] + dz * axes[2, 2]
    within = abs(across) <= tan_across * depth and abs(along) <= tan_along * depth
    return bool(within and 0.0 < depth <= far_m)


@kernel(error_model="python")
def _note(
    i: int,
    j: int,
    line: int,
    size_m: float,
    images: NDArray[np.uint16],
    strips: NDArray[np.uint8],
    gsd: NDArray[np.float32],
    last: NDArray[np.int32],
) -> None:
    """Write one view of one cell."""
    if images[i, j] < 65535:
        images[i, j] += 1
    if last[i, j] != line:
        last[i, j] = line
        if strips[i, j] < 255:
            strips[i, j] += 1
    gsd[i, j] = min(gsd[i, j], size_m)
