"""The whole chain, from a folder of Landsat files by the command line, against base R.

`irsei_reference.R` made the rasters and the log in the data. It has its own distance of the Earth,
1.01288; a study made from the MTL has 1.012845. With the script's gains the chain's index is the
script's to 1e-9 in float64; the command line works in float32, where a temperature of 300 K is
known to 3e-5 K: 5e-6 of the 6.3 K of this scene.
"""

import hashlib
import json
import math
import re
from dataclasses import replace

import numpy as np
import pytest
import rasterio

from missionplanner.cli.main import run
from missionplanner.operations.ecology import index
from missionplanner.operations.studies import open_study
from missionplanner.tasks.progress import silent

DAY = "1988-08-14"
SCRIPT = {
    "blue": (0.671, -2.19134, 1983),
    "green": (1.322, -4.16220, 1796),
    "red": (1.044, -2.21398, 1536),
    "nir": (0.876, -2.38602, 1031),
    "swir1": (0.120, -0.49035, 220),
    "swir2": (0.066, -0.21555, 83.44),
}
"""Gain, bias and ESUN as the R script has them."""
DISTANCE, ELEVATION_DEG = 1.01288, 49.75588889
OPTIONS = {
    "index": {
        "mask_water": False,
        "mask_cloud": False,
        "orientation": "ndvi",
        "limits": "min-max",
    },
    "erosion": {
        "rainfall": 8000.0,
        "erodibility": 0.03,
        "length_method": "one-cell",
        "steepness": "mccool",
    },
}
INDICATORS = {"greenness": 0, "wetness": 1, "dryness": 2, "heat": 3, "erosion": 4}
PC1, PC12 = 9, 10
BREAKS = (0.2, 0.4, 0.6, 0.8)
GRADES = ("bad", "poor", "moderate", "good", "excellent")


@pytest.fixture(scope="module")
def reference(data_dir):
    with rasterio.open(data_dir / "ecology" / "irsei_reference.tif") as file:
        return file.read()


@pytest.fixture(scope="module")
def log(data_dir):
    return (data_dir / "ecology" / "irsei_reference_log.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def studies(data_dir, tmp_path_factory):
    """Return two studies: with the MTL's own constants, and with those of the script."""
    folder = tmp_path_factory.mktemp("chain")
    scene = data_dir / "multispectral" / "landsat5_1988"
    new = ["new-study", str(folder / "mtl.json"), "--epoch", str(scene)]
    assert run([*new, "--dem", str(scene / "srtm.tif")]) == 0
    study = json.loads((folder / "mtl.json").read_text("utf-8")) | OPTIONS
    del study["epochs"][0]["mask"]
    (folder / "mtl.json").write_text(json.dumps(study), "utf-8")
    for band, (gain, bias, esun) in SCRIPT.items():
        factor = math.pi * DISTANCE**2 / (esun * math.sin(math.radians(ELEVATION_DEG)))
        study["epochs"][0]["bands"][band] |= {"scale": gain * factor, "offset": bias * factor}
    (folder / "script.json").write_text(json.dumps(study), "utf-8")
    return {name: folder / f"{name}.json" for name in ("mtl", "script")}


def commanded(path):
    """Run the verb and return the folder of results with what it saved."""
    assert run(["irsei", str(path)]) == 0
    out = path.with_name(f"{path.stem}-results")
    return out, json.loads((out / "irsei.json").read_text("utf-8"))


def raster(out, name):
    with rasterio.open(out / "irsei" / f"{name}_{DAY}.tif") as file:
        return file.read(1)


def graded(values):
    return np.digitize(values, BREAKS) + 1


@pytest.mark.parametrize("constants", ["script", "mtl"])
def test_the_commands_index_is_that_of_the_script(studies, reference, constants):
    out, saved = commanded(studies[constants])
    assert raster(out, "irsei") == pytest.approx(reference[PC12], abs=1e-5)
    assert raster(out, "irsei_pc1") == pytest.approx(reference[PC1], abs=1e-5)
    grade = raster(out, "grade")
    assert (grade != graded(reference[PC12])).sum() <= 3  # float32: two of 88 970 lie on a break
    areas = saved["epochs"][0]["grades_m2"]
    assert [areas[name] / 900 for name in GRADES] == np.bincount(grade.ravel())[1:].tolist()


def test_tags_name_the_inputs_and_the_options(studies):
    out, _ = commanded(studies["script"])
    study = json.loads(studies["script"].read_text("utf-8"))
    bands = study["epochs"][0]["bands"].values()
    paths = [*(band["path"] for band in bands), study["dem"]["path"]]
    files = [(studies["script"].parent / path).resolve() for path in paths]
    with rasterio.open(out / "irsei" / f"irsei_{DAY}.tif") as file:
        tags = file.tags()
    told = json.loads(tags["MISSIONPLANNER_INPUTS_SHA256"])
    for file in files:
        assert told[file.name] == hashlib.sha256(file.read_bytes()).hexdigest()
    options = json.loads(tags["MISSIONPLANNER_PARAMETERS"])
    assert options["index"]["orientation"] == "ndvi" and not options["index"]["mask_water"]
    assert options["erosion"]["rainfall"] == 8000.0


def test_in_double_precision_every_figure_is_the_scripts(studies, reference, log, tmp_path):
    opened = open_study(studies["script"], tmp_path)
    opened = replace(opened, place=replace(opened.place, dtype="float64"))
    epoch = index(opened, silent()).epochs[0]
    assert raster(tmp_path, "irsei") == pytest.approx(reference[PC12], abs=1e-9)
    assert raster(tmp_path, "irsei_pc1") == pytest.approx(reference[PC1], abs=1e-9)
    assert (raster(tmp_path, "grade") == graded(reference[PC12])).all()
    # What R's prcomp told, from the rasters it wrote.
    scaled = reference[: len(INDICATORS)].reshape(len(INDICATORS), -1)
    low, high = scaled.min(axis=1, keepdims=True), scaled.max(axis=1, keepdims=True)
    values, vectors = np.linalg.eigh(np.cov((scaled - low) / (high - low)))
    vectors = vectors * np.where(vectors[0] < 0, -1.0, 1.0)
    assert epoch.eigenvalues == pytest.approx(values[::-1], abs=1e-10)
    loadings = np.array([epoch.loadings[name] for name in INDICATORS])
    assert loadings == pytest.approx(vectors[:, ::-1], abs=1e-7)
    first, both = (
        [
            int(word)
            for word in re.search(rf"\[{row},\](.*)", log.split("grade counts")[1])[1].split()
        ]
        for row in (1, 2)
    )
    assert [epoch.grades_m2[name] / 900 for name in GRADES] == both
    assert [epoch.grades_pc1_m2[name] / 900 for name in GRADES] == first
