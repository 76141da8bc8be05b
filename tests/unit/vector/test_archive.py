import random
import zipfile

import pytest

from missionplanner.errors import InputError
from missionplanner.vector.archive import HarmfulFile, parse_xml, read_members, safe_name


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b.kml", True),
        ("a..b/c", True),
        ("../a", False),
        ("a/../../b", False),
        ("/a", False),
        ("\\a", False),
        ("a\\..\\..\\b", False),
        ("C:/a", False),
        ("", False),
    ],
)
def test_names_stay_inside(name, safe):
    assert safe_name(name) is safe


def test_files_come_by_name_and_folders_not(tmp_path):
    path = packed(tmp_path / "x.zip", {"d/": "", "d/a": "1", "b": "2"})
    assert read_members(path) == {"d/a": b"1", "b": b"2"}


def test_limits_hold_for_all_members_together(tmp_path):
    path = packed(tmp_path / "x.zip", {"a": "x" * 600, "b": "x" * 600})
    assert len(read_members(path, limit_bytes=1200)) == 2
    with pytest.raises(HarmfulFile):
        read_members(path, limit_bytes=1199)
    with pytest.raises(HarmfulFile):
        read_members(path, max_members=1)


def test_large_but_honest_members_pass(tmp_path):
    noise = random.Random(1).randbytes(2_000_000)
    assert read_members(packed(tmp_path / "x.zip", {"a": noise}))["a"] == noise


def test_a_folder_or_no_file_is_one_clear_error(tmp_path):
    for path in (tmp_path, tmp_path / "absent.kmz"):
        with pytest.raises(InputError):
            read_members(path)


def test_xml_is_parsed_and_doctypes_are_not():
    assert parse_xml(b"<a><b/></a>", "x")[0].tag == "b"
    with pytest.raises(HarmfulFile):
        parse_xml(b"<!DOCTYPE a><a/>", "x")
    for data in (b"", b"<a>", b"\x00", b"<a>" * 5000):
        with pytest.raises(InputError, match="not sound XML"):
            parse_xml(data, "x")
