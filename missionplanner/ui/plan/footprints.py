"""The ground that an image at a moment shows, and how finely. No Qt."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.flown import Moment
from missionplanner.model.sensor import Sensor
from missionplanner.operations.footprint import footprint_m
from missionplanner.ui.map.ground import Ground


@dataclass(frozen=True)
class Seen:
    """What one image shows.

    Attributes
    ----------
    outline_m : float64 (n, 2), site metres, not closed
    across_m, along_m : float, mean extents across and along the heading
    gsd_low_m, gsd_high_m : float, finest and coarsest pixel across the line of sight
    """

    outline_m: NDArray[np.float64]
    across_m: float
    along_m: float
    gsd_low_m: float
    gsd_high_m: float


def seen_from(here: Moment, sensor: Sensor, ground: Ground) -> Seen | None:
    """Return what an image at a moment shows; None where no ground is known below."""
    if not math.isfinite(here.agl_m) or here.agl_m <= 1.0:
        return None
    turn = math.radians(here.heading_deg)
    way = (math.sin(turn), math.cos(turn))
    place = (here.x_m, here.y_m, here.egm96_m)
    outline = footprint_m(sensor, place, way, ground.height_at)
    offset = outline - outline.mean(axis=0)
    along, across = offset @ np.array(way), offset @ np.array((way[1], -way[0]))
    inside = ground.height_at(
        here.x_m + np.append(0.9 * (outline[:, 0] - here.x_m), 0.0),
        here.y_m + np.append(0.9 * (outline[:, 1] - here.y_m), 0.0),
    )
    drop = here.egm96_m - inside[np.isfinite(inside)]
    camera = sensor.camera
    per_m = (
        max(camera.sensor_width_mm / camera.width_px, camera.sensor_height_mm / camera.height_px)
        / camera.focal_mm
    )
    tilt = max(math.sin(math.radians(-sensor.acquisition.gimbal_pitch_deg)), 0.2)
    return Seen(
        outline,
        _breadth(across),
        _breadth(along),
        float(drop.min()) * per_m / tilt,
        float(drop.max()) * per_m / tilt,
    )


def _breadth(offset: NDArray[np.float64]) -> float:
    """Return the mean extent of an outline in one direction: between its sides, not its tips."""
    high, low = offset[offset > 0.8 * offset.max()], offset[offset < 0.8 * offset.min()]
    return float(high.mean() - low.mean())
