"""The state behind the marking view: points, photos, marks with their undo, and the adjustment."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from missionplanner.model.control import ControlFit, MarkFit, PhotoMark, Sighting
from missionplanner.model.finding import Finding
from missionplanner.model.places import ControlPoint
from missionplanner.project.history import History
from missionplanner.tasks.runner import Failed, Job, Where
from missionplanner.ui.work.errands import Errands
from missionplanner.ui.work.session import EditSession

_REMOTE = "missionplanner.ui.receive.marking.run"
_PATCH = "missionplanner.operations.thumbnail:patch"
_LEAST_PX, _MOST_PX = 600, 2400
THREE_SIGMA, LEAST_POINTS, LEAST_PHOTOS = 3.0, 5, 2


@dataclass(frozen=True)
class MarkKey:
    """A point in a photo."""

    point: str
    photo: str


Marks = Mapping[MarkKey, tuple[float, float]]
Keys = frozenset[MarkKey]


@dataclass(frozen=True)
class MarkSet:
    """Where marks lie in their photos, px, and which of them are left out of the adjustment."""

    at: Marks = field(default_factory=dict)
    out: frozenset[MarkKey] = frozenset()


def _changes(before: MarkSet, after: MarkSet) -> frozenset[str]:
    pairs = {"marks": (before.at, after.at), "out": (before.out, after.out)}
    return frozenset(part for part, (old, new) in pairs.items() if old != new)


class MarkingWork(EditSession[MarkSet, str]):
    """Marks are kept in the project after each change; the adjustment is asked for.

    Once there is one, leaving something out, or using it again, adjusts anew.

    Signals
    -------
    changed
        Points, photos, marks or what the adjustment says.
    chosen
        Another point or photo is looked at.
    pictured(object, int, int)
        Pixels of the photo looked at, and where the first lies in it.
    """

    changed = Signal()
    chosen = Signal()
    pictured = Signal(object, int, int)

    def __init__(self, folder: Path, card: Path, sensor: str, parent: QObject) -> None:
        super().__init__(parent)
        self.folder, self.card, self.sensor = folder, card, sensor
        self.points: dict[str, ControlPoint] = {}
        self.seen: dict[str, tuple[Sighting, ...]] = {}
        self.point, self.photo = "", ""
        self.size_px = (1, 1)
        self.fit: ControlFit | None = None
        self.findings: tuple[Finding, ...] = ()
        self.mark_fits: dict[MarkKey, MarkFit] = {}
        self.rmse: dict[str, tuple[float, float, float] | None] = {}
        self.trouble = ""
        self._history = History(MarkSet(), _changes)
        self._errands = Errands(self)
        self._errands.failed.connect(self._on_errand)

    # ---- what is shown

    @property
    def marks(self) -> Marks:
        """The marks set."""
        return self._history.present.at if self._history else {}

    @property
    def out(self) -> frozenset[MarkKey]:
        """The marks that are left out of the adjustment."""
        return self._history.present.out if self._history else frozenset()

    @property
    def points_out(self) -> tuple[str, ...]:
        """Names of the points all of whose marks are left out."""
        return tuple(name for name in self.points if self._is_out(name))

    @property
    def sighting(self) -> Sighting | None:
        """The photo looked at, as a sighting of the point."""
        own = self.seen.get(self.point, ())
        return next((one for one in own if one.photo == self.photo), None)

    @property
    def mark(self) -> tuple[float, float] | None:
        """The mark of the point in the photo looked at."""
        return self.marks.get(MarkKey(self.point, self.photo))

    @property
    def suspect(self) -> frozenset[str]:
        """Names of the points that are off by more than three standard deviations."""
        points = self.fit.points if self.fit else ()
        return frozenset(one.name for one in points if one.sigmas > THREE_SIGMA)

    def count(self, point: str) -> int:
        """Return in how many photos a point is marked."""
        return sum(key.point == point for key in self.marks)

    def ready(self, without: Keys = frozenset()) -> int:
        """Return how many control points are marked often enough, if these marks were left out."""
        out = self.out | without
        used = Counter(key.point for key in self.marks if key not in out)
        fine = (name for name, n in used.items() if n >= LEAST_PHOTOS and name in self.points)
        return sum(not self.points[name].checks for name in fine)

    def fit_of(self, key: MarkKey) -> MarkFit | None:
        """Return what the adjustment says of a mark; None: nothing, or it has been moved since."""
        fit, at = self.mark_fits.get(key), self.marks.get(key)
        there = fit is not None and (fit.mark.x_px, fit.mark.y_px) == at
        return fit if there and key not in self.out else None

    def keys_of(self, point: str, photo: str = "") -> Keys:
        """Return the mark of a point in a photo; without a photo all marks of the point."""
        return frozenset(k for k in self.marks if k.point == point and photo in ("", k.photo))

    def _is_out(self, point: str) -> bool:
        own = self.keys_of(point)
        return bool(own) and own <= self.out

    def choose(self, point: str, photo: str = "") -> None:
        """Look at a point, in a photo or the first without a mark."""
        own = self.seen.get(point, ())
        if not photo:
            free = [o for o in own if MarkKey(point, o.photo) not in self.marks]
            photo = next((one.photo for one in (*free, *own)), "")
        if (point, photo) != (self.point, self.photo):
            self.point, self.photo = point, photo
            self.chosen.emit()
            self._ask_picture()

    # ---- edits

    def set_mark(self, x_px: float, y_px: float) -> None:
        """Say where the point lies in the photo looked at."""
        if self.sighting is not None:
            key = MarkKey(self.point, self.photo)
            marks = {**self.marks, key: (round(x_px, 2), round(y_px, 2))}
            # A mark set again is a new one; that of a point that is left out stays so with it.
            out = self.out | {key} if self._is_out(self.point) else self.out - {key}
            self._put(self.tr("Set mark"), marks, out)

    def remove_mark(self) -> None:
        """Take the mark out of the photo looked at."""
        gone = MarkKey(self.point, self.photo)
        if gone in self.marks:
            kept = {key: at for key, at in self.marks.items() if key != gone}
            self._put(self.tr("Remove mark"), kept, self.out - {gone})

    def leave_out(self, keys: Keys) -> None:
        """Leave marks out of the adjustment, and adjust anew; they are kept."""
        self._put(self.tr("Leave it out"), self.marks, self.out | (keys & self.marks.keys()))

    def use_again(self, keys: Keys) -> None:
        """Use marks again that were left out, and adjust anew."""
        self._put(self.tr("Use it again"), self.marks, self.out - keys)

    def next_photo(self) -> None:
        """Go on to the next photo of the point without a mark; after the last, to the next point.

        One that shows nothing of the point is passed over by this, without a mark.
        """
        own = [o.photo for o in self.seen.get(self.point, ())]
        rest = own[own.index(self.photo) + 1 :] if self.photo in own else own
        free = [photo for photo in rest if MarkKey(self.point, photo) not in self.marks]
        if free:
            self.choose(self.point, free[0])
            return
        names = list(self.points)
        after = names[names.index(self.point) + 1 :] if self.point in names else []
        if after:
            self.choose(after[0])

    def _put(self, words: str, marks: Marks, out: Keys) -> None:
        self._step(lambda history: history.apply(words, MarkSet(marks, out)))

    def _show_edited(self, changes: frozenset[str]) -> None:
        """Show the marks, and keep them in the project."""
        self.changed.emit()
        if changes:
            job = (f"{_REMOTE}:keep", self.folder, self._told())
            self._errands.ask("keep", lambda: Job(*job, where=Where.THREAD))
        self._adjust_anew(changes)

    def _adjust_anew(self, changes: frozenset[str]) -> None:
        if "out" in changes and self.fit is not None and self.ready() >= LEAST_POINTS:
            self.adjust()

    def _told(self) -> tuple[PhotoMark, ...]:
        out = self.out
        return tuple(
            PhotoMark(k.photo, x, y, k.point, used=k not in out) for k, (x, y) in self.marks.items()
        )

    # ---- work

    def look(self) -> None:
        """Find the photos that should show the points."""
        job = Job(f"{_REMOTE}:look", self.folder, self.card, self.sensor, where=Where.KEPT)
        self._start("look", job)

    def adjust(self) -> None:
        """Adjust the photos to the marks."""
        self.trouble = ""
        self.changed.emit()
        job = Job(f"{_REMOTE}:fit", self.folder, self.card, self._told(), where=Where.KEPT)
        self._start("fit", job)

    def close(self) -> None:
        """End all work; marks that wait to be kept are kept first."""
        self._errands.finish("keep")
        self._errands.clear()
        super().close()

    def _ask_picture(self) -> None:
        one = self.sighting
        if one is None:
            return
        side = int(min(max(_LEAST_PX, 8 * one.doubt_px), _MOST_PX))
        at = self.mark or (one.x_px, one.y_px)
        wanted = MarkKey(self.point, self.photo)

        def take(value: object) -> None:
            if isinstance(value, tuple) and wanted == MarkKey(self.point, self.photo):
                pixels, (left, top) = value
                self.pictured.emit(pixels, left, top)

        job = (_PATCH, one.file, at, side)
        self._errands.ask("picture", lambda: Job(*job, where=Where.THREAD), take)

    def _take_answer(self, work: str, value: Any) -> None:
        if work == "look":
            self.points = {one.point.name: one.point for one in value.points}
            self.seen = {one.point.name: one.sightings for one in value.points}
            self.size_px = (value.width_px, value.height_px)
            there = {MarkKey(m.point, m.photo): (m.x_px, m.y_px) for m in value.marks}
            out = frozenset(MarkKey(m.point, m.photo) for m in value.marks if not m.used)
            self._history = History(MarkSet(there, out), _changes)
            self.changed.emit()
            self.choose(next(iter(self.points)))
        else:
            self.fit, self.findings = value.fit, value.findings
            self.mark_fits = {MarkKey(m.mark.point, m.mark.photo): m for m in value.marks}
            self.rmse = {"control": value.rmse_m, "check": value.check_rmse_m}
            self.changed.emit()

    def _refused(self, work: str, failure: Failed) -> bool:
        self.trouble = failure.line()
        self.changed.emit()
        return True

    def _on_errand(self, failure: Failed) -> None:
        self.trouble = failure.line()
        self.changed.emit()
