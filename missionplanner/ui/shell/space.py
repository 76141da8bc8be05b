"""The map, the view in space, or both side by side; the latter is made when first looked at."""

from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QObject, QRect, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from missionplanner.model.places import Rect
from missionplanner.project.changes import Changes
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.site_looks import SITE_STANDS_ON
from missionplanner.ui.shell.looks import SpaceLook
from missionplanner.ui.terrain3d.support import no_space, why_not
from missionplanner.ui.widgets.kit import label, row
from missionplanner.ui.widgets.segments import Segments

_MAP_SHARE = 0.38
Draped = tuple[NDArray[np.uint8], Rect]
translate = QCoreApplication.translate  # a name that lupdate finds


class Dimension(StrEnum):
    """What the frame shows."""

    MAP = "2d"
    SPLIT = "split"
    SPACE = "3d"


class Space(QObject):
    """Owns the view in space of a frame; `changed` is called where the rooms are others."""

    def __init__(
        self,
        frame: QWidget,
        session: Session,
        shown: Callable[[int], bool],
        changed: Callable[[], None],
        picture: Callable[[], Draped | None],
    ) -> None:
        super().__init__(frame)
        self._frame, self._session, self._shown, self._changed = frame, session, shown, changed
        self._picture = picture
        self.dimension = Dimension.MAP
        self._view: Any = None
        self._flight: Any = None
        self.choice = Segments(
            (
                (Dimension.MAP, "2D"),
                (Dimension.SPLIT, translate("Space", "Split")),
                (Dimension.SPACE, "3D"),
            ),
            Dimension.MAP,
        )
        self.choice.setParent(frame)
        self.choice.setFixedWidth(132)
        self.choice.chosen.connect(self.choose)
        self._told = label("", wrap=True)
        self._plate = QFrame(frame)
        self._plate.setObjectName("float")
        row(self._plate, (14, 10, 14, 10)).addWidget(self._told)
        self._plate.setFixedWidth(320)
        self._plate.hide()
        self.camera = Segments(
            (
                ("free", translate("Space", "Free")),
                ("follow", translate("Space", "Follow")),
                ("pilot", translate("Space", "Pilot")),
            ),
            "free",
        )
        self.camera.setParent(frame)
        self.camera.setFixedWidth(190)
        self.camera.hide()
        self.camera.chosen.connect(self._on_camera)
        self.ground = Segments(
            (
                ("relief", translate("Space", "Relief")),
                ("picture", translate("Space", "Study")),
            ),
            "relief",
        )
        self.ground.setParent(frame)
        self.ground.setFixedWidth(130)
        self.ground.setToolTip(translate("Space", "What lies over the ground"))
        self.ground.hide()
        self.ground.chosen.connect(self._on_ground)

    @property
    def view(self) -> QWidget | None:
        """The view in space, where there is one."""
        view: QWidget | None = self._view
        return view

    def choose(self, key: str) -> None:
        """Show the map, the view in space, or both; or say why there is none."""
        why = (why_not() or self._make()) if key != Dimension.MAP else ""
        if why:
            self._told.setText(why)
            self._plate.adjustSize()
            self._plate.show()
            self._plate.raise_()
            key = Dimension.MAP
            QTimer.singleShot(8000, self._plate, self._plate.hide)
        self.dimension = Dimension(key)
        self.choice.choose(self.dimension)
        self._changed()

    def lay_out(self) -> QRect:
        """Put the views at their places; return what is left to the map."""
        whole = self._frame.rect()
        split = {Dimension.MAP: 1.0, Dimension.SPLIT: _MAP_SHARE, Dimension.SPACE: 0.0}
        width = int(whole.width() * split[self.dimension])
        if self._view is not None:
            self._view.setGeometry(QRect(width, 0, whole.width() - width, whole.height()))
            self._view.setVisible(self.dimension is not Dimension.MAP)
        self.camera.setVisible(self.dimension is not Dimension.MAP)
        self.camera.move(width + 12, 12)
        draped = self._picture() is not None
        self.ground.setVisible(self.dimension is not Dimension.MAP and draped)
        self.ground.move(width + 12, 48)
        self._plate.move(whole.width() - self._plate.width() - 60, 56)
        for part in (self.camera, self.ground, self.choice):
            part.raise_()
        return QRect(0, 0, width, whole.height())

    def refresh(self) -> None:
        """Draw routes anew: some were shown or hidden."""
        if self._flight is not None:
            self._flight.show_routes()

    def show_edited(self, changes: Changes) -> None:
        """Draw the site anew where it was edited."""
        if self._flight is not None and changes & SITE_STANDS_ON:
            self._flight.show_site()

    def look(self) -> SpaceLook:
        """Return what the frame shows, to show it again in one made anew."""
        pose = self._view.pose() if self._view is not None else {}
        return SpaceLook(self.dimension, self.camera.key(), self.ground.key(), pose)

    def look_again(self, look: SpaceLook) -> None:
        """Show what another frame showed."""
        if look.dimension == Dimension.MAP:
            return
        self.choose(look.dimension)
        for choice, key in ((self.camera, look.camera), (self.ground, look.ground)):
            if key != choice.key():
                choice.choose(key)
                choice.chosen.emit(key)
        if self._view is not None:
            self._view.stand(look.pose)

    def nearer(self, factor: float) -> bool:
        """Come nearer in space (below 1) or go away; False where only the map is shown."""
        alone = self.dimension is Dimension.SPACE and self._view is not None
        if alone:
            self._view.nearer(factor)
        return alone

    def fit(self) -> None:
        """Show the whole site in space."""
        if self._flight is not None:
            self._flight.fit()

    def put_away(self) -> None:
        """End drawing, before the frame is thrown away."""
        if self._view is not None:
            self._view.hide()

    def _make(self) -> str:
        """Make the view in space; return why there is none, or nothing."""
        if self._view is not None:
            return ""
        # OpenGL is imported when it is first wanted: it costs the start of the window.
        try:
            flights = import_module("missionplanner.ui.plan.flight3d")
        except (ImportError, AttributeError, OSError, TypeError):
            return no_space()  # PyOpenGL found no library of the system, in one of its many ways
        self._flight = flights.flight_in(self._frame, self._session, self._shown)
        self._view = self._flight.view
        return ""

    def _on_ground(self, key: str) -> None:
        if self._flight is not None:
            self._flight.drape(self._picture() if key == "picture" else None)

    def _on_camera(self, key: str) -> None:
        if self._flight is not None:
            self._flight.set_camera(key)
