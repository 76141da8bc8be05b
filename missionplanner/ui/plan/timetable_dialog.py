"""The timetable of the plan: what the crew has, and when each flight is flown."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QDialog, QFileDialog, QGridLayout, QSpinBox, QWidget

from missionplanner.messages.catalogue import sentence
from missionplanner.model.timetable import Crew
from missionplanner.tasks.runner import Failed, Job, Where
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.timetable_views import SlotView, TimetableView
from missionplanner.ui.style.reach import reach
from missionplanner.ui.widgets.data_table import DataTable
from missionplanner.ui.widgets.kit import button, column, dialog_foot, label
from missionplanner.ui.widgets.roomy import FitsScreen
from missionplanner.ui.work.errands import Errands

# Named, not imported: light and weather bring libraries that the window's start need not pay for.
_TIMETABLE = "missionplanner.ui.plan.timetable_read:timetable"
_MOST = 2880


class TimetableDialog(QDialog):
    """Works the times out anew after each change; the saved plan must stand."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.view: TimetableView | None = None
        self._day: date | None = None
        self.errands = Errands(self)
        self.errands.failed.connect(self._show_failure)
        self.setWindowTitle(self.tr("Timetable"))
        self.resize(860, 560)
        FitsScreen(self)
        self.fields = self._fields()
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(self.tr("First day"))
        self.table = DataTable(self.tr("Timetable"))
        self.told, self.fault = label("", wrap=True), label("", "fault", wrap=True)
        self.go = button(self.tr("Save as a calendar…"))
        self._lay_out()
        self._show_fault("")
        for field in self.fields.values():
            field.editingFinished.connect(self.work)
        self.day.dateChanged.connect(self._on_day)
        self.go.clicked.connect(self.choose_file)
        self.go.setEnabled(False)
        self.work()

    def work(self) -> None:
        """Work the times out, as the fields now say."""
        self._ask(None)

    def write(self, path: Path) -> None:
        """Write the times as an iCalendar file."""
        self._ask(path)

    def choose_file(self) -> QFileDialog:
        """Ask where the calendar goes; does not block."""
        site = self._session.site
        start = str(site.folder / "flights.ics") if site else "flights.ics"
        dialog = QFileDialog(self, self.tr("Save as a calendar"), start, "*.ics")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        remembered(dialog, "calendar")
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()
        return dialog

    def done(self, code: int) -> None:
        """Forget what is still worked out."""
        self.errands.clear()
        super().done(code)

    @property
    def crew(self) -> Crew:
        """What the crew has, by the fields."""
        return Crew.model_validate({name: box.value() for name, box in self.fields.items()})

    def _ask(self, ics: Path | None) -> None:
        site = self._session.site
        if site is not None:
            job = Job(_TIMETABLE, site.folder, self.crew, self._day, ics, where=Where.KEPT)
            self.errands.ask("write" if ics else "work", lambda: job, self._show)

    def _show(self, value: object) -> None:
        if not isinstance(value, TimetableView):
            return
        self.view = value
        self._show_fault("")
        self.day.blockSignals(True)
        self.day.setDate(QDate(value.day.year, value.day.month, value.day.day))
        self.day.blockSignals(False)
        heads = (
            self.tr("Flight"), self.tr("Day"), self.tr("Take-off"), self.tr("Landing"),
            self.tr("From"), self.tr("Set"), self.tr("Waits for"),
        )  # fmt: skip
        self.table.show_rows(heads, [_cells(slot) for slot in value.slots])
        self.told.setText("\n".join(sentence(words) for words in value.told))
        self.go.setEnabled(bool(value.slots))
        if value.files:
            self._session.written.emit(value.files)

    def _show_failure(self, failure: Failed) -> None:
        self._show_fault(failure.line())
        self.go.setEnabled(False)

    def _show_fault(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    def _on_day(self, day: QDate) -> None:
        self._day = date(day.year(), day.month(), day.day())
        self.work()

    def _fields(self) -> dict[str, QSpinBox]:
        minutes = self.tr(" min")
        kept = self._session.project.document.intent.swap_minutes if self._session.project else 5
        made = {
            "battery_sets": _box(1, 1000, 4, ""),
            "chargers": _box(0, 100, 1, ""),
            "charge_minutes": _box(0, _MOST, 60, minutes),
            "swap_minutes": _box(0, 1000, round(kept), minutes),
            "move_minutes": _box(0, _MOST, 20, minutes),
            "days": _box(1, 366, 14, ""),
        }
        for name, words in self._names().items():
            made[name].setAccessibleName(words)
        made["chargers"].setToolTip(self.tr("Sets charged at a time; 0: all overnight"))
        return made

    def _names(self) -> dict[str, str]:
        return {
            "battery_sets": self.tr("Battery sets"),
            "chargers": self.tr("Sets charged at once"),
            "charge_minutes": self.tr("Charging takes"),
            "swap_minutes": self.tr("Between two flights"),
            "move_minutes": self.tr("Moving to another site"),
            "days": self.tr("Days looked at"),
        }

    def _lay_out(self) -> None:
        box = column(self, (20, 16, 20, 16), 12)
        box.addWidget(label(self.tr("Timetable"), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        parts: list[tuple[str, QWidget]] = [(self.tr("First day"), self.day)]
        parts += [(words, self.fields[name]) for name, words in self._names().items()]
        for place, (words, field) in enumerate(parts):
            line, at = 2 * (place // 4), place % 4
            field.setFixedHeight(reach(32))
            grid.addWidget(label(words, "head"), line, at)
            grid.addWidget(field, line + 1, at)
            grid.setColumnStretch(at, 1)
        box.addLayout(grid)
        box.addWidget(self.fault)
        box.addWidget(self.table, 1)
        box.addWidget(self.told)
        box.addLayout(dialog_foot(self, self.tr("Close"), self.go))


def _box(low: int, high: int, value: int, suffix: str) -> QSpinBox:
    made = QSpinBox()
    made.setRange(low, high)
    made.setValue(value)
    made.setSuffix(suffix)
    made.lineEdit().setTextMargins(6, 0, 0, 0)
    return made


def _cells(slot: SlotView) -> list[str]:
    waited = sentence(slot.waited_for) if slot.waited_for else ""
    day, clock = f"{slot.start:%Y-%m-%d}", (f"{slot.start:%H:%M}", f"{slot.end:%H:%M}")
    return [slot.name, day, *clock, slot.station, str(slot.battery_set), waited]
