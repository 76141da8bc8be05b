"""The dock of the Security stage: another page for every step."""

from functools import cached_property
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from missionplanner.ecology.security.weights import constant_weights
from missionplanner.errors import PlannerError
from missionplanner.model.study import epoch_names
from missionplanner.ui.charts.q_bars import FactorBars
from missionplanner.ui.security.dock.drivers_page import DriversPage
from missionplanner.ui.security.dock.index_page import IndexPage
from missionplanner.ui.security.dock.state_page import StatePage
from missionplanner.ui.security.dock.system_page import SystemPage
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.widgets.kit import column, filled, row
from missionplanner.ui.widgets.pages import Pages

Page = TypeVar("Page", bound=QWidget)


class WeightsPage(QWidget):
    """Constant weights as bars, the mean variable ones of the year as ticks."""

    def __init__(self, session: SecuritySession) -> None:
        super().__init__()
        self._session = session
        self.bars = FactorBars()
        self.page = Pages([(self.tr("Weights"), self.bars)])
        column(self).addWidget(self.page)
        self.bars.picked.connect(self._on_pick)
        self.refresh()

    def refresh(self) -> None:
        """Show the weights as they now are."""
        session, system = self._session, self._session.system
        if system is None:
            return
        try:
            options = session.options
            weights = constant_weights(system, options.weights, options.leave_out).weights
        except PlannerError:
            weights = {}
        study, view = session.ecology.view, session.view
        year = view.year_of(study.dates[session.ecology.right]) if view and study else None
        marks = year.mean_weights_vw if year else {}
        self.bars.show_bars(weights, marks=marks, chosen=session.indicator)
        if year is None or study is None:
            self.page.note.setText(self.tr("constant"))
            return
        name = epoch_names(study.dates)[session.ecology.right]
        self.page.note.setText(self.tr("bars constant, ticks mean variable {0}").format(name))

    def _on_pick(self, key: str) -> None:
        self._session.pick(indicator=key)


class SecurityDock(QWidget):
    """Follows the session; only the page in front is made, and kept up to date."""

    def __init__(self, session: SecuritySession) -> None:
        super().__init__()
        self._session = session
        self._stack = QStackedWidget()
        panel = filled("panel")
        column(self).addWidget(panel)
        row(panel, gap=1).addWidget(self._stack)
        for signal in (
            session.picked,
            session.view_changed,
            session.system_changed,
            session.work_changed,
            session.reader.sources_changed,
            session.ecology.epochs_picked,
            session.ecology.edited,
        ):
            signal.connect(self.refresh)
        self.refresh()

    @cached_property
    def system(self) -> SystemPage:
        """All indicators as a table."""
        return self._beside(SystemPage(self._session))

    @cached_property
    def weights(self) -> WeightsPage:
        """The weights as bars."""
        return self._beside(WeightsPage(self._session))

    @cached_property
    def state(self) -> StatePage:
        """The state function of the indicator chosen."""
        return StatePage(self._session)

    @cached_property
    def index(self) -> IndexPage:
        """What the index found."""
        return self._whole(IndexPage(self._session))

    @cached_property
    def drivers(self) -> DriversPage:
        """What drives it."""
        return self._whole(DriversPage(self._session))

    def refresh(self) -> None:
        """Show the page of the step in front."""
        step = self._session.step
        if step == "index":
            self._stack.setCurrentWidget(self.index)
            self.index.refresh()
        elif step == "drivers":
            self._stack.setCurrentWidget(self.drivers)
            self.drivers.refresh()
        else:
            self._stack.setCurrentWidget(self._both)
            page = self.system if step == "indicators" else self.weights
            self._left.setCurrentWidget(page)
            page.refresh()
            self.state.refresh()

    @cached_property
    def _left(self) -> QStackedWidget:
        return QStackedWidget()

    @cached_property
    def _both(self) -> QWidget:
        """A page at the left that depends on the step, the state function at the right."""
        made = filled("root")
        pair = row(made, gap=1)
        pair.addWidget(self._left, 58)
        pair.addWidget(self.state, 42)
        return self._whole(made)

    def _whole(self, page: Page) -> Page:
        self._stack.addWidget(page)
        return page

    def _beside(self, page: Page) -> Page:
        self._left.addWidget(page)
        return page
