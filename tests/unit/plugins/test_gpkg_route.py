"""The GeoPackage of a route: layers GDAL reads, styles where QGIS looks for them."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pyogrio
import pytest
from lxml import etree
from shapely import MultiPolygon, box

from missionplanner.errors import InputError
from missionplanner.extensions import formats
from missionplanner.model.airspace import Zone
from missionplanner.model.places import Altitude, ControlPoint, Datum
from missionplanner.operations.check import check
from missionplanner.tasks.progress import silent
from tests.unit.missions.sample import LAT, LON, sample_mission


def gpkg():
    return formats().named("gpkg")


@pytest.fixture(scope="module")
def mission():
    around = MultiPolygon([box(LON + 0.01, LAT, LON + 0.02, LAT + 0.01)])
    zone = Zone("Tailings", around, ceiling=Altitude(value_m=120.0, datum=Datum.AGL))
    marks = (
        ControlPoint(lon_deg=LON, lat_deg=LAT + 1e-3, name="G1"),
        ControlPoint(lon_deg=LON + 1e-3, lat_deg=LAT, name="G2", checks=True),
    )
    return replace(sample_mission(), zones=(zone,), control_points=marks)


@pytest.fixture(scope="module")
def package(mission, tmp_path_factory):
    (path,) = gpkg().write(mission, tmp_path_factory.mktemp("gpkg"))
    return path


def test_gdal_reads_every_layer(package, mission):
    layers = dict(pyogrio.list_layers(package))
    assert layers == {
        "zones": "MultiPolygon", "strips": "LineString Z", "route": "LineString Z",
        "waypoints": "Point Z", "control_points": "Point", "home": "Point Z", "layer_styles": None,
    }  # fmt: skip
    meta, _, _, columns = pyogrio.raw.read(package, layer="zones")
    row = dict(zip(meta["fields"], (column[0] for column in columns), strict=True))
    assert meta["crs"] == "EPSG:4326"
    assert (row["name"], row["ceiling_m"], row["ceiling_datum"]) == ("Tailings", 120.0, "agl")
    meta, _, _, columns = pyogrio.raw.read(package, layer="waypoints")
    row = dict(zip(meta["fields"], columns, strict=True))
    assert row["egm96_m"] == pytest.approx(mission.waypoints.egm96_m, abs=1e-4)
    assert set(row["leg"]) == {"transit", "survey"}


def test_every_layer_has_its_style(package):
    with closing(sqlite3.connect(package)) as file:
        styles = dict(file.execute("SELECT f_table_name, styleQML FROM layer_styles"))
        default = file.execute("SELECT min(useAsDefault) FROM layer_styles").fetchone()
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert set(styles) == {"zones", "strips", "route", "waypoints", "control_points", "home"}
    assert default == (1,)
    for text in styles.values():
        qgis = etree.fromstring(text.encode())
        assert qgis.tag == "qgis" and qgis.find("renderer-v2/symbols/symbol/layer/prop") is not None
    categories = etree.fromstring(styles["waypoints"].encode()).iter("category")
    assert {c.get("value") for c in categories} >= {"transit", "survey"}


def test_the_same_mission_gives_the_same_bytes(mission, package, tmp_path):
    (path,) = gpkg().write(mission, tmp_path)
    assert path.read_bytes() == package.read_bytes()
    # SQLite's count of changes: GDAL's differs from run to run, a copy's does not.
    assert int.from_bytes(path.read_bytes()[24:28], "big") == 1


def test_a_package_of_something_else_is_no_mission(tmp_path):
    path = tmp_path / "area.gpkg"
    shape = box(LON, LAT, LON + 1e-3, LAT + 1e-3)
    pyogrio.raw.write(
        path, [shape.wkb], [], [], geometry_type="Polygon", crs="EPSG:4326", driver="GPKG"
    )
    assert not gpkg().recognises(path)
    with pytest.raises(InputError, match="no layer `waypoints`"):
        gpkg().read(path)


def indexed(path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as file:
        # What the package's own triggers ask of GDAL.
        for name in ("IsEmpty", "MinX", "MaxX", "MinY", "MaxY"):
            file.create_function(f"ST_{name}", 1, lambda shape: 1)
        file.execute(statement)
        file.commit()


def test_points_out_of_order_are_put_in_order_and_gaps_refused(package, tmp_path):
    path = tmp_path / "x.gpkg"
    path.write_bytes(package.read_bytes())
    indexed(path, 'UPDATE waypoints SET "index" = 6 - "index"')
    turned = gpkg().read(path)
    assert turned.lon_deg == pytest.approx(gpkg().read(package).lon_deg[::-1])
    indexed(path, 'UPDATE waypoints SET "index" = 9 WHERE "index" = 6')
    with pytest.raises(InputError, match="waypoints"):
        gpkg().read(path)


def test_an_area_beside_missions_is_passed_over(package, tmp_path):
    (tmp_path / "route.gpkg").write_bytes(package.read_bytes())
    shape = box(LON, LAT, LON + 1e-3, LAT + 1e-3)
    pyogrio.raw.write(
        tmp_path / "area.gpkg", [shape.wkb], [], [],
        geometry_type="Polygon", crs="EPSG:4326", driver="GPKG",
    )  # fmt: skip
    checked = check((tmp_path,), formats(), silent())
    assert [report.file.name for report in checked.reports] == ["route.gpkg"] and checked.ok
    assert [path.name for path in checked.passed_over] == ["area.gpkg"]
