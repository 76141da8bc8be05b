"""No fault put into a good mission passes in silence, but those that change no flight.

Fifty of the 1200 run always; all of them with `-m slow`.
"""

import pytest

from missionplanner.model.finding import Severity
from tests.unit.missions.sample import sample_mission
from tests.unit.plugins.kit import TEMPLATE, WAYLINES, packed, wpml, written
from tests.unit.plugins.mutate import Mutation, mutations

SENSORS = ("p1-35", "h20t-wide")
NUMBER, FEW, SEED = 1200, 50, 20261129

ALTERED, LOST = frozenset({"value"}), frozenset({"removed"})
# What was done, in which half, to which element, and why the flight is the same.
HARMLESS = [
    (LOST, TEMPLATE, "useGlobalHeight", "left out means 0, which it was"),
    (LOST, TEMPLATE, "useGlobalSpeed", "left out means 0, which it was"),
    (LOST, TEMPLATE, "useGlobalTurnParam", "left out means 0, which it was"),
    (LOST | ALTERED, TEMPLATE, "positioningType", "a label: DJI says that it has no effect"),
    (ALTERED, TEMPLATE, "globalHeight", "no waypoint uses the global height"),
    (ALTERED, TEMPLATE, "globalWaypointTurnMode", "every waypoint has its own turn"),
    (LOST | ALTERED, TEMPLATE, "globalUseStraightLine", "every waypoint has its own"),
    (LOST | ALTERED, TEMPLATE, "useStraightLine", "says something of curves only, none is flown"),
    (ALTERED, WAYLINES, "useStraightLine", "says something of curves only, none is flown"),
    (LOST, TEMPLATE, "waypointHeadingPathMode", "Pilot 2 leaves it out"),
    (LOST, WAYLINES, "waypointHeadingPathMode", "Pilot 2 leaves it out"),
    (LOST, TEMPLATE, "waypointHeadingPoiIndex", "Pilot 2 leaves it out"),
    (LOST, WAYLINES, "waypointHeadingPoiIndex", "Pilot 2 leaves it out"),
    (ALTERED, WAYLINES, "waypointHeadingAngleEnable", "FlightHub 2 writes 1 with followWayline"),
    (ALTERED, TEMPLATE, "actionId", "DJI's own templates repeat action ids"),
    (ALTERED, WAYLINES, "distance", "off by less than 0.5 %, as DJI's own"),
    (ALTERED, WAYLINES, "duration", "longer than the way takes: stops and turns are not known"),
    (ALTERED, TEMPLATE, "createTime", "when it was made does not change how it is flown"),
    (ALTERED, TEMPLATE, "updateTime", "when it was made does not change how it is flown"),
    (ALTERED, TEMPLATE, "imageFormat", "another lens that the payload has, named nowhere else"),
]


def harmless(mutation: Mutation) -> bool:
    return any(
        mutation.kind in kinds and mutation.half == half and mutation.element == element
        for kinds, half, element, _ in HARMLESS
    )


@pytest.fixture(scope="module", params=SENSORS)
def sound(request, tmp_path_factory):
    return written(tmp_path_factory.mktemp(request.param), sample_mission(request.param))


def silent(sound, folder, number: int, seed: int) -> list[str]:
    """Return the mutations that change the flight and are not told by an error or warning."""
    found = []
    for mutation in mutations(*sound, number, seed):
        members = dict(zip((TEMPLATE, WAYLINES), mutation.files, strict=True))
        told = wpml().check(packed(folder / "x.kmz", members))
        if all(f.severity is Severity.NOTE for f in told) and not harmless(mutation):
            found.append(str(mutation))
    return found


def test_no_fault_of_a_few_passes_in_silence(sound, tmp_path):
    assert silent(sound, tmp_path, FEW // len(SENSORS), SEED) == []


@pytest.mark.slow
def test_no_fault_passes_in_silence(sound, tmp_path):
    assert silent(sound, tmp_path, NUMBER // len(SENSORS), SEED + 1) == []


def test_the_faults_are_no_bugs_of_the_checker(sound, tmp_path):
    # Told by what is wrong, not by every file being refused.
    members = dict(zip((TEMPLATE, WAYLINES), sound, strict=True))
    assert wpml().check(packed(tmp_path / "x.kmz", members)) == ()
