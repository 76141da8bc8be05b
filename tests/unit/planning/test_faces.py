"""Faces: what counts as one, strips before it, and how squarely and finely it is seen."""

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import LineString, box

from missionplanner.aircraft.catalogue import sensor
from missionplanner.airspace.zones import HardZone
from missionplanner.errors import PlanRefused
from missionplanner.model.patterns import Pattern, PatternAsked, StripAim
from missionplanner.model.plan import Ceiling, PlanIntent
from missionplanner.planning.coverage.strips import unpacked
from missionplanner.planning.face_distance import under_ceiling
from missionplanner.planning.face_ground import SteepGround
from missionplanner.planning.face_pieces import face_pieces
from missionplanner.planning.face_strips import face
from missionplanner.planning.intent import choice_of
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.problem import problem_of
from missionplanner.planning.scenario import of_sensor
from missionplanner.planning.verify import verify
from missionplanner.planning.verify.flight_lines import lines_aimed
from missionplanner.tasks.progress import silent
from tests.unit.planning.steep_sites import CONE_AREA, WALL_AREA, cone, scenario, wall
from tests.unit.planning.verify.sites import X0, Y0

P1 = sensor("p1-35")
DISTANCE_M = 50.0


def asking(**more):
    return PlanIntent(seed=1, evaluations=1, pattern=Pattern.FACE, **more)


def flown(site):
    site = of_sensor(site, P1.key)
    plan = plan_sensor(site, P1, silent(), agl_m=DISTANCE_M, speed_mps=5.0)
    return plan, verify(plan, site, silent())


@pytest.fixture(scope="module")
def before_the_wall():
    return flown(scenario(wall, WALL_AREA, (250, 200), asking()))


@pytest.fixture(scope="module")
def around_the_cone():
    return flown(scenario(cone, CONE_AREA, (150, 150), asking()))


def test_a_wall_is_looked_at_along_its_normal_from_the_distance_asked(before_the_wall):
    plan, found = before_the_wall
    aims = np.array([(aim.pitch_deg, aim.yaw_deg) for aim in plan.aims])
    assert np.median(aims[:, 0]) == pytest.approx(-30.0, abs=2.0)
    assert np.abs(aims[:, 1] - 90.0).max() < 2.0  # it falls to the west
    assert found.gsd_p50_m == pytest.approx(plan.settings.gsd_m, rel=0.05)
    for sortie in plan.sorties:
        points = sortie.waypoints
        on_strip = (points.strip >= 0) & (np.abs(points.egm96_m - 560.0) < 20.0)
        if on_strip.any():  # the face's plane: x = 350 at its foot, 60 degrees steep
            out = (points.egm96_m - 500.0) * 0.5 - (points.x_m - X0 - 350.0) * np.sin(np.pi / 3)
            assert np.median(out[on_strip]) == pytest.approx(DISTANCE_M, abs=3.0)


@pytest.mark.parametrize("site", ["before_the_wall", "around_the_cone"])
def test_faces_are_seen_squarely_finely_and_often_enough(site, request):
    _, found = request.getfixturevalue(site)
    assert found.ok and found.promised.square >= 0.95 and found.promised.fine >= 0.98
    assert found.seen_share >= 0.995 and found.overlap_ok_share >= 0.95
    assert "VERIFY-INCIDENCE" not in {f.code for f in found.findings}


def test_a_cone_is_looked_at_from_all_sides(around_the_cone):
    plan, _ = around_the_cone
    yaw = sorted({round(aim.yaw_deg, 3) for aim in plan.aims})
    assert len(yaw) >= 8 and max(np.diff(yaw, append=yaw[0] + 360.0)) < 60.0


def test_a_face_seen_from_above_is_told_to_be_aslant(before_the_wall):
    plan, _ = before_the_wall
    site = of_sensor(scenario(wall, WALL_AREA, (250, 200), asking()), P1.key)
    down = tuple(replace(aim, pitch_deg=-75.0) for aim in plan.aims)
    found = verify(replace(plan, aims=down), site, silent())
    assert "VERIFY-INCIDENCE" in {f.code for f in found.findings} and found.promised.square < 0.95


def test_ground_that_is_nowhere_steep_is_refused():
    gentle = scenario(lambda x, _y: 500.0 + 0.2 * x, WALL_AREA, (250, 200), asking())
    with pytest.raises(PlanRefused) as refused:
        of_sensor(gentle, P1.key)
    assert refused.value.code == "planning.no_face"


def test_the_least_slope_of_a_face_is_asked():
    views = PatternAsked(face_from_deg=65.0)
    with pytest.raises(PlanRefused):
        of_sensor(scenario(wall, WALL_AREA, (250, 200), asking(views=views)), P1.key)


def test_the_distance_keeps_to_the_ceiling():
    def most_m(**more):
        rise = np.tan(np.radians(60.0))
        high = scenario(lambda x, _y: 500.0 + np.clip((x - 350.0) * rise, 0.0, 200.0), WALL_AREA,
                        (250, 200), asking(**more))  # fmt: skip
        site = of_sensor(high, P1.key)
        return under_ceiling(site, choice_of(site.intent, P1, site.aircraft)).agl_m[1]

    assert most_m() == pytest.approx(0.5 * 117.0, abs=4.0)  # twice as high as far off
    assert most_m(ceiling=Ceiling.NEAREST) == pytest.approx(112.0)


def test_strips_one_above_the_other_are_lines_of_their_own():
    low = np.array([[0.0, 0.0, 500.0], [100.0, 0.0, 500.0]])
    goes_on, above = np.add(low, (120.0, 0.0, 1.0)), np.add(low, (0.0, 0.0, 12.0))
    aside, down = StripAim(-30.0, 0.0), StripAim(-90.0, 0.0)
    assert lines_aimed([low, above, goes_on], [aside] * 3) == [0, 1, 0]
    assert lines_aimed([low, above, goes_on], [down] * 3) == [0, 0, 0]
    assert lines_aimed([low, low], [aside, down]) == [0, 1]


def test_walls_whose_cells_differ_in_slope_alone_are_flown_once():
    # Walls of benches, whose slope a DEM shows as anything from 45 to 65 degrees.
    rng = np.random.default_rng(1)
    rise = np.tan(np.radians(rng.uniform(45.0, 65.0, (40, 40))))
    ground = SteepGround(np.ones((40, 40), np.bool_), rise, np.zeros((40, 40)))
    (piece,) = face_pieces(ground, ground.steep, 2.0, 30.0)
    assert piece.slope_rad == pytest.approx(np.radians(55.0), abs=0.03)
    rise[:, :20] *= -1.0  # half of them fall to the other side: no one aim is for both
    assert len(face_pieces(ground, ground.steep, 2.0, 30.0)) >= 2


def test_strips_before_faces_end_where_ways_may_begin():
    site = scenario(wall, WALL_AREA, (250, 200), asking())
    shut = HardZone("hut", box(X0 + 280, Y0 + 320, X0 + 380, Y0 + 380))
    site = of_sensor(replace(site, zones=(shut,)), P1.key)
    problem = problem_of(site, P1, agl_m=DISTANCE_M)
    lines = unpacked(face(problem, 0.0).strips)
    free = problem.keep_out.blocked.buffer(0.4)
    assert lines and not any(free.intersects(LineString(xy + problem.origin)) for xy in lines)
