"""What a DEM's heights are counted from; asked where the file does not say."""

from PySide6.QtCore import QLocale
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from missionplanner.ui.widgets.kit import row


class DatumField(QWidget):
    """Gives the name that `terrain.dem.load_terrain` understands, or None: as the file says."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Vertical datum"))
        for words, key in (
            (self.tr("As the file says"), ""),
            (self.tr("EGM96 geoid (SRTM and most)"), "egm96"),
            (self.tr("WGS 84 ellipsoid (GPS)"), "ellipsoid"),
            (self.tr("Another, by its offset to EGM96"), "offset"),
        ):
            self.box.addItem(words, key)
        self.offset = QLineEdit("0.0")
        self.offset.setAccessibleName(self.tr("Metres to add to get EGM96"))
        self.offset.setToolTip(self.tr("Metres to add to get EGM96"))
        self.offset.setFixedWidth(80)
        validator = QDoubleValidator(-200.0, 200.0, 3, self.offset)
        validator.setLocale(QLocale.c())
        self.offset.setValidator(validator)
        line = row(self, gap=4)
        line.addWidget(self.box, 1)
        line.addWidget(self.offset)
        self.box.currentIndexChanged.connect(self._on_choice)
        self._on_choice(0)

    def value(self) -> str | None:
        """Return the datum's name, `local+1.2` for an offset, or None."""
        key = str(self.box.currentData())
        if key == "offset":
            return f"local{float(self.offset.text() or 0):+g}"
        return key or None

    def mark(self, wrong: bool) -> None:
        """Show the field as wrong or right."""
        self.box.setProperty("wrong", wrong)
        self.box.style().polish(self.box)

    def _on_choice(self, _index: int) -> None:
        self.offset.setVisible(self.box.currentData() == "offset")
