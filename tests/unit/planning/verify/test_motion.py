import numpy as np
import pytest

from missionplanner.messages.catalogue import sentence
from missionplanner.planning.verify.motion import breaches, turns_of
from missionplanner.planning.verify.path import legs_of, samples
from tests.unit.planning.verify import sites
from tests.unit.planning.verify.sites import M300, Hop

GROUND = sites.flat(500)


def found(*hops, gradient=0.4, aircraft=M300):
    points = sites.waypoints(hops, GROUND)
    return {b.code: b for b in breaches(points, legs_of(points), aircraft, gradient)}


def test_a_level_flight_breaks_nothing():
    assert found(Hop(20, 20, 600), Hop(420, 20, 600), Hop(420, 60, 600)) == {}


def test_climb_rate_is_the_speed_over_ground_times_the_gradient():
    steep = 0.01 + M300.max_ascent_mps / 10
    assert "VERIFY-CLIMB" in found(Hop(0, 0, 600), Hop(100, 0, 600 + 100 * steep), gradient=2)
    gentle = M300.max_ascent_mps / 10 - 0.01
    assert found(Hop(0, 0, 600), Hop(100, 0, 600 + 100 * gentle), gradient=2) == {}


def test_descent_has_its_own_limit():
    steep = 0.01 + M300.max_descent_mps / 10
    hits = found(Hop(50, 0, 900), Hop(50, 0.5, 900), Hop(150, 0.5, 900 - 100 * steep), gradient=2)
    assert hits["VERIFY-CLIMB"].at == 1 and "descends" in sentence(hits["VERIFY-CLIMB"].told, "en")


def test_vertical_leg_climbs_at_its_speed_and_has_no_gradient():
    assert found(Hop(0, 0, 600, speed=3), Hop(0, 0, 650)) == {}
    assert "VERIFY-CLIMB" in found(Hop(0, 0, 600, speed=12), Hop(0, 0, 650))


def test_gradient():
    assert found(Hop(0, 0, 600, speed=3), Hop(100, 0, 640)) == {}
    assert "VERIFY-GRADIENT" in found(Hop(0, 0, 600, speed=3), Hop(100, 0, 640.2))
    assert "VERIFY-GRADIENT" in found(Hop(0, 0, 640.2, speed=3), Hop(100, 0, 600))


@pytest.mark.parametrize("speed", [0.0, 60.0, float("nan")])
def test_speed(speed):
    assert "VERIFY-SPEED" in found(Hop(0, 0, 600, speed=speed), Hop(100, 0, 600))


def test_distance_and_number_of_waypoints_and_ceiling():
    assert "VERIFY-LEG" in found(Hop(0, 0, 600), Hop(0.1, 0, 600), Hop(100, 0, 600))
    small = M300.model_copy(update={"max_waypoint_distance_m": 90.0, "max_waypoints": 2})
    hits = found(Hop(0, 0, 600), Hop(95, 0, 600), Hop(95, 50, 600), aircraft=small)
    assert set(hits) == {"VERIFY-LEG", "VERIFY-WAYPOINTS"}
    top = M300.service_ceiling_m
    assert found(Hop(0, 0, top), Hop(50, 0, top + 1))["VERIFY-CEILING"].at == 1


def test_turns_are_changes_of_heading_over_five_degrees():
    bend = 100 * np.tan(np.radians([4, 6]))
    hops = [Hop(0, 0, 600), Hop(100, 0, 600), Hop(200, bend[0], 600), Hop(300, bend[0], 600),
            Hop(400, bend[0] + bend[1], 600), Hop(300, bend[0], 600)]  # fmt: skip
    assert turns_of(legs_of(sites.waypoints(hops, GROUND))) == 2


def test_samples_add_up_and_lie_close():
    x, y, z = np.array([0.0, 30, 30]), np.array([0.0, 40, 40]), np.array([0.0, 0, 7])
    path = samples(x, y, z, 4.0)
    assert path.share_m.sum() == pytest.approx(57)
    step = np.sqrt(np.diff(path.x_m) ** 2 + np.diff(path.y_m) ** 2 + np.diff(path.z_m) ** 2)
    assert step.max() <= 4.0
    assert {(a, b, c) for a, b, c in zip(x, y, z, strict=True)} <= set(
        zip(path.x_m, path.y_m, path.z_m, strict=True)
    )
