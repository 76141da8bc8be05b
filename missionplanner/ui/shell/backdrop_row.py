"""A row of a background in the layer panel: dragged to another place, raised, lowered, removed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from missionplanner.ui.map.backdrops import BackdropLayer
from missionplanner.ui.shell.scene import Scene


class BackdropRow(QObject):
    """Listens to a row; `rows` returns those of all backgrounds, highest first."""

    def __init__(
        self,
        row: QWidget,
        layer: BackdropLayer,
        scene: Scene,
        rows: Callable[[], list[QWidget]],
        pick: Callable[[BackdropLayer], None],
    ) -> None:
        super().__init__(row)
        self._row, self._layer, self._scene, self._rows = row, layer, scene, rows
        self._pick = pick
        self._pressed: QPoint | None = None
        self._dragged = False
        row.setToolTip(f"{layer.path}\n{self.tr('Drag to another place; right click for more')}")
        row.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow a drag, or open the menu."""
        if isinstance(event, QContextMenuEvent):
            self.menu().popup(event.globalPos())
            return True
        if not isinstance(event, QMouseEvent):
            return False
        place = event.globalPosition().toPoint()
        if event.type() is QEvent.Type.MouseButtonPress:
            self._pressed, self._dragged = place, False
        elif event.type() is QEvent.Type.MouseMove and self._pressed is not None:
            far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if far and not self._dragged:
                self._dragged = True
                self._row.setCursor(Qt.CursorShape.ClosedHandCursor)
            return self._dragged
        elif event.type() is QEvent.Type.MouseButtonRelease:
            dragged, self._pressed = self._dragged, None
            if dragged:
                self._row.unsetCursor()
                self._drop(place.y())
            else:
                self._pick(self._layer)
            return True
        return event.type() is QEvent.Type.MouseButtonPress

    def menu(self) -> QMenu:
        """Make the menu of the row."""
        backdrops = self._scene.backdrops
        at = backdrops.layers.index(self._layer)
        menu = QMenu(self._row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, act, able in (
            (self.tr("Higher"), partial(backdrops.move, self._layer, at + 1), self._above(at)),
            (self.tr("Lower"), partial(backdrops.move, self._layer, at - 1), at > 0),
            (self.tr("Remove from the map"), partial(backdrops.remove, self._layer), True),
        ):
            menu.addAction(words, act).setEnabled(able)
        return menu

    def _above(self, at: int) -> bool:
        return at + 1 < len(self._scene.backdrops.layers)

    def _drop(self, y: int) -> None:
        """Lay the layer where it was let go among the others."""
        others = [row for row in self._rows() if row is not self._row]
        middles = [row.mapToGlobal(row.rect().center()).y() for row in others]
        below = sum(middle > y for middle in middles)
        self._scene.backdrops.move(self._layer, below)
