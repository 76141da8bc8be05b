"""The flight that was judged is the one in the file."""

import zipfile

import numpy as np
import pytest
from lxml import etree

from missionplanner.aircraft.catalogue import sensor
from missionplanner.geo.geoid import undulation_m
from missionplanner.missions.build import build_missions
from missionplanner.model.plan import PlanIntent
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.verify import verify
from missionplanner.planning.verify.clearance import clearance_of
from missionplanner.planning.verify.path import samples
from missionplanner.planning.verify.track import track_along, track_of
from missionplanner.tasks.progress import silent
from tests.unit.plugins.kit import WAYLINES, wpml

KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture(scope="module")
def site():
    return hill_scenario(PlanIntent(seed=3, evaluations=20))


@pytest.fixture(scope="module")
def plan(site):
    return plan_sensor(site, sensor("p1-35"), silent())


def read(path):
    """Return longitude, latitude, height, speed and damping of the waypoints, (n, 5)."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read(WAYLINES))
    ours = next(space for space in root.nsmap.values() if "wpmz" in space)

    def number(mark, name):
        return float(mark.find(f".//{{{ours}}}{name}").text)

    rows = []
    for mark in root.iter(f"{KML}Placemark"):
        lon, lat = mark.find(f".//{KML}coordinates").text.split(",")[:2]
        named = ("executeHeight", "waypointSpeed", "waypointTurnDampingDist")
        rows.append([float(lon), float(lat), *(number(mark, n) for n in named)])
    return np.array(rows)


def test_the_curve_in_the_file_is_the_curve_judged(site, plan, tmp_path):
    judged = verify(plan, site, silent())
    turn_mps2 = plan.aircraft.turn_acceleration_mps2
    for mission, sortie in zip(build_missions(plan, judged, "hill"), plan.sorties, strict=True):
        (path,) = wpml().write(mission, tmp_path)
        lon, lat, high, speed, damping = read(path).T
        x, y = site.terrain.frame.forward(lon, lat)
        places = np.column_stack((x, y, high - undulation_m(lon, lat)))
        found = track_along(places, speed, damping, turn_mps2)
        wanted = track_of(sortie.waypoints, turn_mps2)
        assert len(damping) == len(sortie.waypoints)
        # Files hold centimetres of damping and speeds in thousandths.
        assert np.abs(found.places_m - wanted.places_m).max() < 0.1
        assert found.time_s[-1] == pytest.approx(wanted.time_s[-1], rel=1e-3)
        figures = judged.sorties[sortie.number - 1]
        assert found.length_m == pytest.approx(figures.length_m, rel=1e-3)


def test_the_curve_in_the_file_keeps_clear_of_the_ground(site, plan, tmp_path):
    judged = verify(plan, site, silent())
    terrain = site.terrain
    for mission in build_missions(plan, judged, "hill"):
        (path,) = wpml().write(mission, tmp_path)
        lon, lat, high, speed, damping = read(path).T
        x, y = terrain.frame.forward(lon, lat)
        places = np.column_stack((x, y, high - undulation_m(lon, lat)))
        curve = track_along(places, speed, damping, plan.aircraft.turn_acceleration_mps2).places_m
        near = clearance_of(
            samples(curve[:, 0], curve[:, 1], curve[:, 2], 4.0),
            terrain.height_m, terrain.x0_m, terrain.y0_m, terrain.cell_m,
        )  # fmt: skip
        assert near.space_m >= 60.0 - 0.05
        # The polyline itself is not what is flown: corners are cut by up to 3 m.
        assert 1.0 < np.abs(places - curve[_passed(places, speed, damping)]).max() < 3.1


def _passed(places, speed, damping):
    return track_along(places, speed, damping, 2.0).passed
