"""What the window says of a plan that is out of date, of edits kept, and of files it asks about."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.errors import InputError
from missionplanner.messages.message import text
from missionplanner.model.finding import Severity
from missionplanner.model.plan import PlanIntent
from missionplanner.model.reading import PassedOver, ReadReport
from missionplanner.operations.recovery import Recovered, keep_begun, recovered_begun
from missionplanner.project.edits import set_intent, set_sensors, set_title
from missionplanner.tasks.progress import silent
from missionplanner.ui.dialogs.message import BegunBox, ChangedBox, FailureBox, RecoverBox
from missionplanner.ui.plan import autosave as autosave_module
from missionplanner.ui.plan.export import ExportPanel
from missionplanner.ui.plan.finding_entry import STATE
from missionplanner.ui.plan.new_project import NewProjectDialog
from missionplanner.ui.plan.views import Opened
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.widgets.tiles import Figure, Tiles
from tests.own_words import WRONG
from tests.ui import factory
from tests.ui.conftest import drawn
from tests.ui.test_leaving import press
from tests.ui.test_window import WAIT, idle


def export_panel(window: MainWindow) -> ExportPanel:
    assert window.workspace is not None
    window.workspace.show_stage("export")
    return window.workspace.panels["export"]


# ---- a plan stands on something


def test_a_plan_of_another_project_is_not_exported(planned: MainWindow, qtbot: QtBot) -> None:
    panel = export_panel(planned)
    assert panel.go.isEnabled() and not panel.stale.isVisible()
    opened = factory.opened(planned.session.site.folder)  # type: ignore[union-attr]
    told = replace(factory.result(), changed=(text("zone 'Crane' was added"),))
    planned.session.show_opened(replace(opened, result=told))
    panel = export_panel(drawn(planned, qtbot))
    assert not panel.go.isEnabled() and not panel.tables.isEnabled()
    assert "plan again, or accept it" in panel.go.toolTip()
    assert "zone 'Crane' was added" in panel.stale.words.text()
    panel.stale.accept.click()
    idle(qtbot, planned)
    assert not planned.session.stale and panel.go.isEnabled()


def test_an_edit_makes_the_plan_stale_until_it_is_taken_back(planned: MainWindow) -> None:
    panel = export_panel(planned)
    planned.session.edit_intent("Change seed", seed=9)
    panel.refresh()
    assert not panel.go.isEnabled() and "asked of the planner" in panel.stale.words.text()
    assert not panel.stale.accept.isEnabled() and panel.stale.accept.toolTip() == "Save first"
    planned.session.undo()
    panel.refresh()
    assert panel.go.isEnabled()


def test_what_goes_into_missions_is_saved_before_they_are_written(
    planned: MainWindow, qtbot: QtBot
) -> None:
    panel, session = export_panel(planned), planned.session
    assert session.project is not None and not session.stale
    session.edit("Title", set_title(session.project, "West pit"))
    panel.refresh()
    assert not panel.go.isEnabled() and "Save first: what has changed is the title" in (
        panel.go.toolTip()
    )
    session.save()
    idle(qtbot, planned)
    panel.refresh()
    assert panel.go.isEnabled()


def test_a_sensor_added_marks_the_plan_but_lets_the_others_fly(planned: MainWindow) -> None:
    session = planned.session
    assert session.project is not None
    session.edit("Choose", set_sensors(session.project, (*factory.SENSORS, "z30")))
    assert session.stale and not session.refused


def test_checking_again_tells_what_has_changed(planned: MainWindow, qtbot: QtBot) -> None:
    planned.session.verify()
    idle(qtbot, planned)
    assert planned.session.result is not None
    assert planned.session.result.changed == (text("the home moved"),) and planned.session.refused


def test_the_day_of_the_plan_is_told(planned: MainWindow) -> None:
    assert planned.workspace is not None
    words = [x.text() for x in planned.workspace.panels["plan"].result.findChildren(QLabel)]
    assert any("2026-06-01 09:42 UTC+8" in text for text in words), words


def test_a_damaged_plan_is_told_and_the_project_opens(window: MainWindow, tmp_path: Path) -> None:
    opened = factory.opened(tmp_path / "small.mplan", planned=False)
    window.session.show_opened(
        replace(
            opened, trouble=InputError(WRONG, "plan.json", what="is damaged", remedy="plan again")
        )
    )
    box = window.dialog
    assert isinstance(box, FailureBox) and "plan again" in box.text()
    assert window.workspace is not None
    box.reject()


# ---- edits are kept


def test_an_edit_is_kept_after_a_moment(
    planned: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave_module, "_KEEP", "tests.ui.fake_remote:save")
    assert planned.session.site is not None
    kept = planned.session.site.folder / "saved.txt"
    planned.session.edit_intent("Change seed", seed=9)
    planned.leaving.autosave.keep()
    qtbot.waitUntil(lambda: planned.leaving.autosave.errands.idle, timeout=WAIT)
    assert kept.read_text() == "9" and planned.session.unsaved
    kept.unlink()
    planned.session.undo()
    planned.leaving.autosave.keep()
    assert planned.leaving.autosave.errands.idle and not kept.exists()


def test_what_is_taken_back_to_the_saved_state_is_not_offered_later(
    planned: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave_module, "_KEEP", "tests.ui.fake_remote:save")
    assert planned.session.site is not None
    kept = planned.session.site.folder / ".autosave"
    kept.mkdir()  # as `keep` would have made it
    planned.session.edit_intent("Change seed", seed=9)
    planned.session.undo()
    assert kept.is_dir(), "an older one, about which its user was asked and has not answered"
    planned.session.edit_intent("Change seed", seed=9)
    planned.leaving.autosave.keep()
    planned.session.undo()
    assert not kept.exists() and planned.leaving.autosave.errands.idle


def crashed(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    """Begin a project, and lose the window over it."""
    site = replace(factory.site(folder), title="Begun")
    project = replace(factory.project(folder), seen="")
    window.session.show_opened(Opened(site, project, None, begun=True))
    window.session.edit_intent("Change seed", seed=9)
    window.leaving.autosave.keep()
    qtbot.waitUntil(lambda: window.leaving.autosave.errands.idle, timeout=WAIT)


@pytest.mark.parametrize(("answer", "left"), [("Go on", 1), ("Discard", 0), ("Later", 1)])
def test_a_begun_project_is_offered_after_a_crash(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, answer: str, left: int
) -> None:
    folder, home = tmp_path / "begun.mplan", window.session.memory.begun
    keep_begun(set_intent(factory.project(folder), PlanIntent(seed=9)), home, silent())
    assert not folder.exists()
    window.leaving.offer_begun()
    box = window.dialog
    assert isinstance(box, BegunBox) and "Small pit" in box.text()
    press(box, answer)
    idle(qtbot, window)
    assert len(list(home.iterdir())) == left
    session = window.session
    assert (session.site is not None) is (answer == "Go on")
    if session.project is not None:
        assert session.project.document.intent.seed == 9 and session.unsaved
        drawn(window, qtbot)
        session.discard()
        window.projects.close()
        press(window.dialog, "Leave without saving")
        assert list(home.iterdir()) == [], "who leaves it knowingly is not asked again"


def test_a_begun_project_is_kept_until_it_is_saved(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    home = window.session.memory.begun
    crashed(window, qtbot, tmp_path / "begun.mplan")
    (beside,) = home.iterdir()
    assert recovered_begun(home) is not None
    (beside / "project.json").write_text("{")
    assert recovered_begun(home) is None, "a damaged one keeps nobody from starting"
    window.save()
    idle(qtbot, window)
    assert not list(home.iterdir())


def kept(folder: Path) -> Recovered:
    project = factory.project(folder)
    asked = project.document.intent.model_copy(update={"seed": 5})
    return Recovered(set_intent(project, asked), datetime(2026, 11, 29, 8, 0, tzinfo=UTC))


@pytest.mark.parametrize(("answer", "seed"), [("Recover", 5), ("Discard", 42), ("Later", 42)])
def test_what_was_kept_is_offered(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, answer: str, seed: int
) -> None:
    folder = tmp_path / "small.mplan"
    left = folder / ".autosave"
    left.mkdir(parents=True)
    window.session.show_opened(replace(factory.opened(folder), recovered=kept(folder)))
    box = window.dialog
    assert isinstance(box, RecoverBox) and "2026-11-29 16:00 UTC+8" in box.text()
    press(box, answer)
    project = window.session.project
    assert project is not None and project.document.intent.seed == seed
    assert left.exists() is (answer != "Discard")
    assert (window.session.undo_words is not None) is (answer == "Recover")
    drawn(window, qtbot)
    window.session.undo()


def test_another_writer_is_not_undone(planned: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert planned.session.site is not None
    (planned.session.site.folder / "changed").touch()
    planned.session.edit_intent("Change seed", seed=9)
    planned.save()
    idle(qtbot, planned)
    assert isinstance(planned.dialog, ChangedBox) and planned.session.unsaved
    press(planned.dialog, "Save as…")
    chooser = planned.dialog
    assert isinstance(chooser, QFileDialog)
    chooser.reject()
    planned.session.save_as(tmp_path / "other.mplan")
    idle(qtbot, planned)
    assert planned.session.site is not None
    assert planned.session.site.folder.name == "other.mplan"
    drawn(planned, qtbot)


# ---- files are asked about, and told of


def test_questions_of_files_are_asked_at_their_fields(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.actions_["new"].trigger()
    dialog = window.dialog
    assert isinstance(dialog, NewProjectDialog)
    dialog.add_files([Path("dem.tif"), Path("area.kml")])
    dialog.datum.box.setCurrentIndex(dialog.datum.box.findData("egm96"))
    dialog.folder.setText(str(tmp_path / "village.mplan"))
    dialog.go.click()
    qtbot.waitUntil(lambda: not window.session.busy, timeout=WAIT)
    inner = dialog.answers.fields["--inner"]
    assert isinstance(inner, QComboBox) and inner.isVisible() and dialog.go.isEnabled()
    assert [inner.itemData(i) for i in range(inner.count())] == ["", "holes", "areas"]
    inner.setCurrentIndex(1)
    dialog.go.click()
    qtbot.waitUntil(lambda: not window.session.busy, timeout=WAIT)
    crs = dialog.answers.fields["--area-crs"]
    assert isinstance(crs, QLineEdit)
    crs.setText("EPSG:32649")
    assert dialog.request()["inner"] == "holes" and dialog.request()["area_crs"] == "EPSG:32649"
    dialog.go.click()
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=WAIT)
    drawn(window, qtbot)


def test_threats_tell_what_was_passed_over(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    read = ReadReport(
        zones=1,
        passed_over=(PassedOver(what="zones", why="farther than 10 km", count=12),),
        told=("Crane: neither floor nor ceiling: ground to unlimited",),
    )
    opened = factory.opened(tmp_path / "small.mplan")
    document = opened.project.document.model_copy(update={"read": read})
    window.session.show_opened(replace(opened, project=replace(opened.project, document=document)))
    drawn(window, qtbot)
    assert window.workspace is not None
    window.workspace.show_stage("threats")
    words = [x.text() for x in window.workspace.panels["threats"].findChildren(QLabel)]
    assert read.passed_over[0].sentence() in words
    assert "Crane: neither floor nor ceiling: ground to unlimited" in words


# ---- no green mark without evidence


def marks(root: QWidget) -> int:
    return sum(not mark.pixmap().isNull() for mark in root.findChildren(QLabel))


def test_what_is_out_of_date_wears_no_green_mark(qtbot: QtBot) -> None:
    tiles = Tiles()
    qtbot.addWidget(tiles)
    figures = [Figure("Seen", "99.8", "%", "ok"), Figure("GSD", "9", "cm", "warn")]
    tiles.show_figures(figures)
    assert marks(tiles) == 2
    tiles.show_figures(figures, in_date=False)
    assert marks(tiles) == 1, "the warning stays"


def test_a_thing_to_do_is_no_green_mark() -> None:
    assert STATE[Severity.NOTE] == "note"
    window_states = {Severity.ERROR: "error", Severity.WARNING: "warn"}
    assert {key: STATE[key] for key in window_states} == window_states
