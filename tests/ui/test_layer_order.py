"""Layers are laid in another order: by the mouse, by keys; it is remembered with the project."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from missionplanner.ui.map.layer import Layer
from missionplanner.ui.shell.layer_folds import LayerFolds
from missionplanner.ui.shell.layer_group import LayerGroup
from missionplanner.ui.shell.layer_order import arranged, put_beside
from missionplanner.ui.shell.layer_panel import LayerRow
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.workspace import Workspace
from missionplanner.ui.work.memory import Memory
from tests.ui import factory
from tests.ui.conftest import drag, drawn

ALT = Qt.KeyboardModifier.AltModifier


def space_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def rows_of(space: Workspace, group: str) -> list[LayerRow]:
    rows = space.layers._in_list(LayerRow)
    return [row for row in rows if row.layer.group == group]


def keys_of(space: Workspace, group: str) -> list[str]:
    return [row.layer.key for row in rows_of(space, group)]


def groups_of(space: Workspace) -> list[str]:
    return [made.key for made in space.layers._in_list(LayerGroup)]


def reach(layer: Layer) -> tuple[float, float]:
    """Return the lowest and highest places of what a layer draws, names left out."""
    heights = [item.zValue() for item in layer._items if item.zValue() < 60]
    return min(heights), max(heights)


def test_a_layer_is_dragged_below_another_and_comes_back_so(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    space = space_of(planned)
    scene = space.map.scene
    assert keys_of(space, "airspace") == ["lines", "zones", "threat"], "as they lie"
    assert reach(scene.lines)[0] > reach(scene.zones)[1] > reach(scene.threat)[1]
    rows = rows_of(space, "airspace")
    drag(rows[0], rows[2])
    assert keys_of(space, "airspace") == ["zones", "threat", "lines"]
    assert reach(scene.lines)[1] <= reach(scene.threat)[0]
    assert reach(scene.zones)[0] > reach(scene.threat)[1], "the others lie as before"
    assert reach(scene.area)[0] == -80, "the veil around the area stays below"
    scene.set_opacity(scene.lines, 0.4)
    scene.set_visible(scene.threat, False)

    planned.toggle_theme()
    again = space_of(drawn(planned, qtbot))
    assert keys_of(again, "airspace") == ["zones", "threat", "lines"]
    planned.session.show_opened(factory.opened(tmp_path / "other.mplan"))
    other = space_of(drawn(planned, qtbot))
    assert keys_of(other, "airspace") == ["lines", "zones", "threat"], "another project has its own"
    other.map.scene.set_visible(other.map.scene.threat, True)
    planned.session.show_opened(factory.opened(tmp_path / "small.mplan"))
    back = space_of(drawn(planned, qtbot))
    assert keys_of(back, "airspace") == ["zones", "threat", "lines"]
    assert back.map.scene.lines.opacity == 0.4
    assert not back.map.scene.threat.visible


def test_keys_move_a_layer_and_a_group(planned: MainWindow, qtbot: QtBot) -> None:
    space = space_of(planned)
    scene = space.map.scene
    planned.activateWindow()
    zones = rows_of(space, "airspace")[1]
    assert zones.layer is scene.zones
    zones.eye.setFocus()
    qtbot.keyClick(zones.eye, Qt.Key.Key_Up, ALT)
    assert keys_of(space, "airspace") == ["zones", "lines", "threat"]
    focused = planned.focusWidget()
    assert focused is not None and focused is rows_of(space, "airspace")[0].eye
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert space.layers._is_chosen(scene.zones), "Enter chooses it"

    before = groups_of(space)
    assert before[:2] == ["routes", "airspace"]
    group = space.layers._in_list(LayerGroup)[0]
    qtbot.keyClick(group.eye, Qt.Key.Key_Down, ALT)
    assert groups_of(space) == ["airspace", "routes", *before[2:]]
    assert reach(scene.threat)[0] >= reach(scene.routes[0])[1], "a whole group above another"
    space.map.order.restore()
    assert groups_of(space) == before
    assert reach(scene.routes[0]) == (31, 31)


def test_a_drag_that_ends_far_off_moves_nothing(planned: MainWindow) -> None:
    space = space_of(planned)
    far = QWidget()
    far.setGeometry(4000, 4000, 10, 10)
    before = keys_of(space, "airspace")
    drag(rows_of(space, "airspace")[0], far)
    assert keys_of(space, "airspace") == before and not space.map.order.moved


def test_a_row_without_its_like_stays(planned: MainWindow) -> None:
    space = space_of(planned)
    space.map.scene.contours.clear()
    space.layers.refresh()
    (alone,) = rows_of(space, "terrain")
    drag(alone, rows_of(space, "site")[0])
    assert keys_of(space, "terrain") == ["relief"] and not space.map.order.moved
    assert space.layers._is_chosen(space.map.scene.relief), "no drag: a click, which chooses it"


def test_folds_and_the_layer_picked_stay_with_their_project(
    planned: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    def fold(space: Workspace, group: str) -> None:
        made = next(x for x in space.layers._in_list(LayerGroup) if x.key == group)
        made.folded.emit()

    space = space_of(planned)
    assert rows_of(space, "airspace") and space.layers._is_chosen(space.map.scene.relief)
    fold(space, "airspace")
    space.layers._on_pick(space.map.scene.contours)
    assert not rows_of(space, "airspace")

    planned.session.show_opened(factory.opened(tmp_path / "other.mplan"))
    other = space_of(drawn(planned, qtbot))
    assert rows_of(other, "airspace"), "another project has its own"
    planned.session.show_opened(factory.opened(tmp_path / "small.mplan"))
    back = space_of(drawn(planned, qtbot))
    assert not rows_of(back, "airspace")
    assert back.layers._is_chosen(back.map.scene.contours)
    fold(back, "airspace")
    planned.toggle_language()
    again = space_of(drawn(planned, qtbot))
    assert rows_of(again, "airspace"), "unfolded, and it stays so"


def test_folds_in_a_damaged_memory_are_as_at_first(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "window.json")
    memory.keep_layers("here", folded={"flights": 7}, picked=[1])
    folds = LayerFolds(memory, "here")
    assert not folds.is_folded("airspace", study=False)
    assert folds.is_folded("airspace", study=True) and folds.picked(study=False) == "relief"


@pytest.mark.parametrize(
    ("usual", "moved", "made"),
    [
        ("abc", "", "abc"),
        ("abc", "cab", "cab"),
        ("abcd", "ca", "cdab"),
        ("xab", "ba", "xba"),
        ("ab", "bxa", "ba"),
    ],
)
def test_new_layers_keep_their_neighbour(usual: str, moved: str, made: str) -> None:
    assert "".join(arranged([*usual], [*moved])) == made


def test_what_is_moved_beside_itself_stays() -> None:
    assert put_beside("abc", ["b"], "b", above=True) == ["a", "b", "c"]
    assert put_beside("abc", ["c"], "a", above=False) == ["a", "c", "b"]
