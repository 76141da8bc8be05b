"""What is seldom changed, in groups: margins and limits, route's end, flights, and the search."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from missionplanner.model.plan import Ceiling, PlanIntent
from missionplanner.ui.plan.ending_form import EndingForm
from missionplanner.ui.plan.intent_field import AskField, FieldRow
from missionplanner.ui.plan.intent_flights import FlightsForm
from missionplanner.ui.plan.intent_numbers import Quantity, plain
from missionplanner.ui.plan.intent_weights import SearchForm
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.fold import Fold
from missionplanner.ui.widgets.kit import column, label


class MoreForm(QWidget):
    """Folded to one row that names what it holds; a fault inside unfolds it."""

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
        self.all = Fold(self.tr("More"))
        self.limits = Fold(self.tr("Margins and limits"))
        self.of_ending = Fold(self.tr("Route's end"))
        self.of_flights = Fold(self.tr("Flights"))
        self.of_search = Fold(self.tr("Search"))
        self.toggle = self.all.toggle
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
        w = intent.weights
        shares = " · ".join(plain(share, 2) for share in (w.length, w.altitude, w.threat))
        told = self.tr("weights {0}, seed {1}").format(shares, intent.seed)
        self.all.tell(told)
        self.of_search.tell(told)
        self.ending.refresh()
        self.of_ending.tell(self.ending.in_short())
        self.flights.show_intent(intent)
        self.of_flights.tell(self.flights.in_short(intent))
        kept = f"{plain(intent.zone_margin_m, 0)} · {plain(intent.min_clearance_m, 0)}"
        self.limits.tell(
            self.tr("{0} m · {1} %").format(kept, plain(100 * intent.reserve_share, 0))
        )

    def show_faults(self, faults: dict[AskField, str]) -> None:
        """Tell what is wrong, where it stands."""
        for line in self.rows:
            line.show_faults(faults)
        if any(faults.get(field) for field in self.fields):
            self.all.open()
            self.limits.open()
        if self.ending.fault:
            self.all.open()
            self.of_ending.open()

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
        for group in (self.limits, self.of_ending, self.of_flights, self.of_search):
            self.all.box.addWidget(group)
        column(self).addWidget(self.all)

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
