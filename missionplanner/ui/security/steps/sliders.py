"""C and alpha: how hard what is bad weighs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QWidget

from missionplanner.ui.style.reach import reach
from missionplanner.ui.widgets.kit import label


class NumberSlider(QSlider):
    """A slider over numbers in steps of 0.05; `moved(float)` and `settled(float)`."""

    moved = Signal(float)
    settled = Signal(float)

    def __init__(self, low: float, high: float, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._each = 0.05
        self.setRange(round(low / self._each), round(high / self._each))
        self.setFixedHeight(reach(20))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.valueChanged.connect(self._tell)
        self.sliderReleased.connect(self._settle)

    def number(self) -> float:
        """Return the number shown."""
        return round(self.value() * self._each, 4)

    def show_number(self, value: float) -> None:
        """Set the number without a signal."""
        self.blockSignals(True)
        self.setValue(round(value / self._each))
        self.blockSignals(False)

    def _tell(self, _value: int) -> None:
        self.moved.emit(self.number())
        if not self.isSliderDown():
            self._settle()

    def _settle(self) -> None:
        self.settled.emit(self.number())


class Strengths(QWidget):
    """`moved(float, float)` while C or alpha is dragged, `settled(float, float)` afterwards."""

    moved = Signal(float, float)
    settled = Signal(float, float)

    def __init__(self) -> None:
        super().__init__()
        self.adjustment = NumberSlider(0.05, 2.0, self.tr("C: the smaller, the harder the penalty"))
        self.alpha = NumberSlider(0.05, 3.0, self.tr("α: how strongly weights vary"))
        self._values: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        sliders = (
            (self.adjustment, "C", self.tr("Adjustment")),
            (self.alpha, "α", self.tr("Strength")),
        )
        for place, (slider, symbol, words) in enumerate(sliders):
            value = label("", right=True)
            value.setMinimumWidth(32)
            self._values.append(value)
            grid.addWidget(label(symbol, "small"), place, 0)
            grid.addWidget(label(words), place, 1)
            grid.addWidget(slider, place, 2)
            grid.addWidget(value, place, 3)
            slider.moved.connect(self._on_moved)
            slider.settled.connect(self._on_settled)

    def show_strengths(self, adjustment: float, alpha: float) -> None:
        """Show C and alpha."""
        self.adjustment.show_number(adjustment)
        self.alpha.show_number(alpha)
        self._say(adjustment, alpha)

    def _say(self, adjustment: float, alpha: float) -> None:
        for value, number in zip(self._values, (adjustment, alpha), strict=True):
            value.setText(f"{number:.2f}")

    def _on_moved(self, _value: float) -> None:
        pair = self.adjustment.number(), self.alpha.number()
        self._say(*pair)
        self.moved.emit(*pair)

    def _on_settled(self, _value: float) -> None:
        self.settled.emit(self.adjustment.number(), self.alpha.number())
