"""A closed window goes, and takes with it what was open."""

import gc
import weakref
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.ui.shell.app import build
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.work.memory import Memory
from tests.ui import eco_factory, factory

WINDOWS = 10
SEEN = ("plan", "receive", "ecology", "security")


def opened(qapp: QApplication, memory: Memory, folder: Path) -> MainWindow:
    """Return a window that has shown a plan and a study."""
    made = build(qapp, memory, folder / "demo")
    made.session.clock = lambda: factory.MOMENT
    made.show()
    made.session.show_opened(factory.opened(folder / "small.mplan"))
    made.ecology.show_study(eco_factory.view(folder / "study.json"))
    for stage in SEEN:
        made.show_stage(stage)
    return made


def parts(window: MainWindow) -> dict[str, object]:
    """Return what must not outlive a window."""
    space = window.workspace
    assert space is not None
    return {
        "window": window,
        "workspace": space,
        "canvas": space.map.canvas,
        "layer": space.map.scene.area,
        **{f"panel {key}": space.panels[key] for key in SEEN},
        **{f"dock {key}": space.dock_of(key) for key in SEEN},
        "session": window.session,
        "study's session": window.ecology,
        "security's session": window.security,
        "site": window.session.site,
        "result": window.session.result,
        "actions": window.actions_,
    }


def test_windows_are_freed(
    qtbot: QtBot, qapp: QApplication, memory: Memory, tmp_path: Path
) -> None:
    widgets: list[int] = []
    for _ in range(WINDOWS):
        window = opened(qapp, memory, tmp_path)
        qtbot.waitUntil(lambda shown=window: not shown.workspace.map.scene.relief.empty)
        kept = {name: weakref.ref(part) for name, part in parts(window).items()}
        window.leave()
        window.deleteLater()
        del window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        assert [name for name, part in kept.items() if part() is not None] == []
        widgets.append(len(qapp.allWidgets()))
    assert max(widgets[1:]) <= widgets[0], "no widget is left over"
