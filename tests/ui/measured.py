"""What is cut off, or stands outside what holds it; and pictures at any scale of the screen."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QToolButton,
    QWidget,
)

from missionplanner.ui.widgets.kit import Elided

_SPOKEN = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit,
)  # fmt: skip


def told(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""
    return f"{type(widget).__name__} {words or widget.accessibleName() or widget.objectName()!r}"


def clipped(root: QWidget) -> list[str]:
    """Return labels and buttons whose words need more room than they have."""
    found = []
    for part in root.findChildren(QLabel):
        plain = part.isVisible() and not isinstance(part, Elided) and not part.wordWrap()
        if plain and part.text() and part.width() < part.sizeHint().width():
            found.append(told(part))
    for button in root.findChildren(QAbstractButton):
        icon_alone = isinstance(button, QToolButton) and "Icon" in button.toolButtonStyle().name
        words = "" if icon_alone else button.text()
        needed = button.fontMetrics().horizontalAdvance(words)
        if button.isVisible() and button.width() < needed:
            found.append(told(button))
    return found


def outside(root: QWidget) -> list[str]:
    """Return what stands outside its parent, but for what is scrolled and what hides on purpose."""
    found = []
    for part in root.findChildren(QWidget):
        parent = part.parentWidget()
        if parent is None or part.isWindow() or not part.isVisible() or in_scroll(part):
            continue
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(part.geometry()):
            found.append(f"{told(part)} {part.geometry()} in {told(parent)} {parent.rect()}")
    return found


def in_scroll(part: QWidget) -> bool:
    parent = part.parentWidget()
    above = parent.parentWidget() if parent else None
    return isinstance(above, QScrollArea) or part.metaObject().className().startswith("QTable")


def cut_choices(root: QWidget) -> list[str]:
    """Return lists to choose from whose chosen words need more room than they have."""
    found = []
    for box in root.findChildren(QComboBox):
        words = box.fontMetrics().horizontalAdvance(box.currentText())
        if box.isVisible() and box.width() < words + _ARROW_PX:
            found.append(f"QComboBox {box.currentText()}")
    return found


def wrong_in(root: QWidget) -> list[str]:
    """Return all that is cut off or outside."""
    return clipped(root) + cut_choices(root) + outside(root)


def pictured(widget: QWidget, scale: float, path: Path) -> QImage:
    """Draw a widget as a screen of a scale shows it (1.25: 125 %), and save the picture."""
    size = QSize(round(widget.width() * scale), round(widget.height() * scale))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    widget.render(image)
    assert image.save(str(path)), path
    return image


_ARROW_PX = 18  # what the arrow of a list covers, at least


def nameless(root: QWidget) -> list[str]:
    """Return what a screen reader would have nothing to say of."""
    return [
        f"{type(w).__name__} {w.objectName()!r} in {type(w.parent()).__name__}"
        for w in root.findChildren(QWidget)
        if isinstance(w, _SPOKEN) and w.isVisible() and not isinstance(w, QScrollBar)
        if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text().strip()))
        if not w.objectName().startswith("qt_") and not is_inner(w)
    ]


def is_inner(widget: QWidget) -> bool:
    """Tell whether a field belongs to a spin box or a box of choices, or a corner to a table."""
    parent = widget.parentWidget()
    held = parent.parentWidget() if parent is not None else None  # a cell being typed in
    kinds = (QAbstractSpinBox, QComboBox, QAbstractItemView)
    return isinstance(parent, kinds) or isinstance(held, QAbstractItemView)
