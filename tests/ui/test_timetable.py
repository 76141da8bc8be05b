"""The timetable's dialog: what the crew has, when each flight is flown, and the calendar."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from missionplanner.ui.plan.timetable_dialog import TimetableDialog
from missionplanner.ui.shell.main_window import MainWindow


@pytest.fixture
def dialog(planned: MainWindow, qtbot: QtBot) -> TimetableDialog:
    planned.actions_["timetable"].trigger()
    made = planned.dialog
    assert isinstance(made, TimetableDialog)
    qtbot.waitUntil(lambda: made.view is not None, timeout=30_000)
    return made


def test_flights_have_their_times(dialog: TimetableDialog, qtbot: QtBot) -> None:
    heads, first, *_ = dialog.table.cells()
    assert [word.strip() for word in heads] == [
        "Flight", "Day", "Take-off", "Landing", "From", "Set", "Waits for",
    ]  # fmt: skip
    assert first[1:4] == ["2026-06-01", "09:00", "09:20"]
    assert dialog.told.text() == "All is flown."
    dialog.fields["battery_sets"].setValue(1)
    dialog.fields["battery_sets"].editingFinished.emit()
    qtbot.waitUntil(lambda: [line[5] for line in dialog.table.cells()[1:]] == ["1"] * 3)
    dialog.day.setDate(QDate(2026, 6, 5))
    qtbot.waitUntil(lambda: dialog.view is not None and dialog.view.day == date(2026, 6, 5))
    dialog.reject()


def test_what_cannot_be_is_told_in_the_dialog(dialog: TimetableDialog, qtbot: QtBot) -> None:
    dialog.fields["battery_sets"].setValue(99)
    dialog.work()
    qtbot.waitUntil(dialog.fault.isVisible)
    assert "too many sets" in dialog.fault.text() and not dialog.go.isEnabled()
    dialog.fields["battery_sets"].setValue(2)
    dialog.work()
    qtbot.waitUntil(lambda: not dialog.fault.isVisible())
    dialog.reject()


def test_the_calendar_is_written_where_it_is_asked(
    planned: MainWindow, dialog: TimetableDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    chooser = dialog.choose_file()
    assert isinstance(chooser, QFileDialog)
    chooser.reject()
    with qtbot.waitSignal(planned.session.written) as told:
        dialog.write(tmp_path / "flights.ics")
    assert told.args == [(tmp_path / "flights.ics",)]
    dialog.reject()
