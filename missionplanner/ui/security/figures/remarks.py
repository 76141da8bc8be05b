"""Below the table: what is wrong, cell by cell, buttons that mend it, and what is not known."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from missionplanner.ecology.district_figures.draft import DISTRICT
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message
from missionplanner.ui.security.figures.editing import FigureEditing
from missionplanner.ui.security.names import several
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import Elided, button, column, label, row

_TOLD, _HIGH_PX, _MOST = 3, 60, 500


class FigureRemarks(QWidget):
    """`gone_to(int, int)`: the cell of a fault that was clicked."""

    gone_to = Signal(int, int)

    def __init__(self, editing: FigureEditing) -> None:
        super().__init__()
        self._editing = editing
        self.state, self.told = label("", "small", wrap=True), Elided("small")
        self.unknown = Elided()
        self.faults = QListWidget()
        self.faults.setAccessibleName(self.tr("Cells that are wrong"))
        self.faults.setFixedHeight(_HIGH_PX)
        self.nearest = button(self.tr("Take the nearest names"), "text")
        self.thousands = button(self.tr("Commas part thousands"), "text")
        self.decimals = button(self.tr("Commas are decimal"), "text")
        box = column(self, gap=4)
        line = row(gap=12)
        line.addWidget(self.state, 1)
        for made in (self.nearest, self.thousands, self.decimals):
            line.addWidget(made)
        box.addLayout(line)
        for part in (self.faults, self.unknown, self.told):
            box.addWidget(part)
        self.nearest.clicked.connect(editing.take_nearest)
        self.thousands.clicked.connect(lambda: editing.read_commas("point"))
        self.decimals.clicked.connect(lambda: editing.read_commas("comma"))
        self.faults.itemClicked.connect(self._on_item)
        self.faults.itemActivated.connect(self._on_item)
        editing.changed.connect(self.refresh)
        editing.told.connect(self.show_told)
        self.show_told(())
        self.refresh()

    def refresh(self) -> None:
        """Show the draft's faults and what it lacks."""
        editing, found = self._editing, self._editing.faults
        heads = [
            self.tr("district"), self.tr("year"), *(one.key for one in editing.draft.columns),
        ]  # fmt: skip
        self.faults.clear()
        for one in found[:_MOST]:
            words = self.tr("Row {0}, {1}: {2}")
            item = QListWidgetItem(words.format(one.row + 1, heads[one.place], sentence(one.told)))
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.UserRole, (one.row, one.place))
            self.faults.addItem(item)
        self.faults.setVisible(bool(found))
        self.state.setText(self._state(len(found)))
        self.state.setStyleSheet(f"color: {tokens().error if found else tokens().muted};")
        near = editing.names
        self.nearest.setVisible(
            near is not None
            and any(
                one.kind == "name" and near.nearest(editing.draft.rows[one.row].text(DISTRICT))
                for one in found
            )
        )
        for made in (self.thousands, self.decimals):
            made.setVisible(any(one.kind == "comma" for one in found))
        self._show_unknown()

    def show_told(self, told: object) -> None:
        """Show what the last paste or file tells of itself, or whatever went wrong."""
        if isinstance(told, str):
            words = told
        else:
            parts = told if isinstance(told, tuple) else ()
            words = " · ".join(sentence(one) for one in parts if isinstance(one, Message))
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def _state(self, wrong: int) -> str:
        draft = self._editing.draft
        rows = [row for row in draft.rows if not row.empty]
        count = sum(bool(text) for row in rows for text in row.figures)
        if not wrong:
            return sentence(message("figures.counted", rows=len(rows), n=count))
        told = message("figures.to_correct", rows=len(rows), n=count, wrong=wrong)
        return sentence(told)

    def _show_unknown(self) -> None:
        """Tell of figures that the analysis asks for; an empty cell is allowed all the same."""
        found = self._editing.wanting
        first = [f"{one.key} {one.district} {one.year}" for one in found[:_TOLD]]
        more = f" … (+{len(found) - _TOLD})" if len(found) > _TOLD else ""
        words = self.tr("Not known, and the analysis needs it: {0}")
        self.unknown.setText(words.format(several(first)) + more)
        self.unknown.setStyleSheet(f"color: {tokens().warn};")
        self.unknown.setVisible(bool(found))

    def _on_item(self, item: QListWidgetItem) -> None:
        at, place = item.data(Qt.ItemDataRole.UserRole)
        self.gone_to.emit(at, place)
