"""The map with what floats on it: zoom buttons, scale bar and north arrow."""

import math
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from missionplanner.geo.frames import SiteFrame
from missionplanner.ui.ecology.elsewhere import lies_elsewhere
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.map.backdrops import Backdrops
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.map.swipe import Swipe
from missionplanner.ui.map.tools.tape import Tape
from missionplanner.ui.plan.session import Session
from missionplanner.ui.shell.layer_folds import LayerFolds
from missionplanner.ui.shell.layer_order import LayerOrder
from missionplanner.ui.shell.looks import Looks
from missionplanner.ui.shell.map_menu import MapMenu
from missionplanner.ui.shell.overlay import Overlay
from missionplanner.ui.shell.plan_floats import PlanFloats
from missionplanner.ui.shell.scene import Scene
from missionplanner.ui.shell.space import Space
from missionplanner.ui.shell.study_floats import EcologyFloats
from missionplanner.ui.widgets.kit import column, tool
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.work.memory import Memory

_EDGE = 12
_AROUND_M = 350.0


class MapFrame(QWidget):
    """Canvas, scene and floats; `asked(str)` for an action that the map's menu offers."""

    asked = Signal(str)

    def __init__(self, session: Session, ecology: EcologySession, looks: Looks) -> None:
        super().__init__()
        self.setMinimumSize(200, 160)
        self.canvas = Canvas(self)
        self.swipe = Swipe(self, looks.swipe)
        self._looks = looks
        self._place = self._place_of(session, ecology)
        self._recall(session.memory)
        self.scene = Scene(self.canvas, session, ecology, looks, self.swipe.place_px)
        self.ecology = EcologyFloats(self, self.scene, ecology, self.swipe)
        self.plan = PlanFloats(self, self.canvas, session, self.scene.flights)
        self.space = Space(
            self, session, self.scene.flights.is_shown, self._lay_out, self.scene.study_picture
        )
        self._kept = looks.rect
        self._free = False
        self._zoom = self._zoom_float()
        self._overlay = Overlay(self, self.canvas)
        self._session, self._study = session, ecology
        ecology.study_changed.connect(self._on_study)
        self._set_up_tape(session, ecology)
        self.backdrops = self._made_backdrops(session)
        self.scene.take_backdrops(self.backdrops)
        self.order = LayerOrder(self.scene, session.memory, self._place)
        self.folds = LayerFolds(session.memory, self._place)
        self.show_measures()
        self.canvas.moved.connect(self._overlay.update)
        session.looked_at.connect(self.show_place)
        self.scene.shown_changed.connect(self.space.refresh)
        session.project_changed.connect(self.space.show_edited)
        self.canvas.box.sigRangeChangedManually.connect(self._let_go)
        if looks.space is not None:
            self.space.look_again(looks.space)

    def show_measures(self) -> None:
        """Write coordinates and lengths as the user has set, and draw the grid that is wanted."""
        memory = self._session.memory
        self._overlay.measures, self._overlay.grid = measures_of(memory), memory.grid
        self.scene.relief.measures = self._overlay.measures
        if self.tape is not None:
            self.tape.measures = self._overlay.measures
        self._overlay.update()

    @property
    def frame(self) -> SiteFrame | None:
        """The metres of the map."""
        return self._overlay.frame

    def controls(self) -> tuple[QWidget, ...]:
        """Return what floats over the map to be clicked; scale, north and legends are no such."""
        space, plan = self.space, self.plan
        return (
            self._zoom, space.choice, space.camera, space.ground, plan.bar, self.ecology.time,
            plan.colour.control(),
        )  # fmt: skip

    def show_rect(self, left: float, bottom: float, width: float, height: float) -> None:
        """Show a part of the ground."""
        self._let_go()
        self.canvas.show_rect(left, bottom, width, height)

    def measure(self) -> None:
        """Begin to measure, or put the tape away."""
        if self.tape is None:
            return
        if self.tape.working:
            self.tape.end()
        else:
            self.tape.begin()

    def _set_up_tape(self, session: Session, ecology: EcologySession) -> None:
        site, view = session.site, ecology.view
        epsg = site.ground.epsg if site else view.epsg if view else None
        self.tape: Tape | None = None
        self.menu: MapMenu | None = None
        if epsg is None:
            return
        frame = self._overlay.frame = SiteFrame(epsg)
        self.tape = Tape(self.canvas, frame, self._height_at, measures_of(session.memory))
        self.menu = MapMenu(self.canvas, session, frame, self.tape, self._offer)

    def _made_backdrops(self, session: Session) -> Backdrops:
        frame = self._overlay.frame
        epsg = frame.epsg if frame else None
        made = Backdrops(self.canvas, session.memory, self._place, epsg)
        made.said.connect(session.said)
        return made

    @staticmethod
    def _place_of(session: Session, ecology: EcologySession) -> str:
        """Return what a map is remembered by: its project's folder, or its study's file."""
        view = ecology.view
        return str(session.site.folder if session.site else view.path if view else "")

    def _recall(self, memory: Memory) -> None:
        """Take up which layers were shown, and how faint, when this map was last put away."""
        kept = memory.layers(self._place)
        for key, shown in _entries(kept.get("visible")):
            self._looks.visible[key] = bool(shown)
        for key, share in _entries(kept.get("opacity")):
            if isinstance(share, int | float):
                self._looks.opacity[key] = min(max(float(share), 0.0), 1.0)

    def _keep(self, memory: Memory) -> None:
        """Remember it. Sorties that were hidden are shown again: the next plan has others."""
        seen = self._looks.visible.items()
        visible = {key: shown for key, shown in seen if "sortie-" not in key}
        kept = {"visible": visible, "opacity": dict(self._looks.opacity)}
        known = memory.layers(self._place)
        if self._place and any(known.get(name, {}) != kept[name] for name in kept):
            memory.keep_layers(self._place, **kept)

    def _height_at(self, x_m: float, y_m: float) -> float:
        site = self._session.site
        return float(site.ground.height_at(x_m, y_m)) if site else math.nan

    def _offer(self, menu: QMenu) -> None:
        for key, words in (
            ("save_view", self.tr("Save the map view…")),
            ("copy_view", self.tr("Copy the map view")),
            ("print_view", self.tr("Print the map view…")),
        ):
            menu.addAction(words, partial(self.asked.emit, key))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lay the floats out; until the user moves the map, the same ground stays in sight."""
        self._lay_out()

    def _lay_out(self) -> None:
        left = self.space.lay_out()
        shown = left.width() > 0
        self.canvas.setVisible(shown)
        if shown:
            self.canvas.setGeometry(left)
        self._zoom.adjustSize()
        self._zoom.move(self.width() - self._zoom.width() - _EDGE, 60)
        self._overlay.setGeometry(left if shown else self.rect())
        self._overlay.setVisible(shown)
        self._overlay.raise_()
        self._zoom.raise_()
        self.ecology.lay_out()
        self.plan.lay_out(left, self.space.choice)
        self.fit_stage()

    def zoom_in(self) -> None:
        """Show less ground, larger; in space, come nearer."""
        if self.space.nearer(1 / 1.4):
            return
        self._let_go()
        self.canvas.zoom(1 / 1.4)

    def zoom_out(self) -> None:
        """Show more ground, smaller; in space, go farther away."""
        if self.space.nearer(1.4):
            return
        self._let_go()
        self.canvas.zoom(1.4)

    def zoom_to_fit(self) -> None:
        """Show the whole area, now and at any size of the window."""
        self.space.fit()
        self._free, self._kept = False, None
        self._show_wanted()

    def fit_stage(self) -> None:
        """Show what a stage shows of the ground, unless the user has moved the map."""
        if not self._free:
            self._show_wanted()

    def show_stage(self) -> None:
        """As `fit_stage`; where a study lies elsewhere, also after the user has moved the map."""
        view = self._study.view
        if view is not None and self._study.elsewhere:
            left, bottom, width, height = self.canvas.shown()
            there = not lies_elsewhere(view.rect, (left, bottom, left + width, bottom + height))
            if there != self.scene.in_ecology:
                self.zoom_to_fit()
                return
        self.fit_stage()

    def _on_study(self) -> None:
        if self._study.elsewhere:
            self.show_stage()

    def show_place(self, x_m: float, y_m: float) -> None:
        """Show the surroundings of a place, unless it is seen near enough."""
        left, bottom, width, height = self.canvas.shown()
        seen = left < x_m < left + width and bottom < y_m < bottom + height
        if not seen or width > 4 * _AROUND_M:
            self._let_go()
            around = (x_m - _AROUND_M, y_m - _AROUND_M, 2 * _AROUND_M, 2 * _AROUND_M)
            self.canvas.show_rect(*around)

    def put_away(self) -> None:
        """Stop drawing, and remember what is shown; before the widget is thrown away."""
        self.scene.close()
        self.backdrops.close()
        self.space.put_away()
        self.ecology.put_away()
        self.canvas.stop()
        self._keep(self._session.memory)
        self._looks.swipe, self._looks.space = self.swipe.share, self.space.look()
        self._looks.rect = self.canvas.shown() if self._free else self._kept

    def _show_wanted(self) -> None:
        if self._kept:
            self.canvas.show_rect(*self._kept, padding=0.0)
        else:
            self.scene.fit()

    def _let_go(self) -> None:
        self._free = True

    def _zoom_float(self) -> QFrame:
        made = QFrame(self)
        made.setObjectName("float")
        box = column(made, (2, 2, 2, 2))
        for glyph, tip, act in (
            ("plus", self.tr("Zoom in"), self.zoom_in),
            ("minus", self.tr("Zoom out"), self.zoom_out),
            ("corners-out", self.tr("Show the whole area"), self.zoom_to_fit),
            ("ruler", self.tr("Measure: length, area, bearing, height"), self.measure),
        ):
            button = tool(glyph, tip, size=16)
            button.clicked.connect(act)
            box.addWidget(button)
        return made


def _entries(kept: object) -> list[tuple[str, object]]:
    return [(str(key), value) for key, value in kept.items()] if isinstance(kept, dict) else []
