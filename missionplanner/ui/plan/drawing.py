"""Drawing on the map: the mouse's gestures become edits of the project, one each."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from missionplanner.errors import InputError
from missionplanner.geo.drawing import (
    Place,
    Snap,
    SnapKind,
    Typed,
    middles,
    nearest,
    read_place,
    snap,
    with_corner,
    without_corner,
)
from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.project.document import Project
from missionplanner.project.outlines import (
    Drawn,
    ShapeKey,
    closed_over,
    with_outline,
    without_shape,
)
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.tools.bubble import Bubble
from missionplanner.ui.map.tools.drag import Drag, DragCorner, DragEdge, DragShape
from missionplanner.ui.map.tools.draw_circle import DrawCircle
from missionplanner.ui.map.tools.draw_line import DrawLine
from missionplanner.ui.map.tools.gesture import Floats, Gesture, Judge, Pointer, Sketch
from missionplanner.ui.map.tools.sketch import SketchLayer
from missionplanner.ui.plan.draw_tools import (
    STAGE_OF,
    ZONES,
    Sheet,
    Tool,
    begun,
    judged_by,
    key_made,
    made,
)
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.shape_values import ShapeValues, values_of, with_values
from missionplanner.ui.plan.shapes_drawn import OF_STAGE, ShapeDrawn, shape_at, shapes_drawn
from missionplanner.ui.widgets.numbers import degrees, number

_REACH_PX = 10.0
_BACK_KEYS = (Qt.Key.Key_Backspace, Qt.Key.Key_Z)
_END_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Drawing(QObject):
    """The hand on the canvas. At most one gesture at a time; each ends in one edit, or in none.

    Signals
    -------
    changed()
        Another tool, shape or corner; or what is told of it.

    Attributes
    ----------
    tool : Tool or None
        What is being drawn.
    chosen : ShapeKey or None
        The shape whose handles are shown.
    corner : int or None
        The chosen corner of it.
    """

    changed = Signal()

    def __init__(self, session: Session, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._session, self._canvas = session, canvas
        self._sketch, self._bubble = SketchLayer(canvas), Bubble(canvas)
        self._stage = ""
        self.tool: Tool | None = None
        self.chosen: ShapeKey | None = None
        self.corner: int | None = None
        self._new = ShapeValues()
        self._gesture: Gesture | None = None
        self._held: ShapeDrawn | None = None
        self._sheet: Sheet | None = None
        canvas.hand = self
        canvas.left_map.connect(self._bubble.hide)
        session.project_changed.connect(self._on_project)

    # ---- what panels and actions ask for

    def show_stage(self, key: str) -> None:
        """Go to another stage: what was being drawn there is thrown away."""
        if key != self._stage:
            self._stage = key
            self._choose(None)

    def begin(self, tool: Tool) -> None:
        """Begin to draw; refused aloud while the project is being written."""
        if self._session.locked:
            self._session.said.emit("wait until the work is done")
            return
        sheet = self.sheet()
        if sheet is None or STAGE_OF[tool] != self._stage:
            return
        self._choose(None)
        self.tool, self._new = tool, replace(self._new, name=self._first_name(tool, sheet.project))
        self._gesture = begun(tool, sheet, self._new)
        self._canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._canvas.setFocus()
        self.changed.emit()

    def cancel(self) -> None:
        """Throw away what is being drawn or dragged; nothing has been changed by it."""
        if isinstance(self._gesture, Drag):
            self._drop_gesture()
            self._show()
        elif self._gesture is not None:
            self._choose(None)

    def keep(self) -> None:
        """End what is being drawn, where enough of it is."""
        if self.tool is not None and self._gesture is not None:
            self._gesture.end()
            self._after_click()

    def delete_corner(self) -> None:
        """Delete the chosen corner."""
        shape, at = self.shape(), self.corner
        if shape is None or at is None:
            return
        self._attempt(
            self.tr("Delete a corner"),
            lambda: self._with_corners(
                shape, without_corner(shape.corners_m, at, shape.closed), whole=False
            ),
        )

    def delete_shape(self) -> None:
        """Delete the chosen shape."""
        shape, sheet = self.shape(), self.sheet()
        if shape is not None and sheet is not None:
            words = self.tr("Delete {0}").format(shape.told.name)
            self._attempt(words, lambda: without_shape(sheet.project, shape.key))

    @property
    def values(self) -> ShapeValues:
        """What is told of the shape chosen, or of the one being drawn."""
        project = self._session.project
        if self.chosen is not None and project is not None:
            return values_of(project, self.chosen)
        return self._new

    def set_values(self, values: ShapeValues) -> str:
        """Tell something else of it; returns why that is refused."""
        project, key = self._session.project, self.chosen
        if key is not None and project is not None:
            words = self.tr("Change {0}").format(values.name)
            return self._attempt(words, lambda: with_values(project, key, values), aloud=False)
        self._new = values
        if isinstance(self._gesture, DrawLine) and self.tool is Tool.CORRIDOR:
            self._gesture.width_m = values.width_m
            self._show()
        return ""

    def read(self, words: str) -> Typed:
        """Return the place that was typed.

        Raises
        ------
        InputError
            Where it is none.
        """
        site = self._session.site
        near = (site.home.lon_deg, site.home.lat_deg) if site else (0.0, 0.0)
        return read_place(words, near)

    def put(self, typed: Typed) -> str:
        """Move the chosen corner to a typed place, or draw there; returns why that is refused."""
        sheet, shape = self.sheet(), self.shape()
        if sheet is None:
            return ""
        x, y = sheet.frame.forward(typed.lon_deg, typed.lat_deg)
        place = float(x), float(y)
        if self._gesture is not None and self.tool is not None:
            self._gesture.click(Pointer(place, 0.0))
            refused = self._gesture.sketch().refused
            self._after_click()
            return refused
        if shape is None or self.corner is None:
            return ""
        corners = with_corner(shape.corners_m, self.corner, place)
        words = self.tr("Move a corner")
        return self._attempt(words, lambda: self._with_corners(shape, corners), aloud=False)

    def corner_words(self) -> str:
        """Return the place of the chosen corner as it can be typed; empty without one."""
        shape = self.shape()
        if shape is None or self.corner is None:
            return ""
        lon, lat = shape.told.corners_deg[self.corner]
        return f"{lon:.7f}, {lat:.7f}"

    def corners_placed(self) -> int:
        """Return how many corners are drawn so far."""
        return len(self._gesture.sketch().corners) if self._gesture is not None else 0

    def sketched(self) -> Sketch:
        """Return what is drawn of the gesture that goes on."""
        return self._gesture.sketch() if self._gesture is not None else Sketch()

    def over_home(self) -> str:
        """Return a sentence where home lies in a zone or a hole to be kept out of."""
        site, project = self._session.site, self._session.project
        if site is None or project is None:
            return ""
        names = closed_over(project, site.home.lon_deg, site.home.lat_deg)
        return sentence(message("drawing.over_home", names=names)) if names else ""

    # ---- the hand

    def take(self, x_m: float, y_m: float) -> bool:
        """Take hold of a handle of the chosen shape."""
        shape = self.shape()
        if self.tool is not None or shape is None:
            return False
        gesture = self._grasped(shape, (x_m, y_m))
        if gesture is None:
            return False
        if self._session.locked:
            self._session.said.emit("wait until the work is done")
            return False
        self._gesture, self._held = gesture, shape
        self.corner = gesture.dragged if isinstance(gesture, DragCorner) else None
        self.changed.emit()
        return True

    def hover(self, x_m: float, y_m: float, free: bool) -> None:
        """Let the gesture follow the mouse."""
        if self._gesture is None:
            return
        pointer = self._pointer((x_m, y_m), free)
        self._gesture.move(pointer)
        self._show()
        self._tell(pointer, self._gesture.sketch())

    def let_go(self) -> None:
        """End a drag: one edit, or none where it was refused or nothing moved."""
        gesture, shape = self._gesture, self._held
        if not isinstance(gesture, Drag) or shape is None:
            return
        gesture.end()
        refused = gesture.sketch().refused
        self._drop_gesture()
        if gesture.done:
            corner = gesture.dragged
            words = self.tr("Move {0}") if gesture.whole else self.tr("Change the shape of {0}")
            self._attempt(
                words.format(shape.told.name),
                lambda: self._with_corners(shape, gesture.corners, whole=gesture.whole),
            )
            self.corner = corner
        elif refused:
            self._session.said.emit(refused)
        self._show()
        self.changed.emit()

    def click(self, x_m: float, y_m: float) -> bool:
        """Set a corner, or choose a shape."""
        if self._gesture is not None:
            self._gesture.click(self._pointer((x_m, y_m), free=False))
            self._after_click()
            return True
        sheet = self.sheet()
        if self._stage not in OF_STAGE or sheet is None:
            return False
        found = shape_at(sheet.shapes, self._stage, (x_m, y_m), self._reach_m())
        self._choose(found.key if found else None)
        return True

    def double_click(self) -> bool:
        """End what is being drawn."""
        drawing = self.tool is not None
        self.keep()
        return drawing

    def wants(self, event: QKeyEvent) -> bool:
        """Tell whether a key is for what is drawn or chosen."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            return self._gesture is not None or self.chosen is not None
        if self.tool is not None:
            ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            back = key in _BACK_KEYS and ctrl == (key == Qt.Key.Key_Z)
            return key in _END_KEYS or (back and self.corners_placed() > 0)
        return key == Qt.Key.Key_Delete and self.chosen is not None and self._gesture is None

    def press_key(self, event: QKeyEvent) -> None:
        """Cancel, go back, end or delete."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self._gesture is not None:
                self.cancel()
            else:
                self._choose(None)
        elif key in _END_KEYS:
            self.keep()
        elif key == Qt.Key.Key_Delete:
            self.delete_shape() if self.corner is None else self.delete_corner()
        elif self._gesture is not None:
            self._gesture.back()
            self._show()
            self.changed.emit()

    # ---- within

    def sheet(self) -> Sheet | None:
        """Return what is drawn on: the project as it is now."""
        project, site = self._session.project, self._session.site
        if project is None or site is None:
            return None
        if self._sheet is None or self._sheet.project is not project:
            frame = SiteFrame(site.ground.epsg)
            self._sheet = Sheet(project, frame, shapes_drawn(project, frame))
        return self._sheet

    def shape(self) -> ShapeDrawn | None:
        """Return the chosen shape."""
        sheet = self.sheet()
        shapes = sheet.shapes if sheet else ()
        return next((shape for shape in shapes if shape.key == self.chosen), None)

    def _grasped(self, shape: ShapeDrawn, place: Place) -> Drag | None:
        corners, closed, reach = shape.corners_m, shape.closed, self._reach_m()
        judge = self._drag_judge(shape, whole=False)
        found = nearest(place, corners, reach)
        if found is not None:
            return DragCorner(corners, closed, judge, found)
        found = nearest(place, middles(corners, closed), reach)
        if found is not None:
            return DragEdge(corners, closed, judge, found)
        if nearest(place, np.array([shape.middle]), reach) is not None:
            return DragShape(corners, closed, self._drag_judge(shape, whole=True), place)
        return None

    def _drag_judge(self, shape: ShapeDrawn, whole: bool) -> Judge:
        return judged_by(lambda corners: self._with_corners(shape, corners, whole=whole))

    def _with_corners(self, shape: ShapeDrawn, corners: Floats, whole: bool = False) -> Project:
        sheet = self.sheet()
        if sheet is None:
            raise RuntimeError("no project is open")
        return with_outline(sheet.project, shape.key, sheet.degrees(corners), moved=whole)

    def _pointer(self, place: Place, free: bool) -> Pointer:
        reach = self._reach_m()
        sheet = self.sheet()
        if free or sheet is None or isinstance(self._gesture, DragShape):
            return Pointer(place, reach)
        lines = [shape.line_m for shape in sheet.shapes if shape is not self._held]
        found: Snap | None = snap(place, lines, reach)
        if found is None:
            return Pointer(place, reach)
        return Pointer((found.x_m, found.y_m), reach, found.kind)

    def _reach_m(self) -> float:
        return _REACH_PX * self._canvas.metres_per_pixel()

    def _after_click(self) -> None:
        gesture, tool, sheet = self._gesture, self.tool, self.sheet()
        if gesture is None or tool is None or sheet is None:
            return
        if not gesture.done:
            self._show()
            self.changed.emit()
            return
        project: list[Project] = []
        values = self._new
        refused = self._attempt(
            self._words(tool, values), lambda: made(tool, gesture, sheet, values), project.append
        )
        if refused:
            gesture.done = False  # it may be mended: heights typed anew, another corner
            self.changed.emit()
            return
        self._choose(key_made(tool, project[0]))

    def _attempt(
        self,
        words: str,
        make: Callable[[], Project],
        take: Callable[[Project], None] | None = None,
        aloud: bool = True,
    ) -> str:
        """Make an edit; returns why it is refused, or nothing."""
        try:
            project = make()
        except InputError as error:
            if aloud:
                self._session.said.emit(error.line())
            return error.line()
        home_before = self.over_home()
        if take is not None:
            take(project)
        self._session.edit(words, project)
        home_now = self.over_home()
        if home_now and home_now != home_before:
            self._session.said.emit(home_now)
        return ""

    def _choose(self, key: ShapeKey | None) -> None:
        self._drop_gesture()
        self.tool, self.chosen, self.corner = None, key, None
        if self.shape() is None:  # refused in the last moment: work has begun
            self.chosen = None
        self._show()
        self.changed.emit()

    def _drop_gesture(self) -> None:
        self._gesture = self._held = None
        self._bubble.hide()
        self._canvas.forget_hold()
        self._canvas.viewport().unsetCursor()

    def _show(self) -> None:
        shape = self.shape()
        if self._gesture is not None:
            self._sketch.show_sketch(self._gesture.sketch())
        elif shape is not None:
            self._sketch.show_chosen(shape.corners_m, shape.closed, self.corner, shape.middle)
        else:
            self._sketch.clear()

    def _tell(self, pointer: Pointer, sketch: Sketch) -> None:
        sheet = self.sheet()
        if sheet is None:
            return
        lon, lat = sheet.frame.inverse(*pointer.place)
        named = {
            SnapKind.CORNER: self.tr("on a corner"),
            SnapKind.EDGE: self.tr("on an edge"),
            None: "",
        }[pointer.snapped]
        self._bubble.tell(
            self._canvas.pixel_of(*pointer.place),
            self._length_words(sketch),
            degrees(float(lon), float(lat)),
            sketch.refused or named,
            bool(sketch.refused),
        )

    def _length_words(self, sketch: Sketch) -> str:
        if sketch.ahead is None or not len(sketch.corners):
            return ""
        east, north = np.subtract(sketch.ahead, sketch.corners[-1])
        length = f"{number(math.hypot(east, north), 1)} m"
        if isinstance(self._gesture, DrawCircle):
            return self.tr("radius {0}").format(length)
        return f"{length} · {math.degrees(math.atan2(east, north)) % 360:.0f}°"

    def _on_project(self, changes: object) -> None:
        # A shape being drawn is no part of the project yet; one that is dragged may be gone.
        if changes and isinstance(self._gesture, Drag):
            self._drop_gesture()
        shape = self.shape()
        if shape is None:
            self.chosen = self.corner = None
        elif self.corner is not None and self.corner >= len(shape.corners_m):
            self.corner = None
        self._show()
        self.changed.emit()

    def _first_name(self, tool: Tool, project: Project) -> str:
        threats = project.threats
        if tool in ZONES:
            return self.tr("Zone {0}").format(len(threats.zones) + 1)
        if tool is Tool.LINE:
            return self.tr("Power line {0}").format(len(threats.power_lines) + 1)
        if tool is Tool.HOLE:
            return self.tr("Hole {0}").format(len(project.area.holes) + 1)
        return project.area.name

    def _words(self, tool: Tool, values: ShapeValues) -> str:
        if tool is Tool.AREA:
            return self.tr("Draw the survey area")
        if tool is Tool.HOME:
            return self.tr("Set home")
        return self.tr("Draw {0}").format(values.name)


def kind_drawn(drawing: Drawing) -> Drawn | None:
    """Return the kind of the shape that is chosen or being drawn; None where none is."""
    if drawing.chosen is not None:
        return drawing.chosen.kind
    if drawing.tool in ZONES:
        return Drawn.ZONE
    kinds = {Tool.AREA: Drawn.AREA, Tool.HOLE: Drawn.HOLE, Tool.LINE: Drawn.LINE}
    return kinds.get(drawing.tool) if drawing.tool is not None else None
