"""No green mark without evidence and its age: weather, light and the rail's marks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.model.airspace import Threats
from missionplanner.model.weather import Weather
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.top_bar import TopBar
from missionplanner.ui.shell.workspace import Workspace
from missionplanner.weather.reports import from_reports
from tests.ui import factory

# 10:30 by the clock of the site, half an hour after the report, within the window of light.
NOW = datetime(2026, 6, 1, 2, 30, tzinfo=UTC)
METAR = "METAR ZBYN 010200Z 25003MPS CAVOK 18/10 Q1014"
PAGE = f"{METAR}=\nTAF ZBYN 010100Z 0102/0112 25004MPS 9999 NSC ="


def show(window: MainWindow, folder: Path, weather: Weather, now: datetime = NOW) -> Workspace:
    opened = factory.opened(folder / "s.mplan", planned=False)
    window.session.clock = lambda: now
    window.session.show_opened(replace(opened, project=replace(opened.project, weather=weather)))
    assert window.workspace is not None
    window.workspace.show_stage("weather")
    return window.workspace


def shown(widget: QWidget) -> list[str]:
    QApplication.processEvents()  # what is put into a shown panel is shown a turn later
    return [part.text() for part in widget.findChildren(QLabel) if part.isVisibleTo(widget)]


def of(text: str, now: datetime = NOW) -> Weather:
    return from_reports(text, "w.txt", now=now)


def test_a_recent_report_and_a_forecast_are_go(window: MainWindow, tmp_path: Path) -> None:
    workspace = show(window, tmp_path, of(PAGE))
    button = workspace.rail.buttons["weather"]
    assert button.state == "ok"
    assert "observed 2026-06-01 10:00 UTC+8, 30 min old" in button.toolTip()
    assert "forecast made 2026-06-01 09:00 UTC+8, 1 h 30 min old" in button.toolTip()
    assert "2026-06-01 10:30–14:00" in shown(workspace)
    bar = window.findChild(TopBar)
    assert bar is not None
    assert any("10:30–14:00 UTC+8  ·  wind" in words for words in shown(bar))


def test_a_report_alone_does_not_speak_for_the_whole_window(
    window: MainWindow, tmp_path: Path
) -> None:
    workspace = show(window, tmp_path, of(METAR))
    assert workspace.rail.buttons["weather"].state == "warn"
    assert "No weather for 2026-06-01 13:00–14:00 UTC+8" in shown(workspace)


def test_a_report_grows_old_while_the_window_is_open(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace = show(window, tmp_path, of(METAR), now=NOW - timedelta(minutes=20))
    later = NOW + timedelta(hours=3)
    window.session.clock = lambda: later
    workspace.minutes.passed.emit()
    words = " ".join(shown(workspace))
    assert "Go" not in shown(workspace)
    assert "3 h 30 min old" in words
    assert "too old, 3 h count" in words
    assert workspace.rail.buttons["weather"].state == "warn"


@pytest.mark.parametrize("source", ["typed without a date", "a month ago"])
def test_what_counts_for_no_day_never_says_go(
    source: str, window: MainWindow, tmp_path: Path
) -> None:
    weather = of(METAR)
    if source == "typed without a date":
        hours = tuple(h.model_copy(update={"time": None}) for h in weather.hours)
        weather = weather.model_copy(update={"hours": hours})
    else:
        weather = of(METAR, now=NOW - timedelta(days=1))
    workspace = show(window, tmp_path, weather)
    assert workspace.rail.buttons["weather"].state == "warn"
    assert "Go" not in shown(workspace)


def test_the_mark_is_that_of_the_hours_to_fly_in(window: MainWindow, tmp_path: Path) -> None:
    text = "TAF ZBYN 010100Z 0100/0112 25003MPS 9999 NSC TEMPO 0103/0104 TSRA"
    workspace = show(window, tmp_path, of(text))
    assert workspace.rail.buttons["weather"].state == "error"
    assert "at times: thunderstorm" in workspace.rail.buttons["weather"].toolTip()


def test_no_zone_given_is_not_green(window: MainWindow, tmp_path: Path) -> None:
    opened = factory.opened(tmp_path / "s.mplan", planned=False)
    bare = replace(opened.site, zones=(), lines=(), holes=())
    project = replace(opened.project, threats=Threats())
    window.session.show_opened(replace(opened, site=bare, project=project))
    assert window.workspace is not None
    button = window.workspace.rail.buttons["threats"]
    assert button.state == "warn"
    assert "no zone, power line or risk given" in button.toolTip()


def test_each_green_mark_names_its_evidence(planned: MainWindow) -> None:
    assert planned.workspace is not None
    green = {k: b.toolTip() for k, b in planned.workspace.rail.buttons.items() if b.state == "ok"}
    assert {"site", "threats", "weather", "plan"} <= set(green)
    for tip in green.values():
        assert len(tip.splitlines()) == 2, tip
    assert "2026-06-01 09:42 UTC+8" in green["plan"]
    assert "2 zones, 1 power lines" in green["threats"]


def test_hours_are_by_the_clock_of_the_site_and_not_of_the_computer(
    window: MainWindow, tmp_path: Path
) -> None:
    opened = factory.opened(tmp_path / "s.mplan", planned=False)
    window.session.clock = lambda: NOW
    denver = replace(opened.site, zone="America/Denver")
    project = replace(opened.project, weather=of(PAGE))
    window.session.show_opened(replace(opened, site=denver, project=project))
    assert window.workspace is not None
    window.workspace.show_stage("weather")
    words = shown(window.workspace)
    assert "Now 2026-05-31 20:30, by the clock of America/Denver (UTC−6)" in words
    assert "observed 2026-05-31 20:00 UTC−6, 30 min old" in words
