"""Fields for lengths and heights of what is drawn."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from missionplanner.errors import InputError
from missionplanner.model.places import Altitude, Datum
from missionplanner.ui.widgets.kit import column, label, row


class HeightField(QWidget):
    """A number of metres and what it is counted from; empty: no such limit."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.metres, self.datum = QLineEdit(), QComboBox()
        self.metres.setAccessibleName(words)
        self.datum.setAccessibleName(self.tr("{0}, counted from").format(words))
        for datum, name in (
            (Datum.AGL, self.tr("m ground")),
            (Datum.EGM96, self.tr("m EGM96")),
            (Datum.ELLIPSOID, self.tr("m ellipsoid")),
        ):
            self.datum.addItem(name, datum)
        box = column(self, gap=4)
        box.addWidget(label(words, "muted"))
        line = row(gap=4)
        line.addWidget(self.metres, 1)
        line.addWidget(self.datum, 1)
        box.addLayout(line)

    def show_limit(self, limit: Altitude | None) -> None:
        """Show a limit."""
        self.metres.setText("" if limit is None else f"{limit.value_m:g}")
        if limit is not None:
            self.datum.setCurrentIndex(self.datum.findData(limit.datum))

    def limit(self) -> Altitude | None:
        """Return the limit that is typed.

        Raises
        ------
        InputError
            Where it is no number.
        """
        if not self.metres.text().strip():
            return None
        value = metres(self.metres.text(), least=-1000.0)
        return Altitude(value_m=value, datum=Datum(self.datum.currentData()))


class MetresField(QWidget):
    """A name, and a number of metres."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.metres = QLineEdit()
        self.metres.setAccessibleName(words)
        box = column(self, gap=4)
        box.addWidget(label(words, "muted"))
        box.addWidget(self.metres)


def metres(words: str, least: float) -> float:
    """Return a number of metres as it is typed.

    Raises
    ------
    InputError
        Where it is none, or under the least.
    """
    try:
        value = float(words.strip().replace("−", "-").replace(",", "."))
    except ValueError:
        value = float("nan")
    if not least <= value < 1e5:
        raise InputError("drawing.no_number", words=words, least=least)
    return value
