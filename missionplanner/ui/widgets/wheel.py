"""The wheel scrolls a form; it never changes a field that happens to lie under the pointer."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QScrollBar, QWidget

_TURNED = (QAbstractSlider, QAbstractSpinBox, QComboBox)
_NEWS = (QEvent.Type.LayoutRequest, QEvent.Type.Show)


class WheelScrolls(QObject):
    """Hands the wheel from the fields of a form on to what scrolls the form.

    A box, a slider or a number would else take it, and its value would change unasked while
    one only wants to read on.
    """

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        form.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the wheel from fields; look for new fields when the form is laid out."""
        if watched is not self._form:
            if event.type() is QEvent.Type.Wheel:
                event.ignore()
                return True
        elif event.type() in _NEWS:
            self._guard()
        return False

    def _guard(self) -> None:
        for kind in _TURNED:
            for field in self._form.findChildren(kind):
                if not isinstance(field, QScrollBar):
                    # Qt calls a filter once, however often it is installed.
                    field.installEventFilter(self)
                    if field.focusPolicy() == Qt.FocusPolicy.WheelFocus:
                        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
