"""The map, the view in space, or both side by side; the latter is made when first looked at."""

from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from typing import Any

from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from missionplanner.ui.plan.session import Session
from missionplanner.ui.terrain3d.support import why_not
from missionplanner.ui.widgets.kit import label, row
from missionplanner.ui.widgets.segments import Segments

_MAP_SHARE = 0.38


class Dimension(StrEnum):
    """What the frame shows."""

    MAP = "2d"
    SPLIT = "split"
    SPACE = "3d"


class Space:
    """Owns the view in space of a frame; `changed` is called where the rooms are others."""

    def __init__(
        self,
        frame: QWidget,
        session: Session,
        shown: Callable[[int], bool],
        changed: Callable[[], None],
    ) -> None:
        self._frame, self._session, self._shown, self._changed = frame, session, shown, changed
        self.dimension = Dimension.MAP
        self._view: Any = None
        self._flight: Any = None
        self.choice = Segments(
            (
                (Dimension.MAP, "2D"),
                (Dimension.SPLIT, frame.tr("Split")),
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
                ("free", frame.tr("Free")),
                ("follow", frame.tr("Follow")),
                ("pilot", frame.tr("Pilot")),
            ),
            "free",
        )
        self.camera.setParent(frame)
        self.camera.setFixedWidth(190)
        self.camera.hide()
        self.camera.chosen.connect(self._on_camera)

    @property
    def view(self) -> QWidget | None:
        """The view in space, where there is one."""
        view: QWidget | None = self._view
        return view

    def choose(self, key: str) -> None:
        """Show the map, the view in space, or both; or say why there is none."""
        why = why_not() if key != Dimension.MAP else ""
        if why:
            self._told.setText(why)
            self._plate.adjustSize()
            self._plate.show()
            self._plate.raise_()
            key = Dimension.MAP
            QTimer.singleShot(8000, self._plate, self._plate.hide)
        self.dimension = Dimension(key)
        self.choice.choose(self.dimension)
        if self.dimension is not Dimension.MAP:
            self._make()
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
        self._plate.move(whole.width() - self._plate.width() - 60, 56)
        for part in (self.camera, self.choice):
            part.raise_()
        return QRect(0, 0, width, whole.height())

    def refresh(self) -> None:
        """Draw routes anew: some were shown or hidden."""
        if self._flight is not None:
            self._flight.show_routes()

    def show_site(self) -> None:
        """Draw the site anew: it was edited."""
        if self._flight is not None:
            self._flight.show_site()

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

    def _make(self) -> None:
        if self._view is not None:
            return
        # OpenGL is imported when it is first wanted: it costs the start of the window.
        views = import_module("missionplanner.ui.terrain3d.view")
        flights = import_module("missionplanner.ui.plan.flight3d")
        self._view = views.View3D(self._frame)
        self._flight = flights.Flight3D(self._view, self._session, self._shown)

    def _on_camera(self, key: str) -> None:
        if self._flight is not None:
            self._flight.set_camera(key)
