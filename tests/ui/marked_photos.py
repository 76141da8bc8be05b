"""Control points in photos without a flight: the marking view's work, its answer made here."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from PIL import Image
from PySide6.QtCore import QObject
from shapely.geometry import box

from missionplanner.messages.message import message
from missionplanner.model.control import (
    CameraFit,
    ControlFit,
    MarkFit,
    PhotoMark,
    PointFit,
    Sighting,
)
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.places import Altitude, ControlPoint, Datum
from missionplanner.model.survey_state import PhotoEntry
from missionplanner.ui.receive.marking.inset import MarkingGround
from missionplanner.ui.receive.marking.work import MarkingWork, MarkKey

NAMES = ("GCP-1", "GCP-2", "GCP-3", "GCP-4", "GCP-5", "CP-6", "GCP-7")
MARKED_PX = (402.0, 296.0)
_SIDE_PX, _TARGET_PX = 700, 46
SIZE = {"width_px": _SIDE_PX, "height_px": _SIDE_PX}


class PhotosAtHand(MarkingWork):
    """Finds the same photos wherever it looks, and a chequered target in each."""

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(folder, folder, "p1-35", parent)
        for one in sightings(folder):
            Image.fromarray(target()).save(one.file)

    def look(self) -> None:
        """Answer at once."""
        seen = sightings(self.card)
        points = tuple(SimpleNamespace(point=point(n), sightings=seen) for n in NAMES)
        marks = tuple(PhotoMark(one.photo, *MARKED_PX, name) for name in NAMES for one in seen[:2])
        self._take_answer("look", SimpleNamespace(points=points, marks=marks, **SIZE))

    def adjust(self) -> None:
        """Answer at once: one point is off."""
        self.trouble = ""
        self._take_answer("fit", fitted(self))

    def _show_edited(self, changes: frozenset[str]) -> None:
        """Keep nothing: there is no project."""
        self.changed.emit()
        self._adjust_anew(changes)

    def _ask_picture(self) -> None:
        self.pictured.emit(target(), 0, 0)


def point(name: str) -> ControlPoint:
    return ControlPoint(
        name=name,
        lon_deg=111.99,
        lat_deg=37.806,
        altitude=Altitude(value_m=655.2, datum=Datum.EGM96),
        checks=name.startswith("CP"),
    )


def sightings(folder: Path) -> tuple[Sighting, ...]:
    names = (f"DJI_{40 + n:04d}.JPG" for n in range(5))
    return tuple(
        Sighting(name, folder / name, 402, 296, 12.0, 4.0 + 3 * n) for n, name in enumerate(names)
    )


def target() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return grey ground with a chequered mark at MARKED_PX, (rows, cols, 3)."""
    y, x = np.mgrid[0:_SIDE_PX, 0:_SIDE_PX]
    shade = 128 + 26 * np.sin(x / 47) * np.cos(y / 61) + 14 * np.sin((x + 2 * y) / 17)
    dx, dy = x - MARKED_PX[0], y - MARKED_PX[1]
    inside = (abs(dx) < _TARGET_PX) & (abs(dy) < _TARGET_PX)
    shade[inside] = np.where(dx * dy > 0, 245, 18)[inside]
    return np.repeat(shade.astype(np.uint8)[..., None], 3, axis=2)


WRONG = MarkKey("GCP-2", "DJI_0041.JPG")


def fitted(work: MarkingWork) -> SimpleNamespace:
    """Return what an adjustment says in which GCP-5 is off, 3.4 sigma, and a mark of GCP-2."""
    off = (
        (8, -11, 19),
        (-12, 6, -24),
        (14, 10, 28),
        (-9, -7, -12),
        (68, -49, 81),
        (19, -16, 38),
        (5, 4, -9),
    )
    points = tuple(
        PointFit(
            name=name,
            checks=name.startswith("CP"),
            photos=2,
            east_m=east / 1000,
            north_m=north / 1000,
            up_m=up / 1000,
            sigmas=3.4 if name == "GCP-5" else 1.2,
        )
        for name, (east, north, up) in zip(NAMES, off, strict=True)
        if name not in work.points_out
    )
    marks = tuple(
        MarkFit(PhotoMark(key.photo, x, y, key.point), 0.3, -0.4, key == WRONG)
        for key, (x, y) in work.marks.items()
        if key not in work.out
    )
    camera = CameraFit(width=700, height=700, fx=700, fy=700, cx=350, cy=350, k1=0, k2=0)
    fit = ControlFit(
        epsg=32649,
        sensor="p1-35",
        camera=camera,
        shift_m=(0.0, 0.0, 0.0),
        photos=(),
        points=points,
        control=tuple(point(name) for name in NAMES),
        sigma_px=0.52,
        adjusted=datetime(2026, 6, 1, tzinfo=UTC),
    )
    said = message("control.off", east=0.068, north=-0.049, up=0.081, sigmas=3.4)
    found = []
    if "GCP-5" not in work.points_out:
        found.append(Finding("CONTROL-OFF", Severity.ERROR, "GCP-5", said))
    if WRONG not in work.out:
        said = message("control.wrong_mark", point=WRONG.point, n=4)
        found.append(Finding("CONTROL-MARK", Severity.ERROR, WRONG.photo, said))
    return SimpleNamespace(
        fit=fit,
        findings=tuple(found),
        marks=marks,
        rmse_m=(0.010, 0.010, 0.022),
        check_rmse_m=(0.019, 0.016, 0.038),
    )


def ground(folder: Path) -> MarkingGround:
    """Return seven points about a pit, and where the photos of `sightings` were taken."""
    places = ((120, 420), (480, 430), (520, 150), (300, 60), (90, 140), (300, 260), (200, 330))
    photos = {}
    for n, one in enumerate(sightings(folder)):
        x, y = 100.0 + 30 * n, 400.0
        ring = np.array([(x - 60, y - 45), (x + 60, y - 45), (x + 60, y + 45), (x - 60, y + 45)])
        photos[one.photo] = PhotoEntry(
            one.photo, one.file, place_m=(x, y), outline_m=ring.astype(np.float32)
        )
    points = {name: (float(x), float(y)) for name, (x, y) in zip(NAMES, places, strict=True)}
    return MarkingGround(points, frozenset({"CP-6"}), box(50, 30, 560, 470), photos)
