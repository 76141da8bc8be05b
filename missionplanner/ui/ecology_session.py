"""The study that is open, what is shown of it, and the work on it; beside `session`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from shapely import Point

from missionplanner.errors import OutputError
from missionplanner.model.study import Study
from missionplanner.tasks.runner import Failed, Job
from missionplanner.ui.ecology_views import LayerKey, Picture, Series, StudyView
from missionplanner.ui.errands import Errands
from missionplanner.ui.shelf import Shelf, light
from missionplanner.ui.worker import Worker

# Named, not imported: they bring compilers and raster libraries into the process that runs them.
_REMOTE = "missionplanner.ui.remote_ecology"
_SHEETS = "missionplanner.ui.remote_sheets"


class EcologySession(QObject):
    """The state behind the Ecology stage; it outlives the widgets.

    Options of the study are written to its file when they change; so is a step back.

    Signals
    -------
    study_changed, edited, epochs_picked, pixel_changed, zone_picked
        Another study or its results; options; the epochs left and right; the place looked at.
    picture_ready(LayerKey)
        A raster asked for with `picture` is there.
    work_changed, stepped(float, str), failed(Failed), written(tuple of Path), said(str)
        As of `Session`.
    scenes_found(tuple of SceneView)
        Answer to `look_at`.
    """

    study_changed = Signal()
    edited = Signal()
    epochs_picked = Signal()
    pixel_changed = Signal()
    zone_picked = Signal()
    front_changed = Signal()
    foreign_changed = Signal()
    picture_ready = Signal(object)
    scenes_found = Signal(object)
    guessed = Signal(object)
    work_changed = Signal()
    stepped = Signal(float, str)
    failed = Signal(object)
    written = Signal(object)
    said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view: StudyView | None = None
        self.site_epsg: int | None = None
        self.site_folder: Path | None = None
        self.in_front = False
        self.left = self.right = 0
        self.series: Series | None = None
        self.zone = ""
        self.foreign: list[tuple[str, str, Path]] = []
        self.legends: dict[str, str] = {}
        self._given: list[tuple[str, str, Path]] = []
        self.work = ""
        self._study: Study | None = None
        self._past: list[tuple[str, Study]] = []
        self._future: list[tuple[str, Study]] = []
        self._worker = Worker(self)
        self._worker.stepped.connect(self.stepped)
        self._worker.done.connect(self._on_done)
        self._worker.failed.connect(self._on_failed)
        self._worker.stopped.connect(self._on_stopped)
        self.errands = Errands(self)
        self.errands.failed.connect(self.failed)
        self.shelf = Shelf(self.errands, self)
        self.shelf.ready.connect(self.picture_ready)

    # ---- what is shown

    @property
    def study(self) -> Study | None:
        """The study with its options as they now are."""
        return self._study

    @property
    def stale(self) -> bool:
        """True where the results shown were made with other options."""
        return self.view is not None and self.view.stale

    def pick_epochs(self, left: int, right: int) -> None:
        """Show two epochs, by their places; the same twice: one epoch without a swipe."""
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.epochs_picked.emit()

    def pick_zone(self, name: str) -> None:
        """Show a zone as chosen."""
        if name != self.zone:
            self.zone = name
            self.zone_picked.emit()

    def pick_pixel(self, x_m: float, y_m: float) -> None:
        """Read the history of a place; `pixel_changed` follows."""
        view = self.view
        if view is None or not any(name == "irsei" for name, _ in view.files):
            return
        rasters = [view.files.get(("irsei", day)) for day in view.dates]
        trend = [view.files.get((name, None)) for name in ("slope", "intercept", "p")]
        place = (view.epsg, x_m, y_m)
        self.errands.ask(
            "pixel", lambda: light("series", rasters, trend, view.dates, place), self._on_series
        )

    def zone_at(self) -> str:
        """Return the name of the zone that holds the place looked at, or nothing."""
        view, series = self.view, self.series
        if view is None or series is None:
            return ""
        place = Point(series.x_m, series.y_m)
        return next((zone.name for zone in view.zones if zone.polygon_m.covers(place)), "")

    def tell_written(self, path: Path, write: Callable[[Path], None]) -> None:
        """Write a small file and tell of it, or of why it could not be."""
        try:
            write(path)
        except OutputError as error:
            self.failed.emit(Failed(str(error)))
            return
        self.written.emit((path,))

    def show_front(self, in_front: bool) -> None:
        """Say whether the stage is in front: *Undo* then takes back its edits."""
        if in_front != self.in_front:
            self.in_front = in_front
            self.front_changed.emit()

    def picture(self, key: LayerKey) -> Picture | None:
        """Return a raster for the map; where it is not read yet, `picture_ready` follows."""
        return self.shelf.take(self.view, key, self.legends.get(key[0], ""))

    def _on_series(self, value: object) -> None:
        if isinstance(value, Series):
            self.series = value
            self.pixel_changed.emit()
            if zone := self.zone_at():
                self.pick_zone(zone)

    # ---- edits

    @property
    def undo_words(self) -> str | None:
        """What *Undo* would take back, or None."""
        return self._past[-1][0] if self._past else None

    @property
    def redo_words(self) -> str | None:
        """What *Redo* would do again, or None."""
        return self._future[-1][0] if self._future else None

    def edit_index(self, words: str, **fields: Any) -> None:
        """Set options of the index; can be undone, and is written to the study's file."""
        if self._study is not None:
            index = self._study.index.model_copy(update=fields)
            self.edit_study(words, self._study.model_copy(update={"index": index}))

    def edit_study(self, words: str, study: Study) -> None:
        """Put an edited study in place of this one; can be undone, and is written to its file.

        While the study is worked on an edit is refused, and told.
        """
        if self.busy:
            self.said.emit("wait until the work is done")
            self.edited.emit()  # panels show again what holds
        elif self._study is not None and study != self._study:
            self._past.append((words, self._study))
            self._future.clear()
            self._take(study)

    def undo(self) -> None:
        """Take the last edit back."""
        if self._past and self._study and not self.busy:
            words, before = self._past.pop()
            self._future.append((words, self._study))
            self._take(before)

    def redo(self) -> None:
        """Make an edit again that was taken back."""
        if self._future and self._study and not self.busy:
            words, after = self._future.pop()
            self._past.append((words, self._study))
            self._take(after)

    def _take(self, study: Study) -> None:
        view = self.view
        if view is None:
            return
        self._study = study
        self.view = replace(view, study=study)
        path = view.path
        self.errands.ask("save", lambda: light("save", path, study))
        self.edited.emit()

    # ---- verbs

    @property
    def busy(self) -> bool:
        """True while work runs."""
        return self._worker.busy

    def follow(self, folder: Path | None, epsg: int | None) -> None:
        """Belong to the project now open, or to none; a study of its own is opened."""
        if folder == self.site_folder:
            return
        self.shut()
        self.site_folder, self.site_epsg = folder, epsg
        if folder is not None and (folder / "study.json").is_file():
            self.open(folder)

    def open(self, path: Path) -> None:
        """Open a study file, or the study of a project folder."""
        self._start("open", "open_study", path, self.site_epsg)

    def make(self, path: Path, request: dict[str, Any]) -> None:
        """Make a study and open it; `request` as `remote_ecology.make` takes it."""
        self._start("make", "make", path, request, self.site_epsg)

    def look_at(
        self, paths: tuple[Path, ...], sensor: str | None, scale: str | None = None
    ) -> None:
        """Find the scenes in folders and files; `scenes_found` follows."""
        self._start("look", "look_at", paths, sensor, scale)

    def analyse(self) -> None:
        """Compute indicators, index, trend and zones."""
        if self.view and not self.view.made_elsewhere:
            self._start("analyse", "analyse", self.view.path, self._study, self.site_epsg)

    def report(self, out: Path, language: str) -> None:
        """Write the report."""
        if self.view:
            self._start("report", "report", self.view.path, out, language)

    def export_map(
        self,
        name: str,
        out: Path,
        language: str,
        files: Mapping[LayerKey, Path] | None = None,
    ) -> None:
        """Write one raster as GeoTIFF, or as a map sheet (PNG, PDF), by the ending of `out`.

        `files`: rasters that are looked for instead of the study's own.
        """
        view = self.view
        if view is None:
            return
        path = None if view.made_elsewhere else view.path
        day = view.dates[self.right]
        files = view.files if files is None else files
        key = (name, day) if (name, day) in files else (name, None)
        pair = (view.dates[self.left], day)
        both = tuple(view.files[found] for each in pair if (found := ("irsei", each)) in view.files)
        if name == "difference" and len(both) == 2 and self.left != self.right:
            self._start("export", "difference", path, pair, both, out, language)
            return
        if name == "look" or key not in files:
            told = self.tr("This layer has no raster of its own; show another one to export it")
            self.failed.emit(Failed(told))
            return
        shown = (self.legends.get(name, name), key[1])
        self._start("export", "export", path, shown, files[key], out, language)

    def add_results(self, files: list[tuple[str, str, Path]]) -> None:
        """Show rasters made elsewhere: (name shown, legend, file) each; alone, or in a study."""
        view = self.view
        if view is None or view.made_elsewhere:
            self._given = files
            self._start("rasters", "open_rasters", tuple(files), self.site_epsg)
        else:
            self._add(view, files)

    def _add(self, view: StudyView, files: list[tuple[str, str, Path]]) -> None:
        for words, name, path in files:
            key = f"foreign {path}"
            view.files[(key, None)] = path
            self.foreign = [f for f in self.foreign if f[0] != key] + [(key, words, path)]
            self.legends[key] = name
        self.foreign_changed.emit()

    def guess(self, paths: list[Path]) -> None:
        """Tell what rasters hold; `guessed` follows with (Path, legend or empty) pairs."""
        self.errands.ask("guess", lambda: light("guess", tuple(paths)), self._on_guess)

    def _on_guess(self, value: object) -> None:
        self.guessed.emit(value)

    def shut(self) -> None:
        """Close the study."""
        self.errands.clear()
        self._worker.close()
        self.work = ""
        if self.view is not None:
            self._show(None)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._worker.cancel()

    def give_up(self) -> None:
        """End the work at once, without waiting for it."""
        self._worker.give_up()

    def close(self) -> None:
        """End all work; for the window's last moment."""
        self._worker.close()
        self.errands.clear()

    def _start(self, name: str, function: str, *args: object) -> None:
        if self.busy:
            return
        self.work = name
        module = _SHEETS if function in ("report", "export", "difference") else _REMOTE
        self._worker.start(Job(f"{module}:{function}", *args))
        self.work_changed.emit()

    # ---- answers

    def show_study(self, view: StudyView) -> None:
        """Take over an opened study, or the same one with new results."""
        same = self.view is not None and self.view.path == view.path
        if same and self.view is not None:
            view.files.update({k: p for k, p in self.view.files.items() if k[0] in self.legends})
        self._show(view, same)

    def _show(self, view: StudyView | None, same: bool = False) -> None:
        self.view = view
        self._study = view.study if view else None
        self.shelf.clear()
        if not same:
            self._past, self._future, self.series, self.zone = [], [], None, ""
            self.foreign, self.legends = [], {}
            self.left, self.right = 0, max(0, len(view.epochs) - 1) if view else 0
        last = max(0, len(view.epochs) - 1) if view else 0
        self.left, self.right = min(self.left, last), min(self.right, last)
        self.study_changed.emit()

    def _on_done(self, value: object) -> None:
        work = self._ended()
        if isinstance(value, StudyView):
            self.show_study(value)
            if value.made_elsewhere:
                dated = set(value.files.values())
                self._add(value, [given for given in self._given if given[2] not in dated])
        elif work == "look":
            self.scenes_found.emit(value)
        elif isinstance(value, tuple):
            self.written.emit(value)

    def _on_failed(self, failure: Failed) -> None:
        self._ended()
        self.failed.emit(failure)

    def _on_stopped(self) -> None:
        self._ended()
        self.said.emit("cancelled")

    def _ended(self) -> str:
        work, self.work = self.work, ""
        self.work_changed.emit()
        return work
