"""What is seldom changed: margins, reserve, what the ceiling counts from, and the search."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QToolButton, QWidget

from missionplanner.model.plan import Ceiling, PlanIntent
from missionplanner.ui.plan.intent_field import AskField, FieldRow
from missionplanner.ui.plan.intent_numbers import Quantity, plain
from missionplanner.ui.plan.intent_weights import SearchForm
from missionplanner.ui.plan.session import Session
from missionplanner.ui.style.icons import icon
from missionplanner.ui.widgets.kit import Elided, column, label, row


class MoreForm(QWidget):
    """Folded to one row that names what it holds; a fault inside unfolds it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._told = session, ""
        self.search = SearchForm(session)
        self.rows = self._rows()
        self.ceiling = QComboBox()
        for kind in Ceiling:
            self.ceiling.addItem(self._ceiling_words(kind), kind.value)
        self.ceiling.setAccessibleName(self.tr("Ceiling counts from"))
        self.searched = QCheckBox(self.tr("Search height and speed where free"))
        self.toggle, self._note, self._inside = QToolButton(), Elided("small"), QWidget()
        self._lay_out()
        self.toggle.toggled.connect(self._on_toggle)
        self.ceiling.activated.connect(self._on_ceiling)
        self.searched.clicked.connect(self._on_searched)

    @property
    def fields(self) -> tuple[AskField, ...]:
        """The fields for numbers."""
        return tuple(field for line in self.rows for field in line.fields)

    def show_intent(self, intent: PlanIntent) -> None:
        """Show what is asked."""
        for field in self.fields:
            field.show_intent(intent)
        self.search.show_intent(intent)
        self.ceiling.setCurrentIndex(self.ceiling.findData(intent.ceiling.value))
        self.searched.setChecked(intent.searched)
        w = intent.weights
        shares = " · ".join(plain(share, 2) for share in (w.length, w.altitude, w.threat))
        self._told = self.tr("weights {0}, seed {1}").format(shares, intent.seed)
        self._on_toggle(self.toggle.isChecked())

    def show_faults(self, faults: dict[AskField, str]) -> None:
        """Tell what is wrong, where it stands."""
        for line in self.rows:
            line.show_faults(faults)
        if any(faults.get(field) for field in self.fields):
            self.toggle.setChecked(True)

    def _rows(self) -> tuple[FieldRow, ...]:
        climb = Quantity("max_climb_gradient", 100.0, 0)
        return (
            FieldRow(
                AskField(self.tr("Zone margin"), self.tr("m"), Quantity("zone_margin_m")),
                AskField(self.tr("Clearance"), self.tr("m"), Quantity("min_clearance_m")),
                AskField(self.tr("Reserve"), "%", Quantity("reserve_share", 100.0, 0)),
            ),
            FieldRow(
                AskField(self.tr("Climb limit"), "%", climb),
                AskField(self.tr("Swap"), self.tr("min"), Quantity("swap_minutes")),
            ),
        )

    def _lay_out(self) -> None:
        self.toggle.setText(self.tr("More"))
        self.toggle.setObjectName("group")
        self.toggle.setCheckable(True)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = row(gap=8)
        head.addWidget(self.toggle)
        head.addWidget(self._note, 1)
        inside = column(self._inside, (0, 4, 0, 0), 8)
        for line in self.rows:
            inside.addWidget(line)
        inside.addWidget(label(self.tr("Ceiling counts from"), "head"))
        inside.addWidget(self.ceiling)
        inside.addWidget(self.searched)
        inside.addWidget(self.search)
        box = column(self)
        box.addLayout(head)
        box.addWidget(self._inside)
        self._on_toggle(False)

    def _on_toggle(self, on: bool) -> None:
        self.toggle.setIcon(icon("caret-down" if on else "caret-right"))
        self._inside.setVisible(on)
        self._note.setText("" if on else self._told)

    def _ceiling_words(self, kind: Ceiling) -> str:
        return {
            Ceiling.BELOW: self.tr("The ground below"),
            Ceiling.NEAREST: self.tr("The nearest ground, as in the EU"),
            Ceiling.NONE: self.tr("Nothing: a permit allows any height"),
        }.get(kind, kind.value)

    def _on_ceiling(self, _index: int) -> None:
        kind = str(self.ceiling.currentData())
        self._session.edit_intent(self.tr("Change ceiling"), ceiling=kind)

    def _on_searched(self, on: bool) -> None:
        self._session.edit_intent(self.tr("Change search"), searched=on)
