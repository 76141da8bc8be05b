"""A quantity measured on the ground beside what a raster has at the same places and years."""

from PySide6.QtWidgets import QComboBox, QWidget

from missionplanner.ecology.legends import legend, names
from missionplanner.model.measurements import HeldAgainst, MeasuredQuantity, MeasurementsResult
from missionplanner.ui.charts.scatter import ScatterChart
from missionplanner.ui.style.language import short_language
from missionplanner.ui.widgets.kit import Elided, column
from missionplanner.ui.widgets.numbers import number, p_value


class FieldCheck(QWidget):
    """One pair of a quantity and a raster at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.pair, self.chart, self.told = QComboBox(), ScatterChart(), Elided("small")
        self._pairs: list[tuple[MeasuredQuantity, HeldAgainst]] = []
        self.pair.setAccessibleName(self.tr("What is held against what"))
        self.pair.setMinimumWidth(60)
        box = column(self, (12, 0, 8, 4), 2)
        box.addWidget(self.pair)
        box.addWidget(self.chart, 1)
        box.addWidget(self.told)
        self.pair.currentIndexChanged.connect(self._show)

    def show_result(self, result: MeasurementsResult | None) -> None:
        """Offer the pairs of a result, the closest first."""
        quantities = result.quantities if result else ()
        self._pairs = [(one, held) for one in quantities for held in one.against if held.n]
        self._pairs.sort(key=lambda pair: -abs(pair[1].rho or 0.0))
        self.pair.blockSignals(True)
        self.pair.clear()
        for one, held in self._pairs:
            self.pair.addItem(self.tr("{0} and {1}").format(one.name, _layer(held.layer)))
        self.pair.blockSignals(False)
        self.pair.setVisible(bool(self._pairs))
        self._show()

    def _show(self) -> None:
        if not self._pairs:
            self.chart.show_pairs(())
            self.told.setText(self.tr("Nothing of the same place and year"))
            return
        one, held = self._pairs[max(0, self.pair.currentIndex())]
        self.chart.show_pairs(held.pairs, one.unit, "")
        if held.rho is None or held.p is None:
            words = self.tr("{0} pairs of one place and year: too few, or all alike")
            self.told.setText(words.format(held.n))
            return
        rho = f"{number(abs(held.rho), 2)}"
        sign = "−" if held.rho < 0 else "+"
        words = self.tr("Spearman {0} · p {1} · {2} pairs of one place and year")
        self.told.setText(words.format(f"{sign}{rho}", p_value(held.p), held.n))


def _layer(name: str) -> str:
    return legend(name).title(short_language()) if name in names() else name
