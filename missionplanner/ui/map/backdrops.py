"""What the user lays under the map: pictures and tiles, read as one looks, and shapes."""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtWidgets import QLabel

from missionplanner.model.places import Rect
from missionplanner.model.reading import SHAPE_ENDINGS
from missionplanner.tasks.runner import Job, Where
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.layer import Layer
from missionplanner.ui.map.shapes import path_of_lines, pen
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets import swatches
from missionplanner.ui.work.errands import Errands
from missionplanner.ui.work.memory import Memory

GROUP = "backdrop"
_GROUND = ["#6E8B5E", "#C9B98F"]
_HEIGHT = -96.0  # above the relief, below contours and all that is planned
_STEP = 0.01
_AROUND = 0.25  # of the view, on each side: a little panning shows no edge
_MOST_CELLS = 2048
_CROSS_PX = 3.0
# Named, not imported: they bring raster libraries, which the start of the window need not pay for.
_READS = "missionplanner.operations.backdrop"


class BackdropLayer(Layer):
    """A file under the map."""

    def __init__(self, canvas: Canvas, path: Path) -> None:
        super().__init__(canvas, f"backdrop {path}", GROUP)
        self.path, self.words, self.level = path, path.name, 0
        self.is_shapes = path.suffix.lower() in SHAPE_ENDINGS
        self.passing = self.unreadable = self.just_added = False
        self._around: Rect | None = None
        self.is_read = False

    @property
    def slot(self) -> str:
        """All of them as one: among themselves they have an order of their own."""
        return GROUP

    @property
    def empty(self) -> bool:
        """False: a file that has nothing here is listed all the same, and says so."""
        return False

    def swatch(self) -> QLabel | None:
        """Return a square of the ground's colours, or a line."""
        return (
            swatches.line(tokens().muted)
            if self.is_shapes
            else swatches.ramp(["#6E8B5E", "#C9B98F"])
        )

    def set_level(self, level: int) -> None:
        """Lie above those of a lower level."""
        self.level = level
        for item in self._items:
            self._raise(item, _HEIGHT + _STEP * level)

    def show_read(self, read: Any) -> None:
        """Draw what was read of the file."""
        self.clear()
        height = _HEIGHT + _STEP * self.level
        if self.is_shapes:
            self._show_shapes(read)
            return
        rgba, rect = read.rgba, read.rect
        self.note = self.tr("not here") if read.empty else ""
        image = pg.ImageItem(rgba, axisOrder="row-major", levels=(0, 255), autoLevels=False)
        image.setRect(QRectF(*rect))
        self.add(image, height)

    def note_over(self, view: Rect) -> str:
        """Return what is said of shapes where a part of the ground is looked at."""
        if self._around is None:
            return self.tr("nothing in it")
        return "" if _meet(self._around, view) else self.tr("not here")

    def _show_shapes(self, read: Any) -> None:
        lines: list[NDArray[np.float64]] = list(read.lines)
        points = read.points
        self.is_read = True
        self._around = _bounds([*lines, points])
        self.note = self.note_over(self._canvas.shown())
        reach = _CROSS_PX * self._canvas.metres_per_pixel()
        for dx, dy in ((reach, 0.0), (0.0, reach)):
            lines += [np.array([[x - dx, y - dy], [x + dx, y + dy]]) for x, y in points]
        self.draw(lines)

    def draw(self, lines: list[NDArray[np.float64]]) -> None:
        """Draw lines, (n, 2) site metres."""
        height = _HEIGHT + _STEP * self.level
        path = path_of_lines(lines)
        self.add_path(path, pen(tokens().casing, 3, 150), height)
        self.add_path(path, pen(tokens().muted, 1.2), height)


class Backdrops(QObject):
    """The files under a map, lowest first; remembered for the project or study that is open.

    `changed` where the layer panel has to be made anew; `failed(Failed)` for a file just added that
    cannot be read, and is not kept; `said(str)` for one that shows nothing here.
    """

    changed = Signal()
    failed = Signal(object)
    said = Signal(object)

    def __init__(self, canvas: Canvas, memory: Memory, place: str, epsg: int | None) -> None:
        super().__init__(canvas)
        self._canvas, self._memory, self._place, self._epsg = canvas, memory, place, epsg
        self.layers: list[BackdropLayer] = []
        self._errands = Errands(self)
        self._errands.failed.connect(self._on_failed)
        self._seen: dict[BackdropLayer, Rect] = {}
        canvas.moved.connect(self._on_moved)
        if epsg is not None:
            for path in memory.backdrops(place):
                self._put(path)

    def add(self, path: Path) -> BackdropLayer | None:
        """Lay a file over those that are there; one there already is shown, or tried again."""
        there = next((layer for layer in self.layers if layer.path == path), None)
        if there is not None and there.unreadable:
            self.remove(there)
        elif there is not None or self._epsg is None:
            return there
        made = self._put(path)
        made.just_added = True
        self._keep()
        return made

    def show_lines(self, path: Path, lines: list[NDArray[np.float64]]) -> BackdropLayer:
        """Draw lines, (n, 2) site metres, under a file's name; forgotten with the window."""
        made = BackdropLayer(self._canvas, path)
        made.is_shapes = made.passing = True
        self.layers.append(made)
        made.set_level(len(self.layers) - 1)
        made.draw(lines)
        self.changed.emit()
        return made

    def remove(self, layer: BackdropLayer) -> None:
        """Take a file away; the file itself stays."""
        layer.clear()
        self.layers.remove(layer)
        self._seen.pop(layer, None)
        self._keep()

    def move(self, layer: BackdropLayer, to: int) -> None:
        """Lay a file at another place, 0 the lowest."""
        self.layers.remove(layer)
        self.layers.insert(max(0, min(to, len(self.layers))), layer)
        self._keep()

    def close(self) -> None:
        """Stop reading."""
        self._errands.clear()

    @property
    def idle(self) -> bool:
        """True where nothing is left to read."""
        return self._errands.idle

    def _put(self, path: Path) -> BackdropLayer:
        made = BackdropLayer(self._canvas, path)
        self.layers.append(made)
        made.set_level(len(self.layers) - 1)
        self._read(made)
        return made

    def _keep(self) -> None:
        for level, layer in enumerate(self.layers):
            layer.set_level(level)
        self._memory.keep_backdrops(
            self._place, [layer.path for layer in self.layers if not layer.passing]
        )
        self.changed.emit()

    def _on_moved(self) -> None:
        for layer in self.layers:
            if not layer.is_shapes:
                self._read(layer)
            elif not (layer.passing or layer.unreadable or not layer.is_read):
                self._note(layer, layer.note_over(self._canvas.shown()))

    def _read(self, layer: BackdropLayer) -> None:
        view = self._canvas.shown()
        if layer.unreadable:
            return  # told once, not again with every view
        if not (self._canvas.isVisible() and layer.in_sight):
            return  # where it will look is not known yet, or nobody does
        if layer.is_shapes:
            job = partial(
                Job, f"{_READS}:backdrop_shapes", layer.path, self._epsg, where=Where.THREAD
            )
        elif _holds(self._seen.get(layer), view):
            return
        else:
            wanted = _around(view)
            self._seen[layer] = wanted
            cells = min(_MOST_CELLS, max(self._canvas.width(), self._canvas.height()))
            job = partial(
                Job, f"{_READS}:backdrop_picture", layer.path, self._epsg, wanted,
                round(cells * (1 + 2 * _AROUND)), where=Where.THREAD,
            )  # fmt: skip
        self._errands.ask(layer.key, job, partial(self._show, layer))

    def _on_failed(self, failure: object) -> None:
        # One that was there before says so in the layers; no box comes up with every opening.
        layer = next((one for one in self.layers if one.key == self._errands.key), None)
        if layer is None or layer.just_added:
            if layer is not None:
                self.remove(layer)
            self.failed.emit(failure)
        else:
            layer.unreadable = True
            self._note(layer, self.tr("cannot be read"))

    def _show(self, layer: BackdropLayer, read: object) -> None:
        if layer not in self.layers:
            return
        note = layer.note
        layer.show_read(read)
        if layer.note != note:
            self.changed.emit()
        if layer.just_added and layer.note:
            self.said.emit(f"{layer.words}: {layer.note}")
        layer.just_added = False

    def _note(self, layer: BackdropLayer, note: str) -> None:
        if layer.note != note:
            layer.note = note
            self.changed.emit()


def _bounds(lines: list[NDArray[np.float64]]) -> Rect | None:
    """Return the rectangle around lines and points, m; None: there are none."""
    places = np.concatenate(lines) if lines else np.empty((0, 2))
    if not len(places):
        return None
    low, high = places.min(axis=0), places.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1])


def _meet(one: Rect, other: Rect) -> bool:
    """Tell whether two rectangles have a place in common."""
    return all(
        one[k] <= other[k] + other[k + 2] and other[k] <= one[k] + one[k + 2] for k in (0, 1)
    )


def _around(view: Rect) -> Rect:
    left, bottom, width, height = view
    return (
        left - _AROUND * width,
        bottom - _AROUND * height,
        width * (1 + 2 * _AROUND),
        height * (1 + 2 * _AROUND),
    )


def _holds(read: Rect | None, view: Rect) -> bool:
    """Tell whether what was read serves a view: it covers it, and is fine enough."""
    if read is None:
        return False
    inside = (
        read[0] <= view[0]
        and read[1] <= view[1]
        and read[0] + read[2] >= view[0] + view[2]
        and read[1] + read[3] >= view[1] + view[3]
    )
    return inside and read[2] <= 2.5 * view[2]
