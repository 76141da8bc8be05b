import pytest

from missionplanner.errors import InputError
from missionplanner.geo.vertical import read_crs, vertical_datum_of

US_FOOT = 1200 / 3937


@pytest.mark.parametrize(
    ("crs", "datum", "unit"),
    [
        ("EPSG:4326+5773", "egm96", 1.0),
        ("EPSG:32613+5773", "egm96", 1.0),
        ("EPSG:4979", "ellipsoid", 1.0),
        ("EPSG:32613+5703", "NAVD88", 1.0),
        ("EPSG:4269+6360", "NAVD88", US_FOOT),
        ("EPSG:4326+3855", "EGM2008", 1.0),
        ("EPSG:4326", None, None),
        ("EPSG:32613", None, None),
    ],
)
def test_what_a_crs_says_of_heights(crs, datum, unit):
    says = read_crs(crs)
    assert says.datum == datum == vertical_datum_of(crs)
    assert says.vertical_unit_m == (None if unit is None else pytest.approx(unit))


def test_horizontal_part():
    assert read_crs("EPSG:4326+5773").geographic
    state_plane = read_crs("EPSG:2225")
    assert not state_plane.geographic
    assert state_plane.unit_m == pytest.approx(US_FOOT)
    assert "EGM96" not in read_crs("EPSG:32613+5773").horizontal_wkt


def test_not_of_this_earth():
    with pytest.raises(InputError, match="not tied to the Earth"):
        read_crs(
            'ENGCRS["site",EDATUM["site"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],'
            'LENGTHUNIT["metre",1]]'
        )
    with pytest.raises(InputError, match="not understood"):
        read_crs("EPSG:999999")
