"""What is drawn in space, as arrays."""

import numpy as np
import pytest
from shapely.geometry import Point, box

from missionplanner.ui.terrain3d.shapes import (
    MOST_CELLS,
    HeightsOver,
    lay_over,
    terrain_mesh,
    volume,
)

CENTRE = (100.0, 200.0, 500.0)
RED, BLUE = (1.0, 0.0, 0.0, 0.25), (0.0, 0.0, 1.0, 0.5)


def test_cells_with_unknown_corners_are_left_out() -> None:
    height = np.full((3, 4), 510.0, np.float32)
    height[0, 0] = np.nan
    rgba = np.full((3, 4, 4), 255, np.uint8)
    mesh = terrain_mesh(100 + 10.0 * np.arange(4), 200 + 10.0 * np.arange(3), height, rgba, CENTRE)
    assert len(mesh.corners) == 12
    assert len(mesh.faces) == 2 * (2 * 3 - 1)
    assert 0 not in mesh.faces, "no face touches the unknown corner"
    assert mesh.corners[-1].tolist() == [30.0, 20.0, 10.0]


def test_a_large_terrain_is_thinned() -> None:
    side = 3 * MOST_CELLS
    axis = np.arange(side, dtype=np.float64)
    height, rgba = np.zeros((side, side), np.float32), np.zeros((side, side, 4), np.uint8)
    assert len(terrain_mesh(axis, axis, height, rgba, CENTRE).corners) <= MOST_CELLS**2


def test_a_zone_stands_between_its_floor_and_its_top() -> None:
    zone = box(0, 0, 100, 60).difference(Point(50, 30).buffer(10))
    slope = HeightsOver(20.0, lambda x, y: 500.0 + 0.1 * x)
    mesh = volume(zone, HeightsOver(480.0), slope, (RED, BLUE), CENTRE)
    z = mesh.corners[:, 2] + CENTRE[2]
    assert z.min() == pytest.approx(480.0)
    assert z.max() == pytest.approx(530.0)
    assert mesh.faces.max() < len(mesh.corners) == len(mesh.colours)
    lid = mesh.faces[(mesh.colours[mesh.faces[:, 0]] == BLUE).all(axis=1)]
    a, b, c = (mesh.corners[lid[:, k], :2].astype(float) for k in range(3))
    (ux, uy), (vx, vy) = (b - a).T, (c - a).T
    area = 0.5 * np.abs(ux * vy - uy * vx).sum()
    assert area == pytest.approx(zone.area, rel=1e-4), "the hole has no lid"


def test_ground_that_is_not_known_counts_as_the_mean_of_the_rest() -> None:
    heights = HeightsOver(5.0, lambda x, y: np.where(x < 2, 10.0 * x, np.nan))
    assert heights(np.array([0.0, 1.0, 7.0]), np.zeros(3)).tolist() == [5.0, 15.0, 10.0]


def test_a_picture_lies_where_its_rectangle_is_and_shows_the_relief_through() -> None:
    axis = np.arange(0.0, 50.0, 10.0)
    rgba = np.full((5, 5, 4), 150, np.uint8)
    picture = np.zeros((2, 2, 4), np.uint8)
    picture[0, 0] = (200, 0, 0, 255)
    lay_over(rgba, axis, axis, picture, (5.0, 5.0, 30.0, 30.0))
    assert rgba[1, 1, :3].tolist() == [200, 0, 0]
    assert rgba[2, 2, :3].tolist() == [150, 150, 150], "transparent: relief"
    assert rgba[4, 4, :3].tolist() == [150, 150, 150], "beside the picture: relief"
