"""The study that is open, what is shown of it, and the work on it; beside `session`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from shapely import Point

from missionplanner.model.raster_source import BandChosen
from missionplanner.model.study import Corrections, Study, changed_fields
from missionplanner.project.history import History
from missionplanner.tasks.runner import Failed, Job
from missionplanner.ui.ecology.elsewhere import Seen, lies_elsewhere
from missionplanner.ui.ecology.pictures import Shelf, light
from missionplanner.ui.ecology.views import LayerKey, MeasuredView, Picture, Series, StudyView
from missionplanner.ui.work.errands import Errands
from missionplanner.ui.work.session import WAIT, EditSession

# Named, not imported: they bring compilers and raster libraries into the process that runs them.
_REMOTE = "missionplanner.ui.ecology.open"
_SHEETS = "missionplanner.ui.ecology.hand_on"
# What is seen of a study is read from the files that these name.
_READ_FROM = frozenset({"dem", "zones", "zone_name", "epochs"})


class EcologySession(EditSession[Study, str]):
    """The state behind the Ecology stage; it outlives the widgets.

    Options of the study are written to its file when they change; so is a step back.

    Signals
    -------
    study_changed, edited, epochs_picked, pixel_changed, zone_picked
        Another study or its results; options; the epochs left and right; the place looked at.
    picture_ready(LayerKey)
        A raster asked for with `picture` is there.
    written(tuple of Path)
        Files were written.
    flight_asked(Path, str)
        A project over a zone of a study is wanted.
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
    measured_changed = Signal()
    picture_ready = Signal(object)
    scenes_found = Signal(object)
    guessed = Signal(object)
    written = Signal(object)
    flight_asked = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view: StudyView | None = None
        self.site_epsg: int | None = None
        self.site_folder: Path | None = None
        self.site_seen: Seen | None = None
        self.in_front = False
        self.left = self.right = 0
        self.series: Series | None = None
        self.zone = ""
        self.foreign: list[tuple[str, str, Path]] = []
        self.legends: dict[str, str] = {}
        self.measured: MeasuredView | None = None
        self._given: list[tuple[str, str, Path]] = []
        self.errands = Errands(self)
        self.errands.failed.connect(self.failed)
        self.shelf = Shelf(self.errands, self)
        self.shelf.ready.connect(self.picture_ready)

    # ---- what is shown

    @property
    def study(self) -> Study | None:
        """The study with its options as they now are."""
        return self._history.present if self._history else None

    @property
    def reading(self) -> bool:
        """True while a study is read and none is shown yet."""
        return self.view is None and self.busy and self.work == "open"

    @property
    def stale(self) -> bool:
        """True where the results shown were made with other options."""
        return self.view is not None and self.view.stale

    @property
    def elsewhere(self) -> bool:
        """True where the study has no ground in common with the site that is open."""
        seen, view = self.site_seen, self.view
        return seen is not None and view is not None and lies_elsewhere(view.rect, seen)

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

    def zone_to_fly(self) -> str:
        """Return the zone that a flight would be for: the one chosen, else the first warned of."""
        found = self.view.found.zones if self.view else None
        if self.view is None or found is None or self.view.made_elsewhere:
            return ""
        if any(row.name == self.zone for row in found.zones):
            return self.zone
        return next((row.name for row in found.zones if row.warnings), "")

    def ask_flight(self) -> None:
        """Ask for a project over that zone."""
        zone, view = self.zone_to_fly(), self.view
        if zone and view is not None:
            self.flight_asked.emit(view.path, zone)

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
        if self.attempt(lambda: write(path)):
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

    def edit_index(self, words: str, **fields: Any) -> None:
        """Set options of the index; can be undone, and is written to the study's file."""
        study = self.study
        if study is not None:
            index = study.index.model_copy(update=fields)
            self.edit_study(words, study.model_copy(update={"index": index}))

    def edit_corrections(self, words: str, corrections: Corrections) -> None:
        """Set what is done to reflectances; as `edit_index`."""
        study = self.study
        if study is not None and corrections != study.corrections:
            self.edit_study(words, study.model_copy(update={"corrections": corrections}))

    def edit_study(self, words: str, study: Study) -> None:
        """Put an edited study in place of this one; can be undone, and is written to its file.

        While the study is worked on an edit is refused, and told.
        """
        self._step(lambda history: history.apply(words, study))

    def _show_edited(self, changes: frozenset[str]) -> None:
        view, study = self.view, self.study
        if changes and view is not None and study is not None:
            other = view.study.index.indicators != study.index.indicators
            if "epochs" not in changes:  # those shown are of the study shown, until it is read
                self.view = replace(view, study=study)
            self.errands.ask("save", lambda: light("save", view.path, study))
            if other or changes & _READ_FROM:
                self.errands.finish("save")
                self._ask("reread", "open_study", view.path, self.site_epsg)
        self.edited.emit()

    # ---- verbs

    def follow(self, folder: Path | None, epsg: int | None, seen: Seen | None = None) -> None:
        """Belong to the project now open, or to none; a study of its own is opened.

        `seen`: left, bottom, right and top of the project's ground, m.
        """
        self.site_seen = seen
        if folder == self.site_folder:
            return
        self._drop()
        self._leave_study()
        self.site_folder, self.site_epsg = folder, epsg
        if folder is not None and (folder / "study.json").is_file():
            self.open(folder)

    def open(self, path: Path) -> None:
        """Open a study file, or the study of a project folder."""
        self._ask("open", "open_study", path, self.site_epsg)

    def make(self, path: Path, request: dict[str, Any]) -> None:
        """Make a study and open it; `request` as `remote_ecology.make` takes it."""
        self._ask("make", "make", path, request, self.site_epsg)

    def change(self, request: dict[str, Any]) -> None:
        """Change what the study stands on; `request` as `open.edit` takes it. Can be undone."""
        if self.view and not self.view.made_elsewhere:
            self._ask("change", "edit", self.view.path, self.study, request)

    def look_at(
        self, paths: tuple[Path, ...], sensor: str | None, scale: str | None = None
    ) -> None:
        """Find the scenes in folders and files; `scenes_found` follows."""
        self._ask("look", "look_at", paths, sensor, scale)

    def analyse(self) -> None:
        """Compute indicators, index, trend and zones."""
        if self.view and not self.view.made_elsewhere:
            self._ask("analyse", "analyse", self.view.path, self.study, self.site_epsg)

    def measure(self, table: Path, request: dict[str, Any]) -> None:
        """Map a table of measurements; `request` as `open.measure` takes it."""
        if self.view and not self.view.made_elsewhere:
            self._ask("measure", "measure", self.view.path, table, request)

    def report(self, out: Path, language: str) -> None:
        """Write the report."""
        if self.view:
            self._ask("report", "report", self.view.path, out, language)

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
            self._ask("export", "difference", path, pair, both, out, language)
            return
        if name == "look" or key not in files:
            told = self.tr("This layer has no raster of its own; show another one to export it")
            self.failed.emit(Failed(told))
            return
        shown = (self.legends.get(name, name), key[1])
        self._ask("export", "export", path, shown, files[key], out, language)

    def add_bands(self, chosen: tuple[BandChosen, ...]) -> None:
        """Show bands of rasters made elsewhere; those of files with several are taken out first."""
        if all(one.single for one in chosen):
            self.add_results([(one.name, one.legend, one.path) for one in chosen])
        else:
            self._ask("bands", "take_bands", chosen)

    def add_results(self, files: list[tuple[str, str, Path]]) -> None:
        """Show rasters made elsewhere: (name shown, legend, file) each; alone, or in a study."""
        view = self.view
        if view is None or view.made_elsewhere:
            self._given = files
            self._ask("rasters", "open_rasters", tuple(files), self.site_epsg)
        else:
            self._add(view, files)

    def _add(self, view: StudyView, files: list[tuple[str, str, Path]]) -> None:
        for words, name, path in files:
            key = f"foreign {path}"
            view.files[(key, None)] = path
            self.foreign = [f for f in self.foreign if f[0] != key] + [(key, words, path)]
            self.legends[key] = name
        self.foreign_changed.emit()

    def _take_measured(self, measured: MeasuredView) -> None:
        """Show the newest map of each quantity, and tell of the rest."""
        self.measured = measured
        newest = [(one, max(one.maps)) for one in measured.result.quantities if one.maps]
        self.shelf.clear()
        if self.view is not None and newest:
            told = [
                (f"{one.name} {day} {one.unit}".strip(), "measured", measured.out / one.maps[day])
                for one, day in newest
            ]
            self._add(self.view, told)
        self.measured_changed.emit()

    def guess(self, paths: list[Path]) -> None:
        """Tell what the bands of rasters hold; `guessed` follows with a `BandFound` each."""
        self.errands.ask("guess", lambda: light("bands_of", tuple(paths)), self._on_guess)

    def _on_guess(self, value: object) -> None:
        self.guessed.emit(value)

    def shut(self) -> None:
        """Close the study. Refused aloud while it is worked on."""
        if self.locked:
            self.said.emit(WAIT)
        else:
            self._leave_study()

    def close(self) -> None:
        """End all work; for the window's last moment."""
        super().close()
        self._forget_errands()

    def _leave_study(self) -> None:
        self._forget_errands()
        if self.view is not None:
            self._show(None)

    def _forget_errands(self) -> None:
        # What was edited a moment ago stands nowhere else yet.
        self.errands.finish("save")
        self.errands.clear()

    def _ask(self, name: str, function: str, *args: object) -> None:
        module = _SHEETS if function in ("report", "export", "difference") else _REMOTE
        self._start(name, Job(f"{module}:{function}", *args))

    # ---- answers

    def show_study(self, view: StudyView) -> None:
        """Take over an opened study, or the same one with new results."""
        same = self.view is not None and self.view.path == view.path
        if same and self.view is not None:
            view.files.update({k: p for k, p in self.view.files.items() if k[0] in self.legends})
        self._show(view, same)

    def _show(self, view: StudyView | None, same: bool = False) -> None:
        before, self.view = self.view, view
        if view is None or not same or view.study != self.study:
            # Steps of another study, or of a file changed since, would undo what they do not know.
            self._history = History(view.study, changed_fields) if view else None
        self.shelf.clear()
        if not same:
            self.series, self.zone = None, ""
            self.foreign, self.legends, self.measured = [], {}, None
            self.left, self.right = 0, max(0, len(view.epochs) - 1) if view else 0
        elif before is not None and view is not None:
            picked = (before.dates[self.left], before.dates[self.right])
            self.left, self.right = (view.nearest(day) for day in picked)
        self.study_changed.emit()

    def _take_answer(self, work: str, value: object) -> None:
        if isinstance(value, StudyView):
            self.show_study(value)
            if value.made_elsewhere:
                dated = set(value.files.values())
                self._add(value, [given for given in self._given if given[2] not in dated])
        elif isinstance(value, Study):
            self.edit_study(self.tr("Change the study"), value)
            if not self.busy:  # nothing of it has to be read again
                self.study_changed.emit()
        elif isinstance(value, MeasuredView):
            self._take_measured(value)
        elif work == "bands" and isinstance(value, tuple):
            self.add_results(list(value))
        elif work == "look":
            self.scenes_found.emit(value)
        elif isinstance(value, tuple):
            self.written.emit(value)
