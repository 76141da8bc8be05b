"""What is seen stays so: a group's eye, one group alone, another theme or language."""

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from missionplanner.ui.plan.dock import Dock
from missionplanner.ui.plan.plan import PlanPanel
from missionplanner.ui.shell import space as space_module
from missionplanner.ui.shell.layer_group import LayerGroup
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.space import Dimension
from missionplanner.ui.shell.workspace import Workspace
from tests.ui.conftest import drawn


def space_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def group_of(space: Workspace, key: str) -> LayerGroup:
    """The row of a group, as it is now."""
    return [made for made in space.layers.findChildren(LayerGroup) if made.key == key][-1]


def test_the_eye_of_a_group_shows_again_what_was_seen_of_it(
    planned: MainWindow, qtbot: QtBot
) -> None:
    space = space_of(planned)
    scene = space.map.scene
    scene.set_visible(scene.threat, False)
    space.layers.refresh()
    group_of(space, "airspace").eye.click()
    assert not scene.zones.visible and not scene.lines.visible
    planned.toggle_theme()
    space = space_of(drawn(planned, qtbot))
    scene = space.map.scene
    assert group_of(space, "airspace").eye.toolTip() == "Show Airspace as before"
    group_of(space, "airspace").eye.click()
    assert scene.zones.visible and scene.lines.visible
    assert not scene.threat.visible, "it was off before"
    for layer in (scene.zones, scene.lines):
        scene.set_visible(layer, False)
    space.layers.refresh()
    group_of(space, "airspace").eye.click()
    assert scene.threat.visible, "each was hidden by itself: all are shown"


def test_one_group_alone_holds_for_what_comes_later(planned: MainWindow, qtbot: QtBot) -> None:
    scene = space_of(planned).map.scene
    scene.show_solo("airspace")
    planned.session.result_changed.emit()
    assert not any(layer.in_sight for layer in scene.routes), "drawn anew, and still aside"
    planned.toggle_theme()
    scene = space_of(drawn(planned, qtbot)).map.scene
    assert scene.solo == "airspace" and scene.zones.in_sight
    assert not scene.routes[0].in_sight and not scene.area.in_sight
    scene.show_ecology(True)
    assert scene.area.in_sight, "the other side's groups are others"
    scene.show_ecology(False)
    assert scene.routes[0].in_sight


def test_theme_and_language_keep_tabs_folds_and_the_shape_chosen(
    planned: MainWindow, qtbot: QtBot
) -> None:
    space = space_of(planned)
    for change in (planned.toggle_theme, planned.toggle_language):
        space.show_stage("plan")
        dock, panel = space.dock_of("plan"), space.panels["plan"]
        assert isinstance(dock, Dock) and isinstance(panel, PlanPanel)
        dock.show_tab("strips")
        panel.ask.more_fold.open()
        change()
        space = space_of(drawn(planned, qtbot))
        dock, panel = space.dock_of("plan"), space.panels["plan"]
        assert isinstance(dock, Dock) and isinstance(panel, PlanPanel)
        assert dock.tabs.key() == "strips"
        assert dock.strips.isVisible() and not dock.table.isVisible()
        assert panel.ask.more_fold.toggle.isChecked()
        assert not panel.ask.more.of_ending.toggle.isChecked()


class Seen(QWidget):
    """A view in space that draws nothing, and knows where its camera stands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.stands = {"distance": 1000.0}

    def pose(self) -> dict[str, float]:
        return dict(self.stands)

    def stand(self, pose: dict[str, float]) -> None:
        self.stands = dict(pose)


class Flying:
    """What Space asks of a flight in space."""

    def __init__(self, frame: QWidget, *_: object) -> None:
        self.view, self.camera = Seen(frame), "free"

    def set_camera(self, camera: str) -> None:
        self.camera = camera

    def show_routes(self) -> None: ...

    def show_site(self) -> None: ...


def test_another_theme_keeps_the_view_in_space(
    planned: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(space_module, "why_not", lambda: "")
    monkeypatch.setattr(space_module, "import_module", lambda _: SimpleNamespace(flight_in=Flying))
    space = space_of(planned).map.space
    space.choose(Dimension.SPLIT)
    space.camera.choose("follow")
    view = space.view
    assert isinstance(view, Seen)
    view.stands["distance"] = 321.0
    planned.toggle_theme()
    space = space_of(planned).map.space
    view = space.view
    assert space.dimension is Dimension.SPLIT and space.choice.key() == Dimension.SPLIT
    assert isinstance(view, Seen) and view.stands["distance"] == 321.0
    qtbot.waitUntil(view.isVisible)
    assert space.camera.key() == "follow" and space._flight.camera == "follow"
    space.choose(Dimension.MAP)
    planned.toggle_theme()
    assert space_of(planned).map.space.dimension is Dimension.MAP
