"""From photos, marks and measured points to the equations of their adjustment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.geoid import to_egm96_m
from missionplanner.imagery.attitude import axes_of
from missionplanner.imagery.control.network import MarkNetwork
from missionplanner.imagery.interior import Interior, turned
from missionplanner.imagery.placing import PlacedPhotos
from missionplanner.messages.message import message
from missionplanner.model.control import PhotoMark
from missionplanner.model.photo import Attitude, Photo, Pointing, RtkSolution
from missionplanner.model.places import ControlPoint, Datum

Floats = NDArray[np.float64]

# Standard deviations of places that files do not tell (m, on the map and upwards), of angles about
# level axes and the upright one (degrees), of a mark (px), and of measured points (m).
_FIXED_M, _FLOAT_M, _SINGLE_M, _LEAST_M = (0.03, 0.05), (0.5, 1.0), (2.0, 4.0), 0.01
_GIMBAL_DEG, _BODY_DEG, _UNTOLD_DEG = (1.0, 2.0), (3.0, 6.0), (8.0, 30.0)
MARK_SD_PX, POINT_SD_M = 1.0, (0.02, 0.02, 0.03)
_NAMED = 5


@dataclass(frozen=True)
class Marked:
    """Points with marks, and the equations of them.

    Attributes
    ----------
    points : tuple of ControlPoint
        In the order of `network`.
    marks : tuple of PhotoMark
        In the order of `network`.
    photos : PlacedPhotos
        In the order of `network`.
    network : MarkNetwork
    """

    points: tuple[ControlPoint, ...]
    marks: tuple[PhotoMark, ...]
    photos: PlacedPhotos
    network: MarkNetwork

    @property
    def checks(self) -> NDArray[np.bool_]:
        """Which points only check, bool (m,)."""
        return np.array([point.checks for point in self.points], np.bool_)


def marked(
    photos: PlacedPhotos,
    marks: Sequence[PhotoMark],
    points: Sequence[ControlPoint],
    frame: SiteFrame,
    where: str,
) -> Marked:
    """Return the equations of marks in placed photos.

    Parameters
    ----------
    photos : PlacedPhotos
        Those with marks; all with a place and a height.
    marks : sequence of PhotoMark
        All in these photos, within their frames.
    points : sequence of ControlPoint
        All of the project's.
    where : str
        The table of marks, for errors.

    Raises
    ------
    InputError
        A mark names no point of the project or one without measured height, or lies outside of its
        photo.
    """
    _refuse_marks(photos, marks, points, where)
    known = {point.name: point for point in points}
    used = tuple(known[name] for name in dict.fromkeys(mark.point for mark in marks))
    number = {point.name: k for k, point in enumerate(used)}
    row = {photo.name: k for k, photo in enumerate(photos.photos)}
    network = MarkNetwork(
        interior=Interior.of(photos.camera),
        places_m=photos.places_m,
        axes=photos.axes,
        place_sd_m=np.array([place_sd_m(photo) for photo in photos.photos]),
        turn_sd_rad=np.radians([turn_sd_deg(photo) for photo in photos.photos]),
        points_m=np.array([site_place(point, frame) for point in used]).reshape(-1, 3),
        point_sd_m=np.tile(np.array(POINT_SD_M), (len(used), 1)),
        photo=np.array([row[mark.photo] for mark in marks], np.int64),
        point=np.array([number[mark.point] for mark in marks], np.int64),
        marks_px=np.array([(mark.x_px, mark.y_px) for mark in marks]).reshape(-1, 2),
        mark_sd_px=MARK_SD_PX,
    )
    return Marked(used, tuple(marks), photos, _headed(network, photos))


def site_place(point: ControlPoint, frame: SiteFrame) -> tuple[float, float, float]:
    """Return x, y, height of a point, site metres and EGM96; NaN without a measured height."""
    x, y = frame.forward(point.lon_deg, point.lat_deg)
    altitude = point.altitude
    if altitude is None:
        return float(x), float(y), float("nan")
    height = altitude.value_m
    if altitude.datum is Datum.ELLIPSOID:
        height = float(to_egm96_m(height, point.lon_deg, point.lat_deg))
    return float(x), float(y), height


def _refuse_marks(
    photos: PlacedPhotos, marks: Sequence[PhotoMark], points: Sequence[ControlPoint], where: str
) -> None:
    known = {point.name: point for point in points}
    strange = sorted({mark.point for mark in marks} - set(known))
    if strange:
        raise InputError("control.unknown_points", where, names=strange[:_NAMED], n=len(strange))
    flat = sorted({m.point for m in marks if known[m.point].altitude is None})
    if flat:
        raise InputError("control.unmeasured", where, names=flat[:_NAMED], n=len(flat))
    width, height = photos.camera.width_px, photos.camera.height_px
    for mark in marks:
        if not (0.0 <= mark.x_px <= width and 0.0 <= mark.y_px <= height):
            place = (where, message("control.line_of", n=mark.line))
            raise InputError("control.outside", place, photo=mark.photo, width=width, height=height)


def place_sd_m(photo: Photo) -> tuple[float, float, float]:
    """Return standard deviations east, north, up of where a photo says it was taken, m."""
    if photo.accuracy_m is not None:
        east, north, up = (max(sd, _LEAST_M) for sd in photo.accuracy_m)
        return east, north, up
    level, up = {RtkSolution.FIXED: _FIXED_M, RtkSolution.FLOATING: _FLOAT_M}.get(
        photo.rtk, _SINGLE_M
    )
    return level, level, up


def turn_sd_deg(photo: Photo) -> tuple[float, float, float]:
    """Return standard deviations of its angles about east, north and up, degrees."""
    if photo.attitude is None:
        level, upright = _UNTOLD_DEG
    else:
        level, upright = _GIMBAL_DEG if photo.attitude.of is Pointing.GIMBAL else _BODY_DEG
    return level, level, upright


def _headed(network: MarkNetwork, photos: PlacedPhotos) -> MarkNetwork:
    """Turn photos that tell no angles as their marks want it: of four headings the nearest."""
    axes = network.axes.copy()
    north = axes_of(Attitude(0.0, 0.0, 0.0, Pointing.BODY))
    for k, photo in enumerate(photos.photos):
        mine = network.photo == k
        if photo.attitude is not None or not mine.any():
            continue
        offsets = network.points_m[network.point[mine]] - network.places_m[k]
        tries = [
            turned(north[None], np.array([[0.0, 0.0, np.radians(-bearing)]]))[0]
            for bearing in range(0, 360, 15)
        ]
        off = [_off(network, offsets, one, network.marks_px[mine]) for one in tries]
        axes[k] = tries[int(np.argmin(off))]
    return replace(network, axes=axes)


def _off(network: MarkNetwork, offsets: Floats, axes: Floats, marks: Floats) -> float:
    seen = network.interior.pixels(offsets, axes)
    away = np.linalg.norm(seen - marks, axis=1)
    return float(np.nan_to_num(away, nan=1e6).sum())
