import numpy as np
import pytest

from missionplanner.ecology.indicators import smooth_totals
from missionplanner.ecology.indicators.district_statistics import (
    checked,
    constant,
    inverse_distance,
    per_km2,
)
from missionplanner.ecology.indicators.smooth_totals import pycnophylactic
from missionplanner.errors import InputError

HALVES = np.repeat(np.array([[1, 1, 1, 2, 2, 2]], np.int32), 6, axis=0)


def test_each_cell_has_its_districts_figure_and_none_outside():
    districts = np.array([[0, 1], [2, 2]], np.int32)
    np.testing.assert_array_equal(
        constant(districts, np.array([10.0, 20.0])), [[np.nan, 10], [20, 20]]
    )


def test_total_is_spread_over_the_whole_district_also_where_the_raster_cuts_it():
    spread = per_km2(np.array([[1]], np.int32), np.array([300.0]), np.array([2e6]))
    assert spread[0, 0] == 150


def test_pycnophylactic_keeps_totals_and_smooths_the_border():
    totals = np.array([100.0, 900.0])
    made = pycnophylactic(HALVES, totals, 100.0)
    people = made * 100 * 100 / 1e6
    assert people[:, :3].sum() == pytest.approx(100)
    assert people[:, 3:].sum() == pytest.approx(900)
    flat = constant(HALVES, totals / 18)
    assert abs(people[2, 3] - people[2, 2]) < abs(flat[2, 3] - flat[2, 2])
    assert (np.diff(people[2]) > 0).all()


def test_pycnophylactic_leaves_outside_empty():
    districts = HALVES.copy()
    districts[0] = 0
    made = pycnophylactic(districts, np.array([10.0, 10.0]), 100.0)
    assert np.isnan(made[0]).all()
    assert np.nansum(made) * 0.01 == pytest.approx(20)


def test_inverse_distance_meets_the_figures_and_stays_between_them():
    x, y, f = np.array([5.0, 95.0]), np.array([95.0, 5.0]), np.array([1.0, 3.0])
    made = inverse_distance(x, y, f, 0, 100, 10, (10, 10))
    assert made[0, 0] == pytest.approx(1)
    assert made[9, 9] == pytest.approx(3)
    assert made[0, 9] == pytest.approx(2)
    assert ((made >= 1) & (made <= 3)).all()


@pytest.mark.parametrize(
    ("figures", "words"),
    [({"north": 1.0}, "no figure for south"), ({"north": 1.0, "south": np.nan}, "south is not")],
)
def test_district_without_a_statistic_is_named(figures, words):
    with pytest.raises(InputError, match=words):
        checked(["north", "south"], figures, "population")


def test_impossible_totals_are_refused():
    with pytest.raises(InputError, match="negative"):
        pycnophylactic(HALVES, np.array([-1.0, 2.0]), 30.0)
    with pytest.raises(InputError, match="district 3 has no cell"):
        pycnophylactic(HALVES, np.array([1.0, 2.0, 3.0]), 30.0)


def test_totals_spread_in_files_and_in_strips_are_those_spread_in_memory(tmp_path, monkeypatch):
    districts = np.zeros((23, 17), np.int32)
    districts[2:, :8], districts[2:14, 8:], districts[14:, 9:] = 1, 2, 3
    totals = np.array([100.0, 900.0, 20.0])
    whole = pycnophylactic(districts, totals, 100.0, rounds=30)
    monkeypatch.setattr(smooth_totals, "IN_MEMORY_CELLS", 0)
    monkeypatch.setattr(smooth_totals, "_STRIP_CELLS", 17 * 5)
    told = []
    with smooth_totals.planes(*districts.shape, tmp_path) as room:
        room.codes.write(0, districts)
        strips = list(smooth_totals.smoothed(room, totals, 100.0, 30, told.append))
        assert len(list(tmp_path.iterdir())) == 3
    assert [first for first, _ in strips] == [0, 5, 10, 15, 20]
    np.testing.assert_array_equal(np.concatenate([strip for _, strip in strips]), whole)
    assert told[-1] == 1.0 and not list(tmp_path.iterdir())
