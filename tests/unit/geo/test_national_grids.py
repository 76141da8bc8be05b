"""National zones by name, and a mine's own grid from common points."""

from pathlib import Path

import numpy as np
import pytest
from pyproj import CRS, Transformer

from missionplanner.errors import InputError
from missionplanner.geo.frames import transform
from missionplanner.geo.mine_grid import (
    CommonPoint,
    calibrated_grid,
    from_mine,
    mine_crs,
    to_mine,
)
from missionplanner.geo.national_grids import crs_name, crs_named, zones, zones_near


@pytest.mark.parametrize(
    ("words", "epsg"),
    [
        ("CGCS2000 3-degree zone 38", 4526),
        ("CGCS2000 / 3-degree Gauss-Kruger zone 38", 4526),
        ("cgcs2000 zone 38", 4526),
        ("CGCS2000 3度带 38带", 4526),
        ("CGCS2000 6-degree zone 20", 4498),
        ("CGCS2000 zone 20", 4498),
        ("CGCS2000 CM 114E", 4547),
        ("CGCS2000 中央经线114", 4547),
        ("国家2000 3度带 第37带", 4525),
        ("CGCS2000 6-degree CM 117E", 4509),
        ("EPSG:32650", 32650),
    ],
)
def test_zones_are_known_by_their_names(words: str, epsg: int) -> None:
    assert CRS.from_user_input(crs_named(words)).to_epsg() == epsg


def test_every_zone_has_the_meridian_of_the_register_and_a_name_that_reads_back() -> None:
    for zone in zones():
        crs = CRS.from_epsg(zone.epsg)
        values = {p.name: p.value for p in crs.coordinate_operation.params}
        assert values["Longitude of natural origin"] == zone.meridian_deg
        first = zone.zone * 1e6 if zone.numbered else 0.0
        assert values["False easting"] == first + 5e5
        assert crs_named(zone.name) == f"EPSG:{zone.epsg}"
        assert crs_name(f"EPSG:{zone.epsg}") == zone.name


@pytest.mark.parametrize(
    "words", ["CGCS2000 zone 46", "CGCS2000 zone 12", "CGCS2000 CM 115E", "", "mars"]
)
def test_zones_that_are_none_are_refused(words: str) -> None:
    with pytest.raises(InputError):
        crs_named(words)


def test_coordinates_are_found_in_the_zone_they_are_of() -> None:
    place = 112.6, 37.8
    for epsg in (4525, 4546, 4498, 4509):
        zone = next(one for one in zones() if one.epsg == epsg)
        x, y = transform(*place, "EPSG:4326", f"EPSG:{epsg}")
        found = zones_near(float(x), float(y), place)
        assert zone.name in found or zone.meridian_deg == 111


def common(n: int, scale: float = 1.0, tilt: float = 0.0, sd: float = 0.0) -> list[CommonPoint]:
    """Points of a made-up grid: UTM turned by 12 degrees about a place, and scaled."""
    rng = np.random.default_rng(4)
    x, y = 448000 + rng.uniform(-2500, 2500, n), 4184000 + rng.uniform(-2500, 2500, n)
    h = 700 + rng.uniform(0, 300, n)
    turn = np.radians(12.0)
    dx, dy = x - 448000, y - 4184000
    east = 5000 + scale * (np.cos(turn) * dx - np.sin(turn) * dy)
    north = 8000 + scale * (np.sin(turn) * dx + np.cos(turn) * dy)
    height = h + 21.0 + tilt * dx
    lon, lat = Transformer.from_crs("EPSG:32650", "EPSG:4326", always_xy=True).transform(x, y)
    off = rng.normal(0.0, sd, (3, n))
    return [
        CommonPoint(f"K{k}", lon[k], lat[k], h[k], east[k] + off[0, k], north[k] + off[1, k],
                    height[k] + off[2, k])
        for k in range(n)
    ]  # fmt: skip


@pytest.mark.parametrize("parameters", [4, 7])
def test_a_grid_is_found_again_and_leads_both_ways(parameters: int) -> None:
    points = common(6, 1.00012)
    grid = calibrated_grid(points, parameters, "Mine")
    assert grid.scale_ppm == pytest.approx(120.0, abs=0.5) or parameters == 7
    assert grid.turned_deg == pytest.approx(12.0, abs=1e-5)
    assert grid.rms_m < 0.03
    for p in points:
        e, n, h = to_mine(grid, p.lon_deg, p.lat_deg, p.ellipsoid_m or 0.0)
        assert (float(e), float(n)) == pytest.approx((p.east_m, p.north_m), abs=0.05)
        assert float(h) == pytest.approx(p.height_m, abs=0.05)
        lon, lat, up = from_mine(grid, e, n, h)
        assert (float(lon), float(lat)) == pytest.approx((p.lon_deg, p.lat_deg), abs=1e-9)
        assert float(up) == pytest.approx(p.ellipsoid_m, abs=1e-6)


def test_seven_parameters_take_up_the_slope_of_the_geoid() -> None:
    points = common(8, 1.0, tilt=4e-5)
    four, seven = (calibrated_grid(points, n, "Mine") for n in (4, 7))
    up = [max(abs(p.up_m or 0.0) for p in grid.points) for grid in (four, seven)]
    assert up[0] > 0.05 and up[1] < 0.01


def test_residuals_tell_what_was_measured() -> None:
    grid = calibrated_grid(common(12, sd=0.02), 4, "Mine")
    assert 0.01 < grid.rms_m < 0.05


def test_the_grid_is_a_crs_that_proj_knows(tmp_path: Path) -> None:
    points = common(5, 0.9998)
    grid = calibrated_grid(points, 4, "Mine")
    file = tmp_path / "grid.wkt"
    file.write_text(mine_crs(grid), "utf-8")
    for crs in (mine_crs(grid), crs_named(str(file))):
        x, y = transform(points[0].lon_deg, points[0].lat_deg, "EPSG:4326", crs)
        assert (float(x), float(y)) == pytest.approx(
            (points[0].east_m, points[0].north_m), abs=1e-3
        )
    assert crs_name(mine_crs(grid)) == "Mine"


@pytest.mark.parametrize(
    ("points", "parameters", "code"),
    [
        (common(2), 4, "geo.few_common"),
        (common(4, 1.2), 4, "geo.common_scale"),
        ([CommonPoint(f"K{k}", 110 + k / 100, 37.0, None, 900.0 * k, 0, None) for k in range(4)],
         4, "geo.common_line"),
        ([CommonPoint(p.name, p.lon_deg, p.lat_deg, None, p.east_m, p.north_m, None)
          for p in common(4)], 7, "geo.common_heights"),
    ],
)  # fmt: skip
def test_what_fits_no_grid_is_refused(points, parameters: int, code: str) -> None:
    with pytest.raises(InputError) as refused:
        calibrated_grid(points, parameters, "Mine")
    assert refused.value.code == code
