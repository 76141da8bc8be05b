"""Drawing on the map: the mouse's gestures become edits of the project, one each."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from missionplanner.errors import InputError
from missionplanner.geo.coordinates import Typed
from missionplanner.geo.drawing import Place, ahead, with_corner
from missionplanner.geo.snapping import Snap, guides_at, snap, snap_to_guides
from missionplanner.messages.message import text
from missionplanner.project.document import Project
from missionplanner.project.outlines import ShapeKey
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.tools.bubble import Bubble
from missionplanner.ui.map.tools.drag import Drag, DragCorner
from missionplanner.ui.map.tools.drag_form import DragForm
from missionplanner.ui.map.tools.draw_circle import DrawCircle
from missionplanner.ui.map.tools.draw_line import DrawLine
from missionplanner.ui.map.tools.gesture import Gesture, Pointer, Sketch
from missionplanner.ui.map.tools.sketch import SketchLayer
from missionplanner.ui.plan.direction_handle import DirectionHandle
from missionplanner.ui.plan.draw_tools import (
    CORRIDORS,
    STAGE_OF,
    Tool,
    begun,
    key_made,
    made,
)
from missionplanner.ui.plan.draw_words import first_name, gesture_words, snap_words, step_words
from missionplanner.ui.plan.form_edits import FormEdits
from missionplanner.ui.plan.grasp import grasped
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.shapes_drawn import OF_STAGE, SEES_ROUTES, ShapeDrawn, shape_at
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.numbers import degrees
from missionplanner.ui.work.session import WAIT

_REACH_PX = 10.0
_BACK_KEYS = (Qt.Key.Key_Backspace, Qt.Key.Key_Z)
_END_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Drawing(FormEdits):
    """The hand on the canvas. At most one gesture at a time; each ends in one edit, or in none."""

    def __init__(self, session: Session, canvas: Canvas) -> None:
        super().__init__(session, canvas)
        self._canvas = canvas
        self._sketch, self._bubble = SketchLayer(canvas), Bubble(canvas)
        self.direction = DirectionHandle(session, canvas)
        self.stage = ""
        self._gesture: Gesture | None = None
        self._held: ShapeDrawn | None = None
        self._guided: tuple[tuple[Place, Place], ...] = ()
        canvas.hand = self
        canvas.left_map.connect(self._bubble.hide)
        session.project_changed.connect(self._on_project)

    # ---- what panels and actions ask for

    def show_stage(self, key: str) -> None:
        """Go to another stage: what was being drawn there is thrown away."""
        if key != self.stage:
            self.stage = key
            self._choose(None)
            self.direction.show_stage(key)

    def begin(self, tool: Tool) -> None:
        """Begin to draw; refused aloud while the project is being written."""
        if self._session.locked:
            self._session.said.emit(WAIT)
            return
        sheet = self.sheet()
        if sheet is None or STAGE_OF[tool] != self.stage:
            return
        self._choose(None)
        self.tool, self._new = (
            tool,
            replace(self._new, name=first_name(tool, sheet.project), radius_m=None),
        )
        self._gesture = begun(tool, sheet, self._new)
        self._canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._canvas.setFocus()
        self.changed.emit()

    def cancel(self) -> None:
        """Throw away what is being drawn or dragged; nothing has been changed by it."""
        self.direction.cancel()
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

    def put(self, typed: Typed) -> str:
        """Move the chosen corner to a typed place, or draw there; returns why that is refused."""
        sheet, shape = self.sheet(), self.shape()
        if sheet is None:
            return ""
        x, y = sheet.frame.forward(typed.lon_deg, typed.lat_deg)
        place = float(x), float(y)
        if self._gesture is not None and self.tool is not None:
            return self._click_at(place)
        if shape is None or self.corner is None:
            return ""
        at, words = self.corner, self.tr("Move a corner")
        corners = with_corner(shape.handles_m, at, place)
        make = partial(self._with_corners, shape, corners, moved=at)
        return self._attempt(words, make, aloud=False)

    def go_on(self, length_m: float, bearing_deg: float) -> str:
        """Set the next corner so far from the last, by a bearing; returns why that is refused."""
        placed = self.sketched().corners
        if self.tool is None or not len(placed):
            return ""
        return self._click_at(ahead(tuple(placed[-1]), length_m, bearing_deg))

    def paste(self, words: str) -> str:
        """Take the corners of a list: those of the chosen shape, or of what is being drawn."""
        if self.tool is None:
            return super().paste(words)
        try:
            corners, _ = self._places_of(words)
        except InputError as error:
            return error.line()
        for corner in corners:
            if refused := self._click_at(tuple(corner)):
                return refused
        return ""

    def choose(self, key: ShapeKey) -> None:
        """Choose a shape, as by a click on the map."""
        if key != self.chosen and self.tool is None:
            self._choose(key)

    def choose_corner(self, number: int) -> None:
        """Choose a corner of the chosen shape."""
        shape = self.shape()
        if self.tool is None and shape is not None and number < len(shape.handles_m):
            self.corner = number
            self._show()
            self.changed.emit()

    def _click_at(self, place: Place) -> str:
        gesture = self._gesture
        if gesture is None:
            return ""
        gesture.click(Pointer(place, 0.0))
        refused = gesture.sketch().refused
        self._after_click()
        return refused

    def _show_new(self) -> None:
        if isinstance(self._gesture, DrawCircle) and self._new.radius_m is not None:
            self._gesture.set_radius(self._new.radius_m)
            self._after_click()
        if isinstance(self._gesture, DrawLine) and self.tool in CORRIDORS:
            self._gesture.width_m = self._new.width_m
            self._show()

    def corners_placed(self) -> int:
        """Return how many corners are drawn so far."""
        return len(self._gesture.sketch().corners) if self._gesture is not None else 0

    def sketched(self) -> Sketch:
        """Return what is drawn of the gesture that goes on."""
        return self._gesture.sketch() if self._gesture is not None else Sketch()

    # ---- the hand

    def take(self, x_m: float, y_m: float) -> bool:
        """Take hold of a handle of the chosen shape, or of the strips' direction."""
        if self.direction.take((x_m, y_m)):
            return True
        shape = self.shape()
        if self.tool is not None or shape is None:
            return False
        gesture = grasped(
            shape, (x_m, y_m), self._reach_m(), self._sketch.turn_handle(shape.middle),
            lambda whole: self._drag_judge(shape, whole), self._judge_form(shape),
        )  # fmt: skip
        if gesture is None:
            return False
        if self._session.locked:
            self._session.said.emit(WAIT)
            return False
        self._session.said.emit("")  # what the last gesture was refused for is past
        self._gesture, self._held = gesture, shape
        self.corner = gesture.dragged if isinstance(gesture, DragCorner | DragForm) else None
        self.changed.emit()
        return True

    def hover(self, x_m: float, y_m: float, free: bool) -> None:
        """Let the gesture follow the mouse."""
        if self.direction.held:
            self.direction.hover((x_m, y_m))
            return
        if self._gesture is None:
            return
        pointer = self._pointer((x_m, y_m), free)
        self._gesture.move(pointer)
        self._guided = pointer.guided
        self._show()
        self._tell(pointer, self._gesture.sketch())

    def let_go(self) -> None:
        """End a drag: one edit, or none where it was refused or nothing moved."""
        if self.direction.held:
            self.direction.let_go()
            return
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
                lambda: (
                    self._with_form(shape, gesture.form)
                    if isinstance(gesture, DragForm)
                    else self._with_ring(shape, gesture.corners, whole=gesture.whole)
                ),
            )
            self.corner = corner
        elif refused:
            self._session.said.emit(text(refused))
        self._show()
        self.changed.emit()

    def click(self, x_m: float, y_m: float, free: bool) -> bool:
        """Set a corner, or choose a shape."""
        if self._gesture is not None:
            self._gesture.click(self._pointer((x_m, y_m), free))
            self._after_click()
            return True
        sheet = self.sheet()
        if self.stage not in OF_STAGE or sheet is None:
            return False
        found = shape_at(sheet.shapes, self.stage, (x_m, y_m), self._reach_m())
        self._choose(found.key if found else None)
        # Where routes are looked at, a click beside the line is meant for them.
        return found is not None or self.stage not in SEES_ROUTES

    def double_click(self) -> bool:
        """End what is being drawn."""
        drawing = self.tool is not None
        self.keep()
        return drawing

    def wants(self, event: QKeyEvent) -> bool:
        """Tell whether a key is for what is drawn or chosen."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            going_on = self._gesture is not None or self.direction.held
            return going_on or self.chosen is not None
        if self.tool is not None:
            ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            back = key in _BACK_KEYS and ctrl == (key == Qt.Key.Key_Z)
            return key in _END_KEYS or (back and self.corners_placed() > 0)
        return key == Qt.Key.Key_Delete and self.chosen is not None and self._gesture is None

    def press_key(self, event: QKeyEvent) -> None:
        """Cancel, go back, end or delete."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self._gesture is not None or self.direction.held:
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

    def _pointer(self, place: Place, free: bool) -> Pointer:
        reach = self._reach_m()
        sheet = self.sheet()
        if free or sheet is None or (isinstance(self._gesture, Drag) and self._gesture.whole):
            return Pointer(place, reach)
        lines = [shape.line_m for shape in sheet.shapes if shape is not self._held]
        found: Snap | None = snap(place, lines, reach)
        if found is not None:
            return Pointer((found.x_m, found.y_m), reach, found.kind)
        lines_on = self._gesture.guides() if self._gesture is not None else []
        found = snap_to_guides(place, lines_on, reach)
        if found is None:
            return Pointer(place, reach)
        there = (found.x_m, found.y_m)
        return Pointer(there, reach, found.kind, tuple(guides_at(there, lines_on)))

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
            step_words(tool, values.name),
            lambda: made(tool, gesture, sheet, values),
            project.append,
        )
        if refused:
            gesture.done = False  # it may be mended: heights typed anew, another corner
            self.changed.emit()
            return
        self._choose(key_made(tool, project[0]))

    def _choose(self, key: ShapeKey | None) -> None:
        self._drop_gesture()
        self._session.said.emit("")
        self.tool, self.chosen, self.corner = None, key, None
        if key is not None and key.kind.point is not None:
            self.corner = 0
        if self.shape() is None:  # refused in the last moment: work has begun
            self.chosen = None
        self._show()
        self.changed.emit()

    def _drop_gesture(self) -> None:
        self._gesture = self._held = None
        self._guided = ()
        self._bubble.hide()
        self._canvas.forget_hold()
        self._canvas.viewport().unsetCursor()

    def _show(self) -> None:
        shape = self.shape()
        if self._gesture is not None:
            self._sketch.show_sketch(replace(self._gesture.sketch(), guides=self._guided))
        elif shape is not None and shape.form is not None:
            whole = None if shape.is_circle else shape.middle
            self._sketch.show_form(shape.form, self.corner, whole)
        elif shape is not None:
            self._sketch.show_chosen(shape.corners_m, shape.closed, self.corner, shape.middle)
        else:
            self._sketch.clear()

    def _tell(self, pointer: Pointer, sketch: Sketch) -> None:
        sheet = self.sheet()
        if sheet is None:
            return
        lon, lat = sheet.frame.inverse(*pointer.place)
        lines = (
            gesture_words(self._gesture, sketch, measures_of(self._session.memory)),
            degrees(float(lon), float(lat)),
            sketch.refused or snap_words(pointer.snapped),
        )
        mouse = self._canvas.pixel_of(*pointer.place)
        beside = [self._canvas.pixel_of(*end) for end in sketch.beside()]
        self._bubble.tell(mouse, beside, lines, bool(sketch.refused))

    def _on_project(self, changes: object) -> None:
        # A shape being drawn is no part of the project yet; one that is dragged may be gone.
        if changes and isinstance(self._gesture, Drag):
            self._drop_gesture()
        shape = self.shape()
        if shape is None:
            self.chosen = self.corner = None
        elif self.corner is not None and self.corner >= len(shape.handles_m):
            self.corner = None
        self._show()
        self.changed.emit()
