"""Each stage's panel shows its figures, and none is wider than its room."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message, text
from missionplanner.model.weather import CALM
from missionplanner.tasks.progress import Step
from missionplanner.ui.plan.export import ExportPanel
from missionplanner.ui.plan.sensors import SensorsPanel
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.work.steps import step_words
from tests.ui import factory

STAGES = ("site", "threats", "weather", "sensors", "plan", "check", "export")
WORDS = {
    "site": ["WGS 84 / UTM 49N", "590", "780", "21.3"],
    "threats": ["Magazine", "0–180 m", "≥ 0 m", "45 m, keep 30 m", "kept out"],
    "weather": [
        "Now 2026-06-01 09:42, by the clock of Asia/Shanghai (UTC+8)",
        "10:00–11:00",
        "Go",
        "No-go",
        "2026-06-01 10:00–14:00",
        "2026-06-01 20:00–24:00",
    ],
    "sensors": ["3 chosen", "Light: 2026-06-01 10:00–14:00 UTC+8"],
    "plan": ["55.5", "1,870", "1,845", "5"],
    "check": ["99.8", "97.0", "1.6"],
    "export": ["DJI WPML", "nothing yet"],
}


def words(window: MainWindow) -> list[str]:
    assert window.workspace is not None
    return [x.text() for x in window.workspace.stack.currentWidget().findChildren(QLabel)]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.reads
def test_each_stage_shows_its_figures(stage: str, planned: MainWindow) -> None:
    assert planned.workspace is not None
    planned.workspace.rail.buttons[stage].click()
    shown = words(planned)
    assert [w for w in WORDS[stage] if w not in shown] == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_wider_than_its_room(language: str, planned: MainWindow, qtbot: QtBot) -> None:
    if language == "zh_CN":
        planned.toggle_language()
    assert planned.workspace is not None
    for stage in STAGES:
        planned.workspace.show_stage(stage)
        area = planned.workspace.panels[stage].findChild(QScrollArea)
        assert area is not None
        room, inside = area.viewport().width(), area.widget()
        qtbot.waitUntil(lambda r=room, i=inside: i.width() <= r, timeout=2000)
        if stage == "plan":  # which must not scroll
            qtbot.waitUntil(lambda a=area: a.verticalScrollBar().maximum() == 0, timeout=2000)
    if language == "zh_CN":
        planned.toggle_language()


def test_before_planning_the_panels_say_so(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.session.show_opened(factory.opened(tmp_path / "new.mplan", planned=False))
    assert window.workspace is not None
    window.workspace.show_stage("check")
    assert "Nothing is planned yet." in words(window)
    window.workspace.show_stage("export")
    assert not window.workspace.panels["export"].go.isEnabled()
    assert window.workspace.panels["export"].go.toolTip() == "Plan first: there is nothing to write"
    states = {k: b.state for k, b in window.workspace.rail.buttons.items()}
    assert states == {
        "site": "ok", "threats": "ok", "weather": "ok", "sensors": "ok",
        "plan": "", "check": "", "export": "", "receive": "", "ecology": "", "security": "",
    }  # fmt: skip


def test_export_writes_the_ticked_formats(planned: MainWindow, qtbot: QtBot) -> None:
    workspace = planned.workspace
    assert workspace is not None
    panel = workspace.panels["export"]
    assert isinstance(panel, ExportPanel)
    workspace.show_stage("export")
    assert panel.chosen() == ("wpml",)
    boxes = panel.findChildren(QCheckBox)
    next(b for b in boxes if b.text() == "GEOJSON").click()
    with qtbot.waitSignal(planned.session.written, timeout=30_000):
        panel.go.click()
    assert [p.name for p in planned.session.files] == ["sortie-1.geojson", "sortie-1.wpml"]
    assert "sortie-1.wpml" in words(planned)
    assert workspace.rail.buttons["export"].state == "ok"


def test_what_a_format_lets_one_choose_is_handed_on(planned: MainWindow, qtbot: QtBot) -> None:
    assert planned.workspace is not None
    planned.workspace.show_stage("export")
    panel = planned.workspace.panels["export"]
    assert isinstance(panel, ExportPanel)
    lost, own = (panel.options.boxes["wpml", name] for name in ("rc-lost", "own"))
    assert lost.currentText() == "As the plan says"
    assert (own.accessibleName(), own.currentData()) == ("own", "b"), "an option of a stranger"
    lost.setCurrentIndex(lost.findData("continue"))
    with qtbot.waitSignal(planned.session.written, timeout=30_000):
        panel.go.click()
    assert [p.name for p in planned.session.files] == ["sortie-1-continue.wpml"]
    boxes = panel.findChildren(QCheckBox)
    next(b for b in boxes if b.text() == "WPML").click()
    assert not panel.options.isVisibleTo(panel), "options of a format that is not written"


def test_the_last_sensor_cannot_be_taken_off(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.session.show_opened(factory.opened(tmp_path / "s.mplan", planned=False))
    workspace, session = window.workspace, window.session
    assert workspace is not None
    panel = workspace.panels["sensors"]
    assert isinstance(panel, SensorsPanel)
    workspace.show_stage("sensors")
    for key in factory.SENSORS:
        box = panel._boxes[key]
        box.click()
        qtbot.waitUntil(lambda k=key, b=box: panel._boxes.get(k) is not b)
    assert session.project is not None
    assert session.project.document.sensors == ("xt2",)


def test_a_sensor_that_misses_the_gsd_says_so(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.session.show_opened(factory.opened(tmp_path / "s.mplan", planned=False))
    assert window.workspace is not None
    window.workspace.show_stage("sensors")
    panel = window.workspace.panels["sensors"]
    assert isinstance(panel, SensorsPanel)
    panel._boxes["z30"].click()
    qtbot.waitUntil(lambda: any("coarser than" in w for w in words(window)))
    assert window.workspace.rail.buttons["sensors"].state == "warn"


def test_aircraft_change_is_an_edit(planned: MainWindow) -> None:
    assert planned.workspace is not None
    panel = planned.workspace.panels["sensors"]
    assert isinstance(panel, SensorsPanel)
    planned.workspace.show_stage("sensors")
    panel._aircraft.setCurrentIndex(panel._aircraft.findData("m350-rtk"))
    panel._aircraft.activated.emit(panel._aircraft.currentIndex())
    assert planned.session.project is not None
    assert planned.session.project.document.aircraft == "m350-rtk"
    assert planned.session.stale


def test_progress_names_the_sensor() -> None:
    tried = Step(0.3, message("planning.tried", sensor="p1-35", n=20))
    assert step_words(tried) == "DJI Zenmuse P1 (35 mm): 20 plans tried"
    assert step_words(Step(0.5, message("operations.writing", name="wpml"))) == "Writing wpml"
    assert step_words(Step(0.1, message("planning.counting"))) == "Counting views"
    assert step_words(Step(0.1)) == ""


def test_export_says_why_it_cannot(planned: MainWindow) -> None:
    workspace = planned.workspace
    assert workspace is not None
    workspace.show_stage("export")
    panel = workspace.panels["export"]
    assert panel.go.isEnabled() and not panel.stale.isVisible()
    for box in panel._boxes.values():
        box.setChecked(False)
    assert not panel.go.isEnabled() and panel.go.toolTip() == "Choose a format"
    assert panel.tables.isEnabled()
    panel.folder.setText(" ")
    assert not panel.tables.isEnabled() and panel.tables.toolTip() == "Choose a folder"
    planned.session.edit_intent("Change seed", seed=77)
    workspace.refresh()
    assert panel.stale.isVisible()


def test_no_weather_is_not_called_good(window: MainWindow, tmp_path: Path) -> None:
    opened = factory.opened(tmp_path / "s.mplan", planned=False)
    calm = replace(opened.project, weather=CALM)
    window.session.show_opened(replace(opened, project=calm))
    assert window.workspace is not None
    assert window.workspace.rail.buttons["weather"].state == "warn"
    window.workspace.show_stage("weather")
    shown = [part.text() for part in window.findChildren(QLabel)]
    assert "No weather given" in shown
    assert not any(w.startswith("Go ") or w == "Go" for w in shown)


def test_what_the_core_says_keeps_its_numbers_in_chinese(planned: MainWindow) -> None:
    tried = Step(0.3, message("planning.tried", sensor="p1-35", n=220))
    near = message("planning.wire", wire_m=8.0)
    planned.toggle_language()
    assert step_words(tried) == "DJI Zenmuse P1 (35 mm)：已尝试 220 个方案"
    assert sentence(near) == "8 m 航线过于靠近电力线"
    planned.toggle_language()
    assert step_words(tried) == "DJI Zenmuse P1 (35 mm): 220 plans tried"
    assert sentence(text("what nobody knows")) == "what nobody knows"
