"""From the angles that a photo tells to the axes of its frame in the site's metres."""

import math

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.photo import Attitude, Pointing

Floats = NDArray[np.float64]
# From north, east, down to east, north, up.
_TO_SITE = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, -1.0]])


def axes_of(attitude: Attitude, convergence_deg: float = 0.0) -> Floats:
    """Return optical axis, frame's right and top, (3, 3), unit vectors east, north, up.

    Parameters
    ----------
    attitude : Attitude
    convergence_deg : float
        Bearing of the site's north axis from true north, degrees; UTM's meridian convergence.
    """
    yaw, pitch, roll = (
        math.radians(angle)
        for angle in (
            attitude.yaw_deg - convergence_deg,
            attitude.pitch_deg,
            attitude.roll_deg,
        )
    )
    ahead, right, down = (_TO_SITE @ _turned(yaw, pitch, roll)).T
    if attitude.of is Pointing.BODY:  # the camera looks out of the aircraft's belly
        return np.array([down, right, ahead])
    return np.array([ahead, right, -down])


def _turned(yaw: float, pitch: float, roll: float) -> Floats:
    """Return the rotation whose columns are the axes ahead, right, down in north, east, down."""
    cy, sy = math.cos(yaw), math.sin(yaw)
    cp, sp = math.cos(pitch), math.sin(pitch)
    cr, sr = math.cos(roll), math.sin(roll)
    by_yaw = np.array([[cy, -sy, 0.0], [sy, cy, 0.0], [0.0, 0.0, 1.0]])
    by_pitch = np.array([[cp, 0.0, sp], [0.0, 1.0, 0.0], [-sp, 0.0, cp]])
    by_roll = np.array([[1.0, 0.0, 0.0], [0.0, cr, -sr], [0.0, sr, cr]])
    return np.asarray(by_yaw @ by_pitch @ by_roll)
