"""The card of a shape: what it is called, its heights, and where its chosen corner is."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.model.airspace import GROUND
from missionplanner.model.places import Altitude, Datum
from missionplanner.project.outlines import Drawn
from missionplanner.ui.plan.draw_tools import Tool
from missionplanner.ui.plan.draw_words import hint
from missionplanner.ui.plan.drawing import Drawing, kind_drawn
from missionplanner.ui.plan.shape_values import ShapeValues
from missionplanner.ui.widgets.kit import button, column, filled, label, row


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


class DrawingCard(QWidget):
    """Stands in the panel while a shape is drawn or chosen; every change is an edit of its own."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing
        self._shown: ShapeValues | None = None
        self.title, self.state = label("", "head"), label("", "small", right=True)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name"))
        self.floor = HeightField(self.tr("Floor"))
        self.ceiling = HeightField(self.tr("Ceiling, none where empty"))
        self.width_ = MetresField(self.tr("Width, m"))
        self.height_ = MetresField(self.tr("Height of the wires, m"))
        self.clearance = MetresField(self.tr("Keep away, m"))
        self.overflight = QCheckBox(self.tr("May be flown over"))
        self.place = QLineEdit()
        self.place.setPlaceholderText(self.tr("longitude, latitude"))
        self.place.setAccessibleName(self.tr("Place of the corner, degrees"))
        self.hint = label("", "small", wrap=True)
        self.wrong, self.offer = label("", "error", wrap=True), button("", "text")
        self.cancel, self.keep = button(self.tr("Cancel  Esc")), button(self.tr("Keep"), "primary")
        self.delete_corner = button(self.tr("Delete corner"))
        self.delete_shape = button(self.tr("Delete shape"))
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show what is drawn or chosen; a field that is typed in is left alone."""
        drawing, kind = self._drawing, kind_drawn(self._drawing)
        drawn = drawing.tool is not None
        self.setVisible(drawn or kind is not None)
        self._show_fields(kind)
        self.title.setText(self._title(kind))
        placed = drawing.corners_placed()
        counts = drawn and placed and drawing.tool is not Tool.CIRCLE
        words = self.tr("1 corner") if placed == 1 else self.tr("{0} corners").format(placed)
        self.state.setText(words if counts else "")
        self.hint.setText(hint(drawing.tool) if drawing.tool is not None else "")
        self.hint.setVisible(drawn)
        values = drawing.values
        if values != self._shown:
            self._shown = values
            self._fill(values)
        corner = drawing.corner is not None
        self.place.setVisible(drawn or corner)
        if not self.place.hasFocus():
            self.place.setText(drawing.corner_words())
        self.cancel.setVisible(drawn)
        self.keep.setVisible(drawn and drawing.tool not in (Tool.HOME, Tool.CIRCLE))
        self.delete_corner.setVisible(corner)
        self.delete_shape.setVisible(drawing.chosen is not None)
        if not kind:
            self._say("")

    def _lay_out(self) -> None:
        card = filled("tile")
        column(self, (0, 8, 0, 8)).addWidget(card)
        box = column(card, (12, 10, 12, 12), 8)
        head = row(gap=8)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        box.addLayout(head)
        for field in (
            self.name, self.width_, self.floor, self.ceiling, self.height_, self.clearance,
            self.overflight, self.place, self.wrong, self.offer, self.hint,
        ):  # fmt: skip
            box.addWidget(field)
        self.offer.hide()
        self.wrong.hide()
        for pair in ((self.cancel, self.keep), (self.delete_corner, self.delete_shape)):
            foot = row(gap=8)
            for made in pair:
                foot.addWidget(made, 1)
            box.addLayout(foot)

    def _connect(self) -> None:
        drawing = self._drawing
        for field in (
            self.name, self.floor.metres, self.ceiling.metres, self.width_.metres,
            self.height_.metres, self.clearance.metres,
        ):  # fmt: skip
            field.editingFinished.connect(self._take)
        for limit in (self.floor, self.ceiling):
            limit.datum.activated.connect(self._take)
        self.overflight.clicked.connect(self._take)
        self.place.returnPressed.connect(self._take_place)
        self.offer.clicked.connect(self._take_offer)
        self.cancel.clicked.connect(drawing.cancel)
        self.keep.clicked.connect(self._keep)
        self.delete_corner.clicked.connect(drawing.delete_corner)
        self.delete_shape.clicked.connect(drawing.delete_shape)
        drawing.changed.connect(self.refresh)

    def _show_fields(self, kind: Drawn | None) -> None:
        tool = self._drawing.tool
        self.name.setVisible(kind is not None)
        self.width_.setVisible(tool is Tool.CORRIDOR)
        for limit in (self.floor, self.ceiling):
            limit.setVisible(kind is Drawn.ZONE)
        for field in (self.height_, self.clearance):
            field.setVisible(kind is Drawn.LINE)
        # A hole that is drawn keeps aircraft out until it is told otherwise.
        self.overflight.setVisible(kind is Drawn.HOLE and tool is None)

    def _title(self, kind: Drawn | None) -> str:
        if self._drawing.tool is Tool.HOME:
            return self.tr("Click where home is")
        words = {
            Drawn.AREA: self.tr("Survey area"),
            Drawn.HOLE: self.tr("Hole"),
            Drawn.ZONE: self.tr("No-fly zone"),
            Drawn.LINE: self.tr("Power line"),
        }
        name = words[kind] if kind else ""
        return self.tr("New: {0}").format(name) if self._drawing.tool is not None else name

    def _fill(self, values: ShapeValues) -> None:
        self.name.setText(values.name)
        self.floor.show_limit(values.floor)
        self.ceiling.show_limit(values.ceiling)
        self.width_.metres.setText(f"{values.width_m:g}")
        self.height_.metres.setText(f"{values.height_m:g}")
        self.clearance.metres.setText(f"{values.clearance_m:g}")
        self.overflight.setChecked(values.overflight)

    def _typed(self) -> ShapeValues:
        now = self._drawing.values
        return replace(
            now,
            name=self.name.text().strip() or now.name,
            floor=self.floor.limit() or GROUND,
            ceiling=self.ceiling.limit(),
            width_m=metres(self.width_.metres.text(), least=1.0),
            height_m=metres(self.height_.metres.text(), least=0.0),
            clearance_m=metres(self.clearance.metres.text(), least=0.0),
            overflight=self.overflight.isChecked(),
        )

    def _take(self) -> None:
        if kind_drawn(self._drawing) is None:  # it has gone while a field lost the focus
            return
        try:
            values = self._typed()
        except InputError as error:
            self._say(error.line())
            return
        if values != self._drawing.values:
            self._say(self._drawing.set_values(values))
        else:
            self._say("")

    def _keep(self) -> None:
        self._take()
        self._drawing.keep()

    def _take_place(self) -> None:
        words = self.place.text()
        try:
            typed = self._drawing.read(words)
        except InputError as error:
            self._say(error.told().what)
            return
        if typed.exchanged:
            place = f"{typed.lon_deg:.7f}, {typed.lat_deg:.7f}"
            self._say("")
            self.offer.setProperty("place", place)
            self.offer.setText(self.tr("Take {0}?").format(place))
            self.offer.setToolTip(
                sentence(message("drawing.exchanged", lon=typed.lon_deg, lat=typed.lat_deg))
            )
            self.offer.show()
            return
        self._say(self._drawing.put(typed))
        if not self.wrong.text():
            self.place.setText(self._drawing.corner_words())

    def _take_offer(self) -> None:
        self.place.setText(str(self.offer.property("place")))
        self._take_place()

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        self.offer.hide()


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
