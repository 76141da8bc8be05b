"""Which sensor took a photo: by the size of its picture and its focal length."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from missionplanner.aircraft.catalogue import readable_sensors
from missionplanner.imagery.folder import Seized
from missionplanner.model.photo import Photo
from missionplanner.model.sensor import Camera, Sensor

# A focal length in EXIF is rounded; lenses of one camera lie farther apart than this.
ALIKE_SHARE = 0.06


@dataclass(frozen=True)
class Recognised:
    """The sensor of a photo, and its camera, with the lens that the photo names."""

    sensor: Sensor
    camera: Camera

    @property
    def other_lens(self) -> bool:
        """True where the photo's focal length is not that of the catalogue."""
        return self.camera.focal_mm != self.sensor.camera.focal_mm


def recognised(
    photo: Photo, planned: Iterable[Sensor], others: Iterable[Sensor] = ()
) -> Recognised | None:
    """Return the sensor whose picture is as large and whose lens is nearest; None: none is.

    Pictures made smaller count where their sides stand in the same ratio and the focal length is
    the same. Where no lens fits, a planned sensor of that size is taken with the photo's own lens.
    Of equals the first is taken.
    """
    mine = [one for one in planned if one.lidar is None]
    all_of_them = [*mine, *(one for one in others if one.lidar is None)]
    fitting = [one for one in all_of_them if _off(photo, one.camera) <= ALIKE_SHARE]
    found = (
        [one for one in fitting if _same_size(photo, one.camera)]
        or [one for one in fitting if photo.focal_mm and _ratio_off(photo, one.camera) <= 0.01]
        or [one for one in mine if _same_size(photo, one.camera)]
        or [one for one in all_of_them if _same_size(photo, one.camera)]
    )
    if not found:
        return None
    sensor = min(found, key=lambda one: _off(photo, one.camera))
    camera = sensor.camera.model_copy(
        update={
            "width_px": max(photo.width_px, photo.height_px),
            "height_px": min(photo.width_px, photo.height_px),
        }
    )
    if photo.focal_mm and _off(photo, camera) > ALIKE_SHARE:
        camera = camera.model_copy(update={"focal_mm": photo.focal_mm})
    return Recognised(sensor, camera)


def by_camera(
    seized: Sequence[Seized], planned: Iterable[Sensor]
) -> dict[tuple[str, Camera] | None, list[Seized]]:
    """Return photos with a place by sensor (its key) and camera; None: nobody knows the camera.

    Planned sensors go before others of the catalogue.
    """
    (others, _), mine = readable_sensors(), tuple(planned)
    known: dict[tuple[int, int, float | None], Recognised | None] = {}
    found: dict[tuple[str, Camera] | None, list[Seized]] = {}
    for one in seized:
        photo = one.photo
        if not photo.placed:
            continue
        kind = photo.width_px, photo.height_px, photo.focal_mm
        if kind not in known:
            known[kind] = recognised(photo, mine, others)
        by = known[kind]
        found.setdefault((by.sensor.key, by.camera) if by else None, []).append(one)
    return found


def _same_size(photo: Photo, camera: Camera) -> bool:
    return sorted((photo.width_px, photo.height_px)) == sorted((camera.width_px, camera.height_px))


def _ratio_off(photo: Photo, camera: Camera) -> float:
    sides = sorted((photo.width_px, photo.height_px))
    return abs(sides[1] / max(sides[0], 1) / (camera.width_px / camera.height_px) - 1.0)


def _off(photo: Photo, camera: Camera) -> float:
    """Return by which share the focal length differs; nil where the photo names none."""
    return abs(photo.focal_mm / camera.focal_mm - 1.0) if photo.focal_mm else 0.0
