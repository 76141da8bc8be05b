"""Questions that a file leaves open, each with its field, as they come up."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from missionplanner.ui.widgets.kit import field_name

# The option of the command line that answers it: the field of `operations.new.NewProject`.
_FIELDS = {
    "--threat-unit": "threat_unit",
    "--inner": "inner",
    "--area-crs": "area_crs",
    "--layer": "layer",
}


class Answers(QWidget):
    """Hidden until something is asked; an answer stays when another question follows."""

    def __init__(self) -> None:
        super().__init__()
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(16)
        self.fields: dict[str, QComboBox | QLineEdit] = {}
        self.setVisible(False)

    def ask(self, option: str, choices: tuple[str, ...]) -> bool:
        """Show the field that answers an option, with the focus; False where there is none."""
        if option not in _FIELDS:
            return False
        if option not in self.fields:
            self.fields[option] = self._field(option, choices)
            self._form.addRow(field_name(self._words(option)), self.fields[option])
        self.setVisible(True)
        self.fields[option].setFocus()
        return True

    def clear(self) -> None:
        """Forget all answers: other files were chosen."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self.fields.clear()
        self.setVisible(False)

    def values(self) -> dict[str, Any]:
        """Return fields of `operations.new.NewProject`; what is not answered is left out."""
        given = {_FIELDS[option]: _answer(field) for option, field in self.fields.items()}
        known = {name: answer for name, answer in given.items() if answer}
        return {name: (text,) if name == "layer" else text for name, text in known.items()}

    def _field(self, option: str, choices: tuple[str, ...]) -> QComboBox | QLineEdit:
        if option == "--area-crs":
            line = QLineEdit()
            line.setPlaceholderText("EPSG:32649")
            line.setAccessibleName(self._words(option))
            return line
        box = QComboBox()
        box.setAccessibleName(self._words(option))
        box.addItem(self.tr("Choose"), "")
        for key in choices:
            box.addItem(self._choice(key), key)
        return box

    def _words(self, option: str) -> str:
        return {
            "--threat-unit": self.tr("Heights of threats without a unit are in"),
            "--inner": self.tr("A polygon inside another one is"),
            "--area-crs": self.tr("Coordinate system of the area"),
            "--layer": self.tr("Layer of the area"),
        }[option]

    def _choice(self, key: str) -> str:
        words = {
            "m": self.tr("metres"),
            "ft": self.tr("feet"),
            "holes": self.tr("a hole: not to be surveyed"),
            "areas": self.tr("a part of the area: to be surveyed"),
        }
        return words.get(key, key)


def _answer(field: QComboBox | QLineEdit) -> str:
    return str(field.currentData()) if isinstance(field, QComboBox) else field.text().strip()
