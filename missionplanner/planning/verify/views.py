"""The rasters of a verification: views of every cell of the area."""

import numpy as np
from shapely.geometry import MultiPolygon

from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import ViewRasters
from missionplanner.planning.verify.photos import Photos
from missionplanner.planning.verify.points import point_density
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.dem import Terrain
from missionplanner.terrain.footprints import level_axes
from missionplanner.terrain.views import FAR_M, Frames, count_views, grid_over


def view_rasters(
    photos: Photos,
    sensor: Sensor,
    terrain: Terrain,
    wanted: MultiPolygon,
    cell_m: float | None,
    progress: Progress,
    pulses: float = 0.0,
) -> ViewRasters:
    """Count the views of every cell over the bounds of the wanted area.

    Parameters
    ----------
    wanted : MultiPolygon
        Site metres; see `terrain.views.grid_over`.
    cell_m : float or None
        None: as fine as the grid's default.
    pulses : float
        Of a laser scanner, in each of its frames.
    """
    grid = grid_over(wanted, terrain, cell_m)
    views = count_views(frames_of(photos, sensor), terrain, grid, progress)
    density = None
    if sensor.lidar and pulses:
        density = point_density(photos, sensor.lidar, pulses, terrain, grid, FAR_M)
    return ViewRasters(*grid.place, views.images, views.strips, views.gsd_m, grid.wanted, density)


def frames_of(photos: Photos, sensor: Sensor) -> Frames:
    """Return the frames of planned images, each with the pitch of its strip or of its sensor."""
    own_deg = sensor.acquisition.gimbal_pitch_deg
    pitch = np.radians(np.where(np.isnan(photos.pitch_deg), own_deg, photos.pitch_deg))
    return Frames(
        sensor.camera,
        np.ascontiguousarray(photos.cameras[:, :3]),
        level_axes(np.ascontiguousarray(photos.cameras[:, 3:]), pitch),
        photos.lines,
        sensor.lidar.range_m if sensor.lidar else FAR_M,
    )
