import pytest
from shapely.geometry import MultiPolygon, box

from missionplanner.model.airspace import GROUND, Threats, Zone
from missionplanner.model.places import Altitude, Datum
from missionplanner.vector.inverted_bands import inverted_bands
from tests.english import english

POLYGON = MultiPolygon([box(111.99, 37.8, 112.0, 37.81)])


def height(value, datum):
    return Altitude(value_m=value, datum=datum)


@pytest.mark.parametrize(
    ("floor", "ceiling", "words"),
    [
        (height(500, Datum.AGL), height(100, Datum.EGM96), "q: on this ground (500…800 m)"),
        (GROUND, height(457.2, Datum.EGM96), "lies below the ground"),
        (GROUND, height(600, Datum.EGM96), "on part of this ground"),
        (height(900, Datum.EGM96), height(120, Datum.AGL), "on part of"),
        (height(1000, Datum.EGM96), height(120, Datum.AGL), "its floor (1000 m above sea level)"),
        # The geoid lies 20 m below the ellipsoid here: 480 m above the ellipsoid are 500 m.
        (height(520, Datum.EGM96), height(480, Datum.ELLIPSOID), "lies below its floor"),
    ],
)
def test_a_ceiling_below_its_floor_is_told(floor, ceiling, words):
    (line,) = english(inverted_bands(Threats((Zone("q", POLYGON, floor, ceiling),)), 500.0, 800.0))
    assert words in line


@pytest.mark.parametrize(
    ("floor", "ceiling"),
    [
        (GROUND, None),
        (GROUND, height(1500, Datum.EGM96)),
        (height(300, Datum.EGM96), height(120, Datum.AGL)),
        (GROUND, height(120, Datum.AGL)),
    ],
)
def test_sound_zones_are_not(floor, ceiling):
    assert inverted_bands(Threats((Zone("q", POLYGON, floor, ceiling),)), 500.0, 800.0) == ()
