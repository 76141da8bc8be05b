"""Photos of one sensor put on the site: places in its metres, axes of their frames, courses.

Of two heights that a file tells the better is taken: the satellites' where the solution was fixed
or floating, else the barometer's above the take-off place, whose ground the plan knows, else what
there is. A photo without angles is taken to look straight down, its top along the course.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.geoid import to_egm96_m
from missionplanner.imagery.attitude import axes_of
from missionplanner.imagery.folder import Seized
from missionplanner.model.photo import Attitude, Photo, Pointing, RtkSolution
from missionplanner.model.places import Datum
from missionplanner.model.sensor import Camera

Floats = NDArray[np.float64]
_STEP_DEG = 1e-4
# Photos farther apart in time were not taken on one way; nor does a hovering aircraft tell one.
_ONE_WAY_S, _MOVED_M = 30.0, 1.0


@dataclass(frozen=True)
class PlacedPhotos:
    """Photos of one camera, in the order of their time; n may be 0.

    Attributes
    ----------
    seized : tuple of Seized
    camera : Camera
    places_m : float64 (n, 3)
        x, y, height, site metres and EGM96; NaN where a file tells none.
    axes : float64 (n, 3, 3)
        See `terrain.footprints`.
    course : float64 (n, 2, 2)
        Unit vectors east, north of the way from the photo before, and to the next; NaN: not known.
    seconds : float64 (n,)
        Since the first; NaN: no time.
    """

    seized: tuple[Seized, ...]
    camera: Camera
    places_m: Floats
    axes: Floats
    course: Floats
    seconds: Floats

    def __len__(self) -> int:
        return len(self.seized)

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Return the photos alone."""
        return tuple(one.photo for one in self.seized)


def placed(
    seized: Sequence[Seized], camera: Camera, frame: SiteFrame, home_ground_m: float | None
) -> PlacedPhotos:
    """Return photos of one camera on a site.

    Parameters
    ----------
    seized : sequence of Seized
        In the order of their time; all with a place.
    home_ground_m : float or None
        Ground of the take-off place, EGM96 m.
    """
    photos = [one.photo for one in seized]
    lon = np.array([photo.lon_deg for photo in photos], np.float64)
    lat = np.array([photo.lat_deg for photo in photos], np.float64)
    x, y = frame.forward(lon, lat)
    heights = np.array([height_m(photo, home_ground_m) for photo in photos], np.float64)
    seconds = _seconds(photos)
    course = _courses(np.column_stack((x, y)), seconds)
    north_x, north_y = frame.forward(lon, lat + _STEP_DEG)
    # Bearing of the site's north from the true one: that of true north in the site, turned back.
    turn_deg = -np.degrees(np.arctan2(north_x - x, north_y - y))
    axes = np.empty((len(photos), 3, 3))
    for k, photo in enumerate(photos):
        told = photo.attitude or _along(course[k])
        axes[k] = axes_of(told, float(turn_deg[k]) if photo.attitude else 0.0)
    places = np.column_stack((x, y, heights)).reshape(-1, 3)
    return PlacedPhotos(tuple(seized), camera, places, axes, course, seconds)


def height_m(photo: Photo, home_ground_m: float | None) -> float:
    """Return the height of a photo, EGM96 m; NaN where the file tells none."""
    absolute = np.nan
    if photo.altitude and photo.lon_deg is not None and photo.lat_deg is not None:
        absolute = photo.altitude.value_m
        if photo.altitude.datum is Datum.ELLIPSOID:
            absolute = float(to_egm96_m(absolute, photo.lon_deg, photo.lat_deg))
    by_satellites = photo.rtk in (RtkSolution.FIXED, RtkSolution.FLOATING)
    if np.isfinite(absolute) and by_satellites:
        return absolute
    if photo.above_home_m is not None and home_ground_m is not None:
        return home_ground_m + photo.above_home_m
    return absolute


def _along(course: Floats) -> Attitude:
    known = course[np.isfinite(course).all(axis=1)]
    east, north = known[-1] if len(known) else (0.0, 1.0)
    return Attitude(float(np.degrees(np.arctan2(east, north))), 0.0, 0.0, Pointing.BODY)


def _seconds(photos: Sequence[Photo]) -> Floats:
    # Cameras without a zone are compared among themselves alone: the zone falls away.
    told = [photo.taken.replace(tzinfo=None) if photo.taken else None for photo in photos]
    first = min((moment for moment in told if moment), default=None)
    return np.array(
        [(moment - first).total_seconds() if moment and first else np.nan for moment in told]
    )


def _courses(xy: Floats, seconds: Floats) -> Floats:
    """Return unit vectors (n, 2, 2): of the way from the photo before, and to the next."""
    course = np.full((len(xy), 2, 2), np.nan)
    if len(xy) < 2:
        return course
    step = np.diff(xy, axis=0)
    length = np.hypot(step[:, 0], step[:, 1])
    pause = np.diff(seconds)
    good = (length > _MOVED_M) & ~(pause > _ONE_WAY_S)
    way = np.full_like(step, np.nan)
    way[good] = step[good] / length[good, None]
    course[1:, 0], course[:-1, 1] = way, way
    return course
