import numpy as np
import pytest
from shapely.geometry import Point

from missionplanner.errors import InputError
from missionplanner.geo.frames import geodesic_area_m2, geodesic_distances_m
from missionplanner.model.places import Datum
from missionplanner.vector.zones import read_zones

SQUARE = """* a comment
AC R
AN ED-R 1 "Range"
AL 500ft AGL
AH FL65
DP 48:00:00 N 011:00:00 E
DP 48:00:00 N 011:06:00 E
DP 48:06.0 N 011:06.0 E   * in minutes
DP 48.1 N 11.0 E
"""


def read(tmp_path, text, name="space.txt", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read_zones(path).threats.zones


def test_corners_names_and_limits(tmp_path):
    (zone,) = read(tmp_path, SQUARE)
    assert zone.name == 'ED-R 1 "Range"'
    assert zone.floor.datum is Datum.AGL and zone.floor.value_m == pytest.approx(152.4)
    assert zone.ceiling.datum is Datum.EGM96 and zone.ceiling.value_m == pytest.approx(1981.2)
    assert zone.polygon.bounds == pytest.approx((11, 48, 11.1, 48.1))


@pytest.mark.parametrize(
    ("low", "high", "floor", "ceiling"),
    [
        ("GND", "UNLIM", (0, Datum.AGL), None),
        ("SFC", "2500 MSL", (0, Datum.AGL), (762, Datum.EGM96)),
        ("1000", "300 m AGL", (304.8, Datum.EGM96), (300, Datum.AGL)),
    ],
)
def test_limits(tmp_path, low, high, floor, ceiling):
    (zone,) = read(tmp_path, SQUARE.replace("500ft AGL", low).replace("FL65", high))
    assert (zone.floor.value_m, zone.floor.datum) == (pytest.approx(floor[0]), floor[1])
    if ceiling is None:
        assert zone.ceiling is None
    else:
        assert (zone.ceiling.value_m, zone.ceiling.datum) == (pytest.approx(ceiling[0]), ceiling[1])


def test_circle(tmp_path):
    (zone,) = read(tmp_path, "AC P\nAN C\nAL GND\nAH 3000\nV X=47:30:00 S 010:15:00 W\nDC 2.5\n")
    assert zone.radius_m == pytest.approx(4630)
    assert geodesic_area_m2(zone.polygon) == pytest.approx(np.pi * 4630**2, rel=1e-3)
    assert zone.polygon.contains(Point(-10.25, -47.5))


@pytest.mark.parametrize(
    "record", ["DA 5,270,90", "DB 48:00:00 N 010:52:31 E, 48:00:00 N 011:07:29 E"]
)
@pytest.mark.parametrize(("turn", "north"), [("+", True), ("-", False)])
def test_half_circles_go_the_way_they_are_told(tmp_path, record, turn, north):
    (zone,) = read(tmp_path, f"AC Q\nAN H\nV D={turn}\nV X=48:00:00 N 011:00:00 E\n{record}\n")
    assert geodesic_area_m2(zone.polygon) == pytest.approx(np.pi * 9260**2 / 2, rel=0.02)
    assert zone.polygon.contains(Point(11, 48.04)) is north
    assert zone.polygon.contains(Point(11, 47.96)) is not north
    lon, lat = np.array(zone.polygon.geoms[0].exterior.coords).T
    apart = [geodesic_distances_m([11, x], [48, y])[0] for x, y in zip(lon, lat, strict=True)]
    assert apart == pytest.approx([9260] * len(apart), rel=0.006)


def test_classes_that_forbid_nothing_are_left_out(tmp_path):
    text = SQUARE + SQUARE.replace("AC R", "AC E") + SQUARE.replace("AC R", "AC CTR")
    assert len(read(tmp_path, text, "a.air")) == 2


def test_latin_letters(tmp_path):
    (zone,) = read(tmp_path, SQUARE.replace("Range", "Münsingen"), encoding="latin-1")
    assert "Münsingen" in zone.name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("METAR EDDM 010550Z", "holds no airspace"),
        (SQUARE.replace("48:00:00 N 011:06:00 E", "nowhere"), "line 7.*'nowhere' is no place"),
        (SQUARE.replace("FL65", "up there"), "line 5.*'up there' is not a height"),
        (SQUARE.replace("500ft AGL", "UNLIM"), "lower limit has no end"),
        ("AC R\nAN x\nDC 5\n", "without a centre"),
        ("AC R\nAN x\nV X=48:00:00 N 011:00:00 E\nDC five\n", r"not 1 number"),
        ("AC R\nAN x\nV X=48:00:00 N 011:00:00 E\nDB 48:00:00 N 011:00:00 E\n", "two places"),
        ("AC R\nAN x\n", "has no outline"),
    ],
)
def test_broken_records_are_told_with_their_line(tmp_path, text, words):
    with pytest.raises(InputError, match=words):
        read(tmp_path, text)
