"""The row of a group of layers: fold, show or hide all, or show it alone."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QEnterEvent

from missionplanner.ui.shell.row_moves import MovedRow, RowButton
from missionplanner.ui.style.icons import icon
from missionplanner.ui.style.reach import reach
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import Elided, button, label, row


class LayerGroup(MovedRow):
    """`folded`, `eyed` and `soloed` when its buttons are pressed; *Solo* shows under the mouse."""

    folded = Signal()
    eyed = Signal()
    soloed = Signal()

    def __init__(
        self, key: str, words: str, note: str, *, folded: bool, seen: bool, solo: bool, partly: bool
    ) -> None:
        super().__init__()
        self.key = key
        self.setFixedHeight(reach(28))
        line = row(self, (4, 0, 8, 0), 8)
        caret = _small("caret-right" if folded else "caret-down", 12, 16)
        caret.setToolTip(self.tr("Fold or unfold"))
        caret.setAccessibleName(self.tr("Fold or unfold {0}").format(words))
        caret.clicked.connect(self.folded)
        line.addWidget(caret)
        line.addWidget(label(words, "head"))
        told = Elided("small")
        told.setText(note)
        line.addWidget(told, 1)
        self.solo = button(self.tr("Solo"), "text")
        self.solo.setToolTip(self.tr("Show this group alone, or all as before"))
        self.solo.setVisible(solo)
        self._stays = solo
        self.solo.clicked.connect(self.soloed)
        line.addWidget(self.solo)
        self.eye = _small("eye" if seen else "eye-slash", 16, 20)
        again = self.tr("Show {0} as before") if partly else self.tr("Show all of {0}")
        tip = self.tr("Hide all of {0}") if seen else again
        self.eye.setToolTip(tip.format(words))
        self.eye.setAccessibleName(tip.format(words))
        self.eye.clicked.connect(self.eyed)
        line.addWidget(self.eye)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer *Solo*."""
        super().enterEvent(event)
        self.solo.setVisible(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the offer back, unless it is in force."""
        super().leaveEvent(event)
        self.solo.setVisible(self._stays)


def _small(glyph: str, size: int, side: int) -> RowButton:
    made = RowButton()
    made.setIcon(icon(glyph, tokens().muted))
    made.setIconSize(QSize(size, size))
    made.setFixedSize(reach(side), reach(side))
    return made
