"""The dock of the stages that draw: corners of the chosen shape, or all shapes; what edits do."""

import math

import shapely
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidgetItem, QWidget

from missionplanner.errors import InputError
from missionplanner.model.forms import FormKind
from missionplanner.project.outlines import Drawn
from missionplanner.ui.plan.drawing import Drawing
from missionplanner.ui.plan.edit_effects import EditEffects, effects
from missionplanner.ui.plan.looked_note import LookedNote
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.shapes_drawn import OF_STAGE, ShapeDrawn
from missionplanner.ui.style.reach import reach
from missionplanner.ui.widgets.kit import button, column, filled, label, row, scrolled
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.row_table import LEFT, RIGHT, CopiedTable, ElidedCells

_NUMBER_PX, _KIND_PX, _EDGE_PX, _ANGLE_PX = 72, 128, 96, 80
_PLACE = 1


class CornerTable(CopiedTable):
    """Places can be typed in their cells, in any form; Ctrl+C copies the table."""

    words_in = (0, 1)

    def __init__(self, name: str) -> None:
        super().__init__(4, name)
        self.setItemDelegate(ElidedCells(self))
        edits = QAbstractItemView.EditTrigger
        self.setEditTriggers(edits.DoubleClicked | edits.EditKeyPressed | edits.AnyKeyPressed)
        head = self.horizontalHeader()
        for place, width in ((0, _NUMBER_PX), (2, _EDGE_PX), (3, _ANGLE_PX)):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(place, width)
        head.setSectionResizeMode(_PLACE, QHeaderView.ResizeMode.Stretch)

    def show_lines(
        self, heads: list[str], lines: list[list[str]], chosen: int | None, first_px: int
    ) -> None:
        """Replace what is shown; only the second column can be typed in."""
        self.blockSignals(True)
        self.setColumnWidth(0, first_px)
        self.setHorizontalHeaderLabels(heads)
        self.align_heads()
        self.setRowCount(len(lines))
        for line, words in enumerate(lines):
            for place, cell in enumerate(words):
                item = QTableWidgetItem(cell)
                item.setTextAlignment(RIGHT if place > _PLACE else LEFT)
                if place != _PLACE:
                    item.setFlags(item.flags() & ~item.flags().ItemIsEditable)
                self.setItem(line, place, item)
        self.setCurrentCell(-1 if chosen is None else chosen, -1 if chosen is None else _PLACE)
        self.blockSignals(False)


class ShapesDock(QWidget):
    """Follows what is chosen on the map."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._drawing: Drawing | None = None
        self._listed: list[ShapeDrawn] = []
        self.table = CornerTable(self.tr("Corners"))
        self.title, self.wrong = label("", "head"), label("", "error")
        self.paste = button(self.tr("Paste…"), "text")
        self.paste.setToolTip(self.tr("A line for each corner: longitude, latitude; as copied"))
        self.looked, self.edited = LookedNote(session), EditEffects(session)
        self._quiet = label("", "muted", wrap=True)
        box = row(self, gap=1)
        box.addWidget(self._corners(), 57)
        box.addWidget(self._effects(), 43)
        self.table.cellChanged.connect(self._on_cell)
        self.table.currentCellChanged.connect(self._on_line)
        self.paste.clicked.connect(self.take_clipboard)
        for signal in (session.project_changed, session.site_seen, session.result_changed):
            signal.connect(self.refresh)

    def draws_with(self, drawing: Drawing) -> None:
        """Show what is drawn on the map."""
        self._drawing = drawing
        drawing.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the corners of what is chosen; without, every shape of the stage."""
        drawing = self._drawing
        if drawing is None or self.isHidden():
            return
        self.wrong.setText("")
        shape = drawing.shape()
        many = shape is not None and shape.key.kind.point is None
        self.paste.setEnabled(many or drawing.tool is not None)
        if shape is not None and many:
            self.title.setText(shape.told.name)
            self._show_corners(drawing, shape)
        else:
            self.title.setText(self.tr("Shapes and places"))
            self._show_shapes(drawing)
        self.looked.refresh()
        self.edited.refresh()
        self._show_quiet()

    def _show_quiet(self) -> None:
        """Say so where an edit does nothing to a plan."""
        words = self.tr("Nothing was changed since the plan was made")
        if self._session.result is None:
            words = self.tr("There is no plan yet that an edit could touch")
        self._quiet.setText(words)
        self._quiet.setVisible(not effects(self._session))

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has changed while another dock was in front."""
        super().showEvent(event)
        self.refresh()

    def take_clipboard(self) -> None:
        """Take the corners on the clipboard."""
        if self._drawing is not None:
            refused = self._drawing.paste(QGuiApplication.clipboard().text())
            self.wrong.setText(refused)

    def _corners(self) -> QWidget:
        made = filled("panel")
        box = column(made)
        bar = QWidget()
        bar.setFixedHeight(reach(36))
        head = row(bar, (12, 0, 8, 0), 8)
        self.wrong.setMinimumWidth(10)
        head.addWidget(self.title)
        head.addWidget(self.wrong, 1)
        head.addWidget(self.paste)
        box.addWidget(bar)
        inside = row(margins=(4, 0, 4, 0))
        inside.addWidget(self.table)
        box.addLayout(inside, 1)
        return made

    def _effects(self) -> QWidget:
        made = filled("panel")
        box = column(made, (12, 10, 12, 8), 4)
        box.addWidget(label(self.tr("What it does"), "head"))
        inside = filled("inside")
        told = column(inside, gap=4)
        told.addWidget(self.looked)
        told.addWidget(self.edited)
        told.addWidget(self._quiet)
        told.addStretch()
        box.addWidget(scrolled(inside), 1)
        return made

    def _show_corners(self, drawing: Drawing, shape: ShapeDrawn) -> None:
        self._listed = []
        heads = [self.tr("Corner"), self.tr("Place"), self.tr("Edge"), self.tr("Angle")]
        lines = []
        corners, count = shape.handles_m, len(shape.handles_m)
        names = [str(at + 1) for at in range(count)]
        if shape.is_circle:
            names = [self.tr("Centre"), self.tr("Rim")]
        for at in range(count):
            last = not shape.handles_closed and at == count - 1
            ahead = corners[(at + 1) % count] - corners[at]
            edge = "–" if last else f"{number(math.hypot(*ahead), 1)} m"
            lines.append([names[at], drawing.handle_words(shape, at), edge, _angle(shape, at)])
        self.table.show_lines(heads, lines, drawing.corner, _NUMBER_PX)

    def _show_shapes(self, drawing: Drawing) -> None:
        sheet = drawing.sheet()
        kinds = OF_STAGE.get(drawing.stage, ())
        self._listed = [s for s in sheet.shapes if s.key.kind in kinds] if sheet else []
        heads = [self.tr("Kind"), self.tr("Name"), self.tr("Corners"), ""]
        names = self._kinds()
        lines = [
            [
                names[shape.key.kind],
                shape.told.name or names[shape.key.kind],
                self._count(shape),
                "",
            ]
            for shape in self._listed
        ]
        chosen = next((n for n, s in enumerate(self._listed) if s.key == drawing.chosen), None)
        self.table.show_lines(heads, lines, chosen, _KIND_PX)

    def _count(self, shape: ShapeDrawn) -> str:
        """Return how many corners a shape has, or what it is instead."""
        if shape.form is None:
            return str(len(shape.corners_m)) if len(shape.corners_m) > 1 else ""
        return {
            FormKind.CIRCLE: self.tr("circle"),
            FormKind.CORRIDOR: self.tr("corridor"),
            FormKind.RECTANGLE: self.tr("rectangle"),
        }[shape.form.kind]

    def _kinds(self) -> dict[Drawn, str]:
        return {
            Drawn.AREA: self.tr("Survey area"),
            Drawn.HOLE: self.tr("Hole"),
            Drawn.ZONE: self.tr("Zone"),
            Drawn.LINE: self.tr("Wires"),
            Drawn.FLIGHT_LINE: self.tr("Corridor"),
            Drawn.HOME: self.tr("Home"),
            Drawn.LAUNCH_SITE: self.tr("Launch"),
            Drawn.STATION: self.tr("Station"),
            Drawn.CONTROL_POINT: self.tr("Control"),
        }

    def _on_line(self, line: int, _place: int, _old: int, _old_place: int) -> None:
        drawing = self._drawing
        if drawing is None or line < 0:
            return
        if not self._listed:
            drawing.choose_corner(line)
        elif line < len(self._listed):
            drawing.choose(self._listed[line].key)

    def _on_cell(self, line: int, place: int) -> None:
        drawing = self._drawing
        if drawing is None or place != _PLACE:
            return
        if self._listed:
            self.refresh()  # names are told in the card
            return
        words = self.table.text(line, place)  # choosing the corner fills the table anew
        drawing.choose_corner(line)
        try:
            typed = drawing.read(words)
        except InputError as error:
            self.refresh()
            self.wrong.setText(error.told().what)
            return
        refused = drawing.put(typed)
        self.refresh()
        self.wrong.setText(refused)


def _angle(shape: ShapeDrawn, at: int) -> str:
    """Return the angle between the edges at a corner, inside a ring; empty at a line's ends."""
    corners, count = shape.handles_m, len(shape.handles_m)
    if not shape.handles_closed and at in (0, count - 1):
        return ""
    before, after = corners[at - 1] - corners[at], corners[(at + 1) % count] - corners[at]
    turned = math.degrees(math.atan2(before[1], before[0]) - math.atan2(after[1], after[0])) % 360
    ring = shapely.LinearRing(corners) if shape.handles_closed else None
    inside = turned if ring is None or ring.is_ccw else 360 - turned
    return f"{inside:.0f}°"
