"""The state behind the Security stage, beside the study's own session; it outlives the widgets."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal

from missionplanner.ecology.security.systems import system as read_system
from missionplanner.ecology.security.systems import write_system
from missionplanner.model.geodetector import GeodetectorResult
from missionplanner.model.security import IndexSystem, SecurityOptions, Sign, Thresholds
from missionplanner.model.security_inputs import SecurityInputs
from missionplanner.model.study import Study
from missionplanner.tasks.runner import Job
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.ecology.views import LayerKey, Picture
from missionplanner.ui.security.inputs import with_raster
from missionplanner.ui.security.reader import REMOTE, Reader
from missionplanner.ui.security.views import SecurityView, changed_parts, is_stale
from missionplanner.ui.work.session import WAIT, WorkSession

Edit = Callable[[str, Study], None]
Comparison = Literal["years", "weights", "image"]
DEFAULT_THRESHOLDS: Thresholds = (0.25, 0.5, 0.75)


class SecuritySession(WorkSession):
    """Options are kept in the study; results are asked of the worker process.

    Parameters
    ----------
    ecology : EcologySession
    edit : callable
        Takes words for *Undo* and the study with an edit in it.

    Signals
    -------
    view_changed, system_changed, picked
        Results; the index system; the indicator, site, factor, comparison or step chosen.
    """

    view_changed = Signal()
    system_changed = Signal()
    picked = Signal()

    def __init__(self, ecology: EcologySession, edit: Edit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ecology, self._edit = ecology, edit
        self.view: SecurityView | None = None
        self.system: IndexSystem | None = None
        self.indicator = self.site = self.factor = ""
        self.comparison: Comparison = "years"
        self.step = "indicators"
        self.unsettled_weights: dict[str, float] = {}  # typed, and no weights yet
        self.in_front = False
        self.foreign: list[tuple[str, str, Path]] = []
        self._known: object = None
        # Both write the study's file and its folder of results.
        self.works_beside(ecology)
        ecology.works_beside(self)
        self.reader = Reader(self)
        self.reader.loaded.connect(self.show_view)
        self.reader.failed.connect(self.failed)
        ecology.study_changed.connect(self._on_study)
        ecology.edited.connect(self._on_edited)

    # ---- what is asked

    @property
    def inputs(self) -> SecurityInputs:
        """The study's part on security; the defaults where it has none yet."""
        study = self.ecology.study
        return (study.security if study else None) or SecurityInputs()

    @property
    def options(self) -> SecurityOptions:
        """Options of the analysis."""
        return self.inputs.options

    @property
    def folder(self) -> Path:
        """Folder the study's paths are relative to."""
        return self.ecology.view.folder if self.ecology.view else Path()

    def known_system(self) -> IndexSystem | None:
        """Return the index system, read now where the stage was not in front yet."""
        if self.system is None and self.ecology.study is not None:
            self._read_system()
        return self.system

    @property
    def own_system(self) -> Path | None:
        """The file of an index system of the user's own, or None."""
        key = self.options.system
        return self.folder / key if key.endswith(".toml") else None

    @property
    def left_out(self) -> tuple[str, ...]:
        """Indicators of the system to do without, in its order."""
        keys, asked = self.system.keys if self.system else (), self.options.leave_out
        return tuple(key for key in keys if key in asked)

    @property
    def kept(self) -> tuple[str, ...]:
        """Indicators of the system that the index is made of."""
        gone = self.left_out
        return tuple(key for key in (self.system.keys if self.system else ()) if key not in gone)

    @property
    def lacking(self) -> dict[str, str]:
        """What each indicator lacks that cannot be made and is not left out, as notes tell it."""
        known = self.reader.sources
        return {key: known[key].lacks for key in self.kept if key in known and known[key].lacks}

    def lacks(self, key: str) -> str:
        """Return what an indicator lacks, whether it is left out or not; empty: nothing known."""
        note = self.reader.sources.get(key)
        return note.lacks if note else ""

    @property
    def stale(self) -> bool:
        """True where the results shown were made with other options, or from something else."""
        found = self.view.found if self.view else None
        system = self.system
        if found is None or system is None:
            return False
        return bool(self.changed_parts) or is_stale(found, system, self.options)

    @property
    def changed_parts(self) -> frozenset[str]:
        """What of the study's security, but for options, differs from what results were made of."""
        study, found = self.ecology.study, self.view.found if self.view else None
        parts = changed_parts(self.view, self.inputs)
        if study is None or found is None:
            return parts
        days = [epoch.date.isoformat() for epoch in study.epochs]
        return parts if days == [year.date for year in found.years] else parts | {"epochs"}

    @property
    def state(self) -> str:
        """Where the stage stands: ok, warn, or nothing before the analysis."""
        found = self.view.found if self.view else None
        return "" if found is None else "warn" if self.stale else "ok"

    def thresholds_of(self, key: str) -> Thresholds:
        """Return d1, d2, d3 of an indicator: given, found, or the quarters."""
        given = self.options.weights.thresholds.get(key)
        found = self.view.found.thresholds.get(key) if self.view and self.view.found else None
        return given or found or DEFAULT_THRESHOLDS

    # ---- edits

    def edit(self, words: str, **fields: Any) -> None:
        """Set parts of the study's security, such as `layers`; refused, and told, while working."""
        study = self.ecology.study
        if study is None:
            return
        if self.locked:
            self.said.emit(WAIT)
            self.view_changed.emit()  # panels show again what holds
            return
        inputs = self.inputs.model_copy(update=fields)
        if inputs != study.security:
            self._edit(words, study.model_copy(update={"security": inputs}))

    def edit_options(self, words: str, **fields: Any) -> None:
        """Set options, such as `system` or `grades`."""
        self.edit(words, options=self.options.model_copy(update=fields))

    def edit_left_out(self, words: str, keys: Sequence[str]) -> None:
        """Leave these indicators out, and no others."""
        whole = self.system.keys if self.system else ()
        self.edit_options(words, leave_out=tuple(key for key in whole if key in keys))

    def edit_weights(self, words: str, **fields: Any) -> None:
        """Set where weights come from, and how they vary."""
        self.edit_options(words, weights=self.options.weights.model_copy(update=fields))

    def edit_thresholds(self, words: str, key: str, values: Thresholds | None) -> None:
        """Give thresholds to an indicator; None: found by k-means again."""
        given = {k: v for k, v in self.options.weights.thresholds.items() if k != key}
        self.edit_weights(words, thresholds=given | ({key: values} if values else {}))

    def edit_raster(self, words: str, key: str, files: Sequence[Path]) -> None:
        """Let rasters stand for an indicator, none: it is computed again."""
        study = self.ecology.study
        if study is not None:
            dates = [epoch.date for epoch in study.epochs]
            self.edit(words, **with_raster(self.inputs, key, files, dates, self.folder))

    def change_system(self, changed: IndexSystem) -> None:
        """Write the user's own index system anew."""
        path = self.own_system
        if path is not None:
            self.attempt(lambda: write_system(path, changed))
            self._read_system()

    # ---- what is shown

    def show_front(self, in_front: bool) -> None:
        """Say whether the stage is in front; its results are read when it first is."""
        self.in_front = in_front
        if in_front:
            self._read()

    def pick(
        self,
        *,
        indicator: str | None = None,
        site: str | None = None,
        factor: str | None = None,
        comparison: Comparison | None = None,
    ) -> None:
        """Choose what is looked at."""
        before = (self.indicator, self.site, self.factor, self.comparison)
        self.indicator = self.indicator if indicator is None else indicator
        self.site = self.site if site is None else site
        self.factor = self.factor if factor is None else factor
        self.comparison = comparison or self.comparison
        now = (self.indicator, self.site, self.factor, self.comparison)
        if now != before:
            self.picked.emit()
            if now[0] != before[0]:
                self.ask_curve()
                self._ask_histogram()

    def go_to(self, step: str) -> None:
        """Show a step of the stage."""
        if step != self.step:
            self.step = step
            self.picked.emit()

    def ask_curve(
        self,
        thresholds: Thresholds | None = None,
        adjustment: float | None = None,
        alpha: float | None = None,
    ) -> None:
        """Work out S(x) of the indicator chosen, with values tried or those asked."""
        weights = self.options.weights
        asked = (
            thresholds or self.thresholds_of(self.indicator),
            weights.adjustment if adjustment is None else adjustment,
            weights.alpha if alpha is None else alpha,
        )
        self.reader.ask_curve(*asked)

    def add_foreign(self, path: Path) -> None:
        """Show an index made elsewhere, a raster from 0 to 1."""
        made = (f"foreign {path}", path.stem, path)
        self.foreign = [*(f for f in self.foreign if f[0] != made[0]), made]
        self.view_changed.emit()

    def picture(self, key: LayerKey) -> Picture | None:
        """Return a raster for the map; where it is not read yet, `reader.picture_ready` follows."""
        files = dict(self.view.files) if self.view else {}
        files |= {(name, None): path for name, _, path in self.foreign}
        return self.reader.picture(self.ecology.view, files, key)

    # ---- verbs

    def analyse(self) -> None:
        """Compute indicators, weights, index and tables."""
        study, view = self.ecology.study, self.ecology.view
        if study is not None and view is not None:
            asked = study.model_copy(update={"security": self.inputs})
            self._ask("analyse", view.path, asked)

    def detect(self, request: dict[str, Any]) -> None:
        """Ask what drives security; `request` as `remote.detect` takes it."""
        study, view = self.ecology.study, self.ecology.view
        if study is not None and view is not None:
            self._ask("detect", view.path, study, request)

    def close(self) -> None:
        """End all work; for the window's last moment."""
        super().close()
        self.reader.clear()

    def _ask(self, function: str, *args: object) -> None:
        self._start(function, Job(f"{REMOTE}:{function}", *args))

    # ---- answers

    def show_view(self, view: SecurityView) -> None:
        """Take over results."""
        self.view = view
        drivers = view.drivers
        if drivers and self.factor not in drivers.q:
            self.factor = drivers.ranked[0] if drivers.ranked else ""
        self.reader.forget_pictures()
        self.view_changed.emit()
        self.ask_curve()
        self._ask_histogram()

    def _on_study(self) -> None:
        study = self.ecology.view
        if study is None or (self.view and self.view.path != study.path):
            self._drop()
            self.reader.clear()
            self._known, self.site, self.factor = None, "", ""
            self.unsettled_weights = {}
            self.foreign = []
            self.view = None
            self.view_changed.emit()
        if self.in_front:
            self._read()

    def _on_edited(self) -> None:
        self._read_system()
        if self.in_front:
            self._ask_sources()
            self.ask_curve()

    def _read(self) -> None:
        study = self.ecology.view
        if study is None or study.made_elsewhere:
            return  # rasters alone tell nothing of indicators
        self._read_system()
        self._ask_sources()
        if self._known != study.path:
            self._known = study.path
            self.reader.ask_load(study.path, study.out)

    def _read_system(self) -> None:
        key = self.options.system
        if not self.attempt(lambda: self._take_system(key)) and self.system is None:
            self._take_system(SecurityOptions().system)
        system = self.system
        if system is not None and self.indicator not in system.keys:
            self.indicator = system.keys[0]
        self.system_changed.emit()

    def _take_system(self, key: str) -> None:
        self.system = read_system(key, self.folder)

    def _ask_sources(self) -> None:
        study, system = self.ecology.study, self.system
        if study is not None and system is not None:
            self.reader.ask_sources(study, self.folder, system)

    def _ask_histogram(self) -> None:
        found = self.view.found if self.view else None
        study, key = self.ecology.view, self.indicator
        specs = {spec.key: spec for spec in (self.system.indicators if self.system else ())}
        if found is None or study is None or key not in found.limits or key not in specs:
            self.reader.ask_histogram([], 0, (0.0, 1.0), Sign.POSITIVE)
            return
        files = self.view.files if self.view else {}
        rasters = [files[key, day] for day in study.dates if (key, day) in files]
        self.reader.ask_histogram(rasters, study.epsg, found.limits[key], specs[key].sign)

    def _take_answer(self, work: str, value: object) -> None:
        if isinstance(value, SecurityView):
            self.show_view(value)
        elif isinstance(value, GeodetectorResult) and self.view is not None:
            self.view = replace(self.view, drivers=value)
            self.factor = value.ranked[0] if value.ranked else ""
            self.view_changed.emit()
