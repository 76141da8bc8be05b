"""Files of shapes by strangers: damaged, cut, misnamed, or built so as to reach elsewhere."""

import shutil
import socket
import sqlite3

import pytest
from shapely.geometry import Point, box

from missionplanner.errors import InputError
from missionplanner.vector.area import read_area
from missionplanner.vector.features import CrsUnknown
from missionplanner.vector.files import read_features, read_layers, write_features
from missionplanner.vector.zones import read_zones
from tests.english import english

SQUARE = box(7, 43, 7.02, 43.02)


@pytest.fixture
def listening():
    """Give a port of this machine, and hold that nobody connected to it."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        door.setblocking(False)
        yield door.getsockname()[1]
        with pytest.raises(BlockingIOError):
            door.accept()


def test_a_connection_would_be_seen():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        door.setblocking(False)
        with socket.create_connection(door.getsockname()):
            door.accept()[0].close()


VRT = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer>'
VRT += "</OGRVRTDataSource>"
WFS = "<OGRWFSDataSource><URL>{}</URL></OGRWFSDataSource>"
WMS = '<GDAL_WMS><Service name="WMS"><ServerUrl>{}</ServerUrl></Service></GDAL_WMS>'
PAGED = '{{"type":"FeatureCollection","features":[],"links":[{{"rel":"next","href":"{}"}}],'
PAGED += '"exceededTransferLimit":true,"properties":{{"exceededTransferLimit":true}}}}'
LINKED = (
    '{{"type":"Point","coordinates":[7,43],"crs":{{"type":"link","properties":{{"href":"{}"}}}}}}'
)
KML = "<kml><Document><Schema><a href='{0}'/></Schema><Style><href>{0}</href></Style>"
KML += "<NetworkLink><Link><href>{0}</href></Link></NetworkLink></Document></kml>"


@pytest.mark.parametrize("text", [VRT, WFS, WMS, PAGED, LINKED, KML, "{}", "WFS:{}", "/vsicurl/{}"])
@pytest.mark.parametrize("suffix", ["geojson", "json", "shp", "gpkg", "kml", "kmz", "dxf"])
def test_a_description_of_something_elsewhere_is_not_followed(tmp_path, listening, suffix, text):
    path = tmp_path / f"evil.{suffix}"
    path.write_text(text.format(f"http://127.0.0.1:{listening}/x.geojson"))
    with pytest.raises(InputError) as caught:
        read_area(path)
    assert path.name in caught.value.where


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "a.gpkg"
    write_features(path, "one", [SQUARE], {"name": ["x"]})
    return path


def changed(path, *statements):
    with sqlite3.connect(path) as file:
        # GDAL's triggers call functions that only GDAL has.
        triggers = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            file.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            file.execute(statement)
    file.close()


def test_views_of_a_geopackage_are_told_and_not_run(package):
    changed(
        package,
        "CREATE VIEW seen AS SELECT fid, geom, load_extension('x') AS name FROM one",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
        " VALUES ('seen', 'features', 'seen', 4326)",
        "INSERT INTO gpkg_geometry_columns VALUES ('seen', 'geom', 'POLYGON', 4326, 0, 0)",
    )
    (only,) = read_layers(package)
    assert [(english(p.what), english(p.why)) for p in only.passed_over] == [
        ("layer seen", "a view; save it as a layer of its own")
    ]


def test_columns_reckoned_by_what_gdal_lends_are_refused(package):
    changed(
        package,
        "DROP TABLE one",
        "PRAGMA trusted_schema = ON",
        "CREATE TABLE one (fid INTEGER PRIMARY KEY, geom BLOB)",
    )
    # SQLite itself does not make a column of a function it lacks; a stranger writes it by hand.
    changed(
        package,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'CREATE TABLE one (fid INTEGER PRIMARY KEY, geom BLOB, "
        "n AS (ogr_geocode(fid)))' WHERE name = 'one'",
    )
    with pytest.raises(InputError, match="damaged"):
        read_layers(package)


def test_nothing_is_written_beside_a_package(package):
    changed(package, "PRAGMA journal_mode = WAL")
    before = {file.name: file.read_bytes() for file in package.parent.iterdir()}
    assert len(read_layers(package)[0]) == 1
    assert {file.name: file.read_bytes() for file in package.parent.iterdir()} == before


@pytest.mark.parametrize("name", ["a b#?%.gpkg", "矿区.gpkg"])
def test_names_that_mean_something_in_an_address(package, name):
    path = package.rename(package.with_name(name))
    assert len(read_layers(path)[0]) == 1


def test_what_is_still_being_edited_is_seen(package):
    changed(package)
    with sqlite3.connect(package) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("UPDATE one SET name = 'y'")
        file.commit()
        assert read_features(package).fields["name"] == ["y"]
    file.close()


def test_a_damaged_or_foreign_database(package, tmp_path):
    data = bytearray(package.read_bytes())
    data[4096:8192] = bytes(4096)
    for bad in (bytes(data), package.read_bytes()[: len(data) // 2]):
        (tmp_path / "bad.gpkg").write_bytes(bad)
        with pytest.raises(InputError, match="damaged"):
            read_area(tmp_path / "bad.gpkg")
    with sqlite3.connect(tmp_path / "other.gpkg") as other:
        other.execute("CREATE TABLE a (b)")
    other.close()
    with pytest.raises(InputError, match="not a GeoPackage"):
        read_area(tmp_path / "other.gpkg")


def test_a_layer_without_system_takes_the_users(package):
    changed(
        package,
        "UPDATE gpkg_geometry_columns SET srs_id = 0",
        "UPDATE gpkg_contents SET srs_id = 0",
    )
    with pytest.raises(CrsUnknown, match="layer one: names no coordinate system"):
        read_layers(package)
    (only,) = read_layers(package, crs="EPSG:4326")
    assert only.crs_given and only.geometries[0].equals(SQUARE)


def test_degrees_called_metres_and_a_place_far_from_its_system(tmp_path):
    path = tmp_path / "a.gpkg"
    write_features(path, "one", [SQUARE], {"name": ["x"]})
    changed(
        path,
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('u', 32632, 'EPSG', 32632, 'undefined', '')",
        "UPDATE gpkg_geometry_columns SET srs_id = 32632",
        "UPDATE gpkg_contents SET srs_id = 32632",
    )
    with pytest.raises(InputError, match=r"such as 7.*do not fit .* UTM zone 32N"):
        read_layers(path)


@pytest.fixture
def shapefile(tmp_path):
    """Write a Shapefile with Chinese names in the encoding asked for; its .cpg is lost."""

    def make(encoding="gb18030", text="矿区一号", field="名称"):
        path = tmp_path / "a.shp"
        table = [SQUARE], {"name": ["x" * 16], "n": [1]}
        write_features(path, "a", *table, driver="ESRI Shapefile")
        path.with_suffix(".cpg").unlink()
        data = bytearray(path.with_suffix(".dbf").read_bytes())
        data[29] = 0
        data[32:43] = field.encode(encoding).ljust(11, b"\0")
        at = data.index(b"x" * 16)
        data[at : at + 16] = text.encode(encoding).ljust(16)
        path.with_suffix(".dbf").write_bytes(data)
        return path

    return make


@pytest.mark.parametrize(
    ("encoding", "text", "field", "told"),
    [
        ("gb18030", "矿区一号", "名称", ["texts of a.shp are read as GB18030"]),
        ("utf-8", "矿区", "名", ["texts of a.shp are read as UTF-8"]),
        ("cp1252", "Grüner Größe", "Güte", ["texts of a.shp are read as CP1252"]),
        ("ascii", "plain", "name", []),
    ],
)
def test_texts_whose_encoding_got_lost(shapefile, encoding, text, field, told):
    read = read_features(shapefile(encoding, text, field))
    assert list(read.fields) == [field, "n"] and read.fields[field] == [text]
    assert [line.split(":")[0] for line in english(read.told)] == told


def test_parts_of_a_shapefile_that_are_missing(shapefile):
    path = shapefile()
    path.with_suffix(".shx").unlink()
    path.with_suffix(".dbf").unlink()
    before = sorted(path.parent.iterdir())
    read = read_features(path)
    assert read.geometries[0].equals(SQUARE)
    assert english(read.told) == ("a.shp is read without a.shx, a.dbf",)
    path.with_suffix(".prj").unlink()
    with pytest.raises(CrsUnknown, match=r"\(a.shx, a.dbf, a.prj missing\)"):
        read_features(path)
    assert read_features(path, crs="EPSG:4326").crs_given
    assert sorted(path.parent.iterdir()) == [file for file in before if file.suffix != ".prj"]


def test_a_system_with_a_name_of_any_encoding_and_one_that_is_none(shapefile):
    path = shapefile().with_suffix(".prj")
    path.write_bytes(path.read_bytes().replace(b"GCS_WGS_1984", "国家坐标".encode("gb18030")))
    (shape,) = read_features(path.with_suffix(".shp")).geometries
    assert shape.symmetric_difference(SQUARE).area < 1e-9
    path.write_text("PROJCS[")
    with pytest.raises(InputError, match="coordinate system is not understood"):
        read_features(path.with_suffix(".shp"))


def test_endings_in_capitals(shapefile):
    path = shapefile()
    for file in list(path.parent.iterdir()):
        file.rename(file.with_suffix(file.suffix.upper()))
    assert len(read_features(path.with_suffix(".SHP"))) == 1


@pytest.mark.parametrize("length", [0, 50, 99, 110, 150])
def test_a_shapefile_cut_off(shapefile, length):
    path = shapefile()
    path.write_bytes(path.read_bytes()[:length])
    for _ in range(2):
        with pytest.raises(InputError):
            read_area(path)
        path.with_suffix(".shx").unlink(missing_ok=True)


def test_a_large_shape_in_metres_and_one_in_a_foreign_place(tmp_path):
    path = tmp_path / "utm.shp"
    write_features(path, "a", [SQUARE], {"name": ["x"]}, driver="ESRI Shapefile")
    path.with_suffix(".prj").write_text(
        'PROJCS["UTM_32N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,'
        '298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
        'PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],'
        'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],'
        'PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
    )
    with pytest.raises(InputError, match="do not fit"):
        read_features(path)
    shutil.copy(path, tmp_path / "b.shp")
    with pytest.raises(InputError, match="names no coordinate system"):
        read_area(tmp_path / "b.shp")


def test_points_stay_points(tmp_path):
    path = tmp_path / "a.gpkg"
    write_features(path, "one", [Point(7, 43)], {"name": ["x"]})
    with pytest.raises(InputError, match="is a Point, not a polygon"):
        read_area(path)


@pytest.mark.parametrize("name", ["a.geojson", "a.kml", "a.gpkg"])
@pytest.mark.parametrize("link", ["{}", ".{}.part", "{}-journal"])
def test_nothing_is_written_through_a_prepared_link(name, link, tmp_path):
    own, folder = tmp_path / "own", tmp_path / "out"
    write_features(tmp_path / "own.gpkg", "a", [SQUARE], {"name": ["own"]})
    shutil.copy(tmp_path / "own.gpkg", own)
    before = own.read_bytes()
    folder.mkdir()
    (folder / link.format(name)).symlink_to(own)
    write_features(folder / name, "a", [SQUARE], {"name": ["x"]})
    assert own.read_bytes() == before and not (folder / name).is_symlink()
    assert read_features(folder / name).fields["name"] == ["x"]
    assert {path.name for path in folder.iterdir()} == {name, link.format(name)}


def test_other_layers_of_a_geopackage_stay(tmp_path):
    path = tmp_path / "a.gpkg"
    write_features(path, "first", [SQUARE], {"name": ["x"]})
    write_features(path, "second", [SQUARE], {"name": ["y"]})
    assert {layer.layer for layer in read_layers(path)} == {"first", "second"}
    assert [found.name for found in tmp_path.iterdir()] == ["a.gpkg"]


AIRSPACE = (
    "AC R\nAN Big\nAL SFC\nAH 999999ft MSL\n"
    "DP 37:48:10N 110:00:50E\nDP 37:48:20N 110:00:50E\nDP 37:48:20N 110:01:10E\n"
)
DRAWN = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Big</name><Polygon><extrude>1'
    "</extrude><altitudeMode>absolute</altitudeMode><outerBoundaryIs><LinearRing><coordinates>"
    "110.014,37.803,1e9 110.016,37.803,1e9 110.016,37.805,1e9 110.014,37.803,1e9"
    "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>"
)


@pytest.mark.parametrize(("name", "text"), [("big.txt", AIRSPACE), ("big.kml", DRAWN)])
def test_a_height_beyond_all_air_is_named_with_its_zone(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=r"Big: a height of \S+ m lies beyond all air"):
        read_zones(tmp_path / name)
