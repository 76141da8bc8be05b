"""Security: indicators, weights, index, drivers, one step at a time."""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.security.stepper import Stepper
from missionplanner.ui.security.steps.drivers import DriversStep
from missionplanner.ui.security.steps.index import IndexStep
from missionplanner.ui.security.steps.indicators import IndicatorsStep
from missionplanner.ui.security.steps.step import StepPage
from missionplanner.ui.security.steps.weights import WeightsStep
from missionplanner.ui.security.views import is_warned
from missionplanner.ui.widgets.kit import column, label
from missionplanner.ui.widgets.panel import Panel
from missionplanner.ui.widgets.trust_box import TrustBox

Page = TypeVar("Page", bound=StepPage)


class SecurityPanel(Panel[SecuritySession]):
    """The steps with a slim stepper on top; without a study, where to begin."""

    def __init__(self, security: SecuritySession) -> None:
        super().__init__(security, self.tr("Security"))
        self.security = security
        self._made: dict[str, StepPage] = {}
        self.stepper = Stepper(
            [
                ("indicators", self.tr("Indicators")),
                ("weights", self.tr("Weights")),
                ("index", self.tr("Index")),
                ("drivers", self.tr("Drivers")),
            ]
        )
        self.empty = label("", "muted", wrap=True)
        self.put(self.empty)
        self.full = QWidget()
        box = self._box = column(self.full)
        self.trust = TrustBox()
        box.addWidget(self.trust)
        box.addWidget(self.stepper)
        box.addSpacing(10)
        self.put(self.full)
        self.body.addStretch()
        self.stepper.chosen.connect(security.go_to)
        for signal in (
            security.picked,
            security.view_changed,
            security.system_changed,
            security.work_changed,
            security.reader.sources_changed,
            security.ecology.work_changed,
            security.ecology.epochs_picked,
            security.ecology.edited,
        ):
            signal.connect(self.refresh)

    def refresh(self) -> None:
        """Show the step in front."""
        security, study = self.security, self.security.ecology.view
        if study is not None and study.made_elsewhere:
            study = None
        self.empty.setVisible(study is None)
        self.full.setVisible(study is not None)
        self.empty.setText(
            self.tr("The study is being read …")
            if security.ecology.reading
            else self.tr("Open or make a study in the Ecology stage first: security is told of it.")
        )
        if study is None or security.system is None:
            self.note.setText("")
            return
        dates = len(study.dates)
        one, more = self.tr("{0} indicators · 1 epoch"), self.tr("{0} indicators · {1} epochs")
        self.note.setText((one if dates == 1 else more).format(len(security.kept), dates))
        found = security.view.found if security.view else None
        self.trust.show_trust(found.trust if found else None)
        self.stepper.choose(security.step)
        self.stepper.show_states(self.states())
        shown = self.step(security.step)
        for page in self._made.values():
            page.setVisible(page is shown)
        shown.refresh()

    def step(self, key: str) -> StepPage:
        """Return the page of a step."""
        steps: dict[str, Callable[[], StepPage]] = {
            "indicators": lambda: self.indicators,
            "weights": lambda: self.weights,
            "index": lambda: self.index,
            "drivers": lambda: self.drivers,
        }
        return steps[key]()

    @cached_property
    def indicators(self) -> IndicatorsStep:
        """Where each indicator comes from."""
        return self._put("indicators", IndicatorsStep(self.security))

    @cached_property
    def weights(self) -> WeightsStep:
        """What each indicator weighs."""
        return self._put("weights", WeightsStep(self.security))

    @cached_property
    def index(self) -> IndexStep:
        """The index, its levels, and what is handed on."""
        made = self._put("index", IndexStep(self.security))
        made.asked.connect(self.asked)
        return made

    @cached_property
    def drivers(self) -> DriversStep:
        """The factors that drive it."""
        return self._put("drivers", DriversStep(self.security))

    def _put(self, key: str, page: Page) -> Page:
        self._made[key] = page
        page.hide()  # else it would be seen for a moment as a window of its own
        self._box.addWidget(page)
        return page

    def states(self) -> dict[str, str]:
        """Return where each step stands."""
        security = self.security
        known, view = security.reader.sources, security.view
        system = security.system
        keys = security.kept
        lacking = bool(security.lacking)
        complete = bool(keys) and all(key in known for key in keys)
        found = view.found if view else None
        return {
            "indicators": "warn" if lacking else "ok" if complete else "",
            "weights": "warn" if system and is_warned(system, security.options) else "ok",
            "index": "" if found is None else "warn" if security.stale else "ok",
            "drivers": "ok" if view and view.drivers else "",
        }
