from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from shapely.geometry import LineString

from missionplanner.airspace import obstacles
from missionplanner.airspace.obstacles import height_floor_m
from missionplanner.model.airspace import PowerLine, Threats
from missionplanner.terrain.dem import Terrain

X0, Y0, CELL = 500_000.0, 4_180_000.0, 10.0
Maker = Callable[[NDArray[np.float64]], Terrain]


def floor_of(terrain: Terrain, *corners: tuple[float, float]) -> NDArray[np.float64]:
    line = LineString([(X0 + x, Y0 + y) for x, y in corners])
    power_line = PowerLine("line", terrain.frame.unproject(line), height_m=45, clearance_m=30)
    return height_floor_m(Threats(power_lines=(power_line,)), terrain)


def test_no_line_no_floor(slope_terrain: Terrain) -> None:
    assert (height_floor_m(Threats(), slope_terrain) == -np.inf).all()


def test_flat_ground_has_one_floor_within_the_clearance_and_half_a_cell(
    make_terrain: Maker,
) -> None:
    floor = floor_of(make_terrain(np.full((60, 80), 600.0)), (100, 300), (600, 300))
    column = floor[:, 30]  # rows 10 m apart, line on row 30
    assert (column[27:34] == 600 + 45 + 30).all()
    assert (column[:27] == -np.inf).all()
    assert (column[34:] == -np.inf).all()
    assert floor[30, 6] == -np.inf  # 40 m before the end: more than 30 + 7.07
    assert floor[30, 7] == 675


def test_the_floor_follows_the_slope_under_the_line(slope_terrain: Terrain) -> None:
    floor = floor_of(slope_terrain, (100, 300), (700, 300))
    on_line = floor[30, 20:60]
    ground = slope_terrain.height_m[30, 20:60]
    assert (on_line >= ground + 75).all()
    assert (on_line <= ground + 75 + 3.001).all()  # at most one cell's rise more


def test_uphill_of_a_line_the_higher_ground_counts(make_terrain: Maker) -> None:
    steep = 600.0 + 8.0 * np.tile(np.arange(60.0)[:, None], (1, 80))
    floor = floor_of(make_terrain(steep), (100, 300), (600, 300))
    assert floor[33, 30] == pytest.approx(steep[33, 30] + 75)
    assert steep[30, 30] + 75 <= floor[27, 30] <= steep[31, 30] + 75


def test_wires_over_a_ravine_do_not_go_down_with_the_ground(make_terrain: Maker) -> None:
    ravine = np.full((60, 80), 600.0)
    ravine[:, 30:40] = 540.0
    terrain = make_terrain(ravine)
    assert floor_of(terrain, (100, 300), (600, 300))[30, 35] == 675


def test_vertices_too_far_apart_for_towers_make_no_chord(make_terrain: Maker) -> None:
    ravine = np.full((60, 140), 600.0)
    ravine[:, 60:80] = 540.0
    floor = floor_of(make_terrain(ravine), (100, 300), (1200, 300))
    assert floor[30, 70] == 540 + 75


def test_unknown_ground_takes_the_highest_known_under_the_span(make_terrain: Maker) -> None:
    holed = 600.0 + np.tile(np.arange(80.0), (60, 1))
    holed[25:36, 35:45] = np.nan
    floor = floor_of(make_terrain(holed), (100, 300), (600, 300))
    assert floor[30, 40] == pytest.approx(660 + 75)
    assert np.isfinite(floor[30, 10:60]).all()


def test_two_lines_keep_the_higher_floor(make_terrain: Maker) -> None:
    terrain = make_terrain(np.full((60, 80), 600.0))
    line = terrain.frame.unproject(LineString([(X0 + 100, Y0 + 300), (X0 + 600, Y0 + 300)]))
    both = Threats(power_lines=(PowerLine("low", line, 20, 30), PowerLine("high", line, 60, 10)))
    floor = height_floor_m(both, terrain)
    assert floor[30, 30] == 670
    assert floor[33, 30] == 650


def test_of_a_line_across_a_country_only_what_is_near_is_looked_at(
    make_terrain: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked: list[int] = []
    ground_at = obstacles._ground_at

    def counted(span: LineString, along: NDArray[np.float64], terrain: Terrain):
        walked.append(len(along))
        return ground_at(span, along, terrain)

    monkeypatch.setattr(obstacles, "_ground_at", counted)
    terrain = make_terrain(600.0 + np.tile(np.arange(80.0), (60, 1)))
    far = floor_of(terrain, (-300_000, 300), (300_000, 300))
    # Where the line leaves the terrain, the highest ground known along it counts.
    rows, cols = np.nonzero(np.isfinite(far))
    assert set(cols) == set(range(80)) and max(walked) < 1000
    lifted = far[rows, cols] - terrain.height_m[rows, cols]
    inside = (cols > 2) & (cols < 77)
    assert (lifted >= 75).all() and (lifted[inside] <= 77.001).all()
