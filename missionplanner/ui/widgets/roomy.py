"""Dialogs as high as their content, or as the screen: then the content scrolls, the foot stays."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from missionplanner.ui.widgets.field_filter import FieldFilter
from missionplanner.ui.widgets.kit import column

_FRAME_PX = (16, 48)  # what a window manager puts around a window
_LEAST_HIGH_PX = 160


class FormArea(QScrollArea):
    """Scrolls a form downwards where it has not all the room it wants."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        FieldFilter(inside)
        self._inside = inside
        for part in (self.viewport(), inside):
            part.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Return the size of the whole form."""
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the form, and some lines of it."""
        inside = self._inside.minimumSizeHint()
        return QSize(inside.width(), min(inside.height(), _LEAST_HIGH_PX))


class FitsScreen(QObject):
    """Keeps a dialog within its screen."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        dialog.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take no more than the screen has, when the dialog is shown."""
        if event.type() is QEvent.Type.Show:
            fit(self._dialog)
        return False


def roomy(dialog: QDialog, sides_px: int = 20, gap: int = 12) -> tuple[QVBoxLayout, QVBoxLayout]:
    """Lay a dialog out, and return the layouts of what scrolls and of what stays below it."""
    inside = QWidget()
    outer = column(dialog)
    outer.addWidget(FormArea(inside), 1)
    foot = column(margins=(sides_px, gap, sides_px, 16), gap=gap)
    outer.addLayout(foot)
    FitsScreen(dialog)
    return column(inside, (sides_px, 16, sides_px, 2), gap), foot


def fit(dialog: QDialog) -> None:
    """Give a dialog the height that it wants, as far as the screen has it."""
    for area in dialog.findChildren(FormArea):
        area.updateGeometry()  # what lies in a scroll area does not tell that it wants more
    wanted = dialog.sizeHint().expandedTo(dialog.size())
    dialog.resize(wanted.boundedTo(screen_room(dialog)))


def screen_room(widget: QWidget) -> QSize:
    """Return how large a window can be on the screen it is on."""
    free = widget.screen().availableGeometry().size()
    return QSize(free.width() - _FRAME_PX[0], free.height() - _FRAME_PX[1])
