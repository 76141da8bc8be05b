"""A quick map of photos rendered from known poses is held against the ground they show."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
import rasterio
from PIL import Image

from missionplanner.cli.main import run
from missionplanner.imagery.mosaic import pictures as pictures_room
from missionplanner.imagery.mosaic.balance import Balance, Glances
from missionplanner.imagery.mosaic.bands import band_warps, shifts_px
from missionplanner.imagery.mosaic.pictures import Pictures
from missionplanner.operations import mosaic
from missionplanner.operations.mosaic import MosaicAsked, quick_map
from missionplanner.tasks.progress import Cancelled, Progress, silent
from tests.rendered_site import (
    FRAME,
    HEIGHT,
    WIDTH,
    flight,
    height_m,
    paint,
    render,
    seen_at,
    shaken,
    write_pose,
)
from tests.stories.small_site import X0, Y0, project_of_ring

CELL = 0.4
RING = [(610.0, 560.0), (790.0, 560.0), (790.0, 740.0), (610.0, 740.0)]
POSES = flight(5, 6, (32.0, 45.0), agl=120.0)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_of_ring(tmp_path_factory.mktemp("mosaic"), RING)


@pytest.fixture(scope="module")
def pictures() -> list[np.ndarray]:
    return [render(pose) for pose in POSES]


def card(folder: Path, pictures: list[np.ndarray], place_m: float, angle_deg: float) -> Path:
    folder.mkdir(parents=True)
    rng = np.random.default_rng(2)
    for k, (pose, picture) in enumerate(zip(POSES, pictures, strict=True)):
        told = shaken(pose, rng, place_m, angle_deg)
        write_pose(folder / f"P{k:03d}.JPG", told, picture, k)
    return folder


def made(project: Path, photos: Path, out: Path, capsys, *more: str) -> dict:
    capsys.readouterr()
    verb = ["mosaic", str(project), "--sensor", "xt2", "--photos", str(photos), "--json"]
    assert run([*verb, "--cell", str(CELL), "--out", str(out), *more]) == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def displaced_m(path: Path) -> np.ndarray:
    """How far squares of the map lie from the painted ground, metres (n,)."""
    with rasterio.open(path) as data:
        got = data.read().astype(np.float32).mean(axis=0)
        t = data.transform
    rows, cols = got.shape
    x = t.c + CELL * (np.arange(cols) + 0.5)
    y = t.f - CELL * (np.arange(rows) + 0.5)
    truth = paint(*np.meshgrid(x, y)).mean(axis=2).astype(np.float32)
    side, found = 64, []
    window = cv2.createHanningWindow((side, side), cv2.CV_32F)
    for i in range(0, rows - side, side):
        for j in range(0, cols - side, side):
            a, b = truth[i : i + side, j : j + side], got[i : i + side, j : j + side]
            if (b > 0).all():
                (dx, dy), _ = cv2.phaseCorrelate(a - a.mean(), b - b.mean(), window)
                found.append(np.hypot(dx, dy) * CELL)
    assert len(found) > 20
    return np.array(found)


def test_true_poses_put_the_ground_where_it_is(project, pictures, tmp_path, capsys) -> None:
    photos = card(tmp_path / "a", pictures, 0, 0)
    told = made(project, photos, tmp_path / "m.tif", capsys, "--untied")
    off = displaced_m(tmp_path / "m.tif")
    # A pixel on the ground is 16 cm: yaw is told to a hundredth of a degree.
    assert np.median(off) < 0.5 * CELL and off.max() < 1.2 * CELL
    assert told["photos"] == len(POSES)
    with rasterio.open(tmp_path / "m.tif") as data:
        assert data.count == 3 and data.nodata == 0
        assert data.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert data.crs.to_epsg() == 32649 and data.res == (CELL, CELL)
        assert told["shown_share"] == pytest.approx((data.read(1) > 0).mean(), abs=0.02)


def test_a_part_of_the_photos_shows_a_part_of_the_area(project, pictures, tmp_path, capsys) -> None:
    photos = card(tmp_path / "p", pictures, 0, 0)
    for path in sorted(photos.iterdir())[7:]:
        path.unlink()
    cut = photos / "P006.JPG"
    cut.write_bytes(cut.read_bytes()[:-2000])
    told = made(project, photos, tmp_path / "p.tif", capsys, "--untied")
    with rasterio.open(tmp_path / "p.tif") as data:
        shown_m2 = (data.read(1) > 0).sum() * CELL**2
    assert 0.1 < told["shown_share"] < 0.8
    assert told["shown_share"] == pytest.approx(shown_m2 / 180.0**2, abs=0.02)
    assert "MOSAIC-PART" in {finding["code"] for finding in told["findings"]}
    # One that the card lost the end of costs no map of the others, and is named.
    assert told["photos"] == 6
    (lost,) = [f for f in told["findings"] if f["code"] == "MOSAIC-UNREAD"]
    assert lost["where"] == "P006.JPG"


def test_ties_better_poses_that_are_off(project, pictures, tmp_path, capsys) -> None:
    photos = card(tmp_path / "b", pictures, 0.03, 1.5)
    made(project, photos, tmp_path / "told.tif", capsys, "--untied")
    tied = made(project, photos, tmp_path / "tied.tif", capsys)
    before, after = displaced_m(tmp_path / "told.tif"), displaced_m(tmp_path / "tied.tif")
    assert np.median(before) > 0.8
    assert np.median(after) < 0.4 * np.median(before)
    assert tied["tie_after_px"] < 0.3 * tied["tie_before_px"]
    assert tied["tie_points"] > 300 and 0.0 < tied["brightness_off"]["after"] < 0.02
    assert not [f for f in tied["findings"] if f["code"] == "MOSAIC-TIES"]


def test_control_points_put_a_flight_back_that_is_off(project, pictures, tmp_path, capsys) -> None:
    copy = Path(shutil.copytree(project.parent, tmp_path / "site")) / project.name
    photos = tmp_path / "s"
    photos.mkdir()
    for k, (pose, picture) in enumerate(zip(POSES, pictures, strict=True)):
        # Without RTK a whole flight may be off by metres; the receiver of this one was sure.
        told = replace(pose, x=pose.x + 2.0, y=pose.y - 1.5)
        write_pose(photos / f"P{k:03d}.JPG", told, picture, k)
    xy = np.array([(640, 590), (760, 590), (640, 710), (760, 710), (700, 650), (670, 620)], float)
    xy += np.array([X0, Y0])
    points = np.column_stack((xy, height_m(xy[:, 0], xy[:, 1])))
    lon, lat = FRAME.inverse(xy[:, 0], xy[:, 1])
    rows = ["name,lon,lat,height"]
    rows += [f"K{k},{lon[k]:.10f},{lat[k]:.10f},{points[k, 2]:.4f}" for k in range(len(xy))]
    (tmp_path / "k.csv").write_text("\n".join(rows), "utf-8")
    marks = ["photo,x,y,point"]
    for k, pose in enumerate(POSES):
        for j, (u, v) in enumerate(seen_at(pose, points)):
            if 0 < u < WIDTH and 0 < v < HEIGHT:
                marks.append(f"P{k:03d}.JPG,{u:.3f},{v:.3f},K{j}")
    (photos / "marks.csv").write_text("\n".join(marks), "utf-8")
    measured = [f"--measured={tmp_path / 'k.csv'}", "--vertical-datum=egm96"]
    assert run(["control", str(copy), *measured]) == 0
    made(copy, photos, tmp_path / "off.tif", capsys)
    assert run(["control", str(copy), f"--marks={photos / 'marks.csv'}"]) == 0
    told = made(copy, photos, tmp_path / "on.tif", capsys)
    assert np.median(displaced_m(tmp_path / "off.tif")) > 2.0
    assert np.median(displaced_m(tmp_path / "on.tif")) < 0.6 * CELL
    assert told["control_photos"] >= 12
    assert not [f for f in told["findings"] if f["code"] == "MOSAIC-CONTROL"]


def test_seams_lie_between_the_photos_below_which_they_are(project, pictures, tmp_path, capsys):
    # Each photo is one grey: the map says which photo was taken where.
    greys = [np.full_like(p, 8 * k + 8) for k, p in enumerate(pictures)]
    photos = card(tmp_path / "g", greys, 0, 0)
    told = made(project, photos, tmp_path / "g.tif", capsys, "--untied", "--unbalanced")
    assert told["brightness_off"] is None
    with rasterio.open(tmp_path / "g.tif") as data:
        got, t = data.read(1), data.transform
    rows, cols = got.shape
    x, y = np.meshgrid(t.c + CELL * (np.arange(cols) + 0.5), t.f - CELL * (np.arange(rows) + 0.5))
    z = height_m(x, y)
    steep = np.stack([((x - p.x) ** 2 + (y - p.y) ** 2) / (p.z - z) ** 2 for p in POSES])
    nearest = 8 * steep.argmin(axis=0) + 8
    known = got > 0
    # The nearest may be tilted away, so that another has to serve: seldom.
    assert (np.abs(got.astype(int) - nearest)[known] <= 2).mean() > 0.97


def test_photos_of_other_exposure_are_evened_out(project, pictures, tmp_path, capsys) -> None:
    """Each photo is exposed otherwise, by up to a third, and one is of another colour."""
    chance = np.random.default_rng(8)
    spoiled = [
        np.clip(picture * chance.uniform(0.75, 1.3) * 0.7, 0, 255).astype(np.uint8)
        for picture in pictures
    ]
    spoiled[7] = np.clip(spoiled[7] * np.array([1.15, 1.0, 0.9]), 0, 255).astype(np.uint8)
    photos = card(tmp_path / "x", spoiled, 0, 0)

    def patches(layers: np.ndarray) -> np.ndarray:
        """Means of squares of 10 m: what is left is exposure, not texture."""
        n = 25
        rows, cols = (side // n * n for side in layers.shape[1:])
        return layers[:, :rows, :cols].reshape(3, rows // n, n, cols // n, n).mean(axis=(2, 4))

    def spread(*options: str) -> tuple[float, dict]:
        told = made(project, photos, tmp_path / "x.tif", capsys, *options)
        with rasterio.open(tmp_path / "x.tif") as data:
            got, t = data.read().astype(np.float64), data.transform
        x = t.c + CELL * (np.arange(got.shape[2]) + 0.5)
        y = t.f - CELL * (np.arange(got.shape[1]) + 0.5)
        truth = np.moveaxis(paint(*np.meshgrid(x, y)), -1, 0)
        share = patches(got) / patches(truth)
        return float(share.std() / share.mean()), told

    before, _ = spread("--untied", "--unbalanced")
    after, told = spread("--untied")
    assert before > 0.1 and after < 0.35 * before
    off = told["brightness_off"]
    assert off["before"] > 0.1 and off["after"] < 0.03
    assert "MOSAIC-BALANCE" in {finding["code"] for finding in told["findings"]}


def test_memory_is_bounded_by_the_cache(project, pictures, tmp_path) -> None:
    photos = sorted(card(tmp_path / "c", pictures, 0, 0).iterdir())
    kept = Pictures([[p] for p in photos], (640, 512), most_bytes=3_000_000)
    for k in range(len(photos)):
        assert kept[k].shape == (512, 640, 3)
        assert sum(p.nbytes for p in kept._kept.values()) <= 3_000_000
    assert len(kept._kept) == 3


def test_bands_of_several_lenses_are_laid_on_each_other(tmp_path) -> None:
    files = []
    wide = [render(replace(pose, z=pose.z + 20.0))[..., 0] for pose in POSES[:3]]
    for k, whole in enumerate(wide):
        one = []
        for band, (dx, dy) in enumerate([(0, 0), (7, -4), (-11, 9)]):
            cut = whole[40 - dy : 440 - dy, 40 - dx : 540 - dx].astype(np.uint16) * (60 + 40 * band)
            path = tmp_path / f"IMG_{k:04d}_{band + 1}.tif"
            Image.fromarray(cut).save(path)
            one.append(path)
        files.append(one)
    found = np.array(shifts_px(band_warps(files, 500, 400, silent()), 500, 400))
    assert found == pytest.approx(np.array([(0, 0), (7, -4), (-11, 9)]), abs=0.4)


def test_it_can_be_cancelled_and_leaves_nothing(project, pictures, tmp_path) -> None:
    photos = card(tmp_path / "d", pictures, 0, 0)
    shares: list[float] = []
    progress = Progress(lambda e: shares.append(e.share), lambda: bool(shares) and shares[-1] > 0.6)
    out = tmp_path / "out" / "m.tif"
    with pytest.raises(Cancelled):
        quick_map(project, MosaicAsked("xt2", photos, CELL / 2, False, out), progress)
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--sensor", "p1-35"], "no photo with a place of the sensor p1-35"),
        (["--sensor", "nothing"], "nothing"),
        (["--sensor", "xt2", "--cell", "0"], "--cell"),
        (["--sensor", "xt2", "--photos", "/nowhere"], "no such folder"),
    ],
)
def test_what_cannot_be_is_refused(project, pictures, tmp_path, capsys, more, said) -> None:
    photos = tmp_path / "e"
    photos.mkdir()
    write_pose(photos / "P.JPG", POSES[0], pictures[0])
    capsys.readouterr()
    assert run(["mosaic", str(project), "--photos", str(photos), *more]) == 2
    assert said in capsys.readouterr().err.strip().splitlines()[-1]


def test_photos_of_another_site_are_refused(project, pictures, tmp_path, capsys) -> None:
    photos = tmp_path / "f"
    photos.mkdir()
    write_pose(photos / "x.JPG", replace(POSES[0], x=POSES[0].x + 9e4), pictures[0])
    assert run(["mosaic", str(project), "--sensor", "xt2", "--photos", str(photos)]) == 2
    assert "above the ground of the DEM" in capsys.readouterr().err


def test_without_opencv_it_says_what_to_install(project, tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(pictures_room, "_OPENCV", False)
    assert run(["mosaic", str(project), "--sensor", "xt2", "--photos", str(tmp_path)]) == 2
    assert "install the extra: images" in capsys.readouterr().err


@pytest.mark.parametrize(("after", "kept"), [(0.004, True), (0.012, False)])
def test_factors_that_better_nothing_are_left_out(after, kept, monkeypatch) -> None:
    found = Balance(np.ones((2, 3)), 0.011, after)
    monkeypatch.setattr(mosaic, "balanced", lambda *_: found)
    monkeypatch.setattr(mosaic, "near_pairs", lambda *_: [(0, 1)])

    class Two:
        files = ((Path("a.jpg"),), (Path("b.jpg"),))

        def __len__(self) -> int:
            return 2

    glances = Glances(640, 512)
    glances.keep(0, np.zeros((512, 640, 3), np.uint8))
    site = SimpleNamespace(terrain=None)
    got = mosaic._balance(mosaic.MosaicAsked("xt2"), Two(), site, glances)
    assert (got is found) is kept
