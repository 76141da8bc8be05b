"""The field that finds everything there is in the window; Enter does what is chosen."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from missionplanner.ui.shell.found import Entry
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import column, label
from missionplanner.ui.widgets.row_table import RIGHT, Index

_WIDTH, _ASIDE_PX = 520, 14
_KIND = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FoundRows(QStyledItemDelegate):
    """Writes at the right of each row what it is, and its key."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(QColor(tokens().muted))
        painter.setFont(font(11))
        room = option.rect.adjusted(0, 0, -_ASIDE_PX, 0)
        painter.drawText(room, int(RIGHT), str(index.data(_KIND)))
        painter.restore()


class Finder(QDialog):
    """Esc closes it; the arrows walk the list while one types.

    Parameters
    ----------
    entries : tuple
        What is offered at once.
    more : iterable
        What follows while one types, a few each turn; what goes by a name that is there is left
        out.
    """

    def __init__(
        self,
        entries: tuple[Entry, ...],
        more: Iterable[tuple[Entry, ...]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find"))
        self.setFixedWidth(_WIDTH)
        self._shown: list[Entry] = []
        self.line, self.list = QLineEdit(), QListWidget()
        self.line.setPlaceholderText(self.tr("An action, a stage, a layer, a setting, a field"))
        self.line.setAccessibleName(self.windowTitle())
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(FoundRows(self.list))
        self.list.setMinimumHeight(320)
        self.note = label("", "small")
        box = column(self, (12, 12, 12, 12), 8)
        for part in (self.line, self.list, self.note):
            box.addWidget(part)
        self.line.textChanged.connect(self.show_found)
        self.line.returnPressed.connect(self.do)
        self.line.installEventFilter(self)
        self.list.currentRowChanged.connect(self._tell)
        self.list.itemActivated.connect(self.do)
        self.line.setFocus()
        self._next_turn = QTimer(self, interval=0)
        self._next_turn.timeout.connect(self._take_more)
        self.finished.connect(self._next_turn.stop)
        self.offer(entries, more)

    def offer(self, entries: tuple[Entry, ...], more: Iterable[tuple[Entry, ...]] = ()) -> None:
        """Offer these in place of what was offered; what was typed stays."""
        self._entries, self._more = entries, iter(more)
        self._names = {entry.words for entry in entries}
        self.show_found(self.line.text())
        self._next_turn.start()

    @property
    def complete(self) -> bool:
        """True where all there is can be found."""
        return not self._next_turn.isActive()

    def show_found(self, typed: str) -> None:
        """Show what fits what was typed, the best first."""
        ranked = [(entry.rank(typed), entry) for entry in self._entries]
        fitting = [(rank, entry) for rank, entry in ranked if rank is not None]
        fitting.sort(key=lambda pair: (bool(pair[1].why_not), pair[0]))
        self._shown = [entry for _, entry in fitting]
        self.list.clear()
        for entry in self._shown:
            item = QListWidgetItem(entry.words)
            item.setData(_KIND, entry.kind)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.words}, {entry.kind}")
            if entry.why_not:
                item.setForeground(self.palette().placeholderText())
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def do(self) -> None:
        """Close, and do what is chosen; what cannot be done now says why and stays."""
        row = self.list.currentRow()
        if not 0 <= row < len(self._shown) or self._shown[row].why_not:
            return
        entry = self._shown[row]
        self.accept()
        entry.act()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Give the arrows to the list while the field has the focus."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in _MOVES
        ):
            self.list.keyPressEvent(event)
            return True
        return False

    def _take_more(self) -> None:
        more = next(self._more, None)
        if more is None:
            self._next_turn.stop()
            return
        self._entries += tuple(entry for entry in more if entry.words not in self._names)
        if self.line.text():
            chosen = self.list.currentRow()
            self.show_found(self.line.text())
            self.list.setCurrentRow(chosen if chosen > 0 else 0)

    def _tell(self, row: int) -> None:
        known = 0 <= row < len(self._shown)
        self.note.setText(self._shown[row].why_not if known else self.tr("Nothing of that name"))
