"""A slider for a share from 0 to 1."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSlider

from missionplanner.ui.style.reach import reach


class ShareSlider(QSlider):
    """Steps of 0.01; `moved(float)` while the user drags, `settled(float)` when it is let go."""

    moved = Signal(float)
    settled = Signal(float)

    def __init__(self, share: float, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, 100)
        self.setFixedHeight(reach(20))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.show_share(share)
        self.valueChanged.connect(self._tell)
        self.sliderReleased.connect(self._settle)

    def show_share(self, share: float) -> None:
        """Set the value without a signal."""
        self.blockSignals(True)
        self.setValue(round(100 * share))
        self.blockSignals(False)

    def share(self) -> float:
        """Return the value as a share."""
        return self.value() / 100

    def _tell(self, value: int) -> None:
        self.moved.emit(value / 100)
        if not self.isSliderDown():
            self._settle()

    def _settle(self) -> None:
        self.settled.emit(self.share())
