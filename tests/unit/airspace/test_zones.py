from collections.abc import Callable

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Point, Polygon, box

from missionplanner.airspace.zones import HardZone, ZoneKind, hard_zones
from missionplanner.errors import InputError
from missionplanner.geo.geoid import undulation_m
from missionplanner.model.airspace import Threats, Zone
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.places import Altitude, Datum
from missionplanner.terrain.dem import Terrain

X0, Y0 = 500_000.0, 4_180_000.0
MIDDLE = box(X0 + 200, Y0 + 200, X0 + 400, Y0 + 400)  # ground 660-720 m on the slope


def agl(value: float) -> Altitude:
    return Altitude(value_m=value, datum=Datum.AGL)


def egm96(value: float) -> Altitude:
    return Altitude(value_m=value, datum=Datum.EGM96)


def at(zone: HardZone, terrain: Terrain, x: float, y: float, z: float) -> bool:
    return bool(zone.inside(X0 + x, Y0 + y, z, terrain))


def test_a_zone_from_the_ground_up_holds_every_height(slope_terrain: Terrain) -> None:
    zone = HardZone("magazine", MIDDLE)
    heights = np.array([0.0, 690.0, 5000.0])
    assert zone.inside(X0 + 300, Y0 + 300, heights, slope_terrain).all()
    assert not zone.inside(X0 + 100, Y0 + 300, heights, slope_terrain).any()


def test_limits_above_ground_follow_the_ground(slope_terrain: Terrain) -> None:
    zone = HardZone("band", MIDDLE, agl(50), agl(100))
    assert at(zone, slope_terrain, 300, 300, 690 + 75)
    assert at(zone, slope_terrain, 300, 300, 690 + 50)
    assert at(zone, slope_terrain, 300, 300, 690 + 100)
    assert not at(zone, slope_terrain, 300, 300, 690 + 49)
    assert not at(zone, slope_terrain, 300, 300, 690 + 101)
    assert not at(zone, slope_terrain, 390, 300, 690 + 75)  # the ground is 27 m higher there


def test_limits_above_the_ellipsoid_are_moved_by_the_geoid(slope_terrain: Terrain) -> None:
    floor = Altitude(value_m=700.0, datum=Datum.ELLIPSOID)
    zone = HardZone("control zone", MIDDLE, floor)
    lon, lat = slope_terrain.frame.inverse(X0 + 300, Y0 + 300)
    undulation = float(undulation_m(lon, lat))
    assert abs(undulation) > 5
    assert at(zone, slope_terrain, 300, 300, 700 - undulation + 0.01)
    assert not at(zone, slope_terrain, 300, 300, 700 - undulation - 0.01)


def test_unknown_ground_frees_no_point(
    make_terrain: Callable[[NDArray[np.float64]], Terrain],
) -> None:
    terrain = make_terrain(np.full((60, 80), np.nan))
    assert at(HardZone("band", MIDDLE, agl(50), agl(100)), terrain, 300, 300, 10_000)
    assert not at(HardZone("high", MIDDLE, egm96(900)), terrain, 300, 300, 800)


@pytest.mark.parametrize(
    ("floor", "ceiling", "blocked"),
    [
        (agl(0), None, True),
        (agl(130), None, False),
        (agl(119), None, True),
        (agl(0), agl(29), False),
        (agl(0), agl(31), True),
        (egm96(0), egm96(680), False),  # lowest ground 660 + 30 is over it
        (egm96(0), egm96(695), True),
        (egm96(850), None, False),  # highest ground 720 + 120 is under it
        (egm96(835), None, True),
        (Altitude(value_m=2000, datum=Datum.ELLIPSOID), None, False),
        (Altitude(value_m=700, datum=Datum.ELLIPSOID), None, True),
    ],
)
def test_blocks_compares_the_flight_band_with_the_limits(
    slope_terrain: Terrain, floor: Altitude, ceiling: Altitude | None, blocked: bool
) -> None:
    assert HardZone("z", MIDDLE, floor, ceiling).blocks(slope_terrain, 30, 120) is blocked


def test_a_zone_smaller_than_a_cell_blocks_and_one_off_the_grid_does_not(
    slope_terrain: Terrain,
) -> None:
    mast = Point(X0 + 304.9, Y0 + 304.9).buffer(0.5)
    assert HardZone("mast", mast).blocks(slope_terrain, 30, 120)
    assert not HardZone("far", box(0, 0, 10, 10)).blocks(slope_terrain, 30, 120)


def test_zones_then_kept_out_holes(slope_terrain: Terrain) -> None:
    lonlat = slope_terrain.frame.unproject(MIDDLE)
    area = SurveyArea(
        "pit",
        MultiPolygon([lonlat]),
        (Hole("pond", lonlat, overflight_allowed=True), Hole("plant", lonlat)),
    )
    zones = hard_zones(
        Threats(zones=(Zone("crane", MultiPolygon([lonlat]), agl(0), agl(60)),)),
        area,
        slope_terrain,
    )
    assert [(z.name, z.kind) for z in zones] == [("crane", ZoneKind.ZONE), ("plant", ZoneKind.HOLE)]
    assert zones[1].ceiling is None
    assert shapely.hausdorff_distance(zones[0].polygon_m, MIDDLE) < 0.001
    assert at(zones[1], slope_terrain, 300, 300, 3000)


@pytest.mark.parametrize(
    ("floor", "ceiling", "says"),
    [
        (Altitude(value_m=10, datum=Datum.HOME), None, "from home"),
        (agl(0), Altitude(value_m=10, datum=Datum.HOME), "from home"),
        (agl(80), agl(20), "under its floor"),
    ],
)
def test_limits_that_mean_nothing_are_refused(
    slope_terrain: Terrain, floor: Altitude, ceiling: Altitude | None, says: str
) -> None:
    lonlat = MultiPolygon([slope_terrain.frame.unproject(MIDDLE)])
    threats = Threats(zones=(Zone("crane", lonlat, floor, ceiling),))
    with pytest.raises(InputError, match=says) as caught:
        hard_zones(threats, SurveyArea("a", lonlat), slope_terrain)
    assert "zone crane" in str(caught.value)


corners = st.lists(
    st.tuples(st.floats(0, 700), st.floats(0, 500)), min_size=3, max_size=9, unique=True
)


@settings(max_examples=60, deadline=None)
@given(corners=corners, seed=st.integers(0, 2**32 - 1), floor=st.floats(0, 150))
def test_inside_agrees_with_shapely_point_by_point(
    slope_terrain: Terrain, corners: list[tuple[float, float]], seed: int, floor: float
) -> None:
    polygon = Polygon([(X0 + x, Y0 + y) for x, y in corners]).buffer(0)
    if polygon.is_empty:
        return
    zone = HardZone("z", polygon, agl(floor), agl(floor + 40))
    rng = np.random.default_rng(seed)
    x, y = X0 + rng.uniform(0, 700, 50), Y0 + rng.uniform(0, 500, 50)
    height = rng.uniform(0, 200, 50)
    z = 600 + 0.3 * (x - X0) + height
    expected = [
        polygon.contains(Point(px, py)) and (floor == 0 or h >= floor) and h <= floor + 40
        for px, py, h in zip(x, y, height, strict=True)
    ]
    clear = (np.abs(height - floor) > 1e-6) & (np.abs(height - floor - 40) > 1e-6)
    assert (zone.inside(x, y, z, slope_terrain) == expected)[clear].all()


@settings(max_examples=40, deadline=None)
@given(corners=corners, seed=st.integers(0, 2**32 - 1), level=st.floats(500, 1000))
def test_a_point_inside_within_the_band_means_that_the_zone_blocks(
    slope_terrain: Terrain, corners: list[tuple[float, float]], seed: int, level: float
) -> None:
    polygon = Polygon([(X0 + x, Y0 + y) for x, y in corners]).buffer(0)
    zone = HardZone("z", polygon, egm96(level), egm96(level + 20))
    rng = np.random.default_rng(seed)
    x, y = X0 + rng.uniform(0, 700, 400), Y0 + rng.uniform(0, 500, 400)
    z = slope_terrain.height_at(x, y) + rng.uniform(30, 120, 400)
    if zone.inside(x, y, z, slope_terrain).any():
        assert zone.blocks(slope_terrain, 30, 120)


@pytest.mark.parametrize(
    ("floor", "ceiling", "blocked"),
    [
        (egm96(1981.2), None, False),
        (egm96(900), None, True),  # 837 + 120 m of known ground reach it
        (egm96(1200), None, True),  # unknown ground may lie 300 m above all that is known
        (agl(0), egm96(250), False),
        (agl(0), egm96(400), True),  # or below
        (agl(150), None, False),
    ],
)
def test_a_high_airspace_over_a_ragged_edge_does_not_close_the_site(
    make_terrain: Callable[[NDArray[np.float64]], Terrain],
    floor: Altitude,
    ceiling: Altitude | None,
    blocked: bool,
) -> None:
    height = 600.0 + 3.0 * np.tile(np.arange(80.0), (60, 1))
    height[:10, :10] = np.nan
    everywhere = box(X0 - 1e5, Y0 - 1e5, X0 + 1e5, Y0 + 1e5)
    zone = HardZone("TMA", everywhere, floor, ceiling)
    assert zone.blocks(make_terrain(height), 0, 120) is blocked


def test_where_no_ground_is_known_a_zone_blocks(
    make_terrain: Callable[[NDArray[np.float64]], Terrain],
) -> None:
    terrain = make_terrain(np.full((60, 80), np.nan))
    assert HardZone("TMA", MIDDLE, egm96(1981.2)).blocks(terrain, 0, 120)
