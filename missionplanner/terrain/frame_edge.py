"""The outline of what one image shows: the rays of its frame's edge, followed to the terrain."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.sensor import Camera

Floats = NDArray[np.float64]

#: Height in metres at places, NaN where none is known: what `Terrain.height_at` gives.
HeightAt = Callable[[Floats, Floats], Floats]

AN_EDGE = 8
"""Rays along each side of the frame; the first of each side goes through a corner."""
_STEPS = 96
_REACH = 6.0  # times the height above ground: a ray that goes farther sees the horizon


def outline_m(
    camera: Camera, place_m: tuple[float, float, float], axes: Floats, height_at: HeightAt
) -> Floats:
    """Return the outline of what an image shows, (n, 2) site metres, not closed.

    Parameters
    ----------
    camera : Camera
    place_m : (x, y, height), site metres and EGM96
    axes : float64 (3, 3)
        Optical axis, frame's right and top; see `terrain.footprints`.
    height_at : callable
        The terrain, EGM96 metres. A ray that meets none is cut where the ground below the camera
        would be.
    """
    ways = _rays(camera, axes)
    x, y, z = place_m
    below = float(height_at(np.array([x]), np.array([y]))[0])
    agl = z - below if math.isfinite(below) and z > below else 100.0
    # Each ray, from the camera to where it has fallen some times the height or gone far.
    fall = np.maximum(-ways[:, 2], 1e-3)
    far = np.minimum(2.5 * agl / fall, _REACH * agl)
    share = np.linspace(0.0, 1.0, _STEPS)
    along = far[:, None] * share
    px, py, pz = (origin + along * ways[:, k, None] for k, origin in enumerate(place_m))
    over = pz - height_at(px, py)
    hit = over <= 0.0
    first = np.where(hit.any(axis=1), hit.argmax(axis=1), -1)
    flat = np.minimum(agl / fall, far)
    row = np.arange(len(ways))
    before = np.maximum(first - 1, 0)
    above, under = over[row, before], over[row, np.maximum(first, 0)]
    with np.errstate(invalid="ignore", divide="ignore"):
        part = np.where(np.isfinite(above) & (above > under), above / (above - under), 1.0)
    met = along[row, before] + part * (along[row, np.maximum(first, 0)] - along[row, before])
    reach = np.where(first >= 0, met, flat)
    return np.column_stack((x + reach * ways[:, 0], y + reach * ways[:, 1]))


def _rays(camera: Camera, axes: Floats) -> Floats:
    """Return unit vectors (n, 3) through the edge of the frame, all round."""
    across = 0.5 * camera.sensor_width_mm / camera.focal_mm
    along = 0.5 * camera.sensor_height_mm / camera.focal_mm
    t = np.linspace(-1.0, 1.0, AN_EDGE, endpoint=False)
    one = np.ones_like(t)
    p = across * np.concatenate((t, one, -t, -one))
    q = along * np.concatenate((-one, t, one, -t))
    ways = axes[0] + p[:, None] * axes[1] + q[:, None] * axes[2]
    return np.asarray(ways / np.linalg.norm(ways, axis=1)[:, None])
