"""Third step: analyse, and what came of it."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from missionplanner.ecology.legends import legend
from missionplanner.messages.casing import sentence_case
from missionplanner.messages.catalogue import sentence
from missionplanner.model.security import LOWERING, YearSecurity
from missionplanner.model.study import epoch_names
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.ecology.result import signed
from missionplanner.ui.security.names import grade_words
from missionplanner.ui.security.session import Comparison, SecuritySession
from missionplanner.ui.security.steps.lacking_box import LackingBox
from missionplanner.ui.security.steps.step import StepPage, abreast
from missionplanner.ui.security.views import GRADES
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.bars import SwatchTable
from missionplanner.ui.widgets.kit import button, label, spread
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.segments import Segments
from missionplanner.ui.widgets.tiles import Figure, Tiles
from missionplanner.ui.widgets.work_bar import WorkBar

_KM2 = 1e6
_WARNINGS = 2
_LOWERS_FROM = 0.01


class IndexStep(StepPage):
    """Grades, the button, areas by grade of a year, and what the map compares.

    `asked(str)` tells the key of an action that needs a dialog.
    """

    asked = Signal(str)

    def __init__(self, session: SecuritySession) -> None:
        super().__init__(session)
        self.box.addWidget(label(self.tr("Breaks of the levels"), "head"))
        self.box.addSpacing(4)
        self.grading = Segments(
            [("fixed", self.tr("Table II")), ("natural", self.tr("Natural breaks"))]
        )
        self.grading.setToolTip(
            self.tr("Table II: 0.26, 0.40, 0.47, 0.57; or exact natural breaks of all years")
        )
        self.grading.chosen.connect(self._on_grading)
        self.box.addWidget(self.grading)
        self.box.addSpacing(12)
        self._add_go()
        self._add_result()

    def _add_go(self) -> None:
        self.lacking = LackingBox(self.session)
        self.box.addWidget(self.lacking)
        self.box.addSpacing(6)
        self.go = button(self.tr("Analyse"), "primary", "shield-check")
        self.go.clicked.connect(self.session.analyse)
        self.stale = label("", "small", wrap=True)
        self.work = WorkBar(self.session)
        keeps = self.work.sizePolicy()
        keeps.setRetainSizeWhenHidden(False)
        self.work.setSizePolicy(keeps)
        for part in (self.go, self.stale, self.work):
            self.box.addWidget(part)
            self.box.addSpacing(6)

    def _add_result(self) -> None:
        self.compare_head = label(self.tr("On the map"), "head")
        self.compare = Segments(
            [
                ("years", self.tr("Two years")),
                ("weights", self.tr("CW | VW")),
                ("image", self.tr("Image")),
            ]
        )
        self.compare.setToolTip(
            self.tr("Two years; constant beside variable weights; an image beside the levels")
        )
        self.compare.chosen.connect(self._on_compare)
        self.area_head, self.unit = label("", "head"), label("", "small")
        self.grades, self.tiles = SwatchTable(), Tiles()
        self.box.addSpacing(6)
        self.box.addWidget(self.compare_head)
        self.box.addSpacing(4)
        self.box.addWidget(self.compare)
        self.box.addSpacing(12)
        self.box.addLayout(spread(self.area_head, self.unit))
        self.box.addSpacing(4)
        self.box.addWidget(self.grades)
        self.box.addSpacing(10)
        self.box.addWidget(self.tiles)
        self.warnings = label("", "small", wrap=True)
        self.warnings.setStyleSheet(f"color: {tokens().warn};")
        self.box.addSpacing(8)
        self.box.addWidget(self.warnings)
        self.box.addSpacing(10)
        self.report = button(self.tr("Report"), "", "file-text")
        self.export = button(self.tr("Export map"), "", "download-simple")
        self.report.clicked.connect(self._on_report)
        self.export.clicked.connect(self._on_export)
        self.box.addLayout(abreast(self.report, self.export))
        self.box.addSpacing(8)
        self.open = button(self.tr("Open an ESI…"), "", "stack")
        self.open.setToolTip(self.tr("A GeoTIFF of an index from 0 to 1, made elsewhere"))
        self.open.clicked.connect(self.ask_raster)
        self.box.addLayout(abreast(self.open))

    def refresh(self) -> None:
        """Show the options and the results."""
        session, view = self.session, self.session.view
        found = view.found if view else None
        busy = session.busy or session.ecology.busy
        self.lacking.refresh()
        self.grading.choose(session.options.grades.method)
        self.grading.setEnabled(not busy)
        words = self.tr("Analyse again") if found else self.tr("Analyse")
        self.go.setText(f"  {words}")
        self.go.setEnabled(not busy)
        self.go.setToolTip(self.tr("Wait until the work is done") if busy else "")
        self.stale.setVisible(session.stale)
        self.stale.setText(self._stale_words())
        self.work.setVisible(session.busy and session.work == "analyse")
        self._show_out(busy, found is not None)
        self.compare.choose(session.comparison)
        year = self._year()
        heads: tuple[QWidget, ...] = (self.compare_head, self.compare)
        for part in heads:
            part.setVisible(found is not None or bool(session.foreign))
        tables: tuple[QWidget, ...] = (self.area_head, self.unit, self.grades, self.tiles)
        for part in tables:
            part.setVisible(year is not None)
        if year is not None:
            self._show_year(year)
        told = self._told(year)
        self.warnings.setText("\n".join(f"• {sentence_case(words)}" for words in told))
        self.warnings.setVisible(bool(told))

    def _stale_words(self) -> str:
        """Return why the results are out of date."""
        changed = self.session.changed_parts
        if changed == {"statistics"}:
            return self.tr("Figures of districts have changed; analyse again to see their effect.")
        if changed:
            return self.tr("What indicators are made from has changed; analyse again.")
        return self.tr("The options have changed; analyse again to see what they give.")

    def _show_out(self, busy: bool, found: bool) -> None:
        """Enable what writes files where there is something to write; a tip says why not."""
        wait = self.tr("Wait until the work is done")
        first = self.tr("Analyse first: there is nothing to write")
        of_map = self.tr("PNG, PDF or GeoTIFF of the raster on the map")
        for made, ready, tip in (
            (self.report, found, ""),
            (self.export, found or bool(self.session.foreign), of_map),
        ):
            made.setEnabled(ready and not busy)
            made.setToolTip(wait if busy else tip if ready else first)

    def _on_report(self) -> None:
        self.asked.emit("report")

    def _on_export(self) -> None:
        self.asked.emit("export_map")

    def _told(self, year: YearSecurity | None) -> list[str]:
        """Return what to be warned of: of the year, where a better indicator lowers the index."""
        view = self.session.view
        found = view.found.warnings if view and view.found else ()
        told = [sentence(line) for line in found if line.code != LOWERING][:_WARNINGS]
        lowering = sorted(year.lowering_share.items(), key=lambda p: -p[1]) if year else []
        strong = [(key, share) for key, share in lowering if share >= _LOWERS_FROM]
        if strong:
            key, share = strong[0]
            words = self.tr("A better {0} lowers the index on {1} % of the area")
            told.append(words.format(key, number(100 * share, 1)))
        if len(strong) > 1:
            told.append(self.tr("so do {0} other indicators").format(len(strong) - 1))
        return told

    def _year(self) -> YearSecurity | None:
        ecology, view = self.session.ecology, self.session.view
        if ecology.view is None or view is None or not ecology.view.dates:
            return None
        return view.year_of(ecology.view.dates[ecology.right])

    def _show_year(self, year: YearSecurity) -> None:
        ecology = self.session.ecology
        assert ecology.view is not None
        name = epoch_names(ecology.view.dates)[ecology.right]
        self.area_head.setText(self.tr("Area by level {0}").format(name))
        large = year.valid_m2 >= 10 * _KM2
        self.unit.setText(self.tr("km²") if large else self.tr("ha"))
        each = _KM2 if large else 1e4
        classes = {item.key: item for item in legend("security").classes}
        rows = []
        for grade in reversed(GRADES):
            item = classes[grade.value]
            constant, variable = (
                areas.get(grade, 0.0) / each for areas in (year.grades_m2_cw, year.grades_m2_vw)
            )
            digits = 1 if year.valid_m2 / each < 1000 else 0
            numbers = [number(constant, digits), number(variable, digits)]
            rows.append(
                (
                    item.colour,
                    grade_words(grade),
                    [*numbers, _change(variable - constant, digits)],
                )
            )
        self.grades.show_rows([self.tr("CW"), self.tr("VW"), self.tr("Change")], rows)
        self.tiles.show_figures(self._figures(year))

    def _figures(self, year: YearSecurity) -> list[Figure]:
        view = self.session.view
        found = view.found if view else None
        moved = sum(abs(change) for change in year.change_m2.values()) / 2
        figures = [
            Figure(self.tr("Mean ESI, CW"), number(year.mean_cw, 3)),
            Figure(self.tr("Mean ESI, VW"), number(year.mean_vw, 3)),
            Figure(
                self.tr("Net area moved"),
                number(100 * moved / max(year.valid_m2, 1e-9), 1),
                self.tr("% of area"),
            ),
        ]
        if found is not None and found.cr is not None:
            state = "warn" if found.cr >= 0.1 else "ok"
            figures.append(Figure(self.tr("Greatest CR"), number(found.cr, 3), "", state))
        else:
            figures.append(Figure("C · α", self._strength()))
        return figures

    def _strength(self) -> str:
        view = self.session.view
        found = view.found if view else None
        return f"{found.adjustment:g} · {found.alpha:g}" if found else "–"

    def ask_raster(self) -> QFileDialog:
        """Ask for an index made elsewhere; does not block."""
        dialog = QFileDialog(self, self.tr("Open an ESI"), "", "*.tif *.tiff *.vrt *.img")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_raster)
        remembered(dialog, "rasters")
        dialog.open()
        return dialog

    def take_raster(self, name: str) -> None:
        """Show an index made elsewhere."""
        self.session.add_foreign(Path(name))

    def _on_grading(self, method: str) -> None:
        grades = self.session.options.grades.model_copy(update={"method": method})
        self.session.edit_options(self.tr("Change the breaks"), grades=grades)

    def _on_compare(self, key: str) -> None:
        self.session.pick(comparison=cast("Comparison", key))


def _change(value: float, digits: int) -> str:
    """Return a change with its sign; nothing has none."""
    return "0" if round(value, digits) == 0 else signed(value, digits)
