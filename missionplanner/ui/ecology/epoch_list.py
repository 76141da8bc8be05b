"""The epochs of a study with small pictures of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.ui.ecology.lacking_note import indicator_of
from missionplanner.ui.ecology.result import SHORT
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.ecology.views import EpochView, StudyView
from missionplanner.ui.style.icons import pixmap
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import Elided, column, filled, label, row
from missionplanner.ui.widgets.panel import clear

LOOK_PX = 44


class EpochList(QWidget):
    """A click shows an epoch on the right of the swipe."""

    def __init__(self, ecology: EcologySession) -> None:
        super().__init__()
        self._ecology = ecology
        box = column(self, gap=4)
        box.addWidget(label(self.tr("Epochs"), "head"))
        self._rows = column(gap=2)
        box.addLayout(self._rows)

    def show_study(self, view: StudyView, left: int, right: int) -> None:
        """List the epochs; those on the map stand out."""
        clear(self._rows)
        for place, epoch in enumerate(view.epochs):
            made = EpochRow(epoch, place, place in (left, right))
            made.picked.connect(self._on_pick)
            self._rows.addWidget(made)

    def _on_pick(self, place: int) -> None:
        left = min(self._ecology.left, place)
        self._ecology.pick_epochs(left, place)


class EpochRow(QWidget):
    """Quick look, date, sensor, and what is missing."""

    picked = Signal(int)

    def __init__(self, epoch: EpochView, place: int = 0, on: bool = False) -> None:
        super().__init__()
        self._place = place
        panel = filled("row")
        panel.setProperty("on", on)
        column(self).addWidget(panel)
        line = row(panel, (6, 5, 8, 5), 10)
        line.addWidget(quick_look(epoch))
        words = column(gap=1)
        words.addStretch()
        words.addWidget(label(f"{epoch.date:%Y-%m-%d}", "head"))
        told = Elided("small")
        told.setText(epoch.sensor)
        words.addWidget(told)
        if epoch.missing:
            missing = Elided("small")
            missing.setText(self.tr("missing: {0}").format(listed(epoch.missing)))
            missing.setToolTip("\n".join(map(sentence, epoch.missing)))
            words.addWidget(missing)
        words.addStretch()
        line.addLayout(words, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the epoch."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.picked.emit(self._place)


def listed(missing: Sequence[Message]) -> str:
    """Return the indicators that `EpochView.missing` tells of, as they are written for short."""
    named = [(indicator_of(words), words) for words in missing]
    return ", ".join(SHORT[name] if name else sentence(words) for name, words in named)


def quick_look(epoch: EpochView | None, side: int = LOOK_PX) -> QLabel:
    """Return the small picture of an epoch, or an icon where there is none."""
    made = QLabel()
    made.setFixedSize(side, side)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    if epoch is None or epoch.look is None:
        made.setPixmap(pixmap("image", tokens().control, 24))
        return made
    look = epoch.look
    rows, cols = look.shape[:2]
    image = QImage(look.tobytes(), cols, rows, 4 * cols, QImage.Format.Format_RGBA8888)
    ratio = 2
    fill = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    smooth = Qt.TransformationMode.SmoothTransformation
    whole = QPixmap.fromImage(image).scaled(side * ratio, side * ratio, fill, smooth)
    left, top = (whole.width() - side * ratio) // 2, (whole.height() - side * ratio) // 2
    cut = whole.copy(left, top, side * ratio, side * ratio)
    cut.setDevicePixelRatio(ratio)
    made.setPixmap(cut)
    return made
