"""The field that finds everything: verbs, stages, layers, settings, fields; Enter goes there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
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

from missionplanner.ui.map.layer import Layer
from missionplanner.ui.shell.actions import Actions
from missionplanner.ui.shell.found_fields import fields_of
from missionplanner.ui.shell.workspace import Workspace
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import column, label
from missionplanner.ui.widgets.row_table import RIGHT, Index

translate = QCoreApplication.translate  # a name that lupdate finds
_MOST = 12
_WIDTH, _ASIDE_PX = 520, 14
_KIND = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Entry:
    """Something that can be found: words, what it is and its key, why not now, and the act."""

    words: str
    kind: str
    why_not: str
    act: Callable[[], object]

    def rank(self, typed: str) -> int | None:
        """Return how well it fits what was typed, 0 the best; None: not at all."""
        words, sought = self.words.casefold(), typed.casefold().split()
        if not all(part in f"{words} {self.kind.casefold()}" for part in sought):
            return None
        if not sought or words.startswith(sought[0]):
            return 0
        return 1 if any(word.startswith(sought[0]) for word in words.split()) else 2


def found_in(actions: Actions, space: Workspace | None) -> tuple[Entry, ...]:
    """Return all that a window offers, what can be done now first."""
    entries = [*_verbs(actions), *_layers(space), *_fields(space)]
    return tuple(sorted(entries, key=lambda entry: bool(entry.why_not)))


def _verbs(actions: Actions) -> Iterable[Entry]:
    for key, action in actions.by_key.items():
        verb = actions.verbs[key]
        stage = key.startswith("go_")
        kind = translate("Finder", "Stage") if stage else translate("Finder", "Action")
        if key in ("settings", "plugins", "theme", "language"):
            kind = translate("Finder", "Setting")
        kind = f"{kind} · {verb.shortcut}" if verb.shortcut else kind
        if key != "find":
            yield Entry(verb.words.rstrip("…"), kind, verb.why_not(), action.trigger)
    settings = actions["settings"].trigger
    for words in (
        translate("Finder", "Coordinate format"),
        translate("Finder", "Units: metres or feet, m/s or knots"),
        translate("Finder", "Grid or graticule over the map"),
    ):
        yield Entry(words, translate("Finder", "Setting"), "", settings)


def _layers(space: Workspace | None) -> Iterable[Entry]:
    if space is None:
        return
    for layer in space.map.scene.layers():
        if not layer.empty and layer.words:
            show = translate("Finder", "Hide") if layer.visible else translate("Finder", "Show")
            kind = translate("Finder", "Layer") + f" · {show}"
            yield Entry(layer.words, kind, "", partial(_turn, space, layer))


def _fields(space: Workspace | None) -> Iterable[Entry]:
    if space is not None:
        for found in fields_of(space):
            yield Entry(found.words, found.stage, found.why_not, found.go)


def _turn(space: Workspace, layer: Layer) -> None:
    space.map.scene.set_visible(layer, not layer.visible)
    space.layers.refresh()


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
    """Esc closes it; the arrows walk the list while one types."""

    def __init__(self, entries: tuple[Entry, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find"))
        self.setFixedWidth(_WIDTH)
        self._entries = entries
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
        self.show_found("")
        self.line.setFocus()

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

    def _tell(self, row: int) -> None:
        known = 0 <= row < len(self._shown)
        self.note.setText(self._shown[row].why_not if known else self.tr("Nothing of that name"))
