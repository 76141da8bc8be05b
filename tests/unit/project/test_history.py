import dataclasses
from pathlib import Path

import pytest

from missionplanner.errors import InputError
from missionplanner.model.airspace import Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Position
from missionplanner.model.plan import PlanIntent
from missionplanner.model.weather import CALM
from missionplanner.project import edits
from missionplanner.project.changes import NOTHING, Part, changes_between
from missionplanner.project.document import Project
from missionplanner.project.history import DEPTH, History

HOME = Position(lon_deg=112.5, lat_deg=37.5)


def test_each_edit_touches_its_part_alone(project: Project) -> None:
    other = SurveyArea("other", project.area.outer)
    edited = {
        Part.TITLE: edits.set_title(project, "New"),
        Part.TERRAIN: edits.set_terrain(project, [Path("/dems/b.tif")], "egm96"),
        Part.AREA: edits.set_area(project, other),
        Part.THREATS: edits.set_threats(project, Threats()),
        Part.WEATHER: edits.set_weather(project, CALM),
        Part.HOME: edits.set_home(project, HOME),
        Part.AIRCRAFT: edits.set_aircraft(project, "m350-rtk"),
        Part.SENSORS: edits.set_sensors(project, ["z30", "z30"]),
        Part.INTENT: edits.set_intent(project, PlanIntent(seed=1)),
    }
    for part, after in edited.items():
        assert changes_between(project, after) == {part}
    assert edited[Part.SENSORS].document.sensors == ("z30",)
    assert edited[Part.TERRAIN].dem_paths == (Path("/dems/b.tif"),)


def test_edits_that_leave_nothing_to_plan_with_are_refused(project: Project) -> None:
    with pytest.raises(InputError):
        edits.set_sensors(project, [])
    with pytest.raises(InputError):
        edits.set_terrain(project, [], None)


def test_undo_and_redo_walk_the_same_way_back_and_forth(project: Project) -> None:
    history = History(project, changes_between, saved=project)
    titled = edits.set_title(project, "New")
    moved = edits.set_home(titled, HOME)
    history, touched = history.apply("Change title", titled)
    assert touched == {Part.TITLE}
    history, _ = history.apply("Move home", moved)
    assert (history.undo_words, history.redo_words) == ("Move home", None)
    assert history.unsaved

    back, touched = history.undo()
    assert (back.present, touched) == (titled, {Part.HOME})
    back, _ = back.undo()
    assert back.present == project
    assert not back.unsaved
    assert back.undo() == (back, NOTHING)
    assert back.redo_words == "Change title"

    forth, _ = back.redo()
    forth, touched = forth.redo()
    assert (forth, touched) == (history, {Part.HOME})
    assert forth.redo() == (forth, NOTHING)


def test_a_new_step_after_undo_forgets_the_steps_taken_back(project: Project) -> None:
    history, _ = History(project, changes_between).apply("a", edits.set_title(project, "A"))
    history, _ = history.undo()
    history, _ = history.apply("b", edits.set_title(project, "B"))
    assert history.future == ()
    assert history.undo()[0].present == project


def test_no_change_is_no_step_but_a_new_result_is_one(project: Project) -> None:
    history = History(project, changes_between)
    same = dataclasses.replace(project)
    assert history.apply("nothing", same) == (history, NOTHING)
    history, touched = history.apply("Plan", same, frozenset({Part.RESULT}))
    assert touched == {Part.RESULT}
    assert history.undo()[1] == {Part.RESULT}


def test_the_way_back_has_an_end(project: Project) -> None:
    history = History(project, changes_between)
    for number in range(DEPTH + 20):
        history, _ = history.apply("t", edits.set_title(project, f"{number}"))
    assert len(history.past) == DEPTH
    assert history.mark_saved().unsaved is False


def test_another_unit_of_the_dem_is_another_terrain(project: Project) -> None:
    feet = dataclasses.replace(
        project, document=project.document.model_copy(update={"dem_unit": "ft"})
    )
    assert changes_between(project, feet) == {Part.TERRAIN}
