"""Fourth step: the geographical detector asked of the index and its indicators."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QSpinBox

from missionplanner.messages.catalogue import sentence
from missionplanner.model.geodetector import GeodetectorResult
from missionplanner.model.study import epoch_names
from missionplanner.ui.security.judging.bars import Bar, BarRows
from missionplanner.ui.security.names import title_of
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.security.steps.factors import FactorChoice
from missionplanner.ui.security.steps.step import StepPage
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import button, label, spread
from missionplanner.ui.widgets.segments import Segments
from missionplanner.ui.widgets.work_bar import WorkBar

_FIRST = 6
_LEAST_FACTORS = 2
_SECURITY = ("esi_vw", "esi_cw")


class DriversStep(StepPage):
    """Response, factors, cutting, convention; *Detect*; the strongest factors."""

    def __init__(self, session: SecuritySession) -> None:
        super().__init__(session)
        self.response, self.year, self.method = QComboBox(), QComboBox(), QComboBox()
        self.classes, self.factors = QSpinBox(), FactorChoice()
        self.box.addLayout(self._fields())
        self.all = button(self.tr("All"), "text")
        self.none = button(self.tr("None"), "text")
        self.count = label("", "small")
        self.box.addSpacing(12)
        head = label(self.tr("Factors"), "head")
        self.box.addLayout(spread(head, self.count, self.all, self.none))
        self.box.addSpacing(6)
        self.box.addWidget(self.factors)
        self.head(self.tr("Convention"))
        self.convention = Segments([("geodetector", "geodetector"), ("gd", "GD")], "geodetector")
        self.convention.setToolTip(
            self.tr(
                "geodetector: strata of one sample are kept, sample variance; "
                "GD: they are left out, population variance"
            )
        )
        self.box.addWidget(self.convention)
        self.box.addSpacing(12)
        self._add_go()
        self.all.clicked.connect(self._on_all)
        self.none.clicked.connect(self._on_none)
        self.factors.changed.connect(self.refresh)

    def _fields(self) -> QGridLayout:
        for place, (key, words) in enumerate(
            (
                ("esi_vw", self.tr("ESI by VW")),
                ("esi_cw", self.tr("ESI by CW")),
                ("irsei", "IRSEI"),
            )
        ):
            self.response.insertItem(place, words, key)
        for key, words in (
            ("natural", self.tr("Natural breaks")),
            ("quantile", self.tr("Quantiles")),
            ("equal", self.tr("Equal steps")),
            ("geometric", self.tr("Geometric")),
            ("optimal", self.tr("Optimal (OPGD)")),
        ):
            self.method.addItem(words, key)
        self.classes.setRange(2, 12)
        self.classes.setValue(5)
        self.classes.setFixedHeight(32)
        self.classes.lineEdit().setTextMargins(6, 0, 0, 0)
        self.method.currentIndexChanged.connect(self._on_method)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for place, (words, field) in enumerate(
            (
                (self.tr("Response variable"), self.response),
                (self.tr("Year"), self.year),
                (self.tr("Cut by"), self.method),
                (self.tr("Classes"), self.classes),
            )
        ):
            field.setMinimumWidth(40)
            field.setAccessibleName(words)
            line, side = divmod(place, 2)
            grid.addWidget(label(words, "head"), 3 * line, side)
            grid.addWidget(field, 3 * line + 1, side)
        grid.setRowMinimumHeight(2, 6)
        return grid

    def _add_go(self) -> None:
        self.go = button(self.tr("Detect"), "primary", "chart-bar")
        self.go.clicked.connect(self._on_detect)
        self.work = WorkBar(self.session)
        keeps = self.work.sizePolicy()
        keeps.setRetainSizeWhenHidden(False)
        self.work.setSizePolicy(keeps)
        self.top_head, self.top = label("", "head"), BarRows()
        told = self.tr(
            "ESI is a weighted sum of these very indicators: q tells their part in it, and is no "
            "evidence of a cause."
        )
        self.note = label(told, "small", wrap=True)
        self.warnings = label("", "small", wrap=True)
        self.warnings.setStyleSheet(f"color: {tokens().warn};")
        for part, gap in (
            (self.go, 8),
            (self.work, 8),
            (self.note, 12),
            (self.top_head, 4),
            (self.top, 8),
            (self.warnings, 0),
        ):
            self.box.addWidget(part)
            self.box.addSpacing(gap)

    def refresh(self) -> None:
        """Show what is asked, and what was found."""
        session, system = self.session, self.session.system
        if system is None:
            return
        kept = [spec for spec in system.indicators if spec.key in self.session.kept]
        self.factors.show_system(system.model_copy(update={"indicators": tuple(kept)}))
        self._show_years()
        busy = session.busy or session.ecology.busy
        chosen = len(self.factors.chosen())
        self.count.setText(self.tr("{0} of {1}").format(chosen, len(self.factors.boxes)))
        few = chosen < _LEAST_FACTORS
        self.go.setEnabled(not busy and not few)
        tip = self.tr("Choose two factors at least") if few else ""
        self.go.setToolTip(self.tr("Wait until the work is done") if busy else tip)
        drivers = session.view.drivers if session.view else None
        words = self.tr("Detect again") if drivers else self.tr("Detect")
        self.go.setText(f"  {words}")
        self.work.setVisible(session.busy and session.work == "detect")
        self.note.setVisible(self.response.currentData() != "irsei")
        self._show_found(drivers)

    def request(self) -> dict[str, Any]:
        """Return what is asked, as `remote.detect` takes it."""
        return {
            "response": self.response.currentData(),
            "date": self.year.currentData(),
            "factors": self.factors.chosen(),
            "method": self.method.currentData(),
            "classes": self.classes.value(),
            "convention": self.convention.key(),
        }

    def _show_years(self) -> None:
        view = self.session.ecology.view
        days = [day.isoformat() for day in view.dates] if view else []
        if [self.year.itemData(k) for k in range(self.year.count())] != days and view:
            self.year.clear()
            for words, day in zip(epoch_names(view.dates), days, strict=True):
                self.year.addItem(words, day)
            self.year.setCurrentIndex(len(days) - 1)

    def _show_found(self, drivers: GeodetectorResult | None) -> None:
        for part in (self.top_head, self.top):
            part.setVisible(drivers is not None)
        self.warnings.hide()
        system = self.session.system
        if drivers is None or system is None:
            return
        titles = {spec.key: title_of(spec) for spec in system.indicators}
        self.top_head.setText(self.tr("Strongest, q of {0} places").format(f"{drivers.n:,}"))
        first = drivers.ranked[:_FIRST]
        self.top.show_bars([Bar(name, drivers.q[name], tip=titles.get(name, "")) for name in first])
        # The first one is the note above, where it is shown.
        told = drivers.warnings[1:3] if drivers.response in _SECURITY else drivers.warnings[:2]
        self.warnings.setText("\n".join(map(sentence, told)))
        self.warnings.setVisible(bool(told))

    def _on_detect(self) -> None:
        self.session.detect(self.request())

    def _on_method(self, _place: int) -> None:
        optimal = self.method.currentData() == "optimal"
        self.classes.setEnabled(not optimal)
        self.classes.setToolTip(self.tr("The search finds the number") if optimal else "")

    def _on_all(self) -> None:
        self.factors.choose(tuple(self.factors.boxes))

    def _on_none(self) -> None:
        self.factors.choose(())
