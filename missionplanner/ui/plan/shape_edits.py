"""Edits of the shape that is chosen, and of what is told of a new one."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Signal

from missionplanner.errors import InputError
from missionplanner.geo.coordinates import (
    CoordinateForm,
    Typed,
    place_words,
    read_place,
    read_places,
)
from missionplanner.geo.drawing import (
    enough,
    middle_of,
    scaled,
    turned,
    with_length,
    without_corner,
)
from missionplanner.geo.forms import FormOnSite, in_degrees
from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message, text
from missionplanner.project.document import Project
from missionplanner.project.outline_sets import with_buffer, with_cut, with_join
from missionplanner.project.outlines import (
    Drawn,
    Floats,
    ShapeKey,
    closed_over,
    with_form,
    with_outline,
    without_shape,
)
from missionplanner.ui.plan.draw_tools import AREAS, POINTS, ZONES, DrawingSheet, Tool
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.shape_values import ShapeValues, values_of, with_values
from missionplanner.ui.plan.shapes_drawn import ShapeDrawn, shapes_drawn
from missionplanner.ui.work.session import WAIT

_WITH_GROUND = (Drawn.AREA, Drawn.HOLE, Drawn.ZONE)


class ShapeEdits(QObject):
    """What may be changed without the mouse; each change is one step of the history.

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
    form : CoordinateForm
        How places are written.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.tool: Tool | None = None
        self.chosen: ShapeKey | None = None
        self.corner: int | None = None
        self.form = CoordinateForm.DEGREES
        self._new = ShapeValues()
        self._sheet: DrawingSheet | None = None

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
        self._show_new()
        return ""

    def _show_new(self) -> None:
        """Show a new shape with what is told of it now."""

    def delete_corner(self) -> None:
        """Delete the chosen corner."""
        shape, at = self.shape(), self.corner
        if shape is None or at is None:
            return
        if shape.key.kind.point is not None:
            self.delete_shape()
            return
        self._attempt(
            self.tr("Delete a corner"),
            lambda: self._with_corners(
                shape, without_corner(shape.handles_m, at, shape.handles_closed), whole=False
            ),
        )

    def turn(self, angle_deg: float) -> str:
        """Turn the chosen shape clockwise about its middle; returns why that is refused."""
        return self._reshape(
            self.tr("Turn {0}"),
            lambda c: turned(c, middle_of(c), angle_deg),
            lambda f: f.turned(middle_of(f.outline()), angle_deg),
            whole=True,
        )

    def scale(self, share: float) -> str:
        """Make the chosen shape larger or smaller about its middle."""
        return self._reshape(
            self.tr("Scale {0}"),
            lambda c: scaled(c, middle_of(c), share),
            lambda f: f.scaled(middle_of(f.outline()), share),
        )

    def set_edge(self, step: int, length_m: float) -> str:
        """Give the edge from the chosen corner to the next (1) or the one before (-1) a length."""
        at = self.corner or 0
        return self._reshape(
            self.tr("Change the shape of {0}"),
            lambda c: with_length(c, at, (at + step) % len(c), length_m),
            lambda f: f.with_handles(
                with_length(f.handles(), at, (at + step) % len(f.handles()), length_m), at
            ),
        )

    def edge_m(self, step: int) -> float | None:
        """Return the length of an edge at the chosen corner, m; None: there is none."""
        shape, at = self.shape(), self.corner
        corners = shape.handles_m if shape is not None else ()
        if shape is None or at is None or len(corners) < 2 or not shape.loose:
            return None
        other = at + step
        if not shape.handles_closed and not 0 <= other < len(corners):
            return None
        return float(np.hypot(*(corners[other % len(corners)] - corners[at])))

    def grow(self, by_m: float) -> str:
        """Let the chosen shape reach farther out on all sides, or less far."""
        shape = self.shape()
        if shape is not None and shape.form is not None:
            return self._reshape(self.tr("Grow {0}"), lambda c: c, lambda f: f.grown(by_m))
        return self._combine(
            self.tr("Grow {0}"), lambda p, key, frame: with_buffer(p, key, frame, by_m)
        )

    def cut(self, other: ShapeKey) -> str:
        """Cut another shape's ground out of the chosen one."""
        return self._combine(
            self.tr("Cut out of {0}"), lambda p, key, frame: with_cut(p, key, other, frame)
        )

    def join(self, other: ShapeKey) -> str:
        """Add another shape's ground to the chosen one."""
        return self._combine(
            self.tr("Join to {0}"), lambda p, key, frame: with_join(p, key, other, frame)
        )

    def others(self) -> list[tuple[ShapeKey, str]]:
        """Return the shapes with ground of their own beside the chosen one, each once."""
        sheet, chosen = self.sheet(), self.chosen
        if sheet is None or chosen is None or chosen.kind not in _WITH_GROUND:
            return []
        found = {
            ShapeKey(shape.key.kind, shape.key.number): shape.told.name
            for shape in sheet.shapes
            if shape.key.kind in _WITH_GROUND
        }
        found.pop(ShapeKey(chosen.kind, chosen.number), None)
        return list(found.items())

    def _reshape(
        self,
        words: str,
        act: Callable[[Floats], Floats],
        act_on_form: Callable[[FormOnSite], FormOnSite],
        whole: bool = False,
    ) -> str:
        shape = self.shape()
        if shape is None:
            return ""
        form = shape.form

        def make() -> Project:
            if form is not None:
                return self._with_form(shape, act_on_form(form))
            return self._with_ring(shape, act(shape.corners_m), whole=whole)

        return self._attempt(words.format(shape.told.name), make, aloud=False)

    def _combine(self, words: str, act: Callable[[Project, ShapeKey, SiteFrame], Project]) -> str:
        shape, sheet = self.shape(), self.sheet()
        if shape is None or sheet is None:
            return ""
        return self._attempt(
            words.format(shape.told.name),
            lambda: act(sheet.project, shape.key, sheet.frame),
            aloud=False,
        )

    def delete_shape(self) -> None:
        """Delete the chosen shape."""
        shape, sheet = self.shape(), self.sheet()
        if shape is not None and sheet is not None:
            words = self.tr("Delete {0}").format(shape.told.name or self.tr("home"))
            self._attempt(words, lambda: without_shape(sheet.project, shape.key))

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

    def paste(self, words: str) -> str:
        """Give the chosen shape the corners of a list; returns why that is refused."""
        sheet, shape = self.sheet(), self.shape()
        if sheet is None or shape is None:
            return ""
        try:
            corners, exchanged = self._places_of(words)
            corners = enough(corners, shape.closed)
        except InputError as error:
            return error.line()
        refused = self._attempt(
            self.tr("Paste corners of {0}").format(shape.told.name),
            lambda: self._with_ring(shape, corners),
            aloud=False,
        )
        if exchanged and not refused:
            self._session.said.emit(message("drawing.exchanged_all"))
        return refused

    def _places_of(self, words: str) -> tuple[Floats, bool]:
        """Return the corners of a list, site metres, and whether its numbers were exchanged."""
        sheet, site = self.sheet(), self._session.site
        near = (site.home.lon_deg, site.home.lat_deg) if site else (0.0, 0.0)
        found = read_places(words, near)
        if sheet is None:
            raise RuntimeError("no project is open")
        x, y = sheet.frame.forward([p.lon_deg for p in found], [p.lat_deg for p in found])
        return np.column_stack([x, y]), any(place.exchanged for place in found)

    def corner_words(self) -> str:
        """Return the place of the chosen corner as it can be typed; empty without one."""
        shape = self.shape()
        if shape is None or self.corner is None:
            return ""
        return self.handle_words(shape, self.corner)

    def handle_words(self, shape: ShapeDrawn, at: int) -> str:
        """Return the place of a shape's corner, or of a handle of its form, as it can be typed."""
        sheet = self.sheet()
        if shape.form is None or sheet is None:
            lon, lat = shape.told.corners_deg[at]
        else:
            lon, lat = sheet.frame.inverse(*shape.handles_m[at])
        return self.written(float(lon), float(lat))

    def written(self, lon_deg: float, lat_deg: float) -> str:
        """Return a place in the form that places are written in now."""
        sheet = self.sheet()
        if sheet is None:
            return ""
        return place_words((lon_deg, lat_deg), self.form, sheet.frame)

    def example(self) -> str:
        """Return home in that form: how a place of this site is typed; empty without a site."""
        site = self._session.site
        return self.written(site.home.lon_deg, site.home.lat_deg) if site else ""

    def over_home(self) -> str:
        """Return a sentence where home lies in a zone or a hole to be kept out of."""
        site, project = self._session.site, self._session.project
        if site is None or project is None:
            return ""
        names = closed_over(project, site.home.lon_deg, site.home.lat_deg)
        return sentence(message("drawing.over_home", names=names)) if names else ""

    def sheet(self) -> DrawingSheet | None:
        """Return what is drawn on: the project as it is now."""
        project, site = self._session.project, self._session.site
        if project is None or site is None:
            return None
        if self._sheet is None or self._sheet.project is not project:
            frame = SiteFrame(site.ground.epsg)
            self._sheet = DrawingSheet(project, frame, shapes_drawn(project, frame))
        return self._sheet

    def shape(self) -> ShapeDrawn | None:
        """Return the chosen shape."""
        sheet = self.sheet()
        shapes = sheet.shapes if sheet else ()
        return next((shape for shape in shapes if shape.key == self.chosen), None)

    def _with_corners(
        self, shape: ShapeDrawn, corners: Floats, whole: bool = False, moved: int | None = None
    ) -> Project:
        """Return the project with other corners, or handles of a form; `moved`: only that one."""
        if shape.form is not None:
            return self._with_form(shape, shape.form.with_handles(corners, moved))
        return self._with_ring(shape, corners, whole)

    def _with_ring(self, shape: ShapeDrawn, corners: Floats, whole: bool = False) -> Project:
        sheet = self._open_sheet()
        return with_outline(sheet.project, shape.key, sheet.degrees(corners), moved=whole)

    def _with_form(self, shape: ShapeDrawn, form: FormOnSite) -> Project:
        sheet = self._open_sheet()
        polygon = form.polygon_deg(sheet.frame)
        return with_form(sheet.project, shape.key, in_degrees(form, sheet.frame), polygon)

    def _open_sheet(self) -> DrawingSheet:
        sheet = self.sheet()
        if sheet is None:
            raise RuntimeError("no project is open")
        return sheet

    def _attempt(
        self,
        words: str,
        make: Callable[[], Project],
        take: Callable[[Project], None] | None = None,
        aloud: bool = True,
    ) -> str:
        """Make an edit; returns why it is refused, or nothing."""
        if self._session.locked:
            self._session.said.emit(WAIT)
            return sentence(WAIT)
        try:
            project = make()
        except InputError as error:
            if aloud:
                self._session.said.emit(text(error.line()))
            return error.line()
        home_before = self.over_home()
        if take is not None:
            take(project)
        self._session.edit(words, project)
        home_now = self.over_home()
        if home_now and home_now != home_before:
            self._session.said.emit(text(home_now))
        return ""


def kind_drawn(drawing: ShapeEdits) -> Drawn | None:
    """Return the kind of the shape that is chosen or being drawn; None where none is."""
    if drawing.chosen is not None:
        return drawing.chosen.kind
    if drawing.tool in ZONES:
        return Drawn.ZONE
    if drawing.tool in AREAS:
        return Drawn.AREA
    kinds = {
        Tool.HOLE: Drawn.HOLE,
        Tool.LINE: Drawn.LINE,
        Tool.FLIGHT_LINE: Drawn.FLIGHT_LINE,
        **POINTS,
    }
    return kinds.get(drawing.tool) if drawing.tool is not None else None
