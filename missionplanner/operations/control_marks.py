"""Where control points ought to lie in photos: what is looked at first when they are marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import InputError
from missionplanner.imagery.cameras import by_camera
from missionplanner.imagery.control.predict import ground_place, in_frames
from missionplanner.imagery.folder import photo_files, read_card
from missionplanner.imagery.placing import PlacedPhotos, placed
from missionplanner.model.control import PhotoMark
from missionplanner.operations.control_files import FOLDER
from missionplanner.operations.mosaic import PHOTOS
from missionplanner.operations.site import load_site
from missionplanner.project.store import load
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.cells import csv_bytes
from missionplanner.storage.folders import made_in
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]

MOST_PHOTOS = 12
"""Of each point, those in which it lies nearest to the middle."""
_EDGE_SHARE = 0.02
_FILE = "marks-predicted.csv"


@dataclass(frozen=True)
class PredictedMarks:
    """Places to look at, point by point, those nearest to the middle of a picture first."""

    marks: tuple[PhotoMark, ...]
    unseen: tuple[str, ...]
    """Points that no photo shows."""


def predicted_marks(folder: Path, photos: Path | None, progress: Progress) -> PredictedMarks:
    """Return where the control points of a project ought to lie in photos.

    By the poses and the camera that photos tell; of a point without a measured height by the
    ground. What stands between is not looked at.

    Parameters
    ----------
    folder : Path
        The project.
    photos : Path, optional
        Default: `photos` in the project.

    Raises
    ------
    InputError
        No such folder, no photo with a place of a known camera, or no control point.
    Cancelled
    """
    project = load(folder)
    points = project.document.control_points
    if not points:
        raise InputError("control.no_points", str(folder))
    site = load_site(project, progress.part(0.0, 0.4))
    read = read_card(photo_files(photos or folder / PHOTOS), progress.part(0.4, 0.9), looked=False)
    groups = by_camera(read.seized, map(sensor, project.document.sensors))
    known = [(key[1], seized) for key, seized in groups.items() if key is not None]
    if not known:
        raise InputError("imagery.no_photos", str(photos or folder / PHOTOS))
    home_m = site.scenario.home.ground_egm96_m
    all_placed = [placed(s, camera, site.terrain.frame, home_m) for camera, s in known]
    marks: list[PhotoMark] = []
    for point in points:
        place = ground_place(point, site.terrain)
        found = [one for at in all_placed for one in _in(at, place, point.name)]
        marks += [mark for _, mark in sorted(found, key=lambda one: one[0])[:MOST_PHOTOS]]
    progress.report(1.0, "control.predicted")
    seen = {mark.point for mark in marks}
    return PredictedMarks(tuple(marks), tuple(p.name for p in points if p.name not in seen))


def write_predicted(folder: Path, found: PredictedMarks, out: Path | None = None) -> Path:
    """Write predicted places as the table that `control --marks` reads, to be corrected by hand.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    target = made_in(folder, out or folder / FOLDER)
    rows: list[list[object]] = [["photo", "x", "y", "point"]]
    rows += [[m.photo, f"{m.x_px:.1f}", f"{m.y_px:.1f}", m.point] for m in found.marks]
    return write_whole(target / _FILE, csv_bytes(rows))


def _in(at: PlacedPhotos, point_m: Floats, name: str) -> Iterator[tuple[float, PhotoMark]]:
    """Yield distance from the middle, as a share of the width, and the mark, of each photo."""
    size = np.array([at.camera.width_px, at.camera.height_px])
    for k, pixel in zip(*in_frames(at, point_m, _EDGE_SHARE), strict=True):
        away = float(np.linalg.norm(pixel - size / 2.0)) / at.camera.width_px
        x, y = pixel.tolist()
        yield away, PhotoMark(at.photos[k].name, x, y, name)
