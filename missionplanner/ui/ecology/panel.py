"""Ecology: what is asked of the index, the button, and what came of it."""

import math

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from missionplanner.messages.catalogue import sentence
from missionplanner.ui.ecology.correction_fields import CorrectionFields
from missionplanner.ui.ecology.elsewhere import away_km
from missionplanner.ui.ecology.epoch_list import EpochList
from missionplanner.ui.ecology.lacking_note import LackingNote
from missionplanner.ui.ecology.result import EcologyResult, IndicatorBars
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.ecology.views import StudyView
from missionplanner.ui.widgets.fold import Fold
from missionplanner.ui.widgets.kit import Elided, button, column, label, row
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.panel import Panel, clear
from missionplanner.ui.widgets.segments import Segments
from missionplanner.ui.widgets.tiles import state_mark
from missionplanner.ui.widgets.trust_box import TrustBox
from missionplanner.ui.widgets.work_bar import WorkBar


class EcologyPanel(Panel[EcologySession]):
    """The study; its buttons ask for actions that need a dialog."""

    def __init__(self, ecology: EcologySession) -> None:
        super().__init__(ecology, self.tr("Ecology"))
        self.ecology = ecology
        self.empty, self.full = self._made_empty(), self._made_full()
        self.put(self.empty)
        self.put(self.full)
        self.body.addStretch()
        self._warnings = column()
        self.foot.addLayout(self._warnings)
        self.fly = button(self.tr("Plan a flight there"), "", "airplane-takeoff")
        self.fly.clicked.connect(ecology.ask_flight)
        self.foot.addWidget(self.fly)
        ecology.epochs_picked.connect(self.refresh)
        ecology.zone_picked.connect(self._show_fly)

    def refresh(self) -> None:
        """Show the study."""
        view, study, busy = self.ecology.view, self.ecology.study, self.ecology.busy
        self._show_warnings()
        self._show_fly()
        self.empty.setVisible(view is None)
        self.full.setVisible(view is not None)
        reading = self.ecology.reading
        self.none.setText(self.tr("The study is being read …") if reading else self._of_studies())
        for action in (self.new, self.open, self.foreign):
            action.setEnabled(not busy)
            action.setVisible(not reading)
        if view is None or study is None:
            self.note.setText("")
            return
        self.elsewhere.setVisible(self.ecology.elsewhere)
        self.elsewhere.setText(self._told_elsewhere(view))
        self.asked_for.setVisible(not view.made_elsewhere)
        grid = view.found.index.grid if view.found.index else None
        count = len(view.dates)
        words = self.tr("IRSEI · 1 epoch") if count == 1 else self.tr("IRSEI · {0} epochs")
        words = words.format(count)
        self.note.setText(f"{words} · {number(grid.cell_m, 0)} m" if grid else words)
        self.normalise.choose(study.index.normalise)
        self.formulas.choose("literal" if study.index.paper_literal else "corrected")
        self.corrections.show_value(study.corrections)
        self.corrected.tell(self.corrections.told())
        for field in (self.normalise, self.formulas, self.corrections):
            field.setEnabled(not busy)
        self._show_go(busy)
        self.trust.show_trust(view.trust)
        self.indicators.show_study(view, self.ecology.right)
        self.lacking.refresh()
        self.result.show_study(view, self.ecology.left, self.ecology.right)
        self.epochs.show_study(view, self.ecology.left, self.ecology.right)

    def _show_warnings(self) -> None:
        """Show the first warning at the foot; its tip holds them all."""
        clear(self._warnings)
        view = self.ecology.view
        told = [sentence(words) for words in view.found.warnings] if view else []
        if not told:
            return
        foot = QWidget()
        line = row(foot, (0, 0, 0, 6), 8)
        line.addWidget(state_mark("warn"))
        words = Elided()
        words.setText(told[0])
        foot.setToolTip("\n".join(told))
        words.setToolTip("\n".join(told))
        line.addWidget(words, 1)
        if len(told) > 1:
            line.addWidget(label(self.tr("{0} more").format(len(told) - 1), "small"))
        self._warnings.addWidget(foot)

    def _show_fly(self) -> None:
        """Offer a flight over the zone chosen in the table, or the first to be warned of."""
        zone = self.ecology.zone_to_fly()
        self.fly.setVisible(bool(zone))
        self.fly.setEnabled(not self.ecology.busy)
        told = self.tr("Makes a project over the zone {0}, beside the study, and opens it")
        self.fly.setToolTip(told.format(zone))

    def _show_go(self, busy: bool) -> None:
        view = self.ecology.view
        done = view is not None and view.found.index is not None
        words = self.tr("Analyse again") if done else self.tr("Analyse")
        self.go.setText(f"  {words}")
        self.go.setEnabled(not busy)
        wait = self.tr("Wait until the work is done")
        self.go.setToolTip(wait if busy else "")
        self.stale.setVisible(self.ecology.stale)
        alone = view is not None and view.made_elsewhere
        for made, needs in (
            (self.report, True),
            (self.export, True),
            (self.measure, False),
            (self.change, False),
            (self.results, False),
            (self.other, False),
        ):
            of_study = made in (self.report, self.measure, self.change)
            ready = not of_study if alone else done or not needs
            made.setEnabled(not busy and ready)
            tip = "" if ready else self._elsewhere() if alone else self._first()
            made.setToolTip(wait if busy else tip or str(made.property("tip") or ""))
        self.work.setVisible(busy)

    def _told_elsewhere(self, view: StudyView) -> str:
        seen = self.ecology.site_seen
        if seen is None or not self.ecology.elsewhere:
            return ""
        far_km = away_km(view, seen)
        if not math.isfinite(far_km):
            return self.tr("The imagery lies elsewhere, not on the ground of this project.")
        words = self.tr(
            "The imagery lies elsewhere, about {0} km from this project. Its own ground is shown "
            "while this stage is in front."
        )
        return words.format(number(far_km, 0 if far_km >= 10 else 1))

    def _elsewhere(self) -> str:
        return self.tr("These results were made elsewhere: this needs a study")

    def _first(self) -> str:
        return self.tr("Analyse first: there is nothing to write")

    def _of_studies(self) -> str:
        return self.tr(
            "A study compares epochs of imagery: greenness, wetness, dryness, heat and erosion, "
            "and IRSEI made of them."
        )

    def _made_empty(self) -> QWidget:
        made = QWidget()
        box = column(made, gap=8)
        self.none = label(self._of_studies(), "muted", wrap=True)
        box.addWidget(self.none)
        box.addSpacing(4)
        self.new = button(self.tr("New study"), "primary", "plus")
        self.open = button(self.tr("Open a study"), "", "folder-open")
        self.foreign = button(self.tr("Open results made elsewhere"), "", "stack")
        for action in (self.new, self.open, self.foreign):
            box.addWidget(action)
        self.first_work = WorkBar(self.ecology)
        box.addWidget(self.first_work)
        self._ask(self.new, "new_study")
        self._ask(self.open, "open_study")
        self._ask(self.foreign, "open_results")
        return made

    def _made_full(self) -> QWidget:
        made, self.asked_for = QWidget(), QWidget()
        outer, box = column(made), column(self.asked_for)
        self.elsewhere = label("", "small", wrap=True)
        self.elsewhere.setContentsMargins(0, 0, 0, 8)
        outer.addWidget(self.elsewhere)
        self.trust = TrustBox()
        outer.addWidget(self.trust)
        outer.addWidget(self.asked_for)
        self.normalise = Segments(
            [("pooled", self.tr("All epochs together")), ("epoch", self.tr("Each epoch"))]
        )
        self.formulas = Segments(
            [("corrected", self.tr("Corrected")), ("literal", self.tr("As printed"))]
        )
        self.normalise.setToolTip(self.tr("One scale for all epochs shows what changes as a whole"))
        self.formulas.setToolTip(
            self.tr("As printed: the first paper's formulas with their errors")
        )
        self.normalise.chosen.connect(self._on_normalise)
        self.formulas.chosen.connect(self._on_formulas)
        for words, field in (
            (self.tr("Normalise"), self.normalise),
            (self.tr("Formulas"), self.formulas),
        ):
            box.addWidget(label(words, "head"))
            box.addSpacing(4)
            box.addWidget(field)
            box.addSpacing(10)
        self.corrections, self.corrected = CorrectionFields(), Fold(self.tr("Corrections"))
        self.corrected.box.addWidget(self.corrections)
        self.corrections.changed.connect(self._on_corrections)
        box.addWidget(self.corrected)
        box.addSpacing(6)
        self.indicators = IndicatorBars()
        box.addWidget(self.indicators)
        box.addSpacing(10)
        self._add_go(box)
        self.lacking = LackingNote(self.ecology)
        box.addWidget(self.lacking)
        self.result = EcologyResult()
        self.epochs = EpochList(self.ecology)
        outer.addWidget(self.result)
        outer.addLayout(self._buttons())
        outer.addSpacing(16)
        outer.addWidget(self.epochs)
        return made

    def _add_go(self, box: QVBoxLayout) -> None:
        self.go = button(self.tr("Analyse"), "primary", "leaf")
        self.go.clicked.connect(self.ecology.analyse)
        told = self.tr("The options have changed; analyse again to see what they give.")
        self.stale = label(told, "small", wrap=True)
        self.work = WorkBar(self.ecology)
        keeps = self.work.sizePolicy()
        keeps.setRetainSizeWhenHidden(False)
        self.work.setSizePolicy(keeps)
        for part, gap in ((self.go, 0), (self.stale, 6), (self.work, 8)):
            part.setContentsMargins(0, gap, 0, 0)
            box.addWidget(part)

    def _buttons(self) -> QVBoxLayout:
        lines = column(margins=(0, 10, 0, 0), gap=8)
        self.report = button(self.tr("Report"), "", "file-text")
        self.export = button(self.tr("Export map"), "", "download-simple")
        self.export.setProperty("tip", self.tr("PNG, PDF or GeoTIFF of the raster on the map"))
        self.measure = button(self.tr("Measurements…"), "", "flask")
        self.measure.setProperty("tip", self.tr("Dust, water, soil: maps, trends, the field check"))
        self.change = button(self.tr("Change study…"), "", "sliders-horizontal")
        self.change.setProperty(
            "tip", self.tr("Terrain, zones, further scenes, indicators of the index")
        )
        self.results = button(self.tr("Open results…"), "", "stack")
        self.other = button(self.tr("Other study…"), "", "folder-open")
        for pair in (
            (self.report, self.export),
            (self.results, self.other),
            (self.measure,),
            (self.change,),  # its words are too long for half a line
        ):
            line = row(gap=8)
            for made in pair:
                made.setProperty("tight", True)
                made.setMinimumWidth(40)
                line.addWidget(made, 1)
            lines.addLayout(line)
        for made, key in (
            (self.report, "report"),
            (self.export, "export_map"),
            (self.measure, "measurements"),
            (self.change, "edit_study"),
            (self.results, "open_results"),
            (self.other, "open_study"),
        ):
            self._ask(made, key)
        return lines

    def _ask(self, made: QPushButton, key: str) -> None:
        made.setProperty("action", key)
        made.clicked.connect(self._on_ask)

    def _on_ask(self) -> None:
        self.asked.emit(str(self.sender().property("action")))

    def _on_normalise(self, key: str) -> None:
        self.ecology.edit_index(self.tr("Change normalisation"), normalise=key)

    def _on_corrections(self) -> None:
        self.ecology.edit_corrections(self.tr("Change corrections"), self.corrections.value())

    def _on_formulas(self, key: str) -> None:
        self.ecology.edit_index(self.tr("Change formulas"), paper_literal=key == "literal")
