from dataclasses import replace

import pytest
from shapely.geometry import MultiPolygon, box

from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.airspace import Threats, Zone
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.places import Altitude, Datum
from missionplanner.project.document import Project
from missionplanner.project.outline_sets import with_buffer, with_cut, with_join
from missionplanner.project.outlines import Drawn, ShapeKey

FRAME = SiteFrame(32649)
X0, Y0 = 587_000.0, 4_183_000.0
AREA, HOLE = ShapeKey(Drawn.AREA), ShapeKey(Drawn.HOLE, 0)
FIRST, SECOND = ShapeKey(Drawn.ZONE, 0), ShapeKey(Drawn.ZONE, 1)


def degrees(x: float, y: float, side: float):
    return FRAME.unproject(box(X0 + x, Y0 + y, X0 + x + side, Y0 + y + side))


@pytest.fixture
def sheet(project: Project) -> Project:
    """An area of 1 km2 with a hole of 1 ha, a zone inside it and one over its edge."""
    area = SurveyArea(
        "Pit", MultiPolygon([degrees(0, 0, 1000)]), (Hole("Pond", degrees(100, 100, 100)),)
    )
    zones = (
        Zone("Inside", MultiPolygon([degrees(500, 500, 200)])),
        Zone("Edge", MultiPolygon([degrees(600, 900, 200)])),
    )
    return replace(project, area=area, threats=Threats(zones))


def ground(shape) -> float:
    return FRAME.project(shape).area


def test_a_shape_grows_and_shrinks_on_all_sides(sheet: Project) -> None:
    wider = with_buffer(sheet, AREA, FRAME, 50.0)
    assert ground(wider.area.outer) == pytest.approx(1100.0**2, rel=1e-6)
    assert [hole.name for hole in wider.area.holes] == ["Pond"]
    narrower = with_buffer(sheet, FIRST, FRAME, -50.0)
    assert ground(narrower.threats.zones[0].polygon) == pytest.approx(100.0**2, rel=1e-6)


def test_what_shrinks_to_nothing_is_refused(sheet: Project) -> None:
    with pytest.raises(InputError) as caught:
        with_buffer(sheet, FIRST, FRAME, -100.0)
    assert caught.value.code == "drawing.no_ground"


def test_a_zone_cut_out_of_the_area_is_gone_or_a_hole(sheet: Project) -> None:
    edge = with_cut(sheet, AREA, SECOND, FRAME)
    assert ground(edge.area.outer) == pytest.approx(1e6 - 200 * 100, rel=1e-6)
    inside = with_cut(sheet, AREA, FIRST, FRAME)
    assert ground(inside.area.outer) == pytest.approx(1e6, rel=1e-6)
    assert [(hole.name, hole.overflight_allowed) for hole in inside.area.holes] == [
        ("Pond", False),
        ("Inside", False),
    ]
    assert ground(inside.area.holes[1].polygon) == pytest.approx(200.0**2, rel=1e-6)
    assert inside.threats == sheet.threats


def test_a_zone_joined_to_the_area_makes_it_larger_and_stays(sheet: Project) -> None:
    joined = with_join(sheet, AREA, SECOND, FRAME)
    assert ground(joined.area.outer) == pytest.approx(1e6 + 200 * 100, rel=1e-6)
    assert len(joined.threats.zones) == 2


def test_two_zones_of_the_same_heights_become_one(sheet: Project) -> None:
    joined = with_join(sheet, FIRST, SECOND, FRAME)
    assert [zone.name for zone in joined.threats.zones] == ["Inside"]
    assert ground(joined.threats.zones[0].polygon) == pytest.approx(2 * 200.0**2, rel=1e-6)


def test_zones_of_other_heights_are_not_joined(sheet: Project) -> None:
    zones = sheet.threats.zones
    low = replace(zones[1], ceiling=Altitude(value_m=50, datum=Datum.AGL))
    other = replace(sheet, threats=Threats((zones[0], low)))
    with pytest.raises(InputError) as caught:
        with_join(other, FIRST, SECOND, FRAME)
    assert caught.value.code == "drawing.other_limits"


def test_a_hole_does_not_fall_in_pieces(sheet: Project) -> None:
    across = Zone("Road", MultiPolygon([FRAME.unproject(box(X0, Y0 + 140, X0 + 999, Y0 + 160))]))
    cut = replace(sheet, threats=Threats((across,)))
    with pytest.raises(InputError) as caught:
        with_cut(cut, HOLE, FIRST, FRAME)
    assert caught.value.code == "drawing.hole_in_pieces"
