from pathlib import Path

import numpy as np
import pytest
import shapely

from missionplanner.aircraft.catalogue import sensor
from missionplanner.airspace.zones import HardZone, hard_zones
from missionplanner.errors import InputError, OutputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.airspace import Threats
from missionplanner.model.area import SurveyArea
from missionplanner.operations.examples import EXAMPLES, ExampleFiles, write_example
from missionplanner.raster.files import info, read_window
from missionplanner.terrain.dem import Terrain, load_terrain
from missionplanner.vector.read import read_area, read_zones
from missionplanner.weather.read import read_weather

Site = tuple[ExampleFiles, Terrain, SurveyArea, Threats]


@pytest.fixture(scope="module", params=EXAMPLES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return read_site(request.param, tmp_path_factory.mktemp(request.param))


def read_site(name: str, folder: Path) -> Site:
    files = write_example(name, folder / name)
    area = read_area(files.area).area
    terrain = load_terrain([files.dem], area.outer, vertical_datum=files.vertical_datum)
    return files, terrain, area, read_zones(files.threats).threats


def shapes(site: Site) -> tuple[shapely.Geometry, tuple[HardZone, ...]]:
    """Return area less all holes, in metres, and the hard zones."""
    _, terrain, area, threats = site
    frame = terrain.frame
    holes = shapely.union_all([frame.project(hole.polygon) for hole in area.holes])
    return frame.project(area.outer).difference(holes), hard_zones(threats, area, terrain)


def slopes_deg(terrain: Terrain, shape: shapely.Geometry) -> np.ndarray:
    rows, cols = terrain.height_m.shape
    y, x = np.mgrid[0:rows, 0:cols] * terrain.cell_m
    north, east = np.gradient(terrain.height_m, terrain.cell_m)
    slope = np.degrees(np.arctan(np.hypot(east, north)))
    return slope[shapely.contains_xy(shape, x + terrain.x0_m, y + terrain.y0_m)]


def test_the_files_tell_their_datum(site: Site) -> None:
    files, terrain, _, _ = site
    assert info(files.dem).vertical == "egm96"
    assert "EGM96" in sentence(terrain.datum_note, "en")


def test_the_terrain_covers_the_area_and_is_steep(site: Site) -> None:
    _, terrain, _, _ = site
    net, _ = shapes(site)
    assert terrain.covers(net) == 1.0
    slope = slopes_deg(terrain, net)
    assert np.median(slope) > 20
    assert ((slope >= 20) & (slope <= 40)).mean() > 0.5


def test_there_is_all_that_makes_planning_hard(site: Site) -> None:
    files, terrain, area, threats = site
    net, zones = shapes(site)
    kinds = [zone.kind for zone in zones]
    assert (kinds.count("zone"), kinds.count("hole")) == (2, 1)
    assert sum(z.radius_m is not None for z in threats.zones) == 1
    concave = [z for z in zones if z.polygon_m.convex_hull.area > 1.1 * z.polygon_m.area]
    assert concave
    for zone in zones:
        assert zone.blocks(terrain, 30, 120), zone.name
    for zone in threats.zones:
        assert area.outer.contains(zone.polygon)
    assert terrain.frame.project(threats.power_lines[0].line).intersection(net).length > 500
    hour = read_weather(files.weather).hours[0]
    assert hour.wind[-1].speed_mps < 10
    assert [sensor(key).key for key in files.sensors] == ["p1-35", "rededge-m", "xt2"]


def test_home_is_gentle_ground_beside_the_area_and_clear_of_zones(site: Site) -> None:
    files, terrain, area, threats = site
    _, zones = shapes(site)
    home = shapely.Point(*terrain.frame.forward(files.home.lon_deg, files.home.lat_deg))
    assert np.median(slopes_deg(terrain, home.buffer(25))) < 8
    assert 5 < home.distance(terrain.frame.project(area.outer)) < 250
    assert min(home.distance(zone.polygon_m) for zone in zones) > 100
    assert home.distance(terrain.frame.project(threats.power_lines[0].line)) > 100


def test_the_mine_is_the_papers_size_and_height(tmp_path: Path) -> None:
    site = read_site("mine", tmp_path)
    net, _ = shapes(site)
    terrain = site[1]
    assert net.area == pytest.approx(3.55e6, rel=0.002)
    assert np.nanmin(terrain.height_m) == pytest.approx(500)
    assert np.nanmax(terrain.height_m) == pytest.approx(800)
    assert terrain.cell_m == 5.0
    slope = slopes_deg(terrain, net)
    assert np.median(slope) >= 24
    assert ((slope >= 20) & (slope <= 40)).mean() >= 0.6
    lon, lat = terrain.frame.inverse(net.centroid.x, net.centroid.y)
    assert (float(lon), float(lat)) == pytest.approx((112.0, 37.8), abs=0.01)
    overflight = {hole.name: hole.overflight_allowed for hole in site[2].holes}
    assert overflight == {"Tailings pond": True, "Processing plant": False}


def test_jacksboro_lies_where_the_georeferenced_copy_lies(tmp_path: Path, data_dir: Path) -> None:
    ours = write_example("jacksboro", tmp_path).dem
    theirs = data_dir / "dem" / "jacksboro_fault_90m_wgs84.tif"
    mine, other = info(ours).grid, info(theirs).grid
    assert (mine.width, mine.height) == (other.width, other.height) == (403, 344)
    assert mine.bounds == pytest.approx(other.bounds, abs=1e-9)
    shape = (0, 0, mine.height, mine.width)
    assert np.array_equal(read_window(ours, *shape), read_window(theirs, *shape))


def test_an_unknown_site_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="mine or jacksboro"):
        write_example("moon", tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be made"):
        write_example("mine", tmp_path / "file" / "mine")
