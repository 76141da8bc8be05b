"""The dock of the Ecology stage: history of a place, figures by epoch, zones."""

import math
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from missionplanner.ecology.legends import legend
from missionplanner.model.ecology import ZoneRow, ZonesResult
from missionplanner.model.study import epoch_names
from missionplanner.ui.charts.bar_charts import GroupedBars, HistogramChart, StackedBars
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.ecology.field_check import FieldCheck
from missionplanner.ui.ecology.measured_rows import measured_heads, measured_rows
from missionplanner.ui.ecology.pixel_chart import PixelChart
from missionplanner.ui.ecology.result import SHORT, signed
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.ecology.views import GRADES, StudyView
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.data_table import DataTable
from missionplanner.ui.widgets.kit import row, tool
from missionplanner.ui.widgets.numbers import number, p_value
from missionplanner.ui.widgets.pages import Pages

_OF_MEASURED = (2, 3)
"""Pages of what was measured, beside the zones."""


class EcologyDock(QWidget):
    """Follows the study; a zone chosen in the table stands out on the map."""

    def __init__(self, ecology: EcologySession) -> None:
        super().__init__()
        self._ecology = ecology
        self.pixel, self.shares = PixelChart(), StackedBars()
        self.table = DataTable(self.tr("Zones"))
        self.history = Pages([(self.tr("Pixel history"), self.pixel)])
        self.figures = Pages(
            [
                (self.tr("Area by grade"), self.shares),
                (self.tr("Loadings"), lambda: self.loadings),
                (self.tr("Histogram"), lambda: self.histogram),
            ]
        )
        copy = tool("copy", self.tr("Copy the table"), size=16, side=28)
        save = tool("download-simple", self.tr("Write the table as CSV"), size=16, side=28)
        copy.clicked.connect(self._on_copy)
        save.clicked.connect(self.choose_csv)
        self.zones = Pages(
            [
                (self.tr("Zones"), self.table),
                (self.tr("Chart"), lambda: self.zone_bars),
                (self.tr("Measured"), lambda: self.places),
                (self.tr("Field check"), lambda: self.field),
            ],
            (copy, save),
        )
        box = row(self, gap=1)
        box.addWidget(self.history, 31)
        box.addWidget(self.figures, 27)
        box.addWidget(self.zones, 42)
        self.table.picked.connect(ecology.pick_zone)
        for pages in (self.figures, self.zones):
            pages.turned.connect(self.refresh)
        ecology.measured_changed.connect(self._on_measured)
        for signal in (
            ecology.study_changed,
            ecology.edited,  # what is stale is less to be trusted
            ecology.epochs_picked,
            ecology.pixel_changed,
            ecology.zone_picked,
            ecology.measured_changed,
        ):
            signal.connect(self.refresh)
        self.refresh()

    @cached_property
    def loadings(self) -> GroupedBars:
        """What each indicator weighs in the index."""
        return GroupedBars()

    @cached_property
    def histogram(self) -> HistogramChart:
        """How often each value stands in the right epoch."""
        return HistogramChart()

    @cached_property
    def zone_bars(self) -> GroupedBars:
        """The zones' means, side by side."""
        return GroupedBars()

    @cached_property
    def places(self) -> DataTable:
        """What was measured at each place."""
        return DataTable(self.tr("Measured"))

    @cached_property
    def field(self) -> FieldCheck:
        """Measurements beside rasters."""
        return FieldCheck()

    def refresh(self) -> None:
        """Show the study: the pages that are turned to."""
        view = self._ecology.view
        self._show_pixel()
        self._show_shares(view)
        if self.figures.page == 1:
            self._show_loadings(view)
        if self.figures.page == 2:
            self._show_histogram(view)
        self._show_zones(view)
        self._show_measured()

    def choose_csv(self) -> QFileDialog:
        """Ask where the table goes; does not block."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        name = "zones.csv" if self._shown is self.table else "measured.csv"
        place = Path(QStandardPaths.writableLocation(documents)) / name
        dialog = QFileDialog(self, self.tr("Write the table as CSV"), str(place), "*.csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self.write_csv)
        remembered(dialog, "study output")
        dialog.open()
        return dialog

    def write_csv(self, name: str) -> None:
        """Write the table that is turned to: of zones, or of what was measured."""
        self._ecology.tell_written(Path(name), self._shown.write_csv)

    @property
    def _shown(self) -> DataTable:
        return self.places if self.zones.page in _OF_MEASURED else self.table

    def _on_copy(self) -> None:
        self._shown.copy()

    def _on_measured(self) -> None:
        if self._ecology.measured is not None:
            self.zones.turn(_OF_MEASURED[0])

    def _show_measured(self) -> None:
        measured = self._ecology.measured
        for page in _OF_MEASURED:
            self.zones.offer(page, measured is not None)
        if measured is None or self.zones.page not in _OF_MEASURED:
            return
        result = measured.result
        if self.zones.page == _OF_MEASURED[1]:
            self.field.show_result(result)
        else:
            self.places.show_rows(measured_heads(), measured_rows(result))
        beyond = sum(at.beyond is not None for one in result.quantities for at in one.places)
        told = self.tr("{0} beyond a limit").format(beyond) if beyond else ""
        self.zones.note.setText(told)

    def _show_pixel(self) -> None:
        series = self._ecology.series
        self.pixel.show_series(series, legend("irsei"))
        view = self._ecology.view
        if view is None or not any(name == "irsei" for name, _ in view.files):
            self.history.note.setText(self.tr("after the analysis"))
        elif series is None:
            self.history.note.setText(self.tr("click the map"))
        elif not series.known:
            self.history.note.setText(self.tr("no value here"))
        elif math.isnan(series.slope) or not (view.trust and view.trust.trusted):
            self.history.note.setText(self._ecology.zone_at())
        else:
            words = self.tr("{0}{1}/yr · p {2}")
            place = self._ecology.zone_at()
            shown = (f"{place} · " if place else "", signed(series.slope, 3))
            self.history.note.setText(words.format(*shown, p_value(series.p)))

    def _show_shares(self, view: StudyView | None) -> None:
        index = view.found.index if view else None
        if index is None or not index.trust.comparable:
            self.shares.show_shares([], [], [])
            self.figures.note.setText("")
            return
        classes = legend("irsei").classes
        shares = [
            [epoch.grades_m2.get(grade, 0.0) / max(epoch.valid_m2, 1e-9) for epoch in index.epochs]
            for grade in reversed(GRADES)
        ]
        names = epoch_names([epoch.date for epoch in index.epochs])
        self.shares.show_shares(names, shares, [item.colour for item in classes])
        hectares = index.epochs[-1].valid_m2 / 1e4
        words = self.tr("% of {0} ha").format(number(hectares, 0 if hectares >= 10 else 1))
        self.figures.note.setText(words if self.figures.page == 0 else self._sides(view))

    def _sides(self, view: StudyView | None) -> str:
        if view is None:
            return ""
        names = epoch_names(view.dates)
        if self.figures.page == 1:
            return self.tr("PC1, PC2 · {0}").format(names[self._ecology.right])
        return names[self._ecology.right]

    def _show_loadings(self, view: StudyView | None) -> None:
        epoch = view.index_of(self._ecology.right) if view else None
        loadings = epoch.loadings if epoch else {}
        parts = min(2, min((len(v) for v in loadings.values()), default=0))
        groups = [[values[part] for values in loadings.values()] for part in range(parts)]
        names = [SHORT[indicator] for indicator in loadings]
        colours = [tokens().sorties[0], tokens().sorties[1]][:parts]
        self.loadings.show_groups(names, groups, colours, (-1.0, 1.0))

    def _show_histogram(self, view: StudyView | None) -> None:
        ecology = self._ecology
        new = view.index_of(ecology.right) if view else None
        old = view.index_of(ecology.left) if view and ecology.left != ecology.right else None
        counts = new.histogram if new else ()
        classes = legend("irsei").classes
        each = max(1, len(counts) // len(classes))
        colours = [classes[min(k // each, len(classes) - 1)].colour for k in range(len(counts))]
        self.histogram.show_counts(counts, old.histogram if old else (), colours)

    def _show_zones(self, view: StudyView | None) -> None:
        zones = view.found.zones if view else None
        if view is None or zones is None:
            self.table.show_rows([], [])
            if self.zones.page == 1:
                self.zone_bars.show_groups([], [], [], (0.0, 1.0))
            self.zones.note.setText(self._no_zones(view))
            return
        left, right = self._places_of(view, zones)
        names = epoch_names(zones.dates)
        heads = [
            self.tr("Zone"), self.tr("Area, ha"), names[left], names[right],
            self.tr("p"), self.tr("Change"),
        ]  # fmt: skip
        # An index to be looked at first has values and no change; one not to be trusted neither.
        trust = view.trust or zones.trust
        columns = [0, 1, *([2, 3] if trust.comparable else []), *([5] if trust.trusted else [])]
        columns += [4] if trust.comparable else []
        heads = [heads[k] for k in columns]
        rows = [[_row(zone, left, right)[k] for k in columns] for zone in zones.zones]
        self.table.show_rows(heads, rows, self._ecology.zone)
        if self.zones.page == 1:
            self._show_bars(zones, (left, right) if trust.comparable else ())
        warned = sum(bool(zone.warnings) for zone in zones.zones)
        told = self.tr("{0} to be warned of").format(warned) if warned else ""
        # Bars stand in the order of the names: the left epoch, then the right one.
        bars = " | ".join(dict.fromkeys((names[left], names[right])))
        self.zones.note.setText(bars if self.zones.page == 1 else told)

    def _places_of(self, view: StudyView, zones: ZonesResult) -> tuple[int, int]:
        """Return the places of the dates on the map among those of the zones, or the ends."""
        days = [view.dates[place] for place in (self._ecology.left, self._ecology.right)]
        ends = (0, len(zones.dates) - 1)
        left, right = (
            zones.dates.index(day) if day in zones.dates else end
            for day, end in zip(days, ends, strict=True)
        )
        return left, right

    def _show_bars(self, zones: ZonesResult, places: tuple[int, ...]) -> None:
        means = [[zone.means[place] for zone in zones.zones] for place in places]
        titles = [zone.name for zone in zones.zones]
        colours = [tokens().control, tokens().link][: len(places)]
        self.zone_bars.show_groups(titles, means, colours, (0.0, 1.0))

    def _no_zones(self, view: StudyView | None) -> str:
        if view is None:
            return ""
        return self.tr("after the analysis") if view.zones else self.tr("none in this study")


def _row(zone: ZoneRow, left: int, right: int) -> list[str]:
    old, new = zone.means[left], zone.means[right]
    change = "–" if math.isnan(new - old) else signed(new - old)
    figures = ["–" if math.isnan(v) else number(v, 2) for v in (old, new)]
    return [zone.name, number(zone.area_m2 / 1e4, 1), *figures, p_value(zone.p), change]
