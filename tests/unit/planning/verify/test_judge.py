"""Whole plans on made-up ground, then spoilt on purpose."""

from dataclasses import replace

import numpy as np
import pytest
import rasterio
from shapely.geometry import MultiPolygon

from missionplanner.aircraft.overlap import needed, views_per_line
from missionplanner.airspace.zones import HardZone
from missionplanner.errors import OutputError, PlanRefused
from missionplanner.model.finding import Severity
from missionplanner.planning.verify import verify
from missionplanner.planning.verify.limits import clearance_limit_m
from missionplanner.planning.verify.outputs import write_rasters
from missionplanner.planning.verify.precompile_verify import warm
from missionplanner.tasks.progress import Cancelled, Progress, silent
from tests.unit.planning.verify import sites
from tests.unit.planning.verify.sites import GENERIC, SETTINGS, Hop, square

GROUND = sites.flat(500)
WANTED = square(300, 300, 700, 700)
# Strips and images reach beyond the area by what the overlap takes at its border.
HOPS = sites.lawn(220, 780, 197.25, 808, 41.1, 600)
SITE = sites.scenario(GROUND, WANTED)


def judged(hops=HOPS, site=SITE, settings=SETTINGS, cell_m=None, limit_wh=400.0):
    sortie = sites.sortie(hops, site.terrain, limit_wh=limit_wh)
    return verify(sites.plan(sortie, site=site, settings=settings), site, silent(), cell_m=cell_m)


def codes(verification):
    return {f.code for f in verification.findings}


def moved(hops, dx=0.0, dy=0.0, dz=0.0):
    return [replace(h, x=h.x + dx, y=h.y + dy, z=h.z + dz) for h in hops]


def test_a_good_plan_has_no_finding():
    found = judged()
    assert found.findings == () and found.ok
    assert found.seen_share == 1 and found.overlap_ok_share == 1
    assert found.flyable_m2 == pytest.approx(160_000)
    assert found.area_m2 == pytest.approx(160_000, rel=1e-6)
    assert found.zone_m == 0
    assert found.clearance_min_m == pytest.approx(100) and found.agl_min_m == pytest.approx(100)
    # The pixel below the camera, and the farther ones of the nearest frames.
    assert 0.025 <= found.gsd_p50_m <= found.gsd_p95_m < 0.0265
    # 560 m of strip less the corners cut at its ends, 18 m apart.
    assert found.photos == 15 * 31
    assert found.turns == 30
    assert found.climb_m == 0 and found.max_climb_mps == 0


def cut(angle):
    """What an arc saves that passes 3 m beside a corner, or begins at most 10 m before it."""
    damping = min(10.0, 3 / np.tan(angle / 4))
    return 2 * damping - damping * angle / np.tan(angle / 2)


def test_length_is_geodesic():
    legs = np.diff([(h.x, h.y) for h in HOPS], axis=0)
    length = np.hypot(*legs.T)
    cosine = (legs[1:] * legs[:-1]).sum(axis=1) / (length[1:] * length[:-1])
    saved = sum(cut(np.arccos(c)) for c in cosine)
    # The UTM frame shrinks by 0.9996 to 0.9998 here.
    assert judged().length_m == pytest.approx((length.sum() - saved) / 0.9997, rel=2e-4)


def test_shifted_into_a_zone_it_is_an_error():
    zone = HardZone("tower", square(850, 100, 950, 900))
    site = replace(SITE, zones=(zone,))
    assert judged(site=site).zone_m == 0
    found = judged(moved(HOPS, dx=100), site)
    assert {f.code: f.severity for f in found.findings}["VERIFY-ZONE"] is Severity.ERROR
    # 15 strips reach 30 m in, seven turns of 41.1 m run within, and the way home leaves it aslant.
    way_home = 30 * np.hypot(760, 752.65) / 760
    turns = 14 * cut(np.pi / 2) + cut(np.pi - np.arctan(752.65 / 760))
    assert found.zone_m == pytest.approx(15 * 30 + 7 * 41.1 + way_home - turns, rel=0.01)
    message = next(f for f in found.findings if f.code == "VERIFY-ZONE")
    assert "tower" in message.message and "S1 at 116.0" in message.place("en")


def test_every_second_strip_left_out_the_overlap_falls_but_all_is_seen():
    found = judged(sites.without_strips(HOPS, lambda k: k % 2 == 1))
    assert found.seen_share == 1
    assert found.overlap_ok_share < 0.05
    assert codes(found) == {"VERIFY-OVERLAP"} and found.ok


def test_a_gap_is_an_error_that_tells_where():
    found = judged(sites.without_strips(HOPS, lambda k: 6 <= k <= 9))
    # Between strips 5 and 10, 205.5 m apart, 205.5 - 137 m are unseen: 68.5 of 400.
    assert found.seen_share == pytest.approx(1 - 68.5 / 400, abs=0.01)
    unseen = next(f for f in found.findings if f.code == "VERIFY-UNSEEN")
    lon, lat = map(float, unseen.place("en").split(" at ")[1].split(", "))
    x, y = sites.FRAME.forward(lon, lat)
    assert y - sites.Y0 == pytest.approx(197.25 + 7.5 * 41.1, abs=5)
    assert x - sites.X0 == pytest.approx(500, abs=5)


def test_lowered_by_sixty_metres():
    found = judged(moved(HOPS, dz=-60))
    assert {"VERIFY-CLEARANCE", "VERIFY-OVERLAP"} <= codes(found)
    assert found.clearance_min_m == pytest.approx(40)
    assert clearance_limit_m(GENERIC, SITE.intent) == pytest.approx(60)


def test_raised_the_ground_is_seen_too_coarsely():
    found = judged(moved(HOPS, dz=60))
    assert found.gsd_p50_m == pytest.approx(0.04, rel=0.05)
    assert "VERIFY-GSD" in codes(found)


def test_too_much_energy_for_the_battery():
    spent = judged().energy_wh
    assert judged(limit_wh=spent + 0.1).ok
    assert "VERIFY-ENERGY" in codes(judged(limit_wh=spent - 0.1))
    assert "VERIFY-ENERGY" in codes(judged(HOPS * 3))


def test_images_faster_than_the_sensor():
    fast = [replace(h, speed=18.5) for h in HOPS]
    assert "VERIFY-INTERVAL" in codes(judged(fast))


def test_wires_are_kept_above():
    floor = SITE.floor_m.copy()
    floor[:, 100:110] = 640.0
    found = judged(site=replace(SITE, floor_m=floor))
    # 50 m of each of 15 strips, and of the way home, aslant.
    wire = next(f for f in found.findings if f.code == "VERIFY-WIRE")
    assert float(wire.message.split()[0]) == pytest.approx(15 * 50 + 70, rel=0.05)


def test_flight_off_the_dem():
    found = judged([Hop(20, 20, 600), Hop(-80, 20, 600), Hop(20, 20, 600)])
    terrain = next(f for f in found.findings if f.code == "VERIFY-TERRAIN")
    assert float(terrain.message.split()[0]) == pytest.approx(160, abs=10)


def test_waypoints_that_contradict_themselves():
    sortie = sites.sortie(HOPS, GROUND)
    points = sortie.waypoints
    for bad, code in (
        (replace(points, lon_deg=points.lon_deg + 1e-5), "VERIFY-PLACE"),
        (replace(points, ellipsoid_m=points.ellipsoid_m + 0.1), "VERIFY-DATUM"),
        (replace(points, ground_m=points.ground_m - 2), "VERIFY-GROUND"),
    ):
        plan = sites.plan(replace(sortie, waypoints=bad), site=SITE)
        assert codes(verify(plan, SITE, silent())) == {code}


def test_relief_hides_and_terrain_following_shows():
    # Ground 90 m higher in the middle: frames from 600 m shrink to a tenth there.
    ground = sites.terrain(lambda x, y: 500 + 90.0 * (np.hypot(x - 500, y - 500) < 80))
    found = judged(site=sites.scenario(ground, WANTED))
    assert found.seen_share < 0.995
    assert {"VERIFY-UNSEEN", "VERIFY-CLEARANCE"} <= codes(found)


def test_grid_may_be_coarser_and_covers_the_bounds():
    fine, coarse = judged().rasters, judged(cell_m=20.0).rasters
    assert fine.images.shape == (80, 80) and coarse.images.shape == (20, 20)
    assert fine.wanted.all() and fine.x0_m == sites.X0 + 302.5


def test_cells_outside_the_wanted_area_do_not_count():
    site = replace(
        SITE, wanted=MultiPolygon([square(300, 300, 700, 400), square(300, 600, 700, 700)])
    )
    found = judged(sites.without_strips(HOPS, lambda k: k == 7), site)
    assert found.seen_share == 1
    assert found.rasters.wanted.mean() == pytest.approx(0.5)


def test_a_plan_without_sorties_is_refused():
    with pytest.raises(PlanRefused):
        verify(sites.plan(site=SITE), SITE, silent())


def test_it_can_be_stopped():
    with pytest.raises(Cancelled):
        verify(
            sites.plan(sites.sortie(HOPS, GROUND), site=SITE), SITE, Progress(stopped=lambda: True)
        )


def test_a_plan_without_images_is_judged_unseen():
    found = judged([Hop(20, 20, 600), Hop(900, 20, 600)])
    assert found.seen_share == 0 and found.photos == 0
    assert np.isnan(found.gsd_p95_m)
    assert "VERIFY-UNSEEN" in codes(found)


def test_asked_overlap_in_views():
    assert [views_per_line(o) for o in (0.0, 0.5, 0.6, 0.7, 0.75, 0.8)] == [1, 2, 2, 3, 4, 5]
    asked = needed(GENERIC.acquisition)
    sidelap, frontlap = GENERIC.acquisition.sidelap, GENERIC.acquisition.frontlap
    assert (sidelap, frontlap) == (0.7, 0.8)
    assert (asked.strips, asked.images) == (3, 15)


def test_rasters_are_written_with_nodata_outside(tmp_path):
    site = replace(
        SITE, wanted=MultiPolygon([square(300, 300, 700, 400), square(300, 600, 500, 700)])
    )
    found = judged(site=site)
    files = write_rasters(found, sites.FRAME, tmp_path / "new")
    assert [f.name for f in files] == [f"generic_{n}.tif" for n in ("images", "strips", "gsd")]
    with rasterio.open(files[0]) as image:
        values = image.read(1)
        assert image.crs.to_epsg() == 32650
        assert image.tags()["SENSOR"] == "generic"
        # North up: the north-east quarter is outside.
        assert values[0, -1] == image.nodata and values[-1, -1] == found.rasters.images[0, -1]
        assert image.bounds.left == pytest.approx(sites.X0 + 300)


def test_rasters_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        write_rasters(judged(), sites.FRAME, tmp_path / "file")


def test_kernels_can_be_compiled_ahead():
    warm()


def test_a_plan_near_the_ceiling_tells_it_and_the_propellers_it_needs():
    high = sites.flat(4400)
    site = sites.scenario(high, WANTED)
    found = judged(moved(HOPS, dz=3900.0), site)
    (told,) = [f for f in found.findings if f.code == "VERIFY-CEILING-NEAR"]
    assert told.severity is Severity.NOTE and found.ok
    assert "4500 m above sea level" in told.message and "5000 m" in told.message
    assert "propellers" in told.message
    assert "VERIFY-CEILING-NEAR" not in codes(judged())
