import struct
import zipfile

import pytest

from missionplanner.errors import InputError
from missionplanner.model.finding import Severity
from tests.unit.plugins.kit import TEMPLATE, WAYLINES, errors, packed, warnings, wpml, written


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return written(tmp_path_factory.mktemp("sound"))


def only(path):
    """Return the single finding on a file, which must be an error of one line."""
    (finding,) = wpml().check(path)
    assert finding.severity is Severity.ERROR and "\n" not in finding.message
    return finding


@pytest.mark.parametrize("name", ["../evil.kml", "/etc/evil", "wpmz/../../e", "C:\\evil", "..\\e"])
def test_a_name_that_climbs_out_is_refused(tmp_path, sound, name):
    members = {TEMPLATE: sound[0], WAYLINES: sound[1], name: "x"}
    finding = only(packed(tmp_path / "x.kmz", members))
    assert finding.code == "OSP-106" and "leads out" in finding.message


def test_a_zip_bomb_is_refused_without_being_unpacked(tmp_path, sound):
    bomb = packed(tmp_path / "x.kmz", {TEMPLATE: sound[0], WAYLINES: b" " * 30_000_000})
    assert bomb.stat().st_size < 60_000
    finding = only(bomb)
    assert finding.code == "OSP-106" and "ZIP bomb" in finding.message


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    path = packed(tmp_path / "x.kmz", {WAYLINES: b" " * 30_000_000})
    data = path.read_bytes()
    # The size unpacked, in the local header and in the directory, claims 100 bytes.
    path.write_bytes(data.replace(struct.pack("<I", 30_000_000), struct.pack("<I", 100)))
    assert only(path).code in {"OSP-106", "-2"}


def test_too_many_members_are_refused(tmp_path):
    path = packed(tmp_path / "x.kmz", {f"f{i}": "" for i in range(1001)})
    assert only(path).code == "OSP-106"


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(9))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused(tmp_path, sound, encoding):
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE kml [{LAUGHS}]><kml>&l8;</kml>'
    path = packed(tmp_path / "x.kmz", {TEMPLATE: sound[0], WAYLINES: bomb.encode(encoding)})
    assert "OSP-108" in errors(wpml().check(path))


def test_a_doctype_that_reads_a_file_is_refused(tmp_path, sound):
    evil = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    template = sound[0].replace("<kml", evil + "<kml", 1)
    path = packed(tmp_path / "x.kmz", {TEMPLATE: template, WAYLINES: sound[1]})
    found = wpml().check(path)
    assert "OSP-108" in errors(found)
    assert not any("root:" in f.message for f in found)


def test_what_is_no_zip_is_a_parse_error(tmp_path, sound):
    whole = packed(tmp_path / "whole.kmz", {TEMPLATE: sound[0], WAYLINES: sound[1]}).read_bytes()
    for name, data in {
        "empty": b"",
        "text": b"hello",
        "cut": whole[: len(whole) // 2],
        "headless": whole[100:],
        "flipped": whole[:400] + bytes(b ^ 0xFF for b in whole[400:500]) + whole[500:],
    }.items():
        path = tmp_path / f"{name}.kmz"
        path.write_bytes(data)
        assert only(path).code == "-2", name


def test_a_missing_file_is_dji_s_minus_one(tmp_path):
    assert only(tmp_path / "absent.kmz").code == "-1"


@pytest.mark.parametrize("held", [TEMPLATE, WAYLINES])
def test_both_files_are_needed(tmp_path, sound, held):
    text = sound[0] if held == TEMPLATE else sound[1]
    assert "OSP-102" in errors(wpml().check(packed(tmp_path / "x.kmz", {held: text})))


def test_files_in_another_folder_are_refused_by_name(tmp_path, sound):
    path = packed(tmp_path / "x.kmz", {"template.kml": sound[0], "a/waylines.wpml": sound[1]})
    found = wpml().check(path)
    assert errors(found) == {"OSP-103"}
    assert any("wpmz/" in f.message for f in found)


def test_entries_for_folders_and_strange_files_are_warned_of(tmp_path, sound):
    members = {"wpmz/": "", TEMPLATE: sound[0], WAYLINES: sound[1], "__MACOSX/x": ""}
    found = wpml().check(packed(tmp_path / "x.kmz", members))
    assert warnings(found) == {"OSP-105", "OSP-109"} and not errors(found)


def test_a_file_held_twice_is_refused(tmp_path, sound):
    path = tmp_path / "x.kmz"
    with zipfile.ZipFile(path, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        for text in sound[:1] * 2:
            archive.writestr(TEMPLATE, text)
    assert only(path).code == "-2"


GOOGLE = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark/></Document></kml>'


def test_google_earth_s_kmz_is_explained(tmp_path):
    finding = only(packed(tmp_path / "x.kmz", {"doc.kml": GOOGLE}))
    assert finding.code == "OSP-101" and "Google Earth" in finding.message


def test_a_zip_of_anything_else_is_explained(tmp_path):
    finding = only(packed(tmp_path / "x.kmz", {"readme.txt": "hi"}))
    assert finding.code == "OSP-101" and "no mission" in finding.message


def test_a_single_file_is_told_where_it_belongs(tmp_path, sound):
    path = tmp_path / "waylines.wpml"
    path.write_text(sound[1], "utf-8")
    assert wpml().recognises(path)
    assert errors(wpml().check(path)) == {"OSP-104"}
    kml = tmp_path / "template.kml"
    kml.write_text(sound[0], "utf-8")
    assert wpml().recognises(kml)
    kml.write_text(GOOGLE, "utf-8")
    assert not wpml().recognises(kml)


def test_broken_xml_and_another_root_are_parse_errors(tmp_path, sound):
    for text in (sound[1][:900], "", sound[1].replace("<kml", "<lmk").replace("</kml", "</lmk")):
        path = packed(tmp_path / "x.kmz", {TEMPLATE: sound[0], WAYLINES: text})
        assert errors(wpml().check(path)) & {"-2", "OSP-101"}


def test_another_prefix_and_version_are_warned_of(tmp_path, sound):
    foreign = [t.replace("wpml:", "w:").replace("xmlns:wpml", "xmlns:w") for t in sound]
    path = packed(tmp_path / "x.kmz", {TEMPLATE: foreign[0], WAYLINES: foreign[1]})
    assert "OSP-112" in warnings(wpml().check(path))
    newer = [t.replace("1.0.6", "9.9.9") for t in sound]
    path = packed(tmp_path / "x.kmz", {TEMPLATE: newer[0], WAYLINES: newer[1]})
    assert "OSP-113" in warnings(wpml().check(path))


def test_reading_what_is_no_mission_is_one_clear_error(tmp_path):
    with pytest.raises(InputError, match="Google Earth"):
        wpml().read(packed(tmp_path / "x.kmz", {"doc.kml": GOOGLE}))


@pytest.mark.parametrize(
    ("method", "name"), [(zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "LZMA")]
)
def test_packing_that_controllers_do_not_read_is_refused_by_name(tmp_path, sound, method, name):
    path = tmp_path / "x.kmz"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr(TEMPLATE, sound[0])
        archive.writestr(WAYLINES, sound[1])
    finding = only(path)
    assert finding.code == "OSP-107" and name in finding.message


def test_the_folder_s_name_is_in_small_letters(tmp_path, sound):
    path = packed(tmp_path / "x.kmz", {TEMPLATE.upper(): sound[0], WAYLINES.upper(): sound[1]})
    found = wpml().check(path)
    assert errors(found) == {"OSP-103"} and any(TEMPLATE in f.message for f in found)


def test_another_ending_is_refused_for_that_alone(tmp_path, sound):
    path = packed(tmp_path / "x.zip", {TEMPLATE: sound[0], WAYLINES: sound[1]})
    assert wpml().recognises(path) and only(path).code == "OSP-115"
    (tmp_path / "y.zip").write_bytes(b"PK nothing of ours")
    assert not wpml().recognises(tmp_path / "y.zip")


@pytest.mark.parametrize(
    ("old", "new", "maker"),
    [
        ("http://www.dji.com/wpmz/", "http://www.uav.com/wpmz/", "DJI Fly"),
        ("http://www.dji.com/wpmz/", "http://www.autel.com/wpmz/", "Autel"),
        ("droneEnumValue>60<", "droneEnumValue>68<", "DJI Fly"),
    ],
)
def test_a_mission_for_other_aircraft_is_named_in_one_line(tmp_path, sound, old, new, maker):
    members = {TEMPLATE: sound[0].replace(old, new), WAYLINES: sound[1].replace(old, new)}
    finding = only(packed(tmp_path / "x.kmz", members))
    assert finding.code == "OSP-116" and maker in finding.message


@pytest.mark.parametrize("padding", [0, 4000])
def test_too_many_waypoints_are_told_as_such_and_not_as_a_bomb(tmp_path, sound, padding):
    # with the padding more than the limit of what is unpacked
    mark = "<Placemark><!--" + "x" * padding + "--></Placemark>"
    waylines = sound[1].replace("</Folder>", mark * 65_600 + "</Folder>")
    path = tmp_path / "x.kmz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(TEMPLATE, sound[0])
        archive.writestr(WAYLINES, waylines)
    finding = only(path)
    assert finding.code == "-4" and "65535 can be flown" in finding.message


def test_text_that_declares_another_encoding_is_read_by_it(tmp_path, sound):
    template = sound[0].replace("UTF-8", "GBK", 1).encode("gbk")
    assert wpml().check(packed(tmp_path / "x.kmz", {TEMPLATE: template, WAYLINES: sound[1]})) == ()
