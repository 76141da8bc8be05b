"""Radius, width and length of a circle, corridor or rectangle, typed in metres or feet."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from missionplanner.errors import InputError
from missionplanner.geo.forms import Measure
from missionplanner.ui.plan.draw_tools import ROUNDS
from missionplanner.ui.plan.drawing import Drawing
from missionplanner.ui.plan.length_fields import metres
from missionplanner.ui.widgets.kit import button, column, label, row
from missionplanner.ui.widgets.measures import LengthUnit
from missionplanner.units import FOOT_M

_SAME_M = 0.005  # what two decimals of a metre cannot tell apart


class SizeField(QWidget):
    """A length in the user's unit; `typed` in metres."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words, self._unit = words, LengthUnit.METRES
        self.size_, self._name = QLineEdit(), label("", "muted")
        box = column(self, gap=4)
        box.addWidget(self._name)
        box.addWidget(self.size_)

    def show_length(self, length_m: float | None, unit: LengthUnit) -> None:
        """Show a length, None: none yet; a field that is typed in is left alone."""
        self._unit = unit
        words = f"{self._words}, {unit}"
        self._name.setText(words)
        self.size_.setAccessibleName(words)
        if not (self.size_.hasFocus() and self.size_.isModified()):
            self.size_.setText("" if length_m is None else f"{length_m / self._unit_m:.2f}")

    def typed(self) -> float:
        """Return the length that is typed, m.

        Raises
        ------
        InputError
            Where it is no number.
        """
        return metres(self.size_.text(), least=0.0) * self._unit_m

    @property
    def _unit_m(self) -> float:
        return FOOT_M if self._unit is LengthUnit.FEET else 1.0


class FormFields(QWidget):
    """Shown where such a shape is chosen, or a circle is drawn; `refused(str)` tells why not."""

    refused = Signal(str)

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing
        self.fields: dict[Measure, SizeField] = {
            "radius": SizeField(self.tr("Radius")),
            "length": SizeField(self.tr("Length")),
            "width": SizeField(self.tr("Width")),
        }
        self.free = button(self.tr("Turn into corners"), "", "polygon")
        self.free.setToolTip(self.tr("To move each corner by itself; the shape stays as it is"))
        box, line = column(self, gap=8), row(gap=8)
        for name, field in self.fields.items():
            line.addWidget(field, 1)
            field.size_.editingFinished.connect(partial(self._take, name))
        box.addLayout(line)
        box.addWidget(self.free)
        self.free.clicked.connect(drawing.free)

    def refresh(self) -> None:
        """Show what can be typed of what is chosen or drawn."""
        drawing = self._drawing
        sizes: dict[Measure, float | None] = {**drawing.measures()}
        chosen = bool(sizes)
        if drawing.tool in ROUNDS:
            sizes = {"radius": drawing.values.radius_m}
        self.setVisible(bool(sizes))
        self.free.setVisible(chosen)
        for name, field in self.fields.items():
            field.setVisible(name in sizes)
            field.show_length(sizes.get(name), drawing.length_unit)

    def _take(self, name: Measure) -> None:
        drawing, field = self._drawing, self.fields[name]
        words = field.size_.text().strip()
        if not field.size_.isModified() or not words:
            return
        field.size_.setModified(False)
        try:
            value = field.typed()
        except InputError as error:
            self.refused.emit(error.told().what)
            return
        if drawing.tool in ROUNDS:
            self.refused.emit(drawing.set_values(replace(drawing.values, radius_m=value)))
            return
        now = drawing.measures().get(name)
        if now is not None and abs(value - now) >= _SAME_M:
            self.refused.emit(drawing.set_measure(name, value))
