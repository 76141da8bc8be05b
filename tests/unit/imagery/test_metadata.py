"""What a photo's file says, against what was written into it, and against real files."""

import math
from datetime import UTC, datetime

import pytest
from PIL import Image

from missionplanner.errors import InputError
from missionplanner.imagery.folder import photo_files, read_card
from missionplanner.imagery.metadata import read_photo
from missionplanner.imagery.xmp import read_xmp
from missionplanner.model.photo import Pointing, RtkSolution
from missionplanner.model.places import Datum
from missionplanner.tasks.progress import silent
from tests.photo_files import Shot, ground_picture, write_photo

SMALL = ground_picture((64, 48), 3)


def test_what_was_written_is_read(tmp_path) -> None:
    shot = Shot(110.123456789, -37.5, 812.345, yaw_deg=-170.5, pitch_deg=-88.0, roll_deg=1.5)
    photo = read_photo(write_photo(tmp_path / "a.jpg", shot, SMALL))
    assert (photo.lon_deg, photo.lat_deg) == (110.123456789, -37.5)
    assert photo.altitude is not None and photo.altitude.datum is Datum.ELLIPSOID
    assert photo.altitude.value_m == 812.345 and photo.above_home_m == 100.0
    assert photo.attitude is not None and photo.attitude.of is Pointing.GIMBAL
    assert (photo.attitude.yaw_deg, photo.attitude.pitch_deg) == (-170.5, -88.0)
    assert photo.rtk is RtkSolution.FIXED and photo.accuracy_m == (0.011, 0.012, 0.024)
    assert photo.taken == datetime(2030, 6, 1, 10, 0, 0)
    assert (photo.width_px, photo.height_px, photo.focal_mm) == (64, 48, 13.0)


def test_a_photo_without_exif_has_no_place(tmp_path) -> None:
    Image.fromarray(SMALL).save(tmp_path / "bare.jpg")
    photo = read_photo(tmp_path / "bare.jpg")
    assert not photo.placed and photo.attitude is None and photo.taken is None


def test_what_is_no_picture_is_refused(tmp_path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no picture at all")
    with pytest.raises(InputError) as refused:
        read_photo(tmp_path / "a.jpg")
    assert refused.value.code == "imagery.unknown_picture"


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"\0" * 400])
def test_an_empty_file_is_told_without_its_whole_path_twice(tmp_path, content) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_photo(tmp_path / "a.jpg")
    assert refused.value.line("en").count(str(tmp_path)) == 1


def test_a_head_that_goes_on_for_megabytes_is_refused_at_once(tmp_path) -> None:
    path = write_photo(tmp_path / "a.jpg", Shot(111.0, 37.0, 700.0), SMALL)
    data = path.read_bytes()
    piece = b"\xff\xe1\xff\xff" + b"Exif\0\0" + bytes(65_527)
    path.write_bytes(data[:2] + piece * 3 + data[2:])
    assert read_photo(path).width_px == 64
    path.write_bytes(data[:2] + piece * 260 + data[2:])
    with pytest.raises(InputError) as refused:
        read_photo(path)
    assert refused.value.code == "imagery.long_head"


def test_a_folder_that_may_not_be_read_is_not_called_empty(tmp_path, monkeypatch) -> None:
    def walk(top, onerror):
        onerror(PermissionError(13, "Permission denied", str(top)))
        yield from [(str(top), [], names)]

    names: list[str] = []
    monkeypatch.setattr("missionplanner.imagery.folder.os.walk", walk)
    with pytest.raises(InputError) as refused:
        photo_files(tmp_path)
    assert refused.value.code == "imagery.closed_folder"
    write_photo(tmp_path / "a.jpg", Shot(111.0, 37.0, 700.0), SMALL)
    names.append("a.jpg")
    assert photo_files(tmp_path) == (tmp_path / "a.jpg",)


def test_a_photo_cut_off_is_told_and_the_others_are_read(tmp_path) -> None:
    whole = write_photo(tmp_path / "a.jpg", Shot(111.0, 37.0, 700.0), ground_picture((320, 256), 1))
    data = whole.read_bytes()
    (tmp_path / "b.jpg").write_bytes(data[: len(data) // 2])
    (tmp_path / "c.jpg").write_bytes(data[:-2])
    (tmp_path / "d.jpg").write_bytes(data + bytes(200_000) + data[: len(data) // 2])
    for looked in (True, False):
        read = read_card(photo_files(tmp_path), silent(), looked=looked)
        assert [one.photo.name for one in read.seized][:1] == ["a.jpg"]
        assert {one.photo.name for one in read.seized} >= {"a.jpg", "d.jpg"}
        assert "imagery.cut_off" in [error.code for error in read.unread]
        assert str(tmp_path / "b.jpg") in [error.where for error in read.unread]


def test_equal_names_of_two_cards_are_two_photos(tmp_path) -> None:
    for card in ("one", "two"):
        (tmp_path / card).mkdir()
        write_photo(tmp_path / card / "DJI_0001.JPG", Shot(111.0, 37.0, 700.0), SMALL)
    assert len(read_card(photo_files(tmp_path), silent()).seized) == 2


@pytest.mark.parametrize(
    "packet",
    [
        b"<a",
        b"\x00\xff",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<x>" + b"a" * 2_000_000 + b"</x>",
    ],
)
def test_a_packet_that_harms_says_nothing(packet) -> None:
    assert read_xmp(packet) == {}


def test_a_radiometric_photo_of_dji(data_dir) -> None:
    photo = read_photo(data_dir / "imagery" / "DJI_H20T.jpg")
    assert photo.lon_deg == -79.7649628 and photo.lat_deg == 40.5637811
    assert photo.altitude is not None and photo.altitude.datum is Datum.EGM96
    assert photo.above_home_m == 16.508 and photo.rtk is RtkSolution.UNTOLD
    assert photo.attitude is not None and photo.attitude.pitch_deg == -10.5
    assert (photo.width_px, photo.height_px, photo.focal_mm) == (640, 512, 13.5)


def test_five_bands_are_one_capture(data_dir) -> None:
    read = read_card(photo_files(data_dir / "imagery" / "rededge"), silent())
    (one,) = read.seized
    assert len(one.photo.files) == 5 and one.photo.capture == "g2R43Qr5m7EeTFGbkh1W"
    assert one.photo.irradiance == pytest.approx(0.957, abs=1e-3)
    assert one.photo.attitude is not None and one.photo.attitude.of is Pointing.BODY
    assert one.photo.lon_deg == pytest.approx(-(119 + 26 / 60 + 6.93744 / 3600))
    assert math.isclose(one.photo.exposure_s or 0.0, 0.001395)
    assert one.photo.taken is not None
    assert one.photo.taken.replace(tzinfo=UTC) == datetime(2017, 10, 19, 20, 42, 10, tzinfo=UTC)
