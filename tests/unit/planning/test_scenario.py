from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import MultiPolygon, Point, Polygon, box

from missionplanner.aircraft.catalogue import aircraft
from missionplanner.errors import InputError, PlanRefused
from missionplanner.geo.frames import SiteFrame
from missionplanner.model.airspace import Threats, Zone
from missionplanner.model.area import Hole, SensorPart, SurveyArea
from missionplanner.model.places import Altitude, Datum, Position
from missionplanner.model.plan import PlanIntent
from missionplanner.model.weather import CALM, Weather, WeatherHour, WindLevel
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.scenario import (
    blocking,
    build_scenario,
    check_wind,
    of_sensor,
    wanted_at,
)
from missionplanner.terrain.dem import Terrain

FRAME = SiteFrame.around(10.0, 50.0)
X0, Y0 = (float(v) for v in FRAME.forward(10.0, 50.0))


def terrain():
    y, x = np.mgrid[0:101, 0:121] * 10.0
    # Steep in the east, gentle in the west.
    return Terrain(FRAME, X0, Y0, 10.0, 300.0 + np.maximum(0.0, x - 500.0) * 0.5 + 0.0 * y)


def lonlat(polygon):
    return FRAME.unproject(Polygon([(x + X0, y + Y0) for x, y in polygon.exterior.coords]))


def place(x, y):
    lon, lat = FRAME.inverse(X0 + x, Y0 + y)
    return Position(lon_deg=float(lon), lat_deg=float(lat))


def zone(polygon, name="zone", **limits):
    return Zone(name=name, polygon=MultiPolygon([lonlat(polygon)]), **limits)


AREA = SurveyArea("site", MultiPolygon([lonlat(box(200, 200, 900, 800))]))
INSIDE = box(400, 400, 500, 500)
HOME = place(150, 500)


def scenario(zones=(), area=AREA, home=HOME, weather=CALM, ground=None):
    threats = Threats(zones=tuple(zones))
    ground = terrain() if ground is None else ground
    return build_scenario(ground, area, threats, weather, home, aircraft("m300-rtk"), PlanIntent())


def windy(*speeds, gust=None):
    return Weather(
        hours=tuple(
            WeatherHour(
                wind=(WindLevel(height_agl_m=100, speed_mps=v, from_deg=270),), gust_mps=gust
            )
            for v in speeds
        )
    )


def test_wanted_is_the_area_less_holes_and_zones_without_any_margin():
    holes = (
        Hole("kept out", lonlat(box(600, 300, 700, 400))),
        Hole("flown over", lonlat(box(600, 600, 700, 700)), overflight_allowed=True),
    )
    found = scenario([zone(INSIDE)], replace(AREA, holes=holes))
    assert found.wanted.area == pytest.approx(700 * 600 - 3 * 100 * 100, rel=1e-4)
    assert {z.name for z in found.zones} == {"zone", "kept out"}
    # Blocked ground has the margin, and not the hole that may be flown over.
    assert blocking(found, 100.0).area == pytest.approx(2 * (120 * 120 - 86), rel=1e-2)


def test_a_zone_above_the_flight_blocks_only_those_who_fly_there():
    high = zone(INSIDE, floor=Altitude(value_m=90.0, datum=Datum.AGL))
    found = scenario([high])
    assert blocking(found, 100.0).area > 0.0
    assert blocking(found, 40.0).area == 0.0
    assert blocking(found, 40.0, frozenset({"zone"})).area > 0.0
    assert wanted_at(found, 40.0).area > wanted_at(found, 100.0).area


def test_home_inside_a_zone_or_too_near_is_told():
    with pytest.raises(InputError, match="home lies inside zone 'zone'"):
        scenario([zone(box(100, 450, 190, 550))])
    with pytest.raises(InputError, match="home is 5 m from zone"):
        scenario([zone(box(155, 450, 190, 550))])


def test_home_off_the_dem_is_told():
    with pytest.raises(InputError, match="outside of the DEM"):
        scenario(home=place(-500, 500))


def test_a_zone_that_swallows_the_area_is_told():
    with pytest.raises(PlanRefused, match=r"nothing of the area is left outside of lid"):
        scenario([zone(box(180, 180, 1000, 900), "lid")])


def test_an_area_off_the_dem_is_told():
    wide = SurveyArea("wide", MultiPolygon([lonlat(box(200, 200, 900, 2000))]))
    with pytest.raises(InputError, match=r"the DEM covers only 4\d\.\d % of the area"):
        scenario(area=wide)


def test_wind_over_the_limit_is_told_with_both_figures():
    with pytest.raises(PlanRefused, match=r"wind of 14\.0 m/s .* limit of 12\.0 m/s"):
        check_wind(windy(14.0), scenario().aircraft)


def test_gusts_over_the_limit_are_told():
    with pytest.raises(PlanRefused, match=r"gusts of 30\.0 m/s are over the limit"):
        check_wind(windy(5.0, gust=30.0), scenario().aircraft)


def test_a_site_in_a_storm_can_be_looked_at_with_the_calmest_hour():
    found = scenario(weather=windy(40.0, 14.0, 20.0))
    assert np.hypot(found.wind_east_mps, found.wind_north_mps) == pytest.approx(14.0)
    check_wind(windy(14.0, 3.0), found.aircraft)  # one hour that can be flown is enough


def test_the_worst_hour_that_can_be_flown_counts():
    found = scenario(weather=windy(3.0, 8.0, 14.0))
    assert np.hypot(found.wind_east_mps, found.wind_north_mps) == pytest.approx(8.0)
    assert found.wind_east_mps == pytest.approx(8.0)


def test_a_home_is_chosen_on_gentle_ground_near_the_edge_and_out_of_zones():
    near_edge = zone(box(150, 150, 260, 850))
    found = scenario([near_edge], home=None)
    x, y = found.home.x_m - X0, found.home.y_m - Y0
    assert Point(x, y).distance(box(150, 150, 260, 850)) >= 20.0
    assert box(260, 200, 900, 800).boundary.distance(Point(x, y)) <= 60.0
    assert x < 520.0
    assert found.home.ground_egm96_m == pytest.approx(300.0, abs=5.0)


def test_a_home_is_not_chosen_in_a_yard_that_zones_shut_in():
    # The yard holds the gentlest ground and is nearest to the middle.
    yard = box(400, 350, 700, 650)
    ring = Polygon(box(360, 310, 740, 690).exterior.coords, [yard.exterior.coords])
    ring_zone = Zone(name="ring", polygon=MultiPolygon([_with_holes(ring)]))
    found = scenario([ring_zone], home=None)
    assert not box(360, 310, 740, 690).contains(Point(found.home.x_m - X0, found.home.y_m - Y0))


def test_a_home_is_chosen_below_airspace_that_spans_the_site():
    high = Altitude(value_m=1981.2, datum=Datum.EGM96)
    everywhere = zone(box(-2000, -2000, 3000, 3000), name="TMA", floor=high)
    near_edge = zone(box(150, 150, 260, 850))
    found = scenario([everywhere, near_edge], home=None)
    assert found.wanted.area == pytest.approx(640.0 * 600.0, rel=1e-3)
    x, y = found.home.x_m - X0, found.home.y_m - Y0
    assert Point(x, y).distance(box(150, 150, 260, 850)) >= 20.0
    with pytest.raises(PlanRefused):
        scenario([zone(box(-2000, -2000, 3000, 3000))], home=None)


def _with_holes(polygon):
    rings = [lonlat(Polygon(r)).exterior.coords for r in (polygon.exterior, *polygon.interiors)]
    return Polygon(rings[0], rings[1:])


def test_a_sensor_is_to_see_only_the_ground_meant_for_it():
    site = hill_scenario(PlanIntent())
    west, south, east, north = site.area.outer.bounds
    half = MultiPolygon([box(west, south, (west + east) / 2, north)])
    area = replace(site.area, parts=(SensorPart("West", half, ("xt2",)),))
    meant = replace(site, area=area)
    own = of_sensor(meant, "xt2")
    assert 0.4 * site.wanted.area < own.wanted.area < 0.6 * site.wanted.area
    assert of_sensor(meant, "p1-35").wanted.equals(site.wanted)
    assert of_sensor(own, "xt2") is own


def test_a_part_beside_the_area_leaves_a_sensor_nothing():
    site = hill_scenario(PlanIntent())
    beside = MultiPolygon([box(0.0, 0.0, 0.1, 0.1)])
    with pytest.raises(PlanRefused) as caught:
        area = replace(site.area, parts=(SensorPart("", beside, ("xt2",)),))
        of_sensor(replace(site, area=area), "xt2")
    assert caught.value.code == "planning.no_ground_for_sensor"
