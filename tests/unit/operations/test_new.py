"""`new`: what is read is told, what is open is asked, and nothing is left behind where it fails."""

import json

import numpy as np
import pytest
import rasterio
from click.testing import CliRunner
from rasterio.transform import from_origin
from shapely.geometry import LineString, Point, box

from missionplanner.cli.new_verb import command
from missionplanner.errors import InputError, PlanRefused, Undecided
from missionplanner.geo.frames import SiteFrame
from missionplanner.operations.new import NewProject, new_project
from missionplanner.operations.plan import plan_project
from missionplanner.operations.site import load_site
from missionplanner.project.store import load
from missionplanner.tasks.progress import silent
from missionplanner.vector.files import write_features
from tests.english import english

FRAME = SiteFrame(32632)
X0, Y0, CELLS, CELL_M = 500_000.0, 4_761_000.0, 150, 10.0
AREA = FRAME.unproject(box(X0 + 500, Y0 + 500, X0 + 1000, Y0 + 1000))
POND = FRAME.unproject(box(X0 + 600, Y0 + 600, X0 + 700, Y0 + 700))
LOT = FRAME.unproject(box(X0 + 800, Y0 + 800, X0 + 850, Y0 + 850))
FAR = box(30, 43, 30.1, 43.1)


@pytest.fixture
def dem(tmp_path):
    path = tmp_path / "dem.tif"
    profile = {"driver": "GTiff", "dtype": "float32", "count": 1, "crs": f"EPSG:{FRAME.epsg}"}
    place = from_origin(X0, Y0 + CELLS * CELL_M, CELL_M, CELL_M)
    with rasterio.open(path, "w", width=CELLS, height=CELLS, transform=place, **profile) as file:
        file.write(np.full((CELLS, CELLS), 500.0, "float32"), 1)
    return path


@pytest.fixture
def made(tmp_path, dem):
    """Make a project from an area file and threat files, and give it as it is read again."""

    def make(area, *threats, **answers):
        folder = tmp_path / "p.mplan"
        files = {"dem": (dem,), "area": area, "threats": threats, "vertical_datum": "egm96"}
        request = NewProject(**files, **answers)
        new_project(folder, request, silent(), over=True)
        return load(folder)

    return make


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "site.gpkg"
    write_features(path, "roads", [LineString(AREA.exterior.coords[:2])], {"name": ["road"]})
    write_features(path, "boundary", [AREA, POND], {"name": ["Mine", "Pond"]})
    return path


@pytest.fixture
def zones(tmp_path):
    path = tmp_path / "zones.gpkg"
    write_features(path, "nfz", [LOT, FAR], {"name": ["Lot", "Far"]})
    write_features(path, "parks", [AREA], {"name": ["Park"]})
    return path


def test_what_was_read_is_kept_in_the_project(made, package, zones):
    project = made(package, zones, inner="holes", layer=("boundary", "nfz"))
    read = project.document.read
    assert (read.areas, read.holes, read.zones) == (1, 1, 1)
    assert [hole.name for hole in project.area.holes] == ["Pond"]
    assert [zone.name for zone in project.threats.zones] == ["Lot"]
    assert any(
        "Far" in english(item.what) or "far" in english(item.why) for item in read.passed_over
    )


def test_the_question_names_its_option_and_leaves_nothing(made, package, tmp_path):
    with pytest.raises(Undecided, match=r"--inner holes\|areas"):
        made(package, layer=("boundary",))
    assert not (tmp_path / "p.mplan").exists()


def test_a_layer_that_no_file_has(made, package):
    with pytest.raises(InputError, match=r"no file has a layer 'pits'; there are: roads, boundary"):
        made(package, layer=("boundary", "pits"))


def test_a_projects_own_package_makes_the_same_project(made, package, zones, tmp_path):
    first = made(package, zones, inner="holes", layer=("boundary", "nfz"))
    own = tmp_path / "own.gpkg"
    own.write_bytes((tmp_path / "p.mplan" / "layers.gpkg").read_bytes())
    again = made(own, own)
    assert again.area == first.area and again.threats == first.threats


def test_exchanged_coordinates_are_seen_by_the_terrain(made, tmp_path):
    path = tmp_path / "swap.geojson"
    corners = [[y, x] for x, y in AREA.exterior.coords]
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [corners]}))
    with pytest.raises(InputError, match="look exchanged"):
        made(path)


def test_a_ceiling_below_its_floor_on_this_ground_is_told(made, package, tmp_path):
    zone = tmp_path / "zone.geojson"
    values = {"name": ["Odd"], "floor": ["100 m AGL"], "ceiling": ["300 m AMSL"]}
    write_features(zone, "zone", [LOT], values)
    read = made(package, zone, inner="areas", layer=("boundary",)).document.read
    assert any("Odd" in line and "below its floor" in line for line in english(read.told))


def test_the_command_line_prints_and_gives_as_json_what_was_read(dem, zones, tmp_path):
    outline = tmp_path / "a.geojson"
    write_features(outline, "a", [AREA, Point(AREA.centroid)], {"name": ["Mine", "Camp"]})
    asked = [str(tmp_path / "p.mplan"), "--dem", str(dem), "--area", str(outline)]
    asked += ["--vertical-datum", "egm96", "--threats", str(zones), "--layer", "nfz"]
    asked += ["--area-crs", "EPSG:32632"]
    told = CliRunner().invoke(command, asked)
    assert "Read: 1 area(s), 0 hole(s), 1 zone(s)" in told.output
    assert "Passed over: Camp: a Point is no area" in told.output
    assert "Note: a.geojson names its own coordinate system" in told.output
    asked[0] = str(tmp_path / "q.mplan")
    printed = CliRunner().invoke(command, [*asked, "--json"]).stdout
    read = json.loads(printed.splitlines()[-1])["read"]
    assert read["areas"] == 1 and read["zones"] == 1
    assert {"what": "Camp", "why": "a Point is no area", "count": 1} in read["passed_over"]


def test_layers_of_area_and_threats_from_one_package(made, package):
    write_features(package, "lots", [LOT], {"name": ["Lot"]})
    project = made(package, package, inner="holes", layer=("boundary",), threat_layer=("lots",))
    assert project.area.name == "Mine"
    assert [zone.name for zone in project.threats.zones] == ["Lot"]
    with pytest.raises(InputError, match=r"--threat-layer: no file has a layer 'pits'"):
        made(package, package, inner="holes", layer=("boundary",), threat_layer=("pits",))


def test_a_granted_zone_does_not_close_the_site(made, package, tmp_path):
    path = tmp_path / "uas.json"
    volume = {
        "uomDimensions": "M",
        "upperLimit": 120,
        "horizontalProjection": LOT.__geo_interface__,
    }
    zone = {"name": "Alp", "restriction": "REQ_AUTHORISATION", "geometry": [volume]}
    path.write_text(json.dumps({"features": [zone]}))
    answers = {"inner": "holes", "layer": ("boundary",)}
    assert made(package, path, **answers).threats.zones
    project = made(package, path, granted=("alp",), **answers)
    assert not project.threats.zones
    assert any(
        english(item.why) == "marked as granted" for item in project.document.read.passed_over
    )
    with pytest.raises(InputError, match="'Bern'; those that do: Alp"):
        made(package, path, granted=("Bern",), **answers)


def test_zones_far_away_are_counted_in_words(dem, zones, tmp_path):
    outline = tmp_path / "a.geojson"
    write_features(outline, "a", [AREA], {"name": ["Mine"]})
    asked = [str(tmp_path / "p.mplan"), "--dem", str(dem), "--area", str(outline)]
    asked += ["--vertical-datum", "egm96", "--threats", str(zones), "--threat-layer", "nfz"]
    told = CliRunner().invoke(command, asked)
    assert "Passed over: 1 zone farther than 10 km from the terrain" in told.output


def test_a_project_can_be_made_in_a_storm_but_not_planned(made, package, tmp_path):
    weather = tmp_path / "METAR.txt"
    weather.write_text("METAR ZBTJ 291200Z 180P49MPS 9999 SCT030 20/10 Q1004=\n")
    project = made(package, inner="areas", layer=("boundary",), weather=weather)
    assert any(
        "over the limit" in line and "no plan" in line
        for line in english(project.document.read.told)
    )
    assert load_site(project, silent())
    with pytest.raises(PlanRefused, match="over the limit"):
        plan_project(project.folder, silent())
