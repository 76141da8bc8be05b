"""Which ground one planned image shows."""

import math

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.sensor import Sensor
from missionplanner.terrain.frame_edge import HeightAt, outline_m


def footprint_m(
    sensor: Sensor,
    camera_m: tuple[float, float, float],
    heading: tuple[float, float],
    height_at: HeightAt,
    pitch_deg: float | None = None,
) -> NDArray[np.float64]:
    """Return the outline of what an image shows, (n, 2) site metres, not closed.

    Parameters
    ----------
    sensor : Sensor
        Its camera's long side lies across the view.
    camera_m : (x, y, height), site metres and EGM96
    heading : unit vector east, north
        Where the top of the image points: ahead, or where the view is turned to.
    height_at : callable
        The terrain, EGM96 metres; see `terrain.frame_edge`.
    pitch_deg : float, optional
        Of the gimbal, -90: straight down; default: the sensor's own.
    """
    own_deg = sensor.acquisition.gimbal_pitch_deg
    pitch = math.radians(own_deg if pitch_deg is None else pitch_deg)
    c, s = math.cos(pitch), math.sin(pitch)
    east, north = heading
    axes = np.array(((c * east, c * north, s), (north, -east, 0.0), (-s * east, -s * north, c)))
    return outline_m(sensor.camera, camera_m, axes, height_at)
