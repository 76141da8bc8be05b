from dataclasses import replace

import numpy as np
import pytest

from missionplanner.aircraft.catalogue import sensor
from missionplanner.missions.findings import check_mission
from missionplanner.model.finding import Severity
from tests.unit.missions.sample import (
    mission_of,
    sample_mission,
    sample_waypoints,
    waypoints,
)


def codes(mission, severity=None):
    return {f.code for f in check_mission(mission) if severity in (None, f.severity)}


def test_the_sample_is_sound():
    assert check_mission(sample_mission()) == ()


def test_a_camera_that_fires_itself_is_told_to_the_pilot():
    found = {f.code: f for f in check_mission(sample_mission("rededge-m"))}
    assert set(found) == {"MIS-SELF", "MIS-PAYLOAD"}
    assert found["MIS-SELF"].severity is Severity.NOTE
    assert "every" in found["MIS-SELF"].message and "before take-off" in found["MIS-SELF"].message
    assert found["MIS-PAYLOAD"].message == sensor("rededge-m").wpml.note


def test_a_laser_that_is_not_started_is_told():
    unstarted = sensor("l1").model_copy(update={"not_recorded": "point cloud"})
    found = {f.code: f for f in check_mission(mission_of(sample_waypoints(), unstarted))}
    assert found["MIS-NOT-RECORDED"].severity is Severity.WARNING
    assert "no point cloud is recorded" in found["MIS-NOT-RECORDED"].message


def moved(**changes):
    points = sample_waypoints()
    return mission_of(
        replace(points, **{name: change(getattr(points, name)) for name, change in changes.items()})
    )


@pytest.mark.parametrize(
    ("code", "mission"),
    [
        ("MIS-DATUM", moved(ellipsoid_m=lambda h: h + 0.01)),
        ("MIS-SPEED", moved(speed_mps=lambda v: v * 2)),
        ("MIS-SPEED", moved(speed_mps=np.zeros_like)),
        ("MIS-GROUND", moved(ground_m=lambda g: g + 200)),
        ("MIS-NUMBER", moved(egm96_m=lambda h: np.where(np.arange(7) == 2, np.nan, h))),
        ("MIS-NEAR", mission_of(waypoints([0, 0.2], [0, 0], [90, 90], [1, 0], [0, -1]))),
        ("MIS-FAR", mission_of(waypoints([0, 5600], [0, 0], [90, 90], [1, 0], [0, -1]))),
    ],
)
def test_what_cannot_fly_is_an_error(code, mission):
    assert code in codes(mission, Severity.ERROR)


@pytest.mark.parametrize(
    ("code", "mission"),
    [
        ("MIS-HEIGHT", mission_of(waypoints([0, 90], [0, 0], [90, 620], [1, 0], [0, -1]))),
        ("MIS-RTH", mission_of(waypoints([0, 90], [0, 0], [90, 200], [1, 0], [0, -1]))),
        ("MIS-HOME", mission_of(waypoints([400, 90], [0, 0], [90, 90], [1, 0], [0, -1]))),
        ("MIS-STRIPS", mission_of(waypoints([0, 90], [0, 0], [90, 90], [0, 0], [-1, -1]))),
    ],
)
def test_what_is_doubtful_is_a_warning(code, mission):
    assert code in codes(mission, Severity.WARNING)


def test_an_interval_below_the_cameras_own_is_an_error():
    mission = sample_mission()
    hurried = replace(mission, settings=replace(mission.settings, interval_s=0.2))
    assert "MIS-INTERVAL" in codes(hurried, Severity.ERROR)


def test_blur_beyond_what_the_sensor_accepts_is_a_warning():
    mission = sample_mission()
    smeared = replace(mission, settings=replace(mission.settings, blur_px=3.0))
    assert sensor("p1-35").max_blur_px < 3.0
    assert "MIS-BLUR" in codes(smeared, Severity.WARNING)
