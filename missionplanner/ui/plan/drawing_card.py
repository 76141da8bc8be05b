"""The card of a shape: what it is called, its heights, and where its chosen corner is."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from missionplanner.errors import InputError
from missionplanner.model.airspace import GROUND
from missionplanner.project.outlines import Drawn
from missionplanner.ui.plan.draw_tools import CORRIDORS, ROUNDS, Tool
from missionplanner.ui.plan.draw_words import hint
from missionplanner.ui.plan.drawing import Drawing
from missionplanner.ui.plan.form_fields import FormFields
from missionplanner.ui.plan.length_fields import HeightField, MetresField, metres
from missionplanner.ui.plan.place_fields import PlaceFields
from missionplanner.ui.plan.shape_edits import kind_drawn
from missionplanner.ui.plan.shape_menu import ShapeMenu
from missionplanner.ui.plan.shape_values import ShapeValues
from missionplanner.ui.widgets.kit import button, column, filled, label, row


class CardPlace(QWidget):
    """Where the card stands; the card is made when a shape is first drawn or chosen."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing
        self._box = column(self)
        self._connection = drawing.changed.connect(self._make)
        self._make()

    def _make(self) -> None:
        if self._drawing.tool is not None or kind_drawn(self._drawing) is not None:
            self._drawing.changed.disconnect(self._connection)
            self._box.addWidget(DrawingCard(self._drawing))
        self.setVisible(self._box.count() > 0)


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
        self.checks = QCheckBox(self.tr("For checking, not for the adjustment"))
        self.altitude = HeightField(self.tr("Measured height, none where empty"))
        self.places, self.whole = PlaceFields(drawing), ShapeMenu(drawing)
        self.form = FormFields(drawing)
        self.place, self.offer = self.places.place, self.places.offer
        self.hint = label("", "small", wrap=True)
        self.wrong = label("", "error", wrap=True)
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
        counts = drawn and placed and drawing.tool not in ROUNDS
        words = self.tr("1 corner") if placed == 1 else self.tr("{0} corners").format(placed)
        self.state.setText(words if counts else "")
        self.hint.setText(hint(drawing.tool) if drawing.tool is not None else "")
        self.hint.setVisible(drawn)
        values = drawing.values
        if values != self._shown:
            self._shown = values
            self._fill(values)
        point = kind is not None and kind.point is not None
        self.places.refresh()
        self.form.refresh()
        self.whole.refresh()
        self.cancel.setVisible(drawn)
        self.keep.setVisible(drawn and not point and drawing.tool not in ROUNDS)
        shape = drawing.shape()
        loose = shape is None or shape.loose
        self.delete_corner.setVisible(drawing.corner is not None and not point and loose)
        self.delete_shape.setVisible(drawing.chosen is not None)
        self.delete_shape.setText(self.tr("Delete") if point else self.tr("Delete shape"))
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
            self.overflight, self.checks, self.altitude, self.form, self.places, self.wrong,
            self.whole, self.hint,
        ):  # fmt: skip
            box.addWidget(field)
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
            self.height_.metres, self.clearance.metres, self.altitude.metres,
        ):  # fmt: skip
            field.editingFinished.connect(self._take)
        for limit in (self.floor, self.ceiling, self.altitude):
            limit.datum.activated.connect(self._take)
        for tick in (self.overflight, self.checks):
            tick.clicked.connect(self._take)
        self.places.refused.connect(self._say)
        self.form.refused.connect(self._say)
        self.cancel.clicked.connect(drawing.cancel)
        self.keep.clicked.connect(self._keep)
        self.delete_corner.clicked.connect(drawing.delete_corner)
        self.delete_shape.clicked.connect(drawing.delete_shape)
        drawing.changed.connect(self.refresh)

    def _show_fields(self, kind: Drawn | None) -> None:
        tool = self._drawing.tool
        # Home and launch sites are called as the plan calls them.
        nameless = (None, Drawn.HOME, Drawn.LAUNCH_SITE, Drawn.FLIGHT_LINE)
        self.name.setVisible(kind not in nameless)
        self.width_.setVisible(tool in CORRIDORS)
        for measured in (self.checks, self.altitude):
            measured.setVisible(kind is Drawn.CONTROL_POINT and tool is None)
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
            Drawn.FLIGHT_LINE: self.tr("Line of the corridor"),
            Drawn.HOME: self.tr("Home"),
            Drawn.LAUNCH_SITE: self.tr("Launch site"),
            Drawn.STATION: self.tr("Ground station"),
            Drawn.CONTROL_POINT: self.tr("Control point"),
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
        self.checks.setChecked(values.checks)
        self.altitude.show_limit(values.altitude)

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
            checks=self.checks.isChecked(),
            altitude=self.altitude.limit(),
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

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
