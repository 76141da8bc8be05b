"""What the index found: radar of the layers, areas by level, sensitivity, sites."""

import datetime
from functools import cached_property

import numpy as np
from PySide6.QtWidgets import QWidget

from missionplanner.ecology.legends import legend
from missionplanner.model.security import SecurityResult, SiteSecurity
from missionplanner.model.study import decimal_year, epoch_names
from missionplanner.ui.charts.grade_area import GradeArea, SiteSeries
from missionplanner.ui.charts.heat_map import HeatMap
from missionplanner.ui.charts.radar import Radar
from missionplanner.ui.ecology.result import signed
from missionplanner.ui.security.names import layer_words
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.security.views import GRADES
from missionplanner.ui.widgets.data_table import DataTable
from missionplanner.ui.widgets.kit import row, tool
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.pages import Pages

_DASH = "–"


class IndexPage(QWidget):
    """Three columns; a site chosen in the table has its series drawn."""

    def __init__(self, session: SecuritySession) -> None:
        super().__init__()
        self._session = session
        self.radar, self.area = Radar(), GradeArea()
        self.table = DataTable(self.tr("Sites"))
        self.layers = Pages([(self.tr("Layers"), self.radar)])
        self.figures = Pages(
            [(self.tr("Area by level"), self.area), (self.tr("C × α"), lambda: self.trials)]
        )
        copy = tool("copy", self.tr("Copy the table"), size=16, side=28)
        copy.clicked.connect(self.table.copy)
        self.sites = Pages(
            [(self.tr("Sites"), self.table), (self.tr("Series"), lambda: self.series)], (copy,)
        )
        box = row(self, gap=1)
        for page, share in ((self.layers, 25), (self.figures, 33), (self.sites, 42)):
            box.addWidget(page, share)
        self.table.picked.connect(self._on_site)
        for pages in (self.figures, self.sites):
            pages.turned.connect(self.refresh)
        self.refresh()

    @cached_property
    def trials(self) -> HeatMap:
        """How much changes with the adjustment and the exponent."""
        made = HeatMap(34)
        made.pointed.connect(self._on_trial)
        return made

    @cached_property
    def series(self) -> SiteSeries:
        """The site chosen, year by year."""
        return SiteSeries()

    def refresh(self) -> None:
        """Show the results."""
        view = self._session.view
        found = view.found if view else None
        self._show_layers(found)
        self._show_area(found)
        if self.figures.page == 1:
            self._show_trials(found)
        self._show_sites(found)
        self._tell()

    def _at(self, found: SecurityResult) -> int:
        """Return the place of the year looked at."""
        study = self._session.ecology.view
        if study is None or not study.dates:
            return len(found.years) - 1
        day = study.dates[self._session.ecology.right].isoformat()
        days = [year.date for year in found.years]
        return days.index(day) if day in days else len(days) - 1

    def _show_layers(self, found: SecurityResult | None) -> None:
        if found is None:
            self.radar.show_scores([], [], [], 0)
            return
        axes = found.system.layers
        scores = [[year.layer_scores.get(axis, 0.0) for axis in axes] for year in found.years]
        self.radar.show_scores(
            [axis.value for axis in axes], _names(found), scores, self._at(found)
        )
        self.radar.setToolTip("\n".join(f"{axis.value}  {layer_words(axis)}" for axis in axes))

    def _show_area(self, found: SecurityResult | None) -> None:
        if found is None:
            self.area.show_shares([], [], [], [])
            return
        shares = [
            [year.grades_m2_vw.get(grade, 0.0) / max(year.valid_m2, 1e-9) for year in found.years]
            for grade in GRADES
        ]
        colours = [item.colour for item in legend("security").classes]
        self.area.show_shares(_years(found), _names(found), shares, colours)

    def _show_trials(self, found: SecurityResult | None) -> None:
        trials = found.sensitivity if found else None
        if found is None or trials is None:
            self.trials.show_table([], [], np.empty((0, 0)), (0.0, 1.0))
            self.trials.frame(-1, -1)
            return
        changed = np.asarray(trials.changed)[::-1]
        rows = [f"{value:g}" for value in reversed(trials.adjustments)]
        columns = [f"{value:g}" for value in trials.alphas]
        self.trials.show_table(rows, columns, changed, (0.0, max(float(changed.max()), 1e-6)))
        self.trials.frame(
            _nearest(trials.adjustments[::-1], found.adjustment),
            _nearest(trials.alphas, found.alpha),
        )

    def _show_sites(self, found: SecurityResult | None) -> None:
        sites = found.sites if found else ()
        if found is None or not sites:
            self.table.show_rows([], [])
            if self.sites.page == 1:
                self.series.show_series([], [], [], [])
            return
        names, at = _names(found), self._at(found)
        heads = [
            self.tr("Site"), self.tr("Area, ha"), self.tr("CW {0}").format(names[at]),
            self.tr("VW {0}").format(names[at]), self.tr("VW change"),
        ]  # fmt: skip
        chosen = self._session.site or sites[0].name
        self.table.show_rows(heads, [_row(site, at) for site in sites], chosen)
        site = next((s for s in sites if s.name == chosen), sites[0])
        if self.sites.page == 1:
            self.series.show_series(_years(found), names, site.mean_cw, site.mean_vw)

    def _tell(self) -> None:
        view = self._session.view
        found = view.found if view else None
        if found is None:
            for pages in (self.layers, self.figures, self.sites):
                pages.note.setText(self.tr("after the analysis"))
            return
        self.layers.note.setText(self.tr("0–1 · {0}").format(_names(found)[self._at(found)]))
        area = self.tr("% by VW")
        self.figures.note.setText(area if self.figures.page == 0 else self.tr("share changed"))
        chosen = self._session.site or (found.sites[0].name if found.sites else "")
        words = self.tr("{0} · solid VW, dashed CW").format(chosen)
        none = self.tr("none in this study")
        self.sites.note.setText(none if not found.sites else words if self.sites.page == 1 else "")

    def _on_trial(self, line: int, column: int) -> None:
        view = self._session.view
        trials = view.found.sensitivity if view and view.found else None
        if trials is None or line < 0:
            self._tell()
            return
        place = len(trials.adjustments) - 1 - line
        share = 100 * trials.changed[place][column]
        words = self.tr("C {0} α {1}: {2} %")
        shown = (f"{trials.adjustments[place]:g}", f"{trials.alphas[column]:g}", number(share, 1))
        self.figures.note.setText(words.format(*shown))
        self.trials.setToolTip(words.format(*shown))

    def _on_site(self, name: str) -> None:
        self._session.pick(site=name)


def _row(site: SiteSecurity, at: int) -> list[str]:
    constant, variable = site.mean_cw[at], site.mean_vw[at]
    known = [value for value in site.mean_vw if value is not None]
    change = signed(known[-1] - known[0], 3) if len(known) > 1 else _DASH
    shown = [_DASH if value is None else number(value, 3) for value in (constant, variable)]
    return [site.name, number(site.valid_m2[at] / 1e4, 1), *shown, change]


def _days(found: SecurityResult) -> list[datetime.date]:
    return [datetime.date.fromisoformat(year.date) for year in found.years]


def _names(found: SecurityResult) -> tuple[str, ...]:
    return epoch_names(_days(found))


def _years(found: SecurityResult) -> list[float]:
    return [decimal_year(day) for day in _days(found)]


def _nearest(values: tuple[float, ...], wanted: float) -> int:
    return int(np.abs(np.asarray(values) - wanted).argmin())
