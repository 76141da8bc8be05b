import zipfile

import pytest

from missionplanner.errors import InputError
from missionplanner.vector.area import read_area
from missionplanner.vector.kml import read_kml
from missionplanner.vector.zones import read_zones
from tests.english import english

RING = "7,43,5 7.02,43,5 7.02,43.02,5 7,43.02,5 7,43,5"
HOLE = "7.005,43.005 7.008,43.005 7.008,43.008"
POLYGON = (
    "<Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing>"
    "</outerBoundaryIs>{more}</Polygon>"
)
INNER = (
    "<innerBoundaryIs><LinearRing><coordinates>" + HOLE + "</coordinates></LinearRing>"
    "</innerBoundaryIs>"
)


def placemark(shape, name="Pit", data=""):
    return f"<Placemark><name>{name}</name><ExtendedData>{data}</ExtendedData>{shape}</Placemark>"


def polygon(ring=RING, more=""):
    return POLYGON.format(ring=ring, more=more)


def test_nested_folders_rings_and_altitudes(kml):
    path = kml(placemark(polygon(more=INNER)))
    features = read_kml(path)
    assert features.fields["name"] == ["Pit"]
    assert features.geometries[0].exterior.coords[0] == (7, 43, 5)
    area = read_area(path).area
    assert area.name == "Pit" and len(area.holes) == 1 and not area.outer.has_z


def test_extended_data_of_both_kinds(kml):
    plain = '<Data name="role"><value>hole</value></Data>'
    typed = '<SchemaData schemaUrl="#a"><SimpleData name="overflight">yes</SimpleData></SchemaData>'
    inner = polygon(HOLE)
    area = read_area(kml(placemark(polygon()), placemark(inner, "Pond", plain + typed))).area
    assert area.holes[0].name == "Pond" and area.holes[0].overflight_allowed


def test_other_shapes_and_blanks_after_commas(kml):
    line = "<LineString><coordinates>7, 43, 1\n 7.1, 43.1, 2</coordinates></LineString>"
    point = "<Point><coordinates>7,43</coordinates></Point>"
    shapes = read_kml(
        kml(
            placemark(line),
            placemark(point),
            placemark(f"<MultiGeometry>{polygon()}{polygon(HOLE)}</MultiGeometry>"),
            placemark(f"<MultiGeometry>{line}{point}</MultiGeometry>"),
            placemark(""),
        )
    ).geometries
    kinds = [shape and shape.geom_type for shape in shapes]
    assert kinds == ["LineString", "Point", "MultiPolygon", "GeometryCollection", None]
    assert shapes[0].coords[1] == (7.1, 43.1, 2)


def test_what_heights_count_from_is_kept(kml):
    raised = "<extrude>1</extrude><altitudeMode>{}</altitudeMode><outerBoundaryIs>"
    shapes = [
        polygon().replace("<outerBoundaryIs>", raised.format(mode))
        for mode in ("absolute", "relativeToGround", "clampToGround")
    ]
    rows = read_kml(kml(*(placemark(shape) for shape in shapes), placemark(polygon()))).rows()
    found = [(v.get("altitudeMode"), v.get("extrude"), shape.has_z) for shape, v in rows]
    assert found == [
        ("absolute", True, True),
        ("relativeToGround", True, True),
        (None, True, True),
        (None, None, True),
    ]


def test_zones_from_kml(kml):
    point = "<Point><coordinates>7,43</coordinates></Point>"
    radius = '<Data name="radius_m"><value>150</value></Data>'
    threats = read_zones(kml(placemark(point, "Mast", radius))).threats
    assert threats.zones[0].name == "Mast" and threats.zones[0].radius_m == 150


def test_several_shapes_in_one_placemark_and_the_words_of_gml(kml):
    other = polygon(RING.replace("7", "8"))
    both = read_kml(
        kml(
            placemark(polygon() + other),
            placemark(f"<MultiPolygon>{polygon()}{other}</MultiPolygon>"),
            placemark(f"<MultiGeometry><MultiSurface>{polygon()}</MultiSurface></MultiGeometry>"),
        )
    ).geometries
    assert [len(shape.geoms) for shape in both] == [2, 2, 1]
    assert both[0].equals(both[1])


def written(tmp_path, content, name="a.kml"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


BARE = f"<kml><Placemark><name>A</name>{{}}{polygon()}</Placemark></kml>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gbk"])
def test_encodings_and_what_looks_like_harm_in_text(tmp_path, encoding):
    declared = {"gbk": "GBK", "utf-16-le": "UTF-16"}.get(encoding, encoding.removesuffix("-sig"))
    page = "<description><![CDATA[矿 <!DOCTYPE html><!ENTITY a>]]></description>"
    text = f'<?xml version="1.0" encoding="{declared}"?><!-- <!DOCTYPE a> -->{BARE.format(page)}'
    (row,) = read_kml(written(tmp_path, text.encode(encoding))).rows()
    assert row[1]["description"] == "矿 <!DOCTYPE html><!ENTITY a>" and row[0].area > 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gbk", "cp037"])
def test_a_document_type_in_any_encoding(tmp_path, encoding):
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<!-- a -->\n'
    with pytest.raises(InputError):
        read_kml(written(tmp_path, (text + "<!DOCTYPE kml>" + BARE.format("")).encode(encoding)))


def test_what_writers_forget(tmp_path):
    schema = BARE.format("").replace("<kml>", '<kml xsi:schemaLocation="http://a b">')
    track = BARE.format("<gx:balloonVisibility>1</gx:balloonVisibility>")
    for text in ("\r\n " + '<?xml version="1.0"?>' + BARE.format(""), schema, track):
        assert len(read_kml(written(tmp_path, text))) == 1


LINK = "<NetworkLink><Link><href>http://a.example/nfz.kmz</href></Link></NetworkLink>"


def test_links_and_pictures_are_told_and_never_followed(kml, tmp_path):
    with pytest.raises(InputError, match=r"only links to http://a\.example/nfz\.kmz"):
        read_kml(kml(LINK))
    told = read_kml(kml(LINK, placemark(polygon()), "<GroundOverlay/><GroundOverlay/>")).passed_over
    assert [(english(p.what), p.count) for p in told] == [
        ("link to http://a.example/nfz.kmz", 1),
        ("GroundOverlay", 2),
    ]
    other = kml(placemark(polygon())).read_text()
    packed = zipped(tmp_path, {"doc.kml": other, "files/more.kml": other})
    assert [english(p.what) for p in read_kml(packed).passed_over] == ["files/more.kml"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<OGRVRTDataSource/>", "not KML but XML of the kind 'OGRVRTDataSource'"),
        (BARE.format("<description>&nbsp;</description>"), "nbsp"),
        (BARE.format("").encode() + "é".encode("latin-1"), "not the encoding it declares, utf-8"),
        ('<?xml version="1.0" encoding="klingon"?><kml/>', "declares, klingon"),
        (BARE.replace("7,43,5", "7,NaN").format(""), r"no number \('7,NaN'\)"),
        (BARE.replace("7,43,5", "7;43").format(""), "'7;43'"),
        (
            BARE.replace("outerB", "innerB").replace("/outer", "/inner").format(""),
            "inner rings but no outline",
        ),
    ],
)
def test_what_is_told_of_broken_kml(tmp_path, text, words):
    with pytest.raises(InputError, match=words):
        read_kml(written(tmp_path, text))


def zipped(tmp_path, files, name="a.kmz"):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inner, content in files.items():
            archive.writestr(inner, content)
    return path


def test_kmz_prefers_doc_kml(kml, tmp_path):
    right = kml(placemark(polygon(), "right")).read_text()
    wrong = kml(placemark(polygon(), "wrong")).read_text()
    path = zipped(tmp_path, {"files/other.kml": wrong, "doc.kml": right, "files/icon.png": b"x"})
    assert read_area(path).area.name == "right"
    assert read_area(zipped(tmp_path, {"inside/area.kml": wrong})).area.name == "wrong"


BOMB = """<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>&b;</name></Placemark></kml>"""


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"../../etc/doc.kml": "x"}, "leads out of the archive"),
        ({"/doc.kml": "x"}, "leads out of the archive"),
        ({"..\\doc.kml": "x"}, "leads out of the archive"),
        ({"C:/doc.kml": "x"}, "leads out of the archive"),
        ({"doc.kml": b" " * 30_000_000}, "ZIP bomb"),
        ({f"{i}.png": b"" for i in range(1001)}, "1001 files"),
        ({"doc.txt": "x"}, "holds no KML"),
        ({"doc.kml": BOMB}, "document type"),
        ({"doc.kml": "<kml><unclosed>"}, "not sound XML"),
    ],
)
def test_a_kmz_that_means_harm(tmp_path, files, words):
    path = zipped(tmp_path, files)
    with pytest.raises(InputError, match=words) as caught:
        read_area(path)
    assert caught.value.where


def test_a_kmz_that_is_none_and_an_entity_bomb_in_kml(tmp_path):
    path = tmp_path / "a.kmz"
    path.write_bytes(b"PK but not a zip")
    with pytest.raises(InputError, match="not a whole ZIP"):
        read_area(path)
    path = tmp_path / "a.kml"
    path.write_text(BOMB)
    with pytest.raises(InputError, match="document type"):
        read_area(path)


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        ("7,43 north,43.1 7.1,43", "broken coordinate"),
        ("7 8 9", "without a latitude"),
        ("7,43 7.1,43", "fewer than three"),
    ],
)
def test_broken_coordinates(kml, ring, words):
    with pytest.raises(InputError, match=words) as caught:
        read_kml(kml(placemark(polygon(ring))))
    assert "Pit" in caught.value.where


def test_djis_own_file_is_read(data_dir):
    area = read_area(data_dir / "wpml" / "m3d_facade_mapping2d.kmz").area
    assert area.outer.bounds[0] == pytest.approx(113.93828, abs=1e-4)


def test_two_outlines_in_one_polygon_are_not_lost(kml):
    second = "<outerBoundaryIs><LinearRing><coordinates>8,43 8.1,43 8.1,43.1</coordinates>"
    with pytest.raises(InputError, match="Pit: has two outlines in one polygon"):
        read_kml(kml(placemark(polygon(more=f"{second}</LinearRing></outerBoundaryIs>"))))


@pytest.mark.parametrize("ring", ["7,5,45,5 7,6,45,5 7,6,45,6", "7,43, 7.1,43, 7.1,43.1"])
def test_decimal_commas_and_run_together_corners_are_told(kml, ring):
    with pytest.raises(InputError, match=r"has a coordinate of \d numbers"):
        read_kml(kml(placemark(polygon(ring))))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Pit & Dump", "an & that is not written as &amp;, line 1"),
        ("Pit\x0b", "a character that XML forbids"),
        ("Pit&nbsp;1", "&nbsp;, which is not declared"),
        ("<b>Pit", "is not closed"),
    ],
)
def test_faults_of_xml_are_told_in_plain_words(kml, name, said):
    with pytest.raises(InputError, match=said):
        read_kml(kml(placemark(polygon(), name=name)))


def test_a_web_page_is_no_kml_and_no_harm(tmp_path):
    path = tmp_path / "a.kml"
    path.write_text("<!DOCTYPE html>\n<html><body>Sign in</body></html>")
    with pytest.raises(InputError, match="is a web page"):
        read_kml(path)


def test_an_archive_of_macos_and_wrong_endings(tmp_path):
    page = f"<kml><Document>{placemark(polygon())}</Document></kml>"
    path = tmp_path / "a.kmz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("__MACOSX/._area.kml", b"\0\5\x16\7")
        archive.writestr("area.kml", page)
    read = read_kml(path)
    assert len(read) == 1 and not read.passed_over
    packed = tmp_path / "b.kml"
    packed.write_bytes(path.read_bytes())
    with pytest.raises(InputError, match=r"is packed as KMZ; name it .kmz"):
        read_kml(packed)
    path.write_text(page)
    with pytest.raises(InputError, match="is KML, not packed as KMZ"):
        read_kml(path)
