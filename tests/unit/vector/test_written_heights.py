import pytest

from missionplanner.model.places import Datum
from missionplanner.model.reading import ReadChoices
from missionplanner.vector.altitudes import parse_altitude
from missionplanner.vector.attributes import Known
from missionplanner.vector.limits import BareNumbers, band
from missionplanner.vector.openair_limits import openair_limits

FT = 0.3048


@pytest.mark.parametrize(
    ("written", "metres", "datum"),
    [
        ("1.500 ft", 1500 * FT, Datum.AGL),
        ("12.500 ft AMSL", 12500 * FT, Datum.EGM96),
        ("0.500 ft", 0.5 * FT, Datum.AGL),
        ("1.50 ft", 1.5 * FT, Datum.AGL),
        ("120.000 m", 120.0, Datum.AGL),
        ("1.500 m", 1.5, Datum.AGL),
        ("3000 feet above mean sea level", 3000 * FT, Datum.EGM96),
        ("400 ft above ground level", 400 * FT, Datum.AGL),
        ("120 m above the ground", 120.0, Datum.AGL),
        ("真高120米", 120.0, Datum.AGL),
        ("海拔 900 米", 900.0, Datum.EGM96),
        ("MSL", 0.0, Datum.EGM96),
        ("GND/SFC", 0.0, Datum.AGL),
    ],
)
def test_heights_as_people_write_them(written, metres, datum):
    found = parse_altitude(written)
    assert found.value_m == pytest.approx(metres) and found.datum is datum


def test_a_point_for_thousands_in_openair():
    _, ceiling, told = openair_limits("SFC", "1.500MSL")
    assert ceiling.value_m == pytest.approx(1500 * FT) and not told


@pytest.mark.parametrize(
    "values",
    [
        {"Floor (ft)": 100, "Ceiling (ft)": 400},
        {"floor [ft]": 100, "ceiling [ft]": 400},
        {"min_height": "100 ft", "maxHeight": "400 ft"},
        {"alt_min": "100 ft", "alt_max": "400 ft"},
        {"高度下限": "100英尺", "高度上限": "400英尺"},
        {"lower_limit_altitude": "100", "lower_limit_unit": "ft", "lower_limit_alt_ref": "GND",
         "upper_limit_altitude": 400, "upper_limit_unit": "ft", "upper_limit_alt_ref": "AGL"},
    ],
)  # fmt: skip
def test_names_of_limits_as_people_have_them(values):
    known = Known(values)
    found = band(known, BareNumbers.of([known], ReadChoices()), "")
    assert found.floor.value_m == pytest.approx(100 * FT)
    assert found.ceiling.value_m == pytest.approx(400 * FT)
    assert found.floor.datum is found.ceiling.datum is Datum.AGL
