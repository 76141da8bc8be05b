"""Layouts, labels, buttons and fields with the measures of the look."""

from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.icons import icon
from missionplanner.ui.style.reach import reach
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.field_filter import FieldFilter

Box = TypeVar("Box", bound=QBoxLayout)
Margins = tuple[int, int, int, int]
_FIELD_PX = 32


def column(
    parent: QWidget | None = None, margins: Margins = (0, 0, 0, 0), gap: int = 0
) -> QVBoxLayout:
    """Return a vertical layout."""
    return _measured(QVBoxLayout(parent) if parent else QVBoxLayout(), margins, gap)


def row(
    parent: QWidget | None = None, margins: Margins = (0, 0, 0, 0), gap: int = 0
) -> QHBoxLayout:
    """Return a horizontal layout."""
    return _measured(QHBoxLayout(parent) if parent else QHBoxLayout(), margins, gap)


def _measured(box: Box, margins: Margins, gap: int) -> Box:
    box.setContentsMargins(*margins)
    box.setSpacing(gap)
    return box


def field_name(words: str, wide_px: int = 0) -> QLabel:
    """Return the name of a field beside it, level with it; `wide_px`: at least so wide."""
    made = label(words)
    made.setMinimumSize(wide_px, _FIELD_PX)
    return made


def label(text: str, role: str = "", *, right: bool = False, wrap: bool = False) -> QLabel:
    """Return a label; roles: title, head, value, muted, small, error, big."""
    made = QLabel(text)
    made.setFont(font(12))
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if right:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    made.setWordWrap(wrap)
    return made


class Elided(QLabel):
    """A line that ends in dots where there is no room; the tip holds all of it."""

    _dots = Qt.TextElideMode.ElideRight

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setFont(font(12))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(10)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)

    def setText(self, text: str) -> None:
        """Set the whole text."""
        self._whole = text
        self.setToolTip(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        super().setText(self.fontMetrics().elidedText(self._whole, self._dots, self.width()))


class ElidedPath(Elided):
    """A path whose end is shown where there is no room: it tells folders apart."""

    _dots = Qt.TextElideMode.ElideLeft


class ElidedLink(QPushButton):
    """A link that ends in dots where there is no room; the tip holds all of it."""

    def __init__(self, text: str, tip: str) -> None:
        super().__init__()
        self._whole, self._tip = text, tip
        self.setObjectName("text")
        self.setAccessibleName(text)
        self.setStyleSheet("text-align: left;")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what fits."""
        super().resizeEvent(event)
        shown = elided(self._whole, self, self.width())
        self.setText(shown)
        self.setToolTip(self._tip if shown == self._whole else f"{self._whole}\n{self._tip}")


class Whole(Elided):
    """A line that is shown whole or not at all; the tip holds it."""

    def _fit(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self._whole) <= self.width()
        QLabel.setText(self, self._whole if fits else "")


def elided(text: str, widget: QWidget, room_px: int) -> str:
    """Return as much of a text as a widget's font writes in some pixels, dots at its end."""
    return widget.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room_px)


def spread(left: QWidget, *right: QWidget) -> QHBoxLayout:
    """Return a row with one widget at the left end and the others at the right."""
    box = row(gap=8)
    box.addWidget(left)
    box.addStretch()
    for widget in right:
        box.addWidget(widget)
    return box


def tool(name: str, tip: str, *, size: int = 18, side: int = 32, colour: str = "") -> QToolButton:
    """Return a button that shows only an icon; the tip is also its accessible name."""
    made = QToolButton()
    made.setIcon(icon(name, colour or tokens().text))
    made.setIconSize(QSize(size, size))
    made.setFixedSize(reach(side), reach(side))
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    return made


def button(text: str, kind: str = "", glyph: str = "") -> QPushButton:
    """Return a push button; kinds: primary, text, recent, or the quiet default."""
    made = QPushButton(f"  {text}" if glyph else text)
    if kind:
        made.setObjectName(kind)
    if glyph:
        made.setIcon(icon(glyph, tokens().on_accent if kind == "primary" else tokens().text))
        made.setIconSize(QSize(20, 20) if kind == "primary" else QSize(16, 16))
    return made


def dialog_foot(dialog: QDialog, cancel_words: str, go: QPushButton) -> QHBoxLayout:
    """Return the last line of a dialog: cancel, and the button that Enter presses."""
    line = row(gap=8)
    line.addStretch()
    cancel = button(cancel_words)
    cancel.clicked.connect(dialog.reject)
    go.setProperty("primary", True)
    go.setDefault(True)
    line.addWidget(cancel)
    line.addWidget(go)
    return line


def filled(name: str, parent: QWidget | None = None) -> QWidget:
    """Return a widget whose background the style sheet paints, under its object name."""
    made = QWidget(parent)
    made.setObjectName(name)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


def rule() -> QFrame:
    """Return a thin level line."""
    made = QFrame()
    made.setObjectName("rule")
    made.setFixedHeight(1)
    return made


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a borderless area that scrolls downwards only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    FieldFilter(inside)
    return area
