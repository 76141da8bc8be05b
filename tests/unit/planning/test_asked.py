"""What is turned when the verifier asks for more: margin at edges, spacing elsewhere."""

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import box

from missionplanner.aircraft.catalogue import sensor
from missionplanner.airspace.zones import HardZone
from missionplanner.model.places import Altitude, Datum
from missionplanner.model.plan import PlanIntent
from missionplanner.planning.plan_as_asked import plan_as_asked
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.problem import MARGIN_SHARE
from missionplanner.planning.tighten import WIDEST, Setting, edge_lacks, turned
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import silent
from tests.unit.planning.test_run import at
from tests.unit.planning.verify import sites

P1 = sensor("p1-35")
START = Setting(1.0, MARGIN_SHARE, 100.0, 10.0)


@pytest.fixture(scope="module")
def site():
    return sites.scenario(sites.flat(), sites.square(100, 100, 900, 900))


@pytest.fixture(scope="module")
def judged(site):
    """A verification of flat ground, whose rasters the tests draw anew."""
    ground = sites.flat()
    plan = sites.plan(sites.sortie(sites.lawn(80, 920, 80, 920, 41.1, 600), ground), site=site)
    return verify(plan, site, silent())


def lacking(judged, where):
    strips = np.full_like(judged.rasters.strips, 9)
    strips[where] = 1
    views = replace(judged.rasters, strips=strips, images=np.full_like(judged.rasters.images, 99))
    return replace(judged, rasters=views, overlap_ok_share=0.9, gsd_p95_m=0.01)


def test_missing_lines_at_the_edge_widen_the_margin(site, judged):
    found = lacking(judged, np.s_[:6])
    assert edge_lacks(site, START, P1, found)
    wider = turned(site, START, P1, found)
    assert wider.margin_share > START.margin_share and wider.spacing_factor == 1.0
    asked = START
    for _ in range(6):
        asked = turned(site, asked, P1, found)
    assert asked.margin_share == WIDEST and asked.spacing_factor < 1.0, "then the spacing"


def test_no_line_lies_beyond_an_edge_in_a_zone(site, judged):
    found = lacking(judged, np.s_[:6])
    shut = replace(site, zones=(HardZone("south", sites.square(0, 0, 1000, 99)),))
    assert not edge_lacks(shut, START, P1, found)
    tighter = turned(shut, START, P1, found)
    assert tighter.spacing_factor < 1.0 and tighter.margin_share == START.margin_share
    over = HardZone(
        "over", sites.square(0, 0, 1000, 99), floor=Altitude(value_m=300, datum=Datum.AGL)
    )
    assert edge_lacks(replace(site, zones=(over,)), START, P1, found), "flown below"


def test_no_line_lies_beyond_an_edge_of_the_terrain(site, judged):
    found = lacking(judged, np.s_[:6])
    whole = site.terrain
    ground = replace(whole, y0_m=whole.y0_m + 100.0, height_m=whole.height_m[20:])
    assert not edge_lacks(replace(site, terrain=ground), START, P1, found)


def test_missing_lines_within_tighten_the_spacing(site, judged):
    found = lacking(judged, np.s_[70:90, 60:100])
    assert not edge_lacks(site, START, P1, found)
    tighter = turned(site, START, P1, found)
    assert tighter.spacing_factor < 1.0 and tighter.margin_share == START.margin_share


def test_enough_is_left_alone(site, judged):
    assert turned(site, START, P1, replace(judged, overlap_ok_share=0.96, gsd_p95_m=0.01)) == START


def test_a_thin_area_is_seen_by_three_lines():
    scenario = hill_scenario(PlanIntent(seed=1, evaluations=10))
    thin = at(scenario, box(300, 300, 900, 312))
    plan, found = plan_as_asked(thin, P1, silent())
    assert found.overlap_ok_share >= 0.95
    lines = {int(n) for s in plan.sorties for n in s.waypoints.strip if n >= 0}
    assert len(lines) == 3
