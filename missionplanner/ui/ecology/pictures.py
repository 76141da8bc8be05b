"""Pictures of rasters, read when they are first asked for; the latest are kept."""

from PySide6.QtCore import QObject, Signal

from missionplanner.ecology.legends import Limits
from missionplanner.tasks.runner import Job, Where
from missionplanner.ui.ecology.views import LayerKey, Picture, StudyView
from missionplanner.ui.work.errands import Errands

# Named, not imported: it brings raster libraries, which the start of the window need not pay for.
_RASTERS = "missionplanner.ui.ecology.reads"
_MOST = 24


class Shelf(QObject):
    """`ready(LayerKey)` when a picture is there."""

    ready = Signal(object)

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = errands
        self._kept: dict[LayerKey, Picture] = {}
        self._scales: dict[str, Limits] = {}

    def take(self, view: StudyView | None, key: LayerKey, legend: str) -> Picture | None:
        """Return a picture, or have it read; `legend` where it is not the key's own name."""
        known = self._kept.pop(key, None)
        if known is not None:
            self._kept[key] = known  # latest last
            return known
        errand = f"picture {key}"
        if view is None or key not in view.files or self._errands.wants(errand):
            return None

        def put(value: object) -> None:
            self._put(key, value)

        self._errands.ask(errand, lambda: _reading(view, key, legend or key[0]), put)
        return None

    def scale(self, view: StudyView, name: str, legend: str) -> Limits | None:
        """Return the ends of one scale for all epochs, or have them found; `ready` follows."""
        errand = f"scale {name}"
        if name in self._scales or self._errands.wants(errand):
            return self._scales.get(name)
        paths = tuple(path for (key, _), path in view.files.items() if key == name)

        def put(value: object) -> None:
            if isinstance(value, tuple):
                self._scales[name] = value
                self.ready.emit((name, None))

        self._errands.ask(errand, lambda: light("scale", paths, view.epsg, legend), put)
        return None

    def clear(self) -> None:
        """Forget all of them."""
        self._kept.clear()
        self._scales.clear()

    def _put(self, key: LayerKey, value: object) -> None:
        if isinstance(value, Picture):
            self._kept[key] = value
            while len(self._kept) > _MOST:
                self._kept.pop(next(iter(self._kept)))
            self.ready.emit(key)


def light(function: str, *args: object) -> Job:
    """Return a short read for a thread, by its name in `remote_rasters`."""
    return Job(f"{_RASTERS}:{function}", *args, where=Where.THREAD)


def _reading(view: StudyView, key: LayerKey, legend: str) -> Job:
    name, day = key
    if name == "look":
        epoch = next(epoch for epoch in view.study.epochs if epoch.date == day)
        return light("look_picture", view.folder, epoch, view.epsg)
    return light("picture", view.files[key], view.epsg, legend)
