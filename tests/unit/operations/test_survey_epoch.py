"""The mosaics of one survey become one epoch of the study, on one grid."""

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from missionplanner.cli.main import run
from missionplanner.ecology.imagery.zone_files import zones_file
from missionplanner.operations.studies import open_study
from missionplanner.vector.polygons import read_polygons
from tests.rendered_site import height_m
from tests.stories.small_site import EPSG, X0, Y0, write_site

BANDS = ("Blue", "Green", "Red", "Red edge", "NIR")
WEST, NORTH, SIDE = X0 + 500.0, Y0 + 800.0, 200.0


def centres(cell: float) -> tuple[np.ndarray, np.ndarray]:
    n = round(SIDE / cell)
    return np.meshgrid(WEST + cell * (np.arange(n) + 0.5), NORTH - cell * (np.arange(n) + 0.5))


def write(path: Path, layers: list[np.ndarray], cell: float, epsg: int = EPSG, **more) -> Path:
    rows, cols = layers[0].shape
    profile = {"driver": "GTiff", "count": len(layers), "height": rows, "width": cols}
    profile |= {"dtype": "float32", "nodata": -9999.0, "crs": f"EPSG:{epsg}"}
    transform = from_origin(WEST, NORTH, cell, cell)
    with rasterio.open(path, "w", **profile, transform=transform) as data:
        for n, layer in enumerate(layers, 1):
            data.write(layer.astype(np.float32), n)
        for n, name in enumerate(more.get("names", ()), 1):
            data.set_band_description(n, name)
        data.update_tags(**more.get("tags", {}))
        if more.get("unit"):
            data.units = (more["unit"],)
    return path


def reflectance(x: np.ndarray, k: int) -> np.ndarray:
    return 0.05 + 0.06 * k + 0.02 * np.sin((x - X0) / 30.0)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    site = write_site(tmp_path / "files")
    path = tmp_path / "hill.mplan"
    arguments = ["new", str(path), f"--dem={site.dem}", f"--area={site.area}"]
    assert run([*arguments, "--vertical-datum=egm96", "--sensor=rededge-m"]) == 0
    return path


@pytest.fixture
def mosaics(tmp_path: Path) -> tuple[Path, Path]:
    x, _ = centres(0.5)
    layers = [reflectance(x, k) for k in range(5)]
    multispectral = write(tmp_path / "rededge.tif", layers, 0.5, names=BANDS)
    x, _ = centres(1.0)
    heat = 24.0 + 3.0 * np.cos((x - X0) / 40.0)
    return multispectral, write(tmp_path / "thermal.tif", [heat], 1.0, unit="degC")


def added(project: Path, mosaics, capsys, *more: str, code: int = 0) -> dict | str:
    capsys.readouterr()
    verb = ["survey-epoch", str(project), "--date", "2024-07-15"]
    verb += [f"--multispectral={mosaics[0]}", f"--thermal={mosaics[1]}", *more]
    assert run([*verb, "--json"]) == code
    told = capsys.readouterr()
    return told.err.strip() if code else json.loads(told.out.splitlines()[-1])


def test_all_layers_lie_on_one_grid_with_their_values(project, mosaics, capsys) -> None:
    told = added(project, mosaics, capsys)
    files = {Path(file).stem: Path(file) for file in told["files"]}
    assert set(files) == {"blue", "green", "red", "red-edge", "nir", "temperature", "terrain"}
    lattices = set()
    for name, file in files.items():
        with rasterio.open(file) as data:
            lattices.add((tuple(data.transform), data.shape, data.crs.to_epsg()))
            got = data.read(1)
        x, y = centres(0.5)
        inner = (slice(4, -4), slice(4, -4))
        wanted = {
            "nir": reflectance(x, 4),
            "red": reflectance(x, 2),
            "temperature": 273.15 + 24.0 + 3.0 * np.cos((x - X0) / 40.0),
            "terrain": height_m(x, y),
        }.get(name)
        if wanted is not None:
            assert got[inner] == pytest.approx(
                wanted[inner], abs=0.06 if name == "terrain" else 2e-3
            )
    assert len(lattices) == 1 and told["cell_m"] == 0.5
    assert set(told["lacking"]) == {"wetness", "dryness"}
    assert "SWIR" in told["lacking"]["wetness"]


def test_the_study_computes_what_the_survey_gives(project, mosaics, capsys) -> None:
    told = added(project, mosaics, capsys, "--cell", "2")
    study = open_study(Path(told["study"])).study
    assert [epoch.date.isoformat() for epoch in study.epochs] == ["2024-07-15"]
    capsys.readouterr()
    assert run(["irsei", told["study"], "--accept-missing", "--json"]) == 0
    (epoch,) = json.loads(capsys.readouterr().out.splitlines()[-1])["epochs"]
    assert set(epoch["loadings"]) == {"greenness", "heat", "erosion"}


def test_a_date_stands_once_unless_it_is_asked_for_again(project, mosaics, capsys) -> None:
    added(project, mosaics, capsys, "--cell", "4")
    assert "already" in added(project, mosaics, capsys, "--cell", "4", code=2)
    again = added(project, mosaics, capsys, "--cell", "2", "--again")
    assert again["cell_m"] == 2.0
    assert len(open_study(Path(again["study"])).study.epochs) == 1
    later = added(project, mosaics, capsys, "--cell", "4", "--date", "2025-07-15")
    assert "2025-07-15" in later["lacking"]["wetness"], "of the survey that was added"


def zones_of(project: Path) -> list[str]:
    opened = open_study(project)
    file = zones_file(opened.study, opened.place.folder)
    return [zone.name for zone in read_polygons(file)]


def test_the_survey_area_is_the_zone_until_others_are_given(
    project, mosaics, tmp_path, capsys
) -> None:
    none = added(project, mosaics, capsys, f"--zones={tmp_path / 'none.geojson'}", code=2)
    assert "none.geojson" in none and not (project / "epochs").exists()
    added(project, mosaics, capsys, "--cell", "4")
    assert zones_of(project) == ["Hill"]
    pit = json.loads((project / "epochs/survey-area.geojson").read_text())
    pit["features"][0]["properties"] = {"name": "Pit"}
    (tmp_path / "pit.geojson").write_text(json.dumps(pit))
    more = (f"--zones={tmp_path / 'pit.geojson'}", "--date", "2025-07-15")
    added(project, mosaics, capsys, "--cell", "4", *more)
    assert zones_of(project) == ["Pit"]
    added(project, mosaics, capsys, "--cell", "4", "--date", "2026-07-15")
    assert zones_of(project) == ["Pit"], "zones that were given stay"
    # What the index warns of is the next mission's area.
    beyond = project.parent / "next.mplan"
    assert run(["new", str(beyond), f"--from-zone={project}:Pit"]) == 0


def test_brightness_is_no_reflectance(project, mosaics, tmp_path, capsys) -> None:
    x, _ = centres(0.5)
    layers = [200.0 * reflectance(x, k) for k in range(5)]
    quick = write(tmp_path / "quick.tif", layers, 0.5, names=BANDS, tags={"PICTURE": "1"})
    assert "brightness" in added(project, (quick, mosaics[1]), capsys, code=2)
    heat = write(tmp_path / "heat.tif", [layers[0]], 0.5, tags={"PICTURE": "1"})
    assert "brightness" in added(project, (mosaics[0], heat), capsys, "--scale", "0.01", code=2)


def test_a_mosaic_of_another_site_is_refused(project, mosaics, tmp_path, capsys) -> None:
    x, _ = centres(0.5)
    layers = [reflectance(x, k) for k in range(5)]
    other = write(tmp_path / "other.tif", layers, 0.5, 32651, names=BANDS)
    assert "survey area" in added(project, (other, mosaics[1]), capsys, code=2)
    assert not (project / "study.json").exists()


def test_a_scene_lends_its_swir_at_its_own_resolution(project, mosaics, tmp_path, capsys) -> None:
    folder = tmp_path / "LC08_L2SP_125034_20240710_20240718_02_T1"
    folder.mkdir()
    n = 20
    for band in range(1, 8):
        stored = np.full((n, n), 10_000 + 500 * band, np.uint16)
        profile = {"driver": "GTiff", "count": 1, "height": n, "width": n, "dtype": "uint16"}
        place = {"crs": f"EPSG:{EPSG}", "transform": from_origin(WEST - 150, NORTH + 150, 30, 30)}
        name = f"{folder.name}_SR_B{band}.TIF"
        with rasterio.open(folder / name, "w", **profile, **place) as data:
            data.write(stored, 1)
    told = added(project, mosaics, capsys, "--scene", str(folder))
    assert {"swir1", "swir2"} <= set(told["bands"])
    assert any("30 m" in line and "5 days" in line for line in told["told"])
    # Dryness needs SWIR1 alone; a tasseled cap of the camera there is none.
    assert set(told["lacking"]) == {"wetness"}
    epoch = open_study(Path(told["study"])).study.epochs[0]
    assert any("SR_B6" in file.path for file in epoch.bands.values())
    capsys.readouterr()
    assert run(["irsei", told["study"], "--accept-missing", "--json"]) == 0
    trust = json.loads(capsys.readouterr().out.splitlines()[-1])["trust"]
    assert any("swir1" in str(reason) for reason in trust["reasons"])
