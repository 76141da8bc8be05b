"""Which ground one image shows: the rays of its frame's edge, followed down to the terrain."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.sensor import Sensor

Floats = NDArray[np.float64]

#: Height in metres at places, NaN where none is known: what `Ground.height_at` gives.
HeightAt = Callable[[Floats, Floats], Floats]

_AN_EDGE = 8  # rays along each side of the frame
_STEPS = 96
_REACH = 6.0  # times the height above ground: a ray that goes farther sees the horizon


def footprint_m(
    sensor: Sensor,
    camera_m: tuple[float, float, float],
    heading: tuple[float, float],
    height_at: HeightAt,
) -> Floats:
    """Return the outline of what an image shows, (n, 2) site metres, not closed.

    Parameters
    ----------
    sensor : Sensor
        Its camera's long side lies across the heading; the gimbal pitches the axis.
    camera_m : (x, y, height), site metres and EGM96
    heading : unit vector east, north
    height_at : callable
        The terrain, EGM96 metres. A ray that meets none is cut where the ground below the camera
        would be.
    """
    ways = _rays(sensor, heading)
    x, y, z = camera_m
    below = float(height_at(np.array([x]), np.array([y]))[0])
    agl = z - below if math.isfinite(below) and z > below else 100.0
    # Each ray, from the camera to where it has fallen some times the height or gone far.
    fall = np.maximum(-ways[:, 2], 1e-3)
    far = np.minimum(2.5 * agl / fall, _REACH * agl)
    share = np.linspace(0.0, 1.0, _STEPS)
    along = far[:, None] * share
    px, py, pz = (origin + along * ways[:, k, None] for k, origin in enumerate(camera_m))
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


def _rays(sensor: Sensor, heading: tuple[float, float]) -> Floats:
    """Return unit vectors (n, 3) through the edge of the frame, all round."""
    camera, pitch = sensor.camera, math.radians(sensor.acquisition.gimbal_pitch_deg)
    across = 0.5 * camera.sensor_width_mm / camera.focal_mm
    along = 0.5 * camera.sensor_height_mm / camera.focal_mm
    t = np.linspace(-1.0, 1.0, _AN_EDGE, endpoint=False)
    one = np.ones_like(t)
    p = across * np.concatenate((t, one, -t, -one))
    q = along * np.concatenate((-one, t, one, -t))
    c, s = math.cos(pitch), math.sin(pitch)
    east, north = heading
    axis = np.array((c * east, c * north, s))
    right = np.array((north, -east, 0.0))
    top = np.array((-s * east, -s * north, c))
    ways = axis + p[:, None] * right + q[:, None] * top
    return np.asarray(ways / np.linalg.norm(ways, axis=1)[:, None])
