import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from missionplanner.ecology.landscape.metrics import landscape, moving_window
from missionplanner.errors import InputError

TOUCHING = np.ones((3, 3))


def test_one_class_is_one_patch_without_diversity():
    found = landscape(np.full((4, 5), 7), 10.0)
    assert found.patch_density == pytest.approx(1e6 / (20 * 100))
    assert found.diversity == 0
    # Perimeter 180 m, area 2000 m2.
    assert found.fractal_dimension == pytest.approx(2 * np.log(45) / np.log(2000))


def test_cells_that_touch_by_a_corner_are_one_patch():
    found = landscape(np.array([[1, 2], [2, 1]]), 1.0)
    assert found.patch_density == pytest.approx(2 / 4 * 1e6)
    assert found.diversity == pytest.approx(np.log(2))
    # Each patch: two cells, no shared side: perimeter 8, area 2.
    assert found.fractal_dimension == pytest.approx(2 * np.log(2) / np.log(2))


def test_patch_of_one_square_metre_has_dimension_one():
    assert landscape(np.array([[1]]), 1.0).fractal_dimension == 1


@given(st.integers(0, 2**32 - 1), st.integers(2, 4))
@settings(max_examples=30, deadline=None)
def test_patches_are_those_that_scipy_labels(seed, classes):
    cover = np.random.default_rng(seed).integers(0, classes, (9, 11))
    patches = sum(ndimage.label(cover == k, TOUCHING)[1] for k in range(classes))
    assert landscape(cover, 3.0).patch_density == pytest.approx(patches / (99 * 9) * 1e6)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_window_sees_what_the_cut_out_map_holds(seed):
    cover = np.random.default_rng(seed).choice([1, 5, 9, 255], (12, 14), p=[0.5, 0.3, 0.1, 0.1])
    found = moving_window(cover, 30.0, 5, nodata=255)
    for row, col in ((0, 0), (6, 7), (11, 13), (1, 12)):
        part = cover[max(0, row - 2) : row + 3, max(0, col - 2) : col + 3]
        if cover[row, col] == 255:
            assert np.isnan(found.patch_density[row, col])
            continue
        alone = landscape(part, 30.0, nodata=255)
        assert found.patch_density[row, col] == pytest.approx(alone.patch_density)
        assert found.diversity[row, col] == pytest.approx(alone.diversity)
        assert found.fractal_dimension[row, col] == pytest.approx(alone.fractal_dimension)


def test_number_of_threads_changes_nothing():
    cover = np.random.default_rng(1).integers(0, 3, (20, 17))
    one, three = (moving_window(cover, 1.0, 7, threads=t) for t in (1, 3))
    np.testing.assert_array_equal(one.fractal_dimension, three.fractal_dimension)
    np.testing.assert_array_equal(one.patch_density, three.patch_density)


@pytest.mark.parametrize("size", [1, 4])
def test_window_needs_a_middle(size):
    with pytest.raises(InputError, match="no middle"):
        moving_window(np.ones((5, 5), int), 1.0, size)


def test_map_without_classes_is_refused():
    with pytest.raises(InputError, match="no cell"):
        landscape(np.full((3, 3), 255), 1.0, nodata=255)
