"""Where the chosen corner is, typed in any form; edges and the next corner by their length."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from missionplanner.errors import InputError
from missionplanner.geo.coordinates import CoordinateForm
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.ui.plan.draw_tools import POINTS, ROUNDS, Tool
from missionplanner.ui.plan.drawing import Drawing
from missionplanner.ui.plan.length_fields import MetresField, metres
from missionplanner.ui.widgets.kit import button, column, label, row

_STEPS = (-1, 1)


class PlaceFields(QWidget):
    """Enter takes what is typed; `refused(str)` tells why it is not taken, or nothing."""

    refused = Signal(str)

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing
        self.form = QComboBox()
        self.form.setAccessibleName(self.tr("Places written as"))
        for words, form in (
            (self.tr("Degrees"), CoordinateForm.DEGREES),
            (self.tr("Degrees, minutes, seconds"), CoordinateForm.SECONDS),
            (self.tr("UTM"), CoordinateForm.UTM),
            (self.tr("MGRS"), CoordinateForm.MGRS),
        ):
            self.form.addItem(words, form)
        self.place, self.offer = QLineEdit(), button("", "text")
        self.place.setAccessibleName(self.tr("Place of the corner"))
        self.edges = {
            -1: MetresField(self.tr("To the one before, m")),
            1: MetresField(self.tr("To the next, m")),
        }
        self.ahead = QLineEdit()
        self.ahead.setAccessibleName(self.tr("Next corner: metres, bearing"))
        self.ahead.setPlaceholderText(self.tr("Next corner: metres, bearing"))
        self.offer.hide()
        self._lay_out()
        self.form.activated.connect(self._on_form)
        self.place.returnPressed.connect(self._take_place)
        self.ahead.returnPressed.connect(self._take_ahead)
        self.offer.clicked.connect(self._take_offer)
        for step, field in self.edges.items():
            field.metres.returnPressed.connect(lambda step=step: self._take_edge(step))

    def refresh(self) -> None:
        """Show the corner that is chosen; a field that is typed in is left alone."""
        drawing = self._drawing
        drawn, corner = drawing.tool is not None, drawing.corner is not None
        self.setVisible(drawn or corner)
        self.form.setCurrentIndex(self.form.findData(drawing.form))
        if drawn or corner:
            self.place.setPlaceholderText(drawing.example())
        if not self.place.hasFocus():
            self.place.setText(drawing.corner_words())
        for step, field in self.edges.items():
            length_m = drawing.edge_m(step)
            field.setVisible(length_m is not None and not drawn)
            if length_m is not None and not field.metres.hasFocus():
                field.metres.setText(f"{length_m:.2f}")
        still = drawing.tool not in (*POINTS, *ROUNDS, Tool.RECTANGLE)
        self.ahead.setVisible(drawn and still and drawing.corners_placed() > 0)
        if not (drawn or corner):
            self.offer.hide()

    def _lay_out(self) -> None:
        box = column(self, gap=4)
        box.addWidget(label(self.tr("Place, written as"), "muted"))
        for part in (self.form, self.place, self.offer):
            box.addWidget(part)
        box.addWidget(self.ahead)
        line = row(gap=8)
        for step in _STEPS:
            line.addWidget(self.edges[step], 1)
        box.addLayout(line)

    def _on_form(self) -> None:
        self._drawing.form = CoordinateForm(self.form.currentData())
        self.place.clearFocus()
        self.refresh()

    def _take_place(self) -> None:
        words = self.place.text()
        self.offer.hide()
        try:
            typed = self._drawing.read(words)
        except InputError as error:
            self.refused.emit(error.line())  # with the ways to write one
            return
        if typed.exchanged:
            self.refused.emit("")
            place = self._drawing.written(typed.lon_deg, typed.lat_deg)
            self.offer.setProperty("place", place)
            self.offer.setText(self.tr("Take {0}?").format(place))
            self.offer.setToolTip(
                sentence(message("drawing.exchanged", lon=typed.lon_deg, lat=typed.lat_deg))
            )
            self.offer.show()
            return
        refused = self._drawing.put(typed)
        self.refused.emit(refused)
        if not refused:
            self.place.setText(self._drawing.corner_words())

    def _take_offer(self) -> None:
        self.place.setText(str(self.offer.property("place")))
        self._take_place()

    def _take_edge(self, step: int) -> None:
        try:
            length_m = metres(self.edges[step].metres.text(), least=0.0)
        except InputError as error:
            self.refused.emit(error.line())
            return
        self.refused.emit(self._drawing.set_edge(step, length_m))

    def _take_ahead(self) -> None:
        words = self.ahead.text()
        parts = words.replace("°", " ").replace("m", " ").replace(",", " ").split()
        try:
            length_m, bearing_deg = (float(part.replace("−", "-")) for part in parts)
        except ValueError:
            self.refused.emit(InputError("drawing.no_bearing", words=words).told().what)
            return
        if not (0 < length_m < 1e5 and abs(bearing_deg) <= 360):
            self.refused.emit(InputError("drawing.no_bearing", words=words).told().what)
            return
        self.refused.emit(self._drawing.go_on(length_m, bearing_deg))
        self.ahead.clear()
