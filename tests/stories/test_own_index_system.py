"""An index system of the user's own, five indicators in three layers, through the whole chain.

What is expected is worked out here, in plain numpy, from the indicators' rasters.
"""

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio

from missionplanner.cli.main import run
from tests.stories.small_study import SIZE, words, write_raster, write_study

YEARS = (2016, 2020)
SYSTEM = (
    ("P1", "-", "dryness"),
    ("P2", "-", "raster"),
    ("S1", "+", "greenness"),
    ("S2", "+", "green-space"),
    ("M1", "+", "elevation"),
)
W0 = {"P1": 0.5 * 0.75, "P2": 0.5 * 0.25, "S1": 0.3 * 0.5, "S2": 0.3 * 0.5, "M1": 0.2}
C, ALPHA = 0.6, 1.5


def own_study(folder: Path) -> Path:
    path = write_study(folder, YEARS)
    lines = ['key = "own"', 'title = "Own"']
    for key, sign, compute in SYSTEM:
        lines += ["[[indicators]]", f'key = "{key}"', f'layer = "{key[0]}"', f'sign = "{sign}"']
        lines += [f'compute = "{compute}"', f'title = "{key} {compute}"']
    (folder / "own.toml").write_text("\n".join(lines), encoding="utf-8")
    random = np.random.default_rng(4)
    write_raster(folder / "dust.tif", random.gamma(2, 3, (SIZE, SIZE)).astype(np.float32))
    cover = np.kron(random.integers(1, 4, (SIZE // 5, SIZE // 5)), np.ones((5, 5)))
    write_raster(folder / "cover.tif", cover.astype(np.uint8), nodata=0)
    layers = [[1, 5 / 3, 5 / 2], [3 / 5, 1, 3 / 2], [2 / 5, 2 / 3, 1]]
    within = {
        "P": {"names": ["P1", "P2"], "values": [[1, 3], [1 / 3, 1]]},
        "S": {"names": ["S1", "S2"], "values": [[1, 1], [1, 1]]},
    }
    part = {
        "layers": {"P2": {"path": "dust.tif"}},
        "land_cover": {"by_date": {"2016-07-15": {"path": "cover.tif"}}, "green": [1]},
        "options": {
            "system": "own.toml",
            "weights": {"layers": {"names": list("PSM"), "values": layers}, "within": within},
        },
    }
    path.write_text(json.dumps(words(YEARS) | {"security": part}), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_study(tmp_path_factory.mktemp("own") / "study")


def read(path: Path) -> np.ndarray:
    with rasterio.open(path) as file:
        return file.read(1).astype(float)


def told(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> dict:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def state(x: np.ndarray, d1: float, d2: float, d3: float) -> np.ndarray:
    """Equation (2), branch by branch."""
    last = np.where(x < d3, C, np.exp(ALPHA * (x - d3)) + C - 1)
    second = np.where(x < d2, np.exp(ALPHA * (d2 - x)) + C - 1, last)
    first = np.exp(ALPHA * (d1 - x)) + np.exp(ALPHA * (d2 - d1)) + C - 2
    return np.where(x < d1, first, second)


def scaled(folder: Path, key: str, sign: str) -> list[np.ndarray]:
    both = [read(folder / f"{key}_{year}-07-15.tif") for year in YEARS]
    low, high = np.min(both), np.max(both)
    return [(v - low) / (high - low) if sign == "+" else (high - v) / (high - low) for v in both]


def test_index_is_that_of_the_published_equations(study, capsys) -> None:
    result = told(capsys, ["security", str(study)])
    assert result["weights_cw"] == pytest.approx(W0)
    assert result["cr"] == pytest.approx(0, abs=1e-9)
    assert set(result["years"][0]["layer_scores"]) == set("PSM")
    out = study.with_name("study-results") / "security"
    x = {key: scaled(out / "indicators", key, sign) for key, sign, _ in SYSTEM}
    np.testing.assert_array_equal(
        read(out / "indicators" / "P2_2016-07-15.tif"), read(study.with_name("dust.tif"))
    )
    for at, year in enumerate(YEARS):
        weighted = {key: W0[key] * state(x[key][at], *result["thresholds"][key]) for key in W0}
        constant = sum(W0[key] * x[key][at] for key in W0)
        variable = sum(weighted[key] * x[key][at] for key in W0) / sum(weighted.values())
        np.testing.assert_allclose(read(out / f"esi_cw_{year}-07-15.tif"), constant, atol=1e-6)
        np.testing.assert_allclose(read(out / f"esi_vw_{year}-07-15.tif"), variable, atol=1e-6)
        levels = np.searchsorted([0.26, 0.40, 0.47, 0.57], variable) + 1
        grades = read(out / f"grade_vw_{year}-07-15.tif")
        assert (grades == levels).mean() > 0.999
        areas = list(result["years"][at]["grades_m2_vw"].values())
        assert areas == [(grades == code).sum() * 900 for code in range(1, 6)]


def test_drivers_and_report_go_with_it(study, tmp_path, capsys) -> None:
    drivers = told(capsys, ["geodetector", str(study), "--strata", "S2"])
    assert set(drivers["q"]) == set(W0)
    assert len(drivers["interactions"]) == 10
    assert drivers["strata"]["S2"]["method"] == "as given"
    page = tmp_path / "report.html"
    assert run(["report", str(study), "--out", str(page)]) == 0
    assert "P2 raster" in page.read_text(encoding="utf-8")


def test_weights_from_a_csv_go_before_the_judgements(study, tmp_path, capsys) -> None:
    csv = tmp_path / "weights.csv"
    csv.write_text("indicator,weight\nP1,0.1\nP2,0.2\nS1,0.3\nS2,0.15\nM1,0.25\n")
    out = ["--out", str(tmp_path / "out"), "--no-sensitivity"]
    result = told(capsys, ["security", str(study), "--weights", str(csv), *out])
    assert result["weights_cw"] == pytest.approx(
        {"P1": 0.1, "P2": 0.2, "S1": 0.3, "S2": 0.15, "M1": 0.25}
    )
    assert result["cr"] is None
    csv.write_text("indicator,weight\nP1,0.1\nP2,0.2\nS1,0.3\nS2,0.15\nM1,0.35\n")
    capsys.readouterr()
    assert run(["security", str(study), "--weights", str(csv), *out]) == 2
    assert "sum to 1.1" in capsys.readouterr().err
