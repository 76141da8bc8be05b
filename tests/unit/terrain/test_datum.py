from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.errors import DatumUnknown, InputError
from missionplanner.terrain.datum import VerticalDatum, choose_datum, parse_datum, same_datum

FOOT, US_FOOT = 0.3048, 1200 / 3937


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("egm96", VerticalDatum("egm96")),
        (" EGM96 ", VerticalDatum("egm96")),
        ("ellipsoid", VerticalDatum("ellipsoid")),
        ("WGS84", VerticalDatum("ellipsoid")),
        ("egm96:ft", VerticalDatum("egm96", FOOT)),
        ("ellipsoid:us-ft", VerticalDatum("ellipsoid", US_FOOT)),
        ("NAVD88-0.5", VerticalDatum("NAVD88", offset_m=-0.5)),
        ("NAVD88+12.3:ft", VerticalDatum("NAVD88", FOOT, offset_m=12.3)),
        ("Yellow Sea 1985 + 0.3", VerticalDatum("China 1985", offset_m=0.3)),
        ("NAVD88=g/geoid18.tif", VerticalDatum("NAVD88", grid=Path("g/geoid18.tif"))),
        ("NAVD88=C:\\g\\a.tif:ft", VerticalDatum("NAVD88", FOOT, grid=Path("C:\\g\\a.tif"))),
        ("NAVD88=C:\\g\\a.tif", VerticalDatum("NAVD88", grid=Path("C:\\g\\a.tif"))),
    ],
)
def test_what_the_user_writes(text, datum):
    assert parse_datum(text) == datum


@given(st.floats(-199, 199).map(lambda x: round(x, 3)))
def test_any_offset(offset):
    assert parse_datum(f"LOCAL{offset:+.3f}").offset_m == pytest.approx(offset)


@pytest.mark.parametrize("name", ["NAVD88", "EGM2008", "MSL", "CGVD-2013", "China 1985"])
def test_a_name_alone_is_not_enough(name):
    with pytest.raises(DatumUnknown) as caught:
        parse_datum(name)
    assert f"{name}=GRID.tif" in caught.value.remedy and f"{name}-0.5" in caught.value.remedy


def test_an_unknown_unit_and_nothing_at_all():
    with pytest.raises(InputError, match="unknown unit 'yards'"):
        parse_datum("egm96:yards")
    with pytest.raises(InputError, match="empty"):
        parse_datum("  ")


def test_the_file_is_believed_and_the_user_more():
    assert choose_datum(None, "egm96", "a.tif").name == "egm96"
    assert choose_datum("ellipsoid", "egm96", "a.tif").name == "ellipsoid"


def test_never_guessed():
    with pytest.raises(DatumUnknown, match=r"a\.tif.*counted from.*egm96, ellipsoid, NAME=GRID"):
        choose_datum(None, None, "a.tif")
    with pytest.raises(DatumUnknown, match="NAVD88"):
        choose_datum(None, "NAVD88", "a.tif")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("navd-88", "NAVD88"),
        ("Egm 2008", "EGM2008"),
        ("china1985", "China 1985"),
        ("yellow-sea", "China 1985"),
        ("1985国家高程基准", "China 1985"),
    ],
)
def test_a_named_datum_in_any_spelling_tells_its_size_and_is_not_applied(written, name):
    with pytest.raises(DatumUnknown, match=f"heights above {name} cannot .*it"):
        parse_datum(written)
    assert parse_datum(f"{written}-0.9") == VerticalDatum(name, offset_m=-0.9)
    assert parse_datum(f"{written}=g.tif").name == name
    assert same_datum(written, name) and not same_datum(written, "egm96")
