"""How squarely faces are looked at, and how finely: the least incidence of each cell.

The incidence of a view is the angle between the ground's normal and the way to the camera. It is
counted where the image sees the cell, occlusion included, as `terrain.views` has it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from missionplanner.messages.message import message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import ViewRasters
from missionplanner.planning.verify.motion import RELATIVE
from missionplanner.planning.verify.photos import Photos
from missionplanner.planning.verify.views import frames_of
from missionplanner.tasks.progress import silent
from missionplanner.terrain.dem import Terrain
from missionplanner.terrain.views import CellGrid, count_views

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
    grid = CellGrid.like(views, terrain)
    slope = np.hypot(grid.rise_east, grid.rise_north)
    steep = views.wanted & (slope >= math.tan(math.radians(from_deg)))
    if not steep.any():
        return FaceShares(0.0, 0.0)
    faces = replace(grid, ground_m=np.where(steep, grid.ground_m, np.nan))
    best = count_views(frames_of(photos, sensor), terrain, faces, silent(), facing=True).facing
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
