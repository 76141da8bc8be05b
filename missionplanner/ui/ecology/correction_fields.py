"""What is done to reflectances before indicators: two sensors made alike, light on slopes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from missionplanner.model.study import Corrections
from missionplanner.ui.widgets.kit import label


class CorrectionFields(QWidget):
    """`changed` when the user chooses another correction; in one column or two."""

    changed = Signal()

    def __init__(self, columns: int = 1) -> None:
        super().__init__()
        self.harmonise, self.light = QComboBox(), QComboBox()
        for words, key in (
            (self.tr("Where the study holds both"), "auto"),
            (self.tr("Roy 2016, least squares"), "roy-2016"),
            (self.tr("Roy 2016, major axis"), "roy-2016-rma"),
            (self.tr("As they are"), "none"),
        ):
            self.harmonise.addItem(words, key)
        self.harmonise.setToolTip(
            self.tr("Surface reflectance of TM and ETM+ brought to the bands of OLI")
        )
        for words, key in (
            (self.tr("As measured"), "none"),
            (self.tr("Corrected (SCS+C)"), "scs+c"),
        ):
            self.light.addItem(words, key)
        self.light.setToolTip(
            self.tr("Before wetness and dryness; needs a terrain model and the sun's place")
        )
        beside(
            self,
            (
                (self.tr("Landsat 4–7 beside 8–9"), self.harmonise),
                (self.tr("Light on slopes"), self.light),
            ),
            columns,
        )
        for field in (self.harmonise, self.light):
            field.activated.connect(self.changed)

    def value(self) -> Corrections:
        """Return what is chosen."""
        return Corrections(harmonise=self.harmonise.currentData(), light=self.light.currentData())

    def show_value(self, chosen: Corrections) -> None:
        """Show corrections, without a signal."""
        for field, key in ((self.harmonise, chosen.harmonise), (self.light, chosen.light)):
            field.setCurrentIndex(max(0, field.findData(key)))

    def told(self) -> str:
        """Return in short what is corrected, empty where nothing is asked for by hand."""
        chosen, parts = self.value(), []
        if chosen.harmonise != "auto":
            parts.append(self.harmonise.currentText())
        if chosen.light != "none":
            parts.append(self.light.currentText())
        return " · ".join(parts)


def beside(widget: QWidget, fields: Sequence[tuple[str, QComboBox]], columns: int) -> None:
    """Lay fields out below their names, so many side by side."""
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    for place, (told, field) in enumerate(fields):
        line, side = divmod(place, columns)
        field.setAccessibleName(told)
        field.setMinimumWidth(60)
        grid.addWidget(label(told, "small"), 2 * line, side)
        grid.addWidget(field, 2 * line + 1, side)
        grid.setColumnStretch(side, 1)
