import numpy as np
import pytest

from missionplanner.ecology.indicators.productivity import productivity, refuse_hdf
from missionplanner.ecology.indicators.soil_carbon import by_code, organic_matter, unit_values
from missionplanner.errors import InputError


@pytest.fixture
def table(tmp_path):
    def write(text: str):
        path = tmp_path / "hwsd.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_unit_of_two_soils_has_their_mean_by_share(table):
    path = table("MU_GLOBAL,SHARE,T_OC\n11,60,1.0\n11,40,2.0\n12,100,0.5\n13,100,\n14,50,-9\n")
    assert unit_values(path, "MU_GLOBAL", "T_OC", "SHARE") == pytest.approx({11: 1.4, 12: 0.5})


def test_cells_take_their_units_value_and_rock_has_none():
    found = by_code(np.array([[11, 12], [13, -1]], np.int32), {11: 1.4, 12: 0.5})
    np.testing.assert_array_equal(found, [[1.4, 0.5], [np.nan, np.nan]])
    assert organic_matter(np.array([1.0]))[0] == pytest.approx(1.724)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MU_GLOBAL,SHARE\n1,2\n", "no column 'T_OC'"),
        ("MU_GLOBAL,SHARE,T_OC\n1,2,rich\n", "row 2: column 'T_OC': 'rich' is not a number"),
    ],
)
def test_damaged_tables_are_told_by_row(table, text, words):
    with pytest.raises(InputError, match=words):
        unit_values(table(text), "MU_GLOBAL", "T_OC", "SHARE")


def test_npp_is_scaled_and_fill_values_are_nothing():
    found = productivity(np.array([[0.0, 12345.0, 32766.0, 32761.0, np.nan]]))
    np.testing.assert_allclose(found, [[0, 1.2345, np.nan, np.nan, np.nan]])


def test_hdf4_is_refused_with_the_way_out():
    refuse_hdf("npp.tif")
    with pytest.raises(InputError, match="gdal_translate"):
        refuse_hdf("MOD17A3HGF.A2020001.h28v06.hdf")
