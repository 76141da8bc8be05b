"""Previews tell which camera took their photo, so that several sensors may be expected apart."""

import json
from pathlib import Path

import pytest
from PIL import Image

from missionplanner.aircraft.catalogue import sensor
from missionplanner.imagery.announced import read_announced
from missionplanner.link.objects import ObjectKind
from missionplanner.link.previews import open_picture, preview
from tests.photo_files import Shot, ground_picture, write_photo

PLACE = {"kind": "preview", "lat": 37.0, "lon": 112.0}


def written(folder: Path, name: str, **notes) -> None:
    (folder / "ab12").mkdir(exist_ok=True)
    told = json.dumps({**PLACE, "photo": name, **notes})
    (folder / "ab12" / f"{name}.1.webp.json").write_text(told)


def test_of_several_sensors_each_has_its_own(tmp_path: Path) -> None:
    two = [sensor("p1-35"), sensor("xt2")]
    written(tmp_path, "a.JPG", cam=[8192, 5460, 35.0])
    written(tmp_path, "b.JPG", cam=[640, 512, 13.0])
    written(tmp_path, "c.JPG", cam=[4056, 3040, 4.5])
    written(tmp_path, "d.JPG")
    found = {one.name: one.taken_by(two) for one in read_announced(tmp_path)}
    assert found == {"a.JPG": "p1-35", "b.JPG": "xt2", "c.JPG": None, "d.JPG": None}
    alone = {one.name: one.taken_by(two[:1]) for one in read_announced(tmp_path)}
    assert alone["d.JPG"] == "p1-35" and alone["b.JPG"] is None


@pytest.mark.parametrize(
    "cam", [7, [], [640], ["640", 512], [640, -512], [640, 512, 1, 2], [10**9, 1], None, {}]
)
def test_strange_words_of_a_camera_tell_none(tmp_path: Path, cam: object) -> None:
    written(tmp_path, "a.JPG", cam=cam)
    (one,) = read_announced(tmp_path)
    assert one.size_px is None and one.focal_mm is None


def test_a_preview_tells_its_camera_and_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "DJI_20240612101500_0001_a_long_name.JPG"
    write_photo(path, Shot(112.0, 37.0, 800.0), ground_picture((640, 512), 3))
    item = preview(open_picture(path), 1310, 1)
    assert item.kind is ObjectKind.PREVIEW and item.notes["cam"] == [640, 512, 13.0]
    assert len(item.to_bytes()) <= 1500
    Image.new("RGB", (64, 48)).save(tmp_path / "plain.JPG")
    assert open_picture(tmp_path / "plain.JPG").notes["cam"] == [64, 48]
