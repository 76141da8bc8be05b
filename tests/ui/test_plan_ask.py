"""What is asked of a plan: typed, refused at its field, taken back, and kept as presets."""

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.model.ending import RouteEnding
from missionplanner.model.patterns import Pattern, PatternAsked
from missionplanner.model.plan import PlanIntent
from missionplanner.operations.presets import presets_folder, presets_of
from missionplanner.ui.plan.export import ExportPanel
from missionplanner.ui.plan.intent_field import AskField
from missionplanner.ui.plan.intent_numbers import Bound, Quantity
from missionplanner.ui.plan.intent_presets import NameDialog
from missionplanner.ui.plan.pattern_field import PatternField
from missionplanner.ui.plan.plan import PlanPanel
from missionplanner.ui.plan.plan_ask import AskForm
from missionplanner.ui.shell.main_window import MainWindow

HEIGHTS = Quantity("agl_from_m", upper="agl_to_m")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISSIONPLANNER_SETTINGS", str(tmp_path / "user" / "settings.json"))


@pytest.fixture
def panel(planned: MainWindow) -> PlanPanel:
    assert planned.workspace is not None
    planned.workspace.show_stage("plan")
    made = planned.workspace.panels["plan"]
    assert isinstance(made, PlanPanel)
    return made


@pytest.fixture
def ask(panel: PlanPanel) -> AskForm:
    return panel.ask


def intent(panel: PlanPanel) -> PlanIntent:
    assert panel.session.project is not None
    return panel.session.project.document.intent


def put(field: AskField, text: str) -> None:
    """Type a text, and leave the field by Enter."""
    field.type(text)
    field.edit.editingFinished.emit()


def faults(ask: AskForm) -> list[str]:
    lines = (*ask._rows, *ask.more.rows)
    return [line.fault.text() for line in lines if line.fault.text()]


def labels(widget: QWidget) -> list[str]:
    return [part.text() for part in widget.findChildren(QLabel)]


# ---- typing


def test_a_height_shows_its_gsd_before_it_is_settled(panel: PlanPanel, ask: AskForm) -> None:
    ask.agl.edit.setFocus()
    ask.agl.type("100")
    assert ask.gsd.edit.placeholderText() == "1.3"
    assert "100 m: at most 12.6 m/s, blur" in labels(ask.expected)
    assert intent(panel).agl_from_m is None, "nothing is edited while one types"
    ask.agl.type("60")
    assert ask.gsd.edit.placeholderText() == "0.8"
    assert panel.session.undo_words is None
    ask.agl.type("")


def test_a_gsd_shows_its_height(panel: PlanPanel, ask: AskForm) -> None:
    put(ask.gsd, "1.2")
    assert intent(panel).gsd_m == 0.012
    assert ask.agl.edit.placeholderText() == "80–96"


def test_each_change_is_one_step_back(panel: PlanPanel, ask: AskForm, qtbot: QtBot) -> None:
    put(ask.agl, "100")
    put(ask.side, "75")
    assert panel.session.undo_words == "Change side"
    put(ask.side, "75")
    ask.side.edit.editingFinished.emit()
    panel.session.undo()
    qtbot.waitUntil(lambda: ask.side.edit.text() == "")
    assert (intent(panel).sidelap, intent(panel).agl_to_m) == (None, 100.0)
    panel.session.undo()
    qtbot.waitUntil(lambda: ask.agl.edit.text() == "")
    assert panel.session.undo_words is None
    panel.session.redo()
    qtbot.waitUntil(lambda: ask.agl.edit.text() == "100")


def test_what_follows_is_told_in_no_time(panel: PlanPanel, ask: AskForm) -> None:
    begun = process_time()
    for height in range(80, 100):
        ask.agl.type(str(height))
    assert (process_time() - begun) / 20 < 0.05
    ask.agl.type("")


def test_a_range_of_heights_is_asked(panel: PlanPanel, ask: AskForm) -> None:
    put(ask.agl, "90–110")
    assert (intent(panel).agl_from_m, intent(panel).agl_to_m) == (90.0, 110.0)
    put(ask.agl, "")
    assert (intent(panel).agl_from_m, intent(panel).agl_to_m) == (None, None)
    assert ask.agl.edit.placeholderText() == "80–117"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("agl", "110–80", "Write a number, a range such as 80–120, or nothing"),
        ("agl", "high", "Write a number, a range such as 80–120, or nothing"),
        ("agl", "nan", "Write a number, a range such as 80–120, or nothing"),
        ("agl", "-5", "Write a number, a range such as 80–120, or nothing"),
        ("front", "95", "Less than 95 %"),
        ("speed", "0", "More than 0 m/s"),
        ("direction", "360", "Less than 360 °"),
        ("ceiling", "", "Write a number"),
        ("distance", "1e9", "At most 1000000 m"),
    ],
)
def test_what_cannot_be_read_is_told_and_not_taken(
    name: str, text: str, told: str, panel: PlanPanel, ask: AskForm
) -> None:
    field = getattr(ask, name)
    put(field, text)
    assert faults(ask) == [told]
    assert field.edit.property("wrong") and field.edit.text() == text
    assert panel.session.undo_words is None
    assert not panel.go.isEnabled() and panel.go.toolTip() == told
    field.type(field.quantity.shown(intent(panel)))
    assert faults(ask) == [] and panel.go.isEnabled()


def test_what_is_typed_stays_while_the_panel_is_shown_anew(
    panel: PlanPanel, ask: AskForm, qtbot: QtBot
) -> None:
    panel.window().activateWindow()
    ask.agl.edit.setFocus()
    qtbot.waitUntil(ask.agl.edit.hasFocus)
    qtbot.keyClicks(ask.agl.edit, "10")
    panel.refresh()
    assert ask.agl.edit.text() == "10"
    qtbot.keyClicks(ask.agl.edit, "0")
    qtbot.keyClick(ask.agl.edit, Qt.Key.Key_Return)
    assert intent(panel).agl_to_m == 100.0


def test_the_bar_chooses_a_height(panel: PlanPanel, ask: AskForm, qtbot: QtBot) -> None:
    place = QPoint(70, 9)
    qtbot.mousePress(ask.bar, Qt.MouseButton.LeftButton, pos=place)
    assert panel.session.undo_words is None
    ask.bar.moved.emit(200.0)
    assert len(faults(ask)) == 1, "over the ceiling, and told while the hand moves"
    ask.bar.moved.emit(107.0)
    assert faults(ask) == []
    qtbot.mouseRelease(ask.bar, Qt.MouseButton.LeftButton, pos=place)
    assert (intent(panel).agl_from_m, intent(panel).agl_to_m) == (107.0, 107.0)
    assert panel.session.undo_words == "Change height"
    panel.session.undo()
    assert panel.session.undo_words is None, "one drag, one step"


# ---- what cannot be


def test_a_speed_that_cannot_be_is_told_at_its_field(panel: PlanPanel, ask: AskForm) -> None:
    put(ask.agl, "100")
    put(ask.speed, "25")
    told = faults(ask)
    assert len(told) == 1 and "at most 12.6 m/s" in told[0]
    assert ask.speed.edit.property("wrong") and not ask.agl.edit.property("wrong")
    assert not panel.go.isEnabled() and panel.go.toolTip() == told[0]
    assert "not possible as asked" in labels(ask.expected)
    put(ask.speed, "9")
    assert faults(ask) == [] and panel.go.isEnabled()


def test_the_action_says_why_as_the_button_does(
    planned: MainWindow, panel: PlanPanel, ask: AskForm
) -> None:
    action = planned.actions_["plan"]
    assert action.isEnabled()
    ask.speed.type("fast")
    assert not action.isEnabled() and "Write a number, or nothing" in action.toolTip()
    ask.speed.type("")
    assert action.isEnabled()
    put(ask.gsd, "0.1")
    assert not action.isEnabled() and "coarser" in action.toolTip()
    panel.session.undo()
    assert action.isEnabled()


def test_another_sensor_that_cannot_is_named(panel: PlanPanel, ask: AskForm) -> None:
    put(ask.gsd, "1")
    told = faults(ask)
    assert ask.gsd.edit.property("wrong")
    assert len(told) == 1 and "RedEdge" in told[0] and "or coarser" in told[0]


def test_a_ceiling_below_the_sensor_is_told_at_the_ceiling(panel: PlanPanel, ask: AskForm) -> None:
    put(ask.ceiling, "60")
    assert ask.ceiling.edit.property("wrong") and not ask.agl.edit.property("wrong")
    put(ask.agl, "50")
    assert faults(ask) == [] and panel.go.isEnabled()
    put(ask.agl, "70")
    assert ask.agl.edit.property("wrong"), "who asks for a height has it told there"


def test_a_permit_frees_the_ceiling(panel: PlanPanel, ask: AskForm) -> None:
    ask.more.ceiling.setCurrentIndex(ask.more.ceiling.findData("none"))
    ask.more.ceiling.activated.emit(ask.more.ceiling.currentIndex())
    assert intent(panel).ceiling == "none"
    panel.refresh()
    assert not ask.ceiling.isEnabled()
    put(ask.agl, "200")
    assert faults(ask) == []


# ---- more


def test_more_is_folded_until_something_is_wrong_in_it(panel: PlanPanel, ask: AskForm) -> None:
    clearance = ask.more.fields[1]
    assert not ask.seed.isVisible() and not clearance.isVisible()
    assert "weights 0.5 · 0.1 · 0.4, seed 42" in {
        part.toolTip() for part in ask.more.findChildren(QLabel)
    }
    put(clearance, "0")
    assert clearance.isVisible() and faults(ask) == ["More than 0 m"]
    put(clearance, "40")
    assert intent(panel).min_clearance_m == 40.0


@pytest.mark.parametrize(
    ("place", "text", "field", "value"),
    [
        (0, "15", "zone_margin_m", 15.0),
        (2, "30", "reserve_share", 0.3),
        (3, "60", "max_climb_gradient", 0.6),
        (4, "7.5", "swap_minutes", 7.5),
    ],
)
def test_more_asks_the_rest(
    place: int, text: str, field: str, value: float, panel: PlanPanel, ask: AskForm
) -> None:
    put(ask.more.fields[place], text)
    assert getattr(intent(panel), field) == value
    ask.more.searched.click()
    assert not intent(panel).searched
    variant = ask.more.search.variant
    variant.setCurrentIndex(variant.findData("literal"))
    variant.activated.emit(variant.currentIndex())
    assert intent(panel).variant == "literal"


# ---- the route's end


def test_the_route_s_end_is_asked_beside_the_plan(
    panel: PlanPanel, ask: AskForm, planned: MainWindow
) -> None:
    session, form = panel.session, ask.more.ending
    assert session.result is not None
    judged = session.result.verifications
    needs = [replace(s, return_height_m=140.0 + n) for n, s in enumerate(judged[0].sorties)]
    least = f"{needs[-1].return_height_m:.0f}"
    session.show_result(
        replace(
            session.result, verifications=(replace(judged[0], sorties=tuple(needs)), *judged[1:])
        )
    )
    panel.refresh()
    assert form.return_height.edit.placeholderText().endswith(least)
    put(form.return_height, "100")
    assert form.line.fault.text().startswith(f"At least {least} m")
    assert form.line.fault.isVisible() and ask.why_not == form.line.fault.text()
    assert ending(panel).return_height_m is None, "refused at its field"
    put(form.return_height, "600")
    assert form.line.fault.text() == "At most 500 m"
    put(form.return_height, "180")
    assert ending(panel).return_height_m == 180 and form.line.fault.isHidden()
    assert not ask.why_not
    for combo, value in ((form.finish, "hover"), (form.lost, "continue")):
        combo.setCurrentIndex(combo.findData(value))
        combo.activated.emit(combo.currentIndex())
    assert (ending(panel).finish, ending(panel).lost_link) == ("hover", "continue")
    assert not session.stale and session.unsaved
    assert planned.workspace is not None
    planned.workspace.show_stage("export")
    export = planned.workspace.panels["export"]
    assert isinstance(export, ExportPanel)
    assert not export.go.isEnabled() and export.go.toolTip().startswith("Save first")
    for _ in range(3):
        session.undo()
    assert ending(panel) == RouteEnding()
    export.refresh()
    assert export.go.isEnabled()


def ending(panel: PlanPanel) -> RouteEnding:
    assert panel.session.project is not None
    return panel.session.project.document.ending


# ---- stale


def test_a_change_makes_the_plan_stale_and_says_why(panel: PlanPanel, ask: AskForm) -> None:
    assert not panel.change.isVisible()
    put(ask.agl, "100")
    put(ask.side, "75")
    panel.refresh()
    assert panel.session.stale
    assert panel.change.isVisible()
    assert panel.change.words.toolTip() == "Out of date: height, side overlap"
    panel.change.undo.click()
    panel.change.undo.click()
    panel.refresh()
    assert not panel.session.stale and not panel.change.isVisible()


def test_what_is_stale_or_refused_still_fits(panel: PlanPanel, ask: AskForm, qtbot: QtBot) -> None:
    area = panel.findChild(QScrollArea)
    assert area is not None
    put(ask.agl, "100")
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0, timeout=2000)
    put(ask.speed, "25")
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0, timeout=2000)


# ---- presets


def test_a_preset_is_saved_chosen_and_deleted(panel: PlanPanel, ask: AskForm) -> None:
    put(ask.agl, "100")
    put(ask.side, "75")
    save_as(ask, "Steep  pit")
    put(ask.agl, "")
    put(ask.side, "60")
    seed = intent(panel).seed
    ask.presets.fill()
    next(a for a in ask.presets.menu.actions() if a.text() == "Steep pit").trigger()
    assert (intent(panel).agl_to_m, intent(panel).sidelap) == (100.0, 0.75)
    assert intent(panel).seed == seed
    assert panel.session.undo_words == "Preset Steep pit"
    panel.session.undo()
    assert intent(panel).sidelap == 0.6, "one step back"
    ask.presets.delete(presets_of(panel.session.sensor).found[0])
    assert presets_of(panel.session.sensor).found == ()


def test_a_preset_goes_to_a_colleague_and_comes_back(
    panel: PlanPanel, ask: AskForm, tmp_path: Path
) -> None:
    put(ask.side, "75")
    save_as(ask, "Pit")
    sent = tmp_path / "pit.json"
    ask.presets.write(presets_of(panel.session.sensor).found[0], sent)
    ask.presets.delete(presets_of(panel.session.sensor).found[0])
    ask.presets.take(sent)
    assert [one.name for one in presets_of(panel.session.sensor).found] == ["Pit"]
    ask.presets.fill()
    assert "Hand on as a file" in [action.text() for action in ask.presets.menu.actions()]
    for dialog in (
        ask.presets.ask_file(),
        ask.presets.ask_place(presets_of(panel.session.sensor).found[0]),
    ):
        dialog.reject()


def test_presets_are_of_a_sensor(panel: PlanPanel, ask: AskForm) -> None:
    save_as(ask, "Pit")
    panel.session.pick_sensor("xt2")
    ask.presets.fill()
    assert "No preset for this sensor yet" in [a.text() for a in ask.presets.menu.actions()]


def test_a_name_that_is_none_or_taken_is_told(panel: PlanPanel, ask: AskForm) -> None:
    dialog = save_as(ask, "  ")
    assert dialog.isVisible() and dialog.fault.text().startswith("A preset needs a name")
    dialog.name.setText("Pit")
    assert not dialog.fault.isVisible()
    dialog.go.click()
    assert not dialog.isVisible()
    again = save_as(ask, "Pit", press=False)
    assert again.go.text() == "Replace"
    again.reject()


def test_a_file_that_is_no_preset_is_told(panel: PlanPanel, ask: AskForm) -> None:
    presets_folder().mkdir(parents=True)
    (presets_folder() / "bad.json").write_text("[1]")
    ask.presets.fill()
    entry = next(a for a in ask.presets.menu.actions() if a.text().startswith("Files that"))
    assert not entry.isEnabled() and "bad.json" in entry.toolTip()


def save_as(ask: AskForm, name: str, *, press: bool = True) -> NameDialog:
    ask.presets.fill()
    next(a for a in ask.presets.menu.actions() if a.text() == "Save as preset…").trigger()
    dialog = ask.presets.dialog
    assert dialog is not None
    dialog.name.setText(name)
    if press:
        dialog.go.click()
    return dialog


# ---- numbers


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("100", 100, 100), ("80-120", 80, 120), ("80–120", 80, 120), ("80..120", 80, 120),
        (" 80.5 – 90,5 ", 80.5, 90.5), ("", None, None),
    ],
)  # fmt: skip
def test_heights_are_read_as_pilots_write_them(
    text: str, low: float | None, high: float | None
) -> None:
    assert HEIGHTS.typed(text) == {"agl_from_m": low, "agl_to_m": high}


def test_shares_come_back_as_they_were_typed() -> None:
    side = Quantity("sidelap", 100.0)
    for percent in range(95):
        fields = side.typed(str(percent))
        assert side.shown(PlanIntent.model_validate(fields)) == str(percent)
    assert side.broken({"sidelap": 0.95}) == Bound("<", 95.0)
    assert side.broken({"sidelap": None}) is None


# ---- patterns


def pick(field: PatternField, pattern: Pattern) -> None:
    """Pick a pattern from the list, as a user does."""
    index = field._list.findData(pattern.value)
    field._list.setCurrentIndex(index)
    field._list.activated.emit(index)


def test_a_pattern_is_picked_and_taken_back(panel: PlanPanel, ask: AskForm, qtbot: QtBot) -> None:
    before = intent(panel).pattern
    pick(ask._pattern, Pattern.CROSSHATCH)
    assert intent(panel).pattern is Pattern.CROSSHATCH and not ask._pattern.fault
    panel.session.undo()
    assert intent(panel).pattern is before
    qtbot.waitUntil(lambda: ask._pattern._list.currentData() == before.value)


def test_a_pattern_that_a_camera_cannot_fly_is_told_at_it(
    panel: PlanPanel, ask: AskForm, qtbot: QtBot
) -> None:
    project = panel.session.project
    assert project is not None
    panel.session.edit_intent("Tilt", pattern=Pattern.OBLIQUE, views=PatternAsked(tilt_deg=50.0))
    fixed = "rededge-m" in project.document.sensors
    qtbot.waitUntil(lambda: ("cannot be tilted" in ask._pattern.fault) is fixed)
    assert bool(ask.why_not) is fixed


# ---- what a pattern, and flights, let one ask


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        (Pattern.STRAIGHT, ()),
        (Pattern.OBLIQUE, ("tilt",)),
        (Pattern.CORRIDOR, ("wide",)),
        (Pattern.FACE, ("least", "turn")),
    ],
)
def test_a_pattern_shows_what_belongs_to_it(
    panel: PlanPanel, ask: AskForm, pattern: Pattern, shown: tuple[str, ...], qtbot: QtBot
) -> None:
    pick(ask._pattern, pattern)

    def seen() -> tuple[str, ...]:
        named = ("tilt", "wide", "least", "turn")
        return tuple(n for n in named if getattr(ask.details, n).isVisibleTo(panel))

    qtbot.waitUntil(lambda: seen() == shown)
    assert ask.details.side.isVisibleTo(panel) is (pattern is Pattern.CORRIDOR)


def test_details_of_a_pattern_are_asked_and_taken_back(panel: PlanPanel, ask: AskForm) -> None:
    pick(ask._pattern, Pattern.CORRIDOR)
    put(ask.details.wide, "150")
    side = ask.details.side
    side.setCurrentIndex(side.findData("left"))
    side.activated.emit(side.currentIndex())
    views = intent(panel).views
    assert (views.width_m, views.side.value, views.tilt_deg) == (150.0, "left", 45.0)
    panel.session.undo()
    assert (intent(panel).views.width_m, intent(panel).views.side.value) == (150.0, "both")
    put(ask.details.wide, "")
    assert intent(panel).views.width_m is None
    line = [{"lon_deg": 112.0, "lat_deg": 37.8}, {"lon_deg": 112.1, "lat_deg": 37.8}]
    panel.session.edit_intent("a line", **{"views.line": line})
    ask.details.middle.click()
    assert intent(panel).views.line == ()


def test_two_details_typed_at_once_are_judged_together(panel: PlanPanel, ask: AskForm) -> None:
    pick(ask._pattern, Pattern.FACE)
    ask.details.least.type("50")
    ask.details.turn.type("10")
    assert panel.session.project is not None
    views = ask._asked(panel.session.project).views
    assert (views.face_from_deg, views.face_turn_deg) == (50.0, 10.0)
    ask.details.least.type("5")
    assert ask.details.rows[2].fault.text() == "At least 10 °"
    assert not panel.go.isEnabled()
    ask.details.least.type("35")
    ask.details.turn.type("0")


def test_shared_flights_and_launch_sites_are_asked(
    panel: PlanPanel, ask: AskForm, qtbot: QtBot
) -> None:
    flights = ask.more.flights
    flights.together.setCurrentIndex(flights.together.findData("never"))
    flights.together.activated.emit(flights.together.currentIndex())
    flights.propose.click()
    assert (intent(panel).together.value, intent(panel).propose_sites) == ("never", True)
    assert flights.in_short(intent(panel)) == "apart · more proposed"
    panel.session.undo()
    qtbot.waitUntil(lambda: not flights.propose.isChecked())


def test_a_fault_behind_more_is_unfolded(panel: PlanPanel, ask: AskForm) -> None:
    assert not ask.more.rows[0].isVisibleTo(panel)
    ask.more.fields[1].type("0")
    assert ask.more.rows[0].isVisibleTo(panel)
    ask.more.fields[1].type("30")


def test_what_no_field_would_let_through_is_refused_in_the_windows_words(
    panel: PlanPanel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.session.failed) as told:
        panel.session.edit_intent("Change tilt", **{"views.tilt_deg": 500})
    line = told.args[0].line()
    assert line == "Change tilt: must be at most 70"
    assert panel.window().dialog is not None
    panel.window().dialog.reject()
    assert intent(panel).views.tilt_deg == 45.0
