"""Second step: constant weights judged or given, and how they vary with the state."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QFileDialog

from missionplanner.ecology.security.weights import ConstantWeights, constant_weights
from missionplanner.errors import PlannerError
from missionplanner.model.security import Judgements
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.security.judging.dialog import JudgementDialog, equal, fits
from missionplanner.ui.security.names import layer_words, several, title_of
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.security.steps.given import GivenWeights, WeightTable
from missionplanner.ui.security.steps.matrices import (
    Matrices,
    given_matrix,
    matrix_names,
    names_of,
    with_matrix,
)
from missionplanner.ui.security.steps.sliders import Strengths
from missionplanner.ui.security.steps.step import StepPage
from missionplanner.ui.style.reach import reach
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import button, column, label, row
from missionplanner.ui.widgets.segments import Segments


class WeightsStep(StepPage):
    """Weights of the system, judged (AHP) or given; C, alpha and thresholds."""

    def __init__(self, session: SecuritySession) -> None:
        super().__init__(session)
        self._mode = ""
        self.dialog: JudgementDialog | None = None
        self.box.addWidget(label(self.tr("Constant weights"), "head"))
        self.box.addSpacing(4)
        self.source = Segments(
            [
                ("system", self.tr("System")),
                ("ahp", "AHP"),
                ("given", self.tr("Given")),
            ]
        )
        self.source.setToolTip(
            self.tr("Of the index system, judged in pairs (AHP), or typed and read from a CSV")
        )
        self.source.chosen.connect(self._on_source)
        self.box.addWidget(self.source)
        self.box.addSpacing(8)
        self.matrices, self.given, self.table = Matrices(), GivenWeights(), WeightTable()
        self.accept = QCheckBox(self.tr("Go on with a CR of 0.1 and more"))
        self.remark = label("", "small", wrap=True)
        for part in (self.matrices, self.accept, self.remark):
            part.setContentsMargins(0, 0, 0, 4)
            self.box.addWidget(part)
        self._add_varying()
        self.box.addSpacing(12)
        self.weights_head = label(self.tr("Weights"), "head")
        self.box.addWidget(self.weights_head)
        self.box.addSpacing(4)
        self.box.addWidget(self.given)
        self.box.addWidget(self.table)
        self._connect()

    def _add_varying(self) -> None:
        self.head(self.tr("How weights vary"))
        self.strengths = Strengths()
        self.box.addWidget(self.strengths)
        self.head(self.tr("Thresholds"))
        self.indicator = QComboBox()
        self.indicator.setAccessibleName(self.tr("Indicator"))
        self.indicator.setMinimumWidth(60)
        self.box.addWidget(self.indicator)
        self.box.addSpacing(6)
        line = row(gap=6)
        self.spins: list[QDoubleSpinBox] = []
        for name in ("d1", "d2", "d3"):
            pair = column(gap=2)
            pair.addWidget(label(name, "small"))
            spin = QDoubleSpinBox()
            spin.setRange(0.001, 0.999)
            spin.setDecimals(3)
            spin.setSingleStep(0.01)
            spin.setFixedHeight(reach(32))
            spin.lineEdit().setTextMargins(4, 0, 0, 0)
            spin.setMinimumWidth(50)
            spin.setAccessibleName(name)
            pair.addWidget(spin)
            self.spins.append(spin)
            line.addLayout(pair, 1)
        self.box.addLayout(line)
        below = row(gap=8)
        self.found = label("", "small", wrap=True)
        self.reset = button(self.tr("By k-means"), "text")
        below.addWidget(self.found, 1)
        below.addWidget(self.reset)
        self.box.addSpacing(4)
        self.box.addLayout(below)

    def _connect(self) -> None:
        self.matrices.asked.connect(self.judge)
        self.matrices.table_chosen.connect(self._on_table)
        self.accept.toggled.connect(self._on_accept)
        self.given.changed.connect(self._on_given)
        self.given.typed.connect(self._on_typed)
        self.given.file_asked.connect(self.ask_csv)
        self.strengths.moved.connect(self._on_moved)
        self.strengths.settled.connect(self._on_settled)
        self.indicator.activated.connect(self._on_indicator)
        self.reset.clicked.connect(self._on_reset)
        for spin in self.spins:
            spin.editingFinished.connect(self._on_spin)

    # ---- showing

    @property
    def mode(self) -> str:
        """Where the weights come from: system, ahp or given."""
        weights = self.session.options.weights
        if weights.given:
            return "given"
        if weights.layers is not None or weights.within:
            return "ahp"
        return "system"

    def refresh(self) -> None:
        """Show the options."""
        system = self.session.system
        if system is None:
            return
        options = self.session.options.weights
        mode = self._mode or self.mode
        self.source.choose(mode)
        self.matrices.show_options(system, options)
        found = self._found()
        ahp = mode == "ahp"
        self.matrices.setVisible(ahp)
        self.accept.setVisible(ahp and bool(self.matrices.bad))
        self.accept.blockSignals(True)
        self.accept.setChecked(options.accept_inconsistent)
        self.accept.blockSignals(False)
        self._show_weights(mode, found)
        self.strengths.show_strengths(options.adjustment, options.alpha)
        self._show_thresholds()
        for part in (self.source, self.strengths, self.matrices, self.given):
            part.setEnabled(not self.session.busy)

    def _found(self) -> ConstantWeights | str:
        system = self.session.system
        assert system is not None
        try:
            options = self.session.options
            # Given weights are typed for all: those of the indicators left out are kept for later.
            gone = () if (self._mode or self.mode) == "given" else options.leave_out
            return constant_weights(system, options.weights, gone)
        except PlannerError as error:
            return str(error)

    def _show_weights(self, mode: str, found: ConstantWeights | str) -> None:
        system = self.session.system
        assert system is not None
        tips = {spec.key: f"{spec.key}  {title_of(spec)}" for spec in system.indicators}
        known = found.weights if isinstance(found, ConstantWeights) else {}
        even = dict.fromkeys(system.keys, 1 / len(system.keys))
        self.given.setVisible(mode == "given")
        self.table.setVisible(mode != "given" and bool(known))
        self.weights_head.setVisible(mode == "given" or bool(known))
        if mode == "given":
            typed = self.session.unsettled_weights
            mine = set(typed) == set(system.keys)
            self.given.show_weights(typed if mine else known or even, tips)
        else:
            self.table.show_weights(known, tips, editable=False)
        words = self._told(mode, found)
        self.remark.setText(words)
        self.remark.setVisible(bool(words))
        warned = isinstance(found, str) or bool(found.warnings)
        self.remark.setStyleSheet(f"color: {tokens().warn if warned else tokens().muted};")

    def _told(self, mode: str, found: ConstantWeights | str) -> str:
        if mode == "ahp" and self.matrices.missing:
            names = [self.matrices.title(name) for name in self.matrices.missing]
            return self.tr("Still to be judged: {0}").format(several(names))
        if mode == "ahp" and self.matrices.bad:
            names = [self.matrices.title(name) for name in self.matrices.bad]
            words = self.tr("CR is 0.1 or more: {0}. Judge again, or go on all the same.")
            return words.format(several(names))
        if isinstance(found, str):
            return found
        if gone := self.session.left_out:
            words = self.tr("Left out: {0}. The rest of a layer keeps the layer's weight.")
            return words.format(several(gone))
        return ""

    def _show_thresholds(self) -> None:
        session, system = self.session, self.session.system
        assert system is not None
        self.indicator.clear()
        for spec in system.indicators:
            self.indicator.addItem(f"{spec.key}  {title_of(spec)}", spec.key)
        self.indicator.setCurrentIndex(self.indicator.findData(session.indicator))
        key = session.indicator
        for spin, value in zip(self.spins, session.thresholds_of(key), strict=True):
            spin.blockSignals(True)
            spin.setValue(value)
            spin.blockSignals(False)
        given = key in session.options.weights.thresholds
        found = session.view.found if session.view else None
        by_means = found is not None and key in found.thresholds
        self.found.setText(
            self.tr("given")
            if given
            else self.tr("by k-means")
            if by_means
            else self.tr("found by k-means in the analysis")
        )
        self.reset.setVisible(given)

    # ---- verbs

    def judge(self, name: str) -> JudgementDialog:
        """Open a matrix; does not block."""
        system, options = self.session.system, self.session.options.weights
        assert system is not None
        specs = {spec.key: title_of(spec) for spec in system.indicators}
        titles = specs | {layer.value: layer_words(layer) for layer in system.layers}
        made = JudgementDialog(
            self.matrices.title(name),
            fits(given_matrix(name, options), names_of(name, system)),
            titles,
            options.random_index,
            self.matrices.tables.currentText(),
            self.window(),
        )
        made.asked.connect(lambda judged: self._on_judged(name, judged))
        made.finished.connect(made.deleteLater)
        self.dialog = made
        made.open()
        return made

    def ask_csv(self) -> QFileDialog:
        """Ask for weights made elsewhere; does not block."""
        dialog = QFileDialog(self, self.tr("Open weights"), "", "*.csv")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_csv)
        remembered(dialog, "weights")
        dialog.open()
        return dialog

    def take_csv(self, name: str) -> None:
        """Take weights over from a CSV."""
        self.session.attempt(lambda: self.given.take_file(Path(name)))

    def _on_judged(self, name: str, judged: object) -> None:
        if isinstance(judged, Judgements):
            options = self.session.options.weights
            words = self.tr("Judge {0}").format(self.matrices.title(name))
            fields = with_matrix(name, options, judged)
            self.session.edit_weights(words, given={}, **fields)

    def _on_source(self, mode: str) -> None:
        self._mode = mode
        words, system = self.tr("Change where weights come from"), self.session.system
        if mode == "system":
            self.session.edit_weights(words, given={}, layers=None, within={})
        elif mode == "given" and system is not None:
            found = self._found()
            known = found.weights if isinstance(found, ConstantWeights) else {}
            even = dict.fromkeys(system.keys, 1 / len(system.keys))
            self.session.edit_weights(words, given=known or even)
        elif mode == "ahp" and system is not None:
            self._start_judging(words)
        self.refresh()

    def _start_judging(self, words: str) -> None:
        """Begin with everything equal, so that weights are there from the start."""
        system, options = self.session.system, self.session.options.weights
        assert system is not None
        made = options.model_copy(update={"given": {}})
        for name in matrix_names(system):
            if given_matrix(name, made) is None:
                fields = with_matrix(name, made, equal(names_of(name, system)))
                made = made.model_copy(update=fields)
        self.session.edit_weights(words, given={}, layers=made.layers, within=made.within)

    def _on_table(self, key: str) -> None:
        self.session.edit_weights(self.tr("Change the random index"), random_index=key)

    def _on_accept(self, on: bool) -> None:
        self.session.edit_weights(self.tr("Accept inconsistency"), accept_inconsistent=on)

    def _on_typed(self, weights: object) -> None:
        # The page is made anew with another theme or language; the session stays.
        if isinstance(weights, dict):
            self.session.unsettled_weights = weights

    def _on_given(self, weights: object) -> None:
        self.session.unsettled_weights = {}
        self.session.edit_weights(self.tr("Change weights"), given=weights)

    def _on_moved(self, adjustment: float, alpha: float) -> None:
        self.session.ask_curve(adjustment=adjustment, alpha=alpha)

    def _on_settled(self, adjustment: float, alpha: float) -> None:
        words = self.tr("Change C and α")
        self.session.edit_weights(words, adjustment=adjustment, alpha=alpha)

    def _on_indicator(self, _place: int) -> None:
        self.session.pick(indicator=str(self.indicator.currentData()))

    def _on_spin(self) -> None:
        session = self.session
        d1, d2, d3 = (spin.value() for spin in self.spins)
        before = session.thresholds_of(session.indicator)
        if max(abs(a - b) for a, b in zip((d1, d2, d3), before, strict=True)) < 5e-4:
            return
        if d1 < d2 < d3:
            words = self.tr("Change thresholds of {0}").format(session.indicator)
            session.edit_thresholds(words, session.indicator, (d1, d2, d3))
        else:
            self._show_thresholds()

    def _on_reset(self) -> None:
        session = self.session
        words = self.tr("Thresholds of {0} by k-means").format(session.indicator)
        session.edit_thresholds(words, session.indicator, None)
