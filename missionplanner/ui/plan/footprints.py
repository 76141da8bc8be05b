"""The ground that an image at a moment shows, and how finely. No Qt."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.flown import Moment
from missionplanner.model.patterns import StripAim
from missionplanner.model.sensor import Sensor
from missionplanner.operations.footprint import footprint_m
from missionplanner.ui.map.ground import Ground

_STEEP = 0.9  # sine of a view that is taken for one straight down: 64 degrees and more


@dataclass(frozen=True)
class Seen:
    """What one image shows.

    Attributes
    ----------
    outline_m : float64 (n, 2), site metres, not closed
    across_m, along_m : float, mean extents across and along the view
    gsd_low_m, gsd_high_m : float, finest and coarsest pixel across the line of sight
    """

    outline_m: NDArray[np.float64]
    across_m: float
    along_m: float
    gsd_low_m: float
    gsd_high_m: float


def seen_from(
    here: Moment, sensor: Sensor, ground: Ground, aim: StripAim | None = None
) -> Seen | None:
    """Return what an image at a moment shows; None where no ground is known below.

    `aim`: where the camera looks along the strip; None: ahead, as the sensor says.
    """
    if not math.isfinite(here.agl_m) or here.agl_m <= 1.0:
        return None
    turn = math.radians(here.heading_deg if aim is None else aim.yaw_deg)
    way = (math.sin(turn), math.cos(turn))
    place = (here.x_m, here.y_m, here.egm96_m)
    pitch_deg = sensor.acquisition.gimbal_pitch_deg if aim is None else aim.pitch_deg
    outline = footprint_m(sensor, place, way, ground.height_at, pitch_deg)
    offset = outline - outline.mean(axis=0)
    along, across = offset @ np.array(way), offset @ np.array((way[1], -way[0]))
    camera = sensor.camera
    per_m = (
        max(camera.sensor_width_mm / camera.width_px, camera.sensor_height_mm / camera.height_px)
        / camera.focal_mm
    )
    near_m, far_m = _distances(here, outline, ground, pitch_deg)
    return Seen(outline, _breadth(across), _breadth(along), near_m * per_m, far_m * per_m)


def _distances(
    here: Moment, outline: NDArray[np.float64], ground: Ground, pitch_deg: float
) -> tuple[float, float]:
    """Return how near and how far the ground in an image is along the line of sight, m."""
    tilt = math.sin(math.radians(-pitch_deg))
    if tilt < _STEEP:  # the frame's edges are far apart: each is as far as it is
        at_edge = ground.height_at(outline[:, 0], outline[:, 1])
        level = np.hypot(outline[:, 0] - here.x_m, outline[:, 1] - here.y_m)
        away = np.hypot(level, here.egm96_m - at_edge)
        away = away[np.isfinite(away)]
        return (float(away.min()), float(away.max())) if away.size else (math.nan, math.nan)
    inside = ground.height_at(
        here.x_m + np.append(0.9 * (outline[:, 0] - here.x_m), 0.0),
        here.y_m + np.append(0.9 * (outline[:, 1] - here.y_m), 0.0),
    )
    drop = here.egm96_m - inside[np.isfinite(inside)]
    return float(drop.min()) / tilt, float(drop.max()) / tilt


def _breadth(offset: NDArray[np.float64]) -> float:
    """Return the mean extent of an outline in one direction: between its sides, not its tips."""
    high, low = offset[offset > 0.8 * offset.max()], offset[offset < 0.8 * offset.min()]
    return float(high.mean() - low.mean())
