"""The rest of an interrupted plan that is kept: what it flies, and where it stands."""

from PySide6.QtCore import QCoreApplication

from missionplanner.ui.plan.kept_flights import FlightsTile, KeptWords
from missionplanner.ui.plan.rest_views import RestView
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.numbers import number, percent

translate = QCoreApplication.translate  # a name that lupdate finds


class RestMade(FlightsTile):
    """Hidden where there is none."""

    def __init__(self, session: Session) -> None:
        words = KeptWords(
            translate("RestMade", "Rest planned"),
            translate("RestMade", "Export the rest…"),
            translate("RestMade", "Format of the rest's flights"),
            translate("RestMade", "Discard"),
        )
        super().__init__(session, words, "rest", session.rest.write)
        self.drop.clicked.connect(session.rest.discard)

    def refresh(self, why_not: str) -> None:
        """Show what is kept; `why_not`: why nothing can be done with it now."""
        rest = self._session.rest
        self.setVisible(rest.view is not None)
        if rest.view is None:
            return
        self.offer()
        beside = self.tr("Kept beside the plan, which stays as it is")
        where = self.where(rest.written, rest.view.planned_at, beside)
        self.show_flights(self._told(rest.view), where, why_not)
        self.show_world(rest.view.changed)

    def _told(self, view: RestView) -> str:
        minutes = number(view.duration_s / 60)
        flights = self.tr("{0} sorties, {1} min").format(view.sorties, minutes)
        if view.sorties == 1:
            flights = self.tr("1 sortie, {0} min").format(minutes)
        if view.flown_share is None:
            return flights
        left = measures_of(self._session.memory).way_words(view.remaining_m)
        words = self.tr("{0} % of the strips flown, {1} left")
        return words.format(percent(view.flown_share, 0), left) + "\n" + flights
