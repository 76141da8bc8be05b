"""QGroundControl's plan: fences, rally, camera; and plans that QGroundControl made."""

import json
from dataclasses import replace

import pytest
from shapely.geometry import MultiPolygon, box

from missionplanner.errors import InputError
from missionplanner.extensions import formats
from missionplanner.model.airspace import Zone
from missionplanner.model.ending import FinishAction
from missionplanner.model.places import Datum
from tests.unit.missions.sample import sample_mission

QGC = formats().named("qgc")


def plan_of(tmp_path, mission):
    (path,) = QGC.write(mission, tmp_path)
    return json.loads(path.read_text("utf-8"))


def item(command, frame, params):
    return {"type": "SimpleItem", "command": command, "frame": frame, "params": params}


def waypoint(lat, lon, height, frame=3):
    return item(16, frame, [0, 0, 0, None, lat, lon, height])


def read(tmp_path, items, **more):
    path = tmp_path / "theirs.plan"
    mission = {"items": items, "cruiseSpeed": 15, "version": 2}
    path.write_text(json.dumps({"fileType": "Plan", "mission": mission, **more}), "utf-8")
    return QGC.read(path)


def test_zones_are_exclusion_fences_and_home_is_the_rally_point(tmp_path):
    zone = Zone("Mast", MultiPolygon([box(112.0, 37.8, 112.01, 37.81)]))
    mission = replace(sample_mission(), zones=(zone,))
    plan = plan_of(tmp_path, mission)
    (fence,) = plan["geoFence"]["polygons"]
    assert fence["inclusion"] is False and len(fence["polygon"]) == 4
    assert [37.8, 112.0] in fence["polygon"]  # latitude first
    lat, lon, height = plan["rallyPoints"]["points"][0]
    home = mission.home.position
    assert (lat, lon, height) == (home.lat_deg, home.lon_deg, mission.rth_height_m)


def test_the_route_ends_as_the_mission_says(tmp_path):
    mission = sample_mission()
    count, last = len(mission.waypoints), mission.waypoints
    for finish, command in (("return", 20), ("land", 21), ("hover", 17)):
        ends = replace(mission, finish=FinishAction(finish))
        end = plan_of(tmp_path, ends)["mission"]["items"][-1]
        assert end["command"] == command
        if finish != "return":
            assert end["params"][4:6] == [last.lat_deg[-1], last.lon_deg[-1]]
        (path,) = QGC.write(ends, tmp_path)
        assert len(QGC.read(path).lon_deg) == count, "what is done at the end is no place"
    assert end["params"][6] == last.egm96_m[-1]


def test_photos_begin_and_end_with_each_strip(tmp_path):
    items = plan_of(tmp_path, sample_mission())["mission"]["items"]
    commands = [i["command"] for i in items]
    assert commands[0] == 22 and commands[-1] == 20 and 205 in commands
    distances = [i["params"][0] for i in items if i["command"] == 206]
    every = sample_mission().settings.trigger_distance_m
    assert distances == [every, 0, every, 0]
    assert [i["doJumpId"] for i in items] == list(range(1, len(items) + 1))
    by_itself = plan_of(tmp_path, sample_mission("rededge-m"))["mission"]["items"]
    assert not {205, 206} & {i["command"] for i in by_itself}


def test_a_plan_of_others_is_read_with_speeds_and_surveys(tmp_path):
    survey = {
        "type": "ComplexItem",
        "TransectStyleComplexItem": {
            "Items": [waypoint(37.1, 112.1, 60), waypoint(37.2, 112.2, 60)]
        },
    }
    route = read(
        tmp_path,
        [waypoint(37.0, 112.0, 50), item(178, 2, [1, 7, -1, 0, 0, 0, 0]), survey],
    )
    assert route.datum is Datum.HOME and list(route.height_m) == [50, 60, 60]
    assert list(route.lat_deg) == [37.0, 37.1, 37.2]
    assert list(route.speed_mps) == [7, 7, 7]


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([waypoint(37, 112, 50, 3), waypoint(37, 112, 50, 0)], "more than one datum"),
        ([waypoint(37, 112, 50, 10), waypoint(37, 112, 50, 10)], "not read"),
        ([waypoint(37, 112, 50)], "fewer than two"),
        ([waypoint(97, 112, 50), waypoint(37, 112, 50)], "no plan"),
        ([waypoint(None, 112, 50)] * 2, "no plan"),
        ("rubbish", "no plan"),
        ([{"type": "SimpleItem"}], "no plan"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, items, said):
    with pytest.raises(InputError) as told:
        read(tmp_path, items)
    assert said in told.value.line()
