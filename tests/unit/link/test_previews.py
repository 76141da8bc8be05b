import io
import random

import numpy as np
import pytest
from PIL import Image

from missionplanner.errors import InputError
from missionplanner.link.budget import FIRST_BYTES
from missionplanner.link.objects import LinkObject, ObjectKind, read_object
from missionplanner.link.pace import MOST_BYTES, Pace
from missionplanner.link.previews import false_colour, open_picture, preview


def noise(path, size=(800, 600)):
    data = random.Random(1).randbytes(size[0] * size[1] * 3)
    Image.frombytes("RGB", size, data).save(path, quality=95)
    return path


@pytest.mark.parametrize("most", [300, FIRST_BYTES, 4096, 16_000])
def test_a_preview_is_no_larger_than_asked_even_of_noise(tmp_path, most):
    item = preview(open_picture(noise(tmp_path / "a.jpg")), most, 1)
    assert 0 < len(item.data) <= most
    with Image.open(io.BytesIO(item.data)) as image:
        assert image.format == "WEBP"
        assert image.width / image.height == pytest.approx(4 / 3, rel=0.1)
    assert read_object(item.to_bytes()) == item


def test_more_bytes_show_more(tmp_path):
    picture = open_picture(noise(tmp_path / "a.jpg"))
    sides = [
        Image.open(io.BytesIO(preview(picture, most, 1).data)).width for most in (800, 4096, 16_000)
    ]
    assert sides == sorted(set(sides))


def test_a_thermal_picture_gets_colours_with_their_limits(tmp_path):
    kelvin = np.linspace(28_000, 32_000, 120 * 160).reshape(120, 160).astype(np.uint16)
    Image.fromarray(kelvin).save(tmp_path / "t.tif")
    item = preview(open_picture(tmp_path / "t.tif"), 2000, 1)
    assert 28_000 < item.notes["low"] < 28_200
    assert 31_800 < item.notes["high"] < 32_000
    with Image.open(io.BytesIO(item.data)) as image:
        top, bottom = np.asarray(image.convert("L"), float)[[2, -3]].mean(axis=1)
    assert bottom > top + 80, "warm is not light"


def test_false_colours_grow_lighter_and_nothing_is_black():
    colours = false_colour(np.array([[0.0, 0.5, 1.0, np.nan]]), 0.0, 1.0)
    light = colours[0, :3].astype(int) @ [299, 587, 114]
    assert (np.diff(light) > 0).all()
    assert not colours[0, 3].any()


def test_what_is_no_picture_is_named(tmp_path):
    whole = noise(tmp_path / "a.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.jpg").write_text("no picture")
    (tmp_path / "empty.tif").write_bytes(b"")
    for name in ("cut.jpg", "text.jpg", "empty.tif"):
        with pytest.raises(InputError) as error:
            open_picture(tmp_path / name)
        assert error.value.code == "link.no_picture"
        assert name in error.value.line()


def test_a_picture_that_unfolds_to_gigabytes_is_refused(tmp_path):
    # A header alone claims 30,000 x 30,000 pixels.
    head = b"P6 30000 30000 255\n" + bytes(100)
    (tmp_path / "bomb.jpg").write_bytes(head)
    with pytest.raises(InputError):
        open_picture(tmp_path / "bomb.jpg")


def test_better_previews_shrink_until_they_keep_up_with_the_camera():
    fast, slow = Pace(), Pace()
    for pace, rate in ((fast, 20_000), (slow, 400)):
        for second in range(60):
            pace.photo(1000.0 + 2 * second)
            pace.delivered(1000.0 + 2 * second, 2 * rate)
    assert fast.better_bytes(1120.0) > 10_000
    assert slow.better_bytes(1120.0) == 2 * FIRST_BYTES
    assert Pace().better_bytes(0.0) <= MOST_BYTES


def test_an_object_with_a_wrong_digest_is_none():
    content = bytearray(LinkObject(ObjectKind.FILE, "a", {}, b"data").to_bytes())
    content[-1] ^= 1
    with pytest.raises(ValueError):
        read_object(bytes(content))
