"""Quick maps that hold temperature and reflectance, as the study takes them."""

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio

from missionplanner.cli.main import run
from tests.radiometric_files import BANDS, Air, Lens, counts, fff, with_flir, write_band
from tests.rendered_site import FRAME, Pose, height_m, paint, render, write_pose
from tests.stories.small_site import X0, Y0, project_of_ring

CELL = 0.5
RING = [(660.0, 610.0), (740.0, 610.0), (740.0, 690.0), (660.0, 690.0)]
PLACES = [(x, y) for x in (675.0, 725.0) for y in (630.0, 670.0)]
AIR = Air(distance_m=1.0)  # as it was set before the flight: the true air is that below the camera


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_of_ring(tmp_path_factory.mktemp("measure"), RING)


def poses(agl: float) -> list[Pose]:
    xy = [(X0 + x, Y0 + y) for x, y in PLACES]
    return [Pose(x, y, float(height_m(np.array(x), np.array(y))) + agl) for x, y in xy]


def made(project: Path, capsys, *arguments: str) -> dict:
    capsys.readouterr()
    assert run(["mosaic", str(project), "--cell", str(CELL), "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def cells(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Values (bands, rows, cols) of a map, and how bright the ground is painted there, 0 to 1."""
    with rasterio.open(path) as data:
        got, t = data.read(), data.transform
    x = t.c + CELL * (np.arange(got.shape[2]) + 0.5)
    y = t.f - CELL * (np.arange(got.shape[1]) + 0.5)
    return got, paint(*np.meshgrid(x, y))[..., 0] / 255.0


def celsius(grey: np.ndarray) -> np.ndarray:
    return 8.0 + 40.0 * grey


@pytest.fixture(scope="module")
def heat(project: Path) -> Path:
    folder = project.parent / "heat"
    folder.mkdir()
    for k, pose in enumerate(poses(60.0)):
        shown = render(pose)
        path = write_pose(folder / f"T{k}.JPG", pose, shown, k)
        flown = Air(distance_m=60.0)
        frame = counts(celsius(shown[..., 0] / 255.0), flown)
        with_flir(path, fff(frame, AIR))
    return folder


def test_photos_of_an_xt2_become_a_map_of_temperatures(project, heat, tmp_path, capsys) -> None:
    out = tmp_path / "heat.tif"
    told = made(project, capsys, "--sensor=xt2", f"--photos={heat}", f"--out={out}", "--untied")
    assert told["holds"] == "degC"
    assert "MOSAIC-MEASURE" in {one["code"] for one in told["findings"]}
    got, grey = cells(out)
    off = got[0] - celsius(grey)
    assert np.nanmedian(np.abs(off)) < 0.2 and np.isfinite(off).mean() > 0.95
    with rasterio.open(out) as data:
        assert data.units == ("degC",) and data.descriptions == ("Temperature",)
        assert np.isnan(data.nodata) and "PICTURE" not in data.tags()
    # What is known better than the camera knew changes them.
    warm = made(
        project, capsys, "--sensor=xt2", f"--photos={heat}", f"--out={out}", "--untied",
        "--emissivity=0.85",
    )  # fmt: skip
    assert warm["holds"] == "degC" and np.nanmedian(cells(out)[0][0] - got[0]) > 2.0


def test_brightness_may_be_asked_for(project, heat, tmp_path, capsys) -> None:
    told = made(
        project, capsys, "--sensor=xt2", f"--photos={heat}", f"--out={tmp_path / 'p.tif'}",
        "--untied", "--picture",
    )  # fmt: skip
    assert told["holds"] == "brightness"
    with rasterio.open(tmp_path / "p.tif") as data:
        assert data.count == 3 and data.tags()["PICTURE"] == "1"


SIZE, FOCAL = (320, 240), 360.0
LIGHT = (1.1, 1.0, 0.9, 0.6, 0.8)
BESIDE = ((0.0, 0.0), (6.0, -4.0), (-5.0, 3.0), (4.0, 7.0), (-7.0, -2.0))


def share(k: int, grey: np.ndarray) -> np.ndarray:
    return 0.03 + (0.08 + 0.05 * k) * grey


@pytest.fixture(scope="module")
def captures(project: Path) -> Path:
    folder = project.parent / "rededge"
    folder.mkdir()
    for n, pose in enumerate(poses(70.0)):
        lon, lat = (float(v) for v in FRAME.inverse(pose.x, pose.y))
        up_x, up_y = (float(v) for v in FRAME.forward(lon, lat + 1e-4))
        turn = np.degrees(np.arctan2(up_x - pose.x, up_y - pose.y))
        for k, (name, nm) in enumerate(BANDS):
            grey = render(pose, focal_px=FOCAL, size=SIZE, beside=BESIDE[k])[..., 0] / 255.0
            words = f"<DLS:HorizontalIrradiance>{100 * LIGHT[k]}</DLS:HorizontalIrradiance>"
            lens = Lens(name, nm, exposure_s=0.0006, centre=(160.0, 120.0))
            write_band(
                folder / f"IMG_{n:04d}_{k + 1}.tif", share(k, grey) * LIGHT[k] / np.pi, lens,
                words, capture=f"c{n}", at=(lon, lat, pose.z), yaw_deg=-float(turn),
            )  # fmt: skip
    return folder


def test_captures_of_a_rededge_become_reflectance_and_an_epoch(
    project, captures, heat, tmp_path, capsys
) -> None:
    out, warm = tmp_path / "rededge.tif", tmp_path / "heat.tif"
    told = made(
        project, capsys, "--sensor=rededge-m", f"--photos={captures}", f"--out={out}", "--untied"
    )
    assert told["holds"] == "reflectance"
    assert np.array(told["band_shifts_px"]) == pytest.approx(np.array(BESIDE), abs=0.5)
    got, grey = cells(out)
    for k in range(5):
        off = got[k] - share(k, grey)
        assert np.nanmedian(np.abs(off)) < 0.004, BANDS[k]
    with rasterio.open(out) as data:
        assert data.descriptions == tuple(name for name, _ in BANDS)
    made(project, capsys, "--sensor=xt2", f"--photos={heat}", f"--out={warm}", "--untied")
    verb = ["survey-epoch", str(project), "--date=2024-06-12", f"--multispectral={out}"]
    assert run([*verb, f"--thermal={warm}", "--json"]) == 0
    epoch = json.loads(capsys.readouterr().out.splitlines()[-1])
    files = {Path(file).stem: Path(file) for file in epoch["files"]}
    with rasterio.open(files["nir"]) as data:
        assert np.nanmedian(data.read(1)) == pytest.approx(np.nanmedian(got[3]), abs=0.003)
    with rasterio.open(files["temperature"]) as data:
        assert np.nanmedian(data.read(1)) == pytest.approx(273.15 + 28.0, abs=4.0)


def test_without_light_it_is_brightness_and_no_epoch(project, captures, tmp_path, capsys) -> None:
    photos = tmp_path / "dark"
    photos.mkdir()
    for path in captures.iterdir():
        content = path.read_bytes().replace(b"HorizontalIrradiance", b"HorizontalIrradianc_")
        (photos / path.name).write_bytes(content)
    out = tmp_path / "m.tif"
    told = made(
        project, capsys, "--sensor=rededge-m", f"--photos={photos}", f"--out={out}", "--untied"
    )
    assert told["holds"] == "brightness"
    said = next(one for one in told["findings"] if one["code"] == "MOSAIC-BRIGHTNESS")
    assert (
        said["severity"] == "warning" and "neither a panel nor the light sensor" in said["message"]
    )
    verb = ["survey-epoch", str(project), "--date=2024-06-13", f"--multispectral={out}"]
    assert run(verb) == 2
    assert "brightness" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--panel=/nowhere/x.tif"], "no capture is found here"),
        (["--panel-reflectance=49"], "not what a panel reflects"),
        (["--sensor=xt2", "--emissivity=7"], "no such value"),
        (["--sensor=xt2", "--humidity=500"], "no such value"),
    ],
)
def test_what_cannot_be_is_refused(project, captures, heat, capsys, more, said) -> None:
    photos = heat if "--sensor=xt2" in more else captures
    sensor = [] if "--sensor=xt2" in more else ["--sensor=rededge-m"]
    capsys.readouterr()
    assert run(["mosaic", str(project), f"--photos={photos}", "--untied", *sensor, *more]) == 2
    assert said in capsys.readouterr().err.strip().splitlines()[-1]
