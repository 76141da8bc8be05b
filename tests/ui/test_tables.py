"""Tables that are copied: what a cell holds is no formula to the spreadsheet it is pasted into."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from missionplanner.ui.security.dock.word_table import WordTable
from missionplanner.ui.widgets.data_table import DataTable

HEADS, ROWS = ["Name", "Mean"], [["=cmd()", "−1.5"], ["Pit", "–"]]


@pytest.mark.parametrize(
    ("kind", "numbers"), [(DataTable, ("-1.5", "")), (WordTable, ("−1.5", "–"))]
)
def test_a_table_is_copied_without_formulas(
    qtbot: QtBot, kind: type[DataTable | WordTable], numbers: tuple[str, str]
) -> None:
    table = DataTable("Zones") if kind is DataTable else WordTable("Drivers", (1, 1))
    qtbot.addWidget(table)
    table.show_rows(HEADS, ROWS, "Pit")
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    name, less = "'=cmd()", numbers
    wanted = f"Name\tMean\n{name}\t{less[0]}\nPit\t{less[1]}"
    assert QGuiApplication.clipboard().text() == wanted
