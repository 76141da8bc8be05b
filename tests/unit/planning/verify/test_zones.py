import numpy as np
import pytest

from missionplanner.airspace.zones import HardZone, ZoneKind
from missionplanner.model.places import Altitude, Datum
from missionplanner.planning.verify.zones import intrusions
from tests.unit.planning.verify import sites
from tests.unit.planning.verify.sites import X0, Y0, square

GROUND = sites.flat(500)
BLOCK = HardZone("block", square(300, 300, 400, 400))


def inside(points, *zones):
    x, y, z = (np.array(c, dtype=float) for c in zip(*points, strict=True))
    return intrusions(x + X0, y + Y0, z, zones, GROUND)


def test_straight_through_a_square():
    (found,) = inside([(200, 350, 600), (500, 350, 600)], BLOCK)
    assert found.metres == pytest.approx(100, abs=1)
    assert found.x_m - X0 == pytest.approx(300, abs=1)


def test_metres_are_in_space():
    # 100 m on the map and 75 m up within the square: 125 m.
    (found,) = inside([(300, 350, 600), (400, 350, 675)], BLOCK)
    assert found.metres == pytest.approx(125, abs=1)


def test_several_legs_add_up_and_zones_stay_apart():
    other = HardZone("hole", square(600, 300, 700, 400), kind=ZoneKind.HOLE)
    path = [(200, 350, 600), (350, 350, 600), (350, 500, 600), (650, 500, 600), (650, 380, 600)]
    found = inside(path, BLOCK, other)
    assert [f.zone.name for f in found] == ["block", "hole"]
    assert found[0].metres == pytest.approx(100, abs=1.5)
    assert found[1].metres == pytest.approx(20, abs=1)


def test_beside_and_along_the_outline_is_outside():
    assert inside([(200, 410, 600), (500, 410, 600)], BLOCK) == ()
    assert inside([(200, 400, 600), (500, 400, 600)], BLOCK) == ()
    assert inside([(200, 400 - 1e-6, 600), (500, 400 - 1e-6, 600)], BLOCK) == ()


def test_a_ceiling_is_flown_over_and_a_floor_under():
    low = HardZone("low", BLOCK.polygon_m, ceiling=Altitude(value_m=50, datum=Datum.AGL))
    high = HardZone("high", BLOCK.polygon_m, floor=Altitude(value_m=620, datum=Datum.EGM96))
    assert inside([(200, 350, 600), (500, 350, 600)], low, high) == ()
    # From 500 m at x = 300 to 600 m at x = 400: below 550 m on the first half.
    (found,) = inside([(300, 350, 500), (400, 350, 600)], low)
    assert found.metres == pytest.approx(np.hypot(50, 50), abs=1)


def test_vertical_leg_inside():
    (found,) = inside([(350, 350, 500), (350, 350, 560), (350, 290, 560)], BLOCK)
    assert found.metres == pytest.approx(110, abs=1)


def test_concave_zone_is_entered_only_in_its_arms():
    u = square(300, 300, 400, 400).difference(square(320, 320, 380, 400))
    (found,) = inside([(200, 390, 600), (500, 390, 600)], HardZone("u", u))
    assert found.metres == pytest.approx(40, abs=1)
