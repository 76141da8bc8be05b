"""Words beside the mouse: length and direction, the place, and what it is drawn to."""

import math

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

    def tell(
        self, mouse: QPointF, beside: list[QPointF], lines: tuple[str, str, str], wrong: bool
    ) -> None:
        """Show some lines beside the mouse, those that say something.

        Parameters
        ----------
        mouse : QPointF
            Pixels.
        beside : list of QPointF
            The other ends of the edges at the mouse, which are not covered.
        lines : tuple of str
            What is measured, the place, and a remark.
        wrong : bool
            The remark tells why it is refused.
        """
        head, place, remark = lines
        self.remark.setProperty("role", "error" if wrong else "muted")
        self.remark.style().polish(self.remark)
        for line, words in ((self.head, head), (self.place, place), (self.remark, remark)):
            line.setText(words)
            line.setVisible(bool(words))
        self.adjustSize()
        self.move(*self._corner(mouse, beside))
        self.show()
        self.raise_()

    def _corner(self, mouse: QPointF, beside: list[QPointF]) -> tuple[int, int]:
        """Return where there is room, farthest off the edges."""
        width, height = self.width(), self.height()
        places = [
            QPointF(mouse.x() + right, mouse.y() + below)
            for right in (_OFF_PX, -_OFF_PX - width)
            for below in (_OFF_PX, -_OFF_PX - height)
        ]
        room = QRectF(self._around.rect())
        fitting = [p for p in places if room.contains(QRectF(p.x(), p.y(), width, height))]

        def away(place: QPointF) -> float:
            middle = place + QPointF(width / 2, height / 2)
            return min((_turn(middle - mouse, end - mouse) for end in beside), default=0.0)

        best = max(fitting or places, key=away)
        return round(max(0.0, best.x())), round(max(0.0, best.y()))


def _turn(one: QPointF, other: QPointF) -> float:
    """Return by how much two directions differ: 0, the same, to 2, opposite."""
    length = math.hypot(one.x(), one.y()) * math.hypot(other.x(), other.y())
    return 1.0 - QPointF.dotProduct(one, other) / length if length else 1.0
