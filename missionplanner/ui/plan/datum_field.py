"""What a DEM's heights are counted from, and their unit; asked where the file does not say."""

import re

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from missionplanner.ui.dialogs.file_field import FileField
from missionplanner.ui.widgets.kit import column, label, row

EXAMPLE_M = 3120.0
"""The height that the sentence about an offset is reckoned for."""

_ANOTHER = "offset"
# As the command line writes a datum with an offset: NAVD88-0.9.
_OFFSET = re.compile(r"(.*?)([-+]\d+(?:\.\d+)?)")
_AS_THEY_ARE = ("", "egm96", "ellipsoid")


class DatumField(QWidget):
    """Gives the name that `terrain.dem.load_terrain` understands, or None: as the file says.

    `changed` when it shows something else and may need another height.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box, self.unit_box, self.way = QComboBox(), QComboBox(), QComboBox()
        self.offset = QLineEdit()
        self.grid = FileField(self.tr("Grid of the datum's undulation"), "*.tif *.tiff *.gtx *.asc")
        self.sentence = label("", "small", wrap=True)
        self._fill()
        self._lay_out()
        for changed in (self.box.currentIndexChanged, self.way.currentIndexChanged):
            changed.connect(self._on_choice)
        self.offset.textChanged.connect(self._tell)
        self.box.activated.connect(lambda: self.mark(False))  # another choice is not judged yet
        self.unit_box.activated.connect(lambda: self.mark_unit(False))
        self._on_choice(0)

    def value(self) -> str | None:
        """Return the datum as on the command line: NAME, NAME-0.9 or NAME=GRID; or None."""
        key = str(self.box.currentData())
        if key in _AS_THEY_ARE:
            return key or None
        name = "local" if key == _ANOTHER else key
        if self._by_grid():
            grids = self.grid.paths()
            return f"{name}={grids[0]}" if grids else name
        offset = self._offset_m()
        return name if offset is None else f"{name}{offset:+g}"

    def unit(self) -> str | None:
        """Return 'm', 'ft' or 'us-ft', or None: as the file says."""
        return str(self.unit_box.currentData()) or None

    def show_value(self, datum: str | None, unit: str | None) -> None:
        """Show a datum and a unit as `value` and `unit` give them."""
        name, equals, grid = (datum or "").partition("=")
        offset = ""
        if not equals:
            found = _OFFSET.fullmatch(name)
            name, offset = (found[1], found[2]) if found else (name, "")
        keys = {str(self.box.itemData(n)).lower(): n for n in range(self.box.count())}
        self.box.setCurrentIndex(keys.get(name.lower(), keys[_ANOTHER]))
        self.way.setCurrentIndex(1 if equals else 0)
        self.offset.setText(offset)
        if equals:
            self.grid.line.setText(grid)
        self.unit_box.setCurrentIndex(max(0, self.unit_box.findData(unit or "")))

    def mark(self, wrong: bool) -> None:
        """Show the datum as wrong or right."""
        _mark(self.box, wrong)

    def mark_unit(self, wrong: bool) -> None:
        """Show the unit as wrong or right."""
        _mark(self.unit_box, wrong)

    def _fill(self) -> None:
        self.box.setAccessibleName(self.tr("Vertical datum"))
        for words, key in (
            (self.tr("As the file says"), ""),
            (self.tr("EGM96 geoid (SRTM and most)"), "egm96"),
            (self.tr("EGM2008 geoid"), "EGM2008"),
            (self.tr("NAVD88 (United States, Canada)"), "NAVD88"),
            (self.tr("China 1985 (Yellow Sea)"), "China1985"),
            (self.tr("WGS 84 ellipsoid (GPS)"), "ellipsoid"),
            (self.tr("Another, by its offset or grid"), _ANOTHER),
        ):
            self.box.addItem(words, key)
        self.unit_box.setAccessibleName(self.tr("Unit of heights"))
        for words, key in (
            (self.tr("Unit as the file says"), ""),
            (self.tr("Metres"), "m"),
            (self.tr("Feet"), "ft"),
            (self.tr("US survey feet"), "us-ft"),
        ):
            self.unit_box.addItem(words, key)
        self.way.setAccessibleName(self.tr("How the datum becomes EGM96"))
        for words, key in ((self.tr("By an offset"), "offset"), (self.tr("By a grid"), "grid")):
            self.way.addItem(words, key)
        self.offset.setAccessibleName(self.tr("Metres to add to get EGM96"))
        self.offset.setToolTip(self.tr("Metres to add to get EGM96"))
        self.offset.setPlaceholderText("-0.9")
        self.offset.setFixedWidth(96)
        validator = QDoubleValidator(-200.0, 200.0, 3, self.offset)
        validator.setLocale(QLocale.c())
        self.offset.setValidator(validator)

    def _lay_out(self) -> None:
        box = column(self, gap=4)
        first = row(gap=4)
        first.addWidget(self.box, 1)
        first.addWidget(self.unit_box)
        box.addLayout(first)
        self._second = QWidget()
        second = row(self._second, gap=4)
        self._metres: QLabel = label(self.tr("m"))
        for widget in (self.way, self.offset, self._metres):
            second.addWidget(widget)
        second.addWidget(self.grid, 1)
        self._rest = QWidget()
        second.addWidget(self._rest, 1)
        box.addWidget(self._second)
        box.addWidget(self.sentence)

    def _by_grid(self) -> bool:
        return bool(self.way.currentData() == "grid")

    def _offset_m(self) -> float | None:
        try:
            return float(self.offset.text())
        except ValueError:
            return None

    def _on_choice(self, _index: int) -> None:
        self._second.setVisible(self.box.currentData() not in _AS_THEY_ARE)
        for widget in (self.offset, self._metres, self._rest):
            widget.setVisible(not self._by_grid())
        self.grid.setVisible(self._by_grid())
        self._tell()

    def _tell(self) -> None:
        words = self._words()
        self.sentence.setText(words)
        self.sentence.setVisible(bool(words))
        self.changed.emit()

    def _words(self) -> str:
        key, offset = str(self.box.currentData()), self._offset_m()
        if key == "ellipsoid":
            return self.tr("From each height the geoid's height at its place is taken away.")
        if key in _AS_THEY_ARE:
            return ""
        if self._by_grid():
            return self.tr("To each height the grid's value is added, and EGM96's taken away.")
        if offset is None:
            return self._typical(key)
        sign = self.tr("Terrain {0} → {1} m EGM96")
        return sign.format(f"{EXAMPLE_M:.1f}", f"{EXAMPLE_M + offset:.{_digits(offset)}f}")

    def _typical(self, key: str) -> str:
        """Return what is known of a datum's size, as `terrain.datum.typical`: never applied."""
        return {
            "EGM2008": self.tr(
                "Metres to add to get EGM96. EGM2008 differs from it by 0.5 m (RMS), by several "
                "metres in places; nothing is assumed."
            ),
            "NAVD88": self.tr(
                "Metres to add to get EGM96. NAVD88 differs from it by decimetres to about 1.5 m, "
                "by place; nothing is assumed."
            ),
            "China1985": self.tr(
                "Metres to add to get EGM96. The zero of China 1985 lies 0.25 to 0.46 m above the "
                "global geoid by published figures; nothing is assumed."
            ),
        }.get(key, self.tr("Metres to add to get EGM96: below 0 where your datum lies below it."))


def _mark(box: QComboBox, wrong: bool) -> None:
    box.setProperty("wrong", wrong)
    box.style().polish(box)


def _digits(number: float) -> int:
    """Return the decimals that an offset was given with, at least one, at most three."""
    return min(max(len(f"{number:.3f}".rstrip("0").partition(".")[2]), 1), 3)
