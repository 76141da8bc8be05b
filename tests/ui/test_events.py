"""No event without a listener: what operations tell reaches both faces."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from missionplanner.cli.telling import progress_bar
from missionplanner.messages.casing import sentence_case
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.plan import JOIN, Convergence, PlanSoFar
from missionplanner.project.document import Saved
from missionplanner.tasks.runner import Failed
from missionplanner.ui.dialogs.message import FailureBox
from missionplanner.ui.receive.views import LinkEvent
from missionplanner.ui.shell.main_window import MainWindow

# Where events are told, and of what type; a new place is entered here with a listener below.
TOLD_IN = {
    "planning/search.py": Convergence,
    "planning/plan_sensor.py": Convergence,
    "planning/tighten.py": PlanSoFar,
    "operations/export_mission.py": Finding,
    "operations/export_route.py": Finding,
    "operations/receive.py": Finding,
    "operations/send.py": Finding,
    "operations/export.py": Finding,
    "operations/verify.py": Finding,
    "ui/plan/open.py": Saved,
    "ui/plan/run.py": Saved,
    "ui/receive/link_run.py": LinkEvent,
}
FOUND = Finding("MIS-SELF", Severity.NOTE, "hill-S01", "set the camera [1.2 s]")
TRIED = Convergence("p1-35", 0, 20, 1234.0, 1300.0)


def places(root: Path) -> set[str]:
    """Return the files in which a method called `event` is called on a progress."""
    found = set()
    for path in (root / "missionplanner").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "event"
                and "progress" in ast.unparse(node.func.value)
            ):
                found.add(path.relative_to(root / "missionplanner").as_posix())
    return found


def test_every_place_that_tells_events_is_known(root: Path) -> None:
    assert places(root) == set(TOLD_IN)


def test_the_command_line_tells_a_finding_and_counts_what_was_tried(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with progress_bar() as progress:
        progress.event(FOUND)
    assert "note: hill-S01: set the camera [1.2 s]" in capsys.readouterr().err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress_bar() as progress:
        progress.event(TRIED)
        progress.event(FOUND)
    told = capsys.readouterr().err
    assert "set the camera" in told and "20 tried" in told


def test_the_window_remembers_what_it_saved(planned: MainWindow) -> None:
    site = planned.session.site
    assert site is not None and planned.session.project is not None
    planned.session._on_event(Saved(site.folder, "abc"))
    assert planned.session.project.seen == "abc"


def told_in(panel: QWidget, words: str) -> bool:
    return words in {child.text() for child in panel.findChildren(QLabel)}


def test_the_window_shows_a_finding_and_draws_what_was_tried(planned: MainWindow) -> None:
    session, workspace = planned.session, planned.workspace
    assert workspace is not None
    session._on_event(FOUND)
    for stage in ("check", "export"):
        workspace.show_stage(stage)
        panel = workspace.panels[stage]
        assert told_in(panel, sentence_case(FOUND.message))
    session._on_event(TRIED)
    assert session.live == [TRIED]


def test_a_search_for_sensors_that_fly_together_is_called_by_all_of_them(
    planned: MainWindow,
) -> None:
    session, workspace = planned.session, planned.workspace
    assert workspace is not None
    session.live.append(replace(TRIED, sensor=JOIN.join(("p1-35", "rededge-m"))))
    dock = workspace.dock_of("plan")
    session.work = "plan"
    dock.show_tab("search")
    dock._show_search()
    assert dock._searched == "DJI Zenmuse P1 (35 mm) + MicaSense RedEdge-M"


def test_a_fault_that_comes_again_is_told_once(planned: MainWindow) -> None:
    planned.show_failure(Failed("ValueError: odd", "trace"))
    told = planned.dialog
    planned.show_failure(Failed("ValueError: odd", "trace"))
    assert planned.dialog is told
    planned.show_failure(Failed("ValueError: another", "trace"))
    assert planned.dialog is not told
    for box in planned.findChildren(FailureBox):
        box.close()
