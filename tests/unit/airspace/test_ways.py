"""Ground is read as far as the ways around zones lead, and no farther than it must be."""

import pytest
from shapely.geometry import MultiPolygon, box

from missionplanner.airspace.ways import FARTHEST_M, ROOM_M, ground_needed
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.airspace import Threats, Zone
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Position

FRAME = SiteFrame.around(10.0, 47.0)
X0, Y0 = (float(v) for v in FRAME.forward(10.0, 47.0))


def placed(*bounds: tuple[float, float, float, float]) -> MultiPolygon:
    return FRAME.unproject(
        MultiPolygon([box(X0 + a, Y0 + b, X0 + c, Y0 + d) for a, b, c, d in bounds])
    )


AREA = SurveyArea("field", placed((-400, -300, 400, 300)))
LON, LAT = FRAME.inverse(X0 - 450, Y0)
HOME = Position(lon_deg=float(LON), lat_deg=float(LAT))


def reach(*zones: tuple[float, float, float, float]) -> tuple[float, ...]:
    """West, south, east and north of the ground needed, metres from the middle."""
    threats = Threats(zones=tuple(Zone(f"z{k}", placed(z)) for k, z in enumerate(zones)))
    west, south, east, north = FRAME.project(ground_needed(AREA, HOME, threats)).bounds
    return west - X0, south - Y0, east - X0, north - Y0


def test_without_a_zone_in_the_way_area_and_home_are_enough():
    alone = reach()
    assert alone == pytest.approx((-450, -300, 400, 300), abs=0.1)
    assert reach((-40, -200, 40, 200)) == alone, "a way leads round it inside the area"
    assert reach((2000, -3000, 2100, 3000)) == alone, "it parts nothing"


def test_a_zone_that_parts_the_area_is_taken_in_to_its_ends():
    west, south, east, north = reach((-40, -1400, 40, 1400))
    assert south == pytest.approx(-1400 - ROOM_M, abs=1)
    assert north == pytest.approx(1400 + ROOM_M, abs=1)
    assert (west, east) == pytest.approx((-450, 400), abs=1)


def test_a_zone_between_home_and_area_is_taken_in_too():
    assert reach((-430, -900, -410, 900))[3] == pytest.approx(900 + ROOM_M, abs=1)


def test_a_zone_across_a_country_is_followed_only_so_far():
    north = reach((-40, -90_000, 40, 90_000))[3]
    assert north == pytest.approx(300 + FARTHEST_M + ROOM_M, abs=2)


def test_two_parts_of_an_area_with_nothing_between_need_no_more():
    two = SurveyArea("two", placed((-400, -300, -200, 300), (900, -300, 1100, 300)))
    found = FRAME.project(ground_needed(two, HOME, Threats())).bounds
    assert found[2] - X0 == pytest.approx(1100, abs=0.1)
