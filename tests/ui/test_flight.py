"""A plan told apart, looked at, played and changed by hand in the window."""

from dataclasses import replace
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shapely.geometry import MultiPolygon, box

from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.message import message
from missionplanner.model.airspace import Threats, Zone
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.flown import strips_of
from missionplanner.model.plan import Sortie
from missionplanner.project.edits import set_intent, set_threats
from missionplanner.ui.dialogs.message import PlanOverBox
from missionplanner.ui.plan.check import CheckPanel
from missionplanner.ui.plan.compare.dialog import CompareDialog
from missionplanner.ui.plan.compare.front import Front, undominated
from missionplanner.ui.plan.layers.route_item import RouteLook, stroke
from missionplanner.ui.plan.layers.route_set import clearance_class
from missionplanner.ui.plan.picked import PickKind
from missionplanner.ui.plan.player import Player
from missionplanner.ui.plan.remedies import remedy_of
from missionplanner.ui.shell import space as space_module
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.shell.sortie_chips import SortieChip
from missionplanner.ui.shell.space import Dimension
from missionplanner.ui.style.tokens import DARK, LIGHT, contrast, ink_on
from missionplanner.ui.terrain3d import support
from tests.ui import factory
from tests.ui.conftest import drawn


def measured(window: MainWindow) -> None:
    """Let the plan shown be known in flight."""
    plan = window.session.plan_shown
    assert plan is not None
    window.session.flying.take(plan, factory.flown(plan))


def on_strip(window: MainWindow, sortie: int, strip: int) -> tuple[float, float]:
    """A place on the map in the middle of a strip."""
    course = window.session.flying.courses[sortie]
    found = strips_of(course)[strip]
    here = course.at_way(0.5 * (found.from_m + found.to_m))
    return here.x_m, here.y_m


def edits_shown(window: MainWindow) -> int:
    """How many changes by hand the plan shown has."""
    return window.session.result.edits if window.session.result else 0


def test_24_sorties_have_colours_and_numbers_that_read() -> None:
    for theme in (LIGHT, DARK):
        assert len(set(theme.sorties)) == 24
        assert all(contrast(hue, theme.surface) >= 3 for hue in theme.sorties)
        assert all(contrast(ink_on(hue), hue) >= 4.2 for hue in theme.sorties)
        assert theme.sortie(24) == theme.sortie(0)


def test_strips_never_melt_into_a_ribbon() -> None:
    for look in RouteLook:
        for apart in (3.0, 6.0, 12.0, 60.0):
            made = stroke(look, apart, dark=False)
            assert made.width <= max(1.5, 0.45 * apart)
    assert (
        stroke(RouteLook.CHOSEN, 60, dark=False).width > stroke(RouteLook.ALL, 60, dark=False).width
    )


def test_a_click_on_a_route_chooses_it_and_tells_of_it(planned: MainWindow) -> None:
    workspace, session = planned.workspace, planned.session
    assert workspace is not None
    measured(planned)
    floats = workspace.map.plan
    floats.click(*on_strip(planned, 2, 4))
    assert session.sortie == 2 and session.focused
    assert floats.picked is not None and floats.picked.kind in (PickKind.STRIP, PickKind.WAYPOINT)
    told = [part.text() for part in floats.card.findChildren(QLabel) if not part.isHidden()]
    assert "m EGM96" in " ".join(told) and any("%" in words for words in told)
    assert not workspace.map.scene.flights.footprint.empty
    before = floats.picked.index
    floats.card.on.click()
    assert floats.picked.index == before + 1
    floats.click(0.0, 0.0)
    assert floats.picked is None and not session.focused and floats.card.isHidden()


def test_chips_choose_and_hide(planned: MainWindow, qtbot: QtBot) -> None:
    workspace, session = planned.workspace, planned.session
    assert workspace is not None
    chips = workspace.layers.findChildren(SortieChip)
    assert [chip.text() for chip in chips] == ["1", "2", "3", "4", "5"]
    qtbot.mouseClick(chips[1], Qt.MouseButton.LeftButton)
    assert session.sortie == 1 and session.focused
    chips = workspace.layers.findChildren(SortieChip)[-5:]
    qtbot.mousePress(chips[3], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier)
    assert not workspace.map.scene.routes[3].visible
    workspace.map.scene.set_visible(workspace.map.scene.routes[3], True)
    session.pick_all()


def test_one_group_is_shown_alone_and_all_again(planned: MainWindow) -> None:
    assert planned.workspace is not None
    scene = planned.workspace.map.scene
    scene.show_solo("routes")
    assert scene.routes[0].in_sight and scene.relief.in_sight
    assert not scene.zones.in_sight and not scene.area.in_sight
    scene.show_solo("")
    assert scene.zones.in_sight and scene.area.in_sight


def test_points_are_drawn_when_near_enough(planned: MainWindow, qtbot: QtBot) -> None:
    assert planned.workspace is not None
    frame = planned.workspace.map
    left, bottom, width, height = frame.canvas.shown()
    frame.canvas.show_rect(left - 9 * width, bottom - 9 * height, 19 * width, 19 * height)
    assert not frame.scene.flights.waypoints.drawn
    x, y = on_strip(planned, 0, 1)
    frame.canvas.show_rect(x - 400, y - 300, 800, 600)
    assert frame.scene.flights.waypoints.drawn
    frame.zoom_to_fit()


def test_the_tightest_place_is_one_click_away(planned: MainWindow) -> None:
    workspace, session = planned.workspace, planned.session
    assert workspace is not None
    measured(planned)
    workspace.dock_of("plan").tightest.click()
    course = session.course
    assert course is not None
    at = course.tightest()
    assert at is not None
    assert session.flying.along_m == course.along_m[at]
    kind = clearance_class(course, 72.0)
    assert set(kind.tolist()) <= {0, 1, 2, 3} and len(kind) == len(course.along_m) - 1


def test_time_runs_through_sorties_and_their_changes(planned: MainWindow) -> None:
    session = planned.session
    measured(planned)
    now = [0.0]
    player = Player(session, lambda: now[0])
    day = player.day
    assert len(day.starts_s) == 5
    swap_s = 60 * session.project.document.intent.swap_minutes if session.project else 0.0
    assert day.starts_s[1] - day.ends_s[0] == pytest.approx(swap_s)
    player.set_speed(100)
    player.seek(0.0)
    player.play(True)
    now[0] += 0.2
    player.tick()
    assert player.day_s == pytest.approx(20.0)
    assert session.course is not None
    assert session.flying.along_m == pytest.approx(session.course.way_at(20.0))
    player.seek(day.starts_s[3] + 60)
    assert session.sortie == 3 and day.in_the_air(player.day_s)
    player.seek(day.ends_s[2] + 1)
    assert session.sortie == 2 and not day.in_the_air(player.day_s)
    now[0] += 1.0
    player.seek(day.length_s)
    player.tick()
    assert not player.playing
    player.close()
    session.pick_all()


def test_the_playback_tells_battery_wind_and_sun(planned: MainWindow) -> None:
    assert planned.workspace is not None
    measured(planned)
    bar = planned.workspace.playback
    planned.workspace.toggle_playback()
    bar.player.play(False)
    bar.player.seek(bar.player.day.starts_s[1] + 200)
    told = [part.text() for part in bar.findChildren(QLabel)]
    assert any(words.endswith("%") for words in told)
    assert "4.0 m/s" in told and any(words.endswith("°") for words in told)
    planned.workspace.toggle_playback()
    assert not bar.isVisible() and not bar.player.playing
    planned.session.pick_all()


@pytest.mark.parametrize("driver", [False, True])
def test_without_opengl_a_plain_word_is_said(
    driver: bool, planned: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert planned.workspace is not None
    monkeypatch.setattr(support, "can_draw", lambda: driver)
    # A driver for Qt, and none that PyOpenGL finds.
    unfound = Mock(side_effect=AttributeError("'NoneType' object has no attribute 'glGetError'"))
    monkeypatch.setattr(space_module, "import_module", unfound)
    space = planned.workspace.map.space
    space.choose(Dimension.SPACE)
    assert space.dimension is Dimension.MAP and space.view is None
    told = " ".join(part.text() for part in planned.workspace.map.findChildren(QLabel))
    assert "no OpenGL" in told
    assert planned.workspace.map.canvas.isVisible()


@pytest.mark.parametrize(("version", "able"), [((1, 1), False), ((2, 1), True), ((4, 6), True)])
def test_an_opengl_of_last_century_is_none(
    version: tuple[int, int], able: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, surface = Mock(), Mock()
    context().isOpenGLES.return_value = False
    context().format().version.return_value = version
    monkeypatch.setattr(support, "QOpenGLContext", context)
    monkeypatch.setattr(support, "QOffscreenSurface", surface)
    assert support.can_draw.__wrapped__() is able


def test_a_plan_is_changed_by_hand_judged_undone_and_kept(
    planned: MainWindow, qtbot: QtBot
) -> None:
    workspace, session = planned.workspace, planned.session
    assert workspace is not None and session.project is not None
    planned_first = session.result
    floats = workspace.map.plan
    floats.click(*on_strip(planned, 1, 2))
    floats.strip.skip.click()
    qtbot.waitUntil(
        lambda: session.result is not None and session.result.edits == 1, timeout=60_000
    )
    assert session.refused and session.unsaved, "what is changed and not kept does not leave us"
    assert session.undo_words == "Skip strip 3"
    assert session.sortie == 1 and session.focused, "what was chosen stays chosen"
    planned.actions_["undo"].trigger()
    assert session.result is planned_first and not session.unsaved
    planned.actions_["redo"].trigger()
    qtbot.waitUntil(
        lambda: session.result is not None and session.result.edits == 1, timeout=60_000
    )
    floats.bar.keep.click()
    qtbot.waitUntil(lambda: not session.busy, timeout=60_000)
    assert (session.project.folder / "kept.txt").read_text() == "1"
    assert not planned.windowTitle().startswith(f"{session.project.document.title}*")
    assert session.memory.recent[0][0] == session.project.folder.resolve()
    assert not session.by_hand.edits and not session.refused


def test_the_strip_picked_on_the_map_is_chosen_in_the_table(planned: MainWindow) -> None:
    workspace = planned.workspace
    assert workspace is not None
    strips = workspace.dock_of("plan").strips
    for wanted in (2, 1):
        workspace.map.plan.click(*on_strip(planned, 1, wanted))
        assert [index.row() for index in strips.selectionModel().selectedRows()] == [wanted]


def test_the_next_click_is_told_of_and_can_be_called_off(planned: MainWindow) -> None:
    workspace, session = planned.workspace, planned.session
    assert workspace is not None
    floats = workspace.map.plan
    floats.click(*on_strip(planned, 1, 2))
    floats.bar.start.click()
    assert "all sorties" in workspace.status._remark._whole
    floats.bar.start.click()
    assert not workspace.status._remark._whole
    floats.click(*on_strip(planned, 1, 2))
    assert not session.by_hand.edits, "the click picks again"


def test_a_strip_that_is_locked_is_offered_to_be_unlocked(planned: MainWindow) -> None:
    workspace, session = planned.workspace, planned.session
    plan, result = session.plan_shown, session.result
    assert workspace is not None and plan is not None and result is not None
    floats = workspace.map.plan
    floats.click(*on_strip(planned, 1, 2))
    assert floats.strip.lock.text() == "Lock"
    locked = replace(plan, locked=(floats.strip._strip,))
    session.show_result(
        replace(result, plans=tuple(locked if p is plan else p for p in result.plans))
    )
    measured(planned)
    floats.click(*on_strip(planned, 1, 2))
    assert floats.strip.lock.text() == "Unlock"


def test_a_new_plan_asks_before_it_takes_the_place_of_changes_by_hand(
    planned: MainWindow, qtbot: QtBot
) -> None:
    workspace, session = planned.workspace, planned.session
    assert workspace is not None
    floats = workspace.map.plan
    floats.click(*on_strip(planned, 1, 2))
    floats.strip.skip.click()
    qtbot.waitUntil(
        lambda: session.result is not None and session.result.edits == 1, timeout=60_000
    )
    changed = session.result
    planned.actions_["plan"].trigger()
    box = planned.dialog
    assert isinstance(box, PlanOverBox) and not session.busy
    assert box.defaultButton() is box.escapeButton(), "neither Enter nor Esc loses anything"
    box.reject()
    assert session.result is changed and session.by_hand.edits
    planned.actions_["plan"].trigger()
    box = planned.dialog
    assert isinstance(box, PlanOverBox)
    next(b for b in box.buttons() if b.text() == "Plan again").click()
    qtbot.waitUntil(lambda: not session.busy and not session.by_hand.edits, timeout=60_000)
    assert any(old is changed for old in session.earlier), "it can still be compared"


def test_an_edit_that_is_refused_is_taken_back(planned: MainWindow, qtbot: QtBot) -> None:
    workspace, session = planned.workspace, planned.session
    assert workspace is not None
    session.pick_sortie(1)
    with qtbot.waitSignal(session.failed, timeout=60_000):
        workspace.map.plan.bar._raise(10)
    assert not session.by_hand.edits and session.result is not None
    assert session.result.edits == 0
    assert planned.dialog is not None
    planned.dialog.close()


def test_a_finding_leads_to_its_place_and_offers_what_helps(planned: MainWindow) -> None:
    workspace, session = planned.workspace, planned.session
    assert workspace is not None and session.site is not None and session.result is not None
    sortie = factory.sortie(3)
    middle = len(sortie.waypoints) // 2
    at = message(
        "planning.at",
        name=sortie.name,
        lon=float(SiteFrame(session.site.ground.epsg).inverse(*_place(sortie, middle))[0]),
        lat=float(SiteFrame(session.site.ground.epsg).inverse(*_place(sortie, middle))[1]),
    )
    told = message("planning.clearance", space_m=55.0, limit=60.0)
    low = Finding("VERIFY-CLEARANCE", Severity.ERROR, at, told)
    coarse = Finding("VERIFY-ENERGY", Severity.ERROR, "sortie 5", message("planning.energy"))
    judged = factory.verification("p1-35", (low, coarse))
    pairs = session.result.verifications[1:]
    session.show_result(replace(session.result, verifications=(judged, *pairs)))
    workspace.show_stage("check")
    panel = workspace.panels["check"]
    assert isinstance(panel, CheckPanel)
    link = next(b for b in panel.findChildren(QPushButton) if sortie.name in b.text())
    link.click()
    assert session.sortie == 2 and session.course is not None
    here = session.course.at_way(session.flying.along_m)
    assert (here.x_m, here.y_m) == pytest.approx(_place(sortie, middle), abs=2.0)
    left, bottom, width, height = workspace.map.canvas.shown()
    assert left < here.x_m < left + width and bottom < here.y_m < bottom + height
    assert [b.text() for b in panel.findChildren(QPushButton) if "Raise" in b.text()] == [
        "Raise by 6 m"
    ]
    assert remedy_of(coarse, session) is None, "the last sortie has no next one"
    workspace.map.zoom_to_fit()


def _place(sortie: Sortie, point: int) -> tuple[float, float]:
    return float(sortie.waypoints.x_m[point]), float(sortie.waypoints.y_m[point])


def test_the_plan_so_far_is_seen_while_the_search_goes_on(
    planned: MainWindow, qtbot: QtBot
) -> None:
    session = planned.session
    assert planned.workspace is not None
    flights = planned.workspace.map.scene.flights
    session.edit_intent("Change seed", seed=8)
    session.plan()
    qtbot.waitUntil(lambda: not flights.draft.empty, timeout=30_000)
    assert not any(layer.in_sight for layer in flights.routes), "the old plan gives way"
    planned.toggle_theme()
    flights = planned.workspace.map.scene.flights
    assert not flights.draft.empty, "another theme draws it again"
    session.cancel()
    qtbot.waitUntil(lambda: not session.busy, timeout=30_000)
    assert session.draft is None and flights.draft.empty
    assert all(layer.in_sight for layer in flights.routes)
    planned.toggle_theme()


def test_two_plans_stand_side_by_side(planned: MainWindow, qtbot: QtBot) -> None:
    session = planned.session
    assert not planned.actions_["compare"].isEnabled(), "there is one plan only"
    assert session.result is not None
    first = session.result
    fewer = replace(first.plans[0], sorties=first.plans[0].sorties[:3])
    judged = factory.verification("p1-35", count=3)
    session.show_result(
        replace(
            first,
            plans=(fewer, *first.plans[1:]),
            verifications=(judged, *first.verifications[1:]),
        )
    )
    assert planned.actions_["compare"].isEnabled()
    planned.actions_["compare"].trigger()
    dialog = planned.dialog
    assert isinstance(dialog, CompareDialog)
    told = [part.text() for part in dialog.findChildren(QLabel)]
    assert "−2" in told, "two sorties fewer"
    dialog.a_map.zoom(0.5)
    assert dialog.b_map.shown() == pytest.approx(dialog.a_map.shown())
    dialog.front.picked.emit(1)
    assert dialog.b.currentIndex() == 1
    dialog.accept()


def test_a_plan_of_another_world_says_so_and_is_compared_with_none(planned: MainWindow) -> None:
    session = planned.session
    project, first = session.project, session.result
    assert project is not None and first is not None
    zone = Zone("Blast", MultiPolygon([box(112.0, 37.8, 112.001, 37.801)]))
    session.edit("Draw Blast", set_threats(project, Threats(zones=(zone,))))
    assert session.judged_before(first)
    session._planned = session.project  # as after *Plan again*
    session.show_result(replace(first))
    assert session.result is not None and not session.judged_before(session.result)
    planned.compare()
    dialog = planned.dialog
    assert isinstance(dialog, CompareDialog)
    dialog.show()
    assert "zone 'Blast' was added" in dialog.told["A"].text()
    assert dialog.told["A"].isVisible() and dialog.told["B"].text() == ""
    assert "different worlds" in dialog.worlds.text() and dialog.worlds.isVisible()
    assert "judged before changes" in dialog.a.currentText()
    assert "as it is now" in dialog.again.toolTip()
    symbols = [spot["symbol"] for spot in dialog.front._dots.data]
    assert symbols == ["o", "t1"]
    dialog.a.setCurrentIndex(0)
    assert not dialog.told["A"].isVisible() and not dialog.worlds.isVisible()
    dialog.accept()
    asked = session.project.document.intent.model_copy(update={"seed": 99})
    session.edit("Change seed", set_intent(session.project, asked))
    assert not session.judged_before(session.result), "what is asked is no world"


def test_only_plans_that_no_other_beats_are_on_the_front() -> None:
    assert undominated([(1.0, 5.0), (2.0, 2.0), (3.0, 1.0), (3.0, 3.0)]) == {0, 1, 2}


@pytest.mark.parametrize("sorties", [(5,), (5, 4), (5, 5, 2)])
def test_both_axes_of_the_front_have_a_scale(sorties: tuple[int, ...], qtbot: QtBot) -> None:
    front = Front()
    qtbot.addWidget(front)
    plans = [[(factory.plan("xt2", n), factory.verification("xt2", count=n))] for n in sorties]
    front.show_plans(plans, 0, len(plans) - 1)
    for side, unit in (("bottom", "kWh"), ("left", "min")):
        (named,) = front.plot.getAxis(side)._tickLevels
        words = [word.removesuffix(f" {unit}") for _, word in named]
        assert len(words) >= 2 and len(set(words)) == len(words), "each place has its own name"
        assert [float(w.replace(",", "")) for w in words] == pytest.approx([v for v, _ in named])


def test_esc_closes_what_a_click_opened(planned: MainWindow, qtbot: QtBot) -> None:
    space = planned.workspace
    assert space is not None
    planned.activateWindow()
    floats, plan = space.map.plan, planned.session.plan_shown
    assert plan is not None
    way = plan.sorties[2].waypoints
    middle = len(way) // 2
    x = (way.x_m[middle] + way.x_m[middle + 1]) / 2
    y = (way.y_m[middle] + way.y_m[middle + 1]) / 2
    floats.click(float(x), float(y))
    assert floats.card.isVisible()
    space.map.canvas.setFocus()
    cancelled: list[bool] = []
    planned.actions_["cancel"].setEnabled(True)  # as while something is worked out
    planned.actions_["cancel"].triggered.connect(lambda: cancelled.append(True))
    qtbot.keyClick(space.map.canvas, Qt.Key.Key_Escape)
    assert floats.card.isHidden() and floats.picked is None
    assert not cancelled, "the first Esc closes the card, the second one cancels"
    qtbot.keyClick(space.map.canvas, Qt.Key.Key_Escape)
    assert cancelled


def test_courses_of_a_sensor_with_fewer_sorties_meet_the_routes_before(
    planned: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is flown of the next sensor is told of before its routes stand on the map."""
    assert planned.workspace is not None
    routes, flying = planned.workspace.map.scene.flights, planned.session.flying
    plan = factory.plan("xt2", 3)
    assert len(routes.routes) == 5
    monkeypatch.setattr(flying, "flown", factory.flown(plan))
    routes.colour_by_clearance(True)
    assert len(routes.routes) == 5, "nothing is coloured by what is another's"


def test_a_plan_out_of_date_has_no_colours_to_choose(planned: MainWindow) -> None:
    space = planned.workspace
    assert space is not None
    choice = space.map.plan.colour.by_clearance
    space.map.plan.colour.show_offered(measured=True, stale=False)
    assert choice.isEnabled()
    planned.session.edit_intent("Change seed", seed=8)
    assert planned.session.stale
    assert not choice.isEnabled() and "out of date" in choice.toolTip()


def test_floats_of_a_plan_stay_off_the_map_of_a_study(studied: MainWindow, qtbot: QtBot) -> None:
    studied.toggle_theme()  # all is made anew, with the study's stage in front
    drawn(studied, qtbot)
    studied.session.result_changed.emit()
    space = studied.workspace
    assert space is not None
    assert space.map.space.choice.isHidden() and space.map.plan.colour.isHidden()
    space.show_stage("plan")
    assert not space.map.space.choice.isHidden() and not space.map.plan.colour.isHidden()
