import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from missionplanner.ecology.erosion import flow
from missionplanner.ecology.erosion.flow import accumulate, flood
from missionplanner.errors import InputError

FLOWS = ["multiple", "d8"]


def cells(height, flow="multiple"):
    return accumulate(flood(np.asarray(height, float)), flow).cells


def south_slope(rows, cols):
    return np.repeat(np.arange(rows, 0, -1.0)[:, None], cols, axis=1)


def test_on_a_plane_each_column_counts_its_rows():
    assert np.array_equal(cells(south_slope(7, 5), "d8"), np.arange(1.0, 8)[:, None] * np.ones(5))


def test_multiple_flow_on_a_wide_plane_counts_the_rows_away_from_the_sides():
    wide = cells(south_slope(6, 41))
    assert wide[:, 20] == pytest.approx(np.arange(1.0, 7))


def test_multiple_flow_shares_by_the_tangent_to_the_power_of_eleven_tenths():
    height = np.full((3, 3), 9.0)
    height[1, 1], height[1, 2], height[2, 2] = 8.0, 6.0, 5.0
    straight, diagonal = 2.0**1.1, (3.0 / np.sqrt(2.0)) ** 1.1
    flooded = flood(height)
    counted = accumulate(flooded).cells
    # East also passes on to the corner; what reaches it are its own share and the higher rim's.
    one_cell = np.array(height)
    one_cell[0, :], one_cell[:, 0], one_cell[2, :2] = np.nan, np.nan, np.nan
    alone = cells(one_cell)
    assert alone[1, 2] == pytest.approx(1.0 + straight / (straight + diagonal))
    assert alone[2, 2] == pytest.approx(3.0)
    assert counted[2, 2] == pytest.approx(9.0)


@pytest.mark.parametrize("flow", FLOWS)
def test_water_spreads_from_a_cone_evenly_to_all_sides(flow):
    y, x = np.mgrid[-8:9, -8:9]
    counted = cells(-np.hypot(x, y), flow)
    assert counted[8, 8] == 1.0
    turned = np.rot90(counted)
    if flow == "multiple":
        assert counted == pytest.approx(turned)
    assert counted.min() == 1.0


def test_a_funnel_drains_to_its_hole_in_the_data():
    y, x = np.mgrid[-8:9, -8:9]
    height = np.hypot(x, y)
    height[8, 8] = np.nan
    counted = accumulate(flood(height))
    assert np.isnan(counted.cells[8, 8])
    ring = counted.cells[7:10, 7:10]
    assert np.nansum(ring[[0, 1, 1, 2], [1, 0, 2, 1]]) == pytest.approx(288.0)


def test_a_pit_is_filled_to_its_lowest_rim_and_drains_over_it():
    height = south_slope(9, 9)
    height[4, 4] = -50.0
    flooded = flood(height)
    assert flooded.height_m[4, 4] == height[5, 4]
    assert np.array_equal(np.delete(flooded.height_m, 40), np.delete(height, 40))
    assert accumulate(flooded, "d8").cells[8].sum() == 81.0


def test_a_pit_within_a_pit_is_filled_once_to_the_outer_rim():
    height = np.full((9, 9), 10.0)
    height[1:8, 1:8], height[3:6, 3:6], height[4, 4] = 4.0, 1.0, 2.0
    height[8, 4] = 5.0
    filled = flood(height).height_m
    assert np.all(filled[1:8, 1:8] == 5.0)
    assert np.all(filled[0] == 10.0)


@pytest.mark.parametrize("flow", FLOWS)
def test_a_flat_leaves_by_its_edge_and_nothing_is_lost(flow):
    counted = accumulate(flood(np.zeros((12, 7))), flow)
    assert counted.outflow_cells == 84.0
    assert counted.cells.min() == 1.0


def test_a_flat_behind_one_gap_leaves_all_through_the_gap():
    height = np.full((7, 7), 10.0)
    height[1:6, 1:6] = 3.0
    height[6, 3] = 2.0
    assert cells(height, "d8")[6, 3] >= 26.0


def test_raised_ground_is_never_lowered_and_has_a_way_out():
    rng = np.random.default_rng(3)
    height = rng.normal(size=(60, 50)).cumsum(0)
    flooded = flood(height)
    assert np.all(flooded.height_m >= height)
    ways = [(0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1)]
    for row in range(1, 59):
        for column in range(1, 49):
            step = ways[flooded.parent[row, column]]
            there = flooded.height_m[row + step[0], column + step[1]]
            assert there <= flooded.height_m[row, column]


def test_the_dem_given_is_left_as_it_was_and_its_type_kept():
    height = np.full((5, 5), 4.0, np.float32)
    height[2, 2] = 1.0
    before = height.copy()
    assert flood(height).height_m.dtype == np.float32
    assert np.array_equal(height, before)


def test_a_dem_without_heights_is_refused():
    with pytest.raises(InputError, match="no cell has a height"):
        flood(np.full((4, 4), np.nan))


SURFACES = hnp.arrays(
    np.float64,
    hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=12),
    elements=st.sampled_from([0.0, 1.0, 2.0, 3.5, 7.0, np.nan]),
)


@settings(max_examples=150, deadline=None)
@given(SURFACES, st.sampled_from(FLOWS))
def test_what_leaves_is_the_number_of_cells(height, flow):
    valid = np.isfinite(height)
    if not valid.any():
        return
    counted = accumulate(flood(height), flow)
    assert counted.outflow_cells == pytest.approx(valid.sum())
    assert np.array_equal(np.isfinite(counted.cells), valid)
    assert counted.cells[valid].min() >= 1.0


def filled_slowly(height):
    """Lower a full bath until no cell can fall (Planchon & Darboux 2001): another way to fill."""
    valid = np.isfinite(height)
    bath = np.where(valid, np.inf, -np.inf)
    padded = np.pad(bath, 1, constant_values=-np.inf)
    while True:
        around = np.min(
            [
                padded[1 + r : padded.shape[0] - 1 + r, 1 + c : padded.shape[1] - 1 + c]
                for r in (-1, 0, 1)
                for c in (-1, 0, 1)
            ],
            axis=0,
        )
        level = np.where(valid, np.maximum(height, around), -np.inf)
        if np.array_equal(level, padded[1:-1, 1:-1]):
            return np.where(valid, level, np.nan)
        padded[1:-1, 1:-1] = level


@settings(max_examples=100, deadline=None)
@given(SURFACES)
def test_filled_heights_are_those_of_another_way_to_fill(height):
    if np.isfinite(height).any():
        assert np.array_equal(flood(height).height_m, filled_slowly(height), equal_nan=True)


def test_a_flood_handed_on_in_pieces_counts_as_one_in_memory(monkeypatch):
    height = np.random.default_rng(5).normal(size=(70, 60)).cumsum(0)
    height[20:30, 20:30], height[50:, 40] = -9.0, np.nan
    whole = flood(height)
    counted = accumulate(whole)
    monkeypatch.setattr(flow, "PIECE_CELLS", 500)
    pieces, filled = [], height.copy()
    parent = flow.fill(filled, pieces.append)
    assert max(map(len, pieces)) == 500 and sum(map(len, pieces)) == np.isfinite(height).sum()
    np.testing.assert_array_equal(np.concatenate(pieces), whole.order)
    np.testing.assert_array_equal(filled, whole.height_m)
    single = np.empty(height.shape, np.float32)
    outflow = flow.drain(filled, parent, pieces[::-1], "multiple", flow.FREEMAN_EXPONENT, single)
    assert outflow == pytest.approx(counted.outflow_cells, rel=1e-6)
    np.testing.assert_allclose(single, counted.cells, rtol=1e-6)
