"""A row of the layer panel that is moved among its like: dragged, by keys, or from its menu."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QToolButton, QWidget

from missionplanner.ui.style.theme import tokens

_LINE_PX = 2
_OUTSIDE_PX = 60  # let go so far beside the list, a row stays where it was
Entry = tuple[str, Callable[[], None], bool]
_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEP = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RowMoves(QObject):
    """What is done with a row by the mouse, by keys and from its menu.

    Parameters
    ----------
    row : MovedRow
    room : QWidget
        What holds all rows.
    alike : callable
        Returns the rows it is moved among, itself too, from top to bottom.
    move : callable(int)
        Puts it at a place among the others, 0 the top.
    click : callable
        What a click and Enter do.
    more : sequence of (str, callable, bool)
        Further entries of its menu: words, what they do, whether that can be done.
    """

    def __init__(
        self,
        row: "MovedRow",
        room: QWidget,
        alike: Callable[[], Sequence[QWidget]],
        move: Callable[[int], None],
        click: Callable[[], None],
        more: Sequence[Entry] = (),
    ) -> None:
        super().__init__(row)
        self._row, self._room, self._alike, self._move = row, room, alike, move
        self._click, self._more = click, more
        self._pressed: QPoint | None = None
        self._line: QFrame | None = None
        row.moves = self

    def menu(self) -> QMenu:
        """Make the menu of the row."""
        at, last = self._place(), len(self._alike()) - 1
        menu = QMenu(self._row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        higher: Entry = (self.tr("Higher"), partial(self._move, at - 1), at > 0)
        lower: Entry = (self.tr("Lower"), partial(self._move, at + 1), at < last)
        for words, act, able in (higher, lower, *self._more):
            entry = menu.addAction(words)
            entry.triggered.connect(partial(_do, act))
            entry.setEnabled(able)
        return menu

    def take_key(self, event: QKeyEvent) -> bool:
        """Move it, or choose it; False: the key means nothing here."""
        step = _STEP.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            to = self._place() + step
            if 0 <= to < len(self._alike()):
                self._move(to)
            return True
        if event.key() in _CHOOSE:
            self._click()
            return True
        return False

    def take_mouse(self, event: QMouseEvent) -> bool:
        """Follow a click or a drag; False: it is none."""
        place = event.globalPosition().toPoint()
        if event.type() is QEvent.Type.MouseButtonPress:
            left = event.button() is Qt.MouseButton.LeftButton
            self._pressed = place if left else None
            return left
        if self._pressed is None:
            return False
        if event.type() is QEvent.Type.MouseMove:
            far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if (self._line is not None or far) and self._others():
                self._show_line(place)
            return True
        if event.type() is QEvent.Type.MouseButtonRelease:
            dragged = self._line is not None
            self._end_drag()
            if not dragged:
                self._click()
            elif self._is_inside(place):
                self._move(self._place_at(place))
            return True
        return False

    def _place(self) -> int:
        return [*self._alike()].index(self._row)

    def _others(self) -> list[QWidget]:
        return [row for row in self._alike() if row is not self._row]

    def _place_at(self, place: QPoint) -> int:
        middles = [row.mapToGlobal(row.rect().center()).y() for row in self._others()]
        return sum(middle < place.y() for middle in middles)

    def _is_inside(self, place: QPoint) -> bool:
        reach = self._room.rect().adjusted(-_OUTSIDE_PX, -_OUTSIDE_PX, _OUTSIDE_PX, _OUTSIDE_PX)
        return reach.contains(self._room.mapFromGlobal(place))

    def _show_line(self, place: QPoint) -> None:
        """Show between which rows it would come to lie."""
        others = self._others()
        if self._line is None:
            self._line = QFrame(self._room)
            self._line.setStyleSheet(f"background: {tokens().accent};")
            self._row.setCursor(Qt.CursorShape.ClosedHandCursor)
        at = self._place_at(place)
        above = others[at].y() if at < len(others) else others[-1].geometry().bottom() + 1
        self._line.setGeometry(0, max(0, above - _LINE_PX // 2), self._room.width(), _LINE_PX)
        self._line.setVisible(self._is_inside(place))
        self._line.raise_()

    def _end_drag(self) -> None:
        self._pressed = None
        if self._line is not None:
            self._line.deleteLater()
            self._line = None
            self._row.unsetCursor()


class MovedRow(QWidget):
    """A row with `moves`. Not an event filter: Python would be asked at each of Qt's events."""

    moves: RowMoves | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self._take(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a drag."""
        self._take(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click or a drag."""
        self._take(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key, also one that a button of the row has handed on."""
        if self.moves is None or not self.moves.take_key(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu."""
        if self.moves is not None:
            self.moves.menu().popup(event.globalPos())

    def _take(self, event: QMouseEvent) -> None:
        event.setAccepted(self.moves is not None and self.moves.take_mouse(event))


class RowButton(QToolButton):
    """A button of a row; keys that move or choose the row go to that, not to the next button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on what the row is to take."""
        moved = Qt.Key(event.key()) in _STEP and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if moved or event.key() in _CHOOSE:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _do(act: Callable[[], None], _checked: bool = False) -> None:
    act()
