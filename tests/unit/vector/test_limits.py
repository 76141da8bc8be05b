import pytest

from missionplanner.errors import InputError, Undecided
from missionplanner.model.places import Datum
from missionplanner.model.reading import ReadChoices
from missionplanner.vector.altitudes import parse_altitude
from missionplanner.vector.limits import HEIGHT, RADIUS, BareNumbers, band, metres

FT = 0.3048
ANY = BareNumbers()


def limits(*others, choices=None, **values):
    """Floor and ceiling as (metres, datum) of a feature in a file with others."""
    bare = BareNumbers.of([values, *others], choices or ReadChoices())
    found = band(values, bare, "z")
    ends = (found.floor, found.ceiling)
    return [None if a is None else (pytest.approx(a.value_m), a.datum) for a in ends]


@pytest.mark.parametrize(
    "values",
    [
        {"lower": 200, "upper": 1500, "unit": "FT"},
        {"lower": "200", "upper": "1500", "uom": "feet"},
        {"floor": 200, "ceiling": 1500, "UNITS": "Feet"},
        {"LOWER_VAL": 200, "LOWER_UOM": "FT", "UPPER_VAL": 1500, "UPPER_UOM": "FT"},
        {"floor": 200, "floor_unit": "ft", "ceiling": "1500ft"},
        {"floor_ft": 200, "ceiling_feet": "1500"},
        {"lower_limit": "200 F", "upper_limit": "1,500 ft"},
        {"min_alt": "200'", "max_alt": "1 500 feet"},
        {"floor": 60.96, "floor_uom": "m", "ceiling": 15, "ceiling_unit": "FL", "datum": "AGL"},
    ],
)
def test_feet_in_every_spelling(values):
    floor, ceiling = limits(**values)
    assert floor[0] == 200 * FT and ceiling[0] == 1500 * FT


def test_the_airspace_of_the_faa():
    row = {"LOWER_VAL": 2000, "LOWER_UOM": "FT", "LOWER_CODE": "MSL"}
    high = {"UPPER_VAL": 180, "UPPER_UOM": "FL", "UPPER_CODE": "STD"}
    assert limits(**row, **high) == [(609.6, Datum.EGM96), (5486.4, Datum.EGM96)]
    none = {"UPPER_VAL": -9998, "UPPER_UOM": "", "UPPER_CODE": ""}
    ground = {"LOWER_VAL": 0, "LOWER_UOM": "FT", "LOWER_CODE": "SFC"}
    assert limits(**ground, **none) == [(0, Datum.AGL), None]


def test_a_number_without_a_unit_is_asked_where_the_file_speaks_of_feet():
    assert limits(floor=100, ceiling=200)[0] == (100, Datum.AGL)
    speakers = [{"ceiling": "400 ft"}, {"ceiling_ft": 400}, {"top": "FL65"}, {"unit": "Feet"}]
    for other in (*speakers, {"radius": "500 FT"}):
        with pytest.raises(Undecided, match=r"'100'.*--threat-unit m\|ft") as caught:
            limits(other, floor=100)
        assert caught.value.option == "--threat-unit" and caught.value.choices == ("m", "ft")
        feet = limits(other, floor=100, choices=ReadChoices(threat_unit="ft"))
        assert feet[0] == (30.48, Datum.AGL)
        metric = limits(other, floor=100, choices=ReadChoices(threat_unit="m"))
        assert metric[0] == (100, Datum.AGL)
        # What is settled is not asked.
        assert limits(other, floor=0)[0] == (0, Datum.AGL)
        assert limits(other, floor_m=100)[0] == (100, Datum.AGL)
        assert limits(other, floor="100 m")[0] == (100, Datum.AGL)
        assert limits(other, floor=100, unit="m")[0] == (100, Datum.AGL)


def test_the_same_feature_speaks_too():
    with pytest.raises(Undecided, match="floor"):
        limits(floor=1000, ceiling="FL65")


def test_a_unit_that_is_none():
    with pytest.raises(Undecided, match=r"'1500'.*'furlong' is none"):
        limits(ceiling=1500, unit="furlong")
    with pytest.raises(InputError, match="'furlong' is not a unit of ceiling"):
        limits(ceiling=1500, ceiling_unit="furlong")
    assert limits(ceiling="1500 m", unit="Fire brigade 3")[1] == (1500, Datum.AGL)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"radius_km": 0.5}, 500),
        ({"radius_nm": 5}, 9260),
        ({"radius": "500 ft"}, 152.4),
        ({"radius_ft": 500}, 152.4),
        ({"radius": 5, "radius_unit": "NM"}, 9260),
        ({"radius": "0,5", "radius_uom": "km"}, 500),
        ({"radius": 5, "unit": "NM", "ceiling": 400}, 9260),
        ({"Radius": "1 mi"}, 1609.344),
        ({"radius": 50}, 50),
    ],
)
def test_radii(values, expected):
    assert metres(values, RADIUS, ANY, "z") == pytest.approx(expected)


def test_a_unit_of_distance_is_none_of_heights():
    found = band({"radius": 5, "unit": "NM", "ceiling": 400}, BareNumbers(1.0, is_chosen=True), "z")
    assert found.ceiling.value_m == 400


def test_heights_of_lines_and_radii_are_asked_too():
    bare = BareNumbers.of([{"ceiling": "400 ft"}], ReadChoices())
    for names, values in ((HEIGHT, {"height": 40}), (RADIUS, {"radius": 40})):
        with pytest.raises(Undecided):
            metres(values, names, bare, "z")


def test_a_feature_without_heights_says_so():
    assert not band({"name": "x"}, ANY, "z").is_named
    assert band({"floor": 0}, ANY, "z").is_named


@pytest.mark.parametrize("value", [float("inf"), "1e3", "high", "12 QFE", "NaN", "1.2.3"])
def test_heights_that_are_none(value):
    with pytest.raises(InputError, match="is not a height"):
        limits(ceiling=value)


@pytest.mark.parametrize(
    ("text", "metres", "datum"),
    [
        ("2,500ft MSL", 762, Datum.EGM96),
        ("2 500 ft AMSL", 762, Datum.EGM96),
        ("2'500 FT ASL", 762, Datum.EGM96),
        ("12,5 m", 12.5, Datum.AGL),
        ("+1000 ft AGL", 304.8, Datum.AGL),
        ("1000F", 304.8, Datum.AGL),
        ("MSL 1000", 1000, Datum.EGM96),
        ("FL65 STD", 1981.2, Datum.EGM96),
        ("500 ft. ASFC", 152.4, Datum.AGL),
        ("120米", 120, Datum.AGL),
        ("0 GND", 0, Datum.AGL),
    ],
)
def test_spellings(text, metres, datum):
    found = parse_altitude(text)
    assert (found.value_m, found.datum) == (pytest.approx(metres), datum)


def test_names_cut_by_a_shapefile():
    row = {"lower_limi": 100, "upper_limi": 200, "upper_unit": "m", "lower_unit": "m"}
    assert limits(**row) == [(100, Datum.AGL), (200, Datum.AGL)]
    cut = {"ceiling": 300, "ceiling_da": "egm96", "ceiling_un": "ft"}
    assert limits(**cut)[1] == (91.44, Datum.EGM96)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"floor": -100, "ceiling": -50}, r"its ceiling \(-50 m above ground\) lies below the"),
        ({"floor": "-10 m AGL", "ceiling": "0 ft AGL"}, "lies below the ground"),
        ({"ceiling": 1e9}, r"a height of 1e\+09 m lies beyond all air; correct it, or write UNLIM"),
        ({"floor": -1e7, "ceiling": 100}, "beyond all air"),
    ],
)
def test_bands_that_keep_nobody_out_or_end_nowhere(values, said):
    with pytest.raises(InputError, match=said):
        limits(**values)


def test_below_the_sea_and_at_the_end_of_the_air_is_a_band():
    assert limits(floor="-400 m AMSL", ceiling="-300 m AMSL")[1] == (-300, Datum.EGM96)
    assert limits(floor=0, ceiling="99999 ft")[1] == (99999 * FT, Datum.AGL)
