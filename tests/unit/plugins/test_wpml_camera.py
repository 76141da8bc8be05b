"""What the camera does: photos taken, gimbal down, no faster than it can, lenses it has."""

import re

import pytest

from tests.unit.missions.sample import sample_mission
from tests.unit.plugins.kit import checked, errors, warnings, written


@pytest.fixture(scope="module")
def p1(tmp_path_factory):
    return written(tmp_path_factory.mktemp("p1"))


@pytest.fixture(scope="module")
def h20t(tmp_path_factory):
    return written(tmp_path_factory.mktemp("h20t"), sample_mission("h20t-wide"))


def both(files, pattern: str, by: str) -> list[str]:
    changed = [re.sub(pattern, by, text, flags=re.DOTALL) for text in files]
    assert changed != list(files)
    return changed


def message(findings, code: str) -> str:
    return next(f.message for f in findings if f.code == code)


def test_a_trigger_faster_than_the_camera_is_refused_with_the_least_distance(p1, tmp_path):
    files = both(p1, r"(<wpml:actionTriggerParam>)[\d.]+", r"\g<1>1")
    found = checked(tmp_path, *files)
    assert "OSP-709" in errors(found)
    assert "needs 0.7 s, 5.6 m at this speed" in message(found, "OSP-709")


def test_a_timer_is_held_against_the_same_interval(p1, tmp_path):
    files = both(p1, r"multipleDistance(.*?Param>)[\d.]+", r"multipleTiming\g<1>0.5")
    assert "every 0.50 s" in message(checked(tmp_path, *files), "OSP-709")


def test_a_figure_without_a_source_warns_down_to_half_of_it(h20t, tmp_path):
    doubted = both(h20t, r"(<wpml:actionTriggerParam>)[\d.]+", r"\g<1>12")
    found = checked(tmp_path, *doubted)
    assert "OSP-709" in warnings(found) and "without a document" in message(found, "OSP-709")
    refused = both(h20t, r"(<wpml:actionTriggerParam>)[\d.]+", r"\g<1>4")
    assert "OSP-709" in errors(checked(tmp_path, *refused))


def test_a_camera_that_takes_no_photo_is_warned_of(h20t, tmp_path):
    files = both(h20t, r"<wpml:actionGroup>.*?</wpml:actionGroup>", "")
    assert "takes no photo" in message(checked(tmp_path, *files), "OSP-705")


def test_a_gimbal_that_is_never_turned_down_is_warned_of(h20t, tmp_path):
    turn = r"<wpml:action>\s*<wpml:actionId>0<.*?</wpml:action>"
    found = checked(tmp_path, *both(h20t, turn, ""))
    assert "never turned down" in message(found, "OSP-706")
    level = checked(tmp_path, *both(h20t, r"(PitchRotateAngle>)-90", r"\g<1>0"))
    assert "at 0 degrees" in message(level, "OSP-706")


def test_a_gimbal_that_holds_a_bearing_looks_aside_on_purpose(h20t, tmp_path):
    files = both(h20t, r"(PitchRotateAngle>)-90", r"\g<1>-20")
    files = both(files, r"(YawRotateEnable>)0", r"\g<1>1")
    told = checked(tmp_path, *files)
    assert [f.severity for f in told if f.code == "OSP-706"] == ["note"]


def test_a_lens_that_the_payload_has_not_is_warned_of(h20t, tmp_path):
    template = h20t[0].replace("imageFormat>wide", "imageFormat>narrow_band")
    found = checked(tmp_path, template, h20t[1])
    assert "has ir, wide, zoom" in message(found, "OSP-711")


def test_an_action_of_a_position_without_a_payload_is_refused(p1, tmp_path):
    pattern = r"(takePhoto<.*?<wpml:payloadPositionIndex>)0"
    found = checked(tmp_path, *both(p1, pattern, r"\g<1>1"))
    assert "OSP-708" in errors(found) and "1025" in message(found, "OSP-708")


def test_a_laser_that_is_never_started_is_warned_of(p1, tmp_path):
    files = both(p1, "payloadEnumValue>50<", "payloadEnumValue>90742<")
    assert "point cloud" in message(checked(tmp_path, *files), "OSP-707")
    operate = (
        r"\1recordPointCloud\2<wpml:recordPointCloudOperate>startRecord"
        r"</wpml:recordPointCloudOperate><wpml:payloadPositionIndex>"
    )
    started = both(
        files,
        r"(<wpml:actionActuatorFunc>)gimbalRotate(<.*?)<wpml:gimbalHeadingYawBase>.*?"
        r"<wpml:payloadPositionIndex>",
        operate,
    )
    assert "never stops" in message(checked(tmp_path, *started), "OSP-707")


def test_a_return_below_the_route_is_warned_of_in_metres(p1, tmp_path):
    files = both(p1, r"(<wpml:globalRTHHeight>)[\d.]+", r"\g<1>20")
    found = checked(tmp_path, *files)
    # The route climbs from 100 to 150 m above home.
    assert "OSP-602" in warnings(found) and "30 m below its top" in message(found, "OSP-602")


def test_a_trigger_longer_than_the_route_is_told(p1, tmp_path):
    for far, words in (("1e308", "1e+308 m"), ("90000", "90000")):
        files = both(p1, r"(<wpml:actionTriggerParam>)[\d.]+", rf"\g<1>{far}")
        found = checked(tmp_path, *files)
        assert "OSP-709" in warnings(found)
        assert words in message(found, "OSP-709") and "one photo at most" in message(
            found, "OSP-709"
        )
