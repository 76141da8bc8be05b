"""Where the window is put together; the composition root."""

import signal
import sys
from pathlib import Path
from types import TracebackType

import pyqtgraph as pg
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from missionplanner.errors import PlannerError
from missionplanner.messages.language import answer_in_window
from missionplanner.settings import understood_settings
from missionplanner.tasks.runner import Failed, failed_by
from missionplanner.ui.dialogs.choosing import remember_in
from missionplanner.ui.dialogs.message import FailureBox
from missionplanner.ui.plan.session import Session
from missionplanner.ui.shell.first_start import compile_beside
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.stages import STAGES, Stage
from missionplanner.ui.style.fonts import load_fonts
from missionplanner.ui.style.icons import window_icon
from missionplanner.ui.style.language import apply_language, check_letters, system_language
from missionplanner.ui.style.reach import set_reach
from missionplanner.ui.style.theme import apply_theme
from missionplanner.ui.work.application import opened_application
from missionplanner.ui.work.memory import Memory, standard_file
from missionplanner.ui.work.quick_start import collect_again

_ROOMY_PX = 840
_LISTEN_MS = 300
_CALLED = {"en": "en", "zh": "zh_CN"}  # as the window calls them
_SETTLED_MS = 1500  # the window first


def run(project: Path | None, language: str = "") -> int:
    """Show the window, on a project where one is given; return the exit code.

    `language`, en or zh, is spoken this time, whatever was chosen in the window before.
    """
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else opened_application(sys.argv[:1])
    memory = Memory(standard_file())
    window = build(app, memory, language=language)
    memory.unkept = lambda error: FailureBox(failed_by(error), window).open()
    _report_faults(window)
    _leave_when_told(window)
    _show(window)
    collect_again(app)
    QTimer.singleShot(_SETTLED_MS, window, lambda: compile_beside(window))
    if project is not None:
        window.open_path(project)
    else:
        window.leaving.offer_begun()
    for trouble in (_language(memory, language)[1], understood_settings()[1]):
        if trouble is not None:
            window.show_failure(failed_by(trouble))
    return app.exec()


def _language(memory: Memory, asked: str) -> tuple[str, PlannerError | None]:
    """Return the language to speak, and why it is not the one that is wanted."""
    wanted = _CALLED.get(asked) or memory.language or system_language()
    try:
        check_letters(wanted)
    except PlannerError as error:
        return "en", error
    return wanted, None


def _show(window: MainWindow) -> None:
    # On a small screen the frame around the window would push its foot out of sight.
    room = window.screen().availableGeometry()
    if room.height() < _ROOMY_PX:
        window.showMaximized()
    else:
        window.show()


def build(
    app: QApplication,
    memory: Memory,
    demo_out: Path | None = None,
    stages: tuple[Stage, ...] = STAGES,
    language: str = "",
) -> MainWindow:
    """Return the window, not shown yet."""
    app.setApplicationName("missionplanner")
    app.setApplicationDisplayName("Osprey Mission Planner")
    app.setDesktopFileName("missionplanner")
    app.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, False)
    app.setStyle("Fusion")
    app.setWindowIcon(window_icon())
    pg.setConfigOptions(antialias=False, imageAxisOrder="row-major")
    load_fonts(app)
    apply_language(app, _language(memory, language)[0])
    set_reach(memory.fingers)
    apply_theme(app, memory.theme)
    remember_in(memory)
    answer_in_window(True)
    return MainWindow(app, Session(memory), demo_out, stages)


def _leave_when_told(window: MainWindow) -> None:
    # Python looks at signals only between its own steps, and an idle Qt takes none.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: window.leave())
    idle = QTimer(window, interval=_LISTEN_MS)
    idle.timeout.connect(_nothing)
    idle.start()


def _nothing() -> None:
    """Let Python take its turn."""


def _report_faults(window: MainWindow) -> None:
    # Qt prints an exception of a slot and goes on; the user is to see it.
    before = sys.excepthook

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        before(kind, fault, trace)
        if isinstance(fault, Exception):
            window.show_failure(Failed(f"{kind.__name__}: {fault}", "", kind.__name__))

    sys.excepthook = hook
