"""What the user may choose when WPML is written: each option in the file, checked and read back."""

import zipfile
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from missionplanner.errors import InputError
from missionplanner.extensions import formats
from missionplanner.missions.build import strips_of
from missionplanner.missions.thin import fewest, lost_m, thinned
from missionplanner.model.finding import Severity
from tests.unit.missions.sample import GROUND_M, sample_mission, sample_waypoints, waypoints

WPML = formats().named("wpml")


def written(tmp_path, mission=None, **options):
    named = {name.replace("_", "-"): value for name, value in options.items()}
    paths = WPML.write(mission or sample_mission(), tmp_path, named)
    for path in paths:
        wrong = [f for f in WPML.check(path) if f.severity is Severity.ERROR]
        assert not wrong, wrong
    return paths


def halves(path):
    with zipfile.ZipFile(path) as archive:
        return [archive.read(f"wpmz/{name}").decode() for name in ("template.kml", "waylines.wpml")]


@pytest.mark.parametrize(
    ("option", "value", "held"),
    [
        ("trigger", "time", "<wpml:actionTriggerType>multipleTiming"),
        ("trigger", "distance", "<wpml:actionTriggerType>multipleDistance"),
        ("position", "1", "<wpml:payloadPositionIndex>1<"),
        ("p1_lens", "0", "<wpml:payloadSubEnumValue>0<"),
        ("p1_lens", "catalogue", "<wpml:payloadSubEnumValue>1<"),
    ],
)
def test_each_choice_stands_in_both_halves(tmp_path, option, value, held):
    (path,) = written(tmp_path, **{option: value})
    assert all(held in text for text in halves(path))


def test_focus_stands_in_the_template_where_the_payload_has_it(tmp_path):
    (path,) = written(tmp_path, focus="first-point")
    assert "<wpml:focusMode>firstPoint<" in halves(path)[0]
    (path,) = written(tmp_path, sample_mission("l1"), focus="first-point")
    assert "focusMode" not in halves(path)[0]


def test_a_laser_records_from_the_first_strip_to_the_last(tmp_path):
    (path,) = written(tmp_path, sample_mission("l1"))
    for text in halves(path):
        start, stop = text.index("startRecord<"), text.index("stopRecord<")
        assert start < text.index("takePhoto") < stop
    (path,) = written(tmp_path, sample_mission("l1"), point_cloud="off")
    assert "recordPointCloud" not in halves(path)[1]
    assert "OSP-707" in {f.code for f in WPML.check(path)}


def test_the_gimbal_may_be_turned_where_each_strip_begins(tmp_path):
    (path,) = written(tmp_path, gimbal="strips")
    count = len(strips_of(sample_mission().waypoints))
    assert halves(path)[1].count("gimbalRotate<") == count == halves(path)[1].count("reachPoint")


def test_heights_above_take_off_are_those_above_home(tmp_path):
    (path,) = written(tmp_path, heights="take-off")
    read, points = WPML.read(path), sample_mission().waypoints
    assert str(read.datum) == "home"
    assert read.height_m == pytest.approx(points.egm96_m - GROUND_M, abs=1e-4)
    assert all("relativeToStartPoint" in text for text in halves(path))


def crowded(n=400):
    # A gentle wave along a strip, between home and home.
    x = np.linspace(0.0, 2000.0, n)
    return waypoints(
        x, 0.0 * x, 100.0 + 8.0 * np.sin(x / 150.0), [0, *([1] * (n - 2)), 0],
        [-1, *([0] * (n - 2)), -1],
    )  # fmt: skip


def test_thinning_stays_within_its_tolerance_and_keeps_the_ends_of_strips():
    points = crowded()
    for tolerance_m in (0.05, 0.5, 3.0):
        fewer = thinned(points, tolerance_m)
        assert len(fewer) < len(points)
        assert lost_m(points, fewer) <= tolerance_m + 1e-9
        ends = [points.x_m[i] for span in strips_of(points) for i in span]
        assert set(ends) <= set(fewer.x_m)
    assert len(thinned(points, 3.0)) < len(thinned(points, 0.05))
    assert thinned(points, 0.0) is points


def test_a_long_sortie_becomes_files_that_join_and_are_each_flown_from_home(tmp_path):
    mission = replace(sample_mission(), waypoints=crowded(90))
    parts = fewest(mission, 25, 0.0)
    assert len(parts) == 4 and all(len(p.waypoints) <= 25 for p in parts)
    for before, after in pairwise(parts):
        assert before.waypoints.x_m[-1] == after.waypoints.x_m[0]
        assert after.takeoff_height_m == mission.rth_height_m
    assert parts[0].takeoff_height_m == mission.takeoff_height_m
    assert sum(p.length_m for p in parts) == pytest.approx(mission.length_m)
    paths = written(tmp_path, mission, most_points="25")
    assert [p.stem[-4:] for p in paths] == ["1of4", "2of4", "3of4", "4of4"]
    assert sum(len(WPML.read(p)) for p in paths) == 90 + 3


@pytest.mark.parametrize(
    ("option", "value"),
    [("most-points", "1"), ("most-points", "70000"), ("most-points", "2.5"), ("thin-m", "9"),
     ("thin-m", "nan"), ("thin-m", "a"), ("position", "7"), ("trigger", "x")],
)  # fmt: skip
def test_what_cannot_be_is_told_and_nothing_is_written(tmp_path, option, value):
    with pytest.raises(InputError):
        WPML.write(sample_mission(), tmp_path, {option: value})
    assert not list(tmp_path.iterdir())


def test_sample_is_what_these_tests_think():
    assert len(sample_waypoints()) == len(sample_mission().waypoints) == 7
