"""Blur is seen, and what shows nothing is not called blurred."""

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter, uniform_filter1d

from missionplanner.imagery import sharpness
from missionplanner.imagery.sharpness import blur_limit, look_at
from tests.photo_files import ground_picture

cv2 = pytest.importorskip("cv2")
LIMIT = blur_limit([])
GROUND = ground_picture((640, 512), 9).astype(float)


def seen(path, picture):
    Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).save(path, quality=92)
    return look_at(path)


@pytest.mark.parametrize("contrast", [1.0, 0.4])
def test_ground_is_sharp_whatever_its_contrast(tmp_path, contrast) -> None:
    look = seen(tmp_path / "a.jpg", 128 + contrast * (GROUND - 128))
    assert look.ratio is not None and not look.blurred(LIMIT)


@pytest.mark.parametrize("size", [(1, 1), (640, 1), (70, 63)])
def test_a_picture_of_a_few_pixels_is_not_judged(tmp_path, size) -> None:
    look = seen(tmp_path / "a.jpg", np.full(size[::-1], 120.0))
    assert look.ratio is None and not look.blurred(LIMIT)


def test_out_of_focus_and_smeared_ground_is_blurred(tmp_path) -> None:
    assert seen(tmp_path / "a.jpg", gaussian_filter(GROUND, 2.5)).blurred(LIMIT)
    for axis in (0, 1):
        assert seen(tmp_path / "b.jpg", uniform_filter1d(GROUND, 7, axis=axis)).blurred(LIMIT)


def test_water_and_sky_are_neither(tmp_path) -> None:
    rows = np.linspace(90, 150, 512)[:, None] * np.ones(640)
    noise = np.random.default_rng(2).normal(0.0, 1.0, rows.shape)
    look = seen(tmp_path / "a.jpg", rows + noise)
    assert look.ratio is None and look.structured_share is not None


def test_black_and_white_are_badly_exposed(tmp_path) -> None:
    assert seen(tmp_path / "a.jpg", 0 * GROUND).dark_share == 1.0
    assert seen(tmp_path / "b.jpg", GROUND + 200).bright_share > 0.9


def test_without_opencv_sharpness_is_not_known(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(sharpness, "_OPENCV", False)
    look = seen(tmp_path / "a.jpg", gaussian_filter(GROUND, 2.5))
    assert look.ratio is None and not look.blurred(LIMIT)


def test_a_camera_that_is_always_soft_is_held_against_itself(tmp_path) -> None:
    soft = [seen(tmp_path / f"{k}.jpg", gaussian_filter(GROUND, 0.9)) for k in range(3)]
    limit = blur_limit(soft)
    assert limit < LIMIT and not any(look.blurred(limit) for look in soft)
    assert seen(tmp_path / "b.jpg", gaussian_filter(GROUND, 2.5)).blurred(limit)
