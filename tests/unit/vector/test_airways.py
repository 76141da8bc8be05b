import pytest

from missionplanner.errors import InputError
from missionplanner.geo.frames import geodesic_area_m2
from missionplanner.vector.zones import read_zones
from tests.english import english

LEG = "DY 37:48:00 N 111:50:00 E\nDY 37:48:00 N 112:10:00 E\n"
SQUARE = "DP 37:48 N 111:59 E\nDP 37:48 N 112:00 E\nDP 37:49 N 112:00 E\n"


@pytest.fixture
def read(tmp_path):
    def make(text, name="z.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_zones(path)

    return make


@pytest.mark.parametrize("width", ["V W=2", "V W = 2 NM", "V W=3.704 km"])
def test_an_airway_with_a_width_is_a_corridor(read, width):
    got = read(f"AC A\nAN W1\nAL FL65\nAH FL95\n{width}\n{LEG}")
    (zone,) = got.threats.zones
    # 20 minutes of longitude on this latitude, with half a circle at each end.
    length_m, half_m = 29_362.0, 1852.0
    size = length_m * 2 * half_m + 3.14159 * half_m**2
    assert geodesic_area_m2(zone.polygon) == pytest.approx(size, rel=2e-3)
    assert zone.floor.value_m == pytest.approx(1981.2)
    assert "3.704 km wide" in english(got.report.told)[0]


def test_an_airway_across_180_degrees_stays_short(read):
    legs = "DY 16:30 S 179:50 E\nDY 16:30 S 179:50 W\n"
    (zone,) = read(f"AC A\nAN W\nAL FL65\nAH FL95\nV W=2\n{legs}").threats.zones
    assert geodesic_area_m2(zone.polygon) == pytest.approx(142.7e6, rel=0.01)


def test_without_a_width_or_a_second_place_it_is_passed_over(read):
    for body in (LEG, "V W=2\n" + LEG.splitlines()[0] + "\n"):
        got = read(f"AC A\nAN W1\nAL FL65\nAH FL95\n{body}\nAC R\nAN Z\nAL GND\nAH FL65\n{SQUARE}")
        assert [zone.name for zone in got.threats.zones] == ["Z"]
        assert english(got.report.passed_over[0].what) == "W1"


@pytest.mark.parametrize(
    "corners",
    [
        ("374800N 1115900E", "374800N 1120000E", "374900N1120000E"),
        ("37：48：00 N 111：59：00 E", "37:48 N 112:00 E", "37:49 N 112:00 E"),
    ],
)
def test_places_as_publications_print_them(read, corners):
    lines = "".join(f"DP {corner}\n" for corner in corners)
    (one,) = read(f"AC R\nAN Z\nAL GND\nAH FL65\n{lines}").threats.zones
    (two,) = read(f"AC R\nAN Z\nAL GND\nAH FL65\n{SQUARE}").threats.zones
    assert geodesic_area_m2(one.polygon) == pytest.approx(geodesic_area_m2(two.polygon), rel=1e-9)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<!DOCTYPE html><html><body>sign in</body></html>", "web page"),
        ("<?xml version='1.0'?><OPENAIP/>", "XML"),
        ("{\\rtf1\\ansi AC R}", "RTF"),
        (f"AC R\nAN Z\nV X=37:48 N 111:59 E\nDC 0\n{SQUARE}", "'0' is not a length above 0"),
    ],
)
def test_what_is_no_openair_is_named(read, text, said):
    with pytest.raises(InputError, match=said):
        read(text)
