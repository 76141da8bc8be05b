"""Ground is read as far as the ways around zones lead, and no farther than it must be."""

import pytest
from shapely.geometry import MultiPolygon, box

from missionplanner.airspace.extent import (
    BESIDE_M,
    FARTHEST_M,
    ROOM_M,
    ground_margin_m,
    ground_needed,
)
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


def margin(*zones: tuple[float, float, float, float], area: SurveyArea = AREA) -> float:
    threats = Threats(zones=tuple(Zone(f"z{k}", placed(z)) for k, z in enumerate(zones)))
    return ground_margin_m(area, HOME, threats)


def test_area_and_home_are_what_must_be_known():
    west, south, east, north = FRAME.project(ground_needed(AREA, HOME)).bounds
    offsets = west - X0, south - Y0, east - X0, north - Y0
    assert offsets == pytest.approx((-450, -300, 400, 300), abs=0.1)


def test_without_a_zone_in_the_way_little_is_needed_around_them():
    assert margin() == BESIDE_M
    assert margin((-40, -200, 40, 200)) == BESIDE_M, "a way leads round it inside the area"
    assert margin((2000, -3000, 2100, 3000)) == BESIDE_M, "it parts nothing"
    two = SurveyArea("two", placed((-400, -300, -200, 300), (900, -300, 1100, 300)))
    assert margin(area=two) == BESIDE_M, "nothing stands between"


def test_a_zone_that_parts_area_or_home_is_followed_to_its_ends():
    assert margin((-40, -1400, 40, 1400)) == pytest.approx(1100 + ROOM_M, abs=1)
    assert margin((-430, -900, -410, 900)) == pytest.approx(600 + ROOM_M, abs=1)
    across_a_country = margin((-40, -90_000, 40, 90_000))
    assert across_a_country == pytest.approx(FARTHEST_M + ROOM_M, abs=2)
