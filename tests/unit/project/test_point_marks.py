import pytest

from missionplanner.errors import InputError
from missionplanner.model.ending import FinishAction, RouteEnding
from missionplanner.model.places import Altitude, ControlPoint, Datum, Position
from missionplanner.model.plan import MOST_SITES
from missionplanner.project.changes import PLAN_STANDS_ON, Part, changes_between
from missionplanner.project.document import Project
from missionplanner.project.edits import set_ending
from missionplanner.project.point_marks import (
    PointKind,
    places_of,
    point_marks,
    with_places,
    with_point,
    with_point_changed,
    with_point_moved,
    without_point,
)

HERE, THERE = Position(lon_deg=112.01, lat_deg=37.81), Position(lon_deg=112.02, lat_deg=37.82)


def test_places_are_added_moved_and_taken_away(project: Project) -> None:
    for kind, part in (
        (PointKind.STATION, Part.STATIONS),
        (PointKind.CONTROL_POINT, Part.CONTROL_POINTS),
    ):
        added = with_point(project, kind, "A", HERE)
        assert changes_between(project, added) == {part}
        moved = with_point_moved(added, kind, 0, THERE)
        assert [(m.name, m.place.lon_deg) for m in point_marks(moved) if m.kind is kind] == [
            ("A", 112.02)
        ]
        assert not changes_between(without_point(moved, kind, 0), project)


def test_what_is_done_at_the_end_and_without_a_link_leaves_the_plan_as_it_is(
    project: Project,
) -> None:
    ending = RouteEnding(finish=FinishAction.HOVER, return_height_m=200)
    changed = changes_between(project, set_ending(project, ending))
    assert changed == {Part.ENDING} and not changed & PLAN_STANDS_ON
    with pytest.raises(ValueError, match="less than or equal to 500"):
        RouteEnding(return_height_m=501)


def test_home_is_one_and_may_be_left_to_the_planner(project: Project) -> None:
    moved = with_point_moved(project, PointKind.HOME, 0, THERE)
    assert moved.document.home == THERE
    free = without_point(moved, PointKind.HOME, 0)
    assert free.document.home is None
    assert not [mark for mark in point_marks(free) if mark.kind is PointKind.HOME]


def test_a_measured_height_is_of_its_place(project: Project) -> None:
    height = Altitude(value_m=1203.2, datum=Datum.EGM96)
    mark = ControlPoint(name="CP 1", lon_deg=112.0, lat_deg=37.8, altitude=height)
    marked = with_places(project, PointKind.CONTROL_POINT, (mark,))
    moved = with_point_moved(marked, PointKind.CONTROL_POINT, 0, THERE)
    found = places_of(moved, PointKind.CONTROL_POINT)[0]
    assert isinstance(found, ControlPoint) and found.altitude is None
    named = with_point_changed(
        marked, PointKind.CONTROL_POINT, 0, lambda old: old.model_copy(update={"name": "CP 9"})
    )
    kept = places_of(named, PointKind.CONTROL_POINT)[0]
    assert (kept.name, kept) == ("CP 9", mark.model_copy(update={"name": "CP 9"}))


def test_a_plan_does_not_stand_on_what_is_only_marked() -> None:
    assert not {Part.STATIONS, Part.CONTROL_POINTS} & PLAN_STANDS_ON


def test_launch_sites_are_what_a_plan_is_asked_for(project: Project) -> None:
    one = with_point(project, PointKind.LAUNCH_SITE, "any", HERE)
    two = with_point(one, PointKind.LAUNCH_SITE, "any", THERE)
    assert two.document.intent.launch_sites == (HERE, THERE)
    assert [place.name for place in places_of(two, PointKind.LAUNCH_SITE)] == ["site-2", "site-3"]
    assert changes_between(project, two) == {Part.INTENT} <= PLAN_STANDS_ON
    left = without_point(two, PointKind.LAUNCH_SITE, 0)
    assert left.document.intent.launch_sites == (THERE,)


def test_more_launch_sites_than_a_plan_can_have_are_refused(project: Project) -> None:
    full = project
    for _ in range(MOST_SITES):
        full = with_point(full, PointKind.LAUNCH_SITE, "", HERE)
    with pytest.raises(InputError) as caught:
        with_point(full, PointKind.LAUNCH_SITE, "", HERE)
    assert caught.value.code == "drawing.many_launch_sites"
