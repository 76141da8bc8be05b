"""Ctrl+K finds everything; F6 and Tab reach everything and leave it; all has a name."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QWidget,
)
from pytestqt.qtbot import QtBot

from missionplanner.ui.shell.finder import Finder
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.parts_in_turn import first_stop
from missionplanner.ui.shell.workspace import Workspace
from tests.ui import factory
from tests.ui.conftest import drawn
from tests.ui.measured import nameless


def space_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def finder_of(window: MainWindow) -> Finder:
    window.actions_["find"].trigger()
    assert isinstance(window.dialog, Finder)
    return window.dialog


@pytest.mark.reads
def test_every_action_stage_and_layer_is_found(planned: MainWindow) -> None:
    finder = finder_of(planned)
    wanted = [
        verb.words.rstrip("…") for key, verb in planned.actions_.verbs.items() if key != "find"
    ]
    layers = [x.words for x in space_of(planned).map.scene.layers() if not x.empty and x.words]
    for words in [*wanted, *layers]:
        finder.line.setText(words)
        assert any(entry.words == words for entry in finder._shown), words
    for words in ("coordinate", "units", "graticule"):
        finder.line.setText(words)
        assert finder._shown, words
    finder.reject()


def test_a_project_that_opens_is_found_in_the_open_field(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    finder = finder_of(window)
    qtbot.keyClicks(finder.line, "power lines")
    assert not finder._shown
    window.session.show_opened(factory.opened(tmp_path / "small.mplan"))
    drawn(window, qtbot)
    qtbot.waitUntil(lambda: finder.complete)
    assert finder.isVisible() and finder.line.text() == "power lines"
    assert finder._shown and finder._shown[0].words == "Power lines"
    finder.line.setText("export")
    assert not finder._shown[0].why_not, "the actions are those of the window as it is"
    finder.reject()


def test_fields_and_buttons_of_every_stage_are_gone_to(planned: MainWindow, qtbot: QtBot) -> None:
    space = space_of(planned)
    for typed, stage, name in (
        ("clearance", "plan", "Clearance, m"),
        ("weight threat", "plan", "Weight of threat"),
        ("folder", "export", "Folder"),
        ("photos of", "receive", "Folder of the photos"),
    ):
        finder = finder_of(planned)
        qtbot.waitUntil(lambda finder=finder: finder.complete)
        qtbot.keyClicks(finder.line, typed)
        qtbot.keyClick(finder.line, Qt.Key.Key_Return)
        assert space.stack.currentWidget() is space.panels[stage]
        part = planned.focusWidget()
        assert part is not None
        assert part.accessibleName() == name
        qtbot.waitUntil(lambda part=part: not part.visibleRegion().isEmpty())
    finder = finder_of(planned)
    qtbot.waitUntil(lambda: finder.complete)
    qtbot.keyClicks(finder.line, "draw hole")
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert space.drawing.tool is not None
    space.drawing.cancel()


def test_enter_goes_where_it_says(planned: MainWindow, qtbot: QtBot) -> None:
    finder = finder_of(planned)
    qtbot.keyClicks(finder.line, "weath")
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    space = space_of(planned)
    assert space.stack.currentWidget() is space.panels["weather"]
    finder = finder_of(planned)
    qtbot.keyClicks(finder.line, "relief")
    shown = space.map.scene.relief.visible
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert space.map.scene.relief.visible is not shown


@pytest.mark.reads
def test_what_cannot_be_done_says_why_and_stays(planned: MainWindow, qtbot: QtBot) -> None:
    finder = finder_of(planned)
    qtbot.keyClicks(finder.line, "redo")
    assert finder.note.text() == "nothing was taken back"
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert finder.isVisible()
    finder.line.setText("no such thing at all")
    assert finder.note.text() == "Nothing of that name"
    qtbot.keyClick(finder.line, Qt.Key.Key_Escape)
    assert not finder.isVisible()


@pytest.mark.reads
def test_f6_walks_the_parts_and_comes_round(planned: MainWindow, qtbot: QtBot) -> None:
    planned.activateWindow()
    qtbot.waitUntil(planned.isActiveWindow)
    space = space_of(planned)
    parts = [space.stack, space.rail, space.layers, space.map.canvas, space.docks]
    reached = []
    for _ in parts:
        planned.actions_["next_part"].trigger()
        focused = QApplication.focusWidget()
        reached.append(
            next((part for part in parts if part is focused or part.isAncestorOf(focused)), None)
        )
    assert set(reached) == set(parts)
    planned.actions_["next_part"].trigger()
    assert reached[0].isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize(
    "stage", ["site", "threats", "weather", "sensors", "plan", "check", "export", "ecology"]
)
@pytest.mark.reads
def test_tab_reaches_every_part_of_a_panel_and_leaves_it(
    stage: str, studied: MainWindow, qtbot: QtBot
) -> None:
    space = space_of(studied)
    space.show_stage(stage)
    QApplication.processEvents()
    panel = space.panels[stage]
    first = first_stop(panel)
    assert first is not None
    first.setFocus()
    seen: list[QWidget] = [first]
    left = False
    for _ in range(400):
        studied.focusNextChild()
        now = QApplication.focusWidget()
        if now is None or now is first:
            break
        left = left or not panel.isAncestorOf(now)
        seen.append(now)
    assert left, "Tab leaves the panel again"
    stops = [w for w in panel.findChildren(QWidget) if is_stop(w) and not in_compound(w, seen)]
    assert [w for w in stops if w not in seen] == []


def is_stop(widget: QWidget) -> bool:
    tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    alone = isinstance(widget, QAbstractButton) and widget.group() is not None
    return tabbed and widget.isVisible() and widget.isEnabled() and not alone


def in_compound(widget: QWidget, seen: list[QWidget]) -> bool:
    """Tell whether a widget is the inner part of one that takes the focus for it."""
    return any(other.focusProxy() is widget or other.isAncestorOf(widget) for other in seen)


@pytest.mark.parametrize(
    "stage",
    [
        *("site", "threats", "weather", "sensors", "plan", "check", "export", "receive"),
        *("ecology", "security"),
    ],
)
@pytest.mark.reads
def test_what_has_no_text_has_a_name(stage: str, studied: MainWindow) -> None:
    space_of(studied).show_stage(stage)
    QApplication.processEvents()
    assert nameless(studied) == []
