"""What of a chosen shape is under the mouse, and the drag that it begins."""

from collections.abc import Callable

import numpy as np

from missionplanner.geo.drawing import Place, bearing, middle_of, middles, nearest, with_corner
from missionplanner.geo.drawing import with_new_corner as with_new
from missionplanner.geo.forms import FormOnSite
from missionplanner.ui.map.tools.drag import Drag, DragCorner, DragEdge, DragShape, TurnShape
from missionplanner.ui.map.tools.drag_form import Change, DragForm, FormJudge
from missionplanner.ui.map.tools.gesture import Judge, Pointer
from missionplanner.ui.plan.shapes_drawn import ShapeDrawn


def grasped(
    shape: ShapeDrawn,
    place: Place,
    reach_m: float,
    stem: Place,
    judges: Callable[[bool], Judge],
    judge_form: FormJudge,
) -> Drag | None:
    """Return the drag that begins at a place, or None.

    Parameters
    ----------
    shape : ShapeDrawn
    place : tuple of float
        The mouse, site metres.
    reach_m : float
    stem : tuple of float
        Where the shape is taken hold of to turn it.
    judges : callable
        Returns what judges corners, of the whole shape moved (True) or of one corner.
    judge_form : callable
    """
    if shape.form is not None:
        return _grasped_form(shape, shape.form, place, reach_m, stem, judge_form)
    corners, closed = shape.corners_m, shape.closed
    if len(corners) > 1 and _near(place, stem, reach_m):
        return TurnShape(corners, closed, judges(True), middle_of(corners), place)
    found = nearest(place, corners, reach_m)
    if found is not None:
        return DragCorner(corners, closed, judges(False), found)
    found = nearest(place, middles(corners, closed), reach_m)
    if found is not None:
        return DragEdge(corners, closed, judges(False), found)
    if _near(place, shape.middle, reach_m):
        return DragShape(corners, closed, judges(True), place)
    return None


def _grasped_form(
    shape: ShapeDrawn,
    form: FormOnSite,
    place: Place,
    reach_m: float,
    stem: Place,
    judge: FormJudge,
) -> Drag | None:
    middle, handles = middle_of(form.outline()), form.handles()

    def turn(was: FormOnSite, pointer: Pointer) -> FormOnSite:
        return was.turned(middle, bearing(middle, pointer.place) - bearing(middle, place))

    def shift(was: FormOnSite, pointer: Pointer) -> FormOnSite:
        return was.moved(place, pointer.place)

    def widen(was: FormOnSite, pointer: Pointer) -> FormOnSite:
        return was.with_measure("width", was.width_at(pointer.place))

    if not shape.is_circle and _near(place, stem, reach_m):
        return DragForm(form, judge, turn, whole=True)
    found = nearest(place, handles, reach_m)
    if found is not None:
        return DragForm(form, judge, _to_handle(found), found)
    width = form.width_handle()
    if width is not None and _near(place, width, reach_m):
        return DragForm(form, judge, widen)
    found = nearest(place, middles(handles, False), reach_m) if width is not None else None
    if found is not None:
        return DragForm(form, judge, _to_new(found), found + 1)
    if not shape.is_circle and _near(place, shape.middle, reach_m):
        return DragForm(form, judge, shift, whole=True)
    return None


def _to_handle(number: int) -> Change:
    """Return what lets a handle follow the mouse."""

    def change(was: FormOnSite, pointer: Pointer) -> FormOnSite:
        return was.with_handles(with_corner(was.handles(), number, pointer.place), number)

    return change


def _to_new(edge: int) -> Change:
    """Return what draws a new corner out of an edge of a corridor's middle line."""

    def change(was: FormOnSite, pointer: Pointer) -> FormOnSite:
        return was.with_handles(with_new(was.handles(), edge, pointer.place))

    return change


def _near(place: Place, other: Place, reach_m: float) -> bool:
    return nearest(place, np.array([other]), reach_m) is not None
