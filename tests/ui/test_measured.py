"""Corrections of reflectance in the stage, and measurements: dialog, table, map, field check."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.model.study import Corrections, Level
from missionplanner.ui.ecology.measure_dialog import MeasureDialog
from missionplanner.ui.ecology.new_study import NewStudyDialog
from missionplanner.ui.ecology.scene_options import SceneOptions
from missionplanner.ui.shell.main_window import MainWindow
from tests.ui.test_ecology import WAIT, idle, workspace


def test_options_of_scenes_are_what_the_study_is_made_with(qtbot: QtBot) -> None:
    options = SceneOptions()
    qtbot.addWidget(options)
    plain = {"level": None, "composite": None, "corrections": Corrections()}
    assert options.value() == plain
    for field, key in (
        (options.level, Level.SURFACE.value),
        (options.composite, "season"),
        (options.corrections.light, "scs+c"),
    ):
        field.setCurrentIndex(field.findData(key))
        field.activated.emit(field.currentIndex())
    assert options.value() == {
        "level": Level.SURFACE,
        "composite": "season",
        "corrections": Corrections(light="scs+c"),
    }
    assert "One a season" in options.fold._told


def test_the_new_study_dialog_hands_them_on(studied: MainWindow, qtbot: QtBot) -> None:
    dialog = NewStudyDialog(studied.ecology, studied)
    qtbot.addWidget(dialog)
    dialog.add_files([Path("scenes")])
    idle(qtbot, studied)
    assert {"level", "composite", "corrections"} <= set(dialog.request())


def test_another_correction_makes_the_results_stale_and_can_be_undone(studied: MainWindow) -> None:
    panel, ecology = workspace(studied).panels["ecology"], studied.ecology
    assert not ecology.stale
    light = panel.corrections.light
    light.setCurrentIndex(light.findData("scs+c"))
    light.activated.emit(light.currentIndex())
    assert ecology.study is not None and ecology.study.corrections.light == "scs+c"
    assert ecology.stale
    ecology.undo()
    assert panel.corrections.light.currentData() == "none" and not ecology.stale


def test_measurements_become_a_table_a_map_and_a_field_check(
    studied: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    space, ecology = workspace(studied), studied.ecology
    dock = space.dock_of("ecology")
    dialog = _asked(studied, qtbot, tmp_path / "broken.csv")
    told = dialog.findChildren(QLabel)
    qtbot.waitUntil(lambda: any("no column value" in one.text() for one in told), timeout=WAIT)
    assert dialog.isVisible() and not dock.zones.page
    dialog.table.line.setText(str(tmp_path / "dust.csv"))
    dialog.limits.setText("PM10=..150; ")
    assert dialog.request()["limits"] == ("PM10=..150",)
    with qtbot.waitSignal(ecology.measured_changed, timeout=WAIT):
        dialog.go.click()
    assert not dialog.isVisible()
    # The place beyond its limit comes first.
    assert [item.text() for item in _row(dock.places, 0)] == [
        "PM10 · Village", "5", "165 µg/m³", "+3", "0.080", "above",
    ]  # fmt: skip
    assert ecology.foreign[-1][1] == "PM10 2025-07-12 µg/m³"
    dock.zones.turn(3)
    assert dock.field.pair.itemText(0) == "PM10 and IRSEI"
    assert "Spearman −0.93" in dock.field.told.toolTip() or "−0.93" in dock.field.told.text()
    dock.field.pair.setCurrentIndex(1)
    assert "too few" in (dock.field.told.toolTip() or dock.field.told.text())
    idle(qtbot, studied)


def _asked(window: MainWindow, qtbot: QtBot, table: Path) -> MeasureDialog:
    workspace(window).panels["ecology"].measure.click()
    found: list[QWidget] = []

    def there() -> bool:
        found[:] = [one for one in window.findChildren(MeasureDialog) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=WAIT)
    (dialog,) = found
    assert isinstance(dialog, MeasureDialog)
    assert not dialog.go.isEnabled()
    dialog.table.line.setText(str(table))
    dialog.go.click()
    return dialog


def _row(table: QWidget, line: int) -> list:
    return [table.item(line, place) for place in range(table.columnCount())]  # type: ignore[attr-defined]
