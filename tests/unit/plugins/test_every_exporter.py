"""Every exporter, with any options, writes what its checker accepts, or refuses in words."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.errors import InputError
from missionplanner.extensions import formats
from missionplanner.missions.findings import check_mission
from missionplanner.model.finding import Severity
from missionplanner.model.places import Datum
from tests.unit.missions.sample import GROUND_M, mission_of, sample_mission
from tests.unit.plugins.test_wpml_properties import routes

NAMES = tuple(sorted(f.name for f in formats().all()))
CHOICES = st.fixed_dictionaries(
    {},
    optional={
        "trigger": st.sampled_from(["catalogue", "distance", "time"]),
        "gimbal": st.sampled_from(["photos", "strips"]),
        "position": st.sampled_from(["catalogue", "0", "1", "2"]),
        "heights": st.sampled_from(["egm96", "take-off"]),
        "focus": st.sampled_from(["leave", "first-point", "calibrated"]),
        "most-points": st.integers(2, 60).map(str),
        "thin-m": st.sampled_from(["0", "0.5", "5"]),
        "rc-lost": st.sampled_from(["project", "go-back", "hover", "continue"]),
    },
)


def flyable(mission):
    return not any(f.code in {"MIS-NEAR", "MIS-FAR"} for f in check_mission(mission))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None)
@given(points=routes())
def test_what_is_written_is_accepted_and_read_back(name, points):
    mission, format_ = mission_of(points), formats().named(name)
    if not flyable(mission):
        return
    with tempfile.TemporaryDirectory() as folder:
        (path,) = format_.write(mission, Path(folder))
        assert not [f for f in format_.check(path) if f.severity is Severity.ERROR]
        route = format_.read(path)
    heights = {
        Datum.ELLIPSOID: points.ellipsoid_m,
        Datum.EGM96: points.egm96_m,
        Datum.HOME: points.egm96_m - GROUND_M,
    }[route.datum]
    assert np.abs(route.lon_deg - points.lon_deg).max() <= 1e-8
    assert np.abs(route.lat_deg - points.lat_deg).max() <= 1e-8
    assert np.abs(route.height_m - heights).max() <= 1e-3


CRAFTS = st.sampled_from(
    [("p1-35", "m300-rtk"), ("m3e-wide", "m3e"), ("m30t-thermal", "m30t"), ("m3m-ms", "m3m"),
     ("m4t-wide", "m4t"), ("l2-lidar", "m400"), ("rededge-m", "m350-rtk"), ("z30", "m400")]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(points=routes(), options=CHOICES, flown=CRAFTS)
def test_wpml_with_any_options_is_accepted_or_refused_in_words(points, options, flown):
    key, craft = flown
    mission, wpml = mission_of(points, sensor(key), aircraft(craft)), formats().named("wpml")
    if not flyable(mission):
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            paths = wpml.write(mission, Path(folder), options)
        except InputError as error:
            assert error.line()
            return
        for path in paths:
            wrong = [f for f in wpml.check(path) if f.severity is Severity.ERROR]
            assert not wrong, (options, wrong)
        if options.get("thin-m", "0") == "0":
            count = sum(len(wpml.read(path)) for path in paths)
            assert count == len(points) + len(paths) - 1


def test_formats_at_hand_are_those_that_are_tried():
    assert {"csv", "geojson", "gpkg", "gpx", "kml", "qgc", "wpml"} <= set(NAMES)
    assert flyable(sample_mission())
