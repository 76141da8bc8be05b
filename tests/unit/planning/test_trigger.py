"""Images closer together where crests ask it, and no closer than that."""

from dataclasses import replace

import pytest

from missionplanner.aircraft.catalogue import sensor
from missionplanner.planning.trigger import DENSEST, apart, densest, factor_of, notes_of, thinned
from missionplanner.planning.verify import sight_of
from missionplanner.tasks.progress import silent
from tests.unit.planning.verify import sites

P1 = sensor("p1-35")


@pytest.fixture(scope="module")
def ground():
    return sites.flat()


@pytest.fixture(scope="module")
def site(ground):
    return sites.scenario(ground, sites.square(200, 200, 800, 800))


def flown_at(height_m, site, ground):
    lawn = sites.lawn(80, 920, 80, 920, 41.1, 500.0 + height_m)
    plan = sites.plan(sites.sortie(lawn, ground), site=site)
    return apart(plan, DENSEST)


def test_images_lie_no_closer_than_the_camera_bears():
    assert densest(P1, 117.0, 14.7) == DENSEST
    # 68.57 m along from 100 m, a fifth of it in 0.7 s: 19.6 m/s.
    assert densest(P1, 100.0, 18.0) == pytest.approx(18.0 * 0.7 / (0.2 * 24 / 35 * 100))
    assert densest(P1, 100.0, 30.0) == 1.0, "the speed is what yields, not the overlap"
    assert densest(P1, 100.0, 10.0, 0.9) == 0.9
    assert densest(sensor("l2-lidar"), 100.0, 10.0) == 1.0


def test_over_flat_ground_images_lie_as_asked(site, ground):
    close = flown_at(100.0, site, ground)
    found = thinned(close, site, 0.95, 0.995, 10.0, silent())
    assert factor_of(found.settings, 0.8) == pytest.approx(1.0)
    assert found.sorties is close.sorties and found.settings.spacing_m == close.settings.spacing_m
    assert notes_of(found, close.sensor) == ()


def test_over_high_ground_images_lie_as_close_as_it_takes(site, ground):
    # Nearer to the ground than reckoned, each frame is shorter: the lines still see all of it.
    close = flown_at(92.0, site, ground)
    found = thinned(close, site, 0.95, 0.995, 10.0, silent())
    factor = factor_of(found.settings, 0.8)
    assert DENSEST < factor < 1.0
    assert found.settings.interval_s == pytest.approx(found.settings.trigger_distance_m / 10.0)
    enough = sight_of(found, site, silent(), 10.0)
    assert enough.overlap_ok_share >= 0.95
    asked = apart(found, 1.0 / factor)
    assert sight_of(asked, site, silent(), 10.0).overlap_ok_share < 0.95
    (note,) = notes_of(found, close.sensor)
    assert note.code == "planning.denser"
    assert note.values == pytest.approx({"laid": 100 - 20 * factor, "asked": 80.0})


def test_where_the_closest_do_not_suffice_they_stay_so(site, ground):
    close = flown_at(60.0, site, ground)
    assert thinned(close, site, 0.95, 0.995, 10.0, silent()).settings == close.settings


def test_images_that_lie_as_asked_are_not_looked_at(site, ground):
    close = flown_at(100.0, site, ground)
    plan = apart(close, 1.0 / factor_of(close.settings, 0.8))
    blind = replace(plan, sorties=())
    assert thinned(blind, site, 0.95, 0.995, 10.0, silent()) is blind
