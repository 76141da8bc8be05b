import numpy as np
import pytest
from shapely.geometry import Point, box

from missionplanner.errors import InputError
from missionplanner.geo.frames import geodesic_area_m2, geodesic_distances_m
from missionplanner.model.airspace import GROUND
from missionplanner.model.places import Datum
from missionplanner.vector.zones import read_zones
from tests.english import english

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


CORNERS = "\n".join(SQUARE.splitlines()[5:]) + "\n"
HEAD = "AC R\nAN Z\nAL GND\nAH UNL\n"
CENTRE = "V X=48:00:00 N 011:00:00 E\n"
AT_HOME = box(11.0, 48.0, 11.05, 48.05)
FAR_AWAY = box(7.0, 43.0, 7.1, 43.1)


def read_all(tmp_path, text, name="space.txt", encoding="utf-8", near=None):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read_zones(path, near=near)


def read(tmp_path, text, name="space.txt", encoding="utf-8"):
    return read_all(tmp_path, text, name, encoding).threats.zones


def km2(zone):
    return geodesic_area_m2(zone.polygon) / 1e6


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
        ("AC R\nAN x\nDC 5\n", "without a centre"),
        ("AC R\nAN x\nV X=48:00:00 N 011:00:00 E\nDC five\n", "not a length above 0"),
        ("AC R\nAN x\nV X=48:00:00 N 011:00:00 E\nDB 48:00:00 N 011:00:00 E\n", "two places"),
        ("AC R\nAN x\n", "has no outline"),
    ],
)
def test_broken_records_are_told_with_their_line(tmp_path, text, words):
    with pytest.raises(InputError, match=words):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("airspace_class", "kind"),
    [
        ("UNC", "P"),
        ("UNCLASSIFIED", "Q"),
        ("G", "R"),
        ("unc", "prohibited"),
        ("E", "Danger Area"),
        ("F", "CTR"),
        ("UNC", "TMA"),
        ("C", "TMA"),
        ("RMZ", ""),
        ("GSEC", ""),
        ("", "TMZ"),
    ],
)
def test_a_type_closes_what_its_class_leaves_free(tmp_path, airspace_class, kind):
    text = SQUARE.replace("AC R", f"AC {airspace_class}\nAY {kind}")
    assert len(read(tmp_path, text)) == 1


@pytest.mark.parametrize(
    ("airspace_class", "kind", "words"),
    [
        ("E", "TMZ", "class E, TMZ"),
        ("G", "", "class G"),
        ("UNC", "FIS", "class UNC, FIS"),
        ("e", "TMA", "class E, TMA"),
        ("Class G", "RMZ", "RMZ"),
    ],
)
def test_a_file_of_free_airspace_gives_nothing_and_says_so(tmp_path, airspace_class, kind, words):
    text = SQUARE.replace("AC R", f"AC {airspace_class}\nAY {kind}")
    with pytest.raises(InputError, match=f"holds no zone.*{words}"):
        read(tmp_path, text)
    both = read_all(tmp_path, text + SQUARE).report
    assert both.zones == 1 and words in english(both.passed_over[0].what)


def test_free_airspace_alike_is_counted_together(tmp_path):
    (over,) = read_all(tmp_path, SQUARE.replace("AC R", "AC G") * 3 + SQUARE).report.passed_over
    assert (over.count, "class G" in english(over.what)) == (3, True)


def test_a_missing_class_is_closed_and_told(tmp_path):
    got = read_all(tmp_path, SQUARE.replace("AC R", "AC "))
    assert len(got.threats.zones) == 1
    assert any("class is missing" in line for line in english(got.report.told))


@pytest.mark.parametrize("key", ["AC", "AN", "AL", "AH", "DP"])
def test_any_blank_may_follow_a_key(tmp_path, key):
    (plain,) = read(tmp_path, SQUARE)
    (tabbed,) = read(tmp_path, SQUARE.replace(f"{key} ", f"{key}\t", 1))
    assert tabbed == plain


def test_keys_in_lower_case_and_other_line_ends(tmp_path):
    (plain,) = read(tmp_path, SQUARE)
    small = SQUARE
    for key in ("AC", "AN", "AL", "AH", "DP"):
        small = small.replace(f"{key} ", f"{key.lower()} ")
    assert read(tmp_path, small) == (plain,)
    for end in ("\r", "\r\n"):
        assert read(tmp_path, SQUARE.replace("\n", end)) == (plain,)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("矿区", "gbk"),
        ("矿区一号 R1", "gb18030"),
        ("矿区", "utf-8-sig"),
        ("矿区", "utf-16"),
        ("Zürich", "utf-16-le"),
        ("Zürich", "latin-1"),
        ("Größe Öhringen", "latin-1"),
        ("Société “A”", "cp1252"),
    ],
)
def test_encodings_are_told_apart(tmp_path, name, encoding):
    (zone,) = read(tmp_path, SQUARE.replace('ED-R 1 "Range"', name), encoding=encoding)
    assert zone.name == name and zone.ceiling.value_m == pytest.approx(1981.2)


@pytest.mark.parametrize(
    "place",
    [
        "48:00:00,0 N 011:06:00,0 E",
        "47:59:60 N 011:05:60 E",
        "48:00:00N011:06:00E",
        "48 00 00 N 11 6 0 E",
        "N48:00:00 E011:06:00",
        "48°00'00\" N, 011°06'00\" E",
        "48,0 N 11,1 E",
        "48:0.0 n 11:6.0 e",
    ],
)
def test_places_in_every_manner(tmp_path, place):
    (plain,) = read(tmp_path, SQUARE)
    (other,) = read(tmp_path, SQUARE.replace("48:00:00 N 011:06:00 E", place))
    assert other.polygon.equals_exact(plain.polygon, 1e-9)


@pytest.mark.parametrize("place", ["48:75:00 N 011:06:00 E", "98:00:00 N 011:00:00 E", "48 N"])
def test_places_that_are_none(tmp_path, place):
    with pytest.raises(InputError, match=r"line 7.*is no place"):
        read(tmp_path, SQUARE.replace("48:00:00 N 011:06:00 E", place))


@pytest.mark.parametrize(
    "record",
    ["DC 0.5", "DC 0,5", "DC 0.5NM", "DC 926 m", "DC 0.926km", "DA 0.5,0,360", "DA 0.5,0,0",
     "DA 0.5,90,450", "DA 0,5,0,360"],
)  # fmt: skip
def test_full_circles(tmp_path, record):
    (zone,) = read(tmp_path, f"{HEAD}{CENTRE}{record}\n")
    assert zone.radius_m == pytest.approx(926)
    assert km2(zone) == pytest.approx(2.694, rel=1e-3)


def test_an_arc_with_equal_ends_is_a_full_circle_or_a_corner(tmp_path):
    ends = "DB 48:00:30 N 011:00:00 E,48:00:30 N 011:00:00 E\n"
    (zone,) = read(tmp_path, f"{HEAD}{CENTRE}{ends}")
    assert zone.radius_m == pytest.approx(926.6, abs=0.5)
    assert km2(zone) == pytest.approx(np.pi * 0.9266**2, rel=2e-3)
    square = CORNERS.replace("DP 48.1 N 11.0 E\n", "DP 48.1 N 11.0 E\n" + CENTRE + ends)
    (corner,) = read(tmp_path, HEAD + square)
    assert corner.radius_m is None and corner.polygon.contains(Point(11.05, 48.05))
    assert len(corner.polygon.geoms[0].exterior.coords) == 6


ODD = ["2500 QNH", "300ft AAL", "by NOTAM", "ask on 122.8", "FL???"]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("good", ["500ft AGL", "FL65"])
def test_an_odd_limit_near_by_closes_all_heights_and_is_told(tmp_path, odd, good):
    got = read_all(tmp_path, SQUARE.replace(good, odd), near=AT_HOME)
    (zone,) = got.threats.zones
    assert (zone.floor, zone.ceiling) == (GROUND, None)
    assert any(odd in line and "without end" in line for line in english(got.report.told))


@pytest.mark.parametrize(
    "text",
    [
        SQUARE.replace("FL65", "ask on 122.8"),
        SQUARE.replace("48:00:00 N 011:06:00 E", "nowhere"),
        SQUARE.replace("DP 48.1 N 11.0 E", "DP 47.9 N 11.1 E\nDP 47.9 N 11.05 E\nDP 48.2 N 11 E"),
    ],
)
def test_faults_far_away_do_not_refuse_a_file(tmp_path, text):
    here = HEAD + "DP 43:00 N 7:00 E\nDP 43:00 N 7:06 E\nDP 43:06 N 7:06 E\n"
    got = read_all(tmp_path, text + text + here, near=FAR_AWAY)
    assert [zone.name for zone in got.threats.zones] == ["Z"]
    (over,) = got.report.passed_over
    assert (english(over.what), over.count) == ("zones", 2) and "10 km" in english(over.why)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SQUARE.replace("500ft AGL", "UNLIM"), "lower limit has no end"),
        (SQUARE.replace("500ft AGL", "FL70"), "not above"),
        (SQUARE.replace("AL 500ft AGL\nAH FL65\n", ""), "neither AL nor AH"),
        (SQUARE.replace("AL 500ft AGL\nAH FL65\n", "AL\nAH\n"), "neither AL nor AH"),
    ],
)
def test_limits_that_leave_no_room_or_are_not_there(tmp_path, text, words):
    got = read_all(tmp_path, text)
    assert (got.threats.zones[0].floor, got.threats.zones[0].ceiling) == (GROUND, None)
    assert any(words in line for line in english(got.report.told))


def test_one_limit_alone_is_told(tmp_path):
    high = read_all(tmp_path, SQUARE.replace("AL 500ft AGL\n", ""))
    assert high.threats.zones[0].ceiling.value_m == pytest.approx(1981.2)
    assert any("no lower limit" in line for line in english(high.report.told))
    low = read_all(tmp_path, SQUARE.replace("AH FL65\n", ""))
    assert low.threats.zones[0].floor.value_m == pytest.approx(152.4)
    assert any("no upper limit" in line for line in english(low.report.told))


def test_times_and_airways_are_told(tmp_path):
    way = "AC A\nAN V1\nDY 48:00:00 N 011:00:00 E\n"
    active = SQUARE.replace("AL 500", "AA 2024-01-01T00:00Z/2024-02-01T00:00Z\nAL 500")
    got = read_all(tmp_path, active + way)
    assert any("2024-01-01" in line for line in english(got.report.told))
    assert [(english(o.what), "airway" in english(o.why)) for o in got.report.passed_over] == [
        ("V1", True)
    ]


def test_a_centre_before_its_airspace_is_not_that_of_the_airspace(tmp_path):
    with pytest.raises(InputError, match=r"line 6.*without a centre"):
        read(tmp_path, f"{CENTRE}{HEAD}DC 0.5\n")


def test_another_format_is_named(tmp_path):
    with pytest.raises(InputError, match="not OpenAir but another"):
        read(tmp_path, "INCLUDE=YES\nTYPE=RESTRICTED\nPOINT=N374800 E1115924\n")
