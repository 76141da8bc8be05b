"""Weights of chosen units as Table VI has them, and land that went from level to level."""

import csv
import datetime

import numpy as np
import pytest
import rasterio
from pyproj import Transformer

from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.security.moves import pairs_of
from missionplanner.ecology.engine.security.units import unit_weights
from missionplanner.ecology.security.grades import move_counts
from missionplanner.errors import InputError
from missionplanner.operations.security import WEIGHTS, weights_of_units
from missionplanner.operations.studies import OpenStudy
from tests.unit.ecology.engine.conftest import NORTH_WEST
from tests.unit.ecology.engine.security.conftest import CELL, DAYS
from tests.unit.ecology.security.written_out import variable_weights

DAY = datetime.date.fromisoformat(DAYS[1])
PIT = np.s_[30:50, 30:50]


def standardised(place, result, paper):
    """Return the indicators of the second epoch, (k, rows, columns), and whether all are known."""
    layers = []
    for spec in paper.indicators:
        with rasterio.open(place.out / f"security/indicators/{spec.key}_{DAY}.tif") as file:
            values = file.read(1).astype(float)
        low, high = result.limits[spec.key]
        x = (values - low) / (high - low)
        layers.append(x if spec.sign.value == "+" else 1 - x)
    stack = np.stack(layers)
    return stack, np.isfinite(stack).all(axis=0)


def mean_weights(place, result, paper, cells):
    """Return the mean over cells of the weights as the paper's equations are written out."""
    stack, known = standardised(place, result, paper)
    own = stack[:, cells][:, known[cells]]
    w0 = np.array([result.weights_cw[key] for key in paper.keys])
    edges = [result.thresholds[key] for key in paper.keys]
    rows = [
        variable_weights(x, w0, edges, result.adjustment, result.alpha)
        for x in own.reshape(len(w0), -1).T
    ]
    return np.mean(rows, axis=0), len(rows)


def test_weights_of_a_site_are_the_means_over_its_cells(whole, paper):
    study, place, result = whole
    inside = np.zeros((1,), bool)
    stack, _ = standardised(place, result, paper)
    inside = np.zeros(stack.shape[1:], bool)
    inside[PIT] = True
    (found,) = unit_weights(PreparedStudy(study, place), result, ["pit"], DAY)
    expected, cells = mean_weights(place, result, paper, inside)
    assert found.cells == cells
    assert list(found.weights_vw.values()) == pytest.approx(expected, abs=1e-6)
    assert sum(found.weights_vw.values()) == pytest.approx(1.0)


def test_a_place_is_its_cell(whole, paper):
    study, place, result = whole
    to_degrees = Transformer.from_crs(32616, 4326, always_xy=True)
    row, column = 41, 37
    x, y = NORTH_WEST[0] + CELL * (column + 0.5), NORTH_WEST[1] - CELL * (row + 0.5)
    lon, lat = to_degrees.transform(x, y)
    (found,) = unit_weights(PreparedStudy(study, place), result, [(lon, lat)], DAY)
    stack, _ = standardised(place, result, paper)
    inside = np.zeros(stack.shape[1:], bool)
    inside[row, column] = True
    expected, _ = mean_weights(place, result, paper, inside)
    assert found.cells == 1
    assert list(found.weights_vw.values()) == pytest.approx(expected, abs=1e-6)


def test_the_table_is_as_printed(whole, paper):
    study, place, result = whole
    opened = OpenStudy(place.folder / "study.json", study, place)
    weights_of_units(opened, result, ["pit", "wood"], "2015")
    with (place.out / WEIGHTS).open(encoding="utf-8-sig", newline="") as file:
        head, constant, *units = csv.reader(file)
    assert head == ["unit", *paper.keys] and constant[0] == "CW"
    assert [row[0] for row in units] == ["pit", "wood"]
    assert all(len(cell.partition(".")[2]) == 4 for row in (constant, *units) for cell in row[1:])


@pytest.mark.parametrize(
    ("units", "year", "words"),
    [
        (["nowhere"], None, "pit"),
        ([(0.0, 0.0)], None, "no cell of it"),
        (["pit"], "1999", "2014"),
    ],
)
def test_what_is_not_there_is_told(whole, units, year, words):
    study, place, result = whole
    opened = OpenStudy(place.folder / "study.json", study, place)
    with pytest.raises(InputError, match=words):
        weights_of_units(opened, result, units, year)


def test_land_goes_from_level_to_level(whole):
    _, place, result = whole
    (moves,) = result.moves
    assert (moves.first, moves.last) == DAYS
    for kind, table in (("cw", moves.cw_m2), ("vw", moves.vw_m2)):
        codes = []
        for day in DAYS:
            with rasterio.open(place.out / result.files[f"grade_{kind}_{day}"]) as file:
                codes.append(file.read(1))
        for a in range(5):
            for b in range(5):
                cells = ((codes[0] == a + 1) & (codes[1] == b + 1)).sum()
                assert table[a][b] == cells * 900.0


def test_cells_without_a_level_are_no_move():
    before = np.array([[0, 1, 2, 5]], np.uint8)
    after = np.array([[3, 0, 2, 1]], np.uint8)
    found = move_counts(before, after)
    assert found.sum() == 2 and found[1, 1] == 1 and found[4, 0] == 1


def test_epochs_are_compared_one_by_one_and_from_end_to_end():
    assert pairs_of(2) == ((0, 1),)
    assert pairs_of(4) == ((0, 1), (1, 2), (2, 3), (0, 3))
