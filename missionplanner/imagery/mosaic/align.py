"""Better the poses of photos so that what two of them show of one place falls together on the DEM.

Unknown are six numbers of each photo. A tie point gives two equations: the rays from both photos
meet the ground at one place. The poses as told, or as adjusted to control points, are observations
with their standard deviations. Solved by Gauss-Newton steps with Huber's weights (P. J. Huber,
Robust estimation of a location parameter, Ann. Math. Statist. 35, 1964). The ground stays as it is:
this is no bundle adjustment, and what the DEM does not have (trees, new heaps) stays displaced.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu

from missionplanner.imagery.interior import turned
from missionplanner.imagery.mosaic.ground_rays import met, on_plane
from missionplanner.imagery.mosaic.posed import PosedPhotos
from missionplanner.imagery.mosaic.ties import TiePoints
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.ground import Terrain
from missionplanner.terrain.views import gradient

Floats = NDArray[np.float64]

# A tie is as good as a pixel and a half of both; beyond twice that it counts less.
_SD_PX, _HUBER, _ROUNDS = 1.5, 2.0, 6
_STEPS = np.array([1e-3, 1e-3, 1e-3, 1e-6, 1e-6, 1e-6])


@dataclass(frozen=True)
class Aligned:
    """Photos with better poses.

    Attributes
    ----------
    photos : PosedPhotos
    before_px, after_px : float or None
        Median distance of tie points on the ground, in pixels; None: there is none.
    """

    photos: PosedPhotos
    before_px: float | None
    after_px: float | None


def aligned(photos: PosedPhotos, ties: TiePoints, terrain: Terrain, progress: Progress) -> Aligned:
    """Return photos with better poses; raises Cancelled."""
    if not len(ties):
        return Aligned(photos, None, None)
    gsd = photos.gsd_m(terrain)
    x, before = np.zeros((len(photos), 6)), None
    off = np.zeros(0)
    for round_ in range(_ROUNDS):
        progress.report(round_ / _ROUNDS, "mosaic.aligning")
        off, slopes = _equations(photos, ties, terrain, x)
        length = np.linalg.norm(off, axis=1) / gsd
        before = float(np.nanmedian(length)) if before is None else before
        x = x + _step(photos, x, off, slopes, ties, _SD_PX * gsd)
    off, _ = _equations(photos, ties, terrain, x)
    after = float(np.nanmedian(np.linalg.norm(off, axis=1)) / gsd)
    if before is not None and after > before:  # the told poses were better than the ties
        return Aligned(photos, before, before)
    better = photos.moved(photos.places_m + x[:, :3], turned(photos.axes, x[:, 3:]))
    return Aligned(better, before, after)


def _equations(
    photos: PosedPhotos, ties: TiePoints, terrain: Terrain, x: Floats
) -> tuple[Floats, tuple[Floats, Floats]]:
    """Return distances (k, 2) m, and their derivatives by both photos' unknowns, (k, 2, 6)."""
    one, slope_one = _met(photos, ties.first, ties.first_px, terrain, x)
    two, slope_two = _met(photos, ties.second, ties.second_px, terrain, x)
    return one - two, (slope_one, -slope_two)


def _met(
    photos: PosedPhotos, k: NDArray[np.int64], pixels: Floats, terrain: Terrain, x: Floats
) -> tuple[Floats, Floats]:
    """Return where rays meet the ground, (k, 2), and the derivatives by the six unknowns."""
    places, axes = photos.places_m[k] + x[k, :3], turned(photos.axes[k], x[k, 3:])
    ways = photos.interior.rays(pixels, axes)
    at = met(terrain, places, ways)
    rises = np.column_stack(gradient(terrain, at[:, 0], at[:, 1], terrain.cell_m))
    base = on_plane(at, rises, places, ways)
    slopes = np.empty((len(k), 2, 6))
    for j, step in enumerate(_STEPS):
        change = np.zeros((len(k), 3))
        change[:, j % 3] = step
        if j < 3:
            new = on_plane(at, rises, places + change, ways)
        else:
            # A turn about the axes of east, north, up, after the one that is there: small.
            new = on_plane(at, rises, places, ways + np.cross(change, ways))
        slopes[:, :, j] = (new - base) / step
    return base, slopes


def _step(
    photos: PosedPhotos,
    x: Floats,
    off: Floats,
    slopes: tuple[Floats, Floats],
    ties: TiePoints,
    sd_m: float,
) -> Floats:
    n, known = len(photos), np.isfinite(off).all(axis=1)
    length = np.linalg.norm(off, axis=1) / sd_m
    weight = np.where(known, np.minimum(1.0, _HUBER / np.maximum(length, 1e-9)), 0.0) / sd_m**2
    first, second = (np.nan_to_num(slope) for slope in slopes)
    row = np.repeat(np.arange(2 * len(off)), 6)
    columns = [
        np.repeat(6 * k[:, None] + np.arange(6), 2, axis=0).ravel()
        for k in (ties.first, ties.second)
    ]
    equations = sparse.csr_matrix(
        (
            np.concatenate((first.ravel(), second.ravel())),
            (np.concatenate((row, row)), np.concatenate(columns)),
        ),
        shape=(2 * len(off), 6 * n),
    )
    sd = np.column_stack((photos.place_sd_m, photos.turn_sd_rad)).ravel()
    told = 1.0 / sd**2
    weights = sparse.diags_array(np.repeat(weight, 2))
    normal = equations.T @ weights @ equations + sparse.diags_array(told)
    right = -(equations.T @ (weights @ np.nan_to_num(off).ravel())) - told * x.ravel()
    return np.asarray(splu(sparse.csc_matrix(normal)).solve(right)).reshape(n, 6)
