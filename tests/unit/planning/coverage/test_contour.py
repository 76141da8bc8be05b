import numpy as np
import pytest

from missionplanner.planning.coverage.contour import contour_angle, slope_field


@pytest.mark.parametrize("steepest_deg", [0.0, 30.0, 90.0, 140.0])
def test_the_contour_direction_lies_across_the_slope(steepest_deg):
    y, x = np.mgrid[0:100, 0:120] * 10.0
    a = np.radians(steepest_deg)
    field = slope_field(0.3 * (x * np.cos(a) + y * np.sin(a)), 0.0, 0.0, 10.0)
    inner = (field.x > 200) & (field.x < 900) & (field.y > 200) & (field.y < 800)
    found = np.degrees(contour_angle(field, inner))
    assert (found - steepest_deg - 90.0 + 90.0) % 180.0 - 90.0 == pytest.approx(0.0, abs=0.5)


def test_level_ground_and_an_empty_mask_give_east():
    field = slope_field(np.full((30, 30), 500.0), 0.0, 0.0, 10.0)
    assert contour_angle(field, np.ones(len(field.x), np.bool_)) == 0.0
    assert contour_angle(field, np.zeros(len(field.x), np.bool_)) == 0.0
