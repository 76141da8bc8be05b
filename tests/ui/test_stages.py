"""A stage of the window is data: one more entry in the tuple, and the window shows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.tasks.runner import Failed
from missionplanner.ui.plan.session import Session
from missionplanner.ui.shell.app import build
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.map_frame import MapFrame
from missionplanner.ui.shell.rail import StageButton
from missionplanner.ui.shell.sessions import Sessions
from missionplanner.ui.shell.stages import STAGES, Stage
from missionplanner.ui.widgets.kit import label
from missionplanner.ui.widgets.panel import Panel
from missionplanner.ui.widgets.stage_state import StageState
from missionplanner.ui.work.memory import Memory
from tests.ui import factory


class TreesSession(QObject):
    """Counts trees, at once."""

    counted = Signal()
    work_changed = Signal()
    stepped = Signal(float, object)
    failed = Signal(object)
    said = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.count = 0
        self.busy = self.closed = self.in_front = False

    def tally(self) -> None:
        self.count += 7
        self.counted.emit()

    def show_front(self, in_front: bool) -> None:
        self.in_front = in_front

    def cancel(self) -> None: ...

    def give_up(self) -> None: ...

    def close(self) -> None:
        self.closed = True


class TreesPanel(Panel):
    made = 0

    def __init__(self, session: Session, trees: TreesSession) -> None:
        super().__init__(session, "Trees")
        TreesPanel.made += 1
        self.trees = trees
        self.figure = label("")
        self.put(self.figure)

    def refresh(self) -> None:
        self.figure.setText(f"{self.trees.count} trees")


def trees_session(sessions: Sessions) -> TreesSession:
    return TreesSession(sessions.parent)


def trees_dock(sessions: Sessions, frame: MapFrame) -> QWidget:
    return label("a list of trees")


TREES = Stage(
    "trees",
    lambda: "Trees",
    "tree",
    session=trees_session,
    changes=lambda sessions: (sessions.of(trees_session).counted,),
    state=lambda sessions: StageState(
        "ok" if sessions.of(trees_session).count else "", "counted by hand"
    ),
    panel=lambda sessions: TreesPanel(sessions.site, sessions.of(trees_session)),
    dock=trees_dock,
)


@pytest.fixture
def wooded(
    qtbot: QtBot, qapp: QApplication, memory: Memory, tmp_path: Path
) -> Iterator[MainWindow]:
    """The window with one more stage, a planned project open."""
    made = build(qapp, memory, tmp_path / "demo", (*STAGES, TREES))
    made.session.clock = lambda: factory.MOMENT
    TreesPanel.made = 0
    made.show()
    made.session.show_opened(factory.opened(tmp_path / "small.mplan"))
    yield made
    made.leave()
    made.deleteLater()


def test_one_entry_in_the_tuple_adds_a_stage(wooded: MainWindow) -> None:
    space, trees = wooded.workspace, wooded.sessions.of(trees_session)
    assert space is not None
    assert list(space.rail.buttons)[-2:] == ["security", "trees"], "in the order of the tuple"
    assert TreesPanel.made == 0, "nobody has looked at it"
    space.rail.buttons["trees"].click()
    assert isinstance(space.stack.currentWidget(), TreesPanel) and trees.in_front
    shown = space.docks.currentWidget()
    assert isinstance(shown, QLabel) and shown.text() == "a list of trees"
    assert not space.map.scene.in_ecology, "the site's own layers"


def test_the_stage_follows_its_session(wooded: MainWindow) -> None:
    space, trees = wooded.workspace, wooded.sessions.of(trees_session)
    assert space is not None
    wooded.show_stage("trees")
    button = space.rail.buttons["trees"]
    assert button.state == "" and button.toolTip().startswith("Trees: not begun")
    trees.tally()
    assert space.panels["trees"].figure.text() == "7 trees"
    assert button.state == "ok" and button.toolTip() == "Trees: ready\ncounted by hand"
    trees.failed.emit(Failed("no trees here"))
    assert wooded.dialog is not None and wooded.dialog.isVisible()
    wooded.dialog.reject()
    wooded.close()
    assert trees.closed


def test_the_stage_has_an_action_in_the_menu_and_a_place_in_the_order_of_tab(
    wooded: MainWindow,
) -> None:
    space = wooded.workspace
    assert space is not None
    action = wooded.actions_["go_trees"]
    assert action.text() == "Trees" and action.isEnabled()
    assert wooded.actions_.verbs["go_trees"].menu == "view"
    assert wooded.actions_["go_site"].shortcut().toString() == "Ctrl+1"
    action.trigger()
    assert space.stack.currentWidget() is space.panels["trees"]
    order, widget = [], space.nextInFocusChain()
    while widget is not space:
        if isinstance(widget, StageButton) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(widget.stage.key)
        widget = widget.nextInFocusChain()
    assert order == [*(stage.key for stage in STAGES), "trees"]


def test_only_what_is_looked_at_is_made(planned: MainWindow, qtbot: QtBot) -> None:
    space = planned.workspace
    assert space is not None
    assert list(space.panels.made) == ["plan"] and space.docks.count() == 1
    space.show_stage("site")
    assert list(space.panels.made) == ["plan", "site"] and space.docks.count() == 2
    space.show_stage("threats")
    assert space.docks.count() == 2, "stages that draw share their dock"
    space.show_stage("ecology")
    assert space.docks.count() == 3
    planned.toggle_theme()
    space = planned.workspace
    assert space is not None
    assert not space.panels.made and not space.complete, "the map first"
    qtbot.waitUntil(lambda: space.complete)
    assert list(space.panels.made) == ["ecology"] and space.docks.count() == 1
    planned.toggle_theme()
