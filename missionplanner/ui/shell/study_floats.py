"""What floats on the map in the stages of a study: the swipe and the bar of epochs."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.ecology.time_bar import HEIGHT, TimeBar
from missionplanner.ui.map.swipe import Swipe
from missionplanner.ui.shell.scene import Scene

_WIDEST = 600
_ASIDE = 172  # room for the scale bar and the zoom buttons
_EDGE = 12


class EcologyFloats(QObject):
    """Shows and places them."""

    def __init__(self, frame: QWidget, scene: Scene, ecology: EcologySession, swipe: Swipe) -> None:
        super().__init__(frame)
        self._frame, self._scene, self._ecology, self._swipe = frame, scene, ecology, swipe
        self.time = TimeBar(frame)
        self.time.hide()
        self.time.picked.connect(ecology.pick_epochs)
        swipe.moved.connect(self._redraw)
        scene.drawn.connect(self.refresh)
        ecology.study_changed.connect(self.refresh)
        ecology.epochs_picked.connect(self.refresh)

    def refresh(self) -> None:
        """Show what there is to compare."""
        scene, view = self._scene.front, self._ecology.view
        self._swipe.show_names(*scene.names)
        scene.redraw()
        dates = view.dates if view and scene.front else ()
        self.time.show_epochs(dates, self._ecology.left, self._ecology.right)
        if self.time.isHidden():
            self.time.stop()
        self.lay_out()

    def _redraw(self) -> None:
        self._scene.front.redraw()

    def lay_out(self) -> None:
        """Take places; after the map's size has changed."""
        width, height = self._frame.width(), self._frame.height()
        self._swipe.lay_out()
        wide = max(240, min(_WIDEST, width - 2 * _ASIDE))
        self.time.setGeometry((width - wide) // 2, height - HEIGHT - _EDGE, wide, HEIGHT)
        self.time.raise_()

    def put_away(self) -> None:
        """Stop playing."""
        self.time.stop()
