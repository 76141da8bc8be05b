"""What the fields of a form do not keep for themselves: the wheel, and the keys of *Undo*."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)

_FIELDS = (QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)
_NEWS = (QEvent.Type.LayoutRequest, QEvent.Type.Show)


class FieldFilter(QObject):
    """Hands on what a field of a form would take by Qt's custom, and the user did not mean for it.

    The wheel scrolls the form: a box, a slider or a number under the pointer would else change
    unasked while one only wants to read on. *Undo* and *Redo* by key go to the window where the
    field has nothing to undo: the edit just made with Enter could not be taken back by key.
    """

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        form.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse in a field's name; look for new fields when the form is laid out."""
        kind = event.type()
        if watched is self._form:
            if kind in _NEWS:
                self._guard()
            return False
        refused = kind is QEvent.Type.Wheel or (
            kind is QEvent.Type.ShortcutOverride and _is_for_window(watched, event)
        )
        if refused:
            event.ignore()  # it goes on to whatever the field lies in
        return refused

    def _guard(self) -> None:
        for kind in _FIELDS:
            for field in self._form.findChildren(kind):
                if not isinstance(field, QScrollBar):
                    # Qt calls a filter once, however often it is installed.
                    field.installEventFilter(self)
                    if field.focusPolicy() == Qt.FocusPolicy.WheelFocus:
                        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _is_for_window(field: QObject, event: QEvent) -> bool:
    """Tell whether a key is *Undo* or *Redo*, and the field has nothing of that kind."""
    line = field.lineEdit() if isinstance(field, QAbstractSpinBox) else field
    if not isinstance(line, QLineEdit) or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not line.isUndoAvailable()
    return event.matches(QKeySequence.StandardKey.Redo) and not line.isRedoAvailable()
