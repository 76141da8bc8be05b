"""Words beside the mouse: length and direction, the place, and what it is drawn to."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QFrame, QWidget

from missionplanner.ui.widgets.kit import column, label

_OFF_PX = 18


class Bubble(QFrame):
    """Stands where there is room, and lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("float")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.head, self.place, self.remark = label("", "head"), label("", "small"), label("")
        box = column(self, (10, 6, 10, 6), 2)
        for line in (self.head, self.place, self.remark):
            box.addWidget(line)
        self.hide()

    def tell(self, mouse: QPointF, head: str, place: str, remark: str, wrong: bool) -> None:
        """Show some lines beside the mouse, those that say something."""
        self.remark.setProperty("role", "error" if wrong else "muted")
        self.remark.style().polish(self.remark)
        for line, words in ((self.head, head), (self.place, place), (self.remark, remark)):
            line.setText(words)
            line.setVisible(bool(words))
        self.adjustSize()
        self.move(*self._corner(mouse))
        self.show()
        self.raise_()

    def _corner(self, mouse: QPointF) -> tuple[int, int]:
        room = QRectF(self._around.rect())
        right, below = mouse.x() + _OFF_PX, mouse.y() + _OFF_PX
        x = right if right + self.width() <= room.right() else mouse.x() - _OFF_PX - self.width()
        y = below if below + self.height() <= room.bottom() else mouse.y() - _OFF_PX - self.height()
        return round(max(0.0, x)), round(max(0.0, y))
