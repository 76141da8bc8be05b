"""Figures of districts in the window: pasted, corrected at their cells, taken over, undone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableWidgetSelectionRange
from pytestqt.qtbot import QtBot

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.model.security_inputs import Statistic
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.security.figures.dialog import FiguresDialog
from missionplanner.ui.security.figures.table import unit_shown
from missionplanner.ui.security.panel import SecurityPanel
from missionplanner.ui.security.reader import Reader
from missionplanner.ui.security.session import SecuritySession
from tests.ui import eco_factory
from tests.ui.security.conftest import failures, idle

NAMES = ("Xunwu County", "Dingnan County")
YEARS = [day.year for day in eco_factory.DATES]


def page(known: str = "Xunwu", figure: str = "1 200,5") -> str:
    """Return a page of a yearbook as a spreadsheet copies it."""
    lines = ["District\tYear\tPopulation density (persons/km2)\tRank"]
    lines += [f"{known}\t{year}\t{figure}\t1" for year in YEARS]
    lines += [f"Dingnan County\t{year}\t900,25\t2" for year in YEARS]
    return "\n".join(lines)


def quiet(qtbot: QtBot, dialog: FiguresDialog) -> None:
    qtbot.waitUntil(lambda: dialog.errands.idle)


@pytest.fixture
def districts(tmp_path: Path) -> Path:
    square = [[0, 0], [1, 0], [1, 1], [0, 0]]
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [[[x + 2 * i, y] for x, y in square]]},
        }
        for i, name in enumerate(NAMES)
    ]
    path = tmp_path / "districts.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture
def dialog(
    qtbot: QtBot, look: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FiguresDialog]:
    """The table alone, over a study whose results are not read."""
    monkeypatch.setattr(Reader, "ask_load", lambda *_: None)
    ecology = EcologySession()
    security = SecuritySession(ecology, ecology.edit_study)
    ecology.show_study(eco_factory.view(tmp_path / "study.json"))
    security.show_front(True)
    made = FiguresDialog(security)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    yield made
    made.editing.begin(made.editing.draft)  # nothing to be confirmed
    made.close()
    idle(qtbot, security)
    security.close()
    ecology.close()


def test_a_page_is_pasted_corrected_taken_over_and_undone(
    panel: SecurityPanel, districts: Path, qtbot: QtBot
) -> None:
    security = panel.security
    security.go_to("index")
    security.edit_left_out("leave", ("P2",))
    panel.index.go.click()
    idle(qtbot, security)
    assert not security.stale
    panel.index.lacking.give.click()
    (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, FiguresDialog))
    editing = dialog.editing
    dialog.districts.add([districts])
    quiet(qtbot, dialog)
    QApplication.clipboard().setText(page())
    qtbot.keyClick(dialog.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    count = len(YEARS)
    assert dialog.remarks.faults.count() == count and not dialog.go.isEnabled()
    assert "Rank" in dialog.remarks.told.toolTip()
    item = dialog.table.item(0, 0)
    assert item is not None and "the nearest is Xunwu County" in item.toolTip()
    dialog.remarks.nearest.click()
    assert not editing.faults and dialog.go.isEnabled()
    dialog.table.item(0, 2).setText("about 5")
    assert [(one.row, one.place) for one in editing.faults] == [(0, 2)]
    dialog.undo.click()
    assert not editing.faults
    editing.spread("P2", "area")
    assert not dialog.stale.isHidden() and dialog.back.text().startswith("Take P2 in again")
    dialog.go.click()
    idle(qtbot, security)
    (part,) = security.inputs.statistics
    assert (part.districts, part.indicators) == (
        "districts.geojson", {"P2": Statistic(column="P2", spread="area")},
    )  # fmt: skip
    assert [one.figures["P2"] for one in part.figures] == [1200.5] * count + [900.25] * count
    assert security.options.leave_out == ()
    assert security.lacking == {"M2": "table"} and not failures(security)
    assert panel.index.stale.text().startswith("Figures of districts have changed")
    assert not panel.index.stale.isHidden()
    security.ecology.undo()
    idle(qtbot, security)
    assert security.inputs.statistics == () and not security.stale


def test_commas_in_doubt_are_read_as_the_user_says(dialog: FiguresDialog) -> None:
    dialog.editing.paste(page("Xunwu County", "1,234").replace("900,25", "2,000"), 0, 0)
    assert len(dialog.editing.faults) == 2 * len(YEARS)
    dialog.remarks.thousands.click()
    assert not dialog.editing.faults and dialog.editing.draft.rows[0].figures[0] == "1234"
    dialog.editing.undo()
    dialog.remarks.decimals.click()
    assert dialog.editing.draft.rows[0].figures[0] == "1.234"


def test_cells_are_typed_cleared_copied_and_bare_cells_go_to_the_cursor(
    dialog: FiguresDialog,
) -> None:
    table, editing = dialog.table, dialog.editing
    table.setCurrentCell(0, 2)
    editing.paste("5,5\t6\n–\t7", *table.place())
    assert [row.figures[:2] for row in editing.draft.rows] == [("5.5", "6"), ("", "7")]
    assert {one.kind for one in editing.faults} == {"name", "year"}
    table.setRangeSelected(QTableWidgetSelectionRange(0, 2, 1, 3), True)
    table.copy()
    assert QApplication.clipboard().text() == "5.5\t6\n\t7"
    table.item(0, 2).setText("5,50")
    assert table.item(0, 2).text() == "5.5"  # the same figure, as it is kept
    editing.clear(table.chosen())
    assert all(row.empty for row in editing.draft.rows) and not editing.faults
    editing.undo()
    dialog.editing.paste("nonsense \0 \x1b" * 50, 0, 0)  # a clipboard full of nonsense
    assert editing.faults


def test_a_csv_is_written_and_read_again(
    dialog: FiguresDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.editing.paste(page("Xunwu County"), 0, 0)
    before = dialog.editing.draft.rows
    path = tmp_path / "figures.csv"
    with qtbot.waitSignal(dialog._session.ecology.written):
        dialog.put_table(path)
    dialog.editing.remove(range(len(before)))
    assert not dialog.editing.draft.rows
    dialog.take_table(path)
    quiet(qtbot, dialog)
    assert dialog.editing.draft.rows == before
    dialog.take_table(tmp_path / "none.csv")
    quiet(qtbot, dialog)
    assert "none.csv" in dialog.remarks.told.toolTip()


def test_what_was_typed_is_not_lost_by_a_key(dialog: FiguresDialog) -> None:
    dialog.editing.type(0, 0, "Xunwu County")
    dialog.reject()
    assert dialog.isVisible() and dialog.asked is not None
    asked = dialog.asked
    assert asked.defaultButton().text() == asked.escapeButton().text() == "Go on typing"
    next(b for b in asked.buttons() if b.text() == "Go on typing").click()
    assert dialog.isVisible()
    dialog.reject()
    next(b for b in dialog.asked.buttons() if b.text() == "Discard it").click()
    assert not dialog.isVisible(), "it asks once"
    dialog.districts.line.setText("/nowhere/districts.shp")
    dialog.editing.type(0, 1, "2018")
    assert not dialog.go.isEnabled()  # there is no such file


def test_units_are_shown_as_they_are_printed() -> None:
    assert [unit_shown(one) for one in ("km-2", "10^4 CNY", "m2", "t ha-1 yr-1", "")] == [
        "km⁻²", "10⁴ CNY", "m²", "t ha⁻¹ yr⁻¹", "",
    ]  # fmt: skip


def test_a_page_of_another_dimension_is_refused_and_told(dialog: FiguresDialog) -> None:
    heard: list[tuple[Message, ...]] = []
    dialog.editing.told.connect(heard.append)
    before = dialog.editing.draft
    dialog.editing.paste("District\tYear\tGDP (公顷)\nXunwu County\t2018\t5\n", 0, 0)
    assert dialog.editing.draft == before and "公顷" in sentence(heard[-1][0])
    dialog.editing.paste("District\tYear\tGDP (亿元)\nXunwu County\t2018\t5\n", 0, 0)
    assert any("converted" in sentence(one) for one in heard[-1])
