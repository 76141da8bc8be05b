"""The ground that an image shows, against what geometry says."""

import numpy as np
import pytest

from missionplanner.aircraft.camera import footprint_m as flat_footprint_m
from missionplanner.aircraft.catalogue import sensor
from missionplanner.operations.footprint import footprint_m

P1 = sensor("p1-35")
NORTH = (0.0, 1.0)


def level(height_m: float):
    return lambda x, y: np.full(np.shape(x), height_m)


def extent(outline: np.ndarray) -> np.ndarray:
    return np.ptp(outline, axis=0)


def test_over_flat_ground_it_is_the_frame_of_the_camera() -> None:
    outline = footprint_m(P1, (10.0, 20.0, 600.0), NORTH, level(500.0))
    assert extent(outline) == pytest.approx(flat_footprint_m(P1.camera, 100.0), rel=1e-3)
    assert outline.mean(axis=0) == pytest.approx((10.0, 20.0), abs=0.1)


def test_it_turns_with_the_heading() -> None:
    across, along = flat_footprint_m(P1.camera, 100.0)
    outline = footprint_m(P1, (0.0, 0.0, 600.0), (1.0, 0.0), level(500.0))
    assert extent(outline) == pytest.approx((along, across), rel=1e-3)


def test_a_slope_is_met_earlier_uphill_than_downhill() -> None:
    outline = footprint_m(P1, (0.0, 0.0, 600.0), NORTH, lambda x, y: 500.0 + 0.5 * x)
    uphill, downhill = outline[:, 0].max(), -outline[:, 0].min()
    half = 0.5 * P1.camera.sensor_width_mm / P1.camera.focal_mm
    # A ray of slope `half` meets ground that rises by 0.5 where 100 - x / half = 0.5 x.
    assert uphill == pytest.approx(100 * half / (1 + 0.5 * half), rel=0.01)
    assert downhill == pytest.approx(100 * half / (1 - 0.5 * half), rel=0.01)


def test_where_no_ground_is_known_it_is_cut_as_if_it_went_on_level() -> None:
    def known_in_the_west(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.where(np.asarray(x) <= 5.0, 500.0, np.nan)

    outline = footprint_m(P1, (0.0, 0.0, 600.0), NORTH, known_in_the_west)
    assert np.isfinite(outline).all()
    assert extent(outline) == pytest.approx(flat_footprint_m(P1.camera, 100.0), rel=0.02)


def test_a_tilted_view_lies_ahead_of_the_camera_by_its_own_pitch() -> None:
    half = np.arctan(P1.camera.sensor_height_mm / 2 / P1.camera.focal_mm)
    east = (1.0, 0.0)
    outline = footprint_m(P1, (0.0, 0.0, 600.0), east, level(500.0), pitch_deg=-45.0)
    reach = 100.0 * np.tan(np.pi / 4 + np.array((-half, half)))
    assert (outline[:, 0].min(), outline[:, 0].max()) == pytest.approx(tuple(reach), rel=1e-3)
