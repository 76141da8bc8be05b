import numpy as np
import pytest

from missionplanner.ecology.erosion.gradient import Gradient, horn, zevenbergen_thorne
from missionplanner.ecology.erosion.slopes import desmet_govers, one_cell, slope_factors

CELL_M = 10.0


def plane(east_tan, south_tan, rows=9, cols=8):
    y, x = np.mgrid[0:rows, 0:cols] * CELL_M
    return 500.0 - east_tan * x - south_tan * y


def ground_of(slope_deg):
    slope = np.radians(np.atleast_2d(np.asarray(slope_deg, float)))
    return Gradient(slope, np.ones(slope.shape))


def steep_of(slope_deg, method):
    return one_cell(ground_of(slope_deg), CELL_M, method).steepness[0]


@pytest.mark.parametrize("gradient", [horn, zevenbergen_thorne])
def test_a_plane_has_its_own_slope_and_width_of_flow(gradient):
    ground = gradient(plane(0.3, 0.4), CELL_M)
    inner = (slice(1, -1), slice(1, -1))
    assert ground.slope_rad[inner] == pytest.approx(np.arctan(0.5))
    assert ground.flow_width[inner] == pytest.approx(0.6 + 0.8)


def test_one_sided_differences_keep_the_slope_at_the_edge_where_repeating_the_edge_halves_it():
    height = plane(0.0, 0.2)
    assert zevenbergen_thorne(height, CELL_M).slope_rad == pytest.approx(np.arctan(0.2))
    assert horn(height, CELL_M).slope_rad[0] == pytest.approx(np.arctan(0.1))


@pytest.mark.parametrize("gradient", [horn, zevenbergen_thorne])
def test_a_hole_in_the_data_is_a_hole_and_its_neighbours_keep_a_slope(gradient):
    height = plane(0.1, 0.2)
    height[4, 4] = np.nan
    slope = gradient(height, CELL_M).slope_rad
    assert np.isnan(slope).sum() == 1 and np.isnan(slope[4, 4])
    assert np.all(np.tan(slope[np.isfinite(slope)]) < 0.23)


def test_a_flat_has_no_slope_and_the_width_of_one_cell():
    ground = zevenbergen_thorne(np.full((3, 3), 7.0, np.float32), CELL_M)
    assert np.all(ground.slope_rad == 0.0) and np.all(ground.flow_width == 1.0)


def test_steepness_takes_mccools_two_lines_and_lius_from_ten_degrees():
    degrees = np.array([0.0, 5.0, 5.3, 9.99, 10.0, 30.0])
    sine = np.sin(np.radians(degrees))
    mccool = np.where(degrees < 5.15, 10.8 * sine + 0.03, 16.8 * sine - 0.5)
    assert steep_of(degrees, "mccool") == pytest.approx(mccool)
    liu = np.where(degrees >= 10.0, 21.91 * sine - 0.96, mccool)
    assert steep_of(degrees, "mccool-liu") == pytest.approx(liu)


def test_exponent_is_the_one_of_agriculture_handbook_703():
    # Handbook 703, table 4-5, moderate ratio of rill to interrill: m by slope in per cent
    for percent, m in [(1.0, 0.15), (5.0, 0.40), (10.0, 0.52), (20.0, 0.61), (50.0, 0.71)]:
        ground = ground_of(np.degrees(np.arctan(percent / 100)))
        length = one_cell(ground, 221.3 * np.cos(ground.slope_rad[0, 0]), "mccool").length
        assert np.log10(length[0, 0]) == pytest.approx(m, abs=0.02)


def test_length_is_that_of_the_unit_plot_at_its_own_length():
    ground = ground_of(np.degrees(np.arctan(0.09)))
    cell_m = 22.13 * np.cos(ground.slope_rad[0, 0])
    assert one_cell(ground, cell_m, "mccool").length == pytest.approx(1.0)


def test_segments_of_a_slope_average_to_the_whole_slopes_factor():
    # Foster & Wischmeier: the mean of the segments' L is L of the whole length, whatever the cells
    ground, count = ground_of(np.full(30, 12.0)), np.arange(30.0)[None]
    factors = desmet_govers(ground, count * CELL_M**2, CELL_M, "mccool", None)
    m = np.log(one_cell(ground_of(12.0), 221.3, "mccool").length[0, 0]) / np.log(
        10.0 / np.cos(np.radians(12.0))
    )
    assert factors.length.mean() == pytest.approx((300.0 / 22.13) ** m)


def test_flow_toward_a_corner_is_wider_and_so_shorter():
    slope = np.full((1, 2), 0.2)
    ground = Gradient(slope, np.array([[1.0, np.sqrt(2.0)]]))
    length = desmet_govers(ground, np.full((1, 2), 5000.0), CELL_M, "mccool", None).length
    assert length[0, 1] < length[0, 0]


def test_slopes_longer_than_the_longest_count_as_the_longest():
    ground = ground_of([12.0, 12.0, 12.0])
    inlet_m2 = np.array([[2900.0, 2951.0, 1e9]])
    length = desmet_govers(ground, inlet_m2, CELL_M, "mccool", 305.0).length[0]
    assert length[0] < length[1] == length[2]
    assert desmet_govers(ground, inlet_m2, CELL_M, "mccool", None).length[0, 2] > 10 * length[2]


def test_a_longest_slope_below_one_cell_leaves_the_cell_alone():
    ground = ground_of([12.0])
    alone = desmet_govers(ground, np.zeros((1, 1)), CELL_M, "mccool", 1.0)
    assert alone.length == desmet_govers(ground, np.zeros((1, 1)), CELL_M, "mccool").length


def test_valleys_get_longer_slopes_than_ridges():
    y, x = np.mgrid[0:40, 0:41] * CELL_M
    factors = slope_factors(0.3 * np.abs(x - 200.0) - 0.1 * y, CELL_M, longest_m=None)
    assert factors.length[30, 18] > 2 * factors.length[30, 3]
    one = slope_factors(0.3 * np.abs(x - 200.0) - 0.1 * y, CELL_M, length_method="one-cell")
    assert one.length[30, 18] == pytest.approx(one.length[30, 3])
    assert np.array_equal(one.ls, one.length * one.steepness)
