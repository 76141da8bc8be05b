import itertools
import re
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from lxml import etree

from missionplanner.aircraft.catalogue import (
    aircraft,
    aircraft_keys,
    mount_refusal,
    sensor,
    sensor_keys,
)
from missionplanner.errors import InputError, OutputError
from missionplanner.missions.build import leg_lengths_m
from missionplanner.model.ending import FinishAction, LostLink
from missionplanner.model.patterns import StripAim
from missionplanner.model.sensor import TriggerMode
from tests.unit.missions.sample import mission_of, sample_mission, sample_waypoints, waypoints
from tests.unit.plugins.kit import checked, errors, warnings, wpml, written

STOP = "toPointAndStopWithDiscontinuityCurvature"


def texts(xml: str, name: str) -> list[str]:
    return re.findall(rf"<wpml:{name}>([^<]*)</wpml:{name}>", xml)


def test_the_package_holds_two_deflated_files_and_nothing_else(tmp_path):
    (path,) = wpml().write(sample_mission(), tmp_path)
    assert path.name == "Sample-p1-35-S01.kmz"
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    assert [e.filename for e in entries] == ["wpmz/template.kml", "wpmz/waylines.wpml"]
    assert {e.compress_type for e in entries} == {zipfile.ZIP_DEFLATED}


def test_the_same_mission_gives_the_same_bytes(tmp_path):
    paths = [wpml().write(sample_mission(), tmp_path / n)[0] for n in ("a", "b")]
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_header_prefix_and_version_are_dji_s_words(tmp_path):
    for xml in written(tmp_path):
        assert xml.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.')
        assert 'xmlns:wpml="http://www.dji.com/wpmz/1.0.6"' in xml
    assert "wpmz/1.0.2" in written(tmp_path, wpmz_version="1.0.2")[0]


def test_both_files_describe_the_same_flight(tmp_path):
    template, waylines = (etree.fromstring(x.encode()) for x in written(tmp_path))
    name = "{http://www.dji.com/wpmz/1.0.6}%s"
    configs = [etree.tostring(r.find(f".//{name % 'missionConfig'}")) for r in (template, waylines)]
    assert configs[0].split() == configs[1].split()
    pairs = {
        "ellipsoidHeight": "executeHeight",
        "waypointTurnDampingDist": "waypointTurnDampingDist",
        "index": "index",
    }
    for planned, flown in pairs.items():
        assert [e.text for e in template.iter(name % planned)] == [
            e.text for e in waylines.iter(name % flown)
        ]
    spots = [
        [e.text for e in r.iter("{http://www.opengis.net/kml/2.2}coordinates")]
        for r in (template, waylines)
    ]
    assert spots[0] == spots[1]
    groups = [
        [etree.tostring(g) for g in r.iter(name % "actionGroup")] for r in (template, waylines)
    ]
    assert groups[0] == groups[1] and len(groups[0]) == 2


def test_heights_stand_in_both_datums_to_a_tenth_of_a_millimetre(tmp_path):
    mission = sample_mission()
    template, waylines = written(tmp_path, mission)
    assert np.array(texts(template, "height"), float) == pytest.approx(
        mission.waypoints.egm96_m, abs=1e-4
    )
    for xml, name in ((template, "ellipsoidHeight"), (waylines, "executeHeight")):
        assert np.array(texts(xml, name), float) == pytest.approx(
            mission.waypoints.ellipsoid_m, abs=1e-4
        )
    assert texts(template, "heightMode") == ["EGM96"]
    assert texts(waylines, "executeHeightMode") == ["WGS84"]


def test_photos_are_taken_on_flight_lines_alone(tmp_path):
    mission = sample_mission()
    _, waylines = written(tmp_path, mission)
    spans = list(
        zip(
            texts(waylines, "actionGroupStartIndex"),
            texts(waylines, "actionGroupEndIndex"),
            strict=True,
        )
    )
    assert spans == [("1", "3"), ("4", "5")]
    assert texts(waylines, "actionTriggerType") == ["multipleDistance"] * 2
    assert float(texts(waylines, "actionTriggerParam")[0]) == pytest.approx(
        mission.settings.trigger_distance_m, abs=1e-6
    )
    # With every photo, so that the gimbal is down after a change of batteries too.
    assert texts(waylines, "actionActuatorFunc") == ["gimbalRotate", "takePhoto"] * 2
    assert texts(waylines, "gimbalPitchRotateAngle") == ["-90"] * 2
    assert texts(waylines, "actionGroupId") == ["0", "1"]


def test_a_camera_triggered_by_time_gets_its_interval(tmp_path):
    timed = sensor("h20t-wide").model_copy(update={"trigger": TriggerMode.TIME})
    mission = mission_of(sample_waypoints(), timed)
    _, waylines = written(tmp_path, mission)
    assert "multipleTiming" in texts(waylines, "actionTriggerType")
    assert float(texts(waylines, "actionTriggerParam")[0]) == pytest.approx(
        mission.settings.interval_s, abs=1e-3
    )


def test_a_camera_the_aircraft_does_not_know_gets_neither_payload_nor_actions(tmp_path):
    for xml in written(tmp_path, sample_mission("rededge-m")):
        assert "payload" not in xml and "action" not in xml


def test_payload_can_be_overridden(tmp_path):
    z30 = sample_mission("z30")
    assert texts(written(tmp_path, z30)[1], "payloadEnumValue") == ["20"]
    assert texts(written(tmp_path, z30, payload="h20")[1], "payloadEnumValue") == ["42"]
    assert "payload" not in written(tmp_path, z30, payload="none")[0]


def test_the_lens_is_named_once_for_the_mission_in_dji_s_spelling(tmp_path):
    template, waylines = written(tmp_path, sample_mission("h20t-thermal"))
    assert texts(template, "imageFormat") == ["ir"]
    assert set(texts(waylines, "useGlobalPayloadLensIndex")) == {"1"}
    assert "payloadLensIndex" not in waylines


def test_the_route_is_never_slower_than_a_waypoint(tmp_path):
    template, waylines = written(tmp_path)
    top = float(texts(waylines, "autoFlightSpeed")[0])
    speeds = [float(v) for v in texts(waylines, "waypointSpeed")]
    assert max(speeds) == top == 13.0
    assert speeds == [13, 8, 8, 13, 8, 13, 13]
    assert texts(template, "useGlobalSpeed") == ["1", "0", "0", "1", "0", "1", "1"]


def test_losing_the_controller_is_a_choice(tmp_path):
    assert texts(written(tmp_path)[0], "exitOnRCLost") == ["executeLostAction"]
    assert texts(written(tmp_path, rc_lost="continue")[0], "exitOnRCLost") == ["goContinue"]
    hovers = replace(sample_mission(), lost_link=LostLink.HOVER)
    for document in written(tmp_path, hovers):
        assert texts(document, "exitOnRCLost") == ["executeLostAction"]
        assert texts(document, "executeRCLostAction") == ["hover"]
    back = written(tmp_path, hovers, rc_lost="go-back")[0]
    assert texts(back, "executeRCLostAction") == ["goBack"], "asked of these files alone"
    goes_on = written(tmp_path, replace(hovers, lost_link=LostLink.CONTINUE))[1]
    assert texts(goes_on, "exitOnRCLost") == ["goContinue"]


@pytest.mark.parametrize(
    ("finish", "word"), [("return", "goHome"), ("land", "autoLand"), ("hover", "noAction")]
)
def test_the_end_of_the_route_is_the_mission_s_in_both_files(tmp_path, finish, word):
    mission = replace(sample_mission(), finish=FinishAction(finish))
    for document in written(tmp_path, mission):
        assert texts(document, "finishAction") == [word]
    assert not errors(checked(tmp_path, *written(tmp_path, mission)))


def test_only_the_last_part_of_a_split_route_ends_as_asked(tmp_path):
    mission = replace(sample_mission(), finish=FinishAction.HOVER)
    paths = wpml().write(mission, tmp_path, {"most-points": "4"})
    ends = []
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            ends += texts(archive.read("wpmz/template.kml").decode(), "finishAction")
    assert ends == [*["goHome"] * (len(paths) - 1), "noAction"] and len(paths) > 1


def test_times_of_creation_are_given_not_taken(tmp_path):
    assert texts(written(tmp_path, created_ms="1700000000000")[0], "createTime") == [
        "1700000000000"
    ]
    with pytest.raises(InputError, match="whole number"):
        written(tmp_path, created_ms="today")


def test_first_and_last_are_stops_and_turns_fit_their_legs(tmp_path):
    mission = sample_mission()
    _, waylines = written(tmp_path, mission)
    modes, lengths = texts(waylines, "waypointTurnMode"), leg_lengths_m(mission.waypoints)
    damping = [float(v) for v in texts(waylines, "waypointTurnDampingDist")]
    assert modes == [STOP, *["coordinateTurn"] * 5, STOP]
    assert damping[0] == damping[-1] == 0
    assert all(0 < d <= 10 for d in damping[1:-1])
    for length, (a, b) in zip(lengths, itertools.pairwise(damping), strict=True):
        assert a + b < length


def test_corners_are_cut_by_no_more_than_promised(tmp_path):
    # A right angle on the way may be cut by 3 m, a bend of a flight line by half a metre.
    leg = [0, 1, 1, 0]
    corner = mission_of(
        waypoints([0, 100, 100, 200], [0, 0, 100, 100], [90] * 4, leg, [-1, 0, 0, -1])
    )
    _, waylines = written(tmp_path, corner)
    transit, line = (float(v) for v in texts(waylines, "waypointTurnDampingDist")[1:3])
    assert transit * np.tan(np.pi / 8) == pytest.approx(3.0, abs=0.01)
    assert line * np.tan(np.pi / 8) == pytest.approx(0.5, abs=0.01)


def test_stated_distance_is_the_slanted_length(tmp_path):
    mission = sample_mission()
    _, waylines = written(tmp_path, mission)
    assert float(texts(waylines, "distance")[0]) == pytest.approx(
        leg_lengths_m(mission.waypoints).sum(), abs=1e-5
    )


PAIRS = [
    (key, craft)
    for craft in aircraft_keys()
    for key in sensor_keys()
    if mount_refusal(sensor(key), aircraft(craft)) is None
]


@pytest.mark.parametrize(("key", "craft"), PAIRS)
def test_every_sensor_is_written_or_refused_in_words(tmp_path, key, craft):
    mission = sample_mission(key, craft)
    try:
        (path,) = wpml().write(mission, tmp_path)
    except InputError as error:
        assert craft == "m400" and "payload=none" in str(error)
        (path,) = wpml().write(mission, tmp_path, {"payload": "none"})
    found = wpml().check(path)
    assert errors(found) == set()
    # Of what is part of the aircraft nothing is to be warned of at all.
    assert sensor(key).built_into is None or warnings(found) == set()


def test_the_aircraft_and_its_camera_are_numbered_as_dji_does(tmp_path):
    numbers = {
        "m30-wide": ("m30", "67", "0", "52"), "m30t-thermal": ("m30t", "67", "1", "53"),
        "m3e-wide": ("m3e", "77", "0", "66"), "m3t-wide": ("m3t", "77", "1", "67"),
        "m3m-ms": ("m3m", "77", "2", "68"), "m4e-wide": ("m4e", "99", "0", "88"),
        "m4t-wide": ("m4t", "99", "1", "89"), "p1-35": ("m400", "103", "0", "50"),
    }  # fmt: skip
    for key, (craft, drone, kind, payload) in numbers.items():
        _, waylines = written(tmp_path, sample_mission(key, craft))
        assert texts(waylines, "droneEnumValue") == [drone]
        assert texts(waylines, "droneSubEnumValue") == [kind]
        assert texts(waylines, "payloadEnumValue") == [payload]


def test_the_camera_of_another_kind_of_the_aircraft_is_told(tmp_path):
    files = written(tmp_path, sample_mission("m3e-wide", "m3e"))
    mixed = [t.replace("droneSubEnumValue>0<", "droneSubEnumValue>1<") for t in files]
    found = checked(tmp_path, *mixed)
    (told,) = {f.message for f in found if f.code == "OSP-702"}
    assert "Mavic 3E" in told and "droneSubEnumValue 1" in told


def test_a_camera_that_is_part_of_the_aircraft_has_one_place(tmp_path):
    mission = sample_mission("m3e-wide", "m3e")
    with pytest.raises(InputError, match="positions 0 to 0"):
        wpml().write(mission, tmp_path, {"position": "1"})
    moved = [t.replace("PositionIndex>0<", "PositionIndex>1<") for t in written(tmp_path, mission)]
    assert "OSP-710" in warnings(checked(tmp_path, *moved))


def test_another_aircraft_is_refused_in_one_line(tmp_path):
    mission = sample_mission()
    other = replace(mission, aircraft=mission.aircraft.model_copy(update={"wpml_enum": 1}))
    with pytest.raises(InputError, match="no number for the DJI Matrice 300"):
        wpml().write(other, tmp_path)


def test_a_title_of_forbidden_signs_still_makes_a_file(tmp_path):
    (path,) = wpml().write(replace(sample_mission(), title='a/b\\..*?<:>|"_x'), tmp_path)
    assert path.parent == tmp_path and path.name == "a-b-x.kmz"


def test_a_folder_under_a_file_is_one_clear_error(tmp_path):
    (tmp_path / "f").write_text("")
    with pytest.raises(OutputError, match="cannot be made"):
        wpml().write(sample_mission(), tmp_path / "f" / "out")


def test_each_strip_turns_the_gimbal_to_its_own_aim(tmp_path):
    # The second strip of the sample is number 1; bearings are told from -180 to 180 degrees.
    aims = (StripAim(-90.0, 10.0), StripAim(-24.4, 270.0))
    mission = replace(sample_mission(), aims=aims)
    _, waylines = written(tmp_path, mission)
    assert texts(waylines, "gimbalPitchRotateAngle") == ["-90", "-24.4"]
    assert texts(waylines, "gimbalYawRotateAngle") == ["10", "-90"]
    assert texts(waylines, "gimbalYawRotateEnable") == ["1", "1"]
    assert texts(waylines, "gimbalHeadingYawBase") == ["north"] * 2
