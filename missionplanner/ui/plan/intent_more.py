"""What is seldom changed, in groups: margins and limits, route's end, flights, and the search."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from missionplanner.model.plan import Ceiling, PlanIntent
from missionplanner.ui.plan.ending_form import EndingForm, ending_fault
from missionplanner.ui.plan.intent_field import AskField, FieldRow
from missionplanner.ui.plan.intent_flights import FlightsForm
from missionplanner.ui.plan.intent_numbers import Quantity, plain
from missionplanner.ui.plan.intent_weights import SearchForm
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.fold import Fold
from missionplanner.ui.widgets.kit import column, label

translate = QCoreApplication.translate  # a name that lupdate finds


class MoreFold(Fold):
    """One row that names what it holds; a fault inside unfolds it.

    A sixth of all that a window holds stands behind this row, and is made when somebody looks.

    Signals
    -------
    made
        `form` is there now.
    """

    made = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(translate("MoreForm", "More"), fill=lambda: self.form)
        self._session = session
        self._intent: PlanIntent | None = None
        self._form: MoreForm | None = None

    @property
    def form(self) -> "MoreForm":
        """What stands behind the row; made by looking it up."""
        if self._form is None:
            self._form = MoreForm(self._session)
            self.box.addWidget(self._form)
            if self._intent is not None:
                self._form.show_intent(self._intent)
            self.made.emit()
        return self._form

    @property
    def is_made(self) -> bool:
        """True once `form` is there."""
        return self._form is not None

    @property
    def fields(self) -> tuple[AskField, ...]:
        """The fields for numbers; none before they are made: nothing was typed."""
        return self.form.fields if self.is_made else ()

    @property
    def typed_fault(self) -> str:
        """What is wrong with the return height where it is typed; empty: nothing."""
        if not self.is_made or not self.form.ending.return_height.fault:
            return ""
        return self.form.ending.fault

    def show_intent(self, intent: PlanIntent) -> None:
        """Show what is asked."""
        self._intent = intent
        self.tell(in_short(intent))
        if self.is_made:
            self.form.show_intent(intent)

    def show_faults(self, faults: dict[AskField, str]) -> None:
        """Tell what is wrong, where it stands."""
        if (self.is_made or ending_fault(self._session)) and self.form.show_faults(faults):
            self.open()


def in_short(intent: PlanIntent) -> str:
    """Return what is asked of the search, for the folded row."""
    w = intent.weights
    shares = " · ".join(plain(share, 2) for share in (w.length, w.altitude, w.threat))
    return translate("MoreForm", "weights {0}, seed {1}").format(shares, intent.seed)


class MoreForm(QWidget):
    """Four groups, each folded to a row that names what it holds."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.search, self.flights = SearchForm(session), FlightsForm(session)
        self.ending = EndingForm(session)
        self.rows = self._rows()
        self.ceiling = QComboBox()
        for kind in Ceiling:
            self.ceiling.addItem(self._ceiling_words(kind), kind.value)
        self.ceiling.setAccessibleName(self.tr("Ceiling counts from"))
        self.searched = QCheckBox(self.tr("Search height and speed where free"))
        self.limits = Fold(self.tr("Margins and limits"))
        self.of_ending = Fold(self.tr("Route's end"))
        self.of_flights = Fold(self.tr("Flights"))
        self.of_search = Fold(self.tr("Search"))
        self._lay_out()
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
        self.of_search.tell(in_short(intent))
        self.ending.refresh()
        self.of_ending.tell(self.ending.in_short())
        self.flights.show_intent(intent)
        self.of_flights.tell(self.flights.in_short(intent))
        kept = f"{plain(intent.zone_margin_m, 0)} · {plain(intent.min_clearance_m, 0)}"
        self.limits.tell(
            self.tr("{0} m · {1} %").format(kept, plain(100 * intent.reserve_share, 0))
        )

    def show_faults(self, faults: dict[AskField, str]) -> bool:
        """Tell what is wrong, where it stands; True where there is something."""
        for line in self.rows:
            line.show_faults(faults)
        of_limits = any(faults.get(field) for field in self.fields)
        if of_limits:
            self.limits.open()
        if self.ending.fault:
            self.of_ending.open()
        return of_limits or bool(self.ending.fault)

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
        inside = self.limits.box
        for line in self.rows:
            inside.addWidget(line)
        inside.addWidget(label(self.tr("Ceiling counts from"), "head"))
        inside.addWidget(self.ceiling)
        self.of_ending.box.addWidget(self.ending)
        self.of_flights.box.addWidget(self.flights)
        self.of_search.box.addWidget(self.searched)
        self.of_search.box.addWidget(self.search)
        box = column(self, gap=8)
        for group in (self.limits, self.of_ending, self.of_flights, self.of_search):
            box.addWidget(group)

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
