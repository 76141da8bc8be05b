"""The judge of flat coverage and the rebuilt grids, on figures worked out by hand."""

import json
import sys

import numpy as np
import pytest
from shapely.affinity import rotate
from shapely.geometry import Polygon, box

from benchmarks.areas import AREAS, read_area
from benchmarks.baselines import mission_planner_like, qgc_like
from benchmarks.evaluate import evaluate
from benchmarks.peers import peers

FIELD = box(0, 0, 200, 100)
# Five lines of 200 m, 20 m apart, 10 m from the edges.
LAWN = np.array([(x, y) for k, y in enumerate(range(10, 100, 20))
                 for x in ((0, 200) if k % 2 == 0 else (200, 0))], dtype=float)  # fmt: skip


def test_a_lawn_covers_its_field_exactly():
    score = evaluate(LAWN, FIELD, 20.0)
    assert score.length_m == pytest.approx(5 * 200 + 4 * 20)
    assert score.turns == 8
    assert score.coverage == pytest.approx(1.0)
    assert score.ratio == pytest.approx(1080 / 1000)
    assert score.in_holes_m == score.outside_m == 0


def test_ends_are_flat():
    score = evaluate(np.array([(50.0, 50.0), (150.0, 50.0)]), FIELD, 20.0)
    assert score.coverage == pytest.approx(100 * 20 / 20_000)


def test_ground_covered_twice_counts_once():
    there_and_back = np.array([(50.0, 50.0), (150.0, 50.0), (50.0, 50.0)])
    score = evaluate(there_and_back, FIELD, 20.0)
    assert score.coverage == pytest.approx(100 * 20 / 20_000)
    assert (score.length_m, score.turns) == (200, 1)


def test_strips_too_far_apart_leave_gaps():
    # Bands of 20 m at y = 0, 24, 48, 72 and 4 m at 96; each of four gaps is crossed by a leg on an
    # edge of the field, half of whose band, 10 by 4 m, lies in the field.
    wide = np.array([(x, 1.2 * (y - 10) + 10) for x, y in LAWN])
    assert evaluate(wide, FIELD, 20.0).coverage == pytest.approx(0.848, abs=1e-6)


def test_metres_in_holes_and_outside():
    holed = Polygon(FIELD.exterior, [box(80, 40, 120, 60).exterior.coords])
    score = evaluate(np.array([(-30.0, 50.0), (230.0, 50.0)]), holed, 20.0)
    assert score.in_holes_m == pytest.approx(40 - 0.2)
    assert score.outside_m == pytest.approx(60 - 0.2)
    # The hole is not asked for: 160 of 160 m of the middle strip count.
    assert score.coverage == pytest.approx(160 * 20 / holed.area)


def test_along_an_edge_is_neither_inside_a_hole_nor_outside():
    holed = Polygon(FIELD.exterior, [box(80, 40, 120, 60).exterior.coords])
    edge = np.array([(0.0, 0.0), (200.0, 0.0), (200.0, 40.0), (80.0, 40.0)])
    score = evaluate(edge, holed, 20.0)
    assert score.in_holes_m == score.outside_m == 0


def test_gentle_bends_and_repeated_points_are_no_turns():
    path = np.array([(0.0, 50.0), (50.0, 50.0), (50.0, 50.0), (100.0, 54.0), (150.0, 50.0)])
    assert evaluate(path, FIELD, 20.0).turns == 1


def test_judgement_does_not_depend_on_the_frame():
    turned = np.array([rotate(Polygon([*LAWN]), 31, origin=(0, 0)).exterior.coords])[0][: len(LAWN)]
    straight, aslant = (
        evaluate(LAWN, FIELD, 20.0),
        evaluate(turned, rotate(FIELD, 31, origin=(0, 0)), 20.0),
    )
    assert aslant.length_m == pytest.approx(straight.length_m)
    assert aslant.coverage == pytest.approx(straight.coverage)
    assert aslant.turns == straight.turns


def test_qgc_keeps_the_outermost_crossings_and_flies_over_a_notch():
    # Lines at y = 10, 30, 50, 70, 90; four of them cross a notch of 40 m.
    notched = FIELD.difference(box(80, 20, 120, 100))
    assert evaluate(qgc_like(notched, 20.0, 90.0), notched, 20.0).outside_m == pytest.approx(
        4 * (40 - 0.2)
    )
    holed = Polygon(FIELD.exterior, [box(80, 40, 120, 60).exterior.coords])
    assert evaluate(qgc_like(holed, 20.0, 90.0), holed, 20.0).in_holes_m == pytest.approx(40 - 0.2)


def test_mission_planner_cuts_lines_at_a_notch():
    notched = FIELD.difference(box(80, 30, 120, 100))
    path = mission_planner_like(notched, 20.0, 90.0)
    lines = np.sort(path.reshape(-1, 2, 2)[:, :, 0], axis=1)
    short = lines[np.ptp(lines, axis=1) < 199]
    assert len(short) and set(map(tuple, np.round(short, 6))) == {(0, 80), (120, 200)}


def test_published_figures_of_the_rectangle(data_dir):
    # 47 lines of 1900 m and 46 steps of 40 m; 48 lines of 1870 m and 47 steps of 40 m.
    area, _ = read_area(data_dir / "benchmarks" / "areas" / "P1_rect.geojson")
    assert area.area == pytest.approx(1900 * 1870)
    lying = evaluate(qgc_like(area, 40.0, 90.0), area, 40.0)
    assert (round(lying.length_m), lying.turns) == (91_140, 92)
    standing = evaluate(qgc_like(area, 40.0, 0.0), area, 40.0)
    assert (round(standing.length_m), standing.turns) == (91_640, 94)
    assert standing.coverage == pytest.approx(1.0)


def test_published_figures_of_the_area_with_holes(data_dir):
    area, _ = read_area(data_dir / "benchmarks" / "areas" / "P3_holes.geojson")
    assert area.area == pytest.approx(3_327_672.5, rel=1e-5)
    score = evaluate(qgc_like(area, 40.0, 0.0), area, 40.0)
    assert round(score.length_m) == 91_640
    assert score.in_holes_m == pytest.approx(5_479, abs=8)
    assert (data_dir / "benchmarks" / "areas" / f"{AREAS[2]}.geojson").exists()


def test_absent_peers_are_told_with_the_way_to_install_them(tmp_path):
    with pytest.raises(SystemExit, match="pip install opencoverage"):
        list(peers(FIELD, 20.0, tmp_path / "no-python"))


def test_peers_are_asked_in_json(tmp_path):
    stand_in = tmp_path / "python"
    answer = json.dumps({"a": {"path": [[0, 0], [1, 1]], "seconds": 2}, "b": {"error": "no"}})
    stand_in.write_text(
        f"#!{sys.executable}\nimport sys\nsys.stdin.read()\nprint('''{answer}''')\n"
    )
    stand_in.chmod(0o755)
    (name, path, seconds, error), (_, nothing, _, told) = peers(FIELD, 20.0, stand_in)
    assert (name, path.shape, seconds, error) == ("a", (2, 2), 2, "")
    assert nothing is None and told == "no"
