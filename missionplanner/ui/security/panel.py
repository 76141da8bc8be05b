"""Security: indicators, weights, index, drivers, one step at a time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from missionplanner.ui.panels.panel import Panel
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.security.stepper import Stepper
from missionplanner.ui.security.steps.drivers import DriversStep
from missionplanner.ui.security.steps.index import IndexStep
from missionplanner.ui.security.steps.indicators import IndicatorsStep
from missionplanner.ui.security.steps.step import StepPage
from missionplanner.ui.security.steps.weights import WeightsStep
from missionplanner.ui.security.views import is_warned
from missionplanner.ui.session import Session
from missionplanner.ui.widgets.kit import column, label
from missionplanner.ui.widgets.trust_box import TrustBox


class SecurityPanel(Panel):
    """The steps with a slim stepper on top; without a study, where to begin.

    `asked(str)` tells the key of an action that needs a dialog: see `ecology_verbs`.
    """

    asked = Signal(str)

    def __init__(self, session: Session, security: SecuritySession) -> None:
        super().__init__(session, self.tr("Security"))
        self.security = security
        self.indicators, self.weights = IndicatorsStep(security), WeightsStep(security)
        self.index, self.drivers = IndexStep(security), DriversStep(security)
        self.steps: dict[str, StepPage] = {
            "indicators": self.indicators,
            "weights": self.weights,
            "index": self.index,
            "drivers": self.drivers,
        }
        self.stepper = Stepper(
            [
                ("indicators", self.tr("Indicators")),
                ("weights", self.tr("Weights")),
                ("index", self.tr("Index")),
                ("drivers", self.tr("Drivers")),
            ]
        )
        self.empty = label(
            self.tr("Open or make a study in the Ecology stage first: security is told of it."),
            "muted",
            wrap=True,
        )
        self.put(self.empty)
        self.full = QWidget()
        box = column(self.full)
        self.trust = TrustBox()
        box.addWidget(self.trust)
        box.addWidget(self.stepper)
        box.addSpacing(10)
        for page in self.steps.values():
            box.addWidget(page)
        self.put(self.full)
        self.body.addStretch()
        self.stepper.chosen.connect(security.go_to)
        self.index.asked.connect(self.asked)
        for signal in (
            security.picked,
            security.view_changed,
            security.system_changed,
            security.work_changed,
            security.reader.sources_changed,
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
        if study is None or security.system is None:
            self.note.setText("")
            return
        words = self.tr("{0} indicators · {1} epochs")
        self.note.setText(words.format(len(security.system.keys), len(study.dates)))
        found = security.view.found if security.view else None
        self.trust.show_trust(found.trust if found else None)
        self.stepper.choose(security.step)
        self.stepper.show_states(self.states())
        for key, page in self.steps.items():
            page.setVisible(key == security.step)
        self.steps[security.step].refresh()

    def states(self) -> dict[str, str]:
        """Return where each step stands."""
        security = self.security
        known, view = security.reader.sources, security.view
        system = security.system
        keys = system.keys if system else ()
        lacking = any(known[key].lacks for key in keys if key in known)
        complete = bool(keys) and all(key in known for key in keys)
        found = view.found if view else None
        return {
            "indicators": "warn" if lacking else "ok" if complete else "",
            "weights": "warn" if system and is_warned(system, security.options) else "ok",
            "index": "" if found is None else "warn" if security.stale else "ok",
            "drivers": "ok" if view and view.drivers else "",
        }
