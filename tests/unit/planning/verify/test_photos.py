import math

import numpy as np
import pytest

from missionplanner.model.sensor import TriggerMode
from missionplanner.planning.verify.flight_lines import flight_lines
from missionplanner.planning.verify.photos import photos_of, strips_of
from tests.unit.planning.verify import sites
from tests.unit.planning.verify.sites import X0, Y0, Hop

GROUND = sites.flat()
TURN_MPS2 = sites.M300.turn_acceleration_mps2


def taken(hops, trigger=TriggerMode.DISTANCE):
    return photos_of((sites.sortie(hops, GROUND),), sites.SETTINGS, trigger, TURN_MPS2)


def test_first_image_at_the_start_last_before_the_end():
    photos = taken([Hop(100, 200, 600, strip=0), Hop(199, 200, 600), Hop(300, 200, 600)])
    assert np.allclose(photos.cameras[:, 0] - X0, [100, 118, 136, 154, 172, 190])
    assert np.allclose(photos.cameras[:, 1:3] - [Y0, 0], [200, 600])


def test_a_clock_slows_down_with_the_aircraft():
    """From a hover at 2 m/s2: 5 m/s are reached after 2.5 s and 6.25 m."""
    photos = taken([Hop(100, 200, 600, strip=0, speed=5), Hop(154, 200, 600)], TriggerMode.TIME)
    wanted = [100, 103.24, 111.75, 120.75, 129.75, 138.75, 147.65, 153.51]
    assert np.allclose(photos.cameras[:, 0] - X0, wanted, atol=0.4)


def test_image_exactly_at_the_end_is_taken():
    assert len(taken([Hop(100, 200, 600, strip=0), Hop(190, 200, 600)])) == 6


def test_distance_is_counted_in_space():
    # 3-4-5: 80 m on the map, 60 m up, 100 m in space.
    photos = taken([Hop(100, 200, 600, strip=0), Hop(180, 200, 660)])
    assert np.allclose(np.diff(photos.cameras[:, 0]), 18 * 0.8)
    assert np.allclose(np.diff(photos.cameras[:, 2]), 18 * 0.6)


def test_trigger_runs_on_round_a_bend_and_heading_follows_the_leg():
    photos = taken([Hop(100, 200, 600, strip=0), Hop(110, 200, 600, strip=0), Hop(110, 240, 600)])
    # The bend is an arc of radius 1.207 m that cuts the corner by 0.5 m.
    far = 208 + 2 * 1.2071 - 1.2071 * math.pi / 2
    wanted = [[100, 200], [110, far], [110, far + 18]]
    assert np.allclose(photos.cameras[:, :2] - [X0, Y0], wanted, atol=0.01)
    assert np.allclose(photos.cameras[:, 3:], [[1, 0], [0, 1], [0, 1]])


def test_trigger_starts_anew_on_each_strip_and_rests_in_transit():
    hops = [Hop(100, 200, 600, strip=0), Hop(150, 200, 600), Hop(150, 300, 600, strip=1),
            Hop(100, 300, 600)]  # fmt: skip
    photos = taken(hops)
    # The other strip is entered half way through an arc that begins d before the corner.
    d = 3 / math.tan(math.pi / 8)
    first, rest = 150 - d * (1 - math.sqrt(0.5)), 18 - d * math.pi / 4
    wanted = [100, 118, 136, first, 150 - d - rest, 150 - d - rest - 18]
    assert np.allclose(photos.cameras[:, 0] - X0, wanted, atol=0.02)


def test_neighbouring_strips_without_transit_are_two():
    hops = [Hop(100, 200, 600, strip=0), Hop(150, 200, 600, strip=1), Hop(150, 300, 600)]
    assert [s.number for s in strips_of((sites.sortie(hops, GROUND),), TURN_MPS2)] == [0, 1]


def test_camera_with_a_clock_follows_the_speed():
    strip = Hop(100, 200, 600, strip=0, speed=5)
    hops = [Hop(20, 200, 600, speed=5), strip, Hop(154, 200, 600, speed=5), Hop(300, 200, 600)]
    photos = taken(hops, TriggerMode.TIME)
    assert np.allclose(photos.cameras[:, 0] - X0, 100 + 9 * np.arange(7))
    assert photos.shortest_s == pytest.approx(1.8)


def test_camera_on_its_own_loses_half_an_interval():
    hops = [Hop(20, 200, 600), Hop(100, 200, 600, strip=0), Hop(154, 200, 600), Hop(300, 200, 600)]
    photos = taken(hops, TriggerMode.SELF)
    assert np.allclose(photos.cameras[:, 0] - X0, [109, 127, 145])


def test_time_between_images_is_that_of_the_fastest_strip():
    hops = [Hop(100, 200, 600, strip=0, speed=10), Hop(200, 200, 600),
            Hop(200, 300, 600, strip=1, speed=12), Hop(0, 300, 600)]  # fmt: skip
    photos = taken(hops)
    assert photos.shortest_s == pytest.approx(1.5)
    assert photos.shortest_in.number == 1


def lines_of(*sorties):
    return flight_lines([strip.points_m for strip in strips_of(sorties, TURN_MPS2)])


def test_pieces_of_one_line_in_two_sorties_are_one_flight_line():
    first = sites.sortie([Hop(100, 200, 600, strip=0), Hop(200, 200, 600)], GROUND, 1)
    other = sites.sortie([Hop(100, 300, 600, strip=0), Hop(200, 300, 600)], GROUND, 2)
    rest = sites.sortie([Hop(400, 200.5, 600, strip=7), Hop(300, 200, 600)], GROUND, 3)
    assert lines_of(first, other, rest) == [0, 1, 0]
    found = photos_of((first, other, rest), sites.SETTINGS, TriggerMode.DISTANCE, TURN_MPS2)
    lines = found.lines
    assert np.all(np.diff(lines) >= 0) and set(lines) == {0, 1}


def test_parallel_strips_and_a_bent_one_are_their_own_lines():
    a = sites.sortie([Hop(100, 200, 600, strip=0), Hop(200, 200, 600)], GROUND)
    b = sites.sortie([Hop(100, 203, 600, strip=1), Hop(200, 203, 600)], GROUND)
    bent = [Hop(100, 200, 600, strip=2), Hop(150, 220, 600, strip=2), Hop(200, 200, 600)]
    assert lines_of(a, b, sites.sortie(bent, GROUND)) == [0, 1, 2]


def arc(begin_deg, end_deg, radius_m=300.0):
    turn = np.radians(np.linspace(begin_deg, end_deg, 8))
    return np.column_stack((radius_m * np.cos(turn), radius_m * np.sin(turn)))


def test_a_bent_line_cut_by_a_battery_or_a_zone_is_one():
    halves, beyond_a_zone = [arc(0, 40), arc(75, 40)], arc(85, 120)
    assert flight_lines([*halves, beyond_a_zone]) == [0, 0, 0]
    # A neighbouring lane is another, and so is what lies too far round the bend to see.
    assert flight_lines([arc(0, 40), arc(0, 40, 340.0), arc(100, 140)]) == [0, 1, 2]


def test_image_on_a_vertical_leg_looks_along_the_strip():
    hops = [Hop(100, 200, 600, strip=0), Hop(100, 200, 640, strip=0), Hop(100, 260, 640)]
    photos = taken(hops)
    assert np.allclose(photos.cameras[:, 3:], [0, 1])
    assert math.isclose(photos.cameras[1, 2], 618)


def test_plan_without_survey_has_no_image():
    photos = taken([Hop(100, 200, 600), Hop(200, 200, 600)])
    assert len(photos) == 0 and photos.shortest_in is None
