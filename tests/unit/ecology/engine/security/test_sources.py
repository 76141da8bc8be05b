import dataclasses

import numpy as np
import pytest
import shapely

from missionplanner.ecology.engine.bands.shapes import Named, middles
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.security.from_shapes import smooth_figures
from missionplanner.ecology.engine.security.sampling import sampled
from missionplanner.ecology.engine.security.yearbook import FiguresOfYear, figures
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.security_inputs import Statistics
from missionplanner.raster.files import epsg_wkt
from missionplanner.raster.grid import Grid
from missionplanner.tasks.progress import silent
from tests.unit.ecology.engine.conftest import write_band

GRID = Grid.north_up(500_000.0, 4_000_000.0, 30.0, 40, 20, epsg_wkt(32616))
TABLE = Statistics(districts="d", table="t", indicators={})


def book(tmp_path, *rows):
    path = tmp_path / "book.csv"
    path.write_text("district,year,people\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_figures_are_those_of_the_year(tmp_path):
    path = book(tmp_path, "a,2014,5", "a,2015,6", "b,2014,7.5", "b,2015,")
    assert figures(path, TABLE, "people", 2014).figures == {"a": 5.0, "b": 7.5}
    assert figures(path, TABLE, "people", 2015) == FiguresOfYear({"a": 6.0})


def test_figures_that_only_stand_for_none_are_none(tmp_path):
    path = book(tmp_path, "a,2014,5", "b,2014,-9999", "c,2014,NA", "d,2014,7.5")
    assert figures(path, TABLE, "people", 2014).figures == {"a": 5.0, "d": 7.5}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["a,2014,many"], "row 2.*'many' is not a number"),
        (["a,2014,5", "a,2014,6"], "row 3.*twice"),
        (["a,2013,5"], "2014"),
        (["a,2014,inf"], "not a number"),
    ],
)
def test_a_wrong_table_is_told_by_its_row(tmp_path, rows, words):
    with pytest.raises(InputError, match=words):
        figures(book(tmp_path, *rows), TABLE, "people", 2014)


def test_years_between_two_of_the_table_are_taken_as_asked_and_said(tmp_path):
    path = book(tmp_path, "a,2010,10", "b,2010,4", "a,2015,20", "b,2015,9", "a,2013,", "a,1990,?")
    told = figures(path, TABLE, "people", 2012)
    assert told.figures == pytest.approx({"a": 14.0, "b": 6.0})
    assert sentence(told.from_years) == "figures in a straight line between 2010 and 2015"
    nearest = TABLE.model_copy(update={"between_years": "nearest"})
    told = figures(path, nearest, "people", 2013)
    assert told.figures == {"a": 20.0, "b": 9.0}
    assert "2015" in sentence(told.from_years)
    refuse = TABLE.model_copy(update={"between_years": "refuse"})
    with pytest.raises(InputError, match=r"no figure of 'people' in 2012.*2010, 2015"):
        figures(path, refuse, "people", 2012)


@pytest.mark.parametrize("year", [2009, 2016])
def test_no_figure_is_carried_on_beyond_the_table(tmp_path, year):
    path = book(tmp_path, "a,2010,10", "a,2015,20")
    with pytest.raises(InputError, match=f"in {year}"):
        figures(path, TABLE, "people", year)


def test_figures_that_stand_in_the_study_are_read_as_those_of_a_table(tmp_path):
    rows = {"a": {2010: 0.1, 2015: 20.0}, "b": {2010: 4.0, 2015: 9.5}}
    lines = [f"{name},{year},{value!r}" for name in rows for year, value in rows[name].items()]
    own = Statistics.model_validate(
        {
            "districts": "d",
            "indicators": {},
            "figures": [
                {"district": name, "year": year, "figures": {"people": value}}
                for name in rows
                for year, value in rows[name].items()
            ],
        }
    )
    for year in (2010, 2012, 2015):
        read = figures(book(tmp_path, *lines), TABLE, "people", year)
        assert figures(None, own, "people", year) == read
    with pytest.raises(InputError, match=r"study's figures.*no figure of 'people' in 2016"):
        figures(None, own, "people", 2016)
    own = own.model_copy(update={"figures": (*own.figures, own.figures[0])})
    with pytest.raises(InputError, match=r"row 5.*a stands twice in 2010"):
        figures(None, own, "people", 2010)


def test_a_missing_column_names_those_there(tmp_path):
    with pytest.raises(InputError, match="people"):
        figures(book(tmp_path, "a,2014,5"), TABLE, "gdp", 2014)


def test_middles_are_points_and_centroids():
    shapes = [shapely.Point(1, 2), shapely.MultiPoint([(3, 4), (5, 6)]), shapely.box(0, 0, 4, 2)]
    x, y = middles(shapes)
    assert x.tolist() == [1, 3, 5, 2]
    assert y.tolist() == [2, 4, 6, 1]


def test_smooth_figures_keep_the_share_of_a_district_cut_by_the_edge(tmp_path):
    whole = shapely.box(500_000, 3_999_400, 500_600, 4_000_000)
    cut = shapely.box(500_600, 3_999_400, 501_800, 4_000_000)  # half of it lies off the grid
    far = shapely.box(600_000, 3_999_400, 600_600, 4_000_000)
    districts = Named(("whole", "far", "cut"), (whole, far, cut))
    totals = np.array([100.0, 5.0, 60.0])
    kept = smooth_figures(districts, totals, GRID, "float64", tmp_path / "p.npy", silent())
    people = np.load(kept.path) * 900 / 1e6
    assert people[:, :20].sum() == pytest.approx(100)
    assert people[:, 20:].sum() == pytest.approx(30)


def test_samples_lie_on_one_grid_whatever_the_blocks(tmp_path):
    rows, columns = np.mgrid[:20, :40]
    values = (100 * rows + columns).astype("float32")
    values[0:10] = np.nan
    write_band(tmp_path / "a.tif", values, nodata=float("nan"))
    write_band(tmp_path / "b.tif", (values + 1).astype("float32"), nodata=float("nan"))
    paths = {"a": tmp_path / "a.tif", "b": tmp_path / "b.tif"}
    place = RunPlace(tmp_path, tmp_path, block_cells=7, workers=1)
    found = sampled(paths, GRID, 100, place, silent())
    whole = sampled(paths, GRID, 100, dataclasses.replace(place, block_cells=64), silent())
    assert sorted(found.values["a"]) == sorted(whole.values["a"])
    np.testing.assert_array_equal(found.values["a"] + 1, found.values["b"])
    # Half is nodata: a step of 3 would give too few, 2 gives 100 of 400.
    assert found.step == 2
    assert found.values["a"].size == 100
    all_cells = sampled(paths, GRID, 10_000, place, silent())
    assert all_cells.values["a"].size == 400


def test_no_place_in_common_is_told(tmp_path):
    write_band(tmp_path / "a.tif", np.full((20, 40), np.nan, "float32"), nodata=float("nan"))
    place = RunPlace(tmp_path, tmp_path, workers=1)
    with pytest.raises(InputError, match="no place"):
        sampled({"a": tmp_path / "a.tif"}, GRID, 100, place, silent())
