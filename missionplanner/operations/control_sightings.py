"""Where control points should lie in flown photos, and the marks that say where they do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from missionplanner.errors import InputError
from missionplanner.imagery.control.predict import ground_place, in_frames
from missionplanner.imagery.control.resection import place_sd_m, turn_sd_deg
from missionplanner.imagery.control.tables import read_marks
from missionplanner.imagery.interior import Interior
from missionplanner.imagery.placing import PlacedPhotos
from missionplanner.model.control import PhotoMark, Sighting
from missionplanner.model.places import ControlPoint
from missionplanner.operations.photos import read_photos
from missionplanner.operations.site import Site
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.cells import csv_bytes
from missionplanner.storage.folders import made_in
from missionplanner.tasks.progress import Progress

_FOLDER, _NAME = "results", "marks.csv"
_HEAD = ("photo", "x", "y", "point", "used")


@dataclass(frozen=True)
class PointSightings:
    """A control point, and the photos that should show it, nearest to their middle first.

    There the lens is best known, and what is off by an error of the gimbal's is least.
    """

    point: ControlPoint
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True)
class MarkingState:
    """What is there to be marked.

    Attributes
    ----------
    points : tuple of PointSightings
        All of the project's.
    width_px, height_px : int
        Of the photos.
    marks : tuple of PhotoMark
        Set before, in photos that are there.
    """

    points: tuple[PointSightings, ...]
    width_px: int
    height_px: int
    marks: tuple[PhotoMark, ...]


def sightings(folder: Path, card: Path, sensor: str, progress: Progress) -> MarkingState:
    """Return where a project's control points should lie in the photos of one sensor.

    What stands between a point and a camera is not looked at.

    Parameters
    ----------
    folder : Path
        The project.
    card : Path
        Folder of the photos.
    sensor : str
        Key of a planned sensor.

    Raises
    ------
    InputError
        As `read_photos`; the project has no control point, or there is no photo of the sensor.
    Cancelled
    """
    read = read_photos(folder, card, progress, looked=False)
    points = read.site.project.document.control_points
    if not points:
        raise InputError("control.no_points", str(folder))
    photos = next((s.photos for s in read.sensors if s.plan.sensor.key == sensor), None)
    if photos is None or not len(photos):
        raise InputError("control.no_photo_of", str(card))
    wide_px, high_px = photos.camera.width_px, photos.camera.height_px

    def from_middle(one: Sighting) -> float:
        return float(np.hypot(one.x_px - wide_px / 2, one.y_px - high_px / 2))

    found = tuple(
        PointSightings(point, tuple(sorted(_seen(read.site, photos, point), key=from_middle)))
        for point in points
    )
    names = {photo.name for photo in photos.photos}
    marks = tuple(mark for mark in kept_marks(folder) if mark.photo in names)
    return MarkingState(found, wide_px, high_px, marks)


def _seen(site: Site, photos: PlacedPhotos, point: ControlPoint) -> Iterator[Sighting]:
    place, focal_px = ground_place(point, site.terrain), Interior.of(photos.camera).fx
    away = place - photos.places_m
    length = np.linalg.norm(away, axis=1)
    nadir = np.degrees(np.arccos(np.clip(-away[:, 2] / length, -1.0, 1.0)))
    for k, pixel in zip(*in_frames(photos, place), strict=True):
        photo = photos.photos[k]
        off_m = max(place_sd_m(photo)[:2])
        turned_m = length[k] * np.radians(max(turn_sd_deg(photo)))
        doubt_px = float(np.hypot(off_m, turned_m) / length[k] * focal_px)
        u, v = pixel.tolist()
        yield Sighting(photo.name, photo.path, u, v, doubt_px, float(nadir[k]))


def kept_marks(folder: Path) -> tuple[PhotoMark, ...]:
    """Return the marks of a project; none where none were kept.

    Raises
    ------
    InputError
        Their file is damaged.
    """
    path = marks_file(folder)
    return read_marks(path) if path.is_file() else ()


def marks_file(folder: Path) -> Path:
    """Return where a project's marks are kept: a table that `control --marks` reads."""
    return folder / _FOLDER / _NAME


def keep_marks(folder: Path, marks: Sequence[PhotoMark], progress: Progress) -> Path:
    """Write the marks of a project, whole or not at all; raises OutputError."""
    progress.check()
    rows = [
        (m.photo, f"{m.x_px:.2f}", f"{m.y_px:.2f}", m.point, "yes" if m.used else "no")
        for m in marks
    ]
    path = marks_file(folder)
    made_in(folder, path.parent)
    return write_whole(path, csv_bytes((_HEAD, *rows)))
