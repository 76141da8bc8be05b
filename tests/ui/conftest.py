import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.messages.language import answer_in_window, speak
from missionplanner.ui.dialogs import plugins as plugins_module
from missionplanner.ui.ecology import pictures as shelf_module
from missionplanner.ui.ecology import session as ecology_module
from missionplanner.ui.plan import flying as flying_module
from missionplanner.ui.plan import plan_edits as edits_module
from missionplanner.ui.plan import session as session_module
from missionplanner.ui.plan import timetable_dialog as timetable_module
from missionplanner.ui.shell.app import build
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.work.memory import Memory
from tests.ui import eco_factory, factory
from tests.ui.shared import (
    SharedWindow,
    delete_leavings,
    left_as_it_was,
    readers_first,
    reads,
)

# A process for every plan shown would cost more than all that is tested.
NOT_IN_TESTS_MS = 3_600_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    readers_first(items)


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """Leave no widget of one test to the next."""
    yield
    delete_leavings()


@pytest.fixture(scope="module")
def shared() -> Iterator[SharedWindow]:
    """The window of those tests of a module that are marked `reads`."""
    made = SharedWindow()
    yield made
    made.close()
    gc.collect()  # a window is a ring of references


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """A window's language is that of the process, which other tests share."""
    yield
    speak("en")
    answer_in_window(False)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    made = Memory(tmp_path / "window.json")
    # A test of fingers leaves a touch screen behind it.
    made.keep(theme="light", language="en", fingers="off")
    return made


@pytest.fixture
def window(
    request: pytest.FixtureRequest,
    shared: SharedWindow,
    qtbot: QtBot,
    qapp: QApplication,
    memory: Memory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    """The window with nothing open; its work is done by `fake_remote`."""
    for name in ("_REMOTE", "_REMOTE_PLAN", "_REMOTE_EDIT"):
        monkeypatch.setattr(session_module, name, "tests.ui.fake_remote")
    monkeypatch.setattr(flying_module, "_REMOTE", "tests.ui.fake_remote")
    monkeypatch.setattr(plugins_module, "_READS", "tests.ui.fake_plugins")
    monkeypatch.setattr(edits_module, "REMOTE", "tests.ui.fake_remote")
    monkeypatch.setattr(timetable_module, "_TIMETABLE", "tests.ui.fake_remote:timetable")
    monkeypatch.setattr(flying_module, "_DELAY_MS", NOT_IN_TESTS_MS)
    for module, name in (
        (ecology_module, "_REMOTE"),
        (ecology_module, "_SHEETS"),
        (shelf_module, "_RASTERS"),
    ):
        monkeypatch.setattr(module, name, "tests.ui.fake_ecology")
    if not reads(request.node):
        shared.close()
        yield from opened_window(qtbot, qapp, memory, tmp_path)
        return
    failed = request.session.testsfailed
    made = shared.take(lambda: opened_window(qtbot, qapp, memory, tmp_path))
    yield made
    clean = left_as_it_was(made)
    if request.session.testsfailed > failed or not clean:
        shared.close()
    assert clean, "a test marked `reads` has changed its window"


@pytest.fixture
def real_window(
    shared: SharedWindow, qtbot: QtBot, qapp: QApplication, memory: Memory, tmp_path: Path
) -> Iterator[MainWindow]:
    """The window as it is, with all rooms behind it."""
    shared.close()
    yield from opened_window(qtbot, qapp, memory, tmp_path)


def opened_window(
    qtbot: QtBot, qapp: QApplication, memory: Memory, tmp_path: Path
) -> Iterator[MainWindow]:
    before = threading.active_count()
    made = build(qapp, memory, tmp_path / "demo")
    made.session.clock = lambda: factory.MOMENT
    made.resize(1366, 768)
    made.show()
    yield made
    made.leave()
    qtbot.waitUntil(lambda: threading.active_count() <= before)
    timers = [t for t in made.findChildren(QTimer) if t.isActive()]
    assert not timers, "timers run on in a closed window"
    left = [w for w in qapp.topLevelWidgets() if w.isVisible()]
    assert not left, [(w, [x.text() for x in w.findChildren(QLabel)]) for w in left]
    made.deleteLater()


@pytest.fixture
def planned(window: MainWindow, shared: SharedWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window on a planned project, its map drawn."""
    if window.session.site is None:
        window.session.show_opened(factory.opened(tmp_path / "small.mplan"))
    shared.show_first_stage(window)
    return drawn(window, qtbot)


@pytest.fixture
def studied(planned: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window on a planned project with an analysed study, the Ecology stage in front."""
    if planned.ecology.view is None:
        planned.ecology.show_study(eco_factory.view(tmp_path / "study.json"))
    assert planned.workspace is not None
    planned.workspace.show_stage("ecology")
    return compared(planned, qtbot)


def compared(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Wait until two epochs stand side by side on the map."""
    workspace = window.workspace
    assert workspace is not None
    scene = workspace.map.scene.ecology
    qtbot.waitUntil(lambda: scene.shown is not None and scene.shown.drawn == 2)
    qtbot.waitUntil(lambda: window.ecology.errands.idle)
    qtbot.waitUntil(lambda: not workspace.map.canvas.moving)
    return window


def drawn(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Wait until all is there, and the map has its size and its relief."""
    workspace = window.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: workspace.complete)
    qtbot.waitUntil(lambda: workspace.map.canvas.width() == workspace.map.width() > 200)
    qtbot.waitUntil(lambda: not workspace.map.scene.relief.empty, timeout=20_000)
    qtbot.waitUntil(lambda: not workspace.map.canvas.moving)
    return window


def drag(row: QWidget, onto: QWidget) -> None:
    """Drag a row to below another one with the left button."""
    start = row.mapToGlobal(QPoint(60, 8))
    end = onto.mapToGlobal(QPoint(60, onto.height() + 4))
    for kind, place in (
        (QEvent.Type.MouseButtonPress, start),
        (QEvent.Type.MouseMove, end),
        (QEvent.Type.MouseButtonRelease, end),
    ):
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        here = QPointF(row.mapFromGlobal(place))
        QGuiApplication.sendEvent(row, QMouseEvent(kind, here, QPointF(place), left, left, none))
