"""Words of drawing: names of new shapes, steps of the history, and what is told at the mouse."""

import math

import numpy as np
from PySide6.QtCore import QCoreApplication

from missionplanner.geo.forms import FormOnSite
from missionplanner.geo.snapping import SnapKind
from missionplanner.model.forms import FormKind
from missionplanner.project.document import Project
from missionplanner.ui.map.tools.drag import TurnShape
from missionplanner.ui.map.tools.drag_form import DragForm
from missionplanner.ui.map.tools.draw_circle import DrawCircle
from missionplanner.ui.map.tools.gesture import Gesture, Sketch
from missionplanner.ui.plan.draw_tools import AREAS, POINTS, ROUNDS, ZONES, Tool
from missionplanner.ui.widgets.measures import Measures
from missionplanner.ui.widgets.numbers import number

translate = QCoreApplication.translate  # a name that lupdate finds


def first_name(tool: Tool, project: Project) -> str:
    """Return what a new shape is called until it is named."""
    threats, document = project.threats, project.document
    if tool in ZONES:
        return translate("Drawing", "Zone {0}").format(len(threats.zones) + 1)
    if tool is Tool.LINE:
        return translate("Drawing", "Power line {0}").format(len(threats.power_lines) + 1)
    if tool is Tool.HOLE:
        return translate("Drawing", "Hole {0}").format(len(project.area.holes) + 1)
    if tool is Tool.FLIGHT_LINE:
        return ""
    marks = {
        Tool.LAUNCH_SITE: (translate("Drawing", "launch site {0}"), document.intent.launch_sites),
        Tool.STATION: (translate("Drawing", "Station {0}"), document.stations),
        Tool.CONTROL_POINT: (translate("Drawing", "CP {0}"), document.control_points),
    }
    if tool in marks:
        words, there = marks[tool]
        return words.format(len(there) + 1)
    return project.area.name


def step_words(tool: Tool, name: str) -> str:
    """Return what *Undo* would take back."""
    if tool in AREAS:
        return translate("Drawing", "Draw the survey area")
    if tool in POINTS and tool is not Tool.HOME:
        return translate("Drawing", "Add {0}").format(name)
    if tool is Tool.HOME:
        return translate("Drawing", "Set home")
    if tool is Tool.FLIGHT_LINE:
        return translate("Drawing", "Draw the corridor's line")
    return translate("Drawing", "Draw {0}").format(name)


def hint(tool: Tool) -> str:
    """Return what mouse and keys do while something is drawn."""
    if tool is Tool.HOME:
        return translate("Drawing", "Click: home · Esc: cancel")
    if tool in POINTS:
        return translate("Drawing", "Click: its place · Esc: cancel")
    if tool is Tool.RECTANGLE:
        return translate("Drawing", "Click: both ends of an edge, then the depth · Esc: cancel")
    if tool in ROUNDS:
        return translate("Drawing", "Click: centre, then rim, or type the radius · Esc: cancel")
    return translate(
        "Drawing",
        "Click: corner · double click: end · Backspace: one back · Alt: free · Esc: cancel",
    )


def snap_words(kind: SnapKind | None) -> str:
    """Return what the mouse is drawn to."""
    if kind is None:
        return ""
    return {
        SnapKind.CORNER: translate("Drawing", "on a corner"),
        SnapKind.EDGE: translate("Drawing", "on an edge"),
        SnapKind.RIGHT_ANGLE: translate("Drawing", "right angle"),
        SnapKind.IN_LINE: translate("Drawing", "in line"),
    }[kind]


def turned_words(turned_deg: float) -> str:
    """Return by how much a shape is turned."""
    return translate("Drawing", "turned by {0}°").format(number(turned_deg, 1))


def form_words(form: FormOnSite, measures: Measures) -> str:
    """Return how large a circle, corridor or rectangle is."""
    told = measures.length_words
    if form.kind is FormKind.CIRCLE:
        return translate("Drawing", "radius {0}").format(told(form.size_m))
    if form.kind is FormKind.CORRIDOR:
        return translate("Drawing", "width {0}").format(told(form.size_m))
    return f"{told(form.length_m)} × {told(form.size_m)}"


def gesture_words(gesture: Gesture | None, sketch: Sketch, measures: Measures) -> str:
    """Return how large what is drawn or dragged is, or by how much it is turned."""
    if isinstance(gesture, TurnShape):
        return turned_words(gesture.turned_deg)
    if isinstance(gesture, DragForm):
        return form_words(gesture.form, measures)
    return measured(sketch, isinstance(gesture, DrawCircle))


def measured(sketch: Sketch, circle: bool) -> str:
    """Return length and direction of the edge to the mouse, on the map's grid; or the radius."""
    if sketch.ahead is None or not len(sketch.corners):
        return ""
    east, north = np.subtract(sketch.ahead, sketch.corners[-1])
    length = f"{number(math.hypot(east, north), 1)} m"
    if circle:
        return translate("Drawing", "radius {0}").format(length)
    return f"{length} · {math.degrees(math.atan2(east, north)) % 360:.0f}°"
