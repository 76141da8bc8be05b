"""A view in space that can be turned, moved and walked through. Imports OpenGL."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
import pyqtgraph.opengl as gl
from OpenGL import GL
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.terrain3d.shapes import Mesh, Points, Rgba

Place = tuple[float, float, float]

_SKY = {"light": "#DCE6F0", "dark": "#11151A"}
_HIDDEN = 0.2  # how much is seen of a line behind the ground
_STEP = 0.04  # of the distance to the centre: one step of a walk
_TURN_DEG = 4.0
_POSE = ("center", "distance", "elevation", "azimuth")
_AHEAD_M, _PILOT_M = 260.0, 40.0


class View3D(gl.GLViewWidget):  # type: ignore[misc]
    """Left drag turns, middle drag moves, the wheel comes nearer; keys walk.

    `turned()` when the view's bearing is another.
    """

    turned = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, rotationMethod="euler")
        self.setBackgroundColor(_SKY[tokens().name])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._marks: list[gl.GLGraphicsItem.GLGraphicsItem] = []
        self._routes: list[gl.GLGraphicsItem.GLGraphicsItem] = []
        self._site: list[gl.GLGraphicsItem.GLGraphicsItem] = []
        self.opts["fov"] = 50

    @property
    def bearing_deg(self) -> float:
        """Where one looks, clockwise from north."""
        return (270.0 - float(self.opts["azimuth"])) % 360.0

    def show_ground(self, mesh: Mesh) -> None:
        """Draw the terrain anew, and forget what stood on it."""
        self._drop(self._site)
        self._site.append(self._mesh(mesh, "opaque"))

    def add_volume(self, mesh: Mesh) -> None:
        """Draw something one can see through."""
        self._site.append(self._mesh(mesh, "translucent"))

    def add_line(self, points: Points, colour: Rgba, width: float, *, pairs: bool = False) -> None:
        """Draw a line of the site; `pairs`: each two points are one piece."""
        self._site += self._line(points, colour, width, pairs=pairs)

    def add_name(self, place: Place, words: str, hue: str) -> None:
        """Write a name in space."""
        name = gl.GLTextItem(pos=np.array(place), text=words, color=hue, font=font(11, 600))
        self.addItem(name)
        self._site.append(name)

    def show_routes(self, lines: Sequence[tuple[Points, Rgba, float]]) -> None:
        """Draw routes anew: points, colour, width."""
        self._drop(self._routes)
        for points, colour, width in lines:
            self._routes += self._line(points, colour, width)

    def show_aircraft(self, place: Place, ground_m: float, hue: str, seen: Points) -> None:
        """Draw the aircraft, its plumb line, and the ground that it sees."""
        self._drop(self._marks)
        rgba = pg.mkColor(hue).getRgbF()
        foot = np.array([place, (place[0], place[1], ground_m)], dtype=np.float32)
        self._marks += self._line(foot, rgba, 1.5)
        if len(seen):
            accent = pg.mkColor(tokens().link).getRgbF()
            closed = np.concatenate((seen, seen[:1]))
            self._marks += self._line(closed, accent, 2.0)
            rays = np.empty((8, 3), np.float32)
            rays[0::2], rays[1::2] = place, seen[:: max(1, len(seen) // 4)][:4]
            self._marks += self._line(rays, (*accent[:3], 0.45), 1.0, pairs=True)
        dot = gl.GLScatterPlotItem(
            pos=np.array([place], dtype=np.float32), size=12, color=(1.0, 1.0, 1.0, 1.0)
        )
        dot.setGLOptions("translucent")
        self.addItem(dot)
        self._marks.append(dot)

    def look(self, centre: Place, distance_m: float) -> None:
        """Look from the south, from above."""
        self.setCameraPosition(
            pos=pg.Vector(*centre), distance=distance_m, elevation=32, azimuth=-90
        )
        self.turned.emit()

    def pose(self) -> dict[str, Any]:
        """Return where the camera stands, by pyqtgraph's names."""
        return {name: self.opts[name] for name in _POSE}

    def stand(self, pose: Mapping[str, Any]) -> None:
        """Put the camera where another stood."""
        self.opts.update({name: pose[name] for name in _POSE if name in pose})
        self.update()
        self.turned.emit()

    def follow(self, place: Place) -> None:
        """Keep a place in the middle."""
        self.opts["center"] = pg.Vector(*place)
        self.update()

    def fly(self, place: Place, heading_deg: float) -> None:
        """Look as the pilot would: from just behind the aircraft, ahead and down."""
        turn = math.radians(heading_deg)
        east, north = math.sin(turn), math.cos(turn)
        ahead = (place[0] + _AHEAD_M * east, place[1] + _AHEAD_M * north, place[2] - 40.0)
        self.setCameraPosition(
            pos=pg.Vector(*ahead),
            distance=_AHEAD_M + _PILOT_M,
            elevation=12,
            azimuth=270.0 - heading_deg,
        )
        self.turned.emit()

    def walk(self, ahead: float, aside: float) -> None:
        """Go a share of the distance ahead and to the right, over the ground."""
        turn, far = math.radians(self.bearing_deg), float(self.opts["distance"])
        east = ahead * math.sin(turn) + aside * math.cos(turn)
        north = ahead * math.cos(turn) - aside * math.sin(turn)
        self.opts["center"] += pg.Vector(east * far, north * far, 0.0)
        self.update()

    def nearer(self, factor: float) -> None:
        """Come nearer (below 1), or go farther away."""
        self.opts["distance"] = float(self.opts["distance"]) * factor
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by W A S D or the arrows, turn by Q and E."""
        keys = Qt.Key
        steps = {
            keys.Key_W: (_STEP, 0.0), keys.Key_Up: (_STEP, 0.0),
            keys.Key_S: (-_STEP, 0.0), keys.Key_Down: (-_STEP, 0.0),
            keys.Key_A: (0.0, -_STEP), keys.Key_Left: (0.0, -_STEP),
            keys.Key_D: (0.0, _STEP), keys.Key_Right: (0.0, _STEP),
        }  # fmt: skip
        key = keys(event.key())
        if key in steps:
            self.walk(*steps[key])
        elif key in (keys.Key_Q, keys.Key_E):
            self.orbit(_TURN_DEG if key == keys.Key_Q else -_TURN_DEG, 0)
            self.turned.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn or move."""
        super().mouseMoveEvent(event)
        self.turned.emit()

    def _mesh(self, mesh: Mesh, how: str) -> gl.GLMeshItem:
        item = gl.GLMeshItem(
            vertexes=mesh.corners,
            faces=mesh.faces,
            vertexColors=mesh.colours,
            smooth=True,
            computeNormals=False,
            shader=None,
        )
        item.setGLOptions(how)
        self.addItem(item)
        return item

    def _line(
        self, points: Points, colour: Rgba, width: float, *, pairs: bool = False
    ) -> list[gl.GLLinePlotItem]:
        """Return a line as it is, and a pale one that the ground does not hide."""
        mode = "lines" if pairs else "line_strip"
        made = []
        pale = (*colour[:3], _HIDDEN * colour[3])
        for hue, over in ((pale, True), (colour, False)):
            item = gl.GLLinePlotItem(pos=points, color=hue, width=width, mode=mode)
            item.setGLOptions("translucent")
            if over:
                item.updateGLOptions({GL.GL_DEPTH_TEST: False})
            self.addItem(item)
            made.append(item)
        return made

    def _drop(self, items: list[gl.GLGraphicsItem.GLGraphicsItem]) -> None:
        for item in items:
            self.removeItem(item)
        items.clear()
