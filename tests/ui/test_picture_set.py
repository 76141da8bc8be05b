"""Pictures of every stage and dialog, to be looked at; each is measured too.

MISSIONPLANNER_SHOTS names the folder. The default run takes the dialogs in both languages; the
whole set (both themes, four screens) is marked `slow`. Stages on small screens: test_small_screens.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.errors import InputError
from missionplanner.model.security import Judgements
from missionplanner.model.weather import Weather
from missionplanner.tasks.runner import Failed
from missionplanner.ui.dialogs import message as boxes
from missionplanner.ui.dialogs.plugins import PluginsDialog
from missionplanner.ui.dialogs.settings import SettingsDialog
from missionplanner.ui.dialogs.strange import StrangeBox
from missionplanner.ui.ecology import pictures as shelf_module
from missionplanner.ui.ecology.measure_dialog import MeasureDialog
from missionplanner.ui.ecology.new_study import NewStudyDialog
from missionplanner.ui.help.dialog import HelpDialog
from missionplanner.ui.plan.compare.dialog import CompareDialog
from missionplanner.ui.plan.datum_dialog import DatumDialog
from missionplanner.ui.plan.intent_presets import NameDialog
from missionplanner.ui.plan.new_project import NewProjectDialog
from missionplanner.ui.plan.own_entry_dialog import OwnAircraftDialog, OwnSensorDialog
from missionplanner.ui.plan.rest_dialog import RestDialog
from missionplanner.ui.plan.take_dialog import TakeDialog
from missionplanner.ui.plan.timetable_dialog import TimetableDialog
from missionplanner.ui.plan.weather_dialogs import HoursDialog, PasteDialog
from missionplanner.ui.receive.epoch.dialog import EpochDialog
from missionplanner.ui.receive.epoch.work import AddingEpoch
from missionplanner.ui.receive.marking.dialog import MarkingDialog
from missionplanner.ui.security import reader as reader_module
from missionplanner.ui.security import session as security_module
from missionplanner.ui.security.figures.dialog import FiguresDialog
from missionplanner.ui.security.judging.dialog import JudgementDialog
from missionplanner.ui.shell.finder import Finder
from missionplanner.ui.shell.found import found_in
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.widgets import roomy
from tests.ui import eco_factory, factory, fake_plugins
from tests.ui.conftest import drawn
from tests.ui.marked_photos import PhotosAtHand, ground
from tests.ui.measured import nameless, pictured, wrong_in
from tests.ui.security import sec_factory
from tests.ui.security.conftest import FAKE, FAKE_WORKER, idle

Make = Callable[[MainWindow, Path], QWidget]

# Width and height in logical pixels, and the scale: 1093 x 614 at 125 % is a screen of 1366 x 768.
SCREENS = {
    "1366": (1366, 768, 1.0),
    "1366-125": (1093, 614, 1.25),
    "1920-200": (960, 540, 2.0),
    "2560": (2560, 1440, 1.0),
}
LOOKS = [(t, s) for t in ("light", "dark") for s in ("en", "zh_CN")]


def nothing() -> None:
    """Stand for what a button would do."""


def compared(window: MainWindow, _folder: Path) -> QWidget:
    session = window.session
    assert session.result is not None
    session.earlier = (session.result,)
    return CompareDialog(session, window._looks.relief.get("light"), window)


def epoch(window: MainWindow, folder: Path) -> QWidget:
    return EpochDialog(AddingEpoch(folder, window), date(2026, 6, 1), ("rededge-m",), window)


def judgement(window: MainWindow, _folder: Path) -> QWidget:
    rows = ((1.0, 5.0, 1 / 5), (1 / 5, 1.0, 3.0), (5.0, 1 / 3, 1.0))
    given = Judgements(names=("D1", "D2", "D3"), values=rows)
    return JudgementDialog("Layer D", given, {}, "saaty-1980", "Saaty 1980", window)


def plugins_listed(window: MainWindow, _folder: Path) -> QWidget:
    dialog = PluginsDialog(window)
    dialog.errands.clear()
    dialog.show_plugins(fake_plugins.FOUND)
    return dialog


def marking(window: MainWindow, folder: Path) -> QWidget:
    return MarkingDialog(PhotosAtHand(folder, window), window, ground(folder))


def measurements(window: MainWindow, folder: Path) -> QWidget:
    table = folder / "dust-2025.csv"
    table.write_text("place,lon,lat,date,value,unit,quantity\n")
    made = MeasureDialog(window.ecology, window)
    made.table.add([table])
    made.limits.setText("PM10 = 150 µg/m³; dust = 8 t/km²/month")
    return made


def figures(window: MainWindow, _folder: Path) -> QWidget:
    made = FiguresDialog(window.security, window)
    made.editing.begin(made.editing.draft.with_block(0, 0, [["Xunwu", "18", "1,234", "about 5"]]))
    return made


def failed() -> Failed:
    error = InputError("terrain.units_differ", "dem", datum_unit="ft", asked="m")
    return Failed(error.line("en"), kind="InputError", error=error)


DIALOGS: dict[str, Make] = {
    "new-project": lambda w, _: NewProjectDialog(w),
    "new-study": lambda w, _: NewStudyDialog(w.ecology, w),
    "settings": lambda w, _: SettingsDialog(w.session.memory, w),
    "plugins": plugins_listed,
    "paste-weather": lambda w, _: PasteDialog(w),
    "weather-by-hand": lambda w, _: HoursDialog(
        w.session.project.weather if w.session.project else Weather(hours=()), factory.MOMENT, w
    ),
    "own-sensor": lambda w, _: OwnSensorDialog("p1-35", w),
    "own-aircraft": lambda w, _: OwnAircraftDialog("m300", w),
    "timetable": lambda w, _: TimetableDialog(w.session, w),
    "resume": lambda w, _: RestDialog(w.session, lambda words, then: None, w),
    "take-files": lambda w, folder: TakeDialog([folder / "zones.kml", folder / "dem.tif"], w),
    "preset": lambda w, _: NameDialog(w.session, w),
    "datum": lambda w, _: DatumDialog(None, None, w),
    "compare": compared,
    "judgements": judgement,
    "figures": figures,
    "marking": marking,
    "epoch": epoch,
    "measurements": measurements,
    "finder": lambda w, _: Finder(found_in(w.actions_, w.workspace), parent=w),
    "manual": lambda w, _: HelpDialog("safety", w),
    "about": lambda w, _: boxes.AboutBox(w),
    "failure": lambda w, _: boxes.FailureBox(failed(), w),
    "leave": lambda w, _: boxes.LeaveBox(nothing, nothing, w),
    "changed": lambda w, _: boxes.ChangedBox(failed(), nothing, nothing, w),
    "recover": lambda w, _: boxes.RecoverBox("2026-06-01 09:42", nothing, nothing, w),
    "begun": lambda w, _: boxes.BegunBox("Pit", "2026-06-01 09:42", nothing, nothing, w),
    "plan-over": lambda w, _: boxes.PlanOverBox(nothing, w),
    "stop": lambda w, _: boxes.StopBox(nothing, w),
    "strange": lambda w, folder: StrangeBox([folder / "notes.docx"], w),
}


SECURITY_STEPS = ("indicators", "weights", "index", "drivers")


@pytest.fixture
def analysed(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The window on a planned project with a study whose security is analysed too."""
    for module, name, fake in (
        (shelf_module, "_RASTERS", FAKE),
        (reader_module, "_LIGHT", FAKE),
        (reader_module, "REMOTE", FAKE_WORKER),
        (security_module, "REMOTE", FAKE_WORKER),
    ):
        monkeypatch.setattr(module, name, fake)
    view = eco_factory.view(tmp_path / "study.json")
    study = view.study.model_copy(update={"security": sec_factory.inputs()})
    planned.ecology.show_study(replace(view, study=study))
    yield planned
    idle(qtbot, planned.security)


def looks_of(window: MainWindow, stage: str, qtbot: QtBot) -> Iterator[str]:
    """Show a stage in each of its states worth a picture, and return their names."""
    space = window.workspace
    assert space is not None
    space.show_stage(stage)
    if stage != "security":
        settled()
        yield stage
        return
    idle(qtbot, window.security)
    for step in SECURITY_STEPS:
        window.security.go_to(step)
        idle(qtbot, window.security)
        settled()
        yield f"{stage}-{step}"


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("MISSIONPLANNER_SHOTS", tmp_path / "shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def turned(window: MainWindow, theme: str, language: str, qtbot: QtBot) -> None:
    """Give the window a theme and a language."""
    memory = window.session.memory
    if memory.theme != theme:
        window.toggle_theme()
    if (memory.language or "en") != language:
        window.toggle_language()
    drawn(window, qtbot)


def settled() -> None:
    for _ in range(4):  # a panel finds its size in several turns
        QApplication.processEvents()


def dialogs_pictured(
    window: MainWindow,
    folder: Path,
    shots: Path,
    name: str,
    scale: float,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, list[str]]:
    """Open each dialog, save its picture, and return what is wrong with which."""
    wrong: dict[str, list[str]] = {}
    monkeypatch.setattr(roomy, "screen_room", lambda _dialog: window.size())
    for key, make in DIALOGS.items():
        dialog = make(window, folder)
        assert isinstance(dialog, QDialog)
        dialog.show()
        settled()
        pictured(dialog, scale, shots / f"dialog-{key}-{name}.png")
        wrong[key] = [*wrong_in(dialog), *nameless(dialog)]
        if dialog.size() != dialog.size().boundedTo(window.size()):
            wrong[key].append(f"larger than the screen: {dialog.size()}")
        dialog.done(0)
        dialog.deleteLater()
    return {key: found for key, found in wrong.items() if found}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_dialog_is_cut(
    language: str,
    studied: MainWindow,
    qtbot: QtBot,
    shots: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    studied.resize(*SCREENS["1920-200"][:2])
    turned(studied, "light", language, qtbot)
    found = dialogs_pictured(studied, tmp_path, shots, f"light-{language}-small", 1.0, monkeypatch)
    assert not found, "\n".join(f"{k}: {v}" for k, v in found.items())


@pytest.mark.slow
@pytest.mark.parametrize("screen", list(SCREENS))
def test_every_stage_and_dialog_in_every_look(
    screen: str,
    analysed: MainWindow,
    qtbot: QtBot,
    shots: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    width, height, scale = SCREENS[screen]
    analysed.resize(width, height)
    wrong: dict[str, object] = {}
    for theme, language in LOOKS:
        turned(analysed, theme, language, qtbot)
        name = f"{theme}-{language}-{screen}"
        space = analysed.workspace
        assert space is not None
        for stage in space.stages:
            for look in looks_of(analysed, stage, qtbot):
                image = pictured(analysed, scale, shots / f"stage-{look}-{name}.png")
                assert image.width() == round(width * scale)
                wrong[f"{look} {name}"] = wrong_in(analysed)
        wrong[name] = dialogs_pictured(analysed, tmp_path, shots, name, scale, monkeypatch)
    assert {key: found for key, found in wrong.items() if found} == {}
