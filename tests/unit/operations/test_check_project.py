"""A mission file held against a project: its speeds against the project's wind."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from missionplanner.missions.formats import ReadRoute
from missionplanner.model.finding import Severity
from missionplanner.model.places import Datum
from missionplanner.operations.check_project import Beside
from tests.unit.planning.verify import sites
from tests.unit.planning.verify.sites import Hop

GROUND = sites.flat(500)
AREA = sites.square(100, 100, 900, 900)


def found(wind, speeds, **changes):
    hops = [Hop(20, 20, 600), Hop(820, 20, 600), Hop(20, 20, 600)]
    points = sites.waypoints(hops, GROUND)
    route = ReadRoute(
        "theirs", points.lon_deg, points.lat_deg, points.egm96_m, Datum.EGM96, np.array(speeds)
    )
    site = sites.scenario(GROUND, AREA, wind=wind)
    beside = Beside(replace(site, aircraft=site.aircraft.model_copy(update=changes)), None)
    reader = SimpleNamespace(read=lambda path: route)
    told = beside.findings(Path("theirs.kmz"), reader)
    return [finding for finding in told if finding.code == "PRJ-AIRSPEED"]


def test_speeds_that_the_wind_leaves_are_not_told():
    assert found((-2.0, 0.0), [15.0, 15.0, 15.0]) == []
    assert found((-12.0, 0.0), [np.nan, 10.0, 10.0]) == []


def test_a_leg_against_the_wind_is_told_with_what_is_left():
    (one,) = found((-12.0, 0.0), [15.0, 15.0, 15.0])
    assert one.severity is Severity.WARNING and one.where[0] == "theirs.kmz"
    assert one.told.values["air_mps"] == pytest.approx(27.0)
    assert one.told.values["held_mps"] == pytest.approx(5.0, abs=1e-3)
    assert "5.0 m/s are left" in one.said("en") and "5.0 m/s" in one.said("zh")


def test_wind_that_leaves_no_way_is_an_error():
    assert found((-20.0, 0.0), [np.nan, 5.0, 5.0]) == []  # before the wind, 15 m/s backwards
    (one,) = found((20.0, 0.0), [np.nan, 5.0, 5.0])
    assert one.severity is Severity.ERROR and "hardly any way" in one.said("en")


def test_where_no_limit_is_known_it_is_told_that_nobody_looked():
    (one,) = found((-12.0, 0.0), [15.0, 15.0, 15.0], max_airspeed_mps=None)
    assert (one.severity, one.told.code) == (Severity.NOTE, "planning.airspeed_unknown")
    assert found((0.0, 0.0), [15.0, 15.0, 15.0], max_airspeed_mps=None) == []
