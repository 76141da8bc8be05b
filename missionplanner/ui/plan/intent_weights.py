"""What the search keeps low, and how long it looks."""

import random

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QSpinBox, QWidget

from missionplanner.model.plan import CostWeights, OspreyVariant, PlanIntent
from missionplanner.ui.plan.session import Session
from missionplanner.ui.style.reach import reach
from missionplanner.ui.widgets.kit import button, column, label, row, spread, tool
from missionplanner.ui.widgets.slider import ShareSlider

_MOST_EVALUATIONS = 1_000_000
_SEEDS = 2**31 - 1


class SearchForm(QWidget):
    """Weights, evaluations, seed and variant; each change can be undone."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.sliders: dict[str, ShareSlider] = {}
        self._values: dict[str, QLabel] = {}
        self._reset = button(self.tr("Reset"), "text")
        self.budget, self.seed, self.variant = QSpinBox(), QSpinBox(), QComboBox()
        for kind in OspreyVariant:
            self.variant.addItem(self._variant_words(kind), kind.value)
        box = column(self)
        box.addLayout(spread(label(self.tr("What to keep low"), "head"), self._reset))
        box.addSpacing(4)
        box.addLayout(self._weights())
        box.addSpacing(8)
        box.addLayout(self._numbers())
        box.addSpacing(8)
        box.addWidget(label(self.tr("Search by"), "head"))
        box.addSpacing(4)
        box.addWidget(self.variant)
        self.variant.setAccessibleName(self.tr("Search by"))
        self._connect()

    def show_intent(self, intent: PlanIntent) -> None:
        """Show what is asked."""
        for name, slider in self.sliders.items():
            weight = float(getattr(intent.weights, name))
            slider.show_share(weight)
            self._values[name].setText(f"{weight:.2f}")
        for box, value in ((self.budget, intent.evaluations), (self.seed, intent.seed)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
        self.variant.setCurrentIndex(self.variant.findData(intent.variant.value))

    def _connect(self) -> None:
        self._reset.clicked.connect(self._on_reset)
        self.budget.editingFinished.connect(self._on_budget)
        self.seed.editingFinished.connect(self._on_seed)
        self.variant.activated.connect(self._on_variant)

    def _variant_words(self, kind: OspreyVariant) -> str:
        return {
            OspreyVariant.INCUMBENT_FRAME: self.tr("Osprey, origin at the best"),
            OspreyVariant.PUBLISHED: self.tr("Osprey as published 2023"),
            OspreyVariant.LITERAL: self.tr("Osprey, steps as printed"),
        }.get(kind, kind.value)

    def _weights(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        terms = (
            ("length", "w1", self.tr("Length")),
            ("altitude", "w2", self.tr("Altitude")),
            ("threat", "w3", self.tr("Threat")),
        )
        for place, (name, symbol, words) in enumerate(terms):
            slider = ShareSlider(0, self.tr("Weight of {0}").format(words.lower()))
            value = label("0.00", right=True)
            slider.moved.connect(self._on_moved)
            slider.settled.connect(self._on_weights)
            self.sliders[name], self._values[name] = slider, value
            grid.addWidget(label(symbol, "small"), place, 0)
            grid.addWidget(label(words), place, 1)
            grid.addWidget(slider, place, 2)
            grid.addWidget(value, place, 3)
        return grid

    def _numbers(self) -> QGridLayout:
        self.budget.setRange(1, _MOST_EVALUATIONS)
        self.budget.setSuffix(self.tr(" evaluations"))
        self.budget.setGroupSeparatorShown(True)
        self.budget.setToolTip(self.tr("Plans tried for each sensor"))
        self.budget.setAccessibleName(self.tr("Budget"))
        # Their hints hold the longest number that could be typed; the panel has less room.
        self.budget.setMinimumWidth(60)
        self.seed.setMinimumWidth(40)
        for box in (self.budget, self.seed):
            box.setFixedHeight(reach(32))
            box.lineEdit().setTextMargins(6, 0, 0, 0)
        self.seed.setRange(0, _SEEDS)
        self.seed.setToolTip(self.tr("The same seed gives the same plan"))
        self.seed.setAccessibleName(self.tr("Seed"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(label(self.tr("Budget"), "head"), 0, 0)
        grid.addWidget(label(self.tr("Seed"), "head"), 0, 1)
        grid.addWidget(self.budget, 1, 0)
        grid.addLayout(self._seed_row(), 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        return grid

    def _seed_row(self) -> QHBoxLayout:
        line = row(gap=4)
        line.addWidget(self.seed, 1)
        dice = tool("dice-five", self.tr("A new seed"))
        dice.clicked.connect(self._on_dice)
        line.addWidget(dice)
        return line

    def _on_moved(self, _share: float) -> None:
        for name, value in self._values.items():
            value.setText(f"{self.sliders[name].share():.2f}")

    def _on_weights(self, _share: float) -> None:
        project = self._session.project
        if project:
            now = project.document.intent.weights
            moved = {name: slider.share() for name, slider in self.sliders.items()}
            weights = CostWeights(**{**now.model_dump(), **moved})
            self._session.edit_intent(self.tr("Change weights"), weights=weights)

    def _on_reset(self) -> None:
        self._session.edit_intent(self.tr("Reset weights"), weights=CostWeights())

    def _on_budget(self) -> None:
        # A budget in evaluations makes a run reproducible; a saved one in seconds gives way.
        self._session.edit_intent(
            self.tr("Change budget"), evaluations=self.budget.value(), budget_s=None
        )

    def _on_seed(self) -> None:
        self._session.edit_intent(self.tr("Change seed"), seed=self.seed.value())

    def _on_dice(self) -> None:
        self._session.edit_intent(self.tr("Change seed"), seed=random.randrange(10_000))

    def _on_variant(self, _index: int) -> None:
        kind = str(self.variant.currentData())
        self._session.edit_intent(self.tr("Change search"), variant=kind)
