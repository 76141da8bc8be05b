"""A course agrees with the judge about the same sortie."""

import numpy as np
import pytest

from missionplanner.planning.verify import verify
from missionplanner.planning.verify.course import course_of
from missionplanner.tasks.progress import Progress
from tests.unit.planning.verify import sites
from tests.unit.planning.verify.sites import Hop


@pytest.fixture(scope="module")
def flown():
    ground = sites.terrain(lambda x, y: 500 + 0.1 * x + 20 * np.sin(y / 60))
    hops = [
        Hop(20, 20, 640),
        Hop(200, 200, 650, strip=0),
        Hop(800, 200, 690),
        Hop(800, 240, 690, strip=1),
        Hop(200, 240, 650),
        Hop(20, 20, 640),
    ]
    scenario = sites.scenario(ground, sites.square(200, 190, 800, 250), wind=(3.0, -1.0))
    plan = sites.plan(sites.sortie(hops, ground), site=scenario)
    return course_of(plan.sorties[0], plan, scenario), verify(plan, scenario, Progress())


def test_sums_and_extremes_are_the_judges(flown):
    course, judged = flown
    told = judged.sorties[0]
    assert course.used_wh[-1] == pytest.approx(told.energy_wh, rel=1e-9)
    assert course.duration_s == pytest.approx(told.duration_s, rel=1e-9)
    assert len(course.shots) == told.photos
    at = course.tightest()
    assert at is not None
    # Sampled every 8 m instead of every 4: not nearer than the judge's, and hardly farther.
    assert -1e-6 <= course.clearance_m[at] - told.clearance_min_m < 0.5


def test_time_and_way_never_fall_and_it_lands_where_it_began(flown):
    course, _ = flown
    assert (np.diff(course.time_s) >= 0).all()
    assert (np.diff(course.along_m) >= 0).all()
    assert (np.diff(course.used_wh) >= -1e-9).all()
    first, last = course.at_time(-5.0), course.at_time(1e9)
    assert first.agl_m == pytest.approx(0.0, abs=1e-6)
    assert last.agl_m == pytest.approx(0.0, abs=1e-6)


def test_a_moment_on_a_strip_knows_its_heading_and_strip(flown):
    course, _ = flown
    along, away = course.nearest(sites.X0 + 500, sites.Y0 + 203)
    moment = course.at_way(along)
    assert away == pytest.approx(3.0, abs=0.1)
    assert moment.strip == 0
    assert moment.heading_deg == pytest.approx(90.0, abs=0.5)
    assert moment.speed_mps == pytest.approx(10.0)
    assert course.way_at(moment.time_s) == pytest.approx(along)


def test_images_lie_on_the_course(flown):
    course, _ = flown
    shots = course.shots
    for k in range(0, len(shots), 7):
        here = course.at_time(float(shots.time_s[k]))
        assert np.hypot(here.x_m - shots.x_m[k], here.y_m - shots.y_m[k]) < 0.5
    assert (np.diff(shots.time_s) > 0).all()
