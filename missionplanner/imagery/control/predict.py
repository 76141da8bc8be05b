"""Where a control point ought to lie in photos, by the poses and the camera that they tell."""

import numpy as np
from numpy.typing import NDArray

from missionplanner.imagery.control.resection import site_place
from missionplanner.imagery.interior import Interior
from missionplanner.imagery.placing import PlacedPhotos
from missionplanner.model.places import ControlPoint
from missionplanner.terrain.ground import Terrain

Floats = NDArray[np.float64]


def ground_place(point: ControlPoint, terrain: Terrain) -> Floats:
    """Return x, y, height (3,) of a point; of one without a measured height by the ground."""
    x, y, height = site_place(point, terrain.frame)
    z = height if np.isfinite(height) else float(terrain.height_at(x, y))
    return np.array([x, y, z])


def in_frames(
    at: PlacedPhotos, point_m: Floats, edge_share: float = 0.0
) -> tuple[NDArray[np.intp], Floats]:
    """Return which photos have a point in their frame, (k,), and where it lies in each, (k, 2) px.

    What stands between point and camera is not looked at.

    Parameters
    ----------
    point_m : float64 (3,)
        Site metres and EGM96.
    edge_share : float
        Part of the width that is left out all round.
    """
    inside = Interior.of(at.camera)
    pixels = inside.pixels(point_m - at.places_m, at.axes)
    size, edge = np.array([inside.width, inside.height]), edge_share * inside.width
    with np.errstate(invalid="ignore"):
        fine = ((pixels >= edge) & (pixels < size - edge)).all(axis=1)
    return np.flatnonzero(fine), pixels[fine]
