"""How squarely faces are looked at, and how finely: the least incidence of each cell.

The incidence of a view is the angle between the ground's normal and the way to the camera. It is
counted where the image sees the cell, occlusion included, as `footprints` has it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from missionplanner.messages.message import message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import ViewRasters
from missionplanner.planning.verify.footprints import (
    GRAZE_M,
    aim,
    in_frame,
    over_columns,
    reach,
    window,
)
from missionplanner.planning.verify.motion import RELATIVE
from missionplanner.planning.verify.photos import Photos
from missionplanner.planning.verify.points import gradient
from missionplanner.planning.verify.views import FAR_M, batches
from missionplanner.terrain.dem import Terrain

Floats = NDArray[np.float64]

#: A face is looked at squarely within this angle, degrees, and shall be on this share of it; it
#: shall be seen as finely as asked on the other share.
INCIDENCE_DEG, INCIDENCE_SHARE, FINE_SHARE = 30.0, 0.95, 0.98
#: Cell of the verification grid where faces are looked at, metres: between these, as the DEM's is.
FINEST_M, COARSEST_M = 2.0, 5.0


@dataclass(frozen=True)
class FaceShares:
    """Shares of the cells of faces: looked at squarely, and as finely as asked; 0 without one."""

    square: float
    fine: float


def face_cell_m(terrain: Terrain) -> float:
    """Return the cell of the grid that faces are judged on, metres."""
    return min(max(terrain.cell_m, FINEST_M), COARSEST_M)


def face_shares(
    photos: Photos, sensor: Sensor, terrain: Terrain, views: ViewRasters, from_deg: float
) -> FaceShares:
    """Return how squarely and finely the wanted cells at least so steep are looked at."""
    rows, cols = views.wanted.shape
    east, north = np.meshgrid(
        views.x0_m + views.cell_m * np.arange(cols), views.y0_m + views.cell_m * np.arange(rows)
    )
    ground = terrain.height_at(east, north)
    slopes = gradient(terrain, east, north, views.cell_m)
    steep = views.wanted & (np.hypot(*slopes) >= math.tan(math.radians(from_deg)))
    if not steep.any():
        return FaceShares(0.0, 0.0)
    looked_at = np.where(steep, ground, np.nan)  # no other cell is worth a look
    camera, best = sensor.camera, np.zeros(ground.shape)
    for part, pitch_rad in batches(photos, sensor):
        add_cosines(
            photos.cameras[part],
            pitch_rad,
            camera.sensor_width_mm / (2 * camera.focal_mm),
            camera.sensor_height_mm / (2 * camera.focal_mm),
            FAR_M,
            GRAZE_M,
            terrain.height_m,
            terrain.x0_m,
            terrain.y0_m,
            terrain.cell_m,
            looked_at,
            *slopes,
            views.x0_m,
            views.y0_m,
            views.cell_m,
            best,
        )
    limit_m = sensor.acquisition.gsd_limit_m * (1 + RELATIVE)
    square = best[steep] >= math.cos(math.radians(INCIDENCE_DEG)) - RELATIVE
    fine = views.gsd_m[steep] <= limit_m
    return FaceShares(float(square.mean()), float(fine.mean()))


def face_findings(square: float, fine: float, sensor: Sensor) -> Iterator[Finding]:
    """Yield where faces are looked at too much aslant, or too coarsely."""
    if square < INCIDENCE_SHARE:
        said = message(
            "planning.aslant", share=100 * square, most_deg=INCIDENCE_DEG,
            wanted=100 * INCIDENCE_SHARE,
        )  # fmt: skip
        yield Finding("VERIFY-INCIDENCE", Severity.WARNING, sensor.name, said)
    if fine < FINE_SHARE:
        said = message(
            "planning.face_coarse", share=100 * fine, wanted=100 * FINE_SHARE,
            asked_cm=100 * sensor.acquisition.gsd_limit_m,
        )  # fmt: skip
        yield Finding("VERIFY-FACE-GSD", Severity.WARNING, sensor.name, said)


@njit(nogil=True, cache=True)
def add_cosines(
    cameras: Floats, pitch_rad: float, tan_across: float, tan_along: float, far_m: float,
    graze_m: float, dem: Floats, dem_x0_m: float, dem_y0_m: float, dem_cell_m: float,
    ground: Floats, rise_east: Floats, rise_north: Floats, x0_m: float, y0_m: float,
    cell_m: float, best: Floats,
) -> None:  # fmt: skip
    """Raise the greatest cosine of incidence of each cell that the images see, in place.

    Parameters
    ----------
    best : float64 of the shape of `ground`; start with 0
    cameras, pitch_rad ... cell_m
        As of `footprints.add_views`.
    """
    rows, cols = ground.shape
    axes = np.zeros((3, 3))
    for n in range(cameras.shape[0]):
        cam = cameras[n]
        aim(axes, cam[3], cam[4], pitch_rad)
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
                facing = rise_east[i, j] * dx + rise_north[i, j] * dy - dz
                steep = 1.0 + rise_east[i, j] ** 2 + rise_north[i, j] ** 2
                cosine = facing / math.sqrt((dx * dx + dy * dy + dz * dz) * steep)
                if cosine <= best[i, j]:
                    continue
                u, v = (x - dem_x0_m) / dem_cell_m, (y - dem_y0_m) / dem_cell_m
                du, dv = -dx / dem_cell_m, -dy / dem_cell_m
                if over_columns(dem, u, v, z, du, dv, -dz, high, graze_m) and over_columns(
                    dem.T, v, u, z, dv, du, -dz, high, graze_m
                ):
                    best[i, j] = cosine
