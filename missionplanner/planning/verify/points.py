"""How many points a laser scanner leaves on each cell.

A scanner is taken as frames (`footprints`) a fixed time apart. Its n pulses of that time are spread
evenly over the angle across the flight line, and over the frame's length along it. With the frame's
coordinates p = across / depth and q = along / depth, a point at depth k below a scanner that looks
straight down lies where the map's area grows by

    dA = k^3 / (-n . D) dp dq

(D from the scanner to the ground, whose normal n has 1 as its upward part; over level ground
k^2 dp dq), and dp = (1 + p^2) d(angle). So a frame adds n / (F 2 t (1 + p^2)) (-n . D) / k^3 points
to each square metre of the map, F being the angle across and t half the length over the focal
length. Over level ground all frames of a pass sum up to rate / (speed * swath) on average, more
below the line and less at the edge of the swath. Pulses that nothing throws back are not known.
"""

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.model.sensor import Lidar
from missionplanner.planning.verify.photos import Photos
from missionplanner.terrain.dem import Terrain
from missionplanner.terrain.footprints import (
    GRAZE_M,
    aim,
    in_frame,
    in_sight,
    reach,
    window,
)
from missionplanner.terrain.views import CellGrid

Floats = NDArray[np.float64]

_DOWN_RAD = -np.pi / 2


def point_density(
    photos: Photos,
    lidar: Lidar,
    pulses: float,
    terrain: Terrain,
    grid: CellGrid,
    far_m: float,
) -> NDArray[np.float32]:
    """Return the points on a square metre of the map, float32 of the shape of the grid.

    Parameters
    ----------
    photos : Photos
        The frames.
    pulses : float
        Of each frame.
    grid : CellGrid
        The cells; those whose height is NaN are not judged.
    far_m : float
        Longest ray followed, m; never longer than the scanner's range.
    """
    camera = lidar.camera()
    density = np.zeros(grid.ground_m.shape, np.float32)
    tan_along = 0.5 * camera.sensor_height_mm
    share = pulses / (np.radians(lidar.across_deg) * 2.0 * tan_along)
    add_points(
        photos.cameras, 0.5 * camera.sensor_width_mm, tan_along, min(far_m, lidar.range_m), share,
        terrain.height_m, terrain.x0_m, terrain.y0_m, terrain.cell_m,
        grid.ground_m, grid.rise_east, grid.rise_north, *grid.place, density,
    )  # fmt: skip
    return density


@kernel(error_model="python")
def add_points(
    cameras: Floats, tan_across: float, tan_along: float, far_m: float, share: float,
    dem: Floats, dem_x0_m: float, dem_y0_m: float, dem_cell_m: float,
    ground: Floats, rise_east: Floats, rise_north: Floats,
    x0_m: float, y0_m: float, cell_m: float, density: NDArray[np.float32],
) -> None:  # fmt: skip
    """Add the points of frames to the raster, in place.

    Parameters
    ----------
    cameras : float64 (n, 5): x, y, height (site metres, EGM96), heading east, heading north (unit)
    tan_across, tan_along : half sides of the frame over the focal length
    far_m : range, metres
    share : pulses of a frame for each radian across and each unit of q
    dem, dem_x0_m, dem_y0_m, dem_cell_m : the terrain that hides, EGM96 metres, NaN nodata
    ground, x0_m, y0_m, cell_m : heights of the cells to be judged, NaN: not judged
    rise_east, rise_north : float64 of the shape of `ground`, gradient of the ground, m per m
    density : float32 of the shape of `ground`
    """
    rows, cols = ground.shape
    axes = np.zeros((3, 3))
    for n in range(cameras.shape[0]):
        cam = cameras[n]
        aim(axes, cam[3], cam[4], _DOWN_RAD)
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
                if in_sight(dem, u, v, z, du, dv, -dz, high, GRAZE_M):
                    facing = rise_east[i, j] * dx + rise_north[i, j] * dy - dz
                    across = (dx * axes[1, 0] + dy * axes[1, 1]) / -dz
                    spread = (1.0 + across * across) * -(dz**3)
                    density[i, j] += max(0.0, share * facing / spread)
