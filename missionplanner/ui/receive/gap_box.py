"""Plan the gap: one button, what it would fly, what came of it, and the files of that."""

from PySide6.QtWidgets import QWidget

from missionplanner.ui.plan.kept_flights import FlightsTile, KeptWords
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.receive.views import AskedField, GapView
from missionplanner.ui.widgets.kit import button, column, label
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.numbers import number, percent
from missionplanner.ui.widgets.work_bar import WorkBar


class GapBox(QWidget):
    """The primary button of the stage, with its reason where it can do nothing."""

    def __init__(self, session: ReceiveSession) -> None:
        super().__init__()
        self._session = session
        self.go = button(self.tr("Plan the gap"), "primary", "selection-plus")
        self.said, self.wrong = label("", "small", wrap=True), label("", "error", wrap=True)
        self.work = WorkBar(session)
        policy = self.work.sizePolicy()
        policy.setRetainSizeWhenHidden(False)  # what stands below is long already
        self.work.setSizePolicy(policy)
        words = KeptWords(
            self.tr("Gap planned"),
            self.tr("Export the gap…"),
            self.tr("Format of the gap's flights"),
            self.tr("Take back"),
        )
        self.made = FlightsTile(session.site, words, "gap", session.export_gap)
        box = column(self, gap=6)
        for part in (self.go, self.said, self.wrong, self.made, self.work):
            box.addWidget(part)
        self.go.clicked.connect(session.plan_gap)
        self.made.drop.clicked.connect(session.take_back_gap)

    def refresh(self) -> None:
        """Show whether there is a gap, and what was planned for it."""
        session = self._session
        state, made = session.state, session.gap
        self.go.setVisible(state is not None and session.card is not None)
        areas = session.gap_areas_m2
        ahead = self._ahead()
        why = session.why_not or ("" if areas or ahead else self.tr("The photos leave no gap"))
        self.go.setEnabled(not why)
        self.go.setToolTip(why)
        self.said.setVisible(state is not None)
        self.said.setText(self._areas(areas) + ahead if state is not None else "")
        told = (session.trouble.get(key, "") for key in (AskedField.GAP, AskedField.EXPORT))
        wrong = "\n".join(line for line in told if line)
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        self.made.setVisible(made is not None)
        self.made.offer()
        self.work.setVisible(session.busy)
        if made is not None:
            beside = self.tr("Kept beside the plan")
            where = self.made.where(session.written, made.planned_at, beside)
            self.made.show_flights(self._told(made), where, session.why_not)
            self.made.show_world(made.changed)

    def _ahead(self) -> str:
        """Say that what is still to come would be flown by the gap's plan as well."""
        state = self._session.state
        ahead = max((one.to_come for one in state.sensors), default=0) if state else 0
        if not ahead:
            return ""
        words = self.tr("{0} images are still ahead: a plan made now flies them too")
        return "\n" + words.format(number(ahead))

    def _areas(self, areas: list[float]) -> str:
        if not areas:
            return self.tr("No gap: nothing is to be flown again")
        area = measures_of(self._session.site.memory).area_words(sum(areas))
        one = self.tr("1 gap, {0}").format(area)
        return one if len(areas) == 1 else self.tr("{0} gaps, {1}").format(len(areas), area)

    def _told(self, made: GapView) -> str:
        photos = sum(one.photos for one in made.verifications)
        first = self.tr("{0} sorties, {1} min, {2} photos").format(
            made.sorties, number(made.duration_s / 60), number(photos)
        )
        if made.sorties == 1:
            first = self.tr("1 sortie, {0} min, {1} photos").format(
                number(made.duration_s / 60), number(photos)
            )
        least = min((one.overlap_ok_share for one in made.verifications), default=0.0)
        return first + "\n" + self.tr("then {0} % seen often enough").format(percent(least))
