"""Ecological security and its drivers, by the command line."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from benchmarks.region_found import judge
from benchmarks.seeded_region import PLACES, YEARS, Region, write_region
from missionplanner.cli.main import run
from missionplanner.ecology.security.systems import system
from missionplanner.operations.geodetector import load_detected
from missionplanner.operations.security import load_layers, load_security
from tests.stories.small_study import SIZE, words, write_raster, write_study, write_zones

SMALL = (
    ("D1", "+", "elevation"),
    ("P2", "-", "statistic"),
    ("S1", "+", "greenness"),
    ("S2", "+", "wetness"),
    ("S3", "-", "dryness"),
    ("I2", "-", "patch-density"),
)
SMALL_YEARS = (2016, 2018)


def spoken(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> dict:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def refused(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> str:
    """Return the one line that a verb ends with, exit code 2."""
    capsys.readouterr()
    assert run(arguments) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Error: ")]
    assert len(lines) == 1
    assert "Traceback" not in lines[0]
    return lines[0]


# --- the seeded region -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Region:
    return write_region(tmp_path_factory.mktemp("region"), data_dir)


def test_planted_driver_comes_first_and_planted_damage_is_found(region, capsys) -> None:
    told = spoken(capsys, ["security", str(region.study)])
    assert {"weights_cw", "cr", "years", "files"} <= set(told)
    assert [year["year"] for year in told["years"]] == list(YEARS)
    for year in told["years"]:
        assert {"year", "mean_cw", "mean_vw", "grades_m2_cw", "grades_m2_vw"} <= set(year)
        # The penalty lets variable weights tell less security, as the paper's Table III has it.
        assert year["mean_vw"] < year["mean_cw"]
    asked = ["geodetector", str(region.study), "--response", "esi_vw"]
    drivers = spoken(capsys, asked)
    assert {"n", "q", "p_published", "p", "interactions"} <= set(drivers)
    assert set(drivers["q"]) == set(system("lingbei-2024").keys)
    assert len(drivers["interactions"]) == 210
    assert {"a", "b", "q", "type"} <= set(drivers["interactions"][0])
    assert any("weighted sum of the same indicators" in line for line in drivers["warnings"])
    out = region.study.with_name("study-results")
    result, detected = load_security(out), load_detected(out)
    assert result is not None
    assert detected is not None
    found = judge(region, out, result, detected)
    assert found.rank == 1
    assert found.recall > 0.99
    assert found.precision > 0.7
    assert found.healed_recall > 0.97
    assert found.healed_precision > 0.85


def test_places_fall_and_rise_as_they_were_made_to(region, capsys) -> None:
    told = spoken(capsys, ["security", str(region.study)])
    means = {site["name"]: site["mean_vw"] for site in told["sites"]}
    for name, (_, _, (before, after), _) in PLACES.items():
        change = means[name][-1] - means[name][0]
        assert change > 0.3 if after < before else change < -0.1, name
    for name in ("west ridge", "south ridge"):
        assert abs(means[name][-1] - means[name][0]) < 0.1
    # Each place falls most while it is opened.
    opened = means["leach field"]
    assert opened[1] < opened[0] - 0.15
    assert opened[2] < opened[1] - 0.1
    assert abs(opened[4] - opened[2]) < 0.06


def test_results_are_rasters_with_their_making_in_them(region, capsys) -> None:
    told = spoken(capsys, ["security", str(region.study)])
    day = f"{YEARS[-1]}-07-15"
    for name in ("esi_cw", "esi_vw", "difference", "grade_cw", "grade_vw"):
        with rasterio.open(told["files"][f"{name}_{day}"]) as file:
            assert file.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
            assert "MISSIONPLANNER_PARAMETERS" in file.tags()
            assert file.shape == (300, 320)
    layers = load_layers(region.study.with_name("study-results"))
    assert layers is not None
    assert len(layers.files) == 21 * len(YEARS)
    assert told["sensitivity"]["changed"]
    assert run(["security", str(region.study)]) == 0
    shown = capsys.readouterr().out
    assert "very insecure" in shown
    assert "leach field" in shown


# --- bad input ---------------------------------------------------------------------------------


def small(folder: Path, **security: Any) -> Path:
    """Write a study of six indicators; `security` changes its part."""
    path = write_study(folder, SMALL_YEARS)
    toml = ['key = "six"', 'title = "Six indicators"']
    for key, sign, compute in SMALL:
        toml += ["[[indicators]]", f'key = "{key}"', f'layer = "{key[0]}"', f'sign = "{sign}"']
        toml += [f'compute = "{compute}"', f'title = "{compute}"', f"weight = {1 / 6}"]
    (folder / "six.toml").write_text("\n".join(toml), encoding="utf-8")
    random = np.random.default_rng(9)
    cover = np.kron(random.integers(1, 4, (SIZE // 5, SIZE // 5)), np.ones((5, 5)))
    write_raster(folder / "cover.tif", cover.astype(np.uint8), nodata=0)
    boxes = {"north": (0, 0, 60, 20), "south": (0, 20, 60, 60)}
    write_zones(folder / "districts.geojson", boxes)
    rows = [
        f"{name},{year},{3000 + 700 * i}" for i, name in enumerate(boxes) for year in SMALL_YEARS
    ]
    (folder / "book.csv").write_text("district,year,people\n" + "\n".join(rows) + "\n")
    part = {
        "land_cover": {"by_date": {"2016-07-15": {"path": "cover.tif"}}},
        "statistics": [
            {
                "districts": "districts.geojson",
                "table": "book.csv",
                "indicators": {"P2": {"column": "people", "spread": "area"}},
            }
        ],
        "options": options(),
    }
    study = words(SMALL_YEARS) | {"security": part | security}
    path.write_text(json.dumps(study), encoding="utf-8")
    return path


def options(**weights: Any) -> dict[str, Any]:
    thresholds = {"P2": (0.25, 0.5, 0.75)} | weights.pop("thresholds", {})
    return {"system": "six.toml", "weights": {"thresholds": thresholds} | weights}


def judged(between: float, across: float, back: float | None = None) -> dict[str, Any]:
    """Return matrices over layers and within S: S1 over S2, S2 over S3, S1 over S3."""
    within = [[1, between, across], [1 / between, 1, between], [0, 1 / between, 1]]
    within[2][0] = back if back is not None else 1 / across
    names = ["D", "P", "S", "I"]
    return {
        "layers": {"names": names, "values": [[1] * 4] * 4},
        "within": {"S": {"names": ["S1", "S2", "S3"], "values": within}},
    }


def test_a_small_study_goes_through(tmp_path, capsys) -> None:
    told = spoken(capsys, ["security", str(small(tmp_path / "s", options=options(**judged(2, 4))))])
    assert told["cr"] == pytest.approx(0, abs=1e-9)
    assert told["weights_cw"]["S1"] == pytest.approx(0.25 * 4 / 7)
    assert any("one map of land cover" in line for line in told["warnings"])


def test_drivers_of_an_index_that_is_no_more_are_forgotten(tmp_path, capsys) -> None:
    path = small(tmp_path / "s")
    kept = tmp_path / "s" / "study-results" / "geodetector.json"
    drivers = spoken(capsys, ["geodetector", str(path)])
    assert set(drivers["q"]) == {key for key, *_ in SMALL}
    spoken(capsys, ["security", str(path)])
    assert kept.is_file()
    spoken(capsys, ["security", str(path), "--adjustment", "0.2"])
    assert not kept.is_file()


def test_weights_that_do_not_sum_to_one(tmp_path, capsys) -> None:
    given = {key: 0.2 for key, *_ in SMALL}
    line = refused(capsys, ["security", str(small(tmp_path / "s", options=options(given=given)))])
    assert "sum to 1.2" in line


def test_judgements_that_are_not_reciprocal(tmp_path, capsys) -> None:
    path = small(tmp_path / "s", options=options(**judged(2, 4, back=3)))
    line = refused(capsys, ["security", str(path)])
    assert "reciprocal" in line
    assert "S1 against S3" in line


def test_inconsistent_judgements_are_refused_or_warned_of(tmp_path, capsys) -> None:
    path = small(tmp_path / "s", options=options(**judged(5, 1 / 5)))
    line = refused(capsys, ["security", str(path)])
    assert "CR" in line
    assert "matrix S" in line
    told = spoken(capsys, ["security", str(path), "--accept-inconsistent"])
    assert told["cr"] >= 0.1
    assert any("CR" in warning for warning in told["warnings"])


@pytest.mark.parametrize("edges", [(0.5, 0.4, 0.7), (0.5, 0.5, 0.7), (0.0, 0.4, 0.7)])
def test_thresholds_that_do_not_rise(tmp_path, capsys, edges) -> None:
    path = small(tmp_path / "s", options=options(thresholds={"S1": edges}))
    line = refused(capsys, ["security", str(path)])
    assert "S1" in line
    assert "do not rise" in line


def test_a_constant_indicator(tmp_path, capsys) -> None:
    path = small(tmp_path / "s", layers={"I2": {"path": "flat.tif"}})
    write_raster(path.with_name("flat.tif"), np.full((SIZE, SIZE), 3, np.float32))
    line = refused(capsys, ["security", str(path)])
    assert "I2" in line
    assert "3 everywhere" in line


def test_text_in_the_yearbook(tmp_path, capsys) -> None:
    path = small(tmp_path / "s")
    book = path.with_name("book.csv")
    book.write_text(book.read_text().replace("3700", "about 3700", 1))
    line = refused(capsys, ["security", str(path)])
    assert "about 3700" in line
    assert "row" in line


def test_a_district_without_a_figure(tmp_path, capsys) -> None:
    path = small(tmp_path / "s")
    book = path.with_name("book.csv")
    book.write_text("\n".join(row for row in book.read_text().splitlines() if "south" not in row))
    line = refused(capsys, ["security", str(path)])
    assert "south" in line


def test_land_cover_codes_that_are_not_known(tmp_path, capsys) -> None:
    cover = {"by_date": {"2016-07-15": {"path": "cover.tif"}}, "classes": {"1": "a", "2": "b"}}
    path = small(tmp_path / "s", land_cover=cover)
    line = refused(capsys, ["security", str(path)])
    assert "not known: 3" in line
    assert "cover.tif" in line


def test_a_study_without_security(tmp_path, capsys) -> None:
    path = write_study(tmp_path / "s", SMALL_YEARS)
    assert "no part 'security'" in refused(capsys, ["security", str(path)])
    line = refused(capsys, ["geodetector", str(path), "--response", "esi_vw"])
    assert "Error" in line


def test_what_is_lacking_is_told_at_once_and_left_out_when_asked(tmp_path, capsys) -> None:
    path = small(tmp_path / "s", statistics=[], land_cover=None)
    line = refused(capsys, ["security", str(path)])
    assert "2 of 6 indicators lack something" in line
    assert "figures of districts (P2), land cover (I2)" in line and "--leave-out lacking" in line
    assert "no indicator 'X'" in refused(capsys, ["security", str(path), "--leave-out", "X"])
    told = spoken(capsys, ["security", str(path), "--leave-out", "lacking"])
    assert [spec["key"] for spec in told["left_out"]] == ["P2", "I2"]
    # The layers P and I fall out with them: the other four of six equal weights remain.
    assert told["weights_cw"] == pytest.approx(dict.fromkeys(("D1", "S1", "S2", "S3"), 0.25))
    assert any("made without P2, I2" in line for line in told["warnings"])
    named = spoken(capsys, ["security", str(path), "--leave-out", "I2, P2"])
    assert named["weights_cw"] == told["weights_cw"]


def test_figures_of_a_yearbook_page_are_put_into_a_study_and_written_out(tmp_path, capsys) -> None:
    path = small(tmp_path / "s", statistics=[], land_cover=None)
    page = path.with_name("page.txt")
    page.write_text(
        "表 2 statistic, 2016\n地区;年份;statistic;排名\n;;km-2;\n"
        "North;2016;3 000,5;1\nnorth;2018;–;1\nsouth;2016;3.700;2\nsouth;2018年;3 800;2\n",
        encoding="gb18030",
    )
    asked = ["figures", str(path), "--from", str(page), "--districts"]
    asked += [str(path.with_name("districts.geojson")), "--spread", "P2=area"]
    line = refused(capsys, [*asked, "--spread", "P9=area"])
    assert "'P9=area'" in line and "P2" in line
    told = spoken(capsys, asked)
    assert told["columns"] == ["district", "year", "P2"]
    # North's 2018 is not known, and no 0; a decimal comma elsewhere makes 3.700 a whole number.
    known = [["north", "2016", "3000.5"], ["south", "2016", "3700"], ["south", "2018", "3800"]]
    assert told["rows"] == known
    assert any("排名" in line for line in told["told"])
    kept = json.loads(path.read_text(encoding="utf-8"))["security"]["statistics"]
    assert kept[0]["districts"] == "districts.geojson"
    assert kept[0]["indicators"] == {"P2": {"column": "P2", "spread": "area"}}
    line = refused(capsys, ["security", str(path), "--leave-out", "I2"])
    assert "no figure for north" in line
    more = path.with_name("more.csv")
    more.write_text("district,year,P2\nnorth,2018,3100\n", encoding="utf-8")
    run_only = spoken(capsys, ["security", str(path), "--leave-out", "I2", "--figures", str(more)])
    assert {"P2"} <= set(run_only["weights_cw"])
    assert json.loads(path.read_text(encoding="utf-8"))["security"]["statistics"] == kept
    out = path.with_name("out.csv")
    spoken(capsys, ["figures", str(path), "--to", str(out)])
    again = spoken(capsys, ["figures", str(path), "--from", str(out)])
    assert again["rows"] == known
    made = load_layers(path.with_name("study-results"))
    assert made is not None and made.made_from is not None
    assert len(made.made_from["statistics"][0]["figures"]) == 4


def test_wrong_cells_of_figures_are_told_together(tmp_path, capsys) -> None:
    path = small(tmp_path / "s")
    page = path.with_name("page.csv")
    page.write_text("district,year,P2\nNorht,2016,1\nsouth,16,about 5\n", encoding="utf-8")
    line = refused(capsys, ["figures", str(path), "--from", str(page)])
    for said in ("3 cells are wrong", "the nearest is north", "16 is no year", "about 5"):
        assert said in line
    page.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "no column is called" in refused(capsys, ["figures", str(path), "--from", str(page)])


def test_text_in_a_column_of_numbers(tmp_path, capsys) -> None:
    path = tmp_path / "t.csv"
    path.write_text("y,a\n1,2\nmany,3\n3,5\n4,1\n")
    line = refused(capsys, ["geodetector", str(path), "--response", "y"])
    assert "'many' is not a number" in line
    assert "row 3" in line


def test_a_stratum_of_one_sample_is_warned_of(tmp_path, capsys) -> None:
    path = tmp_path / "t.csv"
    path.write_text("y,x\n1,x\n2,y\n3,y\n4,y\n5,z\n6,z\n7,z\n")
    told = spoken(capsys, ["geodetector", str(path), "--response", "y", "--convention", "gd"])
    assert told["q"]["x"] == pytest.approx(0.7714286, abs=1e-7)
    assert any("one sample" in line for line in told["warnings"])


def test_published_table_by_the_command_line(data_dir, capsys) -> None:
    path = data_dir / "ecology" / "geodetector_disease.csv"
    told = spoken(capsys, ["geodetector", str(path), "--response", "incidence"])
    assert told["n"] == 185
    assert told["q"]["soiltype"] == pytest.approx(0.385716842809, abs=1e-10)
    assert told["p_published"]["soiltype"] == pytest.approx(0.363236288, abs=1e-8)
    named = ["--factors", "soiltype,watershed", "--convention", "gd"]
    told = spoken(capsys, ["geodetector", str(path), "--response", "incidence", *named])
    (pair,) = told["interactions"]
    assert pair["q"] == pytest.approx(0.723183561451, abs=1e-10)
    assert pair["type"] == "bi-enhance"
