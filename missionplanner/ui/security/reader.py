"""What the Security stage reads in passing: the system, its sources, curves and histograms."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from missionplanner.model.security import IndexSystem, Sign, Thresholds
from missionplanner.model.security_inputs import SourceNote
from missionplanner.model.study import Study
from missionplanner.tasks.runner import Job, Where
from missionplanner.ui.ecology.pictures import Shelf
from missionplanner.ui.ecology.views import LayerKey, Picture, StudyView
from missionplanner.ui.security.views import Curve
from missionplanner.ui.work.errands import Errands

# Named, not imported: they bring compilers and raster libraries into the process that runs them.
REMOTE = "missionplanner.ui.security.run"
_LIGHT = "missionplanner.ui.security.reads"


class Reader(QObject):
    """Short reads in a thread; what was read last is kept.

    Signals
    -------
    sources_changed, curve_changed, histogram_changed
    picture_ready(LayerKey), loaded(SecurityView), failed(Failed)
    """

    sources_changed = Signal()
    curve_changed = Signal()
    histogram_changed = Signal()
    picture_ready = Signal(object)
    loaded = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sources: dict[str, SourceNote] = {}
        self.curve: Curve | None = None
        self.histogram: tuple[int, ...] = ()
        self.errands = Errands(self)
        self.errands.failed.connect(self.failed)
        self._shelf = Shelf(self.errands, self)
        self._shelf.ready.connect(self.picture_ready)

    def ask_load(self, path: Path, out: Path) -> None:
        """Read results of before."""
        # In a process: what it imports would hold up the window.
        job = (f"{REMOTE}:load", path, out)
        self.errands.ask("load", lambda: Job(*job), self._on_loaded)

    def ask_sources(self, study: Study, folder: Path, system: IndexSystem) -> None:
        """Find where the indicators come from."""
        self._ask("sources", f"{_LIGHT}:sources", (study, folder, system), self._on_sources)

    def ask_curve(self, thresholds: Thresholds, adjustment: float, alpha: float) -> None:
        """Work out S(x)."""
        self._ask("curve", f"{_LIGHT}:curve", (thresholds, adjustment, alpha), self._on_curve)

    def ask_histogram(
        self, rasters: list[Path], epsg: int, limits: tuple[float, float], sign: Sign
    ) -> None:
        """Count the values of an indicator; no raster: no counts."""
        if rasters:
            job = (rasters, epsg, limits, sign)
            self._ask("histogram", f"{_LIGHT}:histogram", job, self._on_histogram)
        else:
            self._on_histogram(())

    def picture(
        self, study: StudyView | None, files: dict[LayerKey, Path], key: LayerKey
    ) -> Picture | None:
        """Return a raster for the map; where it is not read yet, `picture_ready` follows."""
        if study is None:
            return None
        known = replace(study, files={**study.files, **files})
        return self._shelf.take(known, key, legend_of(key[0]))

    def forget_pictures(self) -> None:
        """Read the rasters anew when they are next asked for."""
        self._shelf.clear()

    def clear(self) -> None:
        """Forget what was asked."""
        self.errands.clear()
        self._shelf.clear()
        self.sources, self.histogram = {}, ()

    def _ask(
        self, key: str, work: str, args: tuple[object, ...], then: Callable[[object], None]
    ) -> None:
        self.errands.ask(key, lambda: Job(work, *args, where=Where.THREAD), then)

    def _on_loaded(self, value: object) -> None:
        self.loaded.emit(value)

    def _on_sources(self, value: object) -> None:
        if isinstance(value, dict):
            self.sources = value
            self.sources_changed.emit()

    def _on_curve(self, value: object) -> None:
        if isinstance(value, Curve):
            self.curve = value
            self.curve_changed.emit()

    def _on_histogram(self, value: object) -> None:
        if isinstance(value, tuple):
            self.histogram = value
            self.histogram_changed.emit()


def legend_of(name: str) -> str:
    """Return the legend that a raster of security is painted with."""
    if name in ("grade_cw", "grade_vw"):
        return "security"
    if name in ("esi_cw", "esi_vw") or name.startswith("foreign"):
        return "esi"
    return name
