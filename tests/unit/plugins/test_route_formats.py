import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from lxml import etree
from pyproj import Transformer

from missionplanner.errors import InputError
from missionplanner.extensions import formats
from missionplanner.geo.geoid import undulation_m
from missionplanner.model.finding import Severity
from missionplanner.model.places import Altitude, ControlPoint, Datum
from tests.unit.missions.sample import LAT, LON, sample_mission

NAMES = ("csv", "geojson", "gpkg", "gpx", "kml", "qgc", "wpml")
DATUMS = {"gpx": Datum.EGM96, "kml": Datum.EGM96, "qgc": Datum.EGM96}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_recognised_sound_and_read_back(tmp_path, name):
    mission = sample_mission()
    (path,) = formats().named(name).write(mission, tmp_path)
    reader = formats().recognising(path)
    assert reader.name == name
    assert not [f for f in reader.check(path) if f.severity is Severity.ERROR]
    route = reader.read(path)
    assert route.datum is DATUMS.get(name, Datum.ELLIPSOID)
    points = mission.waypoints
    heights = points.egm96_m if route.datum is Datum.EGM96 else points.ellipsoid_m
    assert np.abs(route.lon_deg - points.lon_deg).max() < 1e-8
    assert np.abs(route.lat_deg - points.lat_deg).max() < 1e-8
    assert np.abs(route.height_m - heights).max() < 1e-3
    if name not in ("gpx", "kml"):
        assert route.speed_mps[:-1] == pytest.approx(points.speed_mps[:-1], abs=1e-3)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"{}",
        b"[1]",
        b'{"features": [3]}',
        b"<kml/>",
        b"a,b\n1,2\n",
        b"[" * 100_000,
    ],
)
def test_rubbish_is_a_finding_and_a_clear_error(tmp_path, name, data):
    format_ = formats().named(name)
    path = tmp_path / f"x{format_.suffix}"
    path.write_bytes(data)
    assert any(f.severity is Severity.ERROR for f in format_.check(path))
    with pytest.raises(InputError):
        format_.read(path)


@pytest.mark.parametrize("name", NAMES)
def test_an_option_nobody_offers_is_refused(tmp_path, name):
    with pytest.raises(InputError, match="no such option"):
        formats().named(name).write(sample_mission(), tmp_path, {"colour": "red"})


@pytest.mark.parametrize("name", NAMES)
def test_names_that_xml_and_json_must_escape(tmp_path, name):
    mission = replace(sample_mission(), title='A & B "露天矿" \x01 end')
    (path,) = formats().named(name).write(mission, tmp_path)
    assert path.stem == "A & B-露天矿-end"
    assert formats().named(name).read(path).lon_deg.size == 7


def test_kml_escapes_names_and_is_absolute(tmp_path):
    mission = replace(sample_mission(), title="A & <B>")
    (path,) = formats().named("kml").write(mission, tmp_path)
    text = path.read_text("utf-8")
    assert "A &amp; &lt;B&gt;" in text
    assert set(re.findall("<altitudeMode>(.*?)<", text)) == {"absolute"}
    note = formats().named("kml").check(path)
    assert [f.severity for f in note] == [Severity.NOTE] and "WPML" in note[0].message


def test_geojson_holds_route_strips_and_points(tmp_path):
    (path,) = formats().named("geojson").write(sample_mission(), tmp_path)
    features = json.loads(path.read_text("utf-8"))["features"]
    roles = [f["properties"]["role"] for f in features]
    assert roles == ["route", "strip", "strip", *["waypoint"] * 7]
    assert [len(f["geometry"]["coordinates"]) for f in features[:3]] == [7, 3, 2]


def test_csv_opens_in_excel(tmp_path):
    (path,) = formats().named("csv").write(sample_mission(), tmp_path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfindex,longitude_deg,latitude_deg")


def test_gpx_holds_home_and_control_points_with_heights_above_the_sea(tmp_path):
    marks = (
        ControlPoint(lon_deg=LON, lat_deg=LAT, name="A <1>"),
        ControlPoint(
            lon_deg=LON,
            lat_deg=LAT + 1e-3,
            name="B",
            checks=True,
            altitude=Altitude(value_m=200.0, datum=Datum.ELLIPSOID),
        ),
    )
    mission = replace(sample_mission(), control_points=marks)
    (path,) = formats().named("gpx").write(mission, tmp_path)
    space = {"g": "http://www.topografix.com/GPX/1/1"}
    found = etree.parse(path).findall("g:wpt", space)
    assert [p.findtext("g:name", None, space) for p in found] == ["H", "1", "7", "A <1>", "B"]
    assert found[3].find("g:ele", space) is None
    height = float(found[4].findtext("g:ele", "", space))
    assert height == pytest.approx(200.0 - float(undulation_m(LON, LAT + 1e-3)), abs=1e-3)


def test_csv_has_the_coordinates_of_a_grid_that_is_asked_for(tmp_path: Path) -> None:
    mission, zone = sample_mission(), "CGCS2000 CM 111E"
    (path,) = formats().named("csv").write(mission, tmp_path, {"crs": zone})
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig")))
    move = Transformer.from_crs("EPSG:4326", "EPSG:4546", always_xy=True)
    east, north = move.transform(mission.waypoints.lon_deg, mission.waypoints.lat_deg)
    assert [float(row["east"]) for row in rows] == pytest.approx(east.tolist(), abs=1e-3)
    assert [float(row["north"]) for row in rows] == pytest.approx(north.tolist(), abs=1e-3)
    assert {row["grid"] for row in rows} == {"CGCS2000 3-degree CM 111E"}
    with pytest.raises(InputError):
        formats().named("csv").write(mission, tmp_path, {"crs": "klingon"})
