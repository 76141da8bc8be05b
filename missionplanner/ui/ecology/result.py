"""What an analysis found, on the panel: loadings, area by grade, trend."""

import math
from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from missionplanner.ecology.legends import legend
from missionplanner.model.ecology import EpochIndex, Significance
from missionplanner.model.study import Indicator, epoch_names
from missionplanner.ui.ecology.views import GRADES, StudyView
from missionplanner.ui.style.language import short_language
from missionplanner.ui.widgets.bars import SignedBar, SwatchTable
from missionplanner.ui.widgets.kit import column, label, spread
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.tiles import Figure, Tiles

SHORT = {
    Indicator.GREENNESS: "NDVI",
    Indicator.WETNESS: "WET",
    Indicator.DRYNESS: "NDBSI",
    Indicator.HEAT: "LST",
    Indicator.EROSION: "RUSLE",
}


def signed(value: float, digits: int = 2) -> str:
    """Return a number that always bears its sign."""
    text = number(value, digits)
    return text if value < 0 else f"+{text}"


def adding_up(shares: Sequence[float]) -> list[float]:
    """Return parts of a whole in percent, to a tenth, so that what is shown adds up to it.

    The tenths that rounding down leaves go to the parts with the largest remainders.
    """
    tenths = [1000.0 * share for share in shares]
    whole = [math.floor(value) for value in tenths]
    order = sorted(range(len(tenths)), key=lambda k: whole[k] - tenths[k])
    for place in order[: round(sum(tenths)) - sum(whole)]:
        whole[place] += 1
    return [value / 10.0 for value in whole]


class IndicatorBars(QWidget):
    """Each indicator's loading in the first component, and that component's share."""

    def __init__(self) -> None:
        super().__init__()
        box = column(self, gap=4)
        self._share = label("", "small", right=True)
        box.addLayout(spread(label(self.tr("Indicators"), "head"), self._share))
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(2, 1)
        box.addWidget(inside)

    def show_study(self, view: StudyView, place: int) -> None:
        """Show one epoch's loadings; before the analysis, the names alone."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        epoch = view.index_of(place)
        told = self.tr("Weight in PC1 ({0} %)")
        parts = epoch.contributions if epoch else ()
        self._share.setText(told.format(number(100 * parts[0], 1)) if parts else "")
        names = self._names()
        for line, indicator in enumerate(view.study.index.indicators):
            self._add(line, indicator, names[indicator], epoch)

    def _add(self, line: int, indicator: Indicator, words: str, epoch: EpochIndex | None) -> None:
        loadings = epoch.loadings.get(indicator) if epoch else None
        value = loadings[0] if loadings else None
        self._grid.addWidget(label(words), line, 0)
        self._grid.addWidget(label(SHORT[indicator], "small"), line, 1)
        self._grid.addWidget(SignedBar(value), line, 2)
        text = "–" if value is None else signed(value)
        shown = label(text, right=True)
        shown.setMinimumWidth(40)
        self._grid.addWidget(shown, line, 3)

    def _names(self) -> dict[Indicator, str]:
        return {
            Indicator.GREENNESS: self.tr("Greenness"),
            Indicator.WETNESS: self.tr("Wetness"),
            Indicator.DRYNESS: self.tr("Dryness"),
            Indicator.HEAT: self.tr("Heat"),
            Indicator.EROSION: self.tr("Erosion"),
        }


class EcologyResult(QWidget):
    """Area by grade of two epochs, and the trend on tiles."""

    def __init__(self) -> None:
        super().__init__()
        box = column(self, (0, 8, 0, 0), 3)
        self._points = label(self.tr("change in percentage points"), "small", right=True)
        box.addLayout(spread(label(self.tr("Area by grade"), "head"), self._points))
        self.grades, self.tiles = SwatchTable(), Tiles()
        box.addWidget(self.grades)
        self._trend_head = label("", "head")
        self._trend_head.setContentsMargins(0, 6, 0, 1)
        box.addWidget(self._trend_head)
        box.addWidget(self.tiles)

    def show_study(self, view: StudyView, left: int, right: int) -> None:
        """Show the epochs chosen; nothing before the analysis."""
        old, new = view.index_of(left), view.index_of(right)
        trust = view.trust
        # Values that are not to be believed are not shown, so that nobody quotes them.
        there = old is not None and new is not None and trust is not None and trust.comparable
        self.setVisible(there)
        if not there or old is None or new is None or trust is None:
            return
        names = epoch_names(view.dates)
        one = left == right
        change_shown = not one and trust.trusted
        heads = [names[right]] if one else [names[left], names[right]]
        heads += [self.tr("Change")] if change_shown else []
        self._points.setVisible(change_shown)
        rows = []
        classes = {item.key: item for item in legend("irsei").classes}
        both = zip(GRADES, _percents(old), _percents(new), strict=True)
        for grade, before, now in both:
            item = classes[grade.value]
            shown = [f"{number(share, 1)} %" for share in (before, now)]
            change = round(now - before, 1)
            numbers = shown[1:] if one else shown
            if change_shown:
                numbers = [*shown, signed(change, 1) if change else "0"]
            rows.append((item.colour, item.label(short_language()), numbers))
        self.grades.show_rows(heads, rows)
        self._show_trend(view, old, new)

    def _show_trend(self, view: StudyView, old: EpochIndex, new: EpochIndex) -> None:
        trend = view.found.trend
        if trend and trend.n_epochs == 2:
            trend = None  # of two dates it is their difference, and nothing of it a trend
        names = epoch_names(view.dates)
        span = f"{names[0]}–{names[-1]}" if len(names[0]) == 4 else f"{names[0]} – {names[-1]}"
        words = self.tr("Trend {0}").format(span) if trend else self.tr("Mean")
        self._trend_head.setText(words)
        was = self.tr("was {0}").format(_mean(old.mean)) if old is not new else ""
        figures = [Figure(self.tr("Mean IRSEI"), _mean(new.mean), was)]
        if trend and view.trust and view.trust.trusted:
            unit = self.tr("% of area")
            whole = max(trend.valid_m2, 1e-9)
            keys = (Significance.IMPROVING, Significance.DEGRADING, Significance.NONE)
            titles = (self.tr("Improving"), self.tr("Degrading"), self.tr("No clear trend"))
            shares = adding_up([trend.significant_m2.get(key, 0.0) / whole for key in keys])
            for title, share in zip(titles, shares, strict=True):
                figures.append(Figure(title, number(share, 1), unit))
        self.tiles.show_figures(figures)


def _percents(epoch: EpochIndex) -> list[float]:
    """Return the area of each grade, % of what is not masked."""
    whole = max(epoch.valid_m2, 1e-9)
    return adding_up([epoch.grades_m2.get(grade, 0.0) / whole for grade in GRADES])


def _mean(value: float) -> str:
    return "–" if math.isnan(value) else number(value, 2)
